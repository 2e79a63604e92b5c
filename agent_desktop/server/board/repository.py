"""What the board shows that telephony does not know: people, and whom calls are with."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Tier
from agent_desktop.contract.sessions import Role
from agent_desktop.records.consolidation.people import person_of
from agent_desktop.records.customers.models import CustomerRow, PhoneNumberRow
from agent_desktop.records.customers.names import shown_name
from agent_desktop.records.database import table_of
from agent_desktop.records.interactions.models import CallLinkRow
from agent_desktop.server.auth.models import UserRow

_CUSTOMERS: Final = table_of(CustomerRow)
_LINKS: Final = table_of(CallLinkRow)
_NUMBERS: Final = table_of(PhoneNumberRow)
_USERS: Final = table_of(UserRow)

_NAMED: Final = (
    _CUSTOMERS.c.customer_id,
    _CUSTOMERS.c.title,
    _CUSTOMERS.c.name_latin,
    _CUSTOMERS.c.name_chinese,
    _CUSTOMERS.c.tier,
)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may sign in. `site` is a code of the directory's file."""

    name: str
    team: str
    site: str
    roles: frozenset[str]

    @property
    def is_supervisor(self) -> bool:
        return Role.SUPERVISOR.value in self.roles


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    customer_id: UUID
    name: str
    tier: Tier


class BoardQueries:
    """Changes nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_people(self) -> dict[UUID, Colleague]:
        """List everybody who may sign in."""
        query = sa.select(_USERS.c.user_id, _USERS.c.display_name, _USERS.c.team, _USERS.c.site, _USERS.c.roles).where(
            _USERS.c.disabled_at.is_(None)
        )
        return {
            row.user_id: Colleague(row.display_name, row.team, row.site, frozenset(row.roles))
            for row in self._session.execute(query)
        }

    def list_linked(self, call_ids: Collection[UUID]) -> dict[UUID, KnownCustomer | None]:
        """List with whom these calls are, as was said; None where it was taken back. Others are not in it."""
        query = (
            sa.select(_LINKS.c.call_id, *_NAMED)
            .select_from(_LINKS.outerjoin(_CUSTOMERS, _CUSTOMERS.c.customer_id == _LINKS.c.customer_id))
            .where(_LINKS.c.call_id.in_(call_ids))
        )
        return {row.call_id: _customer(row) for row in self._session.execute(query)}

    def list_only_customers(self, numbers: Collection[str]) -> dict[str, KnownCustomer]:
        """List the customers of numbers (E.164) that one person alone has."""
        people = sa.func.array_agg(sa.distinct(person_of(_NUMBERS.c.customer_id)), type_=ARRAY(sa.Uuid()))
        only = (
            sa.select(_NUMBERS.c.number, people[1].label("person_id"))
            .where(_NUMBERS.c.number.in_(numbers))
            .group_by(_NUMBERS.c.number)
            .having(sa.func.cardinality(people) == 1)
            .subquery("only_one")
        )
        query = sa.select(only.c.number, *_NAMED).join(_CUSTOMERS, _CUSTOMERS.c.customer_id == only.c.person_id)
        found: dict[str, KnownCustomer] = {}
        for row in self._session.execute(query):
            customer = _customer(row)
            if customer is not None:
                found[row.number] = customer
        return found


def _customer(row: sa.Row[*tuple[Any, ...]]) -> KnownCustomer | None:
    if row.customer_id is None:
        return None
    return KnownCustomer(row.customer_id, shown_name(row.title, row.name_latin, row.name_chinese), row.tier)

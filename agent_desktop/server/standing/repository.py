"""What decides how a caller is routed, from the records and from who may sign in, in one statement."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.consolidation.people import of_lead, person_of
from agent_desktop.records.customers.models import CustomerRow, PhoneNumberRow
from agent_desktop.records.database import table_of
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.server.auth.models import UserRow

_CUSTOMERS: Final = table_of(CustomerRow)
_NUMBERS: Final = table_of(PhoneNumberRow)
_INTERACTIONS: Final = table_of(InteractionRow)
_USERS: Final = table_of(UserRow)

_LAST_DISPOSITION: Final = (
    sa.select(_INTERACTIONS.c.disposition_code)
    .where(
        # What was promised to the person, whichever of their accounts the call was linked to then.
        of_lead(_INTERACTIONS.c.customer_id, _CUSTOMERS.c.customer_id),
        _INTERACTIONS.c.finished_at >= sa.bindparam("since", type_=sa.DateTime(timezone=True)),
    )
    .order_by(_INTERACTIONS.c.finished_at.desc())
    .limit(1)
    .scalar_subquery()
)
_MANAGERS: Final = (
    sa.select(sa.func.jsonb_agg(sa.func.jsonb_build_array(_USERS.c.user_id, _USERS.c.team)))
    .where(
        _USERS.c.display_name == _CUSTOMERS.c.manager_name,
        _CUSTOMERS.c.manager_name != "",
        _USERS.c.disabled_at.is_(None),
    )
    .scalar_subquery()
)
_STANDINGS: Final = sa.select(
    _CUSTOMERS.c.customer_id,
    _CUSTOMERS.c.tier,
    _CUSTOMERS.c.languages,
    _CUSTOMERS.c.manager_name,
    _LAST_DISPOSITION.label("disposition_code"),
    _MANAGERS.label("managers"),
)
_PEOPLE_WITH: Final = sa.select(person_of(_NUMBERS.c.customer_id)).where(_NUMBERS.c.number == sa.bindparam("wanted"))
_BY_NUMBER: Final = _STANDINGS.where(
    # Of a person with several accounts the leading one speaks, whichever of them has the number. Put together as an
    # array, so that the customers are found by their key.
    _CUSTOMERS.c.customer_id == sa.any_(sa.func.array(_PEOPLE_WITH.scalar_subquery()))
).execution_options(later=True, soon=True)


class StandingRepository:
    """Reads what decides how callers are routed. Plain statements: nobody is offered the call before."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask_by_number(self, number: str, since: datetime) -> sa.Result[Any]:
        """Ask for customer_id, tier, languages and manager_name of each customer with this E.164 number, of merged
        accounts those of the leading one.

        With `managers`, who has that name as ``[user_id, team]``, and the disposition_code of the last contact that
        ended after `since`; either may be None.
        """
        return self._session.execute(_BY_NUMBER, {"wanted": number, "since": since})

    def list_of(self, customer_ids: Collection[UUID], since: datetime) -> Sequence[sa.RowMapping]:
        """Return the same of these customers."""
        query: sa.Select[Any] = _STANDINGS.where(_CUSTOMERS.c.customer_id.in_(customer_ids))
        return self._session.execute(query, {"since": since}).mappings().all()

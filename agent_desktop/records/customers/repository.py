"""Every query on customers and their numbers but the search for them. Plain statements: a pop must be quick."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session
from sqlalchemy.sql.visitors import replacement_traverse

from agent_desktop.contract.customers import Channel
from agent_desktop.records.consolidation.people import person_of
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.customers.models import CustomerRow, PhoneNumberRow, SearchKeyRow
from agent_desktop.records.database import table_of
from agent_desktop.records.together import Question

_CUSTOMERS: Final = table_of(CustomerRow)
_NUMBERS: Final = table_of(PhoneNumberRow)

_FIND_CUSTOMER: Final = (
    sa.select(
        *_CUSTOMERS.columns,
        sa.select(
            sa.func.coalesce(
                sa.func.jsonb_agg(sa.func.jsonb_build_object("number", _NUMBERS.c.number, "kind", _NUMBERS.c.kind)),
                sa.text("'[]'::jsonb"),
            )
        )
        .where(_NUMBERS.c.customer_id == _CUSTOMERS.c.customer_id)
        .scalar_subquery()
        .label("numbers"),
    )
    .where(_CUSTOMERS.c.customer_id == person_of(sa.bindparam("of_customer", type_=sa.Uuid())))
    .execution_options(later=True)
)
_LIST_BY_NUMBER: Final = (
    sa.select(person_of(_NUMBERS.c.customer_id))
    .where(_NUMBERS.c.number == sa.bindparam("wanted"))
    .distinct()
    .execution_options(later=True)
)

_LIST_TIERS: Final = (
    sa.select(_CUSTOMERS.c.tier)
    .join(_NUMBERS, _NUMBERS.c.customer_id == _CUSTOMERS.c.customer_id)
    .where(_NUMBERS.c.number == sa.bindparam("wanted"))
)


_NUMBER: Final = _NUMBERS.alias("caller")
_ONLY_CUSTOMER: Final = (
    sa.select(sa.func.array_agg(person_of(_NUMBER.c.customer_id), type_=ARRAY(sa.Uuid()))[1])
    .where(_NUMBER.c.number == sa.bindparam("wanted"))
    .having(sa.func.count(sa.distinct(person_of(_NUMBER.c.customer_id))) == 1)
    .scalar_subquery()
)


def of_only_customer(question: Question, number: str) -> Question:
    """Return the same question about the one customer who has an E.164 number; nobody where several have it."""
    statement, values = question
    about = {name: value for name, value in values.items() if name != "of_customer"}
    return _by_number(statement), {**about, "wanted": number}


@cache
def _by_number(statement: sa.Select[Any]) -> sa.Select[Any]:
    def replaced(element: Any, **_: Any) -> Any:
        is_customer = isinstance(element, sa.BindParameter) and element.key == "of_customer"
        return _ONLY_CUSTOMER if is_customer else None

    return cast("sa.Select[Any]", replacement_traverse(statement, {}, replaced))


def customer_with_numbers(customer_id: UUID) -> Question:
    """Return what reads the row of `CustomerRepository.find_customer`, if there is one."""
    return _FIND_CUSTOMER, {"of_customer": customer_id}


class CustomerRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find_customer(self, customer_id: UUID) -> sa.RowMapping | None:
        """Return one customer's columns and `numbers`: ``[{"number", "kind"}]``; of a merged account the lead's."""
        return self._session.execute(_FIND_CUSTOMER, {"of_customer": customer_id}).mappings().one_or_none()

    def exists(self, customer_id: UUID) -> bool:
        query = sa.select(CustomerRow.customer_id).where(CustomerRow.customer_id == customer_id)
        return self._session.execute(query).first() is not None

    def lock_needs(self, customer_id: UUID) -> sa.RowMapping | None:
        """Return one customer's `needs` and `version`, for nobody else to change meanwhile."""
        query = sa.select(CustomerRow.needs, CustomerRow.version).where(CustomerRow.customer_id == customer_id)
        return self._session.execute(query.with_for_update(key_share=True)).mappings().one_or_none()

    def set_needs(self, customer_id: UUID, needs: list[dict[str, str]]) -> None:
        """Replace a customer's needs."""
        change = sa.update(CustomerRow).where(CustomerRow.customer_id == customer_id)
        self._session.execute(change.values(needs=needs, version=CustomerRow.version + 1))

    def ask_by_number(self, number: str) -> sa.Result[Any]:
        """Ask for the people who have this E.164 number: the id of each one's leading account, a row each."""
        return self._session.execute(_LIST_BY_NUMBER, {"wanted": number})

    def list_tiers_of_number(self, number: str) -> set[str]:
        """Return the tiers of the customers who have this E.164 number."""
        return set(self._session.execute(_LIST_TIERS, {"wanted": number}).scalars())

    def list_by_keys(self, keys: Collection[tuple[str, str]]) -> list[tuple[UUID, str, str]]:
        """Return (leading account of the person, kind, key) of every search key among `keys`: (kind, key), whole."""
        person = person_of(table_of(SearchKeyRow).c.customer_id)
        query = sa.select(person, SearchKeyRow.kind, SearchKeyRow.key).where(
            sa.tuple_(SearchKeyRow.kind, SearchKeyRow.key).in_(list(keys))
        )
        return [(customer_id, kind, key) for customer_id, kind, key in self._session.execute(query)]

    def list_candidates(self, customer_ids: Collection[UUID], number: str, at: datetime) -> Sequence[sa.RowMapping]:
        """Return what tells customers apart, with `number_kind` and `last_phone_at` (either may be None)."""
        number_kind = (
            sa.select(PhoneNumberRow.kind)
            .where(PhoneNumberRow.customer_id == CustomerRow.customer_id, PhoneNumberRow.number == number)
            .limit(1)
            .scalar_subquery()
        )
        last_phone_at = (
            sa.select(sa.func.max(ContactRow.at))
            .where(
                ContactRow.customer_id == CustomerRow.customer_id,
                ContactRow.channel == Channel.PHONE,
                ContactRow.at <= at,
            )
            .scalar_subquery()
        )
        query = sa.select(
            CustomerRow.customer_id,
            CustomerRow.title,
            CustomerRow.gender,
            CustomerRow.name_latin,
            CustomerRow.name_chinese,
            CustomerRow.tier,
            CustomerRow.customer_number,
            CustomerRow.sort_key,
            number_kind.label("number_kind"),
            last_phone_at.label("last_phone_at"),
        ).where(CustomerRow.customer_id.in_(list(customer_ids)))
        return self._session.execute(query).mappings().all()

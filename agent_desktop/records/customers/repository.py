"""Every query on customers and their numbers but the search for them. Plain statements: a pop must be quick."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.orm import Session
from sqlalchemy.sql.visitors import replacement_traverse

from agent_desktop.contract.complaints import ComplaintKind
from agent_desktop.contract.customers import Channel
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.consolidation.people import of_lead, of_person, people_of, person_of
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.customers.models import CustomerRow, PhoneNumberRow, SearchKeyRow
from agent_desktop.records.database import table_of
from agent_desktop.records.together import Question

_CUSTOMERS: Final = table_of(CustomerRow)
_NUMBERS: Final = table_of(PhoneNumberRow)
_COMPLAINTS: Final = table_of(ComplaintRow)

KINDS: Final = ("mobile", "home", "work")
"""The kinds of number, the one that says most of who is calling first."""

_ACCOUNT: Final = _CUSTOMERS.alias("account")
_MERGED: Final = table_of(MergedAccountRow)
_BY_ACCOUNT: Final = (
    # Of the row of a leading account; of one that is in no group there is nothing but one look into an index.
    sa.select(
        sa.func.jsonb_agg(
            aggregate_order_by(
                sa.func.jsonb_build_array(_ACCOUNT.c.needs, _ACCOUNT.c.prospect),
                _ACCOUNT.c.customer_id != _CUSTOMERS.c.customer_id,
                _ACCOUNT.c.customer_id,
            )
        )
    )
    .select_from(_MERGED.join(_ACCOUNT, _ACCOUNT.c.customer_id == _MERGED.c.customer_id))
    .where(_MERGED.c.lead_id == _CUSTOMERS.c.customer_id)
    .correlate(_CUSTOMERS)
    .scalar_subquery()
)

_SAID: Final = (
    "complaint_id", "number", "kind", "state", "category_code", "severity", "what_happened", "registered_at",
    "next_due_at", "next_due_on", "answer_due_at", "answer_due_on", "next_provisional", "clocks_late",
    "owner_id", "owner_name",
)  # fmt: skip
_OPEN_COMPLAINTS: Final = (
    sa.select(
        sa.func.jsonb_agg(
            aggregate_order_by(
                sa.func.jsonb_build_object(*(part for name in _SAID for part in (name, _COMPLAINTS.c[name]))),
                _COMPLAINTS.c.due_order,
                _COMPLAINTS.c.complaint_id,
            )
        )
    )
    .where(
        of_lead(_COMPLAINTS.c.customer_id, _CUSTOMERS.c.customer_id),
        _COMPLAINTS.c.ended_at.is_(None),
        _COMPLAINTS.c.kind == ComplaintKind.COMPLAINT,
    )
    .correlate(_CUSTOMERS)
    .scalar_subquery()
)
"""What a pop tells of the person's open complaints: no statement of its own."""

_NEVER_SHOWN: Final = {"row_hash", "source_at", "file_id", "line"}  # a pop carries what it shows

_FIND_CUSTOMER: Final = (
    sa.select(
        *(column for column in _CUSTOMERS.columns if column.name not in _NEVER_SHOWN),
        _BY_ACCOUNT.label("by_account"),
        _OPEN_COMPLAINTS.label("complaints"),
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
    .select_from(_NUMBERS)
    .join(_CUSTOMERS, _CUSTOMERS.c.customer_id == person_of(_NUMBERS.c.customer_id))
    .where(_NUMBERS.c.number == sa.bindparam("wanted"))
)
_LIST_CUSTOMER_NUMBERS: Final = (
    sa.select(_CUSTOMERS.c.customer_number)
    .where(of_person(_CUSTOMERS.c.customer_id))
    .distinct()
    .order_by(_CUSTOMERS.c.customer_number)
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
        """Return one customer's columns and `numbers`: ``[{"number", "kind"}]``; of a merged account the lead's.

        `by_account` are ``[needs, prospect]`` of all the person's accounts, the lead's first; None for one account.
        `complaints` are the open ones, None where there is none.
        """
        return self._session.execute(_FIND_CUSTOMER, {"of_customer": customer_id}).mappings().one_or_none()

    def list_customer_numbers(self, customer_id: UUID) -> Sequence[str]:
        """Return the customer number of each account of the person who has this one; none where there is no such."""
        return self._session.execute(_LIST_CUSTOMER_NUMBERS, {"of_customer": customer_id}).scalars().all()

    def exists(self, customer_id: UUID) -> bool:
        query = sa.select(CustomerRow.customer_id).where(CustomerRow.customer_id == customer_id)
        return self._session.execute(query).first() is not None

    def lock_needs(self, customer_id: UUID) -> Sequence[sa.RowMapping]:
        """Return `customer_id`, `needs` and `version` of each account of a person, the leading one's first, for nobody
        else to change meanwhile; nothing where there is no such customer."""
        account = CustomerRow.customer_id
        query = sa.select(account, CustomerRow.needs, CustomerRow.version).where(of_person(_CUSTOMERS.c.customer_id))
        locked = query.order_by(account).with_for_update(key_share=True)
        rows = self._session.execute(locked, {"of_customer": customer_id}).mappings().all()
        lead = people_of(self._session, [customer_id]).get(customer_id, customer_id)
        return sorted(rows, key=lambda row: row["customer_id"] != lead)

    def set_needs(self, customer_id: UUID, needs: list[dict[str, str]]) -> None:
        """Replace a customer's needs."""
        change = sa.update(CustomerRow).where(CustomerRow.customer_id == customer_id)
        self._session.execute(change.values(needs=needs, version=CustomerRow.version + 1))

    def ask_by_number(self, number: str) -> sa.Result[Any]:
        """Ask for the people who have this E.164 number: the id of each one's leading account, a row each."""
        return self._session.execute(_LIST_BY_NUMBER, {"wanted": number})

    def list_tiers_of_number(self, number: str) -> set[str]:
        """Return the tiers of the people who have this E.164 number, of merged accounts that of the leading one."""
        return set(self._session.execute(_LIST_TIERS, {"wanted": number}).scalars())

    def list_by_keys(self, keys: Collection[tuple[str, str]]) -> list[tuple[UUID, str, str]]:
        """Return (leading account of the person, kind, key) of every search key among `keys`: (kind, key), whole."""
        person = person_of(table_of(SearchKeyRow).c.customer_id)
        query = sa.select(person, SearchKeyRow.kind, SearchKeyRow.key).where(
            sa.tuple_(SearchKeyRow.kind, SearchKeyRow.key).in_(list(keys))
        )
        return [(customer_id, kind, key) for customer_id, kind, key in self._session.execute(query)]

    def list_candidates(self, customer_ids: Collection[UUID], number: str, at: datetime) -> Sequence[sa.RowMapping]:
        """Return what tells people apart, each by their leading account, with `number_kind` and `last_phone_at`.

        Either may be None. They are of all the person's accounts: the kind that says most of who calls (a mobile number
        before one at home), and the newest call with any of them.
        """
        number_kind = (
            sa.select(_NUMBERS.c.kind)
            .where(of_lead(_NUMBERS.c.customer_id, _CUSTOMERS.c.customer_id), _NUMBERS.c.number == number)
            .order_by(
                sa.case({kind: place for place, kind in enumerate(KINDS)}, value=_NUMBERS.c.kind, else_=len(KINDS))
            )
            .limit(1)
            .scalar_subquery()
        )
        last_phone_at = (
            sa.select(sa.func.max(ContactRow.at))
            .where(
                of_lead(table_of(ContactRow).c.customer_id, _CUSTOMERS.c.customer_id),
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

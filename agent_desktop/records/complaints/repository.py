"""Queries on single complaints and what hangs on them; lists have a repository of their own."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_work import LinkKind
from agent_desktop.contract.complaints import ComplaintKind, ComplaintState
from agent_desktop.records.complaints.models import (
    ComplaintLinkRow,
    ComplaintNumberRow,
    ComplaintRedressRow,
    ComplaintRow,
    ComplaintTaskRow,
)
from agent_desktop.records.consolidation.people import of_person, person_of
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of

COMPLAINTS: Final = table_of(ComplaintRow)
_LINKS: Final = table_of(ComplaintLinkRow)
_NUMBERS: Final = table_of(ComplaintNumberRow)
_CUSTOMERS: Final = table_of(CustomerRow)


class ComplaintRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def next_running(self, prefix: str, year: int) -> int:
        """Return the next number of a year. Who records next waits until this transaction has ended: no gaps."""
        first = insert(_NUMBERS).values(prefix=prefix, year=year, last=1)
        taken = first.on_conflict_do_update(
            index_elements=[_NUMBERS.c.prefix, _NUMBERS.c.year], set_={"last": _NUMBERS.c.last + 1}
        )
        running: int = self._session.execute(taken.returning(_NUMBERS.c.last)).scalar_one()
        return running

    def find(self, complaint_id: UUID) -> ComplaintRow | None:
        return self._session.get(ComplaintRow, complaint_id, populate_existing=True)

    def find_of_call(self, call_id: UUID) -> ComplaintRow | None:
        """Return the last one recorded in a call that was not taken back."""
        query = sa.select(ComplaintRow).where(
            ComplaintRow.call_id == call_id, ComplaintRow.state != ComplaintState.UNDONE
        )
        return self._session.scalars(query.order_by(ComplaintRow.registered_at.desc()).limit(1)).one_or_none()

    def list_by_id(self, complaint_ids: Collection[UUID]) -> Sequence[ComplaintRow]:
        query = sa.select(ComplaintRow).where(ComplaintRow.complaint_id.in_(list(complaint_ids)))
        return self._session.scalars(query, execution_options={"populate_existing": True}).all()

    def list_of_person(self, customer_id: UUID, *, only_open: bool = False) -> Sequence[ComplaintRow]:
        """Return all of a person's, whichever of their accounts they were recorded for; the newest first."""
        query = sa.select(ComplaintRow).where(
            of_person(COMPLAINTS.c.customer_id), ComplaintRow.state != ComplaintState.UNDONE
        )
        if only_open:
            query = query.where(ComplaintRow.ended_at.is_(None))
        ordered = query.order_by(ComplaintRow.registered_at.desc(), ComplaintRow.complaint_id)
        return self._session.scalars(ordered, {"of_customer": customer_id}).all()

    def find_repeated(self, customer_id: UUID, type_code: str, since: datetime) -> UUID | None:
        """Return the person's last complaint of the same type that was closed since."""
        query = sa.select(ComplaintRow.complaint_id).where(
            of_person(COMPLAINTS.c.customer_id),
            ComplaintRow.kind == ComplaintKind.COMPLAINT,
            ComplaintRow.closed_at >= since,
            sa.or_(
                ComplaintRow.category_code == type_code,
                ComplaintRow.category_code.startswith(f"{type_code}.", autoescape=True),
            ),
        )
        last = query.order_by(ComplaintRow.closed_at.desc()).limit(1)
        return self._session.scalar(last, {"of_customer": customer_id})

    def list_customers(self, customer_ids: Collection[UUID]) -> Mapping[UUID, sa.RowMapping]:
        """Return names and language of the people behind accounts, by the account; `person_id` is the leading one."""
        if not customer_ids:
            return {}
        account = _CUSTOMERS.alias("account")
        query = (
            sa.select(
                account.c.customer_id,
                _CUSTOMERS.c.customer_id.label("person_id"),
                _CUSTOMERS.c.title,
                _CUSTOMERS.c.gender,
                _CUSTOMERS.c.name_latin,
                _CUSTOMERS.c.name_chinese,
                _CUSTOMERS.c.languages,
            )
            .select_from(account)
            .join(_CUSTOMERS, _CUSTOMERS.c.customer_id == person_of(account.c.customer_id))
            .where(account.c.customer_id.in_(list(customer_ids)))
        )
        return {row["customer_id"]: row for row in self._session.execute(query).mappings()}

    def is_same_person(self, one: UUID | None, other: UUID | None) -> bool:
        """Say whether two accounts are one person's."""
        if one is None or other is None:
            return False
        uuid = sa.Uuid()
        same = person_of(sa.literal(one, uuid)) == person_of(sa.literal(other, uuid))
        return one == other or bool(self._session.scalar(sa.select(same)))

    def count_open_by_owner(self, owner_ids: Iterable[UUID]) -> dict[UUID, int]:
        query = (
            sa.select(ComplaintRow.owner_id, sa.func.count())
            .where(ComplaintRow.owner_id.in_(list(owner_ids)), ComplaintRow.ended_at.is_(None))
            .group_by(ComplaintRow.owner_id)
        )
        return {owner: count for owner, count in self._session.execute(query) if owner is not None}

    def insert(self, values: dict[str, Any], words: Collection[str]) -> None:
        """Add one complaint, given by column; `words` are what it is found by."""
        self._session.execute(sa.insert(COMPLAINTS).values(words=tsvector_of(words), **values))

    def set_words(self, complaint_id: UUID, words: Collection[str]) -> None:
        changed = sa.update(COMPLAINTS).where(COMPLAINTS.c.complaint_id == complaint_id)
        self._session.execute(changed.values(words=tsvector_of(words)))


class LinkRepository:
    """Complaints with one another, and with calls."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_link(
        self,
        complaint_id: UUID,
        kind: LinkKind,
        *,
        by: UUID,
        at: datetime,
        other_id: UUID | None = None,
        call_id: UUID | None = None,
    ) -> bool:
        """Link a complaint; say whether it was not so linked already."""
        values = {"complaint_id": complaint_id, "kind": kind, "other_id": other_id, "call_id": call_id}
        added = insert(_LINKS).values(link_id=sa.func.gen_random_uuid(), by_user_id=by, at=at, **values)
        once = added.on_conflict_do_nothing().returning(_LINKS.c.link_id)
        return self._session.execute(once).first() is not None

    def drop_strangers(self, complaint_id: UUID) -> None:
        """Drop what links a complaint with those of other people."""
        mine, other = COMPLAINTS.alias("mine"), COMPLAINTS.alias("other")
        strangers = (
            sa.select(_LINKS.c.link_id)
            .join(mine, mine.c.complaint_id == _LINKS.c.complaint_id)
            .join(other, other.c.complaint_id == _LINKS.c.other_id)
            .where(
                sa.or_(_LINKS.c.complaint_id == complaint_id, _LINKS.c.other_id == complaint_id),
                person_of(mine.c.customer_id).is_distinct_from(person_of(other.c.customer_id)),
            )
        )
        self._session.execute(sa.delete(_LINKS).where(_LINKS.c.link_id.in_(strangers)))

    def list_links(self, complaint_id: UUID) -> Sequence[sa.RowMapping]:
        """Return links of and to a complaint with number and state of the other one, in their order."""
        other = COMPLAINTS.alias("other")
        mine = _LINKS.c.complaint_id == complaint_id
        query = (
            sa.select(_LINKS, other.c.number, other.c.state.label("other_state"))
            .outerjoin(other, other.c.complaint_id == sa.case((mine, _LINKS.c.other_id), else_=_LINKS.c.complaint_id))
            .where(sa.or_(mine, _LINKS.c.other_id == complaint_id))
            .order_by(_LINKS.c.at, _LINKS.c.link_id)
        )
        return self._session.execute(query).mappings().all()


class PartRepository:
    """Tasks and redress of complaints."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_tasks(self, complaint_ids: Collection[UUID]) -> Sequence[ComplaintTaskRow]:
        query = sa.select(ComplaintTaskRow).where(ComplaintTaskRow.complaint_id.in_(list(complaint_ids)))
        return self._session.scalars(query.order_by(ComplaintTaskRow.due_at, ComplaintTaskRow.task_id)).all()

    def list_redress(self, complaint_ids: Collection[UUID]) -> Sequence[ComplaintRedressRow]:
        query = sa.select(ComplaintRedressRow).where(ComplaintRedressRow.complaint_id.in_(list(complaint_ids)))
        return self._session.scalars(
            query.order_by(ComplaintRedressRow.proposed_at, ComplaintRedressRow.redress_id)
        ).all()


def tsvector_of(words: Collection[str]) -> sa.ColumnElement[Any]:
    """Return the words as PostgreSQL searches them, without a parser that would know no Chinese."""
    return sa.func.array_to_tsvector(sa.cast(list(words), sa.dialects.postgresql.ARRAY(sa.Text())))

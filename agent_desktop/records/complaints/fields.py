"""Whether the fields of a complaint are right, alone and together; the same for a new one and for an edit."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaints import ComplaintKind, ComplaintProblem, ReplyWish, SubjectWish
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.complaints.models import ComplaintSubjectRow
from agent_desktop.records.consolidation.people import of_person
from agent_desktop.records.customers.masking import mask_number
from agent_desktop.records.database import table_of
from agent_desktop.records.holdings.models import HoldingPartyRow, HoldingRow, TransactionRow

_P: Final = ComplaintProblem
_HOLDINGS: Final = table_of(HoldingRow)
_PARTIES: Final = table_of(HoldingPartyRow)
_BOOKINGS: Final = table_of(TransactionRow)
_SUBJECTS: Final = table_of(ComplaintSubjectRow)
LAST_BOOKINGS: Final = 50


@dataclass(frozen=True, slots=True)
class Fields:
    """What is checked together."""

    kind: ComplaintKind
    category_code: str
    what_happened: str
    happened_on: date | None = None
    amount: Decimal | None = None
    currency: str | None = None
    asked_amount: Decimal | None = None
    asked_why: str = ""
    outcomes: Collection[str] = ()
    root_cause: str = ""
    result: str = ""


def problems_of(
    fields: Fields, book: ComplaintBook, today: date, *, old_category: str = ""
) -> dict[str, ComplaintProblem]:
    """Return what is wrong, by field. A category that the complaint has already may be one that is used no more."""
    problems: dict[str, ComplaintProblem] = {}
    category = book.categories.get(fields.category_code)
    if not fields.category_code:
        problems["category_code"] = _P.MISSING
    elif category is None:
        if fields.category_code != old_category:
            problems["category_code"] = _P.UNKNOWN
    elif not category.is_leaf:
        problems["category_code"] = _P.NOT_THIS_LEVEL
    elif fields.kind not in category.kinds:
        problems["category_code"] = _P.NOT_FOR_THIS_KIND
    elif category.is_retired and fields.category_code != old_category:
        problems["category_code"] = _P.RETIRED
    if not fields.what_happened.strip():
        problems["what_happened"] = _P.MISSING
    if fields.happened_on is not None and fields.happened_on > today:
        problems["happened_on"] = _P.IN_FUTURE
    amounts = (fields.amount, fields.asked_amount)
    if any(amount is not None for amount in amounts) and fields.currency is None:
        problems["currency"] = _P.CURRENCY_MISSING
    problems |= _asked(fields, book)
    if fields.root_cause and fields.root_cause not in book.root_causes:
        problems["root_cause"] = _P.UNKNOWN
    if fields.result and fields.result not in book.plan.results:
        problems["result"] = _P.UNKNOWN
    return problems


def _asked(fields: Fields, book: ComplaintBook) -> dict[str, ComplaintProblem]:
    known = {each.code: each for each in book.plan.outcomes}
    if any(code not in known for code in fields.outcomes):
        return {"outcomes": _P.UNKNOWN}
    if fields.asked_amount is None:
        asks = any(known[code].asks_amount for code in fields.outcomes)
        return {"asked_amount": _P.MISSING} if asks else {}
    if fields.amount is not None and fields.asked_amount > fields.amount and not fields.asked_why.strip():
        return {"asked_amount": _P.MORE_THAN_DISPUTED}
    return {}


class SubjectRepository:
    """The accounts and bookings that complaints are about."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rows_of(self, wishes: Sequence[SubjectWish], customer_id: UUID | None) -> list[dict[str, Any]] | None:
        """Return what is kept of each wish; None where one is not this person's, or says nothing."""
        holdings = self._holdings(customer_id, {wish.holding_id for wish in wishes if wish.holding_id is not None})
        bookings = self._bookings(
            customer_id, {each.transaction_id for each in wishes if each.transaction_id is not None}
        )
        rows: list[dict[str, Any]] = []
        for place, wish in enumerate(wishes):
            row: dict[str, Any] = {"place": place, "text": wish.text.strip()}
            booking = bookings.get(wish.transaction_id) if wish.transaction_id is not None else None
            holding_id = wish.holding_id or (booking["holding_id"] if booking is not None else None)
            holding = holdings.get(holding_id) if holding_id is not None else None
            if booking is not None and holding is None:
                holding = self._holdings(customer_id, {booking["holding_id"]}).get(booking["holding_id"])
            if (wish.transaction_id is not None and booking is None) or (
                wish.holding_id is not None and holding is None
            ):
                return None
            if holding is None and not row["text"]:
                return None
            if holding is not None:
                row |= {
                    "holding_id": holding["holding_id"],
                    "product": holding["product"],
                    "number_masked": mask_number(holding["number"]),
                    "currency": holding["currency"],
                }
            if booking is not None:
                row |= {
                    "transaction_id": booking["transaction_id"],
                    "booked_at": booking["booked_at"],
                    "amount": booking["amount"],
                    "currency": booking["currency"],
                    "text": row["text"] or booking["text"],
                }
            rows.append(row)
        return rows

    def put(self, complaint_id: UUID, rows: Iterable[dict[str, Any]]) -> None:
        """Have a complaint be about these, and nothing else."""
        self._session.execute(sa.delete(_SUBJECTS).where(_SUBJECTS.c.complaint_id == complaint_id))
        for row in rows:
            self._session.execute(sa.insert(_SUBJECTS).values(complaint_id=complaint_id, **row))

    def list_of(self, complaint_ids: Collection[UUID]) -> Sequence[sa.RowMapping]:
        query = sa.select(_SUBJECTS).where(_SUBJECTS.c.complaint_id.in_(list(complaint_ids)))
        return self._session.execute(query.order_by(_SUBJECTS.c.complaint_id, _SUBJECTS.c.place)).mappings().all()

    def last_bookings(self, customer_id: UUID, holding_id: UUID) -> Sequence[sa.RowMapping]:
        """Return the newest bookings of an account that this person may use; none where it is not theirs."""
        query = (
            sa.select(_BOOKINGS)
            .join(_PARTIES, _PARTIES.c.holding_id == _BOOKINGS.c.holding_id)
            .where(_BOOKINGS.c.holding_id == holding_id, of_person(_PARTIES.c.customer_id))
            .distinct()
            .order_by(_BOOKINGS.c.booked_at.desc(), _BOOKINGS.c.transaction_id)
            .limit(LAST_BOOKINGS)
        )
        return self._session.execute(query, {"of_customer": customer_id}).mappings().all()

    def _holdings(self, customer_id: UUID | None, ids: Collection[UUID]) -> dict[UUID, sa.RowMapping]:
        if customer_id is None or not ids:
            return {}
        query = (
            sa.select(_HOLDINGS.c.holding_id, _HOLDINGS.c.product, _HOLDINGS.c.number, _HOLDINGS.c.currency)
            .join(_PARTIES, _PARTIES.c.holding_id == _HOLDINGS.c.holding_id)
            .where(_HOLDINGS.c.holding_id.in_(list(ids)), of_person(_PARTIES.c.customer_id))
        )
        rows = self._session.execute(query, {"of_customer": customer_id}).mappings()
        return {row["holding_id"]: row for row in rows}

    def _bookings(self, customer_id: UUID | None, ids: Collection[UUID]) -> dict[UUID, sa.RowMapping]:
        if customer_id is None or not ids:
            return {}
        query = (
            sa.select(_BOOKINGS)
            .join(_PARTIES, _PARTIES.c.holding_id == _BOOKINGS.c.holding_id)
            .where(_BOOKINGS.c.transaction_id.in_(list(ids)), of_person(_PARTIES.c.customer_id))
        )
        rows = self._session.execute(query, {"of_customer": customer_id}).mappings()
        return {row["transaction_id"]: row for row in rows}


def kept_reply(reply: ReplyWish | None) -> dict[str, Any] | None:
    """Return a wish for the answer as it is kept: the clear number or address stays on the customer's record."""
    return reply.model_dump(mode="json") if reply is not None else None


def kept_subjects(wishes: Iterable[SubjectWish]) -> list[dict[str, Any]]:
    """Return subjects as the history keeps them."""
    return [wish.model_dump(mode="json") for wish in wishes]

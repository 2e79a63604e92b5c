"""Which open complaints of a customer may be about the same trouble; and what a form starts with."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_form import FindSame, SameComplaint, SameComplaints, SameReason
from agent_desktop.contract.complaints import ComplaintKind
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.complaints.access import Asking
from agent_desktop.records.complaints.fields import SubjectRepository
from agent_desktop.records.complaints.finding import words_of
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.repository import ComplaintRepository
from agent_desktop.records.complaints.showing import glances
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import CustomerNotFoundError

_R: Final = SameReason
WEIGHTS: Final = {
    _R.SAME_TRANSACTION: 5,
    _R.SAME_CATEGORY: 4,
    _R.SAME_ACCOUNT: 3,
    _R.SAME_WORDS: 3,
    _R.SAME_AMOUNT: 2,
    _R.SAME_TYPE: 1,
    _R.SAME_DAY: 1,
}
"""What each reason weighs. The same account or type alone is no hint: a customer may have many troubles with a card."""
LEAST: Final = 3
_ALIKE: Final = 0.4
"""Such a share of the words of the shorter text in the other one makes two texts alike."""


def find_same(session: Session, asked: FindSame, asking: Asking) -> SameComplaints:
    """Return the customer's open complaints that may be about the same, the likeliest first; the look is audited.

    Raises:
        CustomerNotFoundError: No such customer.
    """
    if not CustomerRepository(session).exists(asked.customer_id):
        raise CustomerNotFoundError(asked.customer_id)
    rows = ComplaintRepository(session).list_of_person(asked.customer_id, only_open=True)
    rows = [row for row in rows if row.kind is ComplaintKind.COMPLAINT]
    subjects = SubjectRepository(session).list_of([row.complaint_id for row in rows]) if rows else ()
    holdings: dict[UUID, set[UUID]] = {}
    bookings: dict[UUID, set[UUID]] = {}
    for subject in subjects:
        holdings.setdefault(subject["complaint_id"], set()).add(subject["holding_id"])
        bookings.setdefault(subject["complaint_id"], set()).add(subject["transaction_id"])
    words = set(words_of(asked.what_happened))
    found: list[tuple[int, ComplaintRow, frozenset[SameReason]]] = []
    for row in rows:
        reasons = _reasons(
            row, asked, holdings.get(row.complaint_id, set()), bookings.get(row.complaint_id, set()), words
        )
        weight = sum(WEIGHTS[reason] for reason in reasons)
        if weight >= LEAST:
            found.append((weight, row, reasons))
    found.sort(key=lambda each: (-each[0], -each[1].registered_at.timestamp()))
    _audit(session, [row for _, row, _ in found], asked.customer_id, asking)
    shown = glances(session, [row for _, row, _ in found], asking)
    return SameComplaints(
        complaints=tuple(
            SameComplaint(glance=glance, reasons=reasons) for glance, (_, _, reasons) in zip(shown, found, strict=True)
        )
    )


def _reasons(
    row: ComplaintRow, asked: FindSame, holdings: set[UUID], bookings: set[UUID], words: set[str]
) -> frozenset[SameReason]:
    type_code = asked.category_code.partition(".")[0]
    theirs = set(words_of(row.what_happened)) if words else set()
    fewer = min(len(words), len(theirs))
    checks = {
        _R.SAME_ACCOUNT: bool(holdings & set(asked.holding_ids)),
        _R.SAME_TRANSACTION: bool(bookings & set(asked.transaction_ids)),
        _R.SAME_CATEGORY: bool(asked.category_code) and row.category_code == asked.category_code,
        _R.SAME_TYPE: bool(type_code) and row.category_code.partition(".")[0] == type_code,
        _R.SAME_DAY: asked.happened_on is not None and row.happened_on == asked.happened_on,
        _R.SAME_AMOUNT: bool(asked.amount) and row.amount == asked.amount,
        _R.SAME_WORDS: fewer > 3 and len(words & theirs) >= _ALIKE * fewer,
    }
    return frozenset(reason for reason, holds in checks.items() if holds)


def _audit(session: Session, rows: Sequence[ComplaintRow], customer_id: UUID, asking: Asking) -> None:
    ids: list[JsonValue] = [str(row.complaint_id) for row in rows]
    record_look(
        session,
        at=asking.at,
        by=asking.who.user_id,
        what="complaints.compared",
        record_kind="customer",
        record_id=customer_id,
        detail={"complaint_ids": ids},
    )

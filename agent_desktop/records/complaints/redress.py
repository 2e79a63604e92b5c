"""What a customer is to get: proposed, approved within limits by another person, refused, withdrawn, paid."""

from decimal import Decimal
from uuid import UUID, uuid4

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import EventKind, Right
from agent_desktop.contract.complaint_parts import DecideRedress, ProposeRedress, RedressDecision, RedressState
from agent_desktop.contract.complaints import ComplaintState
from agent_desktop.records.complaints.access import Asking, actors_of, lock_row, lock_workable
from agent_desktop.records.complaints.errors import (
    NotYoursToDoError,
    RedressLimitError,
    RedressNotFoundError,
    RedressRefusedError,
    SecondPersonNeededError,
)
from agent_desktop.records.complaints.history import Happened, add_event, tell
from agent_desktop.records.complaints.models import ComplaintRedressRow, ComplaintRow
from agent_desktop.records.complaints.parts import DECISIONS, given_in_all, is_within, may_decide, with_given
from agent_desktop.records.complaints.rights import WHO_MAY
from agent_desktop.records.complaints.states import END_STATES
from agent_desktop.records.errors import StaleVersionError


def propose_redress(session: Session, complaint_id: UUID, command: ProposeRedress, asking: Asking) -> ComplaintRow:
    """Propose what the customer is to get; within what somebody may give alone it is approved at once.

    Raises:
        ComplaintNotFoundError: No such complaint, or it is not this person's to see.
        NotYoursToDoError: They may not propose.
        StaleVersionError: `seen_version` is none that there was.
        RedressRefusedError: kind_unknown, amount_needed, amount_not_needed, currency_needed, complaint_ended.
    """
    row, _ = lock_workable(session, complaint_id, asking.who, WHO_MAY[Right.REDRESS])
    if row.state in END_STATES:
        raise RedressRefusedError("complaint_ended")
    if command.seen_version > row.version:
        raise StaleVersionError(current_version=row.version)
    kind = asking.book.redress_kinds.get(command.kind)
    if kind is None:
        raise RedressRefusedError("kind_unknown")
    if kind.has_amount and not command.amount:
        raise RedressRefusedError("amount_needed")
    if not kind.has_amount and command.amount:
        raise RedressRefusedError("amount_not_needed")
    if kind.has_amount and command.currency is None:
        raise RedressRefusedError("currency_needed")
    amount, currency = (command.amount, command.currency) if kind.has_amount else (None, None)
    by, at = asking.who.user_id, asking.at
    each = ComplaintRedressRow(
        redress_id=uuid4(),
        complaint_id=complaint_id,
        kind=command.kind,
        state=RedressState.PROPOSED,
        amount=amount,
        currency=currency,
        reason=command.reason.strip(),
        proposed_by=by,
        proposed_at=at,
    )
    if amount is None or is_within(asking, with_given(asking, each, given_in_all(session, row, asking)), alone=True):
        each.state = RedressState.APPROVED
        each.decided_by, each.decided_at, each.approved_at = by, at, at
    session.add(each)
    session.flush()
    _note(session, row, each, "propose", each.reason, asking)
    return row


def decide_redress(session: Session, redress_id: UUID, command: DecideRedress, asking: Asking) -> ComplaintRow:
    """Decide what was proposed. It may still be paid when the complaint is closed.

    Raises:
        RedressNotFoundError: No such redress, or its complaint is not this person's to see.
        StaleVersionError: Somebody changed it since `seen_version` was read.
        RedressRefusedError: complaint_ended, step_impossible, reason_given.
        SecondPersonNeededError: Whoever proposed it cannot approve it.
        RedressLimitError: It is more than they may approve.
        NotYoursToDoError: Others decide.
    """
    known = session.get(ComplaintRedressRow, redress_id)
    row = lock_row(session, known.complaint_id) if known is not None else None
    query = sa.select(ComplaintRedressRow).where(ComplaintRedressRow.redress_id == redress_id).with_for_update()
    each = session.scalar(query.execution_options(populate_existing=True))
    actors = actors_of(session, row, asking.who) if row is not None else frozenset()
    if row is None or each is None or not actors:
        raise RedressNotFoundError(redress_id)
    if each.version != command.seen_version:
        raise StaleVersionError(current_version=each.version)
    may_pay = row.state not in END_STATES or row.state is ComplaintState.CLOSED
    if row.state in END_STATES and not (may_pay and command.decision is RedressDecision.PAY):
        raise RedressRefusedError("complaint_ended")
    if (each.state, command.decision) not in DECISIONS:
        raise RedressRefusedError("step_impossible")
    given = given_in_all(session, row, asking)
    if not may_decide(each, command.decision, actors, asking, given):
        _refuse(each, command.decision, asking, given)
    reason = command.reason.strip()
    if command.decision is RedressDecision.REFUSE and not reason:
        raise RedressRefusedError("reason_given")
    by, at = asking.who.user_id, asking.at
    each.state = DECISIONS[each.state, command.decision]
    each.version += 1
    if each.state is RedressState.PAID:
        each.paid_at = at
    else:
        each.decided_by, each.decided_at, each.decided_reason = by, at, reason
        each.approved_at = at if each.state is RedressState.APPROVED else None
    session.flush()
    _note(session, row, each, command.decision.value, reason, asking)
    return row


def _refuse(each: ComplaintRedressRow, decision: RedressDecision, asking: Asking, given: Decimal | None) -> None:
    """Say why somebody may not decide so."""
    if decision in (RedressDecision.APPROVE, RedressDecision.REFUSE) and each.proposed_by == asking.who.user_id:
        raise SecondPersonNeededError
    if decision is RedressDecision.APPROVE and not is_within(asking, with_given(asking, each, given), alone=False):
        raise RedressLimitError
    raise NotYoursToDoError


def _note(
    session: Session, row: ComplaintRow, each: ComplaintRedressRow, step: str, words: str, asking: Asking
) -> None:
    detail: dict[str, JsonValue] = {
        "redress_id": str(each.redress_id),
        "step": step,
        "kind": each.kind,
        "state": each.state.value,
        "amount": str(each.amount) if each.amount is not None else None,
        "currency": each.currency,
    }
    by = asking.who.user_id
    add_event(session, row, Happened(EventKind.REDRESS, asking.at, by, words=words, detail=detail))
    tell(asking.events, row, by, each.proposed_by)

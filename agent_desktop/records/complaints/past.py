"""What has happened to a complaint decides who else must see its answer: how grave it was, that it was escalated."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import EventKind
from agent_desktop.contract.complaint_work import Move
from agent_desktop.contract.complaints import Severity
from agent_desktop.records.complaints.history import list_since
from agent_desktop.records.complaints.models import ComplaintRow

_GRAVITY: Final = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Past:
    """`severity` is the gravest that counts for whoever asks; `is_escalated`: it was escalated, and not closed since.

    A severity counts that it has now, that it has had since the answer was proposed, and that whoever asks has lowered
    themselves: nobody makes a complaint less grave to approve what they proposed.
    """

    severity: Severity
    is_escalated: bool = False


def graver(*severities: Severity) -> Severity:
    """Return the gravest of some."""
    return max(severities, key=_GRAVITY.index)


def past_of(session: Session, row: ComplaintRow, by: UUID) -> Past:
    """Return what of a complaint's past counts for what `by` may do with its answer."""
    severity, is_escalated = row.severity, False
    for event in list_since(session, row.complaint_id, 0):
        if event.kind == EventKind.MOVED and (move := event.detail.get("move")) is not None:
            is_escalated = (is_escalated or move == Move.ESCALATE_INTERNAL) and move != Move.REOPEN
        if "severity" in event.changes:
            since = row.answer_proposed_at
            if event.by_user_id == by or (since is not None and event.at >= since):
                severity = graver(severity, Severity(event.changes["severity"][0]))
    return Past(severity, is_escalated)

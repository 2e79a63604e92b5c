"""What a move needs to be so already, and whether it is. Pure but for the rows it is given."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from agent_desktop.contract.complaint_parts import ComplaintTaskState, RedressState
from agent_desktop.contract.complaint_work import Need
from agent_desktop.contract.complaints import ComplaintState, Severity
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.complaints.models import ComplaintRedressRow, ComplaintRow, ComplaintTaskRow
from agent_desktop.records.complaints.past import Past

LAST_LETTERS: Final = frozenset({"final_answer", "summary_resolution"})
"""Kinds of letters one of which goes out before a complaint is closed, where being settled alone does not end it."""
_BEFORE_ANSWER: Final = frozenset({ComplaintState.REGISTERED, ComplaintState.ACKNOWLEDGED})
_OPEN_TASKS = frozenset({ComplaintTaskState.OPEN, ComplaintTaskState.TAKEN})
_GRANTED = frozenset({RedressState.APPROVED, RedressState.PAID})


@dataclass(frozen=True, slots=True)
class Facts:
    """A complaint with its tasks and redress, and who asks."""

    row: ComplaintRow
    by: UUID
    tasks: Sequence[ComplaintTaskRow]
    redress: Sequence[ComplaintRedressRow]
    book: ComplaintBook
    past: Past
    letters: Collection[str] = ()  # the kinds of those that went out


def lacks(facts: Facts, needs: Iterable[Need]) -> tuple[Need, ...]:
    """Return which of `needs` are not so."""
    return tuple(need for need in needs if not _holds(facts, need))


def _holds(facts: Facts, need: Need) -> bool:
    row = facts.row
    match need:
        case Need.ANSWER:
            return bool(row.answer) and row.answer_proposed_by is not None
        case Need.SECOND_PERSON if row.state in _BEFORE_ANSWER:  # settled at once: one person alone
            return facts.past.severity is not Severity.CRITICAL
        case Need.SECOND_PERSON:
            return not facts.book.needs_second_person(facts.past.severity) or row.answer_proposed_by != facts.by
        case Need.LETTER_SENT:
            plan = facts.book.plan
            return row.region in plan.settled_ends_at_once or bool(LAST_LETTERS & frozenset(facts.letters))
        case Need.REDRESS_DECIDED:
            states = [each.state for each in facts.redress]
            return any(state in _GRANTED for state in states) and RedressState.PROPOSED not in states
        case Need.TASKS_DONE:
            return not any(task.state in _OPEN_TASKS for task in facts.tasks)
    return True

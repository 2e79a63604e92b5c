"""What its time brings to a callback: reminders, being due, from owner to team to queue to supervisor. Never commits.

Nothing is ended here: what nobody has kept is the supervisor's to decide.
"""

from typing import Final

from agent_desktop.contract.callbacks import CallbackEventKind, CallbackOutcome, CallbackState
from agent_desktop.records.callbacks.attempting import return_callback
from agent_desktop.records.callbacks.deeds import (
    REMINDED,
    Doing,
    Noted,
    judge,
    move_state,
    settle,
    tell,
    timing_of,
)
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.planning import Turn, next_turn_at, turns
from agent_desktop.records.callbacks.repository import AttemptRepository
from agent_desktop.records.callbacks.states import CallbackTrigger

_MOST: Final = 20
"""More turns than one callback can have at once."""


def turn_callback(doing: Doing, row: CallbackRow) -> None:
    """Do all that has come to a callback by now, one after the other."""
    for _ in range(_MOST):
        coming = turns(doing.book.rules, timing_of(row))
        if not coming or coming[0][0] > doing.at:
            break
        _turn(doing, row, coming[0][1])
    row.next_at = next_turn_at(doing.book.rules, timing_of(row))
    doing.session.flush()


def _turn(doing: Doing, row: CallbackRow, turn: Turn) -> None:
    match turn:
        case Turn.REMIND:
            row.reminded += 1
            if row.owner_id is not None:
                doing.events.add(REMINDED, row.callback_id, agent_id=row.owner_id)
        case Turn.COME_DUE:
            move_state(row, CallbackTrigger.COME_DUE)
            row.version += 1
            row.to_sync = True
            tell(doing.events, row)
        case Turn.TO_TEAM:
            row.owner_told = True
            settle(doing, row, Noted(CallbackEventKind.TO_TEAM, to_name=row.team))
        case Turn.TO_QUEUE:
            row.owner_told = True
            row.team_told = row.team_told or row.team_until is not None
            settle(doing, row, Noted(CallbackEventKind.TO_QUEUE, to_name=row.queue_code))
        case Turn.MISS:
            judge(row, None)
        case Turn.EXPIRE:
            move_state(row, CallbackTrigger.EXPIRE)
            settle(doing, row, Noted(CallbackEventKind.EXPIRED))
        case Turn.CLOSE:
            row.lawful_until = None  # telephony is told from when on it is lawful again
            row.to_sync = True
        case Turn.RELEASE:
            if row.held_by is not None:
                return_callback(doing, row, row.held_by)
        case Turn.UNSAID:
            _give_to_supervisor(doing, row)


def _give_to_supervisor(doing: Doing, row: CallbackRow) -> None:
    """Nobody said what an attempt came to: it counts as none, and a supervisor finds it in their list."""
    attempt = AttemptRepository(doing.session).find_under_way(row.callback_id)
    if attempt is not None:
        attempt.outcome, attempt.ended_at = CallbackOutcome.FAILED, doing.at
    was = row.held_by
    row.last_outcome = CallbackOutcome.FAILED
    if row.state is CallbackState.DIALLING:
        move_state(row, CallbackTrigger.EXHAUST)
    row.held_by = row.held_at = None
    settle(doing, row, Noted(CallbackEventKind.EXPIRED, outcome=CallbackOutcome.FAILED), also=(was,))

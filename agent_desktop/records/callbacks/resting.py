"""A callback rests while what it was made for is paused: nobody calls, and its time brings nothing. Never commits.

A wish that joins it, or a time that a person promises, ends that: it is somebody's own then.
"""

from agent_desktop.contract.callbacks import CallbackEventKind, CallbackState
from agent_desktop.records.callbacks.deeds import Doing, Noted, around_row, set_time, settle
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.repository import AttemptRepository
from agent_desktop.records.callbacks.surroundings import next_time

_WAITS = (CallbackState.OPEN, CallbackState.DUE, CallbackState.EXPIRED)


def rest_callback(doing: Doing, row: CallbackRow, *, words: str) -> None:
    """Have nobody call before `wake_callback`. Who has it before them dials nobody and gives it back."""
    if row.rests or row.ended_at is not None:
        return
    row.rests = True
    settle(doing, row, Noted(CallbackEventKind.RESTED, words=words))


def wake_callback(doing: Doing, row: CallbackRow, *, words: str = "") -> None:
    """Have it go on: at its time, or where that is past at the next lawful one. Its window begins anew then: that it
    rested is nobody's lateness."""
    if not row.rests:
        return
    row.rests = False
    waits = row.state in _WAITS and row.attempts < row.attempts_most
    before = row.due_at
    if waits and row.window_to < doing.at:
        around = around_row(doing, row)
        following = next_time(doing.session, doing.book, around, doing.at, doing.at, row.owner_id)
        if following is not None:
            row.state = CallbackState.OPEN
            set_time(doing, row, following, around)
    moved = row.due_at != before
    noted = Noted(
        CallbackEventKind.WOKEN,
        words=words,
        from_at=before if moved else None,
        to_at=row.due_at if moved else None,
    )
    settle(doing, row, noted)


def wake_if_wished(doing: Doing, row: CallbackRow) -> None:
    """Have it go on where somebody has wished for it since it rests: also by a merge of accounts, of which nobody
    tells."""
    if row.rests and AttemptRepository(doing.session).wished_since_rest(row.callback_id):
        wake_callback(doing, row)

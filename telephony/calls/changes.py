"""Writes a step of the state table into a call's row, with its times and durations."""

from datetime import datetime

from telephony.calls.models import CallRow
from telephony.calls.states import WAITING, Call
from telephony.contract import CallState
from telephony.times import seconds_between


def take_step(row: CallRow, step: Call, at: datetime) -> None:
    """Bring the row to `step`. Durations are added up where a state is left; time never runs backwards."""
    if step.state is not row.state:
        at = max(at, row.since_at)
        stretch = seconds_between(row.since_at, at)
        if row.state is CallState.TALKING:
            row.talk_seconds += stretch
        elif row.state is CallState.HELD:
            row.hold_seconds += stretch
        if row.answered_at is None:
            row.wait_seconds = seconds_between(row.enqueued_at, at)
            if step.state is CallState.TALKING:
                row.answered_at = at
        if step.state is CallState.ENDED:
            row.ended_at = at
        if step.state in WAITING:
            row.agent_id = None
        row.state = step.state
        row.since_at = at
    row.muted = step.muted
    row.pending = step.pending
    if row.colleague_state is not step.colleague:
        row.colleague_state = step.colleague
    row.end_cause = step.end_cause
    row.last_sequence = step.last_sequence
    row.version += 1

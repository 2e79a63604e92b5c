"""Writes a step of the state table into a call's row, with the stretch that it ends, its times and durations."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from telephony.calls.models import CallRow, CallStretchRow
from telephony.calls.states import WAITING, Call
from telephony.contract import CallState
from telephony.database import insert_later
from telephony.times import seconds_between


def take_step(session: Session, row: CallRow, step: Call, at: datetime, *, to_agent_id: UUID | None = None) -> None:
    """Bring the row to `step`, and keep the stretch that is over. Time never runs backwards.

    The durations of the row are what a desk shows; what statistics count is the stretches. `to_agent_id` is who has the
    call from now on, where it goes from one agent to another.
    """
    if step.state is not row.state or to_agent_id is not None:
        at = max(at, row.since_at)
        _keep_stretch(session, row, step, at)
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
        if step.state in WAITING or to_agent_id is not None:
            row.agent_id = to_agent_id
        row.state = step.state
        row.since_at = at
    row.muted = step.muted
    row.pending = step.pending
    if row.colleague_state is not step.colleague:
        row.colleague_state = step.colleague
    if row.conferring is not step.conferring:
        row.conferring = step.conferring
    row.end_cause = step.end_cause
    row.last_sequence = step.last_sequence
    row.version += 1


def _keep_stretch(session: Session, row: CallRow, step: Call, at: datetime) -> None:
    if row.state is CallState.RINGING:  # the offer says how it rang
        return
    insert_later(
        session,
        CallStretchRow,
        stretch_id=uuid4(),
        call_id=row.call_id,
        queue_id=row.queue_id,
        agent_id=row.agent_id,
        state=row.state,
        began_at=row.since_at,
        ended_at=at,
        next_state=step.state,
        end_cause=step.end_cause,
    )

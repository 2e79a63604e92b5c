"""Writes a step of the state table into a call's row, with its times and durations."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.calls.models import CallRow, PartyRow
from telephony.calls.states import WAITING, Call
from telephony.contract import CallState
from telephony.times import seconds_between

CALLER = "caller"
AGENT = "agent"


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
    row.end_cause = step.end_cause
    row.last_sequence = step.last_sequence
    row.version += 1


def party_joins(session: Session, call_id: UUID, label: str, kind: str, agent_id: UUID | None, at: datetime) -> None:
    """Note a party. One who comes back is the same party again."""
    party = session.scalar(sa.select(PartyRow).where(PartyRow.call_id == call_id, PartyRow.label == label))
    if party is None:
        party = PartyRow(call_id=call_id, label=label, kind=kind, agent_id=agent_id)
        session.add(party)
    party.joined_at, party.left_at, party.held, party.muted = at, None, False, False


def parties_stand(session: Session, call_id: UUID, *, caller_held: bool, agent_muted: bool) -> None:
    """Note who is held and who is muted."""
    present = (PartyRow.call_id == call_id, PartyRow.left_at.is_(None))
    session.execute(sa.update(PartyRow).where(*present, PartyRow.kind == CALLER).values(held=caller_held))
    session.execute(sa.update(PartyRow).where(*present, PartyRow.kind == AGENT).values(muted=agent_muted))


def parties_leave(session: Session, call_id: UUID, at: datetime, *, kind: str | None = None) -> None:
    """Note that everybody, or everybody of one kind, has left."""
    leaving = sa.update(PartyRow).where(PartyRow.call_id == call_id, PartyRow.left_at.is_(None))
    if kind is not None:
        leaving = leaving.where(PartyRow.kind == kind)
    session.execute(leaving.values(left_at=at))

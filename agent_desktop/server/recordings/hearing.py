"""Who may play what was recorded of a call."""

from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.records.recordings.models import RecordingRow
from telephony.calls.repository import CallRepository
from telephony.errors import CallNotFoundError
from telephony.transfers.repository import LegRepository

HEARS_ALL: Final = frozenset({Role.SUPERVISOR})
"""Whoever has one of these roles may play every recording; an agent those of calls that they had, where that is set."""


def may_hear(session: Session, person: Person, row: RecordingRow, *, agents_hear_own: bool) -> bool:
    """Say whether somebody may play a recording: an agent only one in which no other agent had the call."""
    if person.roles & HEARS_ALL:
        return True
    return agents_hear_own and row.agent_id == person.user_id and not _has_others(session, row)


def _has_others(session: Session, row: RecordingRow) -> bool:
    """Say whether another agent had the call while this was recorded. Who passed it on had it until they left; of whom
    nothing of that kind is known any more, until their part of it was finished."""
    legs = LegRepository(session).list_of_call(row.call_id)
    left = {each.agent_id: each.ended_at for each in legs}  # the last time
    has_it = _last_agent(session, row.call_id)
    for part in InteractionRepository(session).list_parts(row.call_id):
        if part.agent_id == row.agent_id or (row.ended_at is not None and part.started_at >= row.ended_at):
            continue
        until = left.get(part.agent_id) if part.agent_id != has_it else None
        until = until or part.finished_at
        if until is None or until > row.began_at:
            return True
    return False


def _last_agent(session: Session, call_id: UUID) -> UUID | None:
    try:
        return CallRepository(session).get_call(call_id).agent_id
    except CallNotFoundError:
        return None  # removed by retention

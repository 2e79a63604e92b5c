"""Calls for help, composed for desktops."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.notices import HelpCall, HelpCalls, HelpState, OwnHelp
from agent_desktop.contract.sessions import Person
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.board.known import AskedHelp
from agent_desktop.server.errors import NotAllowedError
from agent_desktop.server.supervision.scope import Scope
from agent_desktop.server.supervision.service import scope_of
from telephony.contract import HelpState as Stand
from telephony.contract import RecordingState
from telephony.errors import HelpOverError
from telephony.help.repository import Asked, HelpRepository
from telephony.help.states import ON
from telephony.queues.repository import MemberRepository
from telephony.supervision.states import may_supervise
from telephony.times import utc

LATELY: Final = 20
_TODAY: Final = timedelta(hours=12)


def open_help(session: Session) -> Mapping[UUID, AskedHelp]:
    """Return who calls for help now, since when, and whose it is."""
    return {
        agent_id: AskedHelp(utc(at), state is Stand.ESCALATED)
        for agent_id, (state, at) in HelpRepository(session).open_by_agent().items()
    }


def help_calls(session: Session, person: Person) -> HelpCalls:
    """List what is open in the supervisor's scope, and every escalated one."""
    scope, repository = scope_of(session, person), HelpRepository(session)
    on = [each for each in repository.list_on() if _is_for(session, scope, person, each)]
    lately = [each for each in repository.list_ended(LATELY) if _is_for(session, scope, person, each)]
    return HelpCalls(calls=_named(session, on), lately=_named(session, lately))


def help_call(session: Session, help_id: UUID) -> HelpCall:
    """Return one.

    Raises:
        HelpOverError: There is none.
    """
    asked = HelpRepository(session).find(help_id)
    if asked is None:
        raise HelpOverError
    return _named(session, [asked])[0]


def own_help(session: Session, agent_id: UUID, at: datetime) -> OwnHelp:
    """Return how the agent's own last one stands."""
    asked = HelpRepository(session).find_last(agent_id, at - _TODAY)
    return OwnHelp(help=None if asked is None else _named(session, [asked])[0])


def see_help(session: Session, person: Person, help_id: UUID) -> Asked:
    """Return one that this supervisor may answer.

    Raises:
        HelpOverError: There is none.
        NotAllowedError: It is others' to answer.
    """
    asked = HelpRepository(session).find(help_id)
    if asked is None:
        raise HelpOverError
    if not _is_for(session, scope_of(session, person), person, asked):
        raise NotAllowedError
    return asked


def _is_for(session: Session, scope: Scope, person: Person, asked: Asked) -> bool:
    if asked.row.agent_id == person.user_id:
        return False
    if asked.row.escalated_at is not None:
        return True
    served = MemberRepository(session).list_queue_ids_of(asked.agent.agent_id)
    return scope.holds_agent(agent_team=asked.agent.team, queue_ids=served)


def _named(session: Session, all_asked: Sequence[Asked]) -> tuple[HelpCall, ...]:
    people = {each.row.agent_id for each in all_asked} | {
        each.row.answered_by_id for each in all_asked if each.row.answered_by_id is not None
    }
    names = UserRepository(session).list_display_names(people)
    return tuple(_as_call(each, names) for each in all_asked)


def _as_call(asked: Asked, names: Mapping[UUID, str]) -> HelpCall:
    row, call = asked.row, asked.call
    answered = row.answered_by_id
    may_listen = (
        call is not None
        and call.agent_id == row.agent_id
        and may_supervise(call.state, call.direction)
        and call.recording is not RecordingState.PAUSED
        and call.supervision_id is None
    )
    return HelpCall(
        help_id=row.help_id,
        state=HelpState(row.state.value),
        agent_id=row.agent_id,
        agent_name=names.get(row.agent_id, ""),
        team=asked.agent.team,
        words=row.words,
        call_id=row.call_id,
        queue_name={} if asked.queue is None else dict(asked.queue.name),
        may_listen=may_listen and row.state in ON,
        asked_at=utc(row.asked_at),
        escalates_at=utc(row.escalates_at) if row.state.value == HelpState.OPEN.value else None,
        escalated_at=None if row.escalated_at is None else utc(row.escalated_at),
        answered_at=utc(row.ended_at) if answered is not None and row.ended_at is not None else None,
        answered_by_id=answered,
        answered_by_name="" if answered is None else names.get(answered, ""),
    )

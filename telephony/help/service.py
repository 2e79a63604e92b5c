"""An agent calls for a supervisor. Nothing here commits.

Nobody is ever left calling: what nobody answers in time is told to every supervisor, and what it was about ends it.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from telephony.acting.telling import tell_agent
from telephony.agents.repository import AgentRepository
from telephony.calls.repository import CallRepository
from telephony.contract import AgentState, EventKind, HelpState
from telephony.deps import Deps
from telephony.errors import AgentTransitionRefusedError, HelpOverError
from telephony.events.journal import FLOOR_TOPIC, agent_topic
from telephony.help.models import HelpRow
from telephony.help.repository import HelpRepository
from telephony.help.states import ON, HelpTrigger, after
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository

HELP_COMING: Final = "help_coming"
_ENDS: Final = frozenset(HelpState) - ON


def ask_help(session: Session, deps: Deps, agent_id: UUID, words: str = "") -> HelpRow:
    """Call for a supervisor; one that is on is only given other words.

    Raises:
        AgentNotFoundError: Never signed in as an agent.
        AgentTransitionRefusedError: Off the telephone.
    """
    agent = AgentRepository(session).lock_agent(agent_id)
    if agent.state is AgentState.OFFLINE:
        raise AgentTransitionRefusedError(state=agent.state.value, action="help")
    repository, at = HelpRepository(session), deps.now()
    row = repository.find_on(agent_id)
    if row is not None:
        row.words = words.strip() or row.words
        session.flush()
        _tell(deps, row)
        return row
    call = None if agent.call_id is None else CallRepository(session).get_call(agent.call_id)
    on_call = agent.state is AgentState.ON_CALL and call is not None and call.agent_id == agent_id
    row = HelpRow(
        help_id=uuid4(),
        agent_id=agent_id,
        call_id=agent.call_id if on_call else None,
        state=HelpState.OPEN,
        words=words.strip(),
        asked_at=at,
        escalates_at=at + timedelta(seconds=deps.settings.help_seconds),
    )
    repository.add(row)
    TimerRepository(session).set_timer(TimerKind.HELP_ESCALATES, row.help_id, row.escalates_at)
    _tell(deps, row)
    return row


def cancel_help(session: Session, deps: Deps, agent_id: UUID) -> HelpRow | None:
    """The agent needs nobody any more; None where they had called for nobody.

    Raises:
        AgentNotFoundError: Never signed in as an agent.
    """
    AgentRepository(session).lock_agent(agent_id)
    row = HelpRepository(session).find_on(agent_id)
    if row is not None:
        _step(session, deps, row, HelpTrigger.CANCELLED)
    return row


def answer_help(session: Session, deps: Deps, help_id: UUID, by: UUID, *, mode: str = "") -> HelpRow:
    """A supervisor comes; the agent is told who. `mode` is how they come into the call, empty where they do not.

    Raises:
        HelpOverError: There is none, somebody else has answered, or it is over; or the call into which they come is not
            the agent's any more.
    """
    row = _lock(session, help_id)
    if row.agent_id == by or (mode and not _has_call(session, row)):
        raise HelpOverError(state=row.state.value)
    row.answered_by_id = by
    _step(session, deps, row, HelpTrigger.ANSWERED)
    detail = {"mode": mode}
    tell_agent(session, deps, row.agent_id, HELP_COMING, detail, by=by, at=deps.now())
    return row


def help_not_answered(session: Session, deps: Deps, timer_id: UUID, help_id: UUID) -> bool:
    """Nobody has answered in time. Say whether it was still to be acted on."""
    asked = HelpRepository(session).find(help_id)
    if asked is not None:
        AgentRepository(session).lock_agent(asked.row.agent_id)
    if not TimerRepository(session).take_timer(timer_id, deps.now()):
        return False
    asked = HelpRepository(session).find(help_id)
    if asked is None or asked.row.state is not HelpState.OPEN:
        return False
    asked.row.escalated_at = deps.now()
    _step(session, deps, asked.row, HelpTrigger.NOT_ANSWERED)
    return True


def end_without_matter(session: Session, deps: Deps, help_id: UUID, agent_id: UUID) -> bool:
    """End one whose call is over, or whose agent has gone; say whether that is still so."""
    AgentRepository(session).lock_agent(agent_id)
    asked = HelpRepository(session).find(help_id)
    if asked is None or (help_id, agent_id) not in HelpRepository(session).list_without_matter():
        return False
    _step(session, deps, asked.row, HelpTrigger.OVER)
    return True


def _has_call(session: Session, row: HelpRow) -> bool:
    """Whether the call for which help was asked is the agent's still: another agent has asked for nobody."""
    return row.call_id is not None and CallRepository(session).get_call(row.call_id).agent_id == row.agent_id


def _lock(session: Session, help_id: UUID) -> HelpRow:
    asked = HelpRepository(session).find(help_id)
    if asked is None:
        raise HelpOverError
    AgentRepository(session).lock_agent(asked.row.agent_id)
    again = HelpRepository(session).find(help_id)
    if again is None:
        raise HelpOverError
    return again.row


def _step(session: Session, deps: Deps, row: HelpRow, trigger: HelpTrigger) -> None:
    row.state = after(row.state, trigger)
    if row.state in _ENDS:
        row.ended_at = max(deps.now(), row.asked_at)
        TimerRepository(session).clear_timer(TimerKind.HELP_ESCALATES, row.help_id)
    session.flush()
    _tell(deps, row)


def _tell(deps: Deps, row: HelpRow) -> None:
    topics = [FLOOR_TOPIC, agent_topic(row.agent_id)]
    deps.journal.add(EventKind.HELP_CHANGED, row.help_id, topics=topics, at=deps.now())

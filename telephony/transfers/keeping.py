"""An agent is asked for while they are busy: nobody else is offered to them, and once they are free the first who asked
is rung. Nothing here commits.

The line is in `asked_next`; the agent's row has its first call (`agents.kept_for_id`): a dispatch looks at no other
table for it. Both are changed here alone, under the lock of the group.
"""

from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.agents.announcements import announce_agent
from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import call_snapshot, status_of
from telephony.contract import AgentState, CallAction, DeskChange, EventKind
from telephony.deps import Deps
from telephony.errors import (
    CallTransitionRefusedError,
    ColleagueAskedEnoughError,
    ColleagueElsewhereError,
    ColleagueNotFreeError,
    NotYourCallError,
)
from telephony.events.journal import Journal, agent_topic
from telephony.queues.repository import QueueRepository
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.transfers.models import AskedNextRow
from telephony.transfers.repository import AskedNextRepository


def ask_next(session: Session, deps: Deps, call_id: UUID, agent_id: UUID, colleague_id: UUID) -> None:
    """Put the agent's call into the line for a colleague who is busy, in place of whoever it asked for before.

    Raises:
        CallNotFoundError: No such call.
        AgentNotFoundError: The colleague has never signed in as an agent.
        NotYourCallError: The call is not this agent's.
        CallTransitionRefusedError: Nobody speaks in it, or a colleague is in it already.
        ColleagueElsewhereError: They serve queues of another group.
        ColleagueNotFreeError: They are not at work, or are free now, or are the agent.
        ColleagueAskedEnoughError: As many ask for them, or are with them, as the settings allow.
    """
    call = CallRepository(session).lock_call(call_id)
    if call.agent_id != agent_id:
        raise NotYourCallError(call_id=str(call_id))
    if CallAction.CONSULT not in status_of(call).allowed():
        raise CallTransitionRefusedError(state=call.state.value, action=CallAction.CONSULT.value)
    agents, line = AgentRepository(session), AskedNextRepository(session)
    agent, colleague = agents.get_agent(agent_id), agents.get_agent(colleague_id)
    if colleague.queue_group_id != agent.queue_group_id:
        raise ColleagueElsewhereError
    if colleague_id == agent_id or colleague.state not in _BUSY:
        raise ColleagueNotFreeError(state=colleague.state.value)
    before = line.find_of_call(call_id)
    if before is not None and before.agent_id == colleague_id:
        return  # the place in the line is kept
    asked, settings = len(line.list_of_agent(colleague_id)), deps.settings
    if asked >= settings.ask_next_limit or asked + 2 > settings.consult_limit:  # with the call that they have
        raise ColleagueAskedEnoughError(asked=asked)
    if before is not None:
        _take_out(session, deps, before)
    at = deps.now()
    line.add(AskedNextRow(call_id=call_id, agent_id=colleague_id, by_agent_id=agent_id, asked_at=at))
    call.keeps_agent = True
    _tell_line(session, deps, colleague)


def stop_asking(session: Session, deps: Deps, call_id: UUID, agent_id: UUID) -> None:
    """The agent asks for nobody next any more; nothing where they did not.

    Raises:
        CallNotFoundError: No such call.
        NotYourCallError: The call is not this agent's.
    """
    call = CallRepository(session).lock_call(call_id)
    if call.agent_id != agent_id:
        raise NotYourCallError(call_id=str(call_id))
    if call.keeps_agent:
        stop_keeping(session, deps, call)
        tell_asking(session, deps, call)


def stop_keeping(session: Session, deps: Deps, call: CallRow) -> None:
    """The call asks for nobody next any more: the line moves up, and all in it are told. The agent of the call is not:
    what ended it tells them."""
    call.keeps_agent = False
    session.flush()
    row = AskedNextRepository(session).find_of_call(call.call_id)
    if row is not None:
        _take_out(session, deps, row)


def find_kept(session: Session, call: CallRow) -> AgentRow | None:
    """Return whoever is asked for, where the call is the first in their line."""
    row = AskedNextRepository(session).find_of_call(call.call_id) if call.keeps_agent else None
    agent = None if row is None else AgentRepository(session).find_agent(row.agent_id)
    return agent if agent is not None and agent.kept_for_id == call.call_id else None


def first_of_ready(journal: Journal) -> frozenset[UUID]:
    """Return the first call in the line of each agent who has become ready in this unit of work, as they were told.
    Nothing is asked of the database."""
    last = {each.agent_id: each for each in (entry.change.agent for entry in journal.entries if entry.change) if each}
    return frozenset(each.asked[0].call_id for each in last.values() if each.state is AgentState.READY and each.asked)


def _take_out(session: Session, deps: Deps, row: AskedNextRow) -> None:
    agent = AgentRepository(session).get_agent(row.agent_id)
    AskedNextRepository(session).remove(row)
    _tell_line(session, deps, agent)


def _tell_line(session: Session, deps: Deps, agent: AgentRow) -> None:
    """Have the first in the line of an agent be the one they are kept for, and tell everybody how the line stands."""
    at = deps.now()
    rows = AskedNextRepository(session).list_of_agent(agent.agent_id)
    agent.kept_for_id = rows[0].call_id if rows else None
    agent.version += 1
    session.flush()
    if rows and agent.is_free:
        TimerRepository(session).set_timer(TimerKind.KEPT_IS_FREE, rows[0].call_id, at)
    announce_agent(deps, agent, at)
    for row in rows:
        tell_asking(session, deps, CallRepository(session).get_call(row.call_id))


def tell_asking(session: Session, deps: Deps, call: CallRow) -> None:
    """Tell the agent of a call whom it asks for next, and how it stands in their line."""
    call.version += 1
    session.flush()
    if call.agent_id is not None:
        change = DeskChange(call=call_snapshot(call, QueueRepository(session).get_queue(call.queue_id)))
        topics = [agent_topic(call.agent_id)]
        deps.journal.add(EventKind.ASKED_NEXT, call.call_id, topics=topics, change=change, at=deps.now())


_BUSY: Final = frozenset({AgentState.ON_CALL, AgentState.WRAP_UP})
"""Who is asked for becomes ready from these, which is when it rings at them. One at whom a call rings is ready already.
"""

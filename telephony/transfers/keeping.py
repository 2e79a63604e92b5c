"""An agent is kept for a call: nobody else is offered to them, and once they are free it rings at them. Nothing here
commits.

The agent's row says for which call (`agents.kept_for_id`): a dispatch looks at no other table for it.
"""

from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import status_of
from telephony.contract import AgentState, CallAction
from telephony.errors import CallTransitionRefusedError, ColleagueNotFreeError, NotYourCallError
from telephony.events.journal import Journal


def ask_next(session: Session, call_id: UUID, agent_id: UUID, colleague_id: UUID) -> None:
    """Keep a colleague who is busy for the agent's call, in place of whoever was kept for it.

    Raises:
        CallNotFoundError: No such call.
        AgentNotFoundError: The colleague has never signed in as an agent.
        NotYourCallError: The call is not this agent's.
        CallTransitionRefusedError: Nobody speaks in it, or a colleague is in it already.
        ColleagueNotFreeError: They are not at work, are free now, or are kept for another call.
    """
    call = CallRepository(session).lock_call(call_id)
    if call.agent_id != agent_id:
        raise NotYourCallError(call_id=str(call_id))
    if CallAction.CONSULT not in status_of(call).allowed():
        raise CallTransitionRefusedError(state=call.state.value, action=CallAction.CONSULT.value)
    agents = AgentRepository(session)
    agent, colleague = agents.get_agent(agent_id), agents.get_agent(colleague_id)
    same_group = colleague.queue_group_id == agent.queue_group_id and colleague_id != agent_id
    busy = colleague.state in _BUSY or (colleague.state is AgentState.READY and colleague.offer_id is not None)
    if not same_group or not busy or colleague.kept_for_id not in (None, call_id):
        raise ColleagueNotFreeError(state=colleague.state.value)
    if call.keeps_agent:
        stop_keeping(session, call)
    colleague.kept_for_id = call_id
    call.keeps_agent = True
    session.flush()


def stop_asking(session: Session, call_id: UUID, agent_id: UUID) -> None:
    """The agent asks for nobody next any more; nothing where they did not.

    Raises:
        CallNotFoundError: No such call.
        NotYourCallError: The call is not this agent's.
    """
    call = CallRepository(session).lock_call(call_id)
    if call.agent_id != agent_id:
        raise NotYourCallError(call_id=str(call_id))
    if call.keeps_agent:
        stop_keeping(session, call)


def stop_keeping(session: Session, call: CallRow) -> None:
    """Nobody is kept for the call any more."""
    call.keeps_agent = False
    session.flush()
    agent = session.scalar(sa.select(AgentRow).where(AgentRow.kept_for_id == call.call_id))
    if agent is not None:
        agent.kept_for_id = None
        session.flush()


def find_kept(session: Session, call: CallRow) -> AgentRow | None:
    """Return whoever is kept for the call."""
    if not call.keeps_agent:
        return None
    query = sa.select(AgentRow).where(AgentRow.kept_for_id == call.call_id)
    return session.scalar(query, execution_options={"populate_existing": True})


def kept_and_ready(session: Session, journal: Journal) -> list[AgentRow]:
    """Return those kept for a call who have become ready in this unit of work. Nothing is asked of the database."""
    found = []
    for agent_id in journal.list_ready():
        agent = session.identity_map.get(identity_key(AgentRow, agent_id))
        if isinstance(agent, AgentRow) and agent.kept_for_id is not None and agent.state is AgentState.READY:
            found.append(agent)
    return found


_BUSY: Final = frozenset({AgentState.ON_CALL, AgentState.WRAP_UP})

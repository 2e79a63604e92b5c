"""What an agent does, as those who look after them see it. Pure."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from telephony.board.facts import LiveAgent, LiveCall
from telephony.contract import AgentActivity, AgentState, CallState, ColleagueState, RecordingState
from telephony.supervision.states import may_supervise

_A = AgentActivity

_OF_STATE: Final[Mapping[AgentState, AgentActivity]] = MappingProxyType(
    {
        AgentState.OFFLINE: _A.OFFLINE,
        AgentState.READY: _A.READY,
        AgentState.ON_CALL: _A.ON_CALL,
        AgentState.WRAP_UP: _A.WRAP_UP,
        AgentState.NOT_READY: _A.NOT_READY,
    }
)
_OF_CALL: Final[Mapping[CallState, AgentActivity]] = MappingProxyType(
    {
        CallState.PREVIEWING: _A.PREVIEWING,
        CallState.CONNECTING: _A.DIALLING,
        CallState.DIALLING: _A.DIALLING,
        CallState.ALERTING: _A.DIALLING,
        CallState.TALKING: _A.ON_CALL,
        CallState.HELD: _A.ON_HOLD,
    }
)

READY: Final = frozenset({_A.READY})
BUSY: Final = frozenset({_A.RINGING, _A.PREVIEWING, _A.DIALLING, _A.ON_CALL, _A.ON_HOLD, _A.CONSULTING})
"""Activities of somebody who has a call, or is about to have one."""


def activity_of(agent: LiveAgent, call: LiveCall | None) -> tuple[AgentActivity, datetime]:
    """Return what an agent does and since when. `call` is the one that they have, or that rings at them.

    On a call counts from when somebody spoke, on hold from when the caller was put there.
    """
    if agent.state is AgentState.READY and agent.offered_at is not None:
        return _A.RINGING, agent.offered_at
    if agent.state is not AgentState.ON_CALL or call is None:
        return _OF_STATE[agent.state], agent.since_at
    if call.agent_id != agent.agent_id:  # a colleague has called them into it
        return _A.CONSULTING, agent.since_at
    activity = _OF_CALL.get(call.state, _A.ON_CALL)
    if activity is _A.ON_HOLD and call.colleague_state is ColleagueState.JOINED:
        return _A.CONSULTING, call.since_at
    if activity is _A.ON_CALL:
        return activity, spoke_at(agent, call)
    return activity, call.since_at


def spoke_at(agent: LiveAgent, call: LiveCall) -> datetime:
    """Return since when an agent speaks with whoever is in the call: later than others, where it came from one."""
    return agent.since_at if call.answered_at is None else max(agent.since_at, call.answered_at)


def counted_as(agent: LiveAgent, activity: AgentActivity) -> AgentState:
    """Return as what an agent is counted. Who rings is busy; whose desktop is silent gets no call, and is not ready."""
    if activity in BUSY:
        return AgentState.ON_CALL
    if activity is _A.READY and agent.is_silent:
        return AgentState.NOT_READY
    return agent.state


def may_be_heard(call: LiveCall | None) -> bool:
    """Say whether a supervisor may go into the call now: somebody speaks, nobody else listens, the recording goes on
    or there is none."""
    return (
        call is not None
        and may_supervise(call.state, call.direction)
        and call.supervisor_id is None
        and call.recording is not RecordingState.PAUSED
    )

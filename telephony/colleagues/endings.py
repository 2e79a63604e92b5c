"""How a colleague's part in a call ends. Callers hold the group's lock and settle the queues after.

A colleague has no wrap-up and no record of the call: it is the agent's who called them.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from sqlalchemy.orm import Session

from telephony.agents.announcements import announce_agent
from telephony.agents.changes import take_step as take_agent_step
from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.snapshots import status_of as agent_status
from telephony.calls.changes import take_step
from telephony.calls.models import CallRow
from telephony.calls.party_states import COLLEAGUE
from telephony.calls.repository import PartyRepository
from telephony.calls.snapshots import call_snapshot, colleague_snapshot, status_of
from telephony.calls.states import End
from telephony.contract import (
    AgentState,
    CallAction,
    CallDirection,
    CallerTold,
    CallState,
    ColleagueOutcome,
    ColleagueState,
    DeskChange,
    EventKind,
    OfferOutcome,
    TransferOutcome,
)
from telephony.deps import Deps
from telephony.events.journal import agent_topic
from telephony.providers.base import OrderKind, outside_endpoint
from telephony.providers.repository import OutboxRepository
from telephony.queues.models import QueueRow
from telephony.recordings.service import follow_recording
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.transfers.states import NOT_COME as NOT_COME_WHY
from telephony.transfers.states import trigger_of
from telephony.transfers.steps import step_transfer, watch_caller
from telephony.transfers.telling import tell

NOT_COME: Final[Mapping[OfferOutcome, ColleagueOutcome]] = MappingProxyType(
    {
        OfferOutcome.NOT_ANSWERED: ColleagueOutcome.NO_ANSWER,
        OfferOutcome.DECLINED: ColleagueOutcome.DECLINED,
        OfferOutcome.WITHDRAWN: ColleagueOutcome.AWAY,
    }
)

_ENDS: Final[Mapping[ColleagueOutcome, End]] = MappingProxyType(
    {
        ColleagueOutcome.NO_ANSWER: End.NO_ANSWER,
        ColleagueOutcome.DECLINED: End.DECLINED,
        ColleagueOutcome.AWAY: End.UNREACHABLE,
        ColleagueOutcome.LEFT: End.CALLER,
        ColleagueOutcome.ENDED: End.AGENT,
    }
)


def release_agent(session: Session, deps: Deps, agent: AgentRow, at: datetime) -> None:
    """Have an agent be done with a call that needs no wrap-up: as they chose before, or ready."""
    status = agent_status(agent)
    if status.state is not AgentState.ON_CALL:
        return
    planned = None if status.next is None else status.next.planned_seconds
    planned_end_at = None if planned is None else at + timedelta(seconds=planned)
    take_agent_step(session, agent, status.work_done(), at, planned_end_at=planned_end_at)
    session.flush()
    announce_agent(deps, agent, at, call_gone=True)


def release_colleague(session: Session, deps: Deps, call: CallRow, at: datetime) -> None:
    """Have the colleague of a call be free of it, who answered and is in it no more."""
    TimerRepository(session).clear_timer(TimerKind.COLLEAGUE_JOINS, call.call_id)
    PartyRepository(session).leave(call.call_id, at, kind=COLLEAGUE)
    colleague = None if call.colleague_id is None else AgentRepository(session).find_agent(call.colleague_id)
    if colleague is not None and colleague.call_id == call.call_id:
        release_agent(session, deps, colleague, at)


def colleague_gone(
    session: Session,
    deps: Deps,
    call: CallRow,
    queue: QueueRow,
    outcome: ColleagueOutcome,
    at: datetime,
    *,
    why: TransferOutcome | None = None,
) -> None:
    """The colleague is in the call no more, or never came: a call between the two is over, a customer's goes on.

    The line of one who answered is taken out of the room; that of one who has left is not there. `why` says more of it
    than `outcome` does. The caller stays on hold until their agent turns to them; where that one has gone too they are
    brought back to their queue.
    """
    before = call.colleague_state
    if before is None:
        return
    call.colleague_outcome = outcome
    outbox = OutboxRepository(session)
    internal = call.direction is CallDirection.INTERNAL
    status = status_of(call)
    take_step(session, call, status.ended(_ENDS[outcome]) if internal else status.colleague_gone(), at)
    session.flush()
    if internal:
        PartyRepository(session).leave(call.call_id, call.since_at)
        outbox.add_order(call, OrderKind.END_CALL, "", at)
    elif (endpoint := _line_of(session, call, before)) is not None:
        outbox.add_order(call, OrderKind.REMOVE_COLLEAGUE, endpoint, at)
    step_transfer(session, call, trigger_of(outcome), at, outcome=why or NOT_COME_WHY.get(outcome))
    watch_caller(session, call, at)
    turned_to = call.pending is CallAction.RESUME  # the agent is going back to them
    if outcome is not ColleagueOutcome.ENDED and call.state is CallState.HELD and not turned_to:
        _say_that_we_look_on(session, deps, call, at)
    if before is not ColleagueState.RINGING:
        release_colleague(session, deps, call, at)
    if internal:
        TimerRepository(session).clear_timer(TimerKind.DIAL_EXPIRES, call.call_id)
        end_internal(session, deps, call, queue, at)
    else:
        follow_recording(session, deps, call, queue, at)  # which a consult may have paused
        announce_colleague(deps, call, queue, at)


def _say_that_we_look_on(session: Session, deps: Deps, call: CallRow, at: datetime) -> None:
    """Nobody has come for a caller who is on hold: they hear so, and are held still."""
    words = tell(session, deps.settings, call, CallerTold.STILL_LOOKING)
    if words and call.agent_id is not None:
        endpoint = AgentRepository(session).get_agent(call.agent_id).endpoint
        OutboxRepository(session).add_order(call, OrderKind.HOLD, endpoint, at, spoken=words)


def _line_of(session: Session, call: CallRow, before: ColleagueState) -> str | None:
    """Return the line that is to leave the room: that of somebody outside rings by the carrier's own doing."""
    if call.colleague_id is None:
        return None if call.transfer_id is None else outside_endpoint(call.transfer_id)
    return None if before is ColleagueState.RINGING else AgentRepository(session).get_agent(call.colleague_id).endpoint


def end_internal(session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """Tell the agent that a call of theirs to a colleague is over, and have them be free of it."""
    if call.agent_id is None:
        return
    topics = [agent_topic(call.agent_id)]
    change = DeskChange(call=call_snapshot(call, queue))
    deps.journal.add(EventKind.CALL_ENDED, call.call_id, topics=topics, change=change, at=at)
    agent = AgentRepository(session).get_agent(call.agent_id)
    if agent.call_id == call.call_id:
        release_agent(session, deps, agent, at)


def announce_colleague(deps: Deps, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """Tell the agent how far the colleague has come, and a colleague who is there how far the transfer has."""
    topics = [] if call.agent_id is None else [agent_topic(call.agent_id)]
    change = DeskChange(call=call_snapshot(call, queue))
    deps.journal.add(colleague_kind(call), call.call_id, topics=topics, change=change, at=at)
    if call.colleague_state is ColleagueState.JOINED and call.colleague_id is not None:
        theirs = DeskChange(call=colleague_snapshot(call, queue))
        topics = [agent_topic(call.colleague_id)]
        deps.journal.add(colleague_kind(call), call.call_id, topics=topics, change=theirs, at=at)


def colleague_kind(call: CallRow) -> EventKind:
    """Return what is told of a colleague: a call between the two is no transfer."""
    return EventKind.COLLEAGUE_CHANGED if call.direction is CallDirection.INTERNAL else EventKind.TRANSFER_CHANGED

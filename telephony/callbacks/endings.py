"""How the call of a callback ends. Callers hold the group's lock and settle the queues after."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.agents.announcements import announce_agent
from telephony.agents.changes import take_step as take_agent_step
from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.snapshots import status_of as agent_status
from telephony.agents.states import Agent, gave_back
from telephony.asking import ask_host
from telephony.callbacks.models import CallbackItemRow
from telephony.callbacks.repository import CallbackItemRepository
from telephony.callbacks.states import WITH_CALL, ItemTrigger, ReturnedWhy, after
from telephony.calls.changes import take_step
from telephony.calls.models import CallRow
from telephony.calls.snapshots import call_snapshot, facts_of, status_of
from telephony.contract import CallState, DeskChange, EndCause, EventKind
from telephony.deps import Deps
from telephony.events.journal import agent_topic
from telephony.offers.repository import OfferRepository
from telephony.offers.service import withdraw_offer
from telephony.queues.dispatch import QueueMoves
from telephony.queues.models import QueueRow
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository


def end_undialled(
    session: Session,
    deps: Deps,
    call: CallRow,
    queue: QueueRow,
    at: datetime,
    moves: QueueMoves,
    why: ReturnedWhy = ReturnedWhy.WITHDRAWN,
) -> None:
    """End a call that was to be made and is not. Whoever it rang at, or who looked at it, is free of it."""
    before, agent_id = call.state, call.agent_id
    offer = OfferRepository(session).find_open(call.call_id) if before is CallState.RINGING else None
    take_step(session, call, status_of(call).turned_away(EndCause.CALLBACK_CLOSED), at)
    session.flush()
    if before is CallState.QUEUED:
        moves.left(queue.queue_id, call.call_id)
    if offer is not None:
        withdraw_offer(session, deps, offer, call, queue, at)
        agent_id = offer.agent_id
    topics = []
    if before is CallState.PREVIEWING and agent_id is not None:
        agent = AgentRepository(session).get_agent(agent_id)
        leave_preview(session, deps, agent, call, gave_back(agent_status(agent)), at)
        topics = [agent_topic(agent_id)]
    change = DeskChange(call=call_snapshot(call, queue), call_gone=True) if topics else None
    deps.journal.add(EventKind.CALL_ENDED, call.call_id, topics=topics, change=change, at=at)
    if agent_id is not None:
        tell_returned(session, deps, call, queue, agent_id, why, at)


def leave_preview(session: Session, deps: Deps, agent: AgentRow, call: CallRow, step: Agent, at: datetime) -> None:
    """The agent does not look at the callback any more."""
    TimerRepository(session).clear_timer(TimerKind.PREVIEW_ENDS, call.call_id)
    take_agent_step(session, agent, step, at)
    session.flush()
    announce_agent(deps, agent, at, call_gone=True)


def tell_returned(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, agent_id: UUID, why: ReturnedWhy, at: datetime
) -> None:
    """Tell the host that an agent has the callback no more."""
    facts = facts_of(call, queue)
    ask_host(
        session,
        "callback_returned",
        lambda: deps.host.callback_returned(session, facts, agent_id=agent_id, at=at, why=why),
        otherwise=None,
    )


def tell_reached(session: Session, deps: Deps, call: CallRow, queue: QueueRow, agent_id: UUID, at: datetime) -> None:
    """Tell the host that somebody has answered."""
    facts = facts_of(call, queue)
    ask_host(
        session,
        "callback_reached",
        lambda: deps.host.callback_reached(session, facts, agent_id=agent_id, at=at),
        otherwise=None,
    )


def item_over(session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """A callback was dialled, and that call has ended: the try is over."""
    row = None if call.item_id is None else CallbackItemRepository(session).lock_item(call.item_id)
    if row is None or row.call_id != call.call_id or row.state not in WITH_CALL:
        return
    finish(row, ItemTrigger.ENDED, at)
    session.flush()
    facts, answered = facts_of(call, queue), call.answered_at is not None
    agent_id, cause = call.agent_id, call.end_cause or EndCause.CARRIER_FAILED
    ask_host(
        session,
        "callback_call_ended",
        lambda: deps.host.callback_call_ended(session, facts, agent_id=agent_id, answered=answered, cause=cause, at=at),
        otherwise=None,
    )


def finish(row: CallbackItemRow, trigger: ItemTrigger, at: datetime) -> None:
    """Have an item's try be over."""
    row.state, row.done_at = after(row.state, trigger), at
    row.withdrawn = row.moved = False

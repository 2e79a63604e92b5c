"""An agent has taken a callback: they look at it, and have it dialled or give it back. Nothing here commits."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from telephony.agents.changes import take_step as take_agent_step
from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.snapshots import agent_snapshot
from telephony.agents.snapshots import status_of as agent_status
from telephony.agents.states import Agent, AgentTrigger, gave_back
from telephony.asking import ask_host
from telephony.callbacks.due import follow_item
from telephony.callbacks.endings import end_undialled, leave_preview, tell_returned
from telephony.callbacks.models import CallbackItemRow
from telephony.callbacks.repository import CallbackItemRepository
from telephony.callbacks.states import ItemState, ItemTrigger, ReturnedWhy, after
from telephony.calls.changes import take_step
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import call_snapshot, facts_of, status_of
from telephony.calls.states import CallTrigger
from telephony.colleagues.service import set_dial_timer
from telephony.contract import AgentAction, CallAction, CallState, DeskChange, EventKind, OfferOutcome
from telephony.deps import Deps
from telephony.errors import (
    CallbackGoneError,
    CallbackRefusedError,
    CallTransitionRefusedError,
    NotYourCallError,
    NumberNotCallableError,
    OfferGoneError,
)
from telephony.events.journal import agent_topic
from telephony.offers.models import OfferRow
from telephony.offers.service import close_offer
from telephony.offers.snapshots import offer_snapshot
from telephony.outgoing.numbers import number_for
from telephony.providers.base import OrderKind
from telephony.providers.repository import OutboxRepository
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.models import QueueRow
from telephony.queues.repository import MemberRepository, QueueRepository
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.wrap_up.service import plan_of

_REFUSALS: Final[Mapping[ReturnedWhy, OfferOutcome]] = MappingProxyType(
    {ReturnedWhy.GIVEN_BACK: OfferOutcome.GIVEN_BACK, ReturnedWhy.PREVIEW_OVER: OfferOutcome.NOT_ANSWERED}
)
"""Whether the same agent is asked again, and when: not for a while, or after everybody else."""


def answer_callback(
    session: Session, deps: Deps, offer: OfferRow, call: CallRow, queue: QueueRow, agent: AgentRow
) -> None:
    """The agent takes a callback that is offered to them, as the host wants it by now. The group is locked.

    Raises:
        OfferGoneError: The offer has ended, or the host wants it to be made at another time since, or not at all.
    """
    at = deps.now()
    row = None if call.item_id is None else CallbackItemRepository(session).lock_item(call.item_id)
    if row is None or row.withdrawn or (row.moved and not follow_item(session, row, call, queue.queue_group_id, at)):
        raise OfferGoneError(outcome=OfferOutcome.WITHDRAWN.value)
    queue = QueueRepository(session).get_queue(call.queue_id)
    close_offer(session, offer, agent, OfferOutcome.ANSWERED, at)
    begin_preview(session, deps, row, call, queue, agent, agent_status(agent).accepted(plan_of(queue)), at)
    change = DeskChange(
        agent=agent_snapshot(agent, deps.settings.miss_limit),
        call=call_snapshot(call, queue),
        offer=offer_snapshot(offer),
        offer_gone=True,
    )
    topics = [agent_topic(agent.agent_id)]
    deps.journal.add(EventKind.CALL_ACCEPTED, call.call_id, topics=topics, change=change, at=at)


def begin_preview(
    session: Session,
    deps: Deps,
    row: CallbackItemRow,
    call: CallRow,
    queue: QueueRow,
    agent: AgentRow,
    step: Agent,
    at: datetime,
) -> None:
    """Have the agent, who is `step` by it, look at a callback that waits, or was offered to them."""
    row.state = after(row.state, ItemTrigger.TAKEN)
    take_step(session, call, status_of(call).after(CallTrigger.PREVIEWED), at)
    call.agent_id = agent.agent_id
    session.flush()
    take_agent_step(session, agent, step, at, call_id=call.call_id)
    session.flush()
    ends_at = at + timedelta(seconds=queue.preview_seconds)
    TimerRepository(session).set_timer(TimerKind.PREVIEW_ENDS, call.call_id, ends_at)
    facts, agent_id = facts_of(call, queue), agent.agent_id
    ask_host(
        session,
        "callback_previewed",
        lambda: deps.host.callback_previewed(session, facts, agent_id=agent_id, at=at),
        otherwise=None,
    )


def give_back(
    session: Session, deps: Deps, call: CallRow, agent: AgentRow, why: ReturnedWhy, moves: QueueMoves
) -> None:
    """The agent has a callback no more that they looked at: it waits at its place, or for its time where that has not
    come. The group is locked.

    Raises:
        CallTransitionRefusedError: They do not look at it any more.
        NotYourCallError: Somebody else does.
    """
    if call.agent_id != agent.agent_id:
        raise NotYourCallError(call_id=str(call.call_id))
    if call.state is not CallState.PREVIEWING or call.item_id is None:
        raise CallTransitionRefusedError(state=call.state.value, action=CallAction.GIVE_BACK.value)
    at, queue = deps.now(), QueueRepository(session).get_queue(call.queue_id)
    row = CallbackItemRepository(session).lock_item(call.item_id)
    if row is None:
        raise CallbackGoneError
    row.state = after(row.state, ItemTrigger.GIVEN_BACK)
    if row.not_before_at > at:  # taken before its time, or put off
        row.state = after(row.state, ItemTrigger.PLACED)
        end_undialled(session, deps, call, queue, at, moves, why)
        TimerRepository(session).set_timer(TimerKind.CALLBACK_DUE, row.item_id, row.not_before_at)
        return
    _note_refusal(session, deps, call, agent, why, at)
    take_step(session, call, status_of(call).after(CallTrigger.GIVEN_BACK), at)
    own_no_more(call, agent.agent_id)
    session.flush()
    status = agent_status(agent)
    over = why is ReturnedWhy.PREVIEW_OVER
    step = status.after(AgentTrigger.PREVIEW_RAN_OUT) if over else gave_back(status)
    leave_preview(session, deps, agent, call, step, at)
    moves.entered(queue.queue_id, call.call_id)
    deps.journal.add(EventKind.CALL_REQUEUED, call.call_id, topics=[], at=at)
    tell_returned(session, deps, call, queue, agent.agent_id, why, at)


def own_no_more(call: CallRow, agent_id: UUID) -> None:
    """Whoever has refused a callback of their own keeps nobody else from it."""
    if call.preferred_agent_id == agent_id and call.preferred_until_at is not None:
        call.preferred_until_at = None


def give_back_item(
    session: Session, deps: Deps, agent_id: UUID, item_id: UUID, *, not_before: datetime | None = None
) -> None:
    """The agent gives a callback back that they look at; others may have it from `not_before` on, or at once.

    Raises:
        AgentNotFoundError: Never signed in as an agent.
        CallbackGoneError: It is over.
        CallTransitionRefusedError: They do not look at it.
        NotYourCallError: Somebody else does.
    """
    agent, row, call = _lock_own(session, agent_id, item_id)
    if not_before is not None:
        row.not_before_at = not_before
        session.flush()
    moves = QueueMoves()
    give_back(session, deps, call, agent, ReturnedWhy.GIVEN_BACK, moves)
    settle(session, deps, agent.queue_group_id, moves, deps.now())


def preview_over(session: Session, deps: Deps, call: CallRow) -> None:
    """The agent has looked at a callback for as long as one may. The group is locked."""
    if call.state is not CallState.PREVIEWING or call.agent_id is None:
        return
    agent, moves = AgentRepository(session).get_agent(call.agent_id), QueueMoves()
    give_back(session, deps, call, agent, ReturnedWhy.PREVIEW_OVER, moves)
    settle(session, deps, agent.queue_group_id, moves, deps.now())


def gone_from_preview(
    session: Session, deps: Deps, agent: AgentRow, moves: QueueMoves, *, offline: bool = False
) -> bool:
    """The agent is not there any more, and signs out where `offline`: what they looked at goes back. Say whether they
    looked at any. The group is locked."""
    call = None if agent.call_id is None else CallRepository(session).get_call(agent.call_id)
    if call is None or call.state is not CallState.PREVIEWING or call.agent_id != agent.agent_id:
        return False
    if offline:
        take_agent_step(session, agent, agent_status(agent).choosing_next(AgentAction.GO_OFFLINE), deps.now())
    give_back(session, deps, call, agent, ReturnedWhy.DESKTOP_LOST, moves)
    return True


def dial_item(
    session: Session,
    deps: Deps,
    agent_id: UUID,
    item_id: UUID,
    *,
    number: str,
    outgoing_code: str = "",
    provider: str,
) -> UUID:
    """Have the carrier call `number` (E.164) for the agent who looks at this callback, and return the call. The host is
    asked once more, under the lock, whether anything is against it.

    Raises:
        AgentNotFoundError: Never signed in as an agent.
        CallbackGoneError: It is over, or closed.
        CallbackRefusedError: The host has something against it; the agent looks at it still.
        CallTransitionRefusedError: They do not look at it.
        NotYourCallError: Somebody else does.
        NumberNotCallableError: It is no number, or one of our own.
        OutgoingNumberUnknownError: They may not call from this number of ours.
    """
    if not number.startswith("+") or number in {each.number for each in deps.settings.outgoing_numbers}:
        raise NumberNotCallableError
    agent, row, call = _lock_own(session, agent_id, item_id)
    step = status_of(call).after(CallTrigger.DIALLED)
    if row.withdrawn:
        raise CallbackGoneError
    served = MemberRepository(session).list_queue_ids_of(agent_id)
    queues = QueueRepository(session).list_queues(agent.queue_group_id)
    codes = [each.code for each in queues if each.queue_id in served or each.queue_id == call.queue_id]
    chosen = number_for(deps.settings.outgoing_numbers, codes, outgoing_code)
    at = deps.now()
    refusal = deps.host.callback_refusal(session, item_id, agent_id=agent_id, at=at)
    if refusal:
        raise CallbackRefusedError(problem=refusal)
    queue = next(each for each in queues if each.queue_id == call.queue_id)
    call.provider, call.caller_number, call.called_number = provider, number, chosen.number
    call.undialled = False
    take_step(session, call, step, at)
    row.state = after(row.state, ItemTrigger.DIALLED)
    session.flush()
    timers = TimerRepository(session)
    timers.clear_timer(TimerKind.PREVIEW_ENDS, call.call_id)
    OutboxRepository(session).add_order(
        call, OrderKind.DIAL, agent.endpoint, at, ring_seconds=deps.settings.dial_seconds
    )
    set_dial_timer(session, deps, call, at)
    deps.host.callback_dialled(session, facts_of(call, queue), agent_id=agent_id, at=at)
    topics, change = [agent_topic(agent_id)], DeskChange(call=call_snapshot(call, queue))
    deps.journal.add(EventKind.CALL_DIALLED, call.call_id, topics=topics, change=change, at=at)
    return call.call_id


def _lock_own(session: Session, agent_id: UUID, item_id: UUID) -> tuple[AgentRow, CallbackItemRow, CallRow]:
    """Lock and return the agent, and the callback that they look at with its call."""
    agent = AgentRepository(session).lock_agent(agent_id)
    row = CallbackItemRepository(session).lock_item(item_id)
    if row is None or row.call_id is None or row.state is ItemState.DONE:
        raise CallbackGoneError
    call = CallRepository(session).get_call(row.call_id)
    if call.agent_id != agent_id:
        raise NotYourCallError(call_id=str(call.call_id))
    return agent, row, call


def _note_refusal(session: Session, deps: Deps, call: CallRow, agent: AgentRow, why: ReturnedWhy, at: datetime) -> None:
    """Keep that the agent did not want it, beside the offer that they had answered: so it is not made to them again at
    once."""
    outcome = _REFUSALS.get(why)
    if outcome is None:
        return
    offer_id = uuid4()
    session.add(
        OfferRow(
            offer_id=offer_id,
            call_id=call.call_id,
            agent_id=agent.agent_id,
            offered_at=at,
            expires_at=at,
            outcome=outcome,
            ended_at=at,
            pops=False,
        )
    )
    session.flush()
    pause_ends_at = at + timedelta(seconds=deps.settings.decline_pause_seconds)
    TimerRepository(session).set_timer(TimerKind.DISPATCH, offer_id, pause_ends_at)

"""What an agent does with a call. Nothing here commits."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.agents.announcements import announce_agent
from telephony.agents.changes import take_step as take_agent_step
from telephony.agents.models import AgentRow
from telephony.agents.snapshots import agent_snapshot
from telephony.agents.snapshots import status_of as agent_status
from telephony.callbacks.preview import answer_callback, give_back
from telephony.callbacks.states import ReturnedWhy
from telephony.calls.changes import take_step
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import call_snapshot, facts_of, status_of
from telephony.colleagues.service import answer_colleague, leave_call, rings_for
from telephony.contract import CallAction, CallRole, DeskChange, EventKind, OfferOutcome
from telephony.database import update_later
from telephony.deps import Deps
from telephony.errors import (
    AgentNotFoundError,
    CallTransitionRefusedError,
    DeclineReasonNeededError,
    NotYourCallError,
    OfferGoneError,
)
from telephony.events.journal import agent_topic
from telephony.guests.service import act_on_guest, guest_hangs_up
from telephony.menu.walk import seconds_to_say
from telephony.offers.models import OfferRow
from telephony.offers.repository import OfferRepository
from telephony.offers.service import close_offer, return_offer
from telephony.offers.snapshots import offer_snapshot
from telephony.providers.base import OrderKind
from telephony.providers.repository import OutboxRepository
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.models import QueueRow
from telephony.recordings.service import act_on_recording, announce_joining
from telephony.surveys.service import end_agents_part
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.transfers.service import cancel, complete, recover
from telephony.wrap_up.service import plan_of

_ORDERS: Final[Mapping[CallAction, OrderKind]] = MappingProxyType(
    {
        CallAction.HOLD: OrderKind.HOLD,
        CallAction.RESUME: OrderKind.RESUME,
        CallAction.MUTE: OrderKind.MUTE,
        CallAction.UNMUTE: OrderKind.UNMUTE,
        CallAction.CONFER: OrderKind.CONFER,
    }
)


def act_on_call(
    session: Session,
    deps: Deps,
    call_id: UUID,
    agent_id: UUID,
    action: CallAction,
    *,
    reason: str = "",
    role: CallRole | None = None,
) -> None:
    """Do what the agent asks of the call. Who shows the desk asks for it.

    Hold, resume, mute, unmute and hang up are asked of the carrier: the call is `pending` until its report.

    Raises:
        CallNotFoundError: No such call.
        AgentNotFoundError: Never signed in as an agent.
        NotYourCallError: It was neither offered to this agent nor taken by them.
        DeclineReasonNeededError: Declined without one of the settings' reasons, where these have any.
        OfferGoneError: Answered or declined after the offer had ended.
        CallbackGoneError: It is a callback, and over.
        CallTransitionRefusedError: The call's state does not allow it now.
        HandoverMissingError: The caller is to be handed over, and the host wants something first.
    """
    calls = CallRepository(session)
    calls.lock_group_of(call_id)
    call, queue, open_offer, agent = calls.get_with_agent(call_id, agent_id)
    if agent is None:
        raise AgentNotFoundError(agent_id=str(agent_id))
    if role is CallRole.COLLEAGUE and call.agent_id == agent_id:  # it has become theirs since they looked
        raise CallTransitionRefusedError(state=call.state.value, action=action.value)
    match action:
        case CallAction.ANSWER | CallAction.DECLINE if rings_for(call, agent_id) and open_offer is not None:
            _take_colleagues_call(session, deps, open_offer, call, queue, agent, action)
        case CallAction.HANG_UP if call.colleague_id == agent_id and call.colleague_state is not None:
            leave_call(session, deps, call, queue, agent_id)
        case CallAction.HANG_UP if call.guest_id == agent_id:
            guest_hangs_up(session, deps, call, queue)
        case CallAction.KEEP_GUEST | CallAction.REMOVE_GUEST:
            if call.agent_id != agent_id:
                raise NotYourCallError(call_id=str(call_id))
            act_on_guest(session, deps, call, queue, action)
        case (
            CallAction.END_CONSULT
            | CallAction.RECOVER_CALLER
            | CallAction.COMPLETE_TRANSFER
            | CallAction.LEAVE_CONFERENCE
        ):
            if call.agent_id != agent_id:
                raise NotYourCallError(call_id=str(call_id))
            _pass_on(session, deps, call, queue, action)
        case (
            CallAction.PAUSE_RECORDING
            | CallAction.RESUME_RECORDING
            | CallAction.STOP_RECORDING
            | CallAction.REFUSE_RECORDING
        ):
            if call.agent_id != agent_id:
                raise NotYourCallError(call_id=str(call_id))
            act_on_recording(session, deps, call, queue, action, by=agent_id)
        case CallAction.ANSWER if call.undialled:
            offer = _own_offer(session, call, open_offer, agent_id, action)
            answer_callback(session, deps, offer, call, queue, agent)
        case CallAction.GIVE_BACK:
            moves = QueueMoves()
            give_back(session, deps, call, agent, ReturnedWhy.GIVEN_BACK, moves)
            settle(session, deps, queue.queue_group_id, moves, deps.now())
        case CallAction.ANSWER:
            _answer(session, deps, _own_offer(session, call, open_offer, agent_id, action), call, queue, agent)
        case CallAction.DECLINE:
            at = deps.now()
            offer = _own_offer(session, call, open_offer, agent_id, action)
            known = {each.code for each in deps.settings.decline_reasons}
            if known and reason not in known:
                raise DeclineReasonNeededError
            return_offer(session, deps, offer, call, queue, OfferOutcome.DECLINED, at)
            offer.decline_reason = reason if known else ""
            moves = QueueMoves()
            moves.came_back(call)
            settle(session, deps, queue.queue_group_id, moves, at)
        case _:
            _ask_carrier(session, deps, call, queue, agent, action)


def _pass_on(session: Session, deps: Deps, call: CallRow, queue: QueueRow, action: CallAction) -> None:
    if action is CallAction.END_CONSULT:
        cancel(session, deps, call, queue)
    elif action is CallAction.RECOVER_CALLER:
        recover(session, deps, call, queue)
    else:
        complete(session, deps, call, queue, action)


def _take_colleagues_call(
    session: Session,
    deps: Deps,
    offer: OfferRow,
    call: CallRow,
    queue: QueueRow,
    agent: AgentRow,
    action: CallAction,
) -> None:
    if action is CallAction.ANSWER:
        answer_colleague(session, deps, offer, call, queue, agent)
        return
    at = deps.now()
    return_offer(session, deps, offer, call, queue, OfferOutcome.DECLINED, at)
    settle(session, deps, queue.queue_group_id, QueueMoves(), at)


def _own_offer(session: Session, call: CallRow, offer: OfferRow | None, agent_id: UUID, action: CallAction) -> OfferRow:
    if offer is not None and offer.agent_id == agent_id:
        return offer
    if call.agent_id == agent_id:
        raise CallTransitionRefusedError(state=call.state.value, action=action.value)
    last = OfferRepository(session).find_last(call.call_id, agent_id)
    if last is None:
        raise NotYourCallError(call_id=str(call.call_id))
    raise OfferGoneError(outcome=last.outcome.value)


def _answer(session: Session, deps: Deps, offer: OfferRow, call: CallRow, queue: QueueRow, agent: AgentRow) -> None:
    # An answer after the limit still counts while nobody has acted on the limit: the caller is better served.
    at = deps.now()
    step = status_of(call).after(close_offer(session, offer, agent, OfferOutcome.ANSWERED, at))
    take_step(session, call, step, at)
    call.agent_id = agent.agent_id
    spoken = announce_joining(deps, call, queue, at)
    update_later(session, call)
    take_agent_step(session, agent, agent_status(agent).accepted(plan_of(queue)), at, call_id=call.call_id)
    OutboxRepository(session).add_order(call, OrderKind.JOIN_AGENT, agent.endpoint, at, spoken=spoken)
    connect_by = at + timedelta(seconds=deps.settings.connect_seconds + seconds_to_say(spoken))
    TimerRepository(session).set_timer(TimerKind.CONNECT_EXPIRES, call.call_id, connect_by)
    deps.host.call_accepted(session, facts_of(call, queue), agent_id=agent.agent_id, at=at)
    change = DeskChange(
        agent=agent_snapshot(agent, deps.settings.miss_limit),
        call=call_snapshot(call, queue),
        offer=offer_snapshot(offer),
        offer_gone=True,
    )
    topics = [agent_topic(agent.agent_id)]
    deps.journal.add(EventKind.CALL_ACCEPTED, call.call_id, topics=topics, change=change, at=at)
    announce_agent(deps, agent, at)


def _ask_carrier(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, agent: AgentRow, action: CallAction
) -> None:
    if call.agent_id != agent.agent_id:
        raise NotYourCallError(call_id=str(call.call_id))
    at = deps.now()
    step = status_of(call).asked(action)
    order = end_agents_part(session, deps, call, queue, at) if action is CallAction.HANG_UP else _ORDERS[action]
    take_step(session, call, step, at)
    OutboxRepository(session).add_order(call, order, agent.endpoint, at)
    session.flush()
    topics = [agent_topic(agent.agent_id)]
    change = DeskChange(call=call_snapshot(call, queue))
    deps.journal.add(EventKind.CALL_ACTION_ASKED, call.call_id, topics=topics, change=change, at=at)

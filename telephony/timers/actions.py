"""What happens when a timer becomes due. One transaction a timer; the group's lock comes first, as everywhere."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.acting.moves import move_time_up
from telephony.agents.repository import AgentRepository
from telephony.callbacks.due import item_due
from telephony.callbacks.preview import preview_over
from telephony.calls.models import CallRow
from telephony.calls.orders import connecting_expired
from telephony.calls.repository import CallRepository
from telephony.colleagues.service import colleague_not_joined
from telephony.contract import CallState, OfferOutcome
from telephony.deps import Deps
from telephony.errors import CallNotFoundError
from telephony.help.service import help_not_answered
from telephony.offers.repository import OfferRepository
from telephony.offers.service import return_offer
from telephony.outgoing.service import dial_expired
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.repository import QueueRepository
from telephony.recordings.service import not_confirmed, pause_over
from telephony.supervision.service import supervisor_not_joined
from telephony.surveys.service import stayed_down, time_is_up
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.transfers.following import hold_alone
from telephony.transfers.leaving import caller_alone
from telephony.transfers.outside import outside_expired
from telephony.transfers.service import foresee_kept, ring_kept
from telephony.wrap_up.service import limit_reached


def act_on_timer(session: Session, deps: Deps, timer_id: UUID, kind: TimerKind, subject_id: UUID) -> bool:
    """Act on one due timer and say whether it was still to be acted on. Safe from several servers at once."""
    if kind is TimerKind.CALLBACK_DUE:
        return item_due(session, deps, timer_id, subject_id)
    if kind is TimerKind.MOVE_ENDS:
        return move_time_up(session, deps, timer_id, subject_id)
    if kind is TimerKind.HELP_ESCALATES:
        return help_not_answered(session, deps, timer_id, subject_id)
    if kind is TimerKind.ROUTE and not TimerRepository(session).is_there(timer_id):
        return False  # looked at together with another: the group is not locked for it
    foreseen = foresee_kept(session, deps, subject_id) if kind is TimerKind.KEPT_IS_FREE else None
    call = _lock_subject(session, kind, subject_id)
    if not TimerRepository(session).take_timer(timer_id, deps.now()) or call is None:
        return False
    match kind:
        case TimerKind.OFFER_EXPIRES:
            _offer_expires(session, deps, subject_id, call, deps.now())
        case TimerKind.CONNECT_EXPIRES:
            connecting_expired(session, deps, call)
        case TimerKind.DIAL_EXPIRES:
            dial_expired(session, deps, call)
        case TimerKind.COLLEAGUE_JOINS:
            colleague_not_joined(session, deps, call)
        case TimerKind.WRAP_UP_ENDS:
            queue, agent = QueueRepository(session).get_queue(call.queue_id), AgentRepository(session)
            limit_reached(session, deps, agent.get_agent(subject_id), call, queue, deps.now())
            settle(session, deps, queue.queue_group_id, QueueMoves(), deps.now())
        case TimerKind.CALLER_ALONE:
            caller_alone(session, deps, call)
        case TimerKind.HOLD_ALONE:
            hold_alone(session, deps, call)
        case TimerKind.KEPT_IS_FREE:
            ring_kept(session, deps, call, foreseen)
        case TimerKind.OUTSIDE_EXPIRES:
            outside_expired(session, deps, call)
        case TimerKind.SUPERVISOR_JOINS:
            supervisor_not_joined(session, deps, call)
        case TimerKind.RECORDING_CONFIRMS:
            not_confirmed(session, deps, call)
        case TimerKind.RECORDING_PAUSE_OVER:
            pause_over(session, deps, call)
        case TimerKind.SURVEY_ENDS:
            time_is_up(session, deps, call)
        case TimerKind.SURVEY_AFTER_DROP:
            stayed_down(session, deps, call)
        case TimerKind.PREVIEW_ENDS:
            preview_over(session, deps, call)
        case TimerKind.DISPATCH:
            if call.state is CallState.QUEUED:
                queue = QueueRepository(session).get_queue(call.queue_id)
                settle(session, deps, queue.queue_group_id, QueueMoves(), deps.now())
        case TimerKind.ROUTE:
            if call.state is CallState.QUEUED:
                _look_again(session, deps, call, deps.now())
    return True


def _look_again(session: Session, deps: Deps, call: CallRow, at: datetime) -> None:
    """More agents may have a waiting call than before, and each other of its group whose time has come too: one look at
    the group is for all of them. Where callers wait by the hundred, it would be locked for little else."""
    queue, moves = QueueRepository(session).get_queue(call.queue_id), QueueMoves()
    moves.look_again(call.call_id)
    for other_id in TimerRepository(session).take_all_of_group(TimerKind.ROUTE, queue.queue_group_id, at):
        moves.look_again(other_id)
    settle(session, deps, queue.queue_group_id, moves, at)


def _lock_subject(session: Session, kind: TimerKind, subject_id: UUID) -> CallRow | None:
    call_id = subject_id
    if kind in {TimerKind.OFFER_EXPIRES, TimerKind.DISPATCH}:
        offer = OfferRepository(session).find_offer(subject_id)
        if offer is None:
            return None
        call_id = offer.call_id
    elif kind is TimerKind.WRAP_UP_ENDS:
        agent = AgentRepository(session).find_agent(subject_id)
        if agent is None or agent.call_id is None:
            return None
        call_id = agent.call_id
    try:
        return CallRepository(session).lock_call(call_id)
    except CallNotFoundError:
        return None  # removed by retention


def _offer_expires(session: Session, deps: Deps, offer_id: UUID, call: CallRow, at: datetime) -> None:
    offer = OfferRepository(session).get_offer(offer_id)
    if offer.outcome is not OfferOutcome.OPEN:
        return
    queue = QueueRepository(session).get_queue(call.queue_id)
    moves = QueueMoves()
    return_offer(session, deps, offer, call, queue, OfferOutcome.NOT_ANSWERED, at)
    moves.came_back(call)
    settle(session, deps, queue.queue_group_id, moves, at)

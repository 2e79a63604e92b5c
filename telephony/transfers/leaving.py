"""An agent leaves a call that goes on without them: to a colleague, or back to a queue. Nothing here commits.

Callers hold the group's lock and settle the queues after. The agent's part is kept apart, with a wrap-up of its own.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from telephony.agents.changes import take_step as take_agent_step
from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.snapshots import agent_snapshot
from telephony.agents.snapshots import status_of as agent_status
from telephony.asking import ask_host
from telephony.calls.changes import take_step
from telephony.calls.models import CallRow
from telephony.calls.party_states import AGENT, COLLEAGUE
from telephony.calls.repository import CallRepository, PartyRepository
from telephony.calls.snapshots import call_snapshot, facts_of, status_of
from telephony.calls.states import SPEAKING, Call, CallTrigger
from telephony.colleagues.service import end_colleague
from telephony.contract import (
    CallerTold,
    CallState,
    ColleagueOutcome,
    ColleagueState,
    DeskChange,
    EventKind,
    SupervisionOutcome,
)
from telephony.deps import Deps
from telephony.events.journal import agent_topic
from telephony.guests.endings import send_guest_away, tell_guest
from telephony.offers.models import OfferRow
from telephony.offers.repository import OfferRepository
from telephony.offers.snapshots import offer_snapshot
from telephony.providers.base import OrderKind
from telephony.providers.repository import OutboxRepository
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.models import QueueRow
from telephony.queues.repository import QueueRepository
from telephony.supervision.endings import end_supervision
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.transfers.keeping import stop_keeping
from telephony.transfers.models import LegRow
from telephony.transfers.repository import LegRepository, TransferRepository
from telephony.transfers.states import TransferTrigger
from telephony.transfers.steps import step_transfer
from telephony.transfers.telling import tell
from telephony.wrap_up.service import begin_wrap_up, plan_of


def hand_over(session: Session, deps: Deps, call: CallRow, queue: QueueRow, step: Call, at: datetime) -> None:
    """The carrier has given the caller to the colleague: the call is theirs, and the agent wraps up."""
    first, second = _agent_of(session, call), _colleague_of(session, call)
    _send_supervisor_away(session, deps, call, at)
    take_step(session, call, step, at, to_agent_id=second.agent_id)
    _new_part(session, deps, call, first, at)
    step_transfer(session, call, TransferTrigger.HANDED_OVER, at)
    session.flush()
    parties = PartyRepository(session)
    parties.leave(call.call_id, call.since_at, kind=AGENT)
    parties.leave(call.call_id, call.since_at, kind=COLLEAGUE)
    parties.join(call.call_id, f"{AGENT}:{second.agent_id}", AGENT, second.agent_id, call.since_at)
    parties.stand(call.call_id, caller_held=False, agent_muted=False)
    TimerRepository(session).clear_timer(TimerKind.COLLEAGUE_JOINS, call.call_id)
    _give(session, deps, call, queue, first, second, at)
    tell_guest(deps, call, queue, at)


def leave_to_colleague(session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """The agent leaves the caller to a colleague who is not there yet: it goes on ringing, now as any call rings, or
    the carrier is still to join the line of who has answered. If they do not come the caller is back in the queue."""
    first = _agent_of(session, call)
    if call.colleague_state is ColleagueState.RINGING:
        offer = OfferRepository(session).find_open(call.call_id)
        take_step(session, call, status_of(call).after(CallTrigger.LEFT_RINGING), at)
        leave(session, deps, call, queue, first, TransferTrigger.AGENT_LEFT, at)
        if offer is not None:
            _tell_who_is_rung(session, deps, call, queue, offer, at)
        return
    second = _colleague_of(session, call)
    take_step(session, call, status_of(call).after(CallTrigger.LEFT_JOINING), at, to_agent_id=second.agent_id)
    timers = TimerRepository(session)
    timers.clear_timer(TimerKind.COLLEAGUE_JOINS, call.call_id)
    timers.set_timer(TimerKind.CONNECT_EXPIRES, call.call_id, at + timedelta(seconds=deps.settings.connect_seconds))
    leave(session, deps, call, queue, first, TransferTrigger.AGENT_LEFT, at, wraps_up=False)
    OutboxRepository(session).add_order(call, OrderKind.JOIN_AGENT, second.endpoint, at)
    _give(session, deps, call, queue, first, second, at)


def leave_to_queue(
    session: Session,
    deps: Deps,
    call: CallRow,
    queue: QueueRow,
    at: datetime,
    moves: QueueMoves,
    *,
    trigger: TransferTrigger,
    priority: int = 0,
) -> None:
    """The agent leaves the caller to `queue`, at the place that they had since they came, `priority` points better."""
    first = _agent_of(session, call)
    before = QueueRepository(session).get_queue(call.queue_id)
    take_step(session, call, status_of(call).after(CallTrigger.LEFT_WAITING), at)
    if queue.queue_id != call.queue_id:
        call.first_queue_id = call.first_queue_id or call.queue_id
        call.queue_id = queue.queue_id
    call.priority += priority
    leave(session, deps, call, before, first, trigger, at)
    moves.entered(queue.queue_id, call.call_id)
    deps.journal.add(EventKind.CALL_REQUEUED, call.call_id, topics=[], at=at)


def caller_alone(session: Session, deps: Deps, call: CallRow) -> None:
    """The agent has gone who was passing a caller on, and nobody has taken them: back to the queue. The group is
    locked."""
    transfer = TransferRepository(session).find_last(call)
    if transfer is None or not transfer.agent_gone or call.state not in SPEAKING:
        return
    queue, at, moves = QueueRepository(session).get_queue(call.queue_id), deps.now(), QueueMoves()
    if call.colleague_state is not None:  # the carrier would not give them the caller
        end_colleague(session, deps, call, queue, ColleagueOutcome.AWAY, at)
    leave_to_queue(session, deps, call, queue, at, moves, trigger=TransferTrigger.REQUEUED)
    settle(session, deps, queue.queue_group_id, moves, at)


def leave(
    session: Session,
    deps: Deps,
    call: CallRow,
    queue: QueueRow,
    first: AgentRow,
    trigger: TransferTrigger,
    at: datetime,
    *,
    wraps_up: bool = True,
    order: tuple[OrderKind, str] | None = None,
) -> None:
    """Write that `first` has left the call, which has taken its step. `order` is what the carrier is asked in place of
    taking their line out, by which the caller is off hold and hears that somebody is being called."""
    _send_supervisor_away(session, deps, call, at)
    send_guest_away(session, deps, call, at)  # nobody is left alone with a caller who waits
    call.colleague_id = call.colleague_outcome = None
    _new_part(session, deps, call, first, at)
    step_transfer(session, call, trigger, at)
    session.flush()
    parties = PartyRepository(session)
    parties.leave(call.call_id, call.since_at, kind=AGENT)
    parties.leave(call.call_id, call.since_at, kind=COLLEAGUE)
    parties.stand(call.call_id, caller_held=False, agent_muted=False)
    told = CallerTold.BACK_IN_QUEUE if call.state is CallState.QUEUED else CallerTold.SPECIALIST_COMING
    words = tell(session, deps.settings, call, told)
    kind, endpoint = order or (OrderKind.REMOVE_AGENT, first.endpoint)
    OutboxRepository(session).add_order(call, kind, endpoint, at, spoken=words)
    if wraps_up:
        begin_wrap_up(session, deps, first, call, queue, at)


def _give(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, first: AgentRow, second: AgentRow, at: datetime
) -> None:
    """Have the call be the second agent's, as if it had come to them, and the first wrap up."""
    call.colleague_id = call.colleague_outcome = None
    CallRepository(session).write(call)
    session.flush()
    offer = OfferRepository(session).find_last(call.call_id, second.agent_id)
    if offer is not None:
        offer.from_colleague = False
    take_agent_step(session, second, agent_status(second).with_wrap_up(plan_of(queue)), at)
    session.flush()
    facts = facts_of(call, queue)
    from_id, to_id = first.agent_id, second.agent_id
    ask_host(
        session,
        "call_handed_over",
        lambda: deps.host.call_handed_over(session, facts, from_agent_id=from_id, to_agent_id=to_id, at=at),
        otherwise=None,
    )
    begin_wrap_up(session, deps, first, call, queue, at)
    change = DeskChange(call=call_snapshot(call, queue), agent=agent_snapshot(second, deps.settings.miss_limit))
    topics = [agent_topic(second.agent_id)]
    deps.journal.add(EventKind.TRANSFER_CHANGED, call.call_id, topics=topics, change=change, at=at)


def _tell_who_is_rung(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, offer: OfferRow, at: datetime
) -> None:
    """It rings at them as the caller's own call now: an answer is theirs, and so is a miss."""
    offer.from_colleague = False
    session.flush()
    change = DeskChange(call=call_snapshot(call, queue), offer=offer_snapshot(offer, payload=True))
    topics = [agent_topic(offer.agent_id)]
    deps.journal.add(EventKind.TRANSFER_CHANGED, call.call_id, topics=topics, change=change, at=at)


def _new_part(session: Session, deps: Deps, call: CallRow, first: AgentRow, at: datetime) -> None:
    """Keep the part of the agent who leaves; what the call's row counts from now on is the next one's."""
    leg = LegRow(
        leg_id=uuid4(),
        call_id=call.call_id,
        agent_id=first.agent_id,
        ended_at=max(at, call.since_at),
        talk_seconds=call.talk_seconds,
        hold_seconds=call.hold_seconds,
    )
    call.talk_seconds = call.hold_seconds = 0
    if call.keeps_agent:
        stop_keeping(session, deps, call)
    LegRepository(session).add(leg)


def _send_supervisor_away(session: Session, deps: Deps, call: CallRow, at: datetime) -> None:
    """Who listened to one agent does not listen to the next one by accident."""
    if call.supervision_id is not None:
        end_supervision(session, deps, call, SupervisionOutcome.PASSED_ON, at)


def _agent_of(session: Session, call: CallRow) -> AgentRow:
    return AgentRepository(session).get_agent(_somebody(call.agent_id))


def _colleague_of(session: Session, call: CallRow) -> AgentRow:
    return AgentRepository(session).get_agent(_somebody(call.colleague_id))


def _somebody(agent_id: UUID | None) -> UUID:
    if agent_id is None:
        raise LookupError("nobody")  # the database holds that a call in somebody's hands names them
    return agent_id

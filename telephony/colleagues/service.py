"""An agent calls a colleague, alone or into the call they have with a customer. Nothing here commits."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from pydantic import JsonValue
from sqlalchemy.orm import Session

from telephony.agents.announcements import announce_agent
from telephony.agents.changes import take_step as take_agent_step
from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.snapshots import agent_snapshot
from telephony.agents.snapshots import status_of as agent_status
from telephony.calls.changes import take_step
from telephony.calls.models import CallRow
from telephony.calls.snapshots import call_snapshot, colleague_snapshot, status_of
from telephony.calls.states import allowed_to_colleague
from telephony.colleagues.endings import announce_colleague, colleague_gone
from telephony.contract import (
    CallAction,
    CallDirection,
    CallState,
    ColleagueOutcome,
    ColleagueState,
    DeskChange,
    EventKind,
    OfferOutcome,
    OfferSnapshot,
    WrapUpMode,
)
from telephony.deps import Deps
from telephony.errors import (
    AgentNotFoundError,
    CallIsRingingError,
    CallTransitionRefusedError,
    ColleagueElsewhereError,
    ColleagueNotFreeError,
    NotYourCallError,
)
from telephony.events.journal import agent_topic
from telephony.offers.models import OfferRow
from telephony.offers.repository import OfferRepository
from telephony.offers.service import close_offer, withdraw_offer
from telephony.offers.snapshots import offer_snapshot
from telephony.providers.base import OrderKind
from telephony.providers.repository import OutboxRepository
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.models import QueueRow
from telephony.queues.repository import QueueRepository
from telephony.supervision.refusal import refuse_while_supervising
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.times import utc
from telephony.transfers.models import TransferRow
from telephony.wrap_up.states import Plan

NO_WRAP_UP: Final = Plan(mode=WrapUpMode.OPTIONAL, outcome_required=False)
"""Of a call between colleagues, and of a colleague's part in a customer's."""


def call_colleague(
    session: Session, deps: Deps, agent_id: UUID, colleague_id: UUID, *, provider: str, queue_code: str = ""
) -> UUID:
    """Call a colleague who is ready, and return the call; nobody else is on the line.

    Raises:
        AgentNotFoundError: One of the two has never signed in as an agent.
        AgentTransitionRefusedError: The agent has a call, or is not there.
        CallIsRingingError: A call is offered to the agent.
        ColleagueNotFreeError: The colleague is not ready, is offered a call, or is the agent.
        SupervisingError: The agent is in another agent's call.
    """
    agent = AgentRepository(session).lock_agent(agent_id)
    colleague = free_colleague(session, agent, colleague_id)
    if agent.offer_id is not None:
        raise CallIsRingingError
    refuse_while_supervising(session, agent_id)
    at = deps.now()
    queue = _queue_of(session, deps, agent, queue_code)
    step = agent_status(agent).dialling(NO_WRAP_UP)
    call = new_call(CallDirection.INTERNAL, agent, queue, provider, at)
    call.colleague_id = colleague_id
    session.add(call)
    session.flush()
    take_agent_step(session, agent, step, at, call_id=call.call_id)
    OutboxRepository(session).add_order(call, OrderKind.DIAL, agent.endpoint, at)
    # Should the ring's own timer be lost, the agent is still not left with a call that nobody answers.
    set_dial_timer(session, deps, call, at)
    ring_colleague(session, deps, call, queue, agent, colleague, at)
    change = DeskChange(call=call_snapshot(call, queue), agent=agent_snapshot(agent, deps.settings.miss_limit))
    topics = [agent_topic(agent_id)]
    deps.journal.add(EventKind.CALL_DIALLED, call.call_id, topics=topics, change=change, at=at)
    settle(session, deps, agent.queue_group_id, QueueMoves(), at)
    return call.call_id


def rings_for(call: CallRow, agent_id: UUID) -> bool:
    """Say whether a call rings at this agent because a colleague calls them."""
    return call.colleague_state is ColleagueState.RINGING and call.colleague_id == agent_id


def answer_colleague(
    session: Session, deps: Deps, offer: OfferRow, call: CallRow, queue: QueueRow, colleague: AgentRow
) -> None:
    """The colleague who was called answers: the carrier is to join their line."""
    at = deps.now()
    close_offer(session, offer, colleague, OfferOutcome.ANSWERED, at)
    take_step(session, call, status_of(call).colleague_accepted(), at)
    session.flush()
    take_agent_step(session, colleague, agent_status(colleague).accepted(NO_WRAP_UP), at, call_id=call.call_id)
    OutboxRepository(session).add_order(call, OrderKind.JOIN_COLLEAGUE, colleague.endpoint, at)
    join_by = at + timedelta(seconds=deps.settings.connect_seconds)
    TimerRepository(session).set_timer(TimerKind.COLLEAGUE_JOINS, call.call_id, join_by)
    change = DeskChange(
        agent=agent_snapshot(colleague, deps.settings.miss_limit),
        call=colleague_snapshot(call, queue),
        offer=offer_snapshot(offer),
        offer_gone=True,
    )
    topics = [agent_topic(colleague.agent_id)]
    deps.journal.add(EventKind.CALL_ACCEPTED, call.call_id, topics=topics, change=change, at=at)
    announce_agent(deps, colleague, at)
    announce_colleague(deps, call, queue, at)


def end_colleague(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, outcome: ColleagueOutcome, at: datetime
) -> None:
    """End the colleague's part at once, however far they have come. Whose doing it was says `outcome`."""
    if call.colleague_state is ColleagueState.RINGING:
        offer = OfferRepository(session).find_open(call.call_id)
        if offer is not None:
            withdraw_offer(session, deps, offer, call, queue, at)
    colleague_gone(session, deps, call, queue, outcome, at)


def leave_call(session: Session, deps: Deps, call: CallRow, queue: QueueRow, colleague_id: UUID) -> None:
    """The colleague who was called hangs up.

    Raises:
        NotYourCallError: They are not in this call.
        CallTransitionRefusedError: They have not answered it.
    """
    if call.colleague_id != colleague_id or call.colleague_state is None:
        raise NotYourCallError(call_id=str(call.call_id))
    if CallAction.HANG_UP not in allowed_to_colleague(status_of(call)):
        raise CallTransitionRefusedError(state=call.state.value, action=CallAction.HANG_UP.value)
    at = deps.now()
    end_colleague(session, deps, call, queue, ColleagueOutcome.LEFT, at)
    settle(session, deps, queue.queue_group_id, QueueMoves(), at)


def colleague_not_joined(session: Session, deps: Deps, call: CallRow) -> None:
    """The colleague answered and the carrier has not joined their line in time. The group is locked."""
    if call.colleague_state is not ColleagueState.JOINING:
        return
    queue, at = QueueRepository(session).get_queue(call.queue_id), deps.now()
    colleague_gone(session, deps, call, queue, ColleagueOutcome.AWAY, at)
    settle(session, deps, queue.queue_group_id, QueueMoves(), at)


def new_call(direction: CallDirection, agent: AgentRow, queue: QueueRow, provider: str, at: datetime) -> CallRow:
    """Return a call that an agent makes, not written yet. Its name at the carrier is ours, so that a dial whose answer
    was lost is not a second call (`telephony.md`, pitfalls 10 and 24)."""
    call_id = uuid4()
    internal = direction is CallDirection.INTERNAL
    return CallRow(
        call_id=call_id,
        provider=provider,
        call_sid=f"out-{call_id.hex}",
        direction=direction,
        state=CallState.ALERTING if internal else CallState.DIALLING,
        queue_id=queue.queue_id,
        agent_id=agent.agent_id,
        caller_number="",
        called_number="",
        arrived_at=at,
        enqueued_at=at,
        since_at=at,
    )


def set_dial_timer(session: Session, deps: Deps, call: CallRow, at: datetime) -> None:
    """Have the server itself give up a call that nobody answers, a little after the carrier is to."""
    give_up_at = at + timedelta(seconds=deps.settings.dial_seconds + deps.settings.connect_seconds)
    TimerRepository(session).set_timer(TimerKind.DIAL_EXPIRES, call.call_id, give_up_at)


def free_colleague(session: Session, agent: AgentRow, colleague_id: UUID, *, in_turn: bool = False) -> AgentRow:
    """Return a colleague who can be called by the agent now. The group is locked. `in_turn`: the agent is the one for
    whom they were kept.

    Raises:
        AgentNotFoundError: They have never signed in as an agent.
        ColleagueElsewhereError: They serve queues of another group.
        ColleagueNotFreeError: They are not ready, are offered a call, are asked for by others, or the agent themselves.
    """
    colleague = AgentRepository(session).find_agent(colleague_id)
    if colleague is None:
        raise AgentNotFoundError(agent_id=str(colleague_id))
    if colleague.queue_group_id != agent.queue_group_id:
        raise ColleagueElsewhereError
    kept = colleague.kept_for_id is not None and not in_turn
    if not colleague.is_free or kept or colleague_id == agent.agent_id:
        raise ColleagueNotFreeError(state=colleague.state.value)
    return colleague


def _queue_of(session: Session, deps: Deps, agent: AgentRow, code: str) -> QueueRow:
    queues = QueueRepository(session).list_queues(agent.queue_group_id)
    wanted = code or deps.settings.default_queue
    return next((each for each in queues if each.code == wanted), queues[0])


def ring_colleague(
    session: Session,
    deps: Deps,
    call: CallRow,
    queue: QueueRow,
    agent: AgentRow,
    colleague: AgentRow,
    at: datetime,
    *,
    transfer: TransferRow | None = None,
    foreseen: object | None = None,
) -> None:
    """Have the call ring at a colleague who is free; with a `transfer` they may take its caller over. `foreseen` is
    what the host has composed before the group was locked."""
    take_step(session, call, status_of(call).rung_at(), at)
    session.flush()
    settings = deps.settings
    seconds = settings.dial_seconds if transfer is None else settings.consult_seconds
    offer_id, expires_at = uuid4(), at + timedelta(seconds=seconds)
    AgentRepository(session).reserve(colleague.agent_id, offer_id)
    TimerRepository(session).set_timer(TimerKind.OFFER_EXPIRES, offer_id, expires_at)
    payload: dict[str, JsonValue] = deps.host.colleague_payload(
        session,
        call.call_id,
        from_agent_id=agent.agent_id,
        to_agent_id=colleague.agent_id,
        at=at,
        transfer_id=None if transfer is None else transfer.transfer_id,
        foreseen=foreseen,
    )
    offer = OfferSnapshot(
        offer_id=offer_id,
        call_id=call.call_id,
        agent_id=colleague.agent_id,
        offered_at=utc(at),
        expires_at=utc(expires_at),
        pops=False,
        payload=payload,
    )
    OfferRepository(session).add_open(offer, from_colleague=True)
    change = DeskChange(call=colleague_snapshot(call, queue), offer=offer)
    topics = [agent_topic(colleague.agent_id)]
    deps.journal.add(EventKind.CALL_OFFERED, call.call_id, topics=topics, change=change, at=at)

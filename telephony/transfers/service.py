"""An agent passes a caller on: after a word with whoever gets them, or without one. Nothing here commits."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from telephony.agents.repository import AgentRepository
from telephony.asking import ask_host
from telephony.calls.changes import take_step
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import status_of
from telephony.calls.states import SPEAKING, brought_back
from telephony.colleagues.endings import announce_colleague
from telephony.colleagues.service import end_colleague, free_colleague, ring_colleague
from telephony.contract import (
    CallAction,
    CallDirection,
    CallerTold,
    CallState,
    ColleagueOutcome,
    ColleagueState,
    StartTransfer,
    TransferKind,
    TransferState,
)
from telephony.deps import Deps
from telephony.errors import (
    CallTransitionRefusedError,
    HandoverMissingError,
    NotYourCallError,
    NumberNotCallableError,
    QueueElsewhereError,
    QueueUnknownError,
    TransferAlreadyStartedError,
)
from telephony.guests.endings import send_guest_away
from telephony.providers.base import OrderKind
from telephony.providers.repository import OutboxRepository
from telephony.queues.choice import Door
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.hours import is_open
from telephony.queues.models import QueueRow
from telephony.queues.repository import QueueRepository
from telephony.queues.rows import door_of
from telephony.recordings.service import follow_recording
from telephony.transfers.following import ask_hand_over
from telephony.transfers.keeping import find_kept, stop_keeping, tell_asking
from telephony.transfers.leaving import leave_to_colleague, leave_to_queue
from telephony.transfers.models import TransferRow
from telephony.transfers.outside import leave_to_outside, ring_outside
from telephony.transfers.repository import AskedNextRepository, TransferRepository
from telephony.transfers.states import TransferTrigger
from telephony.transfers.steps import forget_that_agent_went
from telephony.transfers.telling import tell


def start_transfer(session: Session, deps: Deps, call_id: UUID, agent_id: UUID, wanted: StartTransfer) -> None:
    """Begin to pass the caller on. The caller of a warm transfer is on hold from now on; those of the others are the
    agent's no more.

    Raises:
        CallNotFoundError: No such call.
        AgentNotFoundError: The colleague has never signed in as an agent.
        NotYourCallError: The call is not this agent's.
        TransferAlreadyStartedError: Another transfer of it is on.
        CallTransitionRefusedError: Nobody speaks in it, or there is no customer in it.
        ColleagueElsewhereError: The colleague serves queues of another group.
        ColleagueNotFreeError: The colleague is not ready, or is offered a call.
        NumberNotCallableError: It is no number, or one of our own.
        QueueUnknownError: No queue of this code takes callers now.
        QueueElsewhereError: The queue is of another group: its agents cannot take this caller.
    """
    foreseen = None if wanted.agent_id is None else _foresee(session, deps, call_id, agent_id, wanted.agent_id)
    call = CallRepository(session).lock_call(call_id)
    if call.agent_id != agent_id:
        raise NotYourCallError(call_id=str(call_id))
    _see_it_may_begin(session, call)
    at, moves = deps.now(), QueueMoves()
    queue = QueueRepository(session).get_queue(call.queue_id)
    match wanted.kind:
        case TransferKind.COLD_QUEUE:
            _to_queue(session, deps, call, queue, wanted, at, moves)
        case _ if wanted.agent_id is not None:
            ask_colleague(session, deps, call, queue, wanted.agent_id, at, kind=wanted.kind, foreseen=foreseen)
        case _:
            _to_number(session, deps, call, queue, wanted, at)
    _follow_recording(session, deps, call, at)
    settle(session, deps, queue.queue_group_id, moves, at)


def ask_colleague(
    session: Session,
    deps: Deps,
    call: CallRow,
    queue: QueueRow,
    colleague_id: UUID,
    at: datetime,
    *,
    kind: TransferKind = TransferKind.WARM,
    in_turn: bool = False,
    foreseen: object | None = None,
) -> None:
    """Ring at a colleague, who is to speak with the agent first or, where it is a cold transfer, with the caller.
    `in_turn`: it was the first in the line for them. `foreseen` is what the host has composed for them before.

    Raises:
        AgentNotFoundError: They have never signed in as an agent.
        ColleagueElsewhereError: They serve queues of another group.
        ColleagueNotFreeError: They are not ready, or are offered a call.
    """
    agent = AgentRepository(session).get_agent(_agent_id(call))
    colleague = free_colleague(session, agent, colleague_id, in_turn=in_turn)
    transfer = _new(session, deps, call, kind, at, to_agent_id=colleague_id)
    call.colleague_id, call.colleague_outcome = colleague_id, None
    ring_colleague(session, deps, call, queue, agent, colleague, at, transfer=transfer, foreseen=foreseen)
    if kind is TransferKind.WARM:
        _begin_warm(session, deps, call, queue, agent.endpoint, at)
    else:
        leave_to_colleague(session, deps, call, queue, at)


def foresee_kept(session: Session, deps: Deps, call_id: UUID) -> object | None:
    """Have the host compose what whoever is kept for the call will see, before the group is locked."""
    asked = AskedNextRepository(session).find_of_call(call_id)
    return None if asked is None else _foresee(session, deps, call_id, asked.by_agent_id, asked.agent_id)


def ring_kept(session: Session, deps: Deps, call: CallRow, foreseen: object | None = None) -> None:
    """Whoever was kept for the call is ready: ring at them, where its agent still wants that. The group is locked."""
    colleague = find_kept(session, call)
    if colleague is None or not colleague.is_free:
        return
    queue, at = QueueRepository(session).get_queue(call.queue_id), deps.now()
    stop_keeping(session, deps, call)
    open_one = TransferRepository(session).find_open(call)
    # Of an agent whose desktop is silent nobody knows whether they are there for the caller, who would be put on hold.
    is_there = AgentRepository(session).get_agent(_agent_id(call)).desktop_lost_at is None
    if open_one is None and is_there and CallAction.CONSULT in status_of(call).allowed():
        ask_colleague(session, deps, call, queue, colleague.agent_id, at, in_turn=True, foreseen=foreseen)
        _follow_recording(session, deps, call, at)
    else:
        tell_asking(session, deps, call)
    settle(session, deps, queue.queue_group_id, QueueMoves(), at)


def complete(session: Session, deps: Deps, call: CallRow, queue: QueueRow, action: CallAction) -> None:
    """Give the caller to the colleague. One who is not there yet gets them once they are.

    Raises:
        CallTransitionRefusedError: Nobody was asked.
        HandoverMissingError: The host wants something first.
    """
    transfer = TransferRepository(session).find_open(call)
    if transfer is None or action not in status_of(call).allowed():
        raise CallTransitionRefusedError(state=call.state.value, action=action.value)
    if not transfer.may_complete and not deps.host.may_complete(session, call.call_id, transfer.transfer_id):
        raise HandoverMissingError
    transfer.may_complete = True
    session.flush()
    at = deps.now()
    if call.colleague_state is ColleagueState.JOINED:
        ask_hand_over(session, deps, call, queue, at)
    elif call.colleague_id is None:
        leave_to_outside(session, deps, call, queue, at)
    else:
        leave_to_colleague(session, deps, call, queue, at)
    settle(session, deps, queue.queue_group_id, QueueMoves(), at)


def cancel(session: Session, deps: Deps, call: CallRow, queue: QueueRow) -> None:
    """End the colleague's part, and have the carrier bring the caller back to the agent.

    Raises:
        CallTransitionRefusedError: Nobody was asked, or the caller may be theirs by now.
    """
    if CallAction.END_CONSULT not in status_of(call).allowed():
        raise CallTransitionRefusedError(state=call.state.value, action=CallAction.END_CONSULT.value)
    _bring_back(session, deps, call, queue, surely=False)


def recover(session: Session, deps: Deps, call: CallRow, queue: QueueRow) -> None:
    """Have the caller with the agent and with nobody else, whatever is on. To ask again does no harm.

    Raises:
        CallTransitionRefusedError: The agent does not speak with a customer in this call.
    """
    if call.state not in SPEAKING or call.direction is CallDirection.INTERNAL:
        raise CallTransitionRefusedError(state=call.state.value, action=CallAction.RECOVER_CALLER.value)
    send_guest_away(session, deps, call, deps.now())
    _bring_back(session, deps, call, queue, surely=True)


def note_sent(session: Session, deps: Deps, call_id: UUID, agent_id: UUID) -> None:
    """The host has nothing against the end of this agent's transfer any more: both are told that it may be completed.
    Where the call is another's by now nothing changes: their transfer is not for this agent to complete.

    Raises:
        CallNotFoundError: No such call.
    """
    call = CallRepository(session).lock_call(call_id)
    transfer = TransferRepository(session).find_open(call) if call.agent_id == agent_id else None
    if transfer is None or transfer.may_complete:
        return
    transfer.may_complete = True
    call.version += 1
    session.flush()
    announce_colleague(deps, call, QueueRepository(session).get_queue(call.queue_id), deps.now())


def _foresee(session: Session, deps: Deps, call_id: UUID, agent_id: UUID, colleague_id: UUID) -> object | None:
    found = ask_host(
        session,
        "foresee_consult",
        lambda: deps.host.foresee_consult(
            session, call_id, from_agent_id=agent_id, to_agent_id=colleague_id, at=deps.now()
        ),
        otherwise=None,
    )
    session.expire_all()  # what was read without the lock is read again under it
    return found


def _follow_recording(session: Session, deps: Deps, call: CallRow, at: datetime) -> None:
    """A consult may pause it; where the caller was on hold already, no report comes that would say so."""
    follow_recording(session, deps, call, QueueRepository(session).get_queue(call.queue_id), at)


def _see_it_may_begin(session: Session, call: CallRow) -> None:
    open_one = TransferRepository(session).find_open(call)
    if open_one is not None:
        raise TransferAlreadyStartedError(state=open_one.state.value)
    if CallAction.CONSULT not in status_of(call).allowed():
        raise CallTransitionRefusedError(state=call.state.value, action=CallAction.CONSULT.value)


def _to_queue(
    session: Session,
    deps: Deps,
    call: CallRow,
    queue: QueueRow,
    wanted: StartTransfer,
    at: datetime,
    moves: QueueMoves,
) -> None:
    queues = QueueRepository(session).list_queues(queue.queue_group_id)
    found = next((each for each in queues if each.code == wanted.queue_code and not each.retired), None)
    if found is None and QueueRepository(session).find_by_code(wanted.queue_code) is not None:
        raise QueueElsewhereError
    if found is None or not _is_open(door_of(found), deps, at):
        raise QueueUnknownError
    _new(session, deps, call, wanted.kind, at, to_queue_id=found.queue_id)
    leave_to_queue(session, deps, call, found, at, moves, trigger=TransferTrigger.HANDED_OVER, priority=wanted.priority)


def _is_open(door: Door, deps: Deps, at: datetime) -> bool:
    return is_open(door.hours, at, deps.settings.local_zone)


def _to_number(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, wanted: StartTransfer, at: datetime
) -> None:
    number = deps.host.transfer_number(session, number_id=wanted.number_id, number=wanted.number)
    ours = {each.number for each in deps.settings.outgoing_numbers} | {call.called_number, call.caller_number}
    if not number or number in ours:
        raise NumberNotCallableError
    transfer = _new(session, deps, call, wanted.kind, at, to_number=number)
    call.colleague_id, call.colleague_outcome = None, None
    agent = AgentRepository(session).get_agent(_agent_id(call))
    take_step(session, call, status_of(call).rung_at(), at)
    session.flush()
    ring_outside(session, deps, call, transfer, at)
    if wanted.kind is TransferKind.WARM:
        _begin_warm(session, deps, call, queue, agent.endpoint, at)
    else:
        leave_to_outside(session, deps, call, queue, at)


def _begin_warm(session: Session, deps: Deps, call: CallRow, queue: QueueRow, endpoint: str, at: datetime) -> None:
    if call.pending is CallAction.HOLD:
        words = tell(session, deps.settings, call, CallerTold.PLEASE_WAIT)
        OutboxRepository(session).add_order(call, OrderKind.HOLD, endpoint, at, spoken=words)
    announce_colleague(deps, call, queue, at)


def _new(session: Session, deps: Deps, call: CallRow, kind: TransferKind, at: datetime, **to: Any) -> TransferRow:
    held = call.state is CallState.HELD
    transfer = TransferRow(
        transfer_id=uuid4(),
        call_id=call.call_id,
        kind=kind,
        state=TransferState.RINGING if held else TransferState.STARTING,
        from_agent_id=_agent_id(call),
        from_queue_id=call.queue_id,
        began_at=at,
        since_at=at,
        expires_at=None if "to_queue_id" in to else at + timedelta(seconds=deps.settings.consult_seconds),
        **to,
    )
    TransferRepository(session).add(transfer)
    if kind is TransferKind.WARM:
        transfer.may_complete = deps.host.may_complete(session, call.call_id, transfer.transfer_id)
    call.transfer_id = transfer.transfer_id
    session.flush()
    return transfer


def _bring_back(session: Session, deps: Deps, call: CallRow, queue: QueueRow, *, surely: bool) -> None:
    at = deps.now()
    forget_that_agent_went(session, call)
    if call.colleague_state is not None:
        end_colleague(session, deps, call, queue, ColleagueOutcome.ENDED, at)
    step = brought_back(status_of(call))
    endpoint = AgentRepository(session).get_agent(_agent_id(call)).endpoint
    outbox = OutboxRepository(session)
    if surely:  # should the carrier have given the caller away meanwhile, it takes them back
        outbox.add_order(call, OrderKind.JOIN_AGENT, endpoint, at)
    waited = step.pending is CallAction.RESUME and not call.conferring
    words = tell(session, deps.settings, call, CallerTold.BACK_WITH_AGENT) if waited else ()
    if surely or step.pending is CallAction.RESUME:
        outbox.add_order(call, OrderKind.RESUME, endpoint, at, spoken=words)
    take_step(session, call, step, at)
    session.flush()
    announce_colleague(deps, call, queue, at)
    settle(session, deps, queue.queue_group_id, QueueMoves(), at)


def _agent_id(call: CallRow) -> UUID:
    if call.agent_id is None:
        raise NotYourCallError(call_id=str(call.call_id))
    return call.agent_id

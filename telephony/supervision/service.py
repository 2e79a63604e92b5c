"""A supervisor listens to a call, whispers to its agent or barges in. Nothing here commits.

Who may is the host's to say, before. The carrier is asked; the report of the room says what is so.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from telephony.agents.repository import AgentRepository
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.colleagues.service import end_colleague
from telephony.contract import (
    AgentState,
    CallAction,
    ColleagueOutcome,
    EventKind,
    RecordingDeed,
    RecordingState,
    SupervisionMode,
    SupervisionOutcome,
    SupervisionSnapshot,
    SupervisionState,
)
from telephony.deps import Deps
from telephony.errors import (
    AgentTransitionRefusedError,
    CallTransitionRefusedError,
    RecordingPausedError,
    SupervisedAlreadyError,
    SupervisingError,
)
from telephony.providers.base import OrderKind, RoomState
from telephony.providers.repository import OutboxRepository
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.models import QueueRow
from telephony.queues.repository import QueueRepository
from telephony.supervision.endings import end_row, end_supervision, show, status_of, write_step
from telephony.supervision.models import SupervisionRow
from telephony.supervision.repository import SupervisionRepository
from telephony.supervision.states import may_supervise, shown_to_agent
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.times import utc

_ORDERS: Final[Mapping[SupervisionMode, OrderKind]] = MappingProxyType(
    {
        SupervisionMode.LISTEN: OrderKind.LISTEN,
        SupervisionMode.WHISPER: OrderKind.WHISPER,
        SupervisionMode.BARGE: OrderKind.BARGE,
    }
)
ORDERS: Final = frozenset(_ORDERS.values())
_TAKES_CALLS: Final = frozenset({AgentState.READY, AgentState.ON_CALL})


def supervise(
    session: Session, deps: Deps, call_id: UUID, supervisor_id: UUID, mode: SupervisionMode, *, machine_at: datetime
) -> SupervisionSnapshot:
    """Have the supervisor be in the call in this mode, or go over to it. `machine_at` is the machine's clock.

    Raises:
        CallNotFoundError: No such call.
        CallTransitionRefusedError: No agent speaks with a customer in it, it is the supervisor's own, or what is asked
            for is so already or asked for.
        SupervisedAlreadyError: Another supervisor is in it.
        SupervisingError: The supervisor is in another call.
        AgentTransitionRefusedError: The supervisor takes calls now.
        RecordingPausedError: The recording of the call is paused, or was asked to be.
    """
    call, at = CallRepository(session).lock_call(call_id), deps.now()
    if call.agent_id is None or not may_supervise(call.state, call.direction):
        raise CallTransitionRefusedError(state=call.state.value, action=mode.value)
    if call.recording is RecordingState.PAUSED or call.recording_asked is RecordingDeed.PAUSE:
        raise RecordingPausedError
    supervisions = SupervisionRepository(session)
    there = supervisions.find_of_call(call)
    if there is not None and there.supervisor_id != supervisor_id:
        raise SupervisedAlreadyError
    if there is not None:
        write_step(there, status_of(there).asked(mode), at)
        session.flush()
    else:
        there = _begin(session, deps, call, supervisor_id, mode, machine_at, at)
    OutboxRepository(session).add_order(call, _ORDERS[mode], there.endpoint, at)
    deps.host.supervision_changed(
        session,
        call_id=call_id,
        supervisor_id=supervisor_id,
        agent_id=there.agent_id,
        deed=mode.value,
        over=False,
        at=at,
    )
    deps.journal.add(EventKind.SUPERVISION_CHANGED, call_id, topics=[], at=at)  # there is an order: a doorbell
    return supervision_snapshot(there)


def leave(session: Session, deps: Deps, supervisor_id: UUID) -> None:
    """Have the supervisor leave the call that they are in, if they are in one."""
    found = SupervisionRepository(session).find_of_supervisor(supervisor_id)
    if found is None:
        return
    call = CallRepository(session).lock_call(found.call_id)
    if call.supervision_id != found.supervision_id:
        return  # it has ended meanwhile
    queue = QueueRepository(session).get_queue(call.queue_id)
    end_supervision(session, deps, call, SupervisionOutcome.LEFT, deps.now(), queue=queue)


def follow_supervision(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, room: RoomState, at: datetime
) -> None:
    """A report has come of a call with a supervisor, and its own steps are taken: see how they stand in the room."""
    row = SupervisionRepository(session).find_of_call(call)
    if row is None:
        return
    before = status_of(row)
    step = before.after_report(room.supervisor_mode if room.supervisor_endpoint == row.endpoint else None)
    if step == before:
        return
    if step.state is SupervisionState.LEFT:
        end_supervision(session, deps, call, SupervisionOutcome.LINE_LOST, at, line_stays=False, queue=queue)
        return
    if row.joined_at is None:
        row.joined_at = at
        TimerRepository(session).clear_timer(TimerKind.SUPERVISOR_JOINS, call.call_id)
    write_step(row, step, at)
    session.flush()
    shown = shown_to_agent(row.state, listening_shown=deps.settings.listening_shown)
    show(session, deps, call, queue, shown, at)


def supervision_failed(session: Session, deps: Deps, call: CallRow, endpoint: str, at: datetime) -> None:
    """The carrier has not done what a supervisor asked for: who is not in is never in, who is stays as they are."""
    row = SupervisionRepository(session).find_of_call(call)
    if row is None or row.endpoint != endpoint:
        return
    step = status_of(row).given_up()
    if step.state is SupervisionState.LEFT:
        # Should the carrier have joined the line without our hearing of it, it is not to stay in the room.
        end_supervision(session, deps, call, SupervisionOutcome.NOT_JOINED, at)
    else:
        write_step(row, step, at)
        session.flush()


def supervisor_not_joined(session: Session, deps: Deps, call: CallRow) -> None:
    """The carrier has not joined the supervisor's line in time. The group is locked."""
    row = SupervisionRepository(session).find_of_call(call)
    if row is not None and row.state is SupervisionState.JOINING:
        end_supervision(session, deps, call, SupervisionOutcome.NOT_JOINED, deps.now())


def leave_while_paused(session: Session, deps: Deps, call: CallRow, at: datetime) -> None:
    """The recording of the call is paused, since a card number is said: nobody listens meanwhile. The group is
    locked."""
    if call.supervision_id is not None:
        queue = QueueRepository(session).get_queue(call.queue_id)
        end_supervision(session, deps, call, SupervisionOutcome.RECORDING_PAUSED, at, queue=queue)


def end_left_over(
    session: Session, deps: Deps, supervision_id: UUID, call_id: UUID, silent_since: datetime
) -> SupervisionOutcome | None:
    """End a supervision in which nobody should be any more; None where all is well by now."""
    call = CallRepository(session).lock_call(call_id)
    row = SupervisionRepository(session).find(supervision_id)
    if row is None or row.ended_at is not None:
        return None
    outcome, at = _why_left_over(session, call, row, silent_since), deps.now()
    if outcome is None:
        return None
    if call.supervision_id == supervision_id:
        queue = QueueRepository(session).get_queue(call.queue_id)
        end_supervision(session, deps, call, outcome, at, queue=queue)
    else:
        end_row(session, deps, call, row, outcome, at)
    return outcome


def remove_colleague(session: Session, deps: Deps, call_id: UUID) -> None:
    """A supervisor takes whoever was called into a call out of it; the customer and their agent are as they would be
    had the agent ended it.

    Raises:
        CallNotFoundError: No such call.
        CallTransitionRefusedError: Nobody is in it beside its agent, or it is being handed over to them.
    """
    call = CallRepository(session).lock_call(call_id)
    if call.colleague_state is None or call.pending is CallAction.COMPLETE_TRANSFER:
        raise CallTransitionRefusedError(state=call.state.value, action=OrderKind.REMOVE_COLLEAGUE.value)
    queue, at = QueueRepository(session).get_queue(call.queue_id), deps.now()
    end_colleague(session, deps, call, queue, ColleagueOutcome.ENDED, at)
    settle(session, deps, queue.queue_group_id, QueueMoves(), at)


def supervision_snapshot(row: SupervisionRow) -> SupervisionSnapshot:
    """Return the supervisor's own part as their desktop shows it."""
    return SupervisionSnapshot(
        supervision_id=row.supervision_id,
        call_id=row.call_id,
        agent_id=row.agent_id,
        state=row.state,
        pending=row.pending,
        allowed=status_of(row).allowed(),
        outcome=row.outcome,
        began_at=utc(row.began_at),
        since_at=utc(row.since_at),
    )


def _begin(
    session: Session,
    deps: Deps,
    call: CallRow,
    supervisor_id: UUID,
    mode: SupervisionMode,
    machine_at: datetime,
    at: datetime,
) -> SupervisionRow:
    if call.agent_id is None or supervisor_id in {call.agent_id, call.colleague_id, call.guest_id}:
        raise CallTransitionRefusedError(state=call.state.value, action=mode.value)
    own = AgentRepository(session).find_agent(supervisor_id)
    if own is not None and (own.state in _TAKES_CALLS or own.offer_id is not None):
        raise AgentTransitionRefusedError(state=own.state.value, action=mode.value)
    row = SupervisionRow(
        supervision_id=uuid4(),
        call_id=call.call_id,
        supervisor_id=supervisor_id,
        agent_id=call.agent_id,
        endpoint=f"agent:{supervisor_id}" if own is None else own.endpoint,
        state=SupervisionState.JOINING,
        pending=mode,
        outcome=None,
        began_at=at,
        since_at=at,
        joined_at=None,
        ended_at=None,
        heard_at=machine_at,
    )
    if not SupervisionRepository(session).add(row):
        raise SupervisingError
    call.supervision_id = row.supervision_id
    call.version += 1
    session.flush()
    join_by = at + timedelta(seconds=deps.settings.connect_seconds)
    TimerRepository(session).set_timer(TimerKind.SUPERVISOR_JOINS, call.call_id, join_by)
    return row


def _why_left_over(
    session: Session, call: CallRow, row: SupervisionRow, silent_since: datetime
) -> SupervisionOutcome | None:
    if call.supervision_id != row.supervision_id or not may_supervise(call.state, call.direction):
        return SupervisionOutcome.CALL_ENDED
    own = AgentRepository(session).find_agent(row.supervisor_id)
    if own is not None and own.state in _TAKES_CALLS:
        return SupervisionOutcome.TOOK_CALLS
    return SupervisionOutcome.DESKTOP_LOST if row.heard_at < silent_since else None

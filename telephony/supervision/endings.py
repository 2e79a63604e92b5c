"""How a supervisor comes to be in a call no more. Callers hold the group's lock."""

from datetime import datetime

from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.calls.snapshots import call_snapshot, colleague_snapshot
from telephony.contract import ColleagueState, DeskChange, EventKind, SupervisionMode, SupervisionOutcome
from telephony.deps import Deps
from telephony.events.journal import agent_topic
from telephony.providers.base import OrderKind
from telephony.providers.repository import OutboxRepository
from telephony.queues.models import QueueRow
from telephony.supervision.models import SupervisionRow
from telephony.supervision.repository import SupervisionRepository
from telephony.supervision.states import Supervision
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository


def status_of(row: SupervisionRow) -> Supervision:
    """Return the part of a row that the state table decides on."""
    return Supervision(state=row.state, pending=row.pending, outcome=row.outcome)


def write_step(row: SupervisionRow, step: Supervision, at: datetime) -> None:
    """Bring the row to `step`. Time never runs backwards."""
    if step.state is not row.state:
        row.since_at = max(at, row.since_at)
        row.state = step.state
    row.pending, row.outcome = step.pending, step.outcome


def end_supervision(
    session: Session,
    deps: Deps,
    call: CallRow,
    outcome: SupervisionOutcome,
    at: datetime,
    *,
    line_stays: bool = True,
    queue: QueueRow | None = None,
) -> None:
    """Have the supervisor be out of the call, if there is one; their line is taken out of the room, unless it is gone
    by itself (not `line_stays`).

    With a `queue`, the call's, the agent is told; without one whoever ends or passes the call on tells of it.
    """
    row = SupervisionRepository(session).find_of_call(call)
    if row is None:
        return
    was_shown = call.supervised is not None
    call.supervision_id = call.supervised = None
    end_row(session, deps, call, row, outcome, at, line_stays=line_stays)
    if queue is not None and was_shown:
        call.version += 1
        tell_agent(session, deps, call, queue, at)


def end_row(
    session: Session,
    deps: Deps,
    call: CallRow,
    row: SupervisionRow,
    outcome: SupervisionOutcome,
    at: datetime,
    *,
    line_stays: bool = True,
) -> None:
    """End one supervision, whatever the call says of it."""
    if row.ended_at is not None:
        return
    write_step(row, status_of(row).left(outcome), at)
    row.ended_at = row.since_at
    session.flush()
    TimerRepository(session).clear_timer(TimerKind.SUPERVISOR_JOINS, call.call_id)
    if line_stays:
        OutboxRepository(session).add_order(call, OrderKind.LEAVE, row.endpoint, at)
        deps.journal.add(EventKind.SUPERVISION_CHANGED, call.call_id, topics=[], at=at)  # a doorbell for the outbox
    deps.host.supervision_changed(
        session,
        call_id=call.call_id,
        supervisor_id=row.supervisor_id,
        agent_id=row.agent_id,
        deed=outcome.value,
        over=True,
        at=at,
    )


def show(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, shown: SupervisionMode | None, at: datetime
) -> None:
    """Have the agent's desk show what a supervisor does in the call."""
    if call.supervised is shown:
        return
    call.supervised = shown
    call.version += 1
    tell_agent(session, deps, call, queue, at)


def tell_agent(session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """Tell the agent, and a colleague who is in the call, how it stands now."""
    session.flush()
    kind = EventKind.SUPERVISION_CHANGED
    if call.agent_id is not None:
        change = DeskChange(call=call_snapshot(call, queue))
        deps.journal.add(kind, call.call_id, topics=[agent_topic(call.agent_id)], change=change, at=at)
    if call.colleague_state is ColleagueState.JOINED and call.colleague_id is not None:
        theirs = DeskChange(call=colleague_snapshot(call, queue))
        deps.journal.add(kind, call.call_id, topics=[agent_topic(call.colleague_id)], change=theirs, at=at)

"""Wrap-up as the mode of the queue wants it. Callers hold the group's lock and settle the queues after."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from telephony.agents.announcements import announce_agent, announce_day
from telephony.agents.changes import take_step
from telephony.agents.models import AgentRow
from telephony.agents.snapshots import agent_snapshot, status_of
from telephony.agents.states import AgentTrigger
from telephony.asking import ask_host
from telephony.calls.models import CallRow
from telephony.calls.snapshots import call_snapshot, facts_of, left_snapshot
from telephony.contract import AgentAction, AgentState, CallSnapshot, DeskChange, EventKind
from telephony.database import update_later, write_later
from telephony.deps import Deps
from telephony.events.journal import agent_topic
from telephony.queues.models import QueueRow
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.times import seconds_between
from telephony.transfers.repository import LegRepository
from telephony.transfers.settled import tell_who_gave_it
from telephony.wrap_up.models import WrapUpExtensionRow
from telephony.wrap_up.states import Ends, Plan


def plan_of(queue: QueueRow) -> Plan:
    """Return what a queue wants of the wrap-up of its calls."""
    return Plan(
        mode=queue.wrap_up_mode,
        outcome_required=queue.outcome_required,
        seconds=queue.wrap_up_seconds,
        extensions_left=queue.wrap_up_extensions,
        extension_seconds=queue.wrap_up_extension_seconds,
    )


def begin_wrap_up(session: Session, deps: Deps, agent: AgentRow, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """The agent's call has ended at `at`, or goes on without them: they go to wrap-up, or are done where their queue
    wants none."""
    status = status_of(agent)
    plan = status.wrap_up or plan_of(queue)
    required = plan.outcome_required
    done = plan.ends is Ends.AT_ONCE and _close_record(session, deps, agent, call, queue, at, outcome_required=required)
    if not done:
        # The limit counts from now: a report that comes late must not eat the agent's time.
        plan = plan.begun(deps.now())
        planned_end_at = plan.planned_end_at(deps.now())
        step = status.after(AgentTrigger.CALL_ENDED)
        take_step(session, agent, step.with_wrap_up(plan), at, call_id=call.call_id, planned_end_at=planned_end_at)
        if plan.limit_at is not None:
            TimerRepository(session).set_timer(TimerKind.WRAP_UP_ENDS, agent.agent_id, plan.limit_at)
    change = DeskChange(
        call=_shown(session, agent, call, queue, at), agent=agent_snapshot(agent, deps.settings.miss_limit)
    )
    topics = [agent_topic(agent.agent_id)]
    deps.journal.add(EventKind.CALL_ENDED, call.call_id, topics=topics, change=change, at=at)
    if done:
        end_work(session, deps, agent, call, at)
    else:
        announce_agent(deps, agent, at)


def _shown(session: Session, agent: AgentRow, call: CallRow, queue: QueueRow, at: datetime) -> CallSnapshot:
    """Return the call as its end is told to the agent, and keep that where it goes on without them."""
    if call.agent_id == agent.agent_id:
        return call_snapshot(call, queue)
    shown = left_snapshot(call, queue, at)
    part = LegRepository(session).find_wrapping_up(call.call_id, agent.agent_id)
    if part is not None:
        part.shown = shown.model_dump(mode="json")
        session.flush()
    return shown


def end_work(session: Session, deps: Deps, agent: AgentRow, call: CallRow, at: datetime) -> None:
    """The work on the call is done: it counts as handled, and the agent is what they chose before, or ready."""
    status = status_of(agent)
    _count_work(session, agent, call, at)
    drop_limit(session, agent)
    planned = None if status.next is None else status.next.planned_seconds
    planned_end_at = None if planned is None else at + timedelta(seconds=planned)
    take_step(session, agent, status.work_done(), at, planned_end_at=planned_end_at)
    topics = [agent_topic(agent.agent_id)]
    deps.journal.add(EventKind.WRAP_UP_FINISHED, call.call_id, topics=topics, change=DeskChange(call_gone=True), at=at)
    announce_agent(deps, agent, at)
    announce_day(session, deps, agent.agent_id, at)


def close_by_hand(session: Session, deps: Deps, agent: AgentRow, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """Somebody frees the agent from their wrap-up: the record ends with the outcome that was chosen or as the host's
    own, the call counts as handled, and no clock runs any more. What the agent is then is the caller's to say."""
    _close_record(session, deps, agent, call, queue, at, outcome_required=False)
    _count_work(session, agent, call, at)
    drop_limit(session, agent)
    announce_day(session, deps, agent.agent_id, at)


def set_limit_timer(session: Session, agent: AgentRow, at: datetime) -> None:
    """Have the end of the agent's wrap-up become due when its plan says, or now where that is past, if the clock is to
    end it."""
    plan = status_of(agent).wrap_up
    if agent.call_id is not None and plan is not None and plan.limit_at is not None:
        TimerRepository(session).set_timer(TimerKind.WRAP_UP_ENDS, agent.agent_id, max(at, plan.limit_at))


def drop_limit(session: Session, agent: AgentRow) -> None:
    """No clock ends the agent's wrap-up any more: it is over, or was none."""
    plan = status_of(agent).wrap_up
    if agent.call_id is not None and plan is not None and plan.limit_at is not None:
        TimerRepository(session).clear_timer(TimerKind.WRAP_UP_ENDS, agent.agent_id)


def limit_reached(session: Session, deps: Deps, agent: AgentRow, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """The time of an agent's wrap-up is up: the agent is free, unless an outcome is required and missing."""
    if agent.state is not AgentState.WRAP_UP or agent.call_id != call.call_id:
        return
    status = status_of(agent)
    if status.wrap_up is None or not status.wrap_up.ran_out(at):
        return
    required = status.wrap_up.outcome_required
    if _close_record(session, deps, agent, call, queue, at, outcome_required=required):
        end_work(session, deps, agent, call, at)
        return
    take_step(session, agent, status.with_wrap_up(status.wrap_up.outcome_missing()), at)
    session.flush()
    announce_agent(deps, agent, at)


def outcome_chosen(session: Session, deps: Deps, agent: AgentRow, call: CallRow, queue: QueueRow, at: datetime) -> bool:
    """An outcome of the call has been chosen: say whether it was all that was missing, and the agent is free now."""
    plan = status_of(agent).wrap_up
    if agent.state is not AgentState.WRAP_UP or agent.call_id != call.call_id or plan is None or not plan.overdue:
        return False
    if not _close_record(session, deps, agent, call, queue, at, outcome_required=plan.outcome_required):
        return False
    end_work(session, deps, agent, call, at)
    return True


def ask_of_wrap_up(session: Session, agent: AgentRow, action: AgentAction, at: datetime) -> None:
    """Do what the agent asks of the wrap-up, or that nothing be chosen for after it.

    Raises:
        AgentTransitionRefusedError: It is not allowed now.
    """
    status = status_of(agent)
    before = None if status.wrap_up is None else status.wrap_up.limit_at
    step = status.acting(action)
    take_step(session, agent, step, at)
    if action is AgentAction.EXTEND_WRAP_UP and step.wrap_up is not None and step.wrap_up.limit_at is not None:
        agent.planned_end_at = step.wrap_up.limit_at
        set_limit_timer(session, agent, at)
        if agent.call_id is not None and before is not None:
            write_later(
                session,
                WrapUpExtensionRow(
                    extension_id=uuid4(),
                    call_id=agent.call_id,
                    agent_id=agent.agent_id,
                    asked_at=at,
                    from_at=before,
                    until_at=step.wrap_up.limit_at,
                ),
            )


def _count_work(session: Session, agent: AgentRow, call: CallRow, at: datetime) -> None:
    wrapped_seconds = seconds_between(agent.since_at, at) if agent.state is AgentState.WRAP_UP else 0
    if call.agent_id != agent.agent_id:
        LegRepository(session).finish(call.call_id, agent.agent_id, at, wrapped_seconds)
        return
    call.wrapped_up_at = at
    call.wrap_up_seconds = wrapped_seconds
    update_later(session, call)


def _close_record(
    session: Session,
    deps: Deps,
    agent: AgentRow,
    call: CallRow,
    queue: QueueRow,
    at: datetime,
    *,
    outcome_required: bool,
) -> bool:
    facts = facts_of(call, queue)
    closed = ask_host(
        session,
        "work_ended",
        lambda: deps.host.work_ended(session, facts, agent_id=agent.agent_id, at=at, outcome_required=outcome_required),
        otherwise=False,
    )
    if closed and call.transfer_id is not None:
        tell_who_gave_it(session, deps.journal, call.call_id, agent.agent_id, at)
    return closed

"""An agent as they cross the wire."""

from sqlalchemy.orm import object_session

from telephony.agents.models import AgentRow
from telephony.agents.states import Agent, Next
from telephony.contract import AgentSnapshot, AskedNext, NextState, WrapUp
from telephony.times import utc
from telephony.transfers.asked import asked_snapshots
from telephony.wrap_up.states import Plan, plan_from_json


def status_of(row: AgentRow) -> Agent:
    """Return the part of a row that the state table decides on."""
    return Agent(
        state=row.state,
        reason=row.given_reason,
        misses=row.misses,
        next=None if row.next_state is None else Next(row.next_state, row.next_reason, row.next_planned_seconds),
        wrap_up=plan_from_json(row.wrap_up),
    )


def agent_snapshot(row: AgentRow, miss_limit: int) -> AgentSnapshot:
    """Return the agent with the actions allowed now."""
    status = status_of(row)
    return AgentSnapshot(
        agent_id=row.agent_id,
        state=row.state,
        reason=row.given_reason,
        since_at=utc(row.since_at),
        planned_end_at=None if row.planned_end_at is None else utc(row.planned_end_at),
        next=None if status.next is None else _next_state(status.next),
        wrap_up=None if status.wrap_up is None else _wrap_up(status.wrap_up),
        misses=row.misses,
        miss_limit=miss_limit,
        allowed=status.allowed(),
        allowed_next=status.allowed_next(),
        asked=_asked(row),
        version=row.version,
    )


def _asked(row: AgentRow) -> tuple[AskedNext, ...]:
    """Nothing is read for an agent for whom nobody asks."""
    session = object_session(row)
    return () if session is None or row.kept_for_id is None else asked_snapshots(session, row.agent_id)


def _next_state(chosen: Next) -> NextState:
    return NextState(state=chosen.state, reason=chosen.reason, planned_seconds=chosen.planned_seconds)


def _wrap_up(plan: Plan) -> WrapUp:
    return WrapUp(
        mode=plan.mode,
        outcome_required=plan.outcome_required,
        limit_at=None if plan.limit_at is None else utc(plan.limit_at),
        overdue=plan.overdue,
        requested=plan.requested,
        extensions_left=plan.extensions_left,
        extension_seconds=plan.extension_seconds,
    )

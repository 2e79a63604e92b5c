"""Writes a step of the state table into an agent's row, and the stretch that it ends and begins."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.agents.causes import cause_of
from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.states import Agent, Next
from telephony.contract import AgentState, ChosenReason, SystemReason
from telephony.wrap_up.states import Plan, plan_from_json


def take_step(
    session: Session,
    row: AgentRow,
    step: Agent,
    at: datetime,
    *,
    call_id: UUID | None = None,
    planned_end_at: datetime | None = None,
    by: UUID | None = None,
) -> None:
    """Bring the agent to `step`, with `call_id` for a call or its wrap-up. Time never runs backwards.

    A step that leaves state and reason as they are begins no new stretch: its call and planned end stay too. `by` is
    the supervisor who did it by hand.
    """
    at = max(at, row.since_at)
    row.misses = step.misses
    row.version += 1
    _write_next(row, step.next)
    _write_plan(row, step.wrap_up)
    if (step.state, step.reason) == (row.state, row.given_reason):
        return
    if step.state is AgentState.READY:
        row.idle_since_at = at
    row.state, row.since_at = step.state, at
    row.reason = step.reason if isinstance(step.reason, ChosenReason) else None
    row.system_reason = step.reason if isinstance(step.reason, SystemReason) else None
    row.call_id, row.planned_end_at = call_id, planned_end_at
    AgentRepository(session).begin_stretch(row, at, cause_of(step.cause, by_supervisor=by is not None), by=by)


def _write_next(row: AgentRow, chosen: Next | None) -> None:
    # Only what differs is assigned: every column that is, is written.
    wanted = (None, None, None) if chosen is None else (chosen.state, chosen.reason, chosen.planned_seconds)
    if wanted != (row.next_state, row.next_reason, row.next_planned_seconds):
        row.next_state, row.next_reason, row.next_planned_seconds = wanted


def _write_plan(row: AgentRow, plan: Plan | None) -> None:
    if plan != plan_from_json(row.wrap_up):
        row.wrap_up = None if plan is None else plan.as_json()

"""The day of each agent against the plan, live while it lasts."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from agent_desktop.contract.rules import AwayReasons
from agent_desktop.contract.staffing import AdherenceDay, AgentAdherence, PlanActivity, PlannedTime
from agent_desktop.records.staffing.adherence import adherence_of, does, kinds_of, planned_at
from agent_desktop.records.staffing.history import ONE_DAY, begin_of_day
from agent_desktop.records.staffing.plan import PlanRepository
from agent_desktop.records.staffing.plan_file import LONGEST_SHIFT
from agent_desktop.server.staffing.repository import Agent, AgentRepository
from agent_desktop.server.staffing.rules import StaffingRules


def adherence_day(
    session: Session, rules: StaffingRules, day: date, agents: Sequence[Agent], now: datetime, reasons: AwayReasons
) -> AdherenceDay:
    """Return the adherence of those of `agents` who have a shift that begins on this day. `reasons` are those that are
    published: what being not ready counts as is theirs to say."""
    kinds = kinds_of(reasons.reasons)
    since, until = begin_of_day(day, rules.zone), begin_of_day(day + ONE_DAY, rules.zone)
    # A night's shift and its breaks belong to the day on which it begins.
    known = PlanRepository(session).planned_between(since, until + LONGEST_SHIFT, {each.agent_id for each in agents})
    plans = {agent_id: _begun_on(plan, since, until) for agent_id, plan in known.items()}
    planned = {agent_id: plan for agent_id, plan in plans.items() if plan}
    end = max((each.until_at for plan in planned.values() for each in plan), default=until)
    as_of = min(now, max(end, until))
    spent = AgentRepository(session).spent(since, max(end, until), now, set(planned))
    found = []
    for agent in agents:
        plan = planned.get(agent.agent_id)
        if plan is None:
            continue
        told = adherence_of(plan, spent.get(agent.agent_id, ()), as_of, kinds)
        due = planned_at(plan, now) if since <= now < max(end, until) else None
        is_live = since <= now < until
        found.append(
            AgentAdherence(
                agent_id=agent.agent_id,
                agent_name=agent.display_name,
                team=agent.team,
                planned_seconds=told.planned,
                adherent_seconds=told.adherent,
                adherence=told.adherence,
                work_planned_seconds=told.work_planned,
                work_seconds=told.worked,
                conformance=told.conformance,
                late_seconds=told.late,
                early_seconds=told.early,
                break_planned_seconds=told.pause_planned,
                break_seconds=told.paused,
                now=None if due is None else due.activity,
                now_reason="" if due is None else due.reason,
                is_adherent=None if due is None else does(due, agent.state, agent.reason, kinds),
                state=agent.state if is_live else "",
                state_reason=agent.reason if is_live else "",
                state_since_at=agent.since_at if is_live else None,
                plan=tuple(plan),
            )
        )
    return AdherenceDay(day=day, as_of=as_of, agents=tuple(found))


def _begun_on(plan: Sequence[PlannedTime], since: datetime, until: datetime) -> list[PlannedTime]:
    """Return the shifts that begin in this time, with what lies in them."""
    shifts = [each for each in plan if each.activity is PlanActivity.WORK and since <= each.from_at < until]
    return [
        each
        for each in plan
        if each in shifts or any(shift.from_at <= each.from_at < shift.until_at for shift in shifts)
    ]

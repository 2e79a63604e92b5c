"""Shift plans that supervisors bring in: previewed, brought in as they were seen, and listed."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.rules import AwayReasons
from agent_desktop.contract.sessions import Person
from agent_desktop.contract.staffing import (
    PROBLEMS_MOST,
    PlanProblem,
    ShiftImport,
    ShiftImportDetail,
    ShiftImports,
    ShiftPlanPreview,
)
from agent_desktop.records.staffing.keeping import NamesOf
from agent_desktop.records.staffing.plan import (
    Plan,
    PlanRepository,
    bring_in,
    changes_of,
    import_of,
    plan_of,
    untouched,
)
from agent_desktop.records.staffing.plan_file import KnownAgent, PlanRead, read_plan
from agent_desktop.server.staffing.errors import ShiftImportNotFoundError, ShiftPlanChangedError
from agent_desktop.server.staffing.repository import AgentRepository
from agent_desktop.server.staffing.rules import StaffingRules
from agent_desktop.server.staffing.scope import scope_of
from agent_desktop.server.unit_of_work import UnitOfWork

CHANGES_SHOWN = 500
"""So many agents' days are told of a preview at most; its counts are of all."""


def preview_plan(
    session: Session, rules: StaffingRules, person: Person, content: str, reasons: AwayReasons
) -> ShiftPlanPreview:
    """Return what a file would do; nothing is changed."""
    read, plan, ours = _read(session, rules, person, content, reasons)
    days = plan.days
    left = untouched(session, plan, rules.zone, set(ours)) if days else set()
    return ShiftPlanPreview(
        fingerprint=plan.fingerprint,
        problems=tuple(
            PlanProblem(
                row=each.row,
                column=each.column,
                code=each.code.value,
                value=each.value[:80],
                details=dict(each.details),
            )
            for each in read.problems[:PROBLEMS_MOST]
        ),
        problem_count=len(read.problems),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        agents=len(plan.agents),
        shifts=plan.shifts,
        replaced=plan.replaced,
        changes=plan.changes[:CHANGES_SHOWN],
        untouched=tuple(sorted(ours[agent_id] for agent_id in left)),
    )


def import_plan(
    work: UnitOfWork,
    rules: StaffingRules,
    person: Person,
    names_of: NamesOf,
    reasons: AwayReasons,
    *,
    file_name: str,
    content: str,
    seen: str,
) -> ShiftImport:
    """Bring in what was previewed.

    Raises:
        ShiftPlanChangedError: It has problems, or would do something else than was seen.
    """
    read, plan, _ = _read(work.session, rules, person, content, reasons)
    if read.problems or not plan.changes or plan.fingerprint != seen:
        raise ShiftPlanChangedError
    row = bring_in(work.session, plan, file_name=file_name, zone=rules.zone, by=person.user_id, at=work.now())
    if row is None:
        raise ShiftPlanChangedError
    return import_of(row, names_of)


def list_imports(session: Session, names_of: NamesOf) -> ShiftImports:
    """List the plans that were brought in, the newest first."""
    return ShiftImports(imports=tuple(import_of(row, names_of) for row in PlanRepository(session).list_imports()))


def read_import(
    session: Session, shift_import_id: UUID, names_of: NamesOf, agents: Collection[UUID] | None = None
) -> ShiftImportDetail:
    """Return one plan with what it changed for these agents (None: all).

    Raises:
        ShiftImportNotFoundError: There is no such plan.
    """
    row = PlanRepository(session).find_import(shift_import_id)
    if row is None:
        raise ShiftImportNotFoundError
    changes = tuple(each for each in changes_of(row, names_of) if agents is None or each.agent_id in agents)
    return ShiftImportDetail(shift_import=import_of(row, names_of), changes=changes)


def _read(
    session: Session, rules: StaffingRules, person: Person, content: str, reasons: AwayReasons
) -> tuple[PlanRead, Plan, dict[UUID, str]]:
    """Read a file. The last of the answer are the agents that the person looks after, with their names."""
    scope, known, ours = scope_of(session, person), {}, {}
    for agent in AgentRepository(session).list_agents():
        is_ours = scope.holds_agent(agent_team=agent.team, queue_ids=agent.queues)
        known[agent.name.lower()] = KnownAgent(agent.agent_id, is_ours)
        if is_ours:
            ours[agent.agent_id] = agent.display_name
    read = read_plan(content, known, rules.zone, reasons.reasons)
    return read, plan_of(session, read.lines, content, rules.zone, ours), ours

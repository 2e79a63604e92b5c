"""Brings a shift plan in: what it would change, the change itself, and the plans that were brought in before.

When people work is `records.callbacks.shifts`'; what they do in their shifts other than take calls is here.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.callback_lists import Shift
from agent_desktop.contract.staffing import PlanActivity, PlanChange, PlannedTime, ShiftImport
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.callbacks.shifts import ShiftRepository, put_shifts
from agent_desktop.records.database import table_of
from agent_desktop.records.staffing.history import ONE_DAY, begin_of_day
from agent_desktop.records.staffing.keeping import NamesOf
from agent_desktop.records.staffing.models import ShiftActivityRow, ShiftImportRow
from agent_desktop.records.staffing.plan_file import PlanLine

IMPORTS_SHOWN: Final = 100

_ACTIVITIES: Final = table_of(ShiftActivityRow)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a plan changes: each agent's day of it, by name and day. `fingerprint` is of the file and of what was there
    before, so that nobody brings in what they have not seen."""

    changes: tuple[PlanChange, ...]
    fingerprint: str

    @property
    def days(self) -> list[date]:
        return sorted({change.day for change in self.changes})

    @property
    def agents(self) -> set[UUID]:
        return {change.agent_id for change in self.changes}

    @property
    def shifts(self) -> int:
        return _shifts(each.after for each in self.changes)

    @property
    def replaced(self) -> int:
        return _shifts(each.before for each in self.changes)


class PlanRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def planned_between(
        self, from_at: datetime, until_at: datetime, agents: Collection[UUID] | None = None
    ) -> dict[UUID, list[PlannedTime]]:
        """Return what was planned for these agents (None: all) that touches this time, in order."""
        found: dict[UUID, list[PlannedTime]] = {}
        for agent_id, start, end in ShiftRepository(self._session).list_between(from_at, until_at, agents):
            found.setdefault(agent_id, []).append(PlannedTime(from_at=start, until_at=end))
        query = sa.select(_ACTIVITIES).where(_ACTIVITIES.c.until_at > from_at, _ACTIVITIES.c.from_at < until_at)
        if agents is not None:
            query = query.where(_ACTIVITIES.c.agent_id.in_(agents))
        for row in self._session.execute(query):
            planned = PlannedTime(
                from_at=row.from_at, until_at=row.until_at, activity=PlanActivity(row.activity), reason=row.reason
            )
            found.setdefault(row.agent_id, []).append(planned)
        for each in found.values():
            each.sort(key=lambda planned: (planned.from_at, planned.activity is not PlanActivity.WORK))
        return found

    def replace_activities(
        self, agent_id: UUID, from_at: datetime, until_at: datetime, activities: Iterable[PlannedTime]
    ) -> None:
        """Have an agent do these within this time; what was there before goes."""
        gone = sa.delete(_ACTIVITIES).where(
            _ACTIVITIES.c.agent_id == agent_id, _ACTIVITIES.c.from_at >= from_at, _ACTIVITIES.c.from_at < until_at
        )
        self._session.execute(gone)
        rows = [
            {
                "agent_id": agent_id,
                "from_at": each.from_at,
                "until_at": each.until_at,
                "activity": each.activity,
                "reason": each.reason,
            }
            for each in activities
        ]
        if rows:
            self._session.execute(sa.insert(_ACTIVITIES), rows)

    def list_imports(self) -> Sequence[ShiftImportRow]:
        query = sa.select(ShiftImportRow).order_by(ShiftImportRow.imported_at.desc()).limit(IMPORTS_SHOWN)
        return self._session.scalars(query).all()

    def find_import(self, shift_import_id: UUID) -> ShiftImportRow | None:
        return self._session.get(ShiftImportRow, shift_import_id)


def plan_of(session: Session, lines: Sequence[PlanLine], content: str, zone: tzinfo, names: Mapping[UUID, str]) -> Plan:
    """Return what the lines of a plan would change. `names` are the agents'."""
    by_day: dict[tuple[UUID, date], list[PlannedTime]] = {}
    for line in sorted(lines, key=lambda each: each.from_at):
        by_day.setdefault((line.agent_id, line.day), []).append(line.planned)
    if not by_day:
        return Plan((), "")
    days = [day for _, day in by_day]
    since, until = begin_of_day(min(days), zone), begin_of_day(max(days) + ONE_DAY, zone)
    known = PlanRepository(session).planned_between(since, until, {agent_id for agent_id, _ in by_day})
    changes = []
    for (agent_id, day), after in by_day.items():
        begin, end = begin_of_day(day, zone), begin_of_day(day + ONE_DAY, zone)
        before = tuple(each for each in known.get(agent_id, ()) if begin <= each.from_at < end)
        changes.append(
            PlanChange(
                agent_id=agent_id, agent_name=names.get(agent_id, ""), day=day, before=before, after=tuple(after)
            )
        )
    changes.sort(key=lambda each: (each.agent_name, str(each.agent_id), each.day))
    told = content + "".join(each.model_dump_json() for each in changes)
    return Plan(tuple(changes), hashlib.sha256(told.encode()).hexdigest())


def untouched(session: Session, plan: Plan, zone: tzinfo, agents: Collection[UUID]) -> set[UUID]:
    """Return those of `agents` who have a shift on one of the plan's days and are not in it: they stay as they are."""
    found: set[UUID] = set()
    others = set(agents) - plan.agents
    for day in plan.days:
        begin, end = begin_of_day(day, zone), begin_of_day(day + ONE_DAY, zone)
        listed = ShiftRepository(session).list_between(begin, end, others)
        found.update(agent_id for agent_id, start, _ in listed if begin <= start)
    return found


def bring_in(
    session: Session, plan: Plan, *, file_name: str, zone: tzinfo, by: UUID, at: datetime
) -> ShiftImportRow | None:
    """Replace the plan's days of its agents. None where a shift runs into another, which the file's check forbids."""
    repository = PlanRepository(session)
    for run in _runs(plan.changes):
        agent_id, begin = run[0].agent_id, begin_of_day(run[0].day, zone)
        end = begin_of_day(run[-1].day + ONE_DAY, zone)
        after = [planned for each in run for planned in each.after]
        shifts = [
            Shift(from_at=each.from_at, until_at=each.until_at) for each in after if each.activity is PlanActivity.WORK
        ]
        if not put_shifts(session, agent_id, from_at=begin, until_at=end, shifts=shifts, by=by, at=at):
            return None
        others = [each for each in after if each.activity is not PlanActivity.WORK]
        repository.replace_activities(agent_id, begin, end, others)
    row = ShiftImportRow(
        shift_import_id=uuid4(),
        imported_at=at,
        imported_by=by,
        file_name=file_name,
        fingerprint=plan.fingerprint,
        first_day=plan.days[0],
        last_day=plan.days[-1],
        agents=len(plan.agents),
        shifts=plan.shifts,
        replaced=plan.replaced,
        before=[_kept(each, each.before) for each in plan.changes if each.before],
        after=[_kept(each, each.after) for each in plan.changes],
    )
    session.add(row)
    session.flush()
    record_change(
        session, at=at, by=by, what="shift_plan.imported", record_kind="shift_import", record_id=row.shift_import_id,
        detail={"agents": row.agents, "shifts": row.shifts, "replaced": row.replaced},
    )  # fmt: skip
    return row


def import_of(row: ShiftImportRow, names_of: NamesOf) -> ShiftImport:
    """Return what is told of a plan that was brought in."""
    return ShiftImport(
        shift_import_id=row.shift_import_id,
        imported_at=row.imported_at,
        by_name=names_of({row.imported_by}).get(row.imported_by, ""),
        file_name=row.file_name,
        first_day=row.first_day,
        last_day=row.last_day,
        agents=row.agents,
        shifts=row.shifts,
        replaced=row.replaced,
    )


def changes_of(row: ShiftImportRow, names_of: NamesOf) -> tuple[PlanChange, ...]:
    """Return what a plan changed, as it was then."""
    names = names_of({UUID(each["agent_id"]) for each in row.after})
    before = {(each["agent_id"], each["day"]): each["planned"] for each in row.before}
    return tuple(
        PlanChange(
            agent_id=UUID(each["agent_id"]),
            agent_name=names.get(UUID(each["agent_id"]), ""),
            day=date.fromisoformat(each["day"]),
            before=tuple(map(PlannedTime.model_validate, before.get((each["agent_id"], each["day"]), ()))),
            after=tuple(map(PlannedTime.model_validate, each["planned"])),
        )
        for each in row.after
    )


def _kept(change: PlanChange, planned: Iterable[PlannedTime]) -> dict[str, Any]:
    return {
        "agent_id": str(change.agent_id),
        "day": change.day.isoformat(),
        "planned": [each.model_dump(mode="json") for each in planned],
    }


def _runs(changes: Iterable[PlanChange]) -> list[list[PlanChange]]:
    """Part the changes, in the order of agent and day, into runs of days that follow one another."""
    runs: list[list[PlanChange]] = []
    for change in changes:
        last = runs[-1][-1] if runs else None
        if last is not None and last.agent_id == change.agent_id and last.day + ONE_DAY == change.day:
            runs[-1].append(change)
        else:
            runs.append([change])
    return runs


def _shifts(plans: Iterable[Iterable[PlannedTime]]) -> int:
    return sum(planned.activity is PlanActivity.WORK for each in plans for planned in each)

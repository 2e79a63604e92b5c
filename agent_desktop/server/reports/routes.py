"""``/v1/figures`` and ``/v1/reports``: what figures mean and count, and reports of them. Each look is audited."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.figures import (
    AboutCell,
    DefineLevel,
    ExplainedFigure,
    Figure,
    ItemPage,
    LevelDefinitions,
    ListItems,
)
from agent_desktop.contract.reports import (
    KeepReport,
    KeptReport,
    KeptReportTable,
    ReportQuery,
    ReportSubjectWords,
    ReportTable,
    SavedReport,
    SaveReport,
    SaveSchedule,
    Schedule,
    Schedules,
)
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.audit.service import record_look
from agent_desktop.server.auth.rules import ADMINISTRATORS, SignedIn
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.figures.catalogue import SUBJECTS
from agent_desktop.server.figures.levels import define_level, level_definitions
from agent_desktop.server.reports.explaining import explain, list_items
from agent_desktop.server.reports.keeping import ReportDesk
from agent_desktop.server.reports.reach import READERS, REPORTERS, is_own_only, subjects_for
from agent_desktop.server.reports.tables import count_table
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

LEVEL_READERS: Final = SignedIn(frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR, Role.COMPLIANCE}))

Reader = Annotated[Person, Depends(READERS)]
Reporter = Annotated[Person, Depends(REPORTERS)]
LevelReader = Annotated[Person, Depends(LEVEL_READERS)]
Administrator = Annotated[Person, Depends(ADMINISTRATORS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def figure_routes(desk: ReportDesk) -> APIRouter:
    """Build the routes of figures."""
    router = APIRouter(tags=["figures"])
    book = desk.book

    @router.get("/figures")
    def figures(person: Reader) -> list[Figure]:
        return [rule.figure for subject in subjects_for(person) for rule in SUBJECTS[subject].figures]

    @router.get("/figures/levels")
    def levels(person: LevelReader, work: Unit) -> LevelDefinitions:
        may_define = Role.ADMINISTRATOR in person.roles
        return level_definitions(work.session, book.today(work.now()), may_define=may_define)

    @router.post("/figures/levels")
    def define(command: DefineLevel, person: Administrator, work: Unit) -> LevelDefinitions:
        session, at = work.session, work.now()

        def shown() -> LevelDefinitions:
            return level_definitions(session, book.today(at), may_define=True)

        def do() -> LevelDefinitions:
            define_level(session, command, today=book.today(at), by=person.user_id, at=at)
            return shown()

        return once(
            session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line("level", command),
            at=at,
            do=do,
            kept=lambda _: {"done": True},
            again=lambda _: shown(),
        )

    @router.post("/figures/explained")
    def explained(about: AboutCell, person: Reader, work: Unit) -> ExplainedFigure:
        _look(work, person, "figure.explained", {"figure": about.figure})
        return explain(work.session, book, person, about, work.now())

    @router.post("/figures/items")
    def items(about: ListItems, person: Reader, work: Unit) -> ItemPage:
        page = list_items(work.session, book, person, about, work.now())
        _look(work, person, "figure.items_listed", {"figure": about.figure, "items": len(page.items)})
        return page

    return router


def report_routes(desk: ReportDesk) -> APIRouter:
    """Build the routes of reports."""
    router = APIRouter(tags=["reports"])
    book = desk.book

    @router.get("/reports/subjects")
    def subjects(person: Reader) -> list[ReportSubjectWords]:
        return [
            ReportSubjectWords(
                subject=subject,
                name=SUBJECTS[subject].name,
                key_name=SUBJECTS[subject].key_name,
                figures=tuple(rule.figure.id for rule in SUBJECTS[subject].figures),
                own_only=is_own_only(person, subject),
            )
            for subject in subjects_for(person)
        ]

    @router.post("/reports/tables")
    def table(query: ReportQuery, person: Reader, work: Unit) -> ReportTable:
        _look(work, person, "report.shown", {"subject": query.subject.value, "step": query.step.value})
        return count_table(work.session, book, person, query, work.now())

    @router.get("/reports/kept")
    def list_kept(person: Reporter, work: Unit) -> list[KeptReport]:
        return list(desk.list_kept(work.session, person))

    @router.post("/reports/kept")
    def keep(command: KeepReport, person: Reporter, work: Unit) -> KeptReport:
        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line("keep report", command),
            at=work.now(),
            do=lambda: desk.keep(work.session, person, command, work.now()),
            kept=lambda answer: answer.model_dump(mode="json"),
            again=KeptReport.model_validate,
        )

    @router.get("/reports/kept/{kept_id}")
    def kept(kept_id: UUID, person: Reporter, work: Unit) -> KeptReportTable:
        found = desk.kept(work.session, person, kept_id)
        _look(work, person, "report.kept_shown", {"kept": str(kept_id)})
        return found

    @router.get("/reports/saved")
    def list_saved(person: Reporter, work: Unit) -> list[SavedReport]:
        return list(desk.list_saved(work.session, person))

    @router.put("/reports/saved/{saved_id}")
    def save(saved_id: UUID, command: SaveReport, person: Reporter, work: Unit) -> SavedReport:
        return desk.save(work.session, person, saved_id, command, work.now())

    @router.delete("/reports/saved/{saved_id}")
    def remove_saved(saved_id: UUID, seen_version: int, person: Reporter, work: Unit) -> list[SavedReport]:
        desk.remove_saved(work.session, person, saved_id, seen_version, work.now())
        return list(desk.list_saved(work.session, person))

    @router.get("/reports/schedules")
    def list_schedules(person: Reporter, work: Unit) -> Schedules:
        return desk.list_schedules(work.session, person, work.now())

    @router.put("/reports/schedules/{schedule_id}")
    def schedule(schedule_id: UUID, command: SaveSchedule, person: Reporter, work: Unit) -> Schedule:
        return desk.schedule(work.session, person, schedule_id, command, work.now())

    @router.delete("/reports/schedules/{schedule_id}")
    def remove_schedule(schedule_id: UUID, seen_version: int, person: Reporter, work: Unit) -> Schedules:
        desk.remove_schedule(work.session, person, schedule_id, seen_version, work.now())
        return desk.list_schedules(work.session, person, work.now())

    return router


def _look(work: UnitOfWork, person: Person, what: str, detail: Mapping[str, str | int]) -> None:
    at: datetime = work.now()
    record_look(
        work.session, at=at, by=person.user_id, what=what, record_kind="report", record_id=None, detail=dict(detail)
    )

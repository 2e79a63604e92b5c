"""``/v1/staffing``: forecast, agents needed, shift plan and adherence, for supervisors."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from sqlalchemy.orm import Session

from agent_desktop.contract.rules import AwayReasons
from agent_desktop.contract.sessions import Person
from agent_desktop.contract.staffing import (
    AdherenceDay,
    ForecastState,
    ImportShiftPlan,
    MakeForecast,
    NextHalfHour,
    ShiftImport,
    ShiftImportDetail,
    ShiftImports,
    ShiftPlanFile,
    ShiftPlanPreview,
    StaffingDay,
)
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.staffing.keeping import ForecastRepository, NamesOf, card_of
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.auth.rules import SUPERVISORS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.staffing.adherence import adherence_day
from agent_desktop.server.staffing.day import Asked, day_of, next_half_hour
from agent_desktop.server.staffing.making import Forecasting
from agent_desktop.server.staffing.plans import import_plan, list_imports, preview_plan, read_import
from agent_desktop.server.staffing.rules import StaffingRules
from agent_desktop.server.staffing.scope import agents_of, known_to
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Supervisor = Annotated[Person, Depends(SUPERVISORS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]
Queues = Annotated[list[str] | None, Query(alias="queue")]


def staffing_routes(rules: StaffingRules, forecasting: Forecasting, reasons: Callable[[], AwayReasons]) -> APIRouter:
    """Build the routes. `reasons` says why agents may be not ready now."""
    router = APIRouter(prefix="/staffing", tags=["staffing"])

    @router.get("/forecast")
    def forecast(_: Supervisor, work: Unit) -> ForecastState:
        return state_of(work.session)

    def state_of(session: Session) -> ForecastState:
        row = ForecastRepository(session).find_newest()
        under_way, problem = forecasting.state
        return ForecastState(
            newest=None if row is None else card_of(row, _names_in(session)), under_way=under_way, problem=problem
        )

    @router.post("/forecast")
    def make(command: MakeForecast, person: Supervisor, work: Unit) -> ForecastState:
        def do() -> ForecastState:
            record_change(
                work.session, at=work.now(), by=person.user_id, what="forecast.asked", record_kind="forecast",
                record_id=command.command_id,
            )  # fmt: skip
            forecasting.ask(person.user_id)
            return state_of(work.session)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line("forecast", command),
            at=work.now(),
            do=do,
            kept=lambda _: {"done": True},
            again=lambda _: state_of(work.session),
        )

    @router.get("/days/{day}")
    def a_day(day: date, person: Supervisor, work: Unit, queues: Queues = None) -> StaffingDay:
        return day_of(work.session, rules, day, asked(person, work, queues))

    @router.get("/next")
    def following(person: Supervisor, work: Unit, queues: Queues = None) -> NextHalfHour:
        return next_half_hour(work.session, rules, asked(person, work, queues))

    def asked(person: Person, work: UnitOfWork, queues: Collection[str] | None) -> Asked:
        agents = agents_of(work.session, person)
        return Asked(tuple(sorted(set(queues or ()))), work.now(), agents, _names_in(work.session))

    @router.get("/adherence/{day}")
    def adherence(day: date, person: Supervisor, work: Unit) -> AdherenceDay:
        return adherence_day(work.session, rules, day, agents_of(work.session, person), work.now(), reasons())

    @router.post("/shift-plan/preview")
    def preview(file: ShiftPlanFile, person: Supervisor, work: Unit) -> ShiftPlanPreview:
        return preview_plan(work.session, rules, person, file.content, reasons())

    @router.post("/shift-plan")
    def bring_in(command: ImportShiftPlan, person: Supervisor, work: Unit) -> ShiftImport:
        def do() -> ShiftImport:
            return import_plan(
                work,
                rules,
                person,
                _names_in(work.session),
                reasons(),
                file_name=command.file_name,
                content=command.content,
                seen=command.fingerprint,
            )

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line("shift plan", command),
            at=work.now(),
            do=do,
            kept=lambda done: {"shift_import_id": str(done.shift_import_id)},
            again=lambda kept: (
                read_import(work.session, UUID(kept["shift_import_id"]), _names_in(work.session)).shift_import
            ),
        )

    @router.get("/shift-plan/imports")
    def imports(_: Supervisor, work: Unit) -> ShiftImports:
        return list_imports(work.session, _names_in(work.session))

    @router.get("/shift-plan/imports/{shift_import_id}")
    def one_import(shift_import_id: UUID, person: Supervisor, work: Unit) -> ShiftImportDetail:
        return read_import(work.session, shift_import_id, _names_in(work.session), known_to(work.session, person))

    return router


def _names_in(session: Session) -> NamesOf:
    def names_of(user_ids: Collection[UUID]) -> Mapping[UUID, str]:
        return UserRepository(session).list_display_names(user_ids)

    return names_of

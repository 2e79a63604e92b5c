"""``/v1/sources``: how the source systems stand, their loads and refused rows; and where a value came from."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.sessions import Person
from agent_desktop.contract.sources import (
    Freshnesses,
    LoadFailure,
    Origins,
    RefusedRows,
    RunLoad,
    ScheduleState,
    Sources,
    SourceState,
)
from agent_desktop.records.audit.service import record_change, record_look
from agent_desktop.records.sources.errors import ScheduleNotFoundError
from agent_desktop.records.sources.models import ScheduledLoadRow
from agent_desktop.records.sources.origins import origins_of_customer
from agent_desktop.records.sources.schedule_repository import ScheduleRepository
from agent_desktop.records.sources.service import (
    freshnesses,
    refused_rows,
    source_states,
)
from agent_desktop.server.auth.rules import CUSTOMER_READERS, RECORD_KEEPERS, SignedIn
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.sources.scheduled import GIVEN_UP_AFTER
from agent_desktop.server.sources.timetable import ScheduledLoad
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Keeper = Annotated[Person, Depends(RECORD_KEEPERS)]
Reader = Annotated[Person, Depends(CUSTOMER_READERS)]
Anybody = Annotated[Person, Depends(SignedIn())]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def source_routes(loads: Sequence[ScheduledLoad], asked_for: Callable[[], None]) -> APIRouter:
    """Build the routes. `asked_for` is called once somebody's wish for a load is kept."""
    router = APIRouter(tags=["sources"])
    by_name = {load.name: load for load in loads}

    def told(work: UnitOfWork) -> Sources:
        at = work.now()
        kept = {row.name: row for row in ScheduleRepository(work.session).list_all()}
        schedules = tuple(_schedule(load, kept.get(load.name), at=at) for load in loads)
        sources = tuple(_with_schedules(source, loads, at=at) for source in source_states(work.session, at=at))
        return Sources(sources=sources, schedules=schedules)

    @router.get("/sources")
    def read_sources(person: Keeper, work: Unit) -> Sources:  # noqa: ARG001  the rule is all that is asked
        return told(work)

    @router.get("/sources/freshness")
    def read_freshness(person: Anybody, work: Unit) -> Freshnesses:  # noqa: ARG001
        return freshnesses(work.session, at=work.now())

    @router.get("/sources/{source}/rejects")
    def read_rejects(source: str, person: Keeper, work: Unit) -> RefusedRows:
        found = refused_rows(work.session, source)
        if found.rows:  # a reason may hold a value of a customer's
            record_look(
                work.session,
                at=work.now(),
                by=person.user_id,
                what="rejects.listed",
                record_kind="source",
                record_id=None,
                detail={"source": source, "rows": len(found.rows)},
            )
        return found

    @router.post("/sources/schedules/{name}/runs")
    def run(name: str, command: RunLoad, person: Keeper, work: Unit) -> Sources:
        if name not in by_name:
            raise ScheduleNotFoundError(name)

        def do() -> Sources:
            at = work.now()
            ScheduleRepository(work.session).ask(name, by=person.user_id, at=at)
            record_change(
                work.session,
                at=at,
                by=person.user_id,
                what="load.asked",
                record_kind="source",
                record_id=None,
                detail={"schedule": name},
            )
            work.session.flush()
            asked_for()
            return told(work)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"run load {name}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},
            again=lambda _: told(work),
        )

    @router.get("/customers/{customer_id}/origins")
    def read_origins(customer_id: UUID, person: Reader, work: Unit) -> Origins:
        found = origins_of_customer(work.session, customer_id)
        _looked(work, person, customer_id)
        return found

    return router


def _looked(work: UnitOfWork, person: Person, customer_id: UUID) -> None:
    record_look(
        work.session,
        at=work.now(),
        by=person.user_id,
        what="origins.shown",
        record_kind="customer",
        record_id=customer_id,
    )


def _with_schedules(source: SourceState, loads: Sequence[ScheduledLoad], *, at: datetime) -> SourceState:
    # What loads it alone comes before what loads others too.
    mine = sorted((load for load in loads if source.source in load.covers), key=lambda load: len(load.covers))
    nexts = [next_at for load in mine if (next_at := load.next_after(at)) is not None]
    return source.model_copy(
        update={"schedules": tuple(load.name for load in mine), "next_at": min(nexts, default=None)}
    )


def _schedule(load: ScheduledLoad, row: ScheduledLoadRow | None, *, at: datetime) -> ScheduleState:
    told = ScheduleState(name=load.name, kind=load.kind, next_at=load.next_after(at))
    if row is None:
        return told
    told = told.model_copy(update={"asked_at": row.asked_at})
    speaks = row.beat_at is not None and row.beat_at >= at - GIVEN_UP_AFTER
    if row.owner is not None and row.finished_at is None and speaks:
        running = {"running_since": row.started_at, "step": row.step, "step_of": row.step_of}
        return told.model_copy(update=running | {"percent": row.percent})
    if row.failure and row.finished_at is not None:
        failed = LoadFailure(at=row.finished_at, code=row.failure, details=row.failure_details)
        return told.model_copy(update={"failed": failed, "retry_at": load.retry_at(row.finished_at)})
    return told

"""``/v1/complaint-clocks``, ``/v1/complaints/{id}/clocks``, ``/v1/complaint-warnings`` and ``/v1/calendars``."""

from collections.abc import Callable
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from sqlalchemy.orm import Session

from agent_desktop.contract.base import Request
from agent_desktop.contract.complaint_clocks import (
    AskExtension,
    CalendarYear,
    ClockRules,
    ClockWarnings,
    ComplaintClocks,
    DecideExtension,
    MarkClocks,
    PauseClock,
    PreviewClocks,
    ReachComplaints,
    ReachPreview,
    ResumeClock,
    SeenWarnings,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_change, record_look
from agent_desktop.records.complaint_clocks.errors import ClockNotFoundError
from agent_desktop.records.complaint_clocks.reaching import Reaching
from agent_desktop.records.complaint_clocks.reading import ClockReader
from agent_desktop.records.complaint_clocks.repository import ClockRepository
from agent_desktop.records.complaint_clocks.service import ComplaintClocks as ClockService
from agent_desktop.records.complaint_clocks.warnings import list_warnings, see_warnings
from agent_desktop.records.complaints.access import Who, departments_of, get_readable, lock_workable
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.complaints.states import Actor
from agent_desktop.server.auth.rules import COMPLAINT_READERS, RULE_KEEPERS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

RuleKeeper = Annotated[Person, Depends(RULE_KEEPERS)]
Reader = Annotated[Person, Depends(COMPLAINT_READERS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]

_MAY_ACT: Final = frozenset({Actor.OWNER, Actor.HANDLER, Actor.SUPERVISOR, Actor.COMPLIANCE})
_MAY_APPROVE: Final = _MAY_ACT | {Actor.ADMINISTRATOR}


def clock_routes(clocks: ClockService, reader: ClockReader, complaints: ComplaintBook, reaching: Reaching) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["complaint clocks"])

    @router.post("/complaint-clocks/preview")
    def preview(wanted: PreviewClocks, person: Reader, work: Unit) -> ComplaintClocks:
        del person
        return reader.preview(wanted, work.now())

    @router.get("/complaint-clocks/rules")
    def rules(person: Reader) -> ClockRules:
        del person
        return reader.rules()

    @router.get("/complaint-clocks/reach")
    def preview_reach(
        _: RuleKeeper, work: Unit, after: UUID | None = None, through: UUID | None = None
    ) -> ReachPreview:
        return reaching.preview(work.session, at=work.now(), after=after, through=through)

    @router.post("/complaint-clocks/reach")
    def reach(command: ReachComplaints, person: RuleKeeper, work: Unit) -> ReachPreview:
        def first() -> ReachPreview:
            reached = reaching.reach(
                work.session, after=command.after, through=command.through, digest=command.digest,
                reason=command.reason, by=person.user_id, at=work.now(), events=work.records,
            )  # fmt: skip
            record_change(
                work.session, at=work.now(), by=person.user_id, what="complaint_rules.reached",
                record_kind="complaint", record_id=None, detail={
                    "complaints": reached.complaints, "through": str(command.through), "digest": command.digest,
                    "rules": {each.rule_id: each.count for each in reached.rules},
                },
            )  # fmt: skip
            return reached

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line("reach complaints", command),
            at=work.now(),
            do=first,
            kept=lambda answer: {"answer": answer.model_dump(mode="json")},
            again=lambda kept: ReachPreview.model_validate(kept["answer"]),
        )

    @router.get("/calendars/{code}/{year}")
    def calendar(code: str, year: Annotated[int, Path(ge=1990, le=2099)], person: Reader) -> CalendarYear:
        del person
        return reader.year(code, year)

    @router.get("/complaints/{complaint_id}/clocks")
    def read(complaint_id: UUID, person: Reader, work: Unit) -> ComplaintClocks:
        get_readable(work.session, complaint_id, who_of(person), departments_of(complaints, person.team))
        return look(work, complaint_id, person)

    @router.post("/complaints/{complaint_id}/clocks/marks")
    def mark(complaint_id: UUID, command: MarkClocks, person: Reader, work: Unit) -> ComplaintClocks:
        def do(session: Session) -> None:
            clocks.mark(
                session,
                complaint_id,
                command.mark,
                happened_at=command.happened_at,
                by=person.user_id,
                at=work.now(),
                events=work.records,
            )

        lock_workable(work.session, complaint_id, who_of(person), _MAY_ACT)
        return acted(work, person, command, f"mark clocks {complaint_id}", complaint_id, do)

    @router.post("/complaint-clocks/{clock_id}/pause")
    def pause(clock_id: UUID, command: PauseClock, person: Reader, work: Unit) -> ComplaintClocks:
        def do(session: Session) -> None:
            clocks.pause(
                session,
                clock_id,
                seen_version=command.seen_version,
                reason=command.reason,
                by=person.user_id,
                at=work.now(),
                events=work.records,
            )

        return acted(work, person, command, f"pause clock {clock_id}", complaint_of(work, clock_id, person), do)

    @router.post("/complaint-clocks/{clock_id}/resume")
    def resume(clock_id: UUID, command: ResumeClock, person: Reader, work: Unit) -> ComplaintClocks:
        def do(session: Session) -> None:
            clocks.resume(
                session,
                clock_id,
                seen_version=command.seen_version,
                by=person.user_id,
                at=work.now(),
                events=work.records,
            )

        return acted(work, person, command, f"resume clock {clock_id}", complaint_of(work, clock_id, person), do)

    @router.post("/complaint-clocks/{clock_id}/extensions")
    def ask_extension(clock_id: UUID, command: AskExtension, person: Reader, work: Unit) -> ComplaintClocks:
        def do(session: Session) -> None:
            clocks.ask_extension(
                session,
                clock_id,
                seen_version=command.seen_version,
                stage=command.stage,
                reason=command.reason,
                by=person.user_id,
                at=work.now(),
                events=work.records,
            )

        return acted(work, person, command, f"extend clock {clock_id}", complaint_of(work, clock_id, person), do)

    @router.post("/complaint-clocks/{clock_id}/extensions/{extension_id}/decision")
    def decide_extension(
        clock_id: UUID, extension_id: UUID, command: DecideExtension, person: Reader, work: Unit
    ) -> ComplaintClocks:
        def do(session: Session) -> None:
            clocks.decide_extension(
                session,
                clock_id,
                extension_id,
                seen_version=command.seen_version,
                approved=command.approved,
                reason=command.reason,
                by=person.user_id,
                roles={role.value for role in person.roles},
                at=work.now(),
                events=work.records,
            )

        complaint_id = complaint_of(work, clock_id, person, allowed=_MAY_APPROVE)
        return acted(work, person, command, f"decide extension {extension_id}", complaint_id, do)

    @router.get("/complaint-warnings")
    def warnings(person: Reader, work: Unit) -> ClockWarnings:
        return told(work, person)

    @router.post("/complaint-warnings/seen")
    def seen(command: SeenWarnings, person: Reader, work: Unit) -> ClockWarnings:
        see_warnings(work.session, person.user_id, command.warning_ids, work.now())
        return list_warnings(work.session, person.user_id, work.now())

    def told(work: UnitOfWork, person: Person) -> ClockWarnings:
        shown = list_warnings(work.session, person.user_id, work.now())
        if shown.warnings:
            record_look(
                work.session,
                at=work.now(),
                by=person.user_id,
                what="complaint_warnings.listed",
                record_kind="complaint",
                record_id=None,
                detail={"complaint_ids": [str(each) for each in {each.complaint_id for each in shown.warnings}]},
            )
        return shown

    def look(work: UnitOfWork, complaint_id: UUID, person: Person) -> ComplaintClocks:
        record_look(
            work.session,
            at=work.now(),
            by=person.user_id,
            what="complaint_clocks.shown",
            record_kind="complaint",
            record_id=complaint_id,
        )
        return reader.clocks(work.session, complaint_id, work.now())

    def complaint_of(work: UnitOfWork, clock_id: UUID, person: Person, *, allowed: frozenset[Actor] = _MAY_ACT) -> UUID:
        complaint_id = ClockRepository(work.session).find_complaint(clock_id)
        if complaint_id is None:
            raise ClockNotFoundError(clock_id)
        lock_workable(work.session, complaint_id, who_of(person), allowed)
        return complaint_id

    def acted(
        work: UnitOfWork,
        person: Person,
        command: Any,
        what: str,
        complaint_id: UUID,
        do: Callable[[Session], None],
    ) -> ComplaintClocks:
        def first() -> ComplaintClocks:
            do(work.session)
            return look(work, complaint_id, person)

        body: Request = command
        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(what, body),
            at=work.now(),
            do=first,
            kept=lambda _: {},
            again=lambda _: look(work, complaint_id, person),
        )

    return router


def who_of(person: Person) -> Who:
    """Return somebody as the records of complaints know them."""
    return Who(person.user_id, person.roles, person.team)

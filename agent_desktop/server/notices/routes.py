"""``/v1/notices``: supervisors write to agents and teams, and see who has read it."""

from collections.abc import Callable, Collection
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from agent_desktop.contract.notices import Notice, Notices, OwnNotices, ReadNotice, SendNotice, WithdrawNotice
from agent_desktop.contract.sessions import Person
from agent_desktop.records.notices.errors import NoticeNotFoundError
from agent_desktop.records.notices.repository import NoticeRepository
from agent_desktop.records.notices.service import KEPT_FOR, read, send, withdraw
from agent_desktop.server.auth.rules import AGENTS, SUPERVISORS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.errors import NotAllowedError
from agent_desktop.server.notices.service import Floor, notices_of, own_notices, readers_of, shown_to
from agent_desktop.server.unit_of_work import UnitOfWork, UnitsOfWork, unit_of_work
from agent_desktop.server.workers import Repeated
from telephony.contract import EventKind
from telephony.events.journal import FLOOR_TOPIC, agent_topic

Supervisor = Annotated[Person, Depends(SUPERVISORS)]
Agent = Annotated[Person, Depends(AGENTS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]
CLEANED_EVERY_SECONDS = 3600.0


def notice_worker(units: UnitsOfWork) -> Repeated:
    """Return the thread that forgets old notices."""

    def run() -> None:
        with units.begin() as work:
            NoticeRepository(work.session).delete_sent_before(work.now() - KEPT_FOR)

    return Repeated("notices", run, every_seconds=CLEANED_EVERY_SECONDS)


def notice_routes() -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["notices"])

    @router.get("/notices")
    def listed(person: Supervisor, work: Unit) -> Notices:
        return notices_of(work.session, person, work.now())

    @router.post("/notices")
    def write(command: SendNotice, person: Supervisor, work: Unit) -> Notice:
        def do() -> Notice:
            to = Floor(work.session, person).named(command)
            send(work.session, command, to, by=person.user_id, at=work.now())
            _tell(work, command.notice_id, to)
            return _shown(work, person, command.notice_id)

        return _once(work, person, command.notice_id, "notice", command, do, command.notice_id)

    @router.post("/notices/{notice_id}/withdrawal")
    def take_back(notice_id: UUID, command: WithdrawNotice, person: Supervisor, work: Unit) -> Notice:
        def do() -> Notice:
            row = NoticeRepository(work.session).find(notice_id)
            if row is not None and row.by_id != person.user_id:
                raise NotAllowedError
            withdraw(work.session, notice_id, by=person.user_id, at=work.now())
            _tell(work, notice_id, readers_of(work.session, notice_id))
            return _shown(work, person, notice_id)

        return _once(work, person, command.command_id, f"withdraw {notice_id}", command, do, notice_id)

    @router.get("/notices/own")
    def own(person: Agent, work: Unit) -> OwnNotices:
        return own_notices(work.session, person.user_id, work.now())

    @router.post("/notices/own/{notice_id}/reading")
    def note_reading(notice_id: UUID, command: ReadNotice, person: Agent, work: Unit) -> OwnNotices:
        def do() -> OwnNotices:
            read(work.session, notice_id, by=person.user_id, at=work.now())
            _tell(work, notice_id, [person.user_id])
            return own_notices(work.session, person.user_id, work.now())

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"read {notice_id}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},
            again=lambda _: own_notices(work.session, person.user_id, work.now()),
        )

    return router


def _tell(work: UnitOfWork, notice_id: UUID, people: Collection[UUID]) -> None:
    topics = [FLOOR_TOPIC, *(agent_topic(each) for each in sorted(people))]
    work.journal.add(EventKind.NOTICE_CHANGED, notice_id, topics=topics, at=work.now())


def _shown(work: UnitOfWork, person: Person, notice_id: UUID) -> Notice:
    row = NoticeRepository(work.session).find(notice_id)
    shown = [] if row is None else shown_to(work.session, person, [row], work.now())
    if not shown:
        raise NoticeNotFoundError
    return shown[0]


def _once(
    work: UnitOfWork,
    person: Person,
    command_id: UUID,
    route: str,
    command: BaseModel,
    do: Callable[[], Notice],
    notice_id: UUID,
) -> Notice:
    return once(
        work.session,
        command_id=command_id,
        user_id=person.user_id,
        fingerprint=in_one_line(route, command),
        at=work.now(),
        do=do,
        kept=lambda _: {},
        again=lambda _: _shown(work, person, notice_id),
    )

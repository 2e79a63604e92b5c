"""What callbacks are made with, their figures, who is not to be called, and when colleagues work."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from agent_desktop.contract.callback_lists import (
    AddDoNotCall,
    CallbackFigures,
    CallbackForm,
    CallbackTakers,
    DoNotCall,
    DoNotCallList,
    EndDoNotCall,
    PutShifts,
    ReasonChoice,
    RegionChoice,
    Shift,
    Shifts,
)
from agent_desktop.contract.reports import ReportSubject
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.callbacks.do_not_call import (
    add_do_not_call,
    end_do_not_call,
    list_do_not_call,
    read_do_not_call,
)
from agent_desktop.records.callbacks.errors import CallbackRefusedError, NotOnListError
from agent_desktop.records.callbacks.figures import Looked, callback_figures
from agent_desktop.records.callbacks.shifts import ShiftRepository, put_shifts
from agent_desktop.records.customers.numbers import normalise
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import CustomerNotFoundError, NumberWrongError
from agent_desktop.server.auth.rules import CUSTOMER_READERS, SUPERVISORS
from agent_desktop.server.callbacks.previews import NamesIn
from agent_desktop.server.callbacks.repository import takers_in
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.reports.reach import reach_of
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Anybody = Annotated[Person, Depends(CUSTOMER_READERS)]
Supervisor = Annotated[Person, Depends(SUPERVISORS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def callback_office_routes(book: CallbackBook) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["callbacks"])

    @router.get("/callback-form")
    def form(_: Anybody) -> CallbackForm:
        rules = book.rules
        return CallbackForm(
            reasons=tuple(
                ReasonChoice(
                    code=each.code,
                    kind=each.kind,
                    name=dict(each.name),
                    queue_code=each.queue,
                    is_marketing=each.marketing,
                )
                for each in rules.reasons
            ),
            regions=tuple(
                RegionChoice(code=code, name=dict(region.name), zones=region.zones)
                for code, region in book.places.regions.items()
            ),
            default_minutes=rules.default_minutes,
            longest_days=rules.longest_days,
            window_minutes=rules.window_minutes,
            reminder_minutes=rules.reminder_minutes,
            attempts_most=rules.attempts_most,
        )

    @router.get("/callback-takers")
    def takers(_: Supervisor, work: Unit) -> CallbackTakers:
        return takers_in(work.session)

    @router.get("/callback-figures")
    def figures(
        person: Supervisor,
        work: Unit,
        since_at: Annotated[datetime, Query(alias="since")],
        until_at: Annotated[datetime, Query(alias="until")],
    ) -> CallbackFigures:
        session = work.session
        queues = reach_of(session, person, ReportSubject.QUEUES).queues
        agents = reach_of(session, person, ReportSubject.CALLBACKS).agents
        looked = None if queues is None or agents is None else Looked(queues, agents)
        names = NamesIn(session)
        return callback_figures(session, since_at, until_at, at=work.now(), names_of=names, looked=looked)

    @router.get("/customers/{customer_id}/do-not-call")
    def wishes(customer_id: UUID, person: Anybody, work: Unit) -> DoNotCallList:
        if not CustomerRepository(work.session).exists(customer_id):
            raise CustomerNotFoundError(customer_id)
        record_look(
            work.session, at=work.now(), by=person.user_id, what="do_not_call.shown", record_kind="customer",
            record_id=customer_id,
        )  # fmt: skip
        return list_do_not_call(work.session, customer_id, NamesIn(work.session))

    @router.post("/do-not-call")
    def add(command: AddDoNotCall, person: Anybody, work: Unit) -> DoNotCall:
        def do() -> DoNotCall:
            if command.customer_id is not None and not CustomerRepository(work.session).exists(command.customer_id):
                raise CustomerNotFoundError(command.customer_id)
            number = normalise(command.number, book.options.region) or "" if command.number.strip() else ""
            if command.customer_id is None and not number:
                raise NumberWrongError
            entry_id = add_do_not_call(
                work.session,
                customer_id=command.customer_id,
                number=number,
                scope=command.scope,
                words=command.words,
                by=person.user_id,
                at=work.now(),
            )
            return read(work, entry_id)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line("do not call", command),
            at=work.now(),
            do=do,
            kept=lambda entry: {"entry_id": str(entry.entry_id)},
            again=lambda kept: read(work, UUID(kept["entry_id"])),
        )

    def read(work: UnitOfWork, entry_id: UUID) -> DoNotCall:
        entry = read_do_not_call(work.session, entry_id, NamesIn(work.session))
        if entry is None:
            raise NotOnListError
        return entry

    @router.post("/do-not-call/{entry_id}/end")
    def end(entry_id: UUID, command: EndDoNotCall, person: Anybody, work: Unit) -> DoNotCall:
        def do() -> DoNotCall:
            if not end_do_not_call(work.session, entry_id, words=command.words, by=person.user_id, at=work.now()):
                raise NotOnListError
            return read(work, entry_id)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"call again {entry_id}", command),
            at=work.now(),
            do=do,
            kept=lambda entry: {"entry_id": str(entry.entry_id)},
            again=lambda kept: read(work, UUID(kept["entry_id"])),
        )

    @router.get("/agents/{agent_id}/shifts")
    def shifts(
        agent_id: UUID,
        _: Supervisor,
        work: Unit,
        from_at: Annotated[datetime, Query(alias="from")],
        until_at: Annotated[datetime, Query(alias="until")],
    ) -> Shifts:
        return shifts_of(work, agent_id, from_at, until_at)

    def shifts_of(work: UnitOfWork, agent_id: UUID, from_at: datetime, until_at: datetime) -> Shifts:
        listed = ShiftRepository(work.session).list_of(agent_id, from_at, until_at)
        return Shifts(shifts=tuple(Shift(from_at=start, until_at=end) for start, end in listed))

    @router.put("/agents/{agent_id}/shifts")
    def put(agent_id: UUID, command: PutShifts, person: Supervisor, work: Unit) -> Shifts:
        def do() -> Shifts:
            if not put_shifts(
                work.session,
                agent_id,
                from_at=command.from_at,
                until_at=command.until_at,
                shifts=command.shifts,
                by=person.user_id,
                at=work.now(),
            ):
                raise CallbackRefusedError("shifts_wrong")
            return shifts_of(work, agent_id, command.from_at, command.until_at)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"shifts {agent_id}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {"done": True},
            again=lambda _: shifts_of(work, agent_id, command.from_at, command.until_at),
        )

    return router

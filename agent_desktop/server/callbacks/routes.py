"""``/v1/callbacks``: customers are called back, by somebody, within a window of time, at a lawful hour."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from agent_desktop.contract.callback_lists import CallbackPlan, Callbacks, CallbackScope, PlanCallback
from agent_desktop.contract.callbacks import (
    Callback,
    CallbackDetail,
    CallbackMade,
    CallbackPreview,
    CalledIn,
    ChangeCallback,
    DialCallback,
    FinishCallback,
    MakeCallback,
    TakeCallback,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.callbacks.attempting import Said, finish_attempt
from agent_desktop.records.callbacks.changing import called_in
from agent_desktop.records.callbacks.errors import CallbackNotFoundError
from agent_desktop.records.callbacks.repository import CallbackRepository
from agent_desktop.records.callbacks.showing import (
    audit_look,
    list_callbacks,
    show_callback,
    show_detail,
)
from agent_desktop.server.auth.rules import CUSTOMER_READERS, SEATED
from agent_desktop.server.callbacks.planned import plan_callback
from agent_desktop.server.callbacks.previews import preview_of
from agent_desktop.server.callbacks.service import CallbackDesk
from agent_desktop.server.calls.own import get_readable_call
from agent_desktop.server.commands import DeskOnce, in_one_line, once
from agent_desktop.server.errors import NotAllowedError
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from agent_desktop.service_scripts.at_hand import Scripts
from telephony.contract import DeskSnapshot
from telephony.desk import desk_of
from telephony.outgoing.service import list_outgoing_numbers

Anybody = Annotated[Person, Depends(CUSTOMER_READERS)]
Seated = Annotated[Person, Depends(SEATED)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]

Ended = Callable[[UnitOfWork, Person, UUID], None]
"""Told of a callback that was reached, so that what it was for can end as well."""


def callback_routes(desk: CallbackDesk, scripts: Scripts, desk_once: DeskOnce, reached: Ended) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["callbacks"])

    def seen(work: UnitOfWork, person: Person, callback_id: UUID, what: str = "callback.shown") -> Callback:
        """Show one, which is audited."""
        row = CallbackRepository(work.session).find(callback_id)
        audit_look(work.session, what, [] if row is None else [row], by=person.user_id, at=work.now())
        return show_callback(work.session, callback_id, desk.asking(work, person))

    def callback_once(
        work: UnitOfWork, person: Person, command_id: UUID, route: str, body: BaseModel, do: Callable[[], UUID]
    ) -> Callback:
        def shown() -> Callback:
            return seen(work, person, do())

        return once(
            work.session,
            command_id=command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(route, body),
            at=work.now(),
            do=shown,
            kept=lambda callback: {"callback_id": str(callback.callback_id)},  # names are not kept
            again=lambda kept: seen(work, person, UUID(kept["callback_id"])),
        )

    def preview(work: UnitOfWork, person: Person, callback_id: UUID) -> CallbackPreview:
        repository = CallbackRepository(work.session)
        row, listed = repository.find_row(callback_id), repository.find(callback_id)
        if row is None or listed is None:
            raise CallbackNotFoundError(callback_id)
        audit_look(work.session, "callback.previewed", [listed], by=person.user_id, at=work.now())
        own = list_outgoing_numbers(work.session, desk.telephony.settings, person.user_id)
        codes = tuple(each.code for each in own)
        return preview_of(work.session, row, desk.asking(work, person), scripts, codes)

    @router.get("/callbacks")
    def list_(
        person: Anybody,
        work: Unit,
        scope: CallbackScope = CallbackScope.MINE,
        from_at: Annotated[datetime | None, Query(alias="from")] = None,
        until_at: Annotated[datetime | None, Query(alias="until")] = None,
        customer_id: UUID | None = None,
        *,
        also_ended: bool = False,
        count_only: bool = False,
    ) -> Callbacks:
        asking = desk.asking(work, person)
        needs_supervisor = scope is CallbackScope.EXPIRED or (scope is CallbackScope.ALL and customer_id is None)
        if needs_supervisor and not asking.reader.is_supervisor:
            raise NotAllowedError
        return list_callbacks(
            work.session,
            asking,
            scope,
            from_at=from_at,
            until_at=until_at,
            customer_id=customer_id,
            also_ended=also_ended,
            count_only=count_only,
        )

    @router.post("/callbacks/plan")
    def plan(asked: PlanCallback, person: Anybody, work: Unit) -> CallbackPlan:
        planned = plan_callback(work.session, desk.asking(work, person), asked)
        if planned.open is not None:
            seen(work, person, planned.open.callback_id)
        return planned

    @router.post("/callbacks")
    def make(command: MakeCallback, person: Anybody, work: Unit) -> CallbackMade:
        joined = False

        def do() -> CallbackMade:
            nonlocal joined
            made = desk.make(work, person, command)
            return CallbackMade(callback=seen(work, person, made.row.callback_id), joined=made.joined)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line("make callback", command),
            at=work.now(),
            do=do,
            kept=lambda made: {"callback_id": str(made.callback.callback_id), "joined": made.joined},
            again=lambda kept: CallbackMade(
                callback=seen(work, person, UUID(kept["callback_id"])), joined=bool(kept["joined"])
            ),
        )

    @router.get("/callbacks/{callback_id}")
    def detail(callback_id: UUID, person: Anybody, work: Unit) -> CallbackDetail:
        shown = show_detail(work.session, callback_id, desk.asking(work, person))
        seen(work, person, callback_id)
        return shown

    @router.post("/callbacks/{callback_id}/changes")
    def change(callback_id: UUID, command: ChangeCallback, person: Anybody, work: Unit) -> Callback:
        def do() -> UUID:
            desk.change(work, person, callback_id, command)
            return callback_id

        return callback_once(work, person, command.command_id, f"change callback {callback_id}", command, do)

    @router.post("/callbacks/{callback_id}/take")
    def take(callback_id: UUID, command: TakeCallback, person: Seated, work: Unit) -> CallbackPreview:
        def do() -> CallbackPreview:
            desk.take(work, person, callback_id, command.seen_version)
            return preview(work, person, callback_id)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"take callback {callback_id}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {"callback_id": str(callback_id)},
            again=lambda _: preview(work, person, callback_id),
        )

    @router.post("/callbacks/{callback_id}/dial")
    def dial(callback_id: UUID, command: DialCallback, person: Seated, work: Unit) -> DeskSnapshot:
        def do() -> DeskSnapshot:
            desk.dial(work, person, callback_id, command)
            return desk_of(work.session, desk.telephony.settings, person.user_id, work.now())

        return desk_once(
            work,
            agent_id=person.user_id,
            command_id=command.command_id,
            fingerprint=in_one_line(f"dial callback {callback_id}", command),
            do=do,
        )

    @router.post("/callbacks/{callback_id}/finish")
    def finish(callback_id: UUID, command: FinishCallback, person: Anybody, work: Unit) -> Callback:
        def do() -> UUID:
            row = desk.locked(work, person, callback_id, command.seen_version)
            by_supervisor = desk.asking(work, person).reader.is_supervisor
            said = Said(command.outcome, command.note.strip(), command.next_at, command.do_not_call)
            finish_attempt(desk.doing(work, person), row, said, by_supervisor=by_supervisor)
            desk.sync(work, callback_id)
            if row.ended_at is not None:
                reached(work, person, callback_id)
            return callback_id

        return callback_once(work, person, command.command_id, f"finish callback {callback_id}", command, do)

    @router.post("/callbacks/{callback_id}/called-in")
    def caller_came_first(callback_id: UUID, command: CalledIn, person: Seated, work: Unit) -> Callback:
        def do() -> UUID:
            get_readable_call(work.session, command.call_id, person.user_id)
            row = desk.locked_of_caller(work, person, callback_id, command.seen_version, command.call_id)
            called_in(desk.doing(work, person), row, closes=command.closes, words=command.words.strip())
            desk.sync(work, callback_id)
            if row.ended_at is not None:
                reached(work, person, callback_id)
            return callback_id

        return callback_once(work, person, command.command_id, f"called in {callback_id}", command, do)

    return router

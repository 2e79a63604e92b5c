"""``/v1/help``: an agent calls for a supervisor, and one comes."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.notices import AnswerHelp, AskHelp, CancelHelp, HelpCall, HelpCalls, OwnHelp
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_change
from agent_desktop.server.auth.rules import AGENTS, SEATED, SUPERVISORS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.help.service import help_call, help_calls, own_help, see_help
from agent_desktop.server.unit_of_work import UnitOfWork, UnitsOfWork, unit_of_work
from agent_desktop.server.workers import Repeated
from telephony.app import Telephony
from telephony.contract import SupervisionMode
from telephony.errors import HelpOverError
from telephony.help.service import answer_help, ask_help, cancel_help
from telephony.help.watch import HelpWatch
from telephony.supervision.service import supervise

Supervisor = Annotated[Person, Depends(SUPERVISORS)]
Agent = Annotated[Person, Depends(AGENTS)]
Seated = Annotated[Person, Depends(SEATED)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]
LOOK_SECONDS: Final = 3.0


def help_worker(units: UnitsOfWork, telephony: Telephony) -> Repeated:
    """Return the thread that ends calls for help whose call is over, or whose agent has gone."""

    watch = HelpWatch(units.begin, telephony.deps)

    def look() -> None:
        watch.look()

    return Repeated("help", look, every_seconds=LOOK_SECONDS)


def help_routes(telephony: Telephony, machine_now: Callable[[], datetime]) -> APIRouter:
    """Build the routes. `machine_now` is the machine's clock: a supervisor's desktop is heard by it."""
    router = APIRouter(tags=["help"])

    @router.get("/help/own")
    def own(person: Agent, work: Unit) -> OwnHelp:
        return own_help(work.session, person.user_id, work.now())

    @router.post("/help")
    def ask(command: AskHelp, person: Seated, work: Unit) -> OwnHelp:
        def do() -> OwnHelp:
            row = ask_help(work.session, telephony.deps(work.journal), person.user_id, command.words)
            _audit(work, person, "help.asked", row.help_id, row.call_id)
            return own_help(work.session, person.user_id, work.now())

        return _own_once(work, person, command, command.command_id, do)

    @router.post("/help/cancellation")
    def cancel(command: CancelHelp, person: Seated, work: Unit) -> OwnHelp:
        def do() -> OwnHelp:
            row = cancel_help(work.session, telephony.deps(work.journal), person.user_id)
            if row is not None:
                _audit(work, person, "help.cancelled", row.help_id, row.call_id)
            return own_help(work.session, person.user_id, work.now())

        return _own_once(work, person, command, command.command_id, do)

    @router.get("/help")
    def calls(person: Supervisor, work: Unit) -> HelpCalls:
        return help_calls(work.session, person)

    @router.post("/help/{help_id}/answer")
    def answer(help_id: UUID, command: AnswerHelp, person: Supervisor, work: Unit) -> HelpCall:
        def do() -> HelpCall:
            asked = see_help(work.session, person, help_id)
            deps, mode = telephony.deps(work.journal), command.mode
            row = answer_help(work.session, deps, help_id, person.user_id, mode="" if mode is None else mode.value)
            if mode is not None:
                if asked.row.call_id is None:
                    raise HelpOverError(state=row.state.value)
                how = SupervisionMode(mode.value)
                supervise(work.session, deps, asked.row.call_id, person.user_id, how, machine_at=machine_now())
            _audit(work, person, "help.answered", help_id, row.call_id)
            return help_call(work.session, help_id)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"answer help {help_id}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},
            again=lambda _: help_call(work.session, help_id),
        )

    return router


def _own_once(
    work: UnitOfWork, person: Person, command: AskHelp | CancelHelp, command_id: UUID, do: Callable[[], OwnHelp]
) -> OwnHelp:
    return once(
        work.session,
        command_id=command_id,
        user_id=person.user_id,
        fingerprint=in_one_line(type(command).__name__, command),
        at=work.now(),
        do=do,
        kept=lambda _: {},
        again=lambda _: own_help(work.session, person.user_id, work.now()),
    )


def _audit(work: UnitOfWork, person: Person, what: str, help_id: UUID, call_id: UUID | None) -> None:
    record_change(
        work.session,
        at=work.now(),
        by=person.user_id,
        what=what,
        record_kind="help",
        record_id=help_id,
        call_id=call_id,
    )

"""``/v1/calls/{id}/digits`` and ``…/announcements``: what an agent sends or has played into a call."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_change
from agent_desktop.server.auth.rules import AGENTS, SEATED
from agent_desktop.server.commands import once
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from telephony.app import Telephony
from telephony.contract import Announcement, DeskSnapshot, DigitsSent, PlayAnnouncement, SendDigits
from telephony.desk import desk_of
from telephony.providers.base import Order, OrderTaker
from telephony.telling.service import count_digits, list_announcements, play_announcement, send_digits

Seated = Annotated[Person, Depends(SEATED)]
Agent = Annotated[Person, Depends(AGENTS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def telling_routes(
    telephony: Telephony, carrier: OrderTaker, begin: Callable[[], AbstractContextManager[UnitOfWork]]
) -> APIRouter:
    """Build the routes. `begin` opens a unit of work of its own: the carrier is asked once it is committed."""
    router = APIRouter(tags=["calls"])

    @router.post("/calls/{call_id}/digits")
    def digits(call_id: UUID, command: SendDigits, person: Seated, work: Unit) -> DigitsSent:
        work.release()  # nobody's connection waits for the carrier
        with begin() as unit:
            order, answer = _count(unit, call_id, person.user_id, command)
        send_digits(carrier, order)
        return answer

    @router.get("/announcements")
    def announcements(_: Agent) -> list[Announcement]:
        return list_announcements(telephony.settings)

    @router.post("/calls/{call_id}/announcements")
    def play(call_id: UUID, command: PlayAnnouncement, person: Seated, work: Unit) -> DeskSnapshot:
        def do() -> DeskSnapshot:
            deps = telephony.deps(work.journal)
            play_announcement(
                work.session, deps, call_id, person.user_id, command.code, to_everybody=command.to_everybody
            )
            record_change(
                work.session,
                at=work.now(),
                by=person.user_id,
                what="call.announcement_played",
                record_kind="call",
                record_id=call_id,
                call_id=call_id,
                detail={"code": command.code},
            )
            return desk()

        def desk() -> DeskSnapshot:
            return desk_of(work.session, telephony.settings, person.user_id, work.now())

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=f"announce {call_id} {command.code} {command.to_everybody}",
            at=work.now(),
            do=do,
            kept=lambda _: {},
            again=lambda _: desk(),
        )

    return router


def _count(unit: UnitOfWork, call_id: UUID, agent_id: UUID, command: SendDigits) -> tuple[Order, DigitsSent]:
    """Count the tones once, and say each time what the carrier is to be given: it does the same order once."""
    order, count = count_digits(unit.session, call_id, agent_id, command.digits, command.command_id)
    return order, once(
        unit.session,
        command_id=command.command_id,
        user_id=agent_id,
        # How many, and not which: a fingerprint is kept, and those of a few keys are soon guessed.
        fingerprint=f"digits {call_id} {len(command.digits)}",
        at=unit.now(),
        do=lambda: DigitsSent(count=count()),
        kept=lambda answer: answer.model_dump(mode="json"),
        again=DigitsSent.model_validate,
    )

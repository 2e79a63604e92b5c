"""``/v1/home`` and ``/v1/owed-calls``: what somebody has before them, and the calls that they owe customers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.directory import EntryKind
from agent_desktop.contract.home import Home
from agent_desktop.contract.interactions import Disposition
from agent_desktop.contract.owed_calls import ChangeOwedCall, OweCall, OwedCall
from agent_desktop.contract.sessions import Person
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.customers.numbers import normalise
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.dispositions.at_hand import names_of
from agent_desktop.records.interactions.linking import find_link
from agent_desktop.records.owed_calls.errors import OwedCallRefusedError
from agent_desktop.records.owed_calls.service import Wanted, change_owed, owe_call, show_again
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.auth.rules import AGENTS, SEATED
from agent_desktop.server.calls.own import get_own_call
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.home.day import DayFigures, my_day
from agent_desktop.server.home.service import HomeWords, home_of, showing_of
from agent_desktop.server.host import BankHost
from agent_desktop.server.transfers.directory import AskLimits, DirectoryBook, Surroundings
from agent_desktop.server.transfers.directory_routes import DirectoryEntryUnknownError
from agent_desktop.server.transfers.notes import HandoverNotes, path_words
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from telephony.times import midnight_before

Agent = Annotated[Person, Depends(AGENTS)]
Seated = Annotated[Person, Depends(SEATED)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def home_routes(
    options: ProfileOptions,
    host: BankHost,
    notes: HandoverNotes,
    book: DirectoryBook,
    surroundings: Callable[[Session], Surroundings],
    limits: AskLimits,
    dispositions: Sequence[Disposition],
    callbacks: CallbackBook,
    figures: DayFigures,
) -> APIRouter:
    """Build the routes. `surroundings` says what the routing is now."""
    router = APIRouter(tags=["home"])
    reasons: Mapping[str, LocalText] = {code: path_words(each.path) for code, each in notes.reasons.items()}

    @router.get("/home")
    def read_home(person: Agent, work: Unit) -> Home:
        words = HomeWords(surroundings(work.session).skills, reasons, names_of(dispositions), limits, host.wishes)
        midnight = midnight_before(work.now(), options.zone)
        day = my_day(work.session, person.user_id, person.team, figures, work.now())
        return home_of(work.session, person.user_id, words, day, at=work.now(), midnight=midnight)

    @router.post("/calls/{call_id}/owed-calls")
    def owe(call_id: UUID, command: OweCall, person: Seated, work: Unit) -> OwedCall:
        def do() -> OwedCall:
            own = get_own_call(work.session, call_id, person.user_id)
            if not book.knows(work.session, EntryKind.PERSON, str(command.owner_id)):
                raise DirectoryEntryUnknownError
            link = find_link(work.session, call_id)
            owner_name = UserRepository(work.session).ask_display_name(command.owner_id).scalar_one_or_none() or ""
            wanted = Wanted(
                call_id=call_id,
                customer_id=link.customer_id if link is not None else None,
                number=_number(command.number) if command.number.strip() else own.facts.caller_number,
                owner_id=command.owner_id,
                owner_name=owner_name,
                reason=command.reason,
                due_at=command.due_at,
                told=command.told,
            )
            showing = showing_of(work.session, reasons, work.now())
            return owe_call(
                work.session, wanted, by=person.user_id, showing=showing, events=work.records, book=callbacks
            )

        return owed_once(work, person, command.command_id, in_one_line(f"owe {call_id}", command), do)

    @router.post("/owed-calls/{owed_call_id}/changes")
    def change(owed_call_id: UUID, command: ChangeOwedCall, person: Seated, work: Unit) -> OwedCall:
        def do() -> OwedCall:
            return change_owed(
                work.session,
                owed_call_id,
                done=command.done,
                seen_version=command.seen_version,
                by=person.user_id,
                showing=showing_of(work.session, reasons, work.now()),
                events=work.records,
                book=callbacks,
            )

        return owed_once(work, person, command.command_id, in_one_line(f"change owed {owed_call_id}", command), do)

    def owed_once(
        work: UnitOfWork, person: Person, command_id: UUID, fingerprint: str, do: Callable[[], OwedCall]
    ) -> OwedCall:
        return once(
            work.session,
            command_id=command_id,
            user_id=person.user_id,
            fingerprint=fingerprint,
            at=work.now(),
            do=do,
            kept=lambda owed: {"owed_call_id": str(owed.owed_call_id)},  # names are not kept
            again=lambda kept: show_again(
                work.session,
                UUID(kept["owed_call_id"]),
                by=person.user_id,
                showing=showing_of(work.session, reasons, work.now()),
            ),
        )

    def _number(typed: str) -> str:
        number = normalise(typed, options.region) or ""
        if not number or number in options.own_numbers:
            raise OwedCallRefusedError("no_number")
        return number

    return router

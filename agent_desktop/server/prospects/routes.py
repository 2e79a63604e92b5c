"""``/v1/prospects`` and ``/v1/calls/{id}/attachment``: callers who are no customers yet, and whom a call was with."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import JsonValue

from agent_desktop.contract.customers import Candidate, Profile
from agent_desktop.contract.prospects import (
    AttachCall,
    Attached,
    ChangeProspect,
    Duplicate,
    Duplicates,
    FindDuplicates,
    KeepProspect,
    ProspectFigures,
    UndoAttachment,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.customers.names import shown_name
from agent_desktop.records.customers.numbers import normalise
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.customers.service import compose_profile
from agent_desktop.records.errors import NumberWrongError
from agent_desktop.records.interactions.linking import CallLink, Linked, keep_noted, link_customer, undo_link
from agent_desktop.records.prospects.duplicates import TypedIn, find_duplicates, former_owners, typed_in
from agent_desktop.records.prospects.service import change_prospect, keep_prospect, note_number, prospect_figures
from agent_desktop.server.auth.rules import AGENTS, CONFIGURATION_READERS, SEATED, desktop_of
from agent_desktop.server.calls.own import get_own_call
from agent_desktop.server.calls.past import number_of_call, number_to_attach
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.customers.searches import SearchesUnderWay
from agent_desktop.server.host import BankHost
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from telephony.errors import NotYourCallError

Agent = Annotated[Person, Depends(AGENTS)]
Seated = Annotated[Person, Depends(SEATED)]
Supervisor = Annotated[Person, Depends(CONFIGURATION_READERS)]
Desktop = Annotated[UUID, Depends(desktop_of)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]

MOST_DAYS: Final = 366
_NOTHING: Final = CallLink(None, None)


def prospect_routes(host: BankHost) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["prospects"])
    searches = SearchesUnderWay()
    options = host.options

    def sought(asked: FindDuplicates | KeepProspect, call_number: str) -> TypedIn:
        """A typed number goes before that of the call."""
        who = typed_in(asked.name, asked.number or call_number, asked.document, options)
        if asked.number.strip() and not who.number and normalise(asked.number, options.region) is None:
            raise NumberWrongError
        return who

    def answered(work: UnitOfWork, person: Person, call_id: UUID, linked: Linked, customer_id: UUID | None) -> Attached:
        card, name = None, ""
        try:
            own = get_own_call(work.session, call_id, person.user_id)
            card = host.cards.card_for(work.session, own.facts, agent_id=person.user_id, at=work.now())
            card = card.model_copy(update={"deed_id": linked.deed_id})
        except NotYourCallError:
            pass  # it is over, or with somebody else by now
        if customer_id is not None:
            row = CustomerRepository(work.session).find_customer(customer_id)
            name = shown_name(row["title"], row["name_latin"], row["name_chinese"]) if row is not None else ""
        return Attached(
            call_id=call_id,
            deed_id=linked.deed_id,
            customer_id=customer_id,
            customer_name=name,
            moved=linked.moved,
            stayed=linked.stayed,
            card=card,
        )

    def kept(answer: Attached) -> dict[str, JsonValue]:
        return answer.model_copy(update={"card": None, "customer_name": ""}).model_dump(mode="json")

    def again(work: UnitOfWork, person: Person, stored: dict[str, JsonValue]) -> Attached:
        was = Attached.model_validate(stored)
        linked = Linked(before=_NOTHING, deed_id=was.deed_id, moved=was.moved, stayed=was.stayed)
        return answered(work, person, was.call_id, linked, was.customer_id)

    def link(work: UnitOfWork, person: Person, call_id: UUID, customer_id: UUID) -> Attached:
        linked = link_customer(
            work.session,
            call_id=call_id,
            customer_id=customer_id,
            at=work.now(),
            by=person.user_id,
            events=work.records,
        )
        return answered(work, person, call_id, linked, customer_id)

    def said_once(
        work: UnitOfWork,
        person: Person,
        what: str,
        command: KeepProspect | AttachCall | UndoAttachment,
        do: Callable[[], Attached],
    ) -> Attached:
        """Do what is said of a call once, however often the command comes."""
        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(what, command),
            at=work.now(),
            do=do,
            kept=kept,
            again=lambda stored: again(work, person, stored),
        )

    @router.post("/prospects/duplicates")
    def duplicates(asked: FindDuplicates, person: Agent, desktop_id: Desktop, work: Unit) -> Duplicates:
        number = ""
        if asked.call_id is not None:
            number, _ = number_of_call(work.session, asked.call_id, person.user_id)
        who = sought(asked, number)
        with searches.search(work.session, desktop_id, asked.search_id):
            found = find_duplicates(work.session, who)
        _looked(work, person, found, asked.call_id)
        return Duplicates(found=found)

    @router.get("/calls/{call_id}/possible")
    def possible(call_id: UUID, person: Agent, work: Unit) -> list[Candidate]:
        number, _ = number_of_call(work.session, call_id, person.user_id)
        found = former_owners(work.session, number, at=work.now(), options=options)
        _looked(work, person, found, call_id)
        return found

    @router.post("/calls/{call_id}/prospect")
    def keep(call_id: UUID, command: KeepProspect, person: Seated, work: Unit) -> Attached:
        def do() -> Attached:
            number = number_to_attach(work.session, call_id, person.user_id)
            customer_id = keep_prospect(
                work.session,
                sought(command, number),
                interests=command.interests,
                note=command.note,
                agreed=command.agreed,
                seen=command.seen,
                at=work.now(),
                by=person.user_id,
                call_id=call_id,
                options=options,
            )
            return link(work, person, call_id, customer_id)

        return said_once(work, person, f"prospect {call_id}", command, do)

    @router.post("/calls/{call_id}/attachment")
    def attach(call_id: UUID, command: AttachCall, person: Seated, work: Unit) -> Attached:
        def do() -> Attached:
            number = number_to_attach(work.session, call_id, person.user_id)
            answer = link(work, person, call_id, command.customer_id)
            if command.note_number:
                e164 = normalise(number, options.region) or ""
                noted = note_number(
                    work.session,
                    command.customer_id,
                    e164,
                    at=work.now(),
                    by=person.user_id,
                    call_id=call_id,
                    options=options,
                )
                if noted and answer.deed_id is not None:
                    keep_noted(work.session, answer.deed_id, e164)
            return answer

        return said_once(work, person, f"attach {call_id}", command, do)

    @router.post("/calls/{call_id}/attachment/undo")
    def undo(call_id: UUID, command: UndoAttachment, person: Seated, work: Unit) -> Attached:
        def do() -> Attached:
            number_to_attach(work.session, call_id, person.user_id)
            customer_id = undo_link(
                work.session,
                call_id=call_id,
                deed_id=command.deed_id,
                at=work.now(),
                by=person.user_id,
                events=work.records,
            )
            return answered(work, person, call_id, Linked(before=_NOTHING), customer_id)

        return said_once(work, person, f"undo {call_id}", command, do)

    @router.put("/prospects/{customer_id}")
    def change(customer_id: UUID, command: ChangeProspect, person: Seated, work: Unit) -> Profile:
        def shown() -> Profile:
            profile = compose_profile(work.session, customer_id, at=work.now(), options=options)
            record_look(
                work.session,
                at=work.now(),
                by=person.user_id,
                what="profile.shown",
                record_kind="customer",
                record_id=customer_id,
            )
            return profile

        def do() -> Profile:
            change_prospect(
                work.session,
                customer_id,
                seen_version=command.seen_version,
                interests=command.interests,
                note=command.note,
                agreed=command.agreed,
                at=work.now(),
                by=person.user_id,
            )
            return shown()

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"prospect {customer_id}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},  # a profile is not kept
            again=lambda _: shown(),
        )

    @router.get("/prospects/figures")
    def figures(
        person: Supervisor,  # noqa: ARG001  the rule
        work: Unit,
        days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 30,
    ) -> ProspectFigures:
        until = options.day_of(work.now())
        return prospect_figures(work.session, since=until - timedelta(days=days - 1), until=until, options=options)

    return router


def _looked(work: UnitOfWork, person: Person, found: Sequence[Duplicate | Candidate], call_id: UUID | None) -> None:
    """Note whom a question for duplicates has shown; one that found nobody has shown nothing."""
    if not found:
        return
    seen: list[JsonValue] = [str(each.customer_id) for each in found]
    record_look(
        work.session,
        at=work.now(),
        by=person.user_id,
        what="duplicates.found",
        record_kind="customer",
        record_id=None,
        call_id=call_id,
        detail={"customer_ids": seen},
    )

"""``/v1/customers``: found, shown masked, read live, revealed. Every look is audited in the same transaction."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import JsonValue

from agent_desktop.contract.customers import HoldingsPart, NoteNeeds, Profile, Reveal, Revealed, Search, SearchHit
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.bank_systems.port import BankSystems
from agent_desktop.records.bank_systems.service import ask_system, prepare_refresh
from agent_desktop.records.customers.needs import note_needs
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.service import compose_profile, reveal, search_customers
from agent_desktop.records.verification.schema import VerificationPolicy
from agent_desktop.records.verification.service import require_level_for_value
from agent_desktop.server.auth.rules import CUSTOMER_READERS, SEATED
from agent_desktop.server.calls.own import get_own_call
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Reader = Annotated[Person, Depends(CUSTOMER_READERS)]
Seated = Annotated[Person, Depends(SEATED)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def customer_routes(options: ProfileOptions, systems: BankSystems | None, policy: VerificationPolicy) -> APIRouter:
    """Build the routes. `systems` None: no live reads. `policy` says what a value needs to be shown clear."""
    router = APIRouter(tags=["customers"])

    @router.post("/customers/search")  # not a GET: names and numbers in an address would stand in every proxy's log
    def search(asked: Search, person: Reader, work: Unit) -> list[SearchHit]:
        hits = search_customers(work.session, asked.text, asked.limit)
        if hits:
            found: list[JsonValue] = [str(hit.customer_id) for hit in hits]
            record_look(
                work.session,
                at=work.now(),
                by=person.user_id,
                what="customers.found",
                record_kind="customer",
                record_id=None,
                detail={"customer_ids": found},
            )
        return hits

    @router.get("/customers/{customer_id}")
    def read_profile(customer_id: UUID, person: Reader, work: Unit) -> Profile:
        profile = compose_profile(work.session, customer_id, at=work.now(), options=options)
        _looked(work, person, "profile.shown", customer_id)
        return profile

    @router.put("/customers/{customer_id}/needs")
    def note(customer_id: UUID, command: NoteNeeds, person: Seated, work: Unit) -> Profile:
        def shown() -> Profile:
            profile = compose_profile(work.session, customer_id, at=work.now(), options=options)
            _looked(work, person, "profile.shown", customer_id)
            return profile

        def do() -> Profile:
            note_needs(
                work.session,
                customer_id,
                seen=command.seen,
                needs=command.needs,
                today=options.day_of(work.now()),
                at=work.now(),
                by=person.user_id,
            )
            return shown()

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"needs {customer_id}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},  # a profile is not kept
            again=lambda _: shown(),
        )

    @router.get("/customers/{customer_id}/holdings/{system}")
    def read_live(customer_id: UUID, system: str, person: Reader, work: Unit) -> HoldingsPart:
        question = prepare_refresh(work.session, customer_id, system)
        work.release()  # the bank's system may take its two seconds; no connection waits with us
        part = ask_system(question, at=work.now(), options=options, systems=systems)
        _looked(work, person, "holdings.read", customer_id, system=system)
        return part

    @router.post("/customers/{customer_id}/reveals")
    def reveal_value(customer_id: UUID, command: Reveal, person: Seated, work: Unit) -> Revealed:
        def show() -> Revealed:
            if command.call_id is not None:
                get_own_call(work.session, command.call_id, person.user_id)  # the audit names no call but their own
            require_level_for_value(
                work.session,
                policy,
                command.identifier,
                call_id=command.call_id,
                customer_id=customer_id,
                at=work.now(),
            )
            return reveal(
                work.session,
                customer_id,
                command.identifier,
                at=work.now(),
                by=person.user_id,
                call_id=command.call_id,
            )

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"reveal {customer_id}", command),
            at=work.now(),
            do=show,
            kept=lambda _: {},  # a clear value is not kept
            again=lambda _: show(),
        )

    return router


def _looked(work: UnitOfWork, person: Person, what: str, customer_id: UUID, **detail: JsonValue) -> None:
    record_look(
        work.session,
        at=work.now(),
        by=person.user_id,
        what=what,
        record_kind="customer",
        record_id=customer_id,
        detail=detail,
    )

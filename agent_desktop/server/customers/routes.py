"""``/v1/customers``: found, shown masked, read live, revealed. Every look is audited in the same transaction."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import JsonValue

from agent_desktop.contract.customers import (
    HoldingsPart,
    NoteNeeds,
    Profile,
    Reveal,
    Revealed,
    Search,
    SearchHit,
    StopSearch,
)
from agent_desktop.contract.rates import ExchangeRates
from agent_desktop.contract.relationships import Relationship
from agent_desktop.contract.sessions import Person
from agent_desktop.contract.timeline import ContactLegs, ContactsFound, FindContacts
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.bank_systems.port import BankSystems
from agent_desktop.records.bank_systems.service import ask_system, prepare_refresh
from agent_desktop.records.contacts.service import find_contacts
from agent_desktop.records.customers.needs import note_needs
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.service import compose_profile, record_found, reveal, search_customers
from agent_desktop.records.relationships.service import relationship_of
from agent_desktop.records.verification.schema import VerificationPolicy
from agent_desktop.records.verification.service import require_level_for_value
from agent_desktop.server.auth.rules import ANYBODY, CUSTOMER_READERS, SEATED, desktop_of
from agent_desktop.server.calls.own import get_own_call
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.customers.calls_taken import with_calls_taken
from agent_desktop.server.customers.legs import legs_of
from agent_desktop.server.customers.phone_numbers import phone_number_routes
from agent_desktop.server.customers.searches import SearchesUnderWay
from agent_desktop.server.managers.shown import with_manager
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Reader = Annotated[Person, Depends(CUSTOMER_READERS)]
Seated = Annotated[Person, Depends(SEATED)]
Desktop = Annotated[UUID, Depends(desktop_of)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def customer_routes(options: ProfileOptions, systems: BankSystems | None, policy: VerificationPolicy) -> APIRouter:
    """Build the routes. `systems` None: no live reads. `policy` says what a value needs to be shown clear."""
    router = APIRouter(tags=["customers"])
    searches = SearchesUnderWay()

    @router.get("/rates", dependencies=[Depends(ANYBODY)])
    def read_rates() -> ExchangeRates:
        return ExchangeRates(
            base_currency=options.base_currency,
            rates={**options.rates, options.base_currency: Decimal(1)},
            valid_on=options.rates_on,
            source=options.rates_source,
        )

    @router.post("/customers/search")  # not a GET: names and numbers in an address would stand in every proxy's log
    def search(asked: Search, person: Reader, desktop_id: Desktop, work: Unit) -> list[SearchHit]:
        with searches.search(work.session, desktop_id, asked.search_id):
            hits = search_customers(work.session, asked.text, asked.limit)
        record_found(work.session, hits, at=work.now(), by=person.user_id)
        return hits

    @router.post("/customers/search/stop", status_code=204, response_class=Response)
    def stop_search(asked: StopSearch, person: Reader, desktop_id: Desktop) -> None:  # noqa: ARG001  the rule
        searches.stop(desktop_id, asked.search_id)

    @router.get("/customers/{customer_id}")
    def read_profile(customer_id: UUID, person: Reader, work: Unit) -> Profile:
        profile = compose_profile(work.session, customer_id, at=work.now(), options=options)
        _looked(work, person, "profile.shown", customer_id)
        return profile

    @router.get("/customers/{customer_id}/relationship")
    def read_relationship(customer_id: UUID, person: Reader, work: Unit) -> Relationship:
        relationship = with_manager(work.session, relationship_of(work.session, customer_id), options)
        relationship = with_calls_taken(work.session, relationship, work.now())
        named: list[JsonValue] = [str(each.customer_id) for each in relationship.related]
        _looked(work, person, "relationship.shown", customer_id, customer_ids=named)
        return relationship

    @router.post("/customers/{customer_id}/contacts")  # not a GET: what is looked for would stand in every proxy's log
    def read_contacts(customer_id: UUID, asked: FindContacts, person: Reader, work: Unit) -> ContactsFound:
        found = find_contacts(work.session, customer_id, asked, at=work.now())
        by: list[JsonValue] = [name for name in sorted(asked.model_fields_set) if getattr(asked, name)]
        _looked(work, person, "contacts.found", customer_id, by=by)
        return found

    @router.get("/customers/{customer_id}/contacts/{contact_id}/legs")
    def read_legs(customer_id: UUID, contact_id: UUID, person: Reader, work: Unit) -> ContactLegs:
        _looked(work, person, "contacts.legs_shown", customer_id, contact_id=str(contact_id))
        return legs_of(work.session, customer_id, contact_id)

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
            checked_as = require_level_for_value(
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
                checked_as=checked_as,
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

    router.include_router(phone_number_routes(options))
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

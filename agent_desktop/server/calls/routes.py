"""``/v1/calls/{id}/caller`` and ``/customer``: who is on the line."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.callback_cards import CallbackCard
from agent_desktop.contract.customers import CallerCard, LinkCustomer
from agent_desktop.contract.sessions import Person
from agent_desktop.records.interactions.linking import link_customer
from agent_desktop.server.auth.rules import AGENTS, SEATED
from agent_desktop.server.calls.own import expect_not_anothers, get_own_call, get_readable_call
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.host import BankHost
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from telephony.calls.repository import CallRepository

Agent = Annotated[Person, Depends(AGENTS)]
Seated = Annotated[Person, Depends(SEATED)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def caller_routes(host: BankHost) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["calls"])

    def card_of(work: UnitOfWork, call_id: UUID, agent_id: UUID) -> CallerCard:
        own = get_own_call(work.session, call_id, agent_id)
        return host.cards.card_for(work.session, own.facts, agent_id=agent_id, at=work.now())

    @router.get("/calls/{call_id}/caller")
    def read_caller(call_id: UUID, person: Agent, work: Unit) -> CallbackCard | CallerCard:
        facts = get_readable_call(work.session, call_id, person.user_id)
        if facts.undialled:  # whom they are to call, before they do
            payload = host.callback_payload(work.session, facts, agent_id=person.user_id, at=work.now())
            return CallbackCard.model_validate(payload)
        return host.cards.card_for(work.session, facts, agent_id=person.user_id, at=work.now())

    @router.put("/calls/{call_id}/customer")
    def link(call_id: UUID, command: LinkCustomer, person: Seated, work: Unit) -> CallerCard:
        def do() -> CallerCard:
            get_own_call(work.session, call_id, person.user_id)
            expect_not_anothers(CallRepository(work.session).get_call(call_id), person.user_id)
            linked = link_customer(
                work.session,
                call_id=call_id,
                customer_id=command.customer_id,
                at=work.now(),
                by=person.user_id,
                events=work.records,
            )
            return card_of(work, call_id, person.user_id).model_copy(update={"deed_id": linked.deed_id})

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"link {call_id}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},  # a profile is not kept
            again=lambda _: card_of(work, call_id, person.user_id),
        )

    return router

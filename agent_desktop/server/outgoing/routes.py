"""``/v1/calls/outgoing``, ``/v1/calls/internal`` and ``/v1/colleagues``: an agent calls somebody."""

from datetime import time
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.outgoing import (
    CallColleague,
    CallPreview,
    OwnNumber,
    PlaceCall,
    PreviewCall,
    WhomToCall,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.calling.service import CallTarget, target_of_customer, target_of_number
from agent_desktop.records.customers.numbers import international, normalise
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.interactions.linking import link_customer
from agent_desktop.records.interactions.service import open_interaction
from agent_desktop.records.owed_calls.service import number_owed
from agent_desktop.server.auth.rules import AGENTS, SEATED
from agent_desktop.server.calls.past import number_of_call
from agent_desktop.server.commands import DeskOnce, in_one_line
from agent_desktop.server.outgoing.repository import list_colleagues
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from telephony.app import Telephony
from telephony.colleagues.service import call_colleague
from telephony.contract import Colleague, DeskSnapshot
from telephony.desk import desk_of
from telephony.errors import NumberNotCallableError
from telephony.outgoing.service import call_number, list_outgoing_numbers

Agent = Annotated[Person, Depends(AGENTS)]
Seated = Annotated[Person, Depends(SEATED)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def outgoing_routes(
    telephony: Telephony,
    desk_once: DeskOnce,
    options: ProfileOptions,
    *,
    hours: tuple[time, time],
    provider: str,
) -> APIRouter:
    """Build the routes. `hours` are those in which people may be called, by their own clock; `provider` is the carrier
    that calls are made with."""
    router = APIRouter(tags=["calls"])

    def target_of(work: UnitOfWork, agent_id: UUID, asked: WhomToCall) -> CallTarget:
        at = work.now()
        if asked.customer_id is not None:
            return target_of_customer(work.session, asked.customer_id, at=at, hours=hours)
        customer_id = None
        if asked.owed_call_id is not None:
            number, customer_id = number_owed(work.session, asked.owed_call_id, agent_id)
        elif asked.call_id is not None:
            number, customer_id = number_of_call(work.session, asked.call_id, agent_id)
        else:
            number = normalise(asked.number, options.region) or ""
        if not number or number in options.own_numbers:
            raise NumberNotCallableError
        return target_of_number(
            work.session,
            number,
            customer_id=customer_id,
            at=at,
            hours=hours,
            options=options,
            clear=asked.call_id is None and asked.owed_call_id is None,
        )

    @router.post("/calls/outgoing/preview")
    def preview(asked: PreviewCall, person: Agent, work: Unit) -> CallPreview:
        target = target_of(work, person.user_id, asked)
        own = list_outgoing_numbers(work.session, telephony.settings, person.user_id)
        record_look(
            work.session,
            at=work.now(),
            by=person.user_id,
            what="call.previewed",
            record_kind="customer",
            record_id=target.customer_id,
            call_id=asked.call_id,
        )
        shown = tuple(
            OwnNumber(code=each.code, name=dict(each.name), number=international(each.number)) for each in own
        )
        return target.preview.model_copy(update={"own_numbers": shown})

    @router.post("/calls/outgoing")
    def place(command: PlaceCall, person: Seated, work: Unit) -> DeskSnapshot:
        def do() -> DeskSnapshot:
            target = target_of(work, person.user_id, command)
            number = target.numbers.get(command.number_id, "")
            if number in options.own_numbers:
                raise NumberNotCallableError
            deps = telephony.deps(work.journal)
            call_id = call_number(
                work.session, deps, person.user_id, number, outgoing_code=command.own_number, provider=provider
            )
            if target.customer_id is not None:
                link_customer(
                    work.session,
                    call_id=call_id,
                    customer_id=target.customer_id,
                    at=work.now(),
                    by=person.user_id,
                    events=work.records,
                )
            open_interaction(
                work.session, call_id=call_id, agent_id=person.user_id, at=work.now(), direction=Direction.OUTBOUND
            )
            return desk_of(work.session, deps.settings, person.user_id, work.now())

        return desk_once(
            work,
            agent_id=person.user_id,
            command_id=command.command_id,
            fingerprint=in_one_line("call", command),
            do=do,
        )

    @router.get("/colleagues")
    def colleagues(person: Agent, work: Unit) -> list[Colleague]:
        return list_colleagues(work.session, person.user_id)

    @router.post("/calls/internal")
    def call_somebody(command: CallColleague, person: Seated, work: Unit) -> DeskSnapshot:
        def do() -> DeskSnapshot:
            deps = telephony.deps(work.journal)
            call_colleague(work.session, deps, person.user_id, command.colleague_id, provider=provider)
            return desk_of(work.session, deps.settings, person.user_id, work.now())

        return desk_once(
            work,
            agent_id=person.user_id,
            command_id=command.command_id,
            fingerprint=in_one_line("call colleague", command),
            do=do,
        )

    return router

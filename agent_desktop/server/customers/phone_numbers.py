"""``/v1/customers/{id}/numbers``: the numbers a customer has and had, and the end of one.

Any agent at their desk may end a number and take an end back: who calls from a number that is no more the customer's
is a stranger, and no stranger can be checked as that customer. Nothing is lost by it, and each is audited.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.phone_numbers import CustomerNumbers, EndNumber, RestoreNumber
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.phone_numbers.service import end_number, numbers_of, restore_number
from agent_desktop.server.auth.rules import CUSTOMER_READERS, SEATED
from agent_desktop.server.calls.past import number_of_call
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Reader = Annotated[Person, Depends(CUSTOMER_READERS)]
Seated = Annotated[Person, Depends(SEATED)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def phone_number_routes(options: ProfileOptions) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["phone numbers"])

    def shown(work: UnitOfWork, person: Person, customer_id: UUID, call_id: UUID | None) -> CustomerNumbers:
        calling = number_of_call(work.session, call_id, person.user_id)[0] if call_id is not None else ""
        numbers = numbers_of(work.session, customer_id, calling=calling, options=options)
        record_look(
            work.session,
            at=work.now(),
            by=person.user_id,
            what="numbers.shown",
            record_kind="customer",
            record_id=customer_id,
            call_id=call_id,
        )
        return numbers

    @router.get("/customers/{customer_id}/numbers")
    def read(customer_id: UUID, person: Reader, work: Unit, call_id: UUID | None = None) -> CustomerNumbers:
        return shown(work, person, customer_id, call_id)

    @router.post("/customers/{customer_id}/numbers/end")
    def end(customer_id: UUID, command: EndNumber, person: Seated, work: Unit) -> CustomerNumbers:
        def do() -> CustomerNumbers:
            if command.call_id is not None:
                number_of_call(work.session, command.call_id, person.user_id)  # the audit names no call but their own
            end_number(
                work.session,
                customer_id,
                command.number_id,
                end=command.end,
                at=work.now(),
                by=person.user_id,
                call_id=command.call_id,
                options=options,
            )
            return shown(work, person, customer_id, command.call_id)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"end number {customer_id}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},
            again=lambda _: shown(work, person, customer_id, command.call_id),
        )

    @router.post("/customers/{customer_id}/numbers/restore")
    def restore(customer_id: UUID, command: RestoreNumber, person: Seated, work: Unit) -> CustomerNumbers:
        def do() -> CustomerNumbers:
            if command.call_id is not None:
                number_of_call(work.session, command.call_id, person.user_id)
            restore_number(
                work.session,
                customer_id,
                command.former_id,
                at=work.now(),
                by=person.user_id,
                call_id=command.call_id,
            )
            return shown(work, person, customer_id, command.call_id)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"restore number {customer_id}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},
            again=lambda _: shown(work, person, customer_id, command.call_id),
        )

    return router

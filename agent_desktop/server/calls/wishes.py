"""``POST /v1/calls/{id}/callback-wish``: the caller gave up while it rang here, and is to be called back."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.callback_wishes import CallbackWish, WishCallback
from agent_desktop.contract.callbacks import CallbackKind
from agent_desktop.contract.sessions import Person
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.callbacks.deeds import Doing
from agent_desktop.records.callbacks.errors import CallbackRefusedError
from agent_desktop.records.callbacks.making import Wanted, make_callback
from agent_desktop.records.callbacks.schema import GAVE_UP
from agent_desktop.records.contacts.repository import ContactRepository
from agent_desktop.records.customers.numbers import normalise
from agent_desktop.records.own import OWN_SOURCE
from agent_desktop.server.auth.rules import SEATED
from agent_desktop.server.callbacks.repository import queue_code_of
from agent_desktop.server.calls.past import number_of_call
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from telephony.app import Telephony
from telephony.calls.wishes import wish_callback

_TO_CALL_BACK: Final[LocalText] = {"en": "Hung up while it rang, to be called back", "zh": "响铃时挂断，待回电"}


def wish_routes(telephony: Telephony, book: CallbackBook) -> APIRouter:
    """Build the route. The wish is kept as a callback of whoever noted it, and then of the call's queue."""
    router = APIRouter(tags=["calls"])

    @router.post("/calls/{call_id}/callback-wish")
    def wish(
        call_id: UUID,
        command: WishCallback,
        person: Annotated[Person, Depends(SEATED)],
        work: Annotated[UnitOfWork, Depends(unit_of_work, scope="function")],
    ) -> CallbackWish:
        def do() -> CallbackWish:
            wished_at = wish_callback(work.session, telephony.deps(work.journal), call_id, person.user_id)
            with_contact = ContactRepository(work.session).set_outcome(OWN_SOURCE, str(call_id), _TO_CALL_BACK)
            callback_id = _make(work, person, call_id)
            return CallbackWish(
                call_id=call_id, wished_at=wished_at, with_contact=with_contact, callback_id=callback_id
            )

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"callback-wish {call_id}", command),
            at=work.now(),
            do=do,
            kept=lambda answer: answer.model_dump(mode="json"),
            again=CallbackWish.model_validate,
        )

    def _make(work: UnitOfWork, person: Person, call_id: UUID) -> UUID | None:
        """Make the callback; None where there is no number, or no call is wished or lawful."""
        number, customer_id = number_of_call(work.session, call_id, person.user_id)
        number = normalise(number, book.options.region) or "" if number else ""
        if not number or number in book.options.own_numbers:
            return None
        wanted = Wanted(
            kind=CallbackKind.ABANDONED,
            reason_code=GAVE_UP,
            number=number,
            customer_id=customer_id,
            in_minutes=0,
            owner_id=person.user_id,
            queue_code=queue_code_of(work.session, call_id),
            call_id=call_id,
        )
        try:
            doing = Doing(work.session, work.now(), person.user_id, book, work.records)
            return make_callback(doing, wanted).row.callback_id
        except CallbackRefusedError:
            return None

    return router

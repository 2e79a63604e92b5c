"""Whom the calls of the board are with: asked for once a call, and again where somebody says that it is another."""

from collections.abc import Container, Iterable, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.board import BoardCaller
from agent_desktop.records.customers.masking import mask_phone
from agent_desktop.server.board.repository import BoardQueries, KnownCustomer
from telephony.board.facts import LiveCall
from telephony.contract import CallDirection


class CallerBook:
    """Belongs to one thread. `own_numbers` are the bank's: a branch puts a caller through, and tells nothing of them.

    A call that was linked is with that customer; another is with the only person who has its number, if there is one.
    """

    def __init__(self, own_numbers: Container[str]) -> None:
        self._own_numbers = own_numbers
        self._known: dict[UUID, BoardCaller] = {}

    def forget(self, call_ids: Iterable[UUID]) -> None:
        """Ask anew with whom these calls are."""
        for call_id in call_ids:
            self._known.pop(call_id, None)

    def forget_all(self) -> None:
        self._known.clear()

    def callers_of(self, session: Session, calls: Mapping[UUID, LiveCall]) -> Mapping[UUID, BoardCaller]:
        """Return the callers of these calls; what was known of others is forgotten."""
        for gone in self._known.keys() - calls.keys():
            del self._known[gone]
        new = [call for call_id, call in calls.items() if call_id not in self._known]
        if new:
            self._ask(BoardQueries(session), new)
        return self._known

    def _ask(self, queries: BoardQueries, calls: list[LiveCall]) -> None:
        linked = queries.list_linked([call.call_id for call in calls])
        unlinked = {call.caller_number for call in calls if call.call_id not in linked} - {""}
        numbers = {number for number in unlinked if number not in self._own_numbers}
        by_number = queries.list_only_customers(numbers) if numbers else {}
        for call in calls:
            known = linked[call.call_id] if call.call_id in linked else by_number.get(call.caller_number)
            self._known[call.call_id] = _caller(call, known)


def _caller(call: LiveCall, customer: KnownCustomer | None) -> BoardCaller:
    if call.direction is CallDirection.INTERNAL:
        return BoardCaller()
    masked, about = mask_phone(call.caller_number), dict(call.about)
    if customer is None:
        return BoardCaller(number_masked=masked, reason=about)
    return BoardCaller(
        customer_id=customer.customer_id, name=customer.name, number_masked=masked, tier=customer.tier, reason=about
    )

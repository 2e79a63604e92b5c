"""Whoever passed a call on is told when its case comes to an end: with the call, late, or in another call."""

from agent_desktop.contract.interactions import Interaction
from agent_desktop.server.home.repository import HomeRepository
from agent_desktop.server.host import WishRules
from agent_desktop.server.unit_of_work import UnitOfWork
from telephony.transfers.settled import tell_who_gave_it


def tell_of_outcome(work: UnitOfWork, part: Interaction, code: str, rules: WishRules, *, passed_on: bool) -> None:
    """A part of a call has come to `code`; with `passed_on` it may be one that others had before.

    Where no word is owed any more, earlier calls with the customer that were handed over, and ended with a promise,
    are settled by it too.
    """
    if passed_on:
        tell_who_gave_it(work.session, work.journal, part.call_id, part.agent_id, work.now())
    if part.customer_id is None or not code or code in rules.promises:
        return
    found = HomeRepository(work.session).list_owing_givers(
        part.customer_id, rules.promised_since(work.now()), rules.promises, but_call_id=part.call_id
    )
    for call_id, giver_id in found:
        if giver_id != part.agent_id:
            work.records.add("handover.settled", call_id, agent_id=giver_id)

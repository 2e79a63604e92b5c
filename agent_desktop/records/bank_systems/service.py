"""Brings one part of the holdings up to date from the bank's own system, each part on its own."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Freshness, HoldingsPart
from agent_desktop.records.bank_systems.port import BankSystems, LiveHolding, LivePart
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import CustomerNotFoundError, SystemAwayError
from agent_desktop.records.holdings.service import StoredHolding, StoredPart, find_stored_part, with_holdings


@dataclass(frozen=True, slots=True)
class PartQuestion:
    """What is needed to ask a system, read before it is asked: no transaction has to wait for its answer.

    `customer_numbers` are those of all accounts of the person: a system knows each by its own.
    """

    customer_numbers: tuple[str, ...]
    stored: StoredPart


def prepare_refresh(session: Session, customer_id: UUID, system: str) -> PartQuestion:
    """Read the stored part and the numbers of the person's accounts.

    Raises:
        CustomerNotFoundError: No such customer.
        SystemAwayError: No system of that code is known (reason not_configured).
    """
    numbers = CustomerRepository(session).list_customer_numbers(customer_id)
    if not numbers:
        raise CustomerNotFoundError(customer_id)
    stored = find_stored_part(session, customer_id, system)
    if stored is None:
        raise SystemAwayError(system, reason="not_configured")
    return PartQuestion(tuple(numbers), stored)


def ask_system(
    question: PartQuestion, *, at: datetime, options: ProfileOptions, systems: BankSystems | None
) -> HoldingsPart:
    """Ask the system for each account, at the same time, and return the part with live figures; without the database.

    A system that does not answer gives the stored figures as AWAY, with the time they are of; one that cannot be
    asked live, or `systems` None, gives them as they are. A part is LIVE only when the answers named every product,
    and as old as the oldest of them. Where some accounts were answered and others not, what came is shown, and AWAY
    unless it was everything: a system may well refuse the number of an account it has never had.
    """
    stored = question.stored
    if systems is None or not stored.live:
        return stored.shown(options, stored.freshness_at(at))
    answers = _answers(systems, stored.system, question.customer_numbers)
    came = [answer for answer in answers if answer is not None]
    if not came:
        return stored.shown(options, Freshness.AWAY)
    return _combined(stored, came, at, options, all_came=len(came) == len(answers))


def _answers(systems: BankSystems, system: str, numbers: Sequence[str]) -> list[LivePart | None]:
    """Ask for each number within the time of one; None for each that was not answered."""

    def ask(number: str) -> LivePart | None:
        try:
            return systems.live_part(system, number)
        except SystemAwayError:
            return None

    if len(numbers) == 1:
        return [ask(numbers[0])]
    with ThreadPoolExecutor(max_workers=len(numbers), thread_name_prefix="live-part") as pool:
        return list(pool.map(ask, numbers))


def _combined(
    stored: StoredPart, answers: Sequence[LivePart], at: datetime, options: ProfileOptions, *, all_came: bool
) -> HoldingsPart:
    by_key = {holding.source_key: holding for live in answers for holding in live.holdings}
    part = with_holdings(stored, lambda holding: _refreshed(holding, by_key.get(holding.source_key)))
    named = all(holding.source_key in by_key for holding in stored.holdings)
    if named and (stored.holdings or all_came):
        return replace(part, as_of_at=min(live.as_of_at for live in answers)).shown(options, Freshness.LIVE)
    return part.shown(options, stored.freshness_at(at) if all_came else Freshness.AWAY)


def _refreshed(stored: StoredHolding, live: LiveHolding | None) -> StoredHolding:
    if live is None:
        return stored
    return replace(
        stored,
        balance=live.balance,
        currency=live.currency,
        status=live.status or stored.status,
        status_kind=live.status_kind if live.status else stored.status_kind,
    )

"""Brings one part of the holdings up to date from the bank's own system, each part on its own."""

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
    """What is needed to ask a system, read before it is asked: no transaction has to wait for its answer."""

    customer_number: str
    stored: StoredPart


def prepare_refresh(session: Session, customer_id: UUID, system: str) -> PartQuestion:
    """Read the stored part and the customer's number.

    Raises:
        CustomerNotFoundError: No such customer.
        SystemAwayError: No system of that code is known (reason not_configured).
    """
    row = CustomerRepository(session).find_customer(customer_id)
    if row is None:
        raise CustomerNotFoundError(customer_id)
    stored = find_stored_part(session, customer_id, system)
    if stored is None:
        raise SystemAwayError(system, reason="not_configured")
    return PartQuestion(row["customer_number"], stored)


def ask_system(
    question: PartQuestion, *, at: datetime, options: ProfileOptions, systems: BankSystems | None
) -> HoldingsPart:
    """Ask the system and return the part with live figures; without the database.

    A system that does not answer gives the stored figures as AWAY, with the time they are of; one that cannot be
    asked live, or `systems` None, gives them as they are. A part is LIVE only when the answer named every product.
    """
    stored = question.stored
    if systems is None or not stored.live:
        return stored.shown(options, stored.freshness_at(at))
    try:
        live = systems.live_part(stored.system, question.customer_number)
    except SystemAwayError:
        return stored.shown(options, Freshness.AWAY)
    return _combined(stored, live, at, options)


def _combined(stored: StoredPart, live: LivePart, at: datetime, options: ProfileOptions) -> HoldingsPart:
    by_key = {holding.source_key: holding for holding in live.holdings}
    part = with_holdings(stored, lambda holding: _refreshed(holding, by_key.get(holding.source_key)))
    if all(holding.source_key in by_key for holding in stored.holdings):
        return replace(part, as_of_at=live.as_of_at).shown(options, Freshness.LIVE)
    return part.shown(options, stored.freshness_at(at))


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

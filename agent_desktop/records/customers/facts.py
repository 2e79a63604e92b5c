"""The values that script variables take, formatted by language; named in `service_scripts.variables.KNOWN_FACTS`."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import Profile
from agent_desktop.records.customers.masking import ending_of
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.formatting import both, day, moment, money
from agent_desktop.records.holdings.repository import HoldingRepository


def script_facts(
    session: Session, profile: Profile | None, *, agent_name: str, at: datetime, options: ProfileOptions
) -> dict[str, LocalText]:
    """Return the facts of a call from `profile` (None: nobody is known) for the agent of that name. One statement.

    A fact that is not known is left out: the script then has its own word for it. The card is the one with a
    problem, else the one last used; its newest booking is what the call is likely about.
    """
    facts: dict[str, LocalText] = {}
    if agent_name:
        facts["agent_name"] = both(agent_name, agent_name)
    if options.bank_name:
        facts["bank_name"] = dict(options.bank_name)
    if profile is None:
        return facts
    facts["customer_name"] = dict(profile.salutation)
    facts["customer_full_name"] = both(profile.name, profile.name_chinese or profile.name)
    facts.update(_card_facts(session, profile.customer_id, at, options))
    return {name: text for name, text in facts.items() if any(text.values())}


def _card_facts(session: Session, customer_id: UUID, at: datetime, options: ProfileOptions) -> dict[str, LocalText]:
    row = HoldingRepository(session).find_newest_card_transaction(customer_id, at)
    if row is None:
        return {}
    ending = ending_of(row["number"])
    facts = {"card_ending": both(ending, ending), "card_product": dict(row["product"])}
    if row["booked_at"] is not None:
        facts.update(_transaction_facts(row, at, options))
    return facts


def _transaction_facts(row: sa.RowMapping, at: datetime, options: ProfileOptions) -> dict[str, LocalText]:
    booked_at: datetime = row["booked_at"]
    return {
        # Said as a size: "a withdrawal of HKD 8,000.00".
        "last_transaction_amount": money(abs(row["amount"]), row["currency"]),
        "last_transaction_place": both(row["place"], row["place"]),
        "last_transaction_time": moment(booked_at, at, options.zone),
        "last_transaction_date": day(options.day_of(booked_at), options.day_of(at)),
    }

"""The values that script variables take, formatted by language; named in `service_scripts.variables.KNOWN_FACTS`."""

from datetime import datetime

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import Profile
from agent_desktop.records.customers.masking import ending_of
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.formatting import both, day, moment, money
from agent_desktop.records.together import Row


def script_facts(
    profile: Profile | None, card: Row | None, *, at: datetime, options: ProfileOptions
) -> dict[str, LocalText]:
    """Return the facts of a call from `profile` (None: nobody is known).

    A fact that is not known is left out: the script then has its own word for it. `card` is a row of
    `newest_card_transaction`: the one with a problem, else the one last used; its newest booking is what the call is
    likely about.
    """
    facts: dict[str, LocalText] = {}
    if options.bank_name:
        facts["bank_name"] = dict(options.bank_name)
    if profile is None:
        return facts
    facts["customer_name"] = dict(profile.salutation)
    facts["customer_full_name"] = both(profile.name, profile.name_chinese or profile.name)
    if card is not None:
        facts.update(_card_facts(card, at, options))
    return {name: text for name, text in facts.items() if any(text.values())}


def _card_facts(row: Row, at: datetime, options: ProfileOptions) -> dict[str, LocalText]:
    ending = ending_of(row["number"])
    facts = {"card_ending": both(ending, ending), "card_product": dict(row["product"])}
    if row["booked_at"] is not None:
        facts.update(_transaction_facts(row, at, options))
    return facts


def _transaction_facts(row: Row, at: datetime, options: ProfileOptions) -> dict[str, LocalText]:
    booked_at: datetime = row["booked_at"]
    return {
        # Said as a size: "a withdrawal of HKD 8,000.00".
        "last_transaction_amount": money(abs(row["amount"]), row["currency"]),
        "last_transaction_place": both(row["place"], row["place"]),
        "last_transaction_time": moment(booked_at, at, options.zone),
        "last_transaction_date": day(options.day_of(booked_at), options.day_of(at)),
    }

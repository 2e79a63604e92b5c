"""The typed facts of a talk, as canonical texts: what conditions of a script are about (`service_scripts.facts`).

Worked out when the script is first asked about, after the call is taken: never while it rings.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.customers import HoldingGroup, Profile
from agent_desktop.records.caller_cards.service import Caller, talk_language
from agent_desktop.records.customers.masking import ending_of
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.service import compose_profile_and_card
from agent_desktop.records.holdings.repository import HoldingRepository
from agent_desktop.records.together import Row


@dataclass(frozen=True, slots=True)
class Talk:
    """What is known of the call by itself; `began_at` is aware UTC."""

    caller: Caller
    began_at: datetime


def values_of(
    session: Session, talk: Talk, customer_id: UUID | None, *, at: datetime, options: ProfileOptions
) -> dict[str, str]:
    """Return what is known, by name of the fact; what is not known is left out. `customer_id` None: nobody is known.

    Raises:
        CustomerNotFoundError: No such customer.
    """
    caller = talk.caller
    values = {
        "today": options.day_of(talk.began_at).isoformat(),
        "direction": caller.direction.value,
        "queue": caller.queue_code,
        "reason": caller.menu_reason,
        "is_known": _yes(customer_id is not None),
    }
    languages: tuple[str, ...] = ()
    if customer_id is not None:
        profile, card = compose_profile_and_card(session, customer_id, at=at, options=options)
        languages = profile.languages
        holdings = HoldingRepository(session).list_reached(customer_id)
        values.update(_of_profile(profile), **_of_holdings(holdings, options.day_of(at)), **_of_card(card, options))
    values["language"] = talk_language(caller.menu_language, *languages)
    return {name: value for name, value in values.items() if value}


def _of_profile(profile: Profile) -> dict[str, str]:
    return {
        "tier": profile.tier.value,
        "age": "" if profile.age_years is None else str(profile.age_years),
        "is_vulnerable": _yes(bool(profile.needs)),
        "contacts_90_days": str(sum(profile.contacts_90_days.values())),
    }


def _of_holdings(holdings: Iterable[Row], today: date) -> dict[str, str]:
    rows = list(holdings)
    deposits = [
        row["matures_on"] for row in rows if row["group"] is HoldingGroup.DEPOSITS and row["matures_on"] is not None
    ]
    ahead = [day for day in deposits if day >= today]
    return {
        "has_card": _yes(any(row["group"] is HoldingGroup.CARDS for row in rows)),
        "has_loan": _yes(any(row["group"] is HoldingGroup.LOANS for row in rows)),
        "has_time_deposit": _yes(bool(deposits)),
        "maturing_on": min(ahead).isoformat() if ahead else "",
    }


def _of_card(card: Row | None, options: ProfileOptions) -> dict[str, str]:
    if card is None:
        return {}
    values = {"card_ending": ending_of(card["number"])}
    booked_at: datetime | None = card["booked_at"]
    if booked_at is not None:
        values |= {
            "last_transaction_amount": f"{abs(card['amount'])} {card['currency']}",
            "last_transaction_place": card["place"],
            "last_transaction_time": booked_at.isoformat(),
            "last_transaction_date": options.day_of(booked_at).isoformat(),
        }
    return values


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"

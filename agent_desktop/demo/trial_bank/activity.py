"""What the trial bank's customers did: bookings on their accounts and cards, and contacts with the bank."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from agent_desktop.demo.trial_bank.draw import Draw, Topic
from agent_desktop.demo.trial_bank.holdings import TrialHolding
from agent_desktop.demo.trial_bank.people import Person

_CARD_DAYS: Final = 60
_ACCOUNT_DAYS: Final = 90
_CONTACT_DAYS: Final = 150

_SHOPS: Final = (
    ("Lantern Street Noodles", "Hong Kong"),
    ("Bay View Books", "Hong Kong"),
    ("Green Peak Supermarket", "Hong Kong"),
    ("Three Bridges Pharmacy", "Hong Kong"),
    ("Cloud Nine Airlines Online", "Hong Kong"),
    ("Harbour Light Cinema", "Hong Kong"),
    ("Old Pier Coffee", "Hong Kong"),
    ("Banyan Home Store", "Hong Kong"),
    ("荷花百货", "深圳"),
    ("晨光超市", "广州"),
    ("白鹤酒店", "珠海"),
    ("云山书城", "上海"),
    ("Azulejo Gallery Cafe", "Macau"),
    ("Maple Court Hotel", "Singapore"),
    ("Willow Lane Outfitters", "London"),
)
_COUNTRIES: Final = {
    "Hong Kong": "HK",
    "深圳": "CN",
    "广州": "CN",
    "珠海": "CN",
    "上海": "CN",
    "Macau": "MO",
    "Singapore": "SG",
    "London": "GB",
}
_ACCOUNT_KINDS: Final = (
    (0.16, ("salary", 1, 2_800_000, "Salary")),
    (0.12, ("transfer_in", 1, 400_000, "Transfer in")),
    (0.24, ("transfer_out", -1, 350_000, "Transfer out")),
    (0.18, ("bill_payment", -1, 90_000, "Electricity and water")),
    (0.14, ("cash_withdrawal", -1, 200_000, "Cash machine")),
    (0.10, ("interest", 1, 1_200, "Interest")),
    (0.06, ("fee", -1, 10_000, "Account fee")),
)

# Subject, channels it comes over, outcomes.
_SUBJECTS: Final = (
    ("balance_question", ("phone", "web", "app"), ("answered",)),
    ("card_limit", ("phone", "app"), ("limit_raised", "limit_kept")),
    ("new_card", ("app", "branch", "phone"), ("card_sent",)),
    ("card_abroad", ("phone",), ("answered",)),
    ("wire_fee", ("branch", "email", "phone"), ("complaint_opened", "fee_returned")),
    ("address_change", ("branch", "app", "web"), ("changed",)),
    ("statement_copy", ("web", "email", "phone"), ("sent",)),
    ("mortgage_rate", ("branch", "phone"), ("answered", "appointment")),
    ("report_transaction", ("app",), ("not_finished",)),
    ("deposit_rate", ("app", "branch"), ("deposit_made", "answered")),
    ("password", ("app", "phone"), ("done",)),
    ("fund_advice", ("branch", "phone"), ("appointment",)),
    ("insurance_claim", ("web", "email", "phone"), ("claim_opened",)),
    ("transfer_question", ("phone", "app"), ("answered", "traced")),
    ("lost_card", ("phone",), ("card_blocked",)),
)
_PROSPECT_SUBJECTS: Final = (
    ("loan_question", ("web", "branch", "phone"), ("leaflet_sent", "appointment")),
    ("open_account", ("web", "branch"), ("appointment", "not_finished")),
)


@dataclass(frozen=True, slots=True)
class TrialTransaction:
    """One booking on the holding at `place` of the customer's holdings. `cents` is signed; `country` (ISO 3166) is
    named where `country_of` does not know it."""

    place: int
    key: str
    at: datetime
    cents: int
    kind: str
    text: str
    where: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class TrialContact:
    """One past contact. `seconds` is how long it took, where somebody measured."""

    key: str
    at: datetime
    channel: str
    subject: str
    outcome: str
    seconds: int | None = None


def make_transactions(
    seed: int, person: Person, holdings: Sequence[TrialHolding], as_of: datetime
) -> list[TrialTransaction]:
    """Return the bookings of the last months, none after `as_of`."""
    places = [
        place
        for place, holding in enumerate(holdings)
        if holding.system == "cards" or (holding.system == "core_banking" and holding.product != "time_deposit")
    ]
    if not places:
        return []
    draw = Draw(seed, Topic.TRANSACTIONS, person.index)
    count = draw.between(4, 18)
    made = []
    for number in range(count):
        place = places[number % len(places)]
        holding = holdings[place]
        key = f"{holding.key}-{number:03d}"
        if holding.system == "cards":
            shop, where = draw.one_of(_SHOPS)
            kind = "card_purchase"
            cents = -(500 + int(150_000 * draw.fraction() ** 3))
            if draw.chance(0.12):
                kind, shop, cents = "cash_withdrawal", "Cash machine", -10_000 * draw.between(1, 40)
            made.append(TrialTransaction(place, key, _past(draw, as_of, _CARD_DAYS), cents, kind, shop, where))
        else:
            kind, sign, middle, text = draw.weighted(_ACCOUNT_KINDS)
            cents = sign * (100 + int(middle * (0.5 + draw.fraction())))
            made.append(TrialTransaction(place, key, _past(draw, as_of, _ACCOUNT_DAYS), cents, kind, text))
    return made


def make_contacts(seed: int, person: Person, as_of: datetime) -> list[TrialContact]:
    """Return the contacts of the last months, none after `as_of`."""
    draw = Draw(seed, Topic.CONTACTS, person.index)
    subjects = _PROSPECT_SUBJECTS if person.kind == "prospect" else _SUBJECTS
    made = []
    for number in range(draw.between(0, 6)):
        subject, channels, outcomes = draw.one_of(subjects)
        channel = draw.one_of(channels)
        at = _past(draw, as_of, _CONTACT_DAYS)
        seconds = draw.between(60, 900) if channel in {"phone", "branch"} else None
        key = f"{person.customer_number}-{number:02d}"
        made.append(TrialContact(key, at, channel, subject, draw.one_of(outcomes), seconds))
    return made


def country_of(where: str) -> str:
    """Return the country (ISO 3166) of a place of the trial bank; an empty text where there is none."""
    return _COUNTRIES.get(where, "")


def _past(draw: Draw, as_of: datetime, days: int) -> datetime:
    # Between eight and twenty-two o'clock of the bank's day; `as_of` is its midnight.
    days_before = 1 + draw.below(days)
    return as_of + timedelta(days=-days_before, hours=8, seconds=draw.below(14 * 3600))

"""What the settings say about composing a profile."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from agent_desktop.contract.base import LocalText
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.settings import Settings


class OwnNumbers:
    """The bank's own numbers, E.164; replaced as a whole where an administrator changes those it calls from."""

    def __init__(self, numbers: Collection[str] = ()) -> None:
        self._numbers = frozenset(numbers)

    def __contains__(self, number: object) -> bool:
        return number in self._numbers

    def use(self, numbers: Collection[str]) -> None:
        """These are the bank's own from now on."""
        self._numbers = frozenset(numbers)


@dataclass(frozen=True, slots=True)
class ProfileOptions:
    """`rates` give one unit of a currency in `base_currency`, as of the day `rates_on` (None: nobody said) by what
    `rates_source` names. `zone` is the bank's own time of day.

    `recent_contacts` is how many past contacts a profile carries. `region` (ISO 3166) is where a number without a
    country code is dialled. `bank_name` is what scripts call the bank; without it they have their own word.
    `own_numbers` are the bank's own, E.164: they are no customer's. `booking_types` and `countries` (ISO 3166) are the
    words for these codes, `complaints` has those of complaints.
    """

    base_currency: str
    rates: Mapping[str, Decimal]
    zone: tzinfo
    rates_on: date | None = None
    rates_source: LocalText = field(default_factory=dict)
    recent_contacts: int = 20
    region: str = "HK"
    bank_name: LocalText = field(default_factory=dict)
    own_numbers: OwnNumbers = field(default_factory=OwnNumbers)
    booking_types: Mapping[str, LocalText] = field(default_factory=dict)
    countries: Mapping[str, LocalText] = field(default_factory=dict)
    complaints: ComplaintBook | None = None

    def day_of(self, at: datetime) -> date:
        """Return the bank's day at `at`."""
        return at.astimezone(self.zone).date()

    def in_base(self, amount: Decimal, currency: str) -> Decimal | None:
        """Return `amount` in the base currency; None where there is no rate."""
        if currency == self.base_currency:
            return amount
        rate = self.rates.get(currency)
        return None if rate is None else amount * rate


def options_from(settings: Settings) -> ProfileOptions:
    """Return the options that the settings give."""
    records, telephony = settings.records, settings.telephony
    outgoing = (each.number for each in telephony.outgoing_numbers)
    return ProfileOptions(
        base_currency=records.base_currency,
        rates=records.rates,
        zone=ZoneInfo(records.time_zone),
        rates_on=records.rates_on or None,
        rates_source=records.rates_source,
        recent_contacts=records.recent_contacts,
        region=telephony.default_region,
        bank_name=records.bank_name,
        own_numbers=OwnNumbers((*telephony.own_numbers, *settings.twilio.numbers, *outgoing)),
    )

"""What the settings say about composing a profile."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from agent_desktop.contract.base import LocalText
from agent_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class ProfileOptions:
    """`rates` give one unit of a currency in `base_currency`. `zone` is the bank's own time of day.

    `recent_contacts` is how many past contacts a profile carries. `region` (ISO 3166) is where a number without a
    country code is dialled. `bank_name` is what scripts call the bank; without it they have their own word.
    """

    base_currency: str
    rates: Mapping[str, Decimal]
    zone: tzinfo
    recent_contacts: int = 20
    region: str = "HK"
    bank_name: LocalText = field(default_factory=dict)

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
    records = settings.records
    return ProfileOptions(
        base_currency=records.base_currency,
        rates=records.rates,
        zone=ZoneInfo(records.time_zone),
        recent_contacts=records.recent_contacts,
        region=settings.telephony.default_region,
        bank_name=records.bank_name,
    )

"""What currencies are worth, for totals in a currency of one's choice."""

from datetime import date
from decimal import Decimal

from pydantic import Field

from agent_desktop.contract.base import Answer, LocalText


class ExchangeRates(Answer):
    """`GET /v1/rates`: what one unit of each currency is worth in `base_currency`, which is among them as 1.

    `valid_on` is the day they are of, None where nobody said; `source` who says so.
    """

    base_currency: str
    rates: dict[str, Decimal]
    valid_on: date | None = None
    source: LocalText = Field(default_factory=dict)

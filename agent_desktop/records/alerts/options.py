"""What working out alerts needs to know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal

from agent_desktop.records.alerts.schema import AlertRules


@dataclass(frozen=True, slots=True)
class AlertOptions:
    """The bank's rules; `zone` is its own time of day, `rates` what one unit of a currency is worth in the base one."""

    rules: AlertRules
    zone: tzinfo
    base_currency: str
    rates: Mapping[str, Decimal]

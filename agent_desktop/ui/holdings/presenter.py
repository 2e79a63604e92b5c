"""The holdings tree: groups by source system, each filled in its own place."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from agent_desktop.client.errors import Problem
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import Freshness, HoldingGroup, HoldingsPart


@dataclass(frozen=True, slots=True)
class PartState:
    """One group of the tree, from one source system. `part` is the last known, also while `loading` or after a failure.

    `problem` with its first time `failed_since_at` and how often it was tried; `retry(system)` tries again.
    """

    system: str
    system_name: LocalText
    group: HoldingGroup
    part: HoldingsPart
    loading: bool = False
    problem: Problem | None = None
    tries: int = 0
    failed_since_at: datetime | None = None

    @property
    def freshness(self) -> Freshness:
        """How new the figures are; AWAY where the system did not answer."""
        return self.part.freshness


@dataclass(frozen=True, slots=True)
class HoldingsState:
    """Everything the holdings panel and the status bar's source labels draw.

    `shown` is False without a customer. `loading` counts the groups still asked for of `len(parts)`: "Getting
    holdings, 2 of 5" is `loaded_count` of `len(parts)`. `total` is in `total_currency`, None where a part is unknown.
    """

    shown: bool = False
    parts: tuple[PartState, ...] = ()
    product_count: int = 0
    loading_count: int = 0
    loaded_count: int = 0
    loading_since_at: datetime | None = None
    total: Decimal | None = None
    total_currency: str = ""
    waiting_for_customer: bool = False

"""The holdings tree: groups by source system, each filled in its own place."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from agent_desktop.client.errors import Problem
from agent_desktop.client.live_holdings import LiveHoldings, LiveHoldingsModel
from agent_desktop.client.watched import Shows
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
        """How new the figures are; AWAY where the system did not answer just now."""
        return Freshness.AWAY if self.problem is not None else self.part.freshness


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


class HoldingsPresenter(Shows[HoldingsState]):
    """Shows each source system's products in its own place; one that fails leaves the others alone."""

    def __init__(self, holdings: LiveHoldingsModel) -> None:
        super().__init__(HoldingsState())
        self._holdings = holdings
        self._stop = holdings.watch(self._holdings_changed)

    def retry(self, system: str) -> None:
        """Ask one source system again; ignored while it is being asked."""
        self._holdings.retry(system)

    def retry_all(self) -> None:
        """Ask again every system that did not answer (Ctrl+R)."""
        self._holdings.retry_failed()

    def stop(self) -> None:
        """Watch no longer."""
        self._stop()

    def _holdings_changed(self, holdings: LiveHoldings) -> None:
        if holdings.customer_id is None:
            self._show(HoldingsState())
            return
        parts = tuple(
            PartState(
                system=live.part.system,
                system_name=live.part.system_name,
                group=live.part.group,
                part=live.part,
                loading=live.loading,
                problem=live.problem,
                tries=live.tries,
                failed_since_at=live.failed_since_at,
            )
            for live in holdings.parts
        )
        loading = sum(part.loading for part in parts)
        self._show(
            HoldingsState(
                shown=True,
                parts=parts,
                product_count=sum(len(part.part.holdings) for part in parts),
                loading_count=loading,
                loaded_count=len(parts) - loading,
                loading_since_at=holdings.loading_since_at if loading else None,
                total=_total(parts),
                total_currency=parts[0].part.total_currency if parts else "",
            )
        )


def _total(parts: tuple[PartState, ...]) -> Decimal | None:
    """Sum the groups; None where one is unknown or in another currency: a wrong total is worse than none."""
    totals = [part.part.total for part in parts]
    if not totals or len({part.part.total_currency for part in parts}) != 1:
        return None
    known = [total for total in totals if total is not None]
    return sum(known, Decimal(0)) if len(known) == len(totals) else None

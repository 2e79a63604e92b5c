"""The holdings tree: groups by source system, each filled in its own place, with totals in a currency of choice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from agent_desktop.client.errors import Problem
from agent_desktop.client.live_holdings import LiveHoldings, LiveHoldingsModel, LivePart
from agent_desktop.client.rates import KnownRates, RatesModel
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import Freshness, HoldingGroup, HoldingsPart
from agent_desktop.contract.rates import ExchangeRates

_CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class PartState:
    """One group of the tree, from one source system. `part` is the last known, also while `loading` or after a failure.

    `total` is in the currency shown, None where it is not known; `converted` has what balances in other currencies are
    worth in it, as far as there are rates. `problem` with its first time `failed_since_at` and how often it was tried;
    `retry(system)` tries again.
    """

    system: str
    system_name: LocalText
    group: HoldingGroup
    part: HoldingsPart
    total: Decimal | None = None
    converted: Mapping[UUID, Decimal] = field(default_factory=dict)
    loading: bool = False
    problem: Problem | None = None
    tries: int = 0
    failed_since_at: datetime | None = None

    @property
    def freshness(self) -> Freshness:
        """How new the figures are; AWAY where the system did not answer just now."""
        return Freshness.AWAY if self.problem is not None else self.part.freshness

    @property
    def is_unknown(self) -> bool:
        """Whether something that may count is not in any total: a part of cards without a balance adds nothing."""
        return self.total is None and (
            not self.part.holdings or any(holding.balance is not None for holding in self.part.holdings)
        )


@dataclass(frozen=True, slots=True)
class HoldingsState:
    """Everything the holdings panel and the status bar's source labels draw.

    `shown` is False without a customer. `loading` counts the groups still asked for of `len(parts)`: "Getting
    holdings, 2 of 5" is `loaded_count` of `len(parts)`. `total` is in `total_currency`, None where a part is unknown.

    `currencies` can be chosen for the totals, the bank's own first; `total_currency` is the one they are in, and
    `wanted_currency` the one chosen, another only where it has no rate. `rates_on` is the day of the rates (None: not
    known) and `rates_source` who says them. `rates_problem`: they could not be read.
    """

    shown: bool = False
    parts: tuple[PartState, ...] = ()
    product_count: int = 0
    loading_count: int = 0
    loaded_count: int = 0
    loading_since_at: datetime | None = None
    total: Decimal | None = None
    total_currency: str = ""
    base_currency: str = ""
    wanted_currency: str = ""
    currencies: tuple[str, ...] = ()
    rates_on: date | None = None
    rates_source: LocalText = field(default_factory=dict)
    rates_problem: Problem | None = None


class HoldingsPresenter(Shows[HoldingsState]):
    """Shows each source system's products in its own place; one that fails leaves the others alone."""

    def __init__(self, holdings: LiveHoldingsModel, rates: RatesModel) -> None:
        super().__init__(HoldingsState())
        self._holdings = holdings
        self._rates = rates
        self._wanted = ""
        self._stops: tuple[Callable[[], None], ...] = ()
        self._stops = (holdings.watch(self._holdings_changed), rates.watch(self._rates_changed))

    def choose_currency(self, currency: str) -> None:
        """Show totals in `currency` from now on; empty is the bank's own. One without a rate waits until it has one."""
        if currency != self._wanted:
            self._wanted = currency
            self._draw()

    def retry(self, system: str) -> None:
        """Ask one source system again; ignored while it is being asked."""
        self._holdings.retry(system)

    def retry_all(self) -> None:
        """Ask again every system that did not answer (Ctrl+R)."""
        self._holdings.retry_failed()
        if self._rates.known.problem is not None:
            self._rates.read()

    def stop(self) -> None:
        """Watch no longer."""
        for stop in self._stops:
            stop()

    def _holdings_changed(self, holdings: LiveHoldings) -> None:
        if holdings.customer_id is not None:
            self._rates.freshen()
        self._draw()

    def _rates_changed(self, _: KnownRates) -> None:
        self._draw()

    def _draw(self) -> None:
        holdings, known = self._holdings.holdings, self._rates.known
        if holdings.customer_id is None:
            self._show(HoldingsState())
            return
        base = holdings.parts[0].part.total_currency if holdings.parts else ""
        rates = known.rates if known.rates is not None and known.rates.base_currency == base else None
        rate = _rate_of(self._wanted, base, rates)
        shown = self._wanted if self._wanted and rate is not None else base
        parts = tuple(_part(live, shown, rate, rates) for live in holdings.parts)
        loading = sum(part.loading for part in parts)
        others = sorted(code for code in rates.rates if code != base) if rates is not None else []
        self._show(
            HoldingsState(
                shown=True,
                parts=parts,
                product_count=sum(len(part.part.holdings) for part in parts),
                loading_count=loading,
                loaded_count=len(parts) - loading,
                loading_since_at=holdings.loading_since_at if loading else None,
                total=_total(parts),
                total_currency=shown,
                base_currency=base,
                wanted_currency=self._wanted or base,
                currencies=(base, *others) if base else (),
                rates_on=rates.valid_on if rates is not None else None,
                rates_source=rates.source if rates is not None else {},
                rates_problem=known.problem,
            )
        )


def _rate_of(wanted: str, base: str, rates: ExchangeRates | None) -> Decimal | None:
    """Return what one unit of the currency chosen is worth in the bank's own; None where there is no rate, and for the
    bank's own, in which the server says the totals."""
    if not wanted or wanted == base or rates is None:
        return None
    return rates.rates.get(wanted)


def _part(live: LivePart, shown: str, rate: Decimal | None, rates: ExchangeRates | None) -> PartState:
    total = live.part.total
    worth = rates.rates if rates is not None else {}
    converted = {
        holding.holding_id: _rounded(holding.balance * worth[holding.currency] / (rate or Decimal(1)))
        for holding in live.part.holdings
        if holding.balance is not None and holding.currency != shown and holding.currency in worth
    }
    if total is not None and rate is not None:
        total = _rounded(total / rate)
    return PartState(
        system=live.part.system,
        system_name=live.part.system_name,
        group=live.part.group,
        part=live.part,
        total=total,
        converted=converted,
        loading=live.loading,
        problem=live.problem,
        tries=live.tries,
        failed_since_at=live.failed_since_at,
    )


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, rounding=ROUND_HALF_UP)


def _total(parts: tuple[PartState, ...]) -> Decimal | None:
    """Sum the groups; None where one is unknown or in another currency: a wrong total is worse than none."""
    if not parts or any(part.is_unknown for part in parts) or len({part.part.total_currency for part in parts}) != 1:
        return None
    known = [part.total for part in parts if part.total is not None]
    return sum(known, Decimal(0)) if known else None

"""The customer's products by source system: as loaded first, then as each system answers live."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from agent_desktop.client.clock import Now
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.shown_customer import ShownCustomer, ShownCustomerModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Watched
from agent_desktop.contract.customers import Freshness, HoldingsPart
from agent_desktop.contract.errors import ErrorCode


class HoldingsReader(Protocol):
    """What the model asks the server."""

    def holdings_part(self, customer_id: UUID, system: str) -> HoldingsPart: ...


@dataclass(frozen=True, slots=True)
class LivePart:
    """One source system's answer as it stands. After a failure `part` is still the last known."""

    part: HoldingsPart
    loading: bool = False
    problem: Problem | None = None
    tries: int = 0
    failed_since_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LiveHoldings:
    """All parts of one customer in the profile's order. `loading_since_at`: when the last round of reads began."""

    customer_id: UUID | None = None
    parts: tuple[LivePart, ...] = ()
    loading_since_at: datetime | None = None


class LiveHoldingsModel:
    """Reads each part live, each on its own, once the customer is on screen. Belongs to the thread that draws."""

    def __init__(self, customers: ShownCustomerModel, reader: HoldingsReader, tasks: Tasks, now: Now) -> None:
        self._reader = reader
        self._tasks = tasks
        self._now = now
        self._round = 0
        self._watched = Watched(LiveHoldings())
        self._stop = customers.watch(self._customer_changed)

    @property
    def holdings(self) -> LiveHoldings:
        """The parts as they stand."""
        return self._watched.value

    def watch(self, watcher: Callable[[LiveHoldings], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def retry(self, system: str) -> None:
        """Ask one system again; ignored while it is being asked."""
        for live in self.holdings.parts:
            if live.part.system == system and not live.loading:
                self._read(system)
                return

    def retry_failed(self) -> None:
        """Ask again every system that did not answer."""
        for live in self.holdings.parts:
            if live.problem is not None and not live.loading:
                self._read(live.part.system)

    def stop(self) -> None:
        """Watch no longer."""
        self._stop()

    def _customer_changed(self, shown: ShownCustomer) -> None:
        profile = shown.profile
        if profile is None:
            self._round += 1
            self._watched.set(LiveHoldings())
            return
        if profile.customer_id == self.holdings.customer_id:
            return
        self._round += 1
        # All are being asked from the first moment on: told one by one, the panel would be filled once for each.
        parts = tuple(LivePart(part, loading=True, tries=1) for part in profile.parts)
        self._watched.set(LiveHoldings(profile.customer_id, parts, self._now()))
        turn = self._round
        for live in parts:
            if turn == self._round:
                self._ask(live.part.system)

    def _read(self, system: str) -> None:
        self._change(system, lambda live: replace(live, loading=True, tries=live.tries + 1))
        self._ask(system)

    def _ask(self, system: str) -> None:
        customer_id, turn = self.holdings.customer_id, self._round
        if customer_id is None:
            return

        def came(part: HoldingsPart) -> None:
            if turn == self._round:
                away = part.freshness is Freshness.AWAY
                problem = Problem(ErrorCode.SYSTEM_AWAY, {"system": system}) if away else None
                self._answered(system, problem, part)

        def failed(error: ClientError) -> None:
            if turn == self._round:
                self._answered(system, error.problem, None)

        self._tasks.run(lambda: self._reader.holdings_part(customer_id, system), came, failed)

    def _answered(self, system: str, problem: Problem | None, part: HoldingsPart | None) -> None:
        def after(live: LivePart) -> LivePart:
            if problem is None:
                return LivePart(part or live.part)
            since = live.failed_since_at or self._now()
            # An answer without figures keeps those that were loaded: old ones are worth more than none.
            kept = part if part is not None and (part.holdings or not live.part.holdings) else live.part
            return replace(live, part=kept, loading=False, problem=problem, failed_since_at=since)

        self._change(system, after)

    def _change(self, system: str, change: Callable[[LivePart], LivePart]) -> None:
        parts = tuple(change(live) if live.part.system == system else live for live in self.holdings.parts)
        self._watched.set(replace(self.holdings, parts=parts))

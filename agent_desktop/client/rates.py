"""What currencies are worth: read at the sign-in, and anew for a customer where they are an hour old."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from agent_desktop.client.clock import Now
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Watched
from agent_desktop.contract.rates import ExchangeRates

OLD_AFTER: Final = timedelta(hours=1)


class RatesReader(Protocol):
    """What the model asks the server."""

    def rates(self) -> ExchangeRates: ...


@dataclass(frozen=True, slots=True)
class KnownRates:
    """The rates as last read, None before; `problem` says why the last reading brought none."""

    rates: ExchangeRates | None = None
    problem: Problem | None = None


class RatesModel:
    """Belongs to the thread that draws."""

    def __init__(self, reader: RatesReader, tasks: Tasks, now: Now) -> None:
        self._reader = reader
        self._tasks = tasks
        self._now = now
        self._asked_at: datetime | None = None
        self._watched = Watched(KnownRates())

    @property
    def known(self) -> KnownRates:
        """The rates as they stand."""
        return self._watched.value

    def watch(self, watcher: Callable[[KnownRates], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def freshen(self) -> None:
        """Read them unless that was done, or failed, within the last hour."""
        if self._asked_at is None or self._now() - self._asked_at >= OLD_AFTER:
            self.read()

    def read(self) -> None:
        """Read them now."""
        self._asked_at = self._now()

        def came(rates: ExchangeRates) -> None:
            self._watched.set(KnownRates(rates))

        def failed(error: ClientError) -> None:
            # Those known are still right enough: they are shown with their day.
            self._watched.set(KnownRates(self.known.rates, error.problem))

        self._tasks.run(self._reader.rates, came, failed)

"""How new what was loaded is: asked once a customer is on the screen, and then now and again, never for a pop."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from agent_desktop.client.clock import Now
from agent_desktop.client.errors import ClientError
from agent_desktop.client.shown_customer import ShownCustomer, ShownCustomerModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Watched
from agent_desktop.contract.sources import Freshnesses

ASK_AFTER: Final = timedelta(minutes=10)
"""Loads come some times a day; what was told is good for a while."""


class FreshnessReader(Protocol):
    """What the model asks the server."""

    def freshness(self) -> Freshnesses: ...


@dataclass(frozen=True, slots=True)
class Age:
    """How new a panel's figures are: as new as the oldest source that brings them. `at` None where it is not known."""

    at: datetime | None = None
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class PanelAges:
    """The ages of the customer column and of the past contacts."""

    customer: Age = Age()
    contacts: Age = Age()


class FreshnessModel:
    """Belongs to the thread that draws. Where it cannot be asked, panels say nothing of their age."""

    def __init__(self, customers: ShownCustomerModel, reader: FreshnessReader, tasks: Tasks, now: Now) -> None:
        self._reader, self._tasks, self._now = reader, tasks, now
        self._asked_at: datetime | None = None
        self._watched = Watched(PanelAges())
        self._stop = customers.watch(self._customer_changed)

    def watch(self, watcher: Callable[[PanelAges], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def stop(self) -> None:
        """Watch no longer."""
        self._stop()

    def _customer_changed(self, shown: ShownCustomer) -> None:
        at = self._now()
        if shown.profile is None or (self._asked_at is not None and at - self._asked_at < ASK_AFTER):
            return
        self._asked_at = at
        self._tasks.run(self._reader.freshness, self._came, self._failed)

    def _came(self, told: Freshnesses) -> None:
        self._watched.set(PanelAges(_age(told, "customer"), _age(told, "contact")))

    def _failed(self, _error: ClientError) -> None:
        self._asked_at = None  # with the next customer


def _age(told: Freshnesses, kind: str) -> Age:
    known = [(each.as_of_at, each.is_old) for each in told.sources if kind in each.brings and each.as_of_at is not None]
    if not known:
        return Age()
    at, is_old = min(known)
    return Age(at, is_old)

"""A further part of the profile, asked for once the customer is on screen and shown in its own place when it comes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

from agent_desktop.client.clock import Now
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.shown_customer import ShownCustomer, ShownCustomerModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Watched

T = TypeVar("T")


class PartKind(StrEnum):
    NONE = "none"  # no customer, or nothing that is asked for
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ProfilePart(Generic[T]):
    """One part of one customer's profile as it stands. `value` is there when READY, and the last known when a repeat is
    LOADING or FAILED; `problem` says why it is not here, `since_at` since when it is awaited or missed."""

    kind: PartKind = PartKind.NONE
    customer_id: UUID | None = None
    value: T | None = None
    problem: Problem | None = None
    since_at: datetime | None = None


class ProfilePartModel(Generic[T]):
    """Reads one part with `read` for whoever is on screen: after an answer, or for a customer found by search.

    Nothing is asked while a call is only offered. Belongs to the thread that draws.
    """

    def __init__(self, customers: ShownCustomerModel, read: Callable[[UUID], T], tasks: Tasks, now: Now) -> None:
        self._read = read
        self._tasks = tasks
        self._now = now
        self._asks = 0
        self._watched: Watched[ProfilePart[T]] = Watched(ProfilePart())
        self._stop = customers.watch(self._customer_changed)

    @property
    def part(self) -> ProfilePart[T]:
        """The part as it stands."""
        return self._watched.value

    def watch(self, watcher: Callable[[ProfilePart[T]], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def retry(self) -> None:
        """Ask again for what did not come; ignored otherwise."""
        if self.part.kind is PartKind.FAILED:
            self.read_again()

    def read_again(self) -> None:
        """Ask anew for whoever is on screen: what was known stays meanwhile."""
        if self.part.customer_id is not None:
            self._ask(replace(self.part, kind=PartKind.LOADING, problem=None, since_at=self._now()))

    def stop(self) -> None:
        """Watch no longer."""
        self._stop()

    def _customer_changed(self, shown: ShownCustomer) -> None:
        customer_id = shown.profile.customer_id if shown.profile is not None else None
        if customer_id == self.part.customer_id:
            return
        if customer_id is None:
            self._asks += 1
            self._watched.set(ProfilePart())
        else:
            self._ask(ProfilePart(PartKind.LOADING, customer_id, since_at=self._now()))

    def _ask(self, part: ProfilePart[T]) -> None:
        customer_id = part.customer_id
        if customer_id is None:
            return
        self._asks += 1
        ask = self._asks
        self._watched.set(part)
        if ask != self._asks:  # a watcher has turned to somebody else
            return

        def came(value: T) -> None:
            if ask == self._asks:
                self._watched.set(ProfilePart(PartKind.READY, customer_id, value))

        def failed(error: ClientError) -> None:
            if ask == self._asks:
                self._watched.set(replace(self.part, kind=PartKind.FAILED, problem=error.problem))

        self._tasks.run(lambda: self._read(customer_id), came, failed)


class OpenedPartModel(ProfilePartModel[T]):
    """A part that is read only while its tab is open: when it is opened, and for whoever comes on the screen then."""

    def __init__(self, customers: ShownCustomerModel, read: Callable[[UUID], T], tasks: Tasks, now: Now) -> None:
        self._is_open = False
        super().__init__(customers, read, tasks, now)

    def set_open(self, is_open: bool) -> None:
        """Read from now on, and at once; or read no more."""
        if is_open and not self._is_open:
            self._is_open = True
            self.read_again()
        self._is_open = is_open

    def retry(self) -> None:
        """Ask again for what did not come, while it is open."""
        if self._is_open:
            super().retry()

    def read_again(self) -> None:
        """Ask anew for whoever is on screen, while it is open: what was known stays meanwhile."""
        if self._is_open:
            super().read_again()

    def _ask(self, part: ProfilePart[T]) -> None:
        if self._is_open:
            super()._ask(part)
            return
        self._asks += 1  # what is under way is of somebody else
        self._watched.set(ProfilePart(customer_id=part.customer_id))

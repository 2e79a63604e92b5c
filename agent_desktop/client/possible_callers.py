"""Who an unknown caller may be: whose the number once was. Asked once a call, after it was answered."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from agent_desktop.client.errors import ClientError
from agent_desktop.client.shown_customer import ShownCustomer, ShownCustomerModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Watched
from agent_desktop.contract.customers import CallerOutcome, Candidate


class PossibleReader(Protocol):
    """Asks the server whose the number of a call once was."""

    def possible(self, call_id: UUID) -> tuple[Candidate, ...]: ...


class PossibleCallersModel:
    """Follows the call on the screen; nothing is asked while it rings."""

    def __init__(self, customers: ShownCustomerModel, reader: PossibleReader, tasks: Tasks) -> None:
        self._reader = reader
        self._tasks = tasks
        self._watched: Watched[tuple[Candidate, ...]] = Watched(())
        self._call_id: UUID | None = None
        self._stop = customers.watch(self._customer_changed)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Who had the number of the present call, who had it last first."""
        return self._watched.value

    def watch(self, watcher: Callable[[tuple[Candidate, ...]], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def stop(self) -> None:
        """Follow no longer."""
        self._stop()

    def _customer_changed(self, shown: ShownCustomer) -> None:
        call_id = shown.call_id if shown.outcome is CallerOutcome.UNKNOWN else None
        if call_id == self._call_id:
            return
        self._call_id = call_id
        self._watched.set(())
        if call_id is None:
            return

        def came(candidates: tuple[Candidate, ...]) -> None:
            if self._call_id == call_id:
                self._watched.set(candidates)

        def failed(_error: ClientError) -> None:
            """A hint that does not come is none: the agent asks who is calling all the same."""

        self._tasks.run(lambda: self._reader.possible(call_id), came, failed)

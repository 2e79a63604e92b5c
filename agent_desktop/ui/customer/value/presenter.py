"""How what a customer is worth was reckoned: read when it is asked for, put away with the customer."""

from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.shown_customer import ShownCustomer, ShownCustomerModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.valuation import ValueExplanation


@dataclass(frozen=True, slots=True)
class ExplanationState:
    """Everything the explanation draws."""

    open: bool = False
    loading: bool = False
    explanation: ValueExplanation | None = None
    problem: Problem | None = None


class ValueReader(Protocol):
    """Asks the server how a value was reckoned; it writes down who looked."""

    def value(self, customer_id: UUID) -> ValueExplanation: ...


class ExplanationPresenter(Shows[ExplanationState]):
    """Explains the value of whoever is on screen; another customer ends it."""

    def __init__(self, customers: ShownCustomerModel, reader: ValueReader, tasks: Tasks) -> None:
        super().__init__(ExplanationState())
        self._reader = reader
        self._tasks = tasks
        self._customer_id: UUID | None = None
        self._asked = 0
        self._stop = customers.watch(self._customer_changed)

    def open(self) -> None:
        """Show it, and read it anew; nothing without a customer."""
        if self._customer_id is not None:
            self._show(ExplanationState(open=True))
            self.retry()

    def close(self) -> None:
        """Put it away."""
        self._asked += 1
        self._show(ExplanationState())

    def retry(self) -> None:
        """Read it again."""
        customer_id = self._customer_id
        if customer_id is None:
            return
        self._asked += 1
        asked = self._asked
        self._show(replace(self.state, loading=True, problem=None))
        self._tasks.run(
            lambda: self._reader.value(customer_id),
            on_done=lambda explanation: self._came(asked, explanation),
            on_failed=lambda error: self._failed(asked, error),
        )

    def stop(self) -> None:
        """Watch no longer."""
        self._stop()

    def _came(self, asked: int, explanation: ValueExplanation) -> None:
        if asked == self._asked:
            self._show(replace(self.state, loading=False, explanation=explanation))

    def _failed(self, asked: int, error: ClientError) -> None:
        if asked == self._asked:
            self._show(replace(self.state, loading=False, problem=error.problem))

    def _customer_changed(self, shown: ShownCustomer) -> None:
        customer_id = shown.profile.customer_id if shown.profile is not None else None
        if customer_id != self._customer_id:
            self._customer_id = customer_id
            if self.state.open:
                self.close()

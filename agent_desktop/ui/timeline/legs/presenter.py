"""Who had a past contact one after the other: read when it is asked for."""

from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.shown_customer import ShownCustomer, ShownCustomerModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.customers import ContactRow
from agent_desktop.contract.timeline import ContactLeg, ContactLegs, ContactSurvey


@dataclass(frozen=True, slots=True)
class LegsState:
    """Everything the list draws: the parts of `contact`, the first one first, and how the customer found it."""

    open: bool = False
    loading: bool = False
    contact: ContactRow | None = None
    legs: tuple[ContactLeg, ...] = ()
    surveys: tuple[ContactSurvey, ...] = ()
    problem: Problem | None = None


class LegsReader(Protocol):
    """Asks the server for the parts of a contact."""

    def legs(self, customer_id: UUID, contact_id: UUID) -> ContactLegs: ...


class LegsPresenter(Shows[LegsState]):
    """Reads the parts of a contact of the customer on screen; another customer puts them away."""

    def __init__(self, customers: ShownCustomerModel, reader: LegsReader, tasks: Tasks) -> None:
        super().__init__(LegsState())
        self._reader = reader
        self._tasks = tasks
        self._customer_id: UUID | None = None
        self._asked = 0
        self._stop = customers.watch(self._customer_changed)

    def open(self, contact: ContactRow) -> None:
        """Show the parts of this contact, and read them."""
        if self._customer_id is not None:
            self._show(LegsState(open=True, contact=contact))
            self.retry()

    def close(self) -> None:
        """Put them away."""
        self._asked += 1
        self._show(replace(self.state, open=False, loading=False))

    def retry(self) -> None:
        """Read them again."""
        contact, customer_id = self.state.contact, self._customer_id
        if contact is None or customer_id is None:
            return
        self._asked += 1
        asked = self._asked
        self._show(replace(self.state, loading=True, problem=None))

        def came(found: ContactLegs) -> None:
            if asked == self._asked:
                self._show(replace(self.state, loading=False, legs=found.legs, surveys=found.surveys))

        def failed(error: ClientError) -> None:
            if asked == self._asked:
                self._show(replace(self.state, loading=False, problem=error.problem))

        self._tasks.run(lambda: self._reader.legs(customer_id, contact.contact_id), came, failed)

    def stop(self) -> None:
        """Watch no longer."""
        self._stop()

    def _customer_changed(self, shown: ShownCustomer) -> None:
        customer_id = shown.profile.customer_id if shown.profile is not None else None
        if customer_id != self._customer_id:
            self._customer_id = customer_id
            if self.state.open:
                self.close()

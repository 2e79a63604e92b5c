"""A customer's telephone numbers: read when they are asked for, ended and taken back, put away with the customer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.shown_customer import ShownCustomer, ShownCustomerModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.phone_numbers import CustomerNumbers, EndNumber, NumberEnd, RestoreNumber


@dataclass(frozen=True, slots=True)
class NumbersState:
    """Everything the list of numbers draws.

    `asking` is the number of which is asked why it ends. `busy`: the server decides. `undoable` was just ended, and
    `was_calling` says whether the call that is on comes from it. `numbers` None: they are on their way, or `problem`
    says why not.
    """

    open: bool = False
    name: str = ""
    numbers: CustomerNumbers | None = None
    asking: UUID | None = None
    busy: bool = False
    undoable: UUID | None = None
    was_calling: bool = False
    problem: Problem | None = None


class NumbersServer(Protocol):
    """The part of `client.phone_numbers_api.PhoneNumbersApi` that is used here."""

    def numbers(self, customer_id: UUID, call_id: UUID | None) -> CustomerNumbers: ...

    def end(self, customer_id: UUID, command: EndNumber) -> CustomerNumbers: ...

    def restore(self, customer_id: UUID, command: RestoreNumber) -> CustomerNumbers: ...


class NumbersPresenter(Shows[NumbersState]):
    """Shows the numbers of whoever is on screen; another customer puts them away."""

    def __init__(
        self, customers: ShownCustomerModel, server: NumbersServer, tasks: Tasks, on_changed: Callable[[], None]
    ) -> None:
        """`on_changed`: a number has ended or is back, so that the profile is another one."""
        super().__init__(NumbersState())
        self._server = server
        self._tasks = tasks
        self._on_changed = on_changed
        self._customer_id: UUID | None = None
        self._call_id: UUID | None = None
        self._name = ""
        self._asked = 0
        self._stop = customers.watch(self._customer_changed)

    def open(self) -> None:
        """Show them, read anew; nothing without a customer."""
        if self._customer_id is not None:
            self._show(NumbersState(open=True, name=self._name))
            self.retry()

    def close(self) -> None:
        """Put them away. What the server was asked to do is done all the same."""
        self._asked += 1
        self._show(NumbersState())

    def retry(self) -> None:
        """Read them again."""
        customer_id, call_id = self._customer_id, self._call_id
        if customer_id is None:
            return
        asked = self._next()
        self._show(replace(self.state, problem=None, asking=None))

        def came(numbers: CustomerNumbers) -> None:
            if asked == self._asked:
                self._show(replace(self.state, numbers=numbers))

        self._tasks.run(
            lambda: self._server.numbers(customer_id, call_id), came, lambda error: self._failed(asked, error)
        )

    def ask(self, number_id: UUID | None) -> None:
        """Ask why this number ends; None: it does not."""
        if not self.state.busy:
            self._show(replace(self.state, asking=number_id, problem=None))

    def end(self, end: NumberEnd) -> None:
        """End the number that is asked about. Ignored while the server decides."""
        state, customer_id = self.state, self._customer_id
        if state.asking is None or state.busy or customer_id is None or state.numbers is None:
            return
        command = EndNumber(command_id=uuid4(), number_id=state.asking, end=end, call_id=self._call_id)
        calling = any(each.calling for each in state.numbers.current if each.number_id == state.asking)
        known = {each.former_id for each in state.numbers.ended}

        def ended(numbers: CustomerNumbers) -> NumbersState:
            new = [each.former_id for each in numbers.ended if each.former_id not in known]
            return replace(
                self.state, numbers=numbers, undoable=new[0] if new else None, was_calling=calling, asking=None
            )

        self._do(lambda: self._server.end(customer_id, command), ended)

    def restore(self, former_id: UUID) -> None:
        """Have an ended number be theirs again. Ignored while the server decides."""
        customer_id = self._customer_id
        if self.state.busy or customer_id is None:
            return
        command = RestoreNumber(command_id=uuid4(), former_id=former_id, call_id=self._call_id)

        def restored(numbers: CustomerNumbers) -> NumbersState:
            return replace(self.state, numbers=numbers, undoable=None, was_calling=False, asking=None)

        self._do(lambda: self._server.restore(customer_id, command), restored)

    def undo(self) -> None:
        """Take back what was just ended."""
        if self.state.undoable is not None:
            self.restore(self.state.undoable)

    def stop(self) -> None:
        """Watch no longer."""
        self._stop()

    def _do(self, deed: Callable[[], CustomerNumbers], then: Callable[[CustomerNumbers], NumbersState]) -> None:
        asked = self._next()
        self._show(replace(self.state, busy=True, problem=None))

        def done(numbers: CustomerNumbers) -> None:
            if asked == self._asked:
                self._show(replace(then(numbers), busy=False))
            self._on_changed()

        self._tasks.run(deed, done, lambda error: self._failed(asked, error))

    def _failed(self, asked: int, error: ClientError) -> None:
        if asked == self._asked:
            self._show(replace(self.state, busy=False, problem=error.problem))

    def _next(self) -> int:
        self._asked += 1
        return self._asked

    def _customer_changed(self, shown: ShownCustomer) -> None:
        profile = shown.profile
        self._call_id = shown.call_id
        self._name = profile.name if profile is not None else ""
        customer_id = profile.customer_id if profile is not None else None
        if customer_id != self._customer_id:
            self._customer_id = customer_id
            if self.state.open:
                self.close()

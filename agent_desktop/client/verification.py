"""How the call stands with its customer: asked once the agent has the call, and told again by each check."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.shown_customer import ShownCustomer, ShownCustomerModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Watched
from agent_desktop.contract.verification import AnswerCheck, Verification


class Verifier(Protocol):
    """What the model asks the server."""

    def verification(self, call_id: UUID) -> Verification: ...

    def check(self, call_id: UUID, command: AnswerCheck) -> Verification: ...


@dataclass(frozen=True, slots=True)
class CallChecks:
    """The checks of the call that is on, with the customer it is linked to; nothing where there is none.

    `verification` is None until the server has spoken; `problem` says why it has not. `checking` waits for the server
    to take an answer, and `check_problem` is what it said instead.
    """

    call_id: UUID | None = None
    customer_id: UUID | None = None
    verification: Verification | None = None
    problem: Problem | None = None
    checking: bool = False
    check_problem: Problem | None = None


class VerificationModel:
    """Follows the caller. No answer stays here: it is handed on and forgotten. Belongs to the thread that draws."""

    def __init__(self, customers: ShownCustomerModel, verifier: Verifier, tasks: Tasks) -> None:
        self._verifier = verifier
        self._tasks = tasks
        self._watched = Watched(CallChecks())
        self._stop = customers.watch(self._customer_changed)

    @property
    def checks(self) -> CallChecks:
        """The checks as they stand."""
        return self._watched.value

    def watch(self, watcher: Callable[[CallChecks], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def read(self) -> None:
        """Ask how the call stands."""
        checks = self.checks
        call_id, customer_id = checks.call_id, checks.customer_id
        if call_id is None or customer_id is None:
            return
        self._watched.set(replace(checks, problem=None))

        def came(verification: Verification) -> None:
            if self._still(call_id, customer_id) and customer_id in (verification.customer_id, *verification.accounts):
                self._watched.set(replace(self.checks, verification=verification, problem=None))

        def failed(error: ClientError) -> None:
            if self._still(call_id, customer_id):
                self._watched.set(replace(self.checks, problem=error.problem))

        self._tasks.run(lambda: self._verifier.verification(call_id), came, failed)

    def check(self, code: str, *, answer: str = "", right: bool | None = None) -> None:
        """Hand an answer on. Ignored while another is on its way."""
        checks = self.checks
        call_id, customer_id = checks.call_id, checks.customer_id
        if call_id is None or customer_id is None or checks.checking:
            return
        command = AnswerCheck(command_id=uuid4(), customer_id=customer_id, check=code, answer=answer, right=right)
        self._watched.set(replace(checks, checking=True, check_problem=None))

        def came(verification: Verification) -> None:
            if self._still(call_id, customer_id):
                self._watched.set(replace(self.checks, verification=verification, checking=False))

        def failed(error: ClientError) -> None:
            if self._still(call_id, customer_id):
                self._watched.set(replace(self.checks, checking=False, check_problem=error.problem))

        self._tasks.run(lambda: self._verifier.check(call_id, command), came, failed)

    def forget_problem(self) -> None:
        """Put away what the server said of the last answer."""
        self._watched.set(replace(self.checks, check_problem=None))

    def stop(self) -> None:
        """Watch no longer."""
        self._stop()

    def _still(self, call_id: UUID, customer_id: UUID) -> bool:
        return (self.checks.call_id, self.checks.customer_id) == (call_id, customer_id)

    def _customer_changed(self, shown: ShownCustomer) -> None:
        caller = shown.card.profile if shown.card is not None else None
        call_id = shown.call_id if caller is not None else None
        customer_id = caller.customer_id if caller is not None and call_id is not None else None
        if (call_id, customer_id) == (self.checks.call_id, self.checks.customer_id):
            return
        self._watched.set(CallChecks(call_id, customer_id))
        self.read()

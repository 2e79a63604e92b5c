"""Who looks after which customers: loads, lists, handing over, and taking that back."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.managers import (
    ChangeDone,
    HandOver,
    ListCustomers,
    ManagedCustomer,
    ManagedCustomers,
    ManagerLine,
    Managers,
    UndoChange,
)

T = TypeVar("T")


class ManagersKind(StrEnum):
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"  # nothing to show; `problem` says why


@dataclass(frozen=True, slots=True)
class ManagersState:
    """Everything the window draws. `chosen` is the manager whose `customers` are listed, `picked` those marked there.

    `working` waits for the server. `done` says how many customers have just got another manager, by which change
    (None: they got back whom they had).
    """

    kind: ManagersKind = ManagersKind.LOADING
    found: Managers = field(default_factory=Managers)
    chosen: str = ""
    customers: tuple[ManagedCustomer, ...] = ()
    listing: bool = False
    more: bool = False
    picked: frozenset[UUID] = frozenset()
    working: bool = False
    done: ChangeDone | None = None
    problem: Problem | None = None

    @property
    def receivers(self) -> tuple[ManagerLine, ...]:
        """Who can be given the customers of the chosen one: all others who sign in."""
        return tuple(each for each in self.found.managers if each.user_id is not None and each.name != self.chosen)


class ManagersServer(Protocol):
    """What the window asks the server."""

    def managers(self) -> Managers: ...

    def customers(self, asked: ListCustomers) -> ManagedCustomers: ...

    def hand_over(self, command: HandOver) -> ChangeDone: ...

    def undo(self, change_id: UUID, command: UndoChange) -> ChangeDone: ...


class ManagersPresenter(Shows[ManagersState]):
    """`on_change` is called when customers have got another manager: a profile on screen may be another now."""

    def __init__(self, server: ManagersServer, tasks: Tasks, on_change: Callable[[], None] = lambda: None) -> None:
        super().__init__(ManagersState())
        self._server = server
        self._tasks = tasks
        self._on_change = on_change
        self._asked = 0

    def open(self) -> None:
        """Read the managers; what is known stays while they are read again."""
        self._tasks.run(self._server.managers, self._came, self._failed)

    def choose(self, name: str) -> None:
        """List the customers of this manager."""
        if name != self.state.chosen:
            self._show(replace(self.state, chosen=name, customers=(), picked=frozenset(), more=False))
            self._list(0)

    def read_more(self) -> None:
        """List the next page."""
        if self.state.more and not self.state.listing:
            self._list(len(self.state.customers))

    def pick(self, customer_ids: frozenset[UUID]) -> None:
        """These are marked."""
        self._show(replace(self.state, picked=customer_ids))

    def hand_over(self, to_id: UUID | None, reason: str, *, everybody: bool) -> None:
        """Give the marked customers, or all of the chosen manager's, to another one."""
        state = self.state
        if state.working or not state.chosen or not (everybody or state.picked):
            return
        if not reason.strip():
            self._show(replace(state, problem=Problem(ErrorCode.HAND_OVER_REASON), done=None))
            return
        if to_id is None:
            self._show(replace(state, problem=Problem(ErrorCode.MANAGER_UNKNOWN), done=None))
            return
        command = HandOver(
            command_id=uuid4(),
            from_name=state.chosen,
            to_id=to_id,
            customer_ids=None if everybody else tuple(sorted(state.picked)),
            reason=reason,
        )
        self._work(lambda: self._server.hand_over(command))

    def undo(self, change_id: UUID | None = None) -> None:
        """Take a change back; without one, that which was just made."""
        done = self.state.done
        if change_id is None and done is not None:
            change_id = done.change_id
        if change_id is not None and not self.state.working:
            wanted, command = change_id, UndoChange(command_id=uuid4())
            self._work(lambda: self._server.undo(wanted, command))

    def _work(self, work: Callable[[], ChangeDone]) -> None:
        self._show(replace(self.state, working=True, problem=None, done=None))

        def done(answer: ChangeDone) -> None:
            self._show(replace(self.state, working=False, done=answer, picked=frozenset()))
            self._on_change()
            self.open()
            self._list(0)

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, working=False, problem=error.problem))
            self.open()

        self._tasks.run(work, done, failed)

    def _list(self, skip: int) -> None:
        if not self.state.chosen:
            return
        self._asked += 1
        asked, question = self._asked, ListCustomers(name=self.state.chosen, skip=skip)
        self._show(replace(self.state, listing=True))

        def came(page: ManagedCustomers) -> None:
            if asked == self._asked:
                before = self.state.customers if skip else ()
                self._show(replace(self.state, customers=before + page.customers, more=page.more, listing=False))

        def failed(error: ClientError) -> None:
            if asked == self._asked:
                self._show(replace(self.state, listing=False, problem=error.problem))

        self._tasks.run(lambda: self._server.customers(question), came, failed)

    def _came(self, found: Managers) -> None:
        self._show(replace(self.state, kind=ManagersKind.READY, found=found))
        names = [each.name for each in found.managers]
        if self.state.chosen not in names and names:
            self.choose(names[0])

    def _failed(self, error: ClientError) -> None:
        known = self.state.kind is ManagersKind.READY
        kind = ManagersKind.READY if known else ManagersKind.FAILED
        self._show(replace(self.state, kind=kind, problem=error.problem))

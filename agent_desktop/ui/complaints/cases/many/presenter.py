"""Decides on a change of many complaints: to whom they go, what came of each, and that it is taken back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.complaint_form import ComplaintPrefill, OwnerChoice
from agent_desktop.contract.complaint_lists import (
    AssignMany,
    ComplaintLine,
    ManyDone,
    ManyItem,
    ManyOutcome,
    UndoMany,
)


@dataclass(frozen=True, slots=True)
class ManyState:
    """`owners` are whom complaints may go to, None until they came. `outcomes` are of the last change, to `to_name`
    (empty: nobody); `undone` where it was taken back. `may_undo` while it can be."""

    owners: tuple[OwnerChoice, ...] | None = None
    busy: bool = False
    to_name: str = ""
    outcomes: tuple[ManyOutcome, ...] = ()
    deed_id: UUID | None = None
    undone: bool = False
    problem: Problem | None = None

    @property
    def done(self) -> int:
        """How many were changed."""
        return sum(not each.problem for each in self.outcomes)

    @property
    def refused(self) -> tuple[ManyOutcome, ...]:
        """Those that were not."""
        return tuple(each for each in self.outcomes if each.problem)

    @property
    def may_undo(self) -> bool:
        """Whether the last change can be taken back."""
        return self.deed_id is not None and not self.undone and not self.busy


class ManyServer(Protocol):
    """The part of `client.complaints.ComplaintListsApi` that is used here."""

    def assign_many(self, command: AssignMany) -> ManyDone: ...

    def undo_many(self, deed_id: UUID, command: UndoMany) -> ManyDone: ...


class OwnersReader(Protocol):
    def prefill(self, customer_id: UUID | None, call_id: UUID | None) -> ComplaintPrefill: ...


class ManyPresenter(Shows[ManyState]):
    """`on_changed` is called when complaints have another owner."""

    def __init__(self, server: ManyServer, owners: OwnersReader, tasks: Tasks, on_changed: Callable[[], None]) -> None:
        super().__init__(ManyState())
        self._server, self._owners, self._tasks = server, owners, tasks
        self._on_changed = on_changed

    def read_owners(self) -> None:
        """Ask whom complaints may go to."""
        self._tasks.run(
            lambda: self._owners.prefill(None, None),
            lambda told: self._show(replace(self.state, owners=told.owners)),
            lambda error: self._show(replace(self.state, problem=error.problem)),
        )

    def assign(self, lines: tuple[ComplaintLine, ...], owner_id: UUID | None, reason: str) -> None:
        """Give complaints to somebody, or to nobody."""
        if not lines or self.state.busy:
            return
        command = AssignMany(
            command_id=uuid4(),
            items=tuple(ManyItem(complaint_id=each.glance.complaint_id, seen_version=each.version) for each in lines),
            owner_id=owner_id,
            reason=reason,
        )
        name = next((each.name for each in self.state.owners or () if each.owner_id == owner_id), "")
        self._show(replace(self.state, busy=True, problem=None, outcomes=(), deed_id=None, undone=False, to_name=name))
        self._tasks.run(lambda: self._server.assign_many(command), self._came, self._failed)

    def undo(self) -> None:
        """Take the last change back."""
        deed_id = self.state.deed_id
        if deed_id is None or not self.state.may_undo:
            return
        command = UndoMany(command_id=uuid4())
        self._show(replace(self.state, busy=True, problem=None))

        def came(done: ManyDone) -> None:
            self._show(replace(self.state, busy=False, undone=True, outcomes=done.outcomes))
            self._on_changed()

        self._tasks.run(lambda: self._server.undo_many(deed_id, command), came, self._failed)

    def put_away(self) -> None:
        """The person has read what came of it."""
        self._show(ManyState(owners=self.state.owners))

    def _came(self, done: ManyDone) -> None:
        self._show(replace(self.state, busy=False, outcomes=done.outcomes, deed_id=done.deed_id))
        self._on_changed()

    def _failed(self, error: ClientError) -> None:
        self._show(replace(self.state, busy=False, problem=error.problem))

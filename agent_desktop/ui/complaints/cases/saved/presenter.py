"""A person's own filters, kept by the server under a name."""

from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.complaint_lists import SavedFilter, SavedFilters, SaveFilter
from agent_desktop.ui.complaints.cases.lists.presenter import ListState


@dataclass(frozen=True, slots=True)
class SavedState:
    """`filters` are by name. `problem` says why the last wish was not done."""

    filters: tuple[SavedFilter, ...] = ()
    busy: bool = False
    problem: Problem | None = None

    def like(self, state: ListState) -> SavedFilter | None:
        """Return the one that asks for what a list asks for now."""
        asked = (state.filter, state.sort, state.descending)
        return next((each for each in self.filters if (each.filter, each.sort, each.descending) == asked), None)


class SavedServer(Protocol):
    """The part of `client.complaints.ComplaintListsApi` that is used here."""

    def filters(self) -> SavedFilters: ...

    def save_filter(self, filter_id: UUID, command: SaveFilter) -> SavedFilters: ...

    def drop_filter(self, filter_id: UUID) -> SavedFilters: ...


class SavedPresenter(Shows[SavedState]):
    def __init__(self, server: SavedServer, tasks: Tasks) -> None:
        super().__init__(SavedState())
        self._server, self._tasks = server, tasks

    def read(self) -> None:
        """Ask for them."""
        self._tasks.run(self._server.filters, self._came, self._failed)

    def save(self, name: str, state: ListState) -> None:
        """Keep what a list asks for now; under a name that there is already, in its place."""
        name = name.strip()
        if not name or self.state.busy:
            return
        known = next((each.filter_id for each in self.state.filters if each.name == name), uuid4())
        command = SaveFilter(
            command_id=uuid4(), name=name, filter=state.filter, sort=state.sort, descending=state.descending
        )
        self._show(replace(self.state, busy=True, problem=None))
        self._tasks.run(lambda: self._server.save_filter(known, command), self._came, self._failed)

    def drop(self, filter_id: UUID) -> None:
        """Forget one."""
        self._show(replace(self.state, busy=True, problem=None))
        self._tasks.run(lambda: self._server.drop_filter(filter_id), self._came, self._failed)

    def _came(self, told: SavedFilters) -> None:
        self._show(SavedState(filters=told.filters))

    def _failed(self, error: ClientError) -> None:
        self._show(replace(self.state, busy=False, problem=error.problem))

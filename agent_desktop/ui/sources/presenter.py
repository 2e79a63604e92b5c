"""Decides on the list of source systems: which one shows, what it refused, and that one is to be loaded now."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol
from uuid import uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.sources import RefusedRows, RunLoad, ScheduleState, Sources, SourceState


class SourcesKind(StrEnum):
    LOADING = "loading"
    READY = "ready"
    EMPTY = "empty"
    FAILED = "failed"  # nothing to show; `problem` says why


@dataclass(frozen=True, slots=True)
class SourcesState:
    """Everything the window draws. `refused` is of the selected source, None until it came.

    `busy`: a wish is on its way. `problem` beside a list says why something was not done.
    """

    kind: SourcesKind = SourcesKind.LOADING
    told: Sources = field(default_factory=lambda: Sources(sources=()))
    selected: str = ""
    refused: RefusedRows | None = None
    busy: bool = False
    problem: Problem | None = None

    @property
    def source(self) -> SourceState | None:
        """The source that shows."""
        return next((each for each in self.told.sources if each.source == self.selected), None)

    @property
    def schedule(self) -> ScheduleState | None:
        """What loads the source that shows; of several that which loads the fewest others."""
        source = self.source
        names = source.schedules if source is not None else ()
        return next((each for name in names for each in self.told.schedules if each.name == name), None)

    @property
    def going_on(self) -> bool:
        """Whether anything is loaded now, or waits to be."""
        return any(each.running_since is not None or each.asked_at is not None for each in self.told.schedules)

    @property
    def may_run(self) -> bool:
        """Whether the source that shows can be loaded now."""
        schedule = self.schedule
        waits = schedule is None or schedule.running_since is not None or schedule.asked_at is not None
        return not waits and not self.busy


class SourcesServer(Protocol):
    """The part of `client.sources_api.SourcesApi` that is used here."""

    def sources(self) -> Sources: ...

    def rejects(self, source: str) -> RefusedRows: ...

    def run(self, schedule: str, command: RunLoad) -> Sources: ...


class SourcesPresenter(Shows[SourcesState]):
    """Shows one source at a time. What is known stays on the screen while it is asked anew."""

    def __init__(self, server: SourcesServer, tasks: Tasks) -> None:
        super().__init__(SourcesState())
        self._server = server
        self._tasks = tasks

    def open(self) -> None:
        """Read the list; what is known shows meanwhile."""
        if not self.state.told.sources:
            self._show(replace(self.state, kind=SourcesKind.LOADING, problem=None))
        self.look()

    def look(self) -> None:
        """Ask how the sources stand."""
        self._tasks.run(self._server.sources, self._came, self._failed)

    def select(self, source: str) -> None:
        """Show one source; what it refused is read each time, and each look is audited."""
        if source != self.state.selected:
            self._show(replace(self.state, selected=source, refused=None, problem=None))
            self._read(source)

    def run(self) -> None:
        """Have the source that shows loaded now."""
        schedule = self.state.schedule
        if schedule is None or not self.state.may_run:
            return
        command = RunLoad(command_id=uuid4())
        self._show(replace(self.state, busy=True, problem=None))
        self._tasks.run(lambda: self._server.run(schedule.name, command), self._came, self._failed)

    def _came(self, told: Sources) -> None:
        before = self.state
        selected = before.selected
        if all(each.source != selected for each in told.sources):
            selected = told.sources[0].source if told.sources else ""
        kind = SourcesKind.READY if told.sources else SourcesKind.EMPTY
        state = replace(before, kind=kind, told=told, selected=selected, busy=False, problem=None)
        again = before.source is not None and state.source is not None and before.source.last == state.source.last
        same = selected == before.selected and again
        self._show(state if same else replace(state, refused=None))
        if selected and not same:
            self._read(selected)

    def _failed(self, error: ClientError) -> None:
        kind = self.state.kind if self.state.told.sources else SourcesKind.FAILED
        self._show(replace(self.state, kind=kind, busy=False, problem=error.problem))

    def _read(self, source: str) -> None:
        def if_shown(change: Callable[[], None]) -> None:
            if self.state.selected == source:
                change()

        self._tasks.run(
            lambda: self._server.rejects(source),
            lambda refused: if_shown(lambda: self._show(replace(self.state, refused=refused))),
            lambda error: if_shown(lambda: self._show(replace(self.state, problem=error.problem))),
        )

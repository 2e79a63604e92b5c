"""A list as a file: how far it is, that it is stopped, and where it stands."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from pydantic import JsonValue

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.exports_api import ExportStoppedError
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import Language
from agent_desktop.contract.exports import ExportedList, ExportFile, ExportFormat, ExportLine, StartExport


@dataclass(frozen=True, slots=True)
class ExportState:
    """`going_on`: `rows` of `total` are written to `place`. Else `file` is what was written there, or `problem` says
    why there is none; `stopped`: the person wanted it no more."""

    going_on: bool = False
    rows: int = 0
    total: int = 0
    place: Path | None = None
    file: ExportFile | None = None
    stopped: bool = False
    problem: Problem | None = None


class ExportServer(Protocol):
    """The part of `client.exports_api.ExportsApi` that is used here."""

    def export(
        self, wish: StartExport, place: Path, told: Callable[[ExportLine], None], is_stopped: Callable[[], bool]
    ) -> ExportFile: ...


@dataclass(slots=True)
class _Run:
    """One export as two threads know it: the one that reads writes `line`, the one that draws sets `stop`."""

    stop: threading.Event
    line: ExportLine


class ExportPresenter(Shows[ExportState]):
    """One file at a time."""

    def __init__(self, server: ExportServer, tasks: Tasks) -> None:
        super().__init__(ExportState())
        self._server, self._tasks = server, tasks
        self._run: _Run | None = None

    def start(
        self,
        what: ExportedList,
        kind: ExportFormat,
        filters: Mapping[str, JsonValue],
        place: Path,
        language: Language,
    ) -> None:
        """Have a list written to `place`."""
        if self.state.going_on:
            return
        run = self._run = _Run(threading.Event(), ExportLine())
        wish = StartExport(export_id=uuid4(), list=what, format=kind, language=language, filters=dict(filters))
        self._show(ExportState(going_on=True, place=place))

        def told(line: ExportLine) -> None:
            run.line = line

        def write() -> ExportFile | None:
            try:
                return self._server.export(wish, place, told, run.stop.is_set)
            except ExportStoppedError:
                return None

        self._tasks.run(write, self._came, self._failed)

    def stop(self) -> None:
        """Give it up; there is no file then."""
        if self._run is not None:
            self._run.stop.set()

    def tick(self) -> None:
        """Show how far it is. Called a few times a second while it goes on."""
        if self._run is not None and self.state.going_on:
            self._show(replace(self.state, rows=self._run.line.rows, total=self._run.line.total))

    def put_away(self) -> None:
        """The person has read what came of it."""
        if not self.state.going_on:
            self._show(ExportState())

    def _came(self, file: ExportFile | None) -> None:
        self._run = None
        self._show(replace(self.state, going_on=False, file=file, stopped=file is None))

    def _failed(self, error: ClientError) -> None:
        self._run = None
        self._show(replace(self.state, going_on=False, problem=error.problem))

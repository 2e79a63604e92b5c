"""Decides on what stays of reports: saved questions, kept tables and schedules. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.reports import (
    KeepReport,
    KeptReport,
    ReportQuery,
    SavedReport,
    SaveReport,
    SaveSchedule,
    Schedule,
    Schedules,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KeepingState:
    """Lists are None until they came. `away`: they could not be read. `problem` and `done` (kept, saved, removed,
    scheduled, paused, resumed) are of what was done last."""

    saved: tuple[SavedReport, ...] | None = None
    kept: tuple[KeptReport, ...] | None = None
    schedules: Schedules | None = None
    busy: bool = False
    away: Problem | None = None
    problem: Problem | None = None
    done: str = ""


class KeptServer(Protocol):
    """The part of `client.reports_api.ReportsApi` that is used here."""

    def keep(self, command: KeepReport) -> KeptReport: ...

    def list_kept(self) -> tuple[KeptReport, ...]: ...


class SavedServer(Protocol):
    """The part of `client.reports_api.SavedReportsApi` that is used here."""

    def list_saved(self) -> tuple[SavedReport, ...]: ...

    def save(self, saved_id: UUID, command: SaveReport) -> SavedReport: ...

    def remove_saved(self, saved_id: UUID, seen_version: int) -> tuple[SavedReport, ...]: ...

    def list_schedules(self) -> Schedules: ...

    def schedule(self, schedule_id: UUID, command: SaveSchedule) -> Schedule: ...

    def remove_schedule(self, schedule_id: UUID, seen_version: int) -> Schedules: ...


class KeepingPresenter(Shows[KeepingState]):
    """One deed at a time; the lists are read anew after each."""

    def __init__(self, kept: KeptServer, saved: SavedServer, tasks: Tasks) -> None:
        super().__init__(KeepingState())
        self._kept, self._saved, self._tasks = kept, saved, tasks

    def read(self) -> None:
        """Read the lists."""

        def read() -> tuple[tuple[SavedReport, ...], tuple[KeptReport, ...], Schedules]:
            return self._saved.list_saved(), self._kept.list_kept(), self._saved.list_schedules()

        def came(found: tuple[tuple[SavedReport, ...], tuple[KeptReport, ...], Schedules]) -> None:
            saved, kept, schedules = found
            self._show(replace(self.state, saved=saved, kept=kept, schedules=schedules, away=None))

        def away(error: ClientError) -> None:
            self._show(replace(self.state, away=error.problem))

        self._tasks.run(read, came, away)

    def keep(self, query: ReportQuery, name: str) -> None:
        """Have a report counted and kept as it is."""
        command = KeepReport(command_id=uuid4(), query=query, name=name)
        self._do(lambda: self._kept.keep(command), "kept")

    def save(self, query: ReportQuery, name: str, *, shared: bool) -> None:
        """Save a question. One's own of the same name is changed."""
        mine = next((each for each in self.state.saved or () if each.mine and each.name == name), None)
        version, saved_id = (mine.version, mine.saved_id) if mine is not None else (0, uuid4())
        command = SaveReport(seen_version=version, name=name, query=query, shared=shared)
        self._do(lambda: self._saved.save(saved_id, command), "saved")

    def share(self, saved: SavedReport, *, shared: bool) -> None:
        """Let others open it, or no longer."""
        command = SaveReport(seen_version=saved.version, name=saved.name, query=saved.query, shared=shared)
        self._do(lambda: self._saved.save(saved.saved_id, command), "saved")

    def remove_saved(self, saved: SavedReport) -> None:
        """Remove one's own question."""
        self._do(lambda: self._saved.remove_saved(saved.saved_id, saved.version), "removed")

    def schedule(self, command: SaveSchedule) -> None:
        """Have something made by itself."""
        schedule_id = uuid4()
        self._do(lambda: self._saved.schedule(schedule_id, command), "scheduled")

    def pause(self, schedule: Schedule, *, is_on: bool) -> None:
        """Let a schedule rest, or go on."""
        command = SaveSchedule(
            seen_version=schedule.version,
            is_on=is_on,
            **schedule.model_dump(
                include={
                    "name", "what", "saved_id", "cadence", "at", "format", "language", "folder", "emails",
                }
            ),
        )  # fmt: skip
        self._do(lambda: self._saved.schedule(schedule.schedule_id, command), "resumed" if is_on else "paused")

    def remove_schedule(self, schedule: Schedule) -> None:
        """Have it made no more; what it made is kept."""
        self._do(lambda: self._saved.remove_schedule(schedule.schedule_id, schedule.version), "removed")

    def _do(self, deed: Callable[[], T], done: str) -> None:
        if self.state.busy:
            return
        self._show(replace(self.state, busy=True, problem=None, done=""))

        def came(_result: T) -> None:
            self._show(replace(self.state, busy=False, done=done))
            self.read()

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, busy=False, problem=error.problem))
            self.read()

        self._tasks.run(deed, came, failed)

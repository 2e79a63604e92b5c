"""The clocks of the complaint that is shown: read, stopped, set going, and given more time with approval."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.complaint_clocks import (
    AskExtension,
    Clock,
    ClockStage,
    ComplaintClocks,
    DecideExtension,
    PauseClock,
    ResumeClock,
)
from agent_desktop.contract.errors import ErrorCode


@dataclass(frozen=True, slots=True)
class ClocksState:
    """`told` is None until it came. `deeds` counts what was done here; with `told`, a `problem` says why the last wish
    was not done, or that the dates are no longer new."""

    complaint_id: UUID | None = None
    told: ComplaintClocks | None = None
    busy: bool = False
    deeds: int = 0
    problem: Problem | None = None


class ClocksServer(Protocol):
    """The part of `client.complaint_clocks.ComplaintClocksApi` that is used here."""

    def clocks(self, complaint_id: UUID) -> ComplaintClocks: ...

    def pause(self, clock_id: UUID, command: PauseClock) -> ComplaintClocks: ...

    def resume(self, clock_id: UUID, command: ResumeClock) -> ComplaintClocks: ...

    def ask_extension(self, clock_id: UUID, command: AskExtension) -> ComplaintClocks: ...

    def decide_extension(self, clock_id: UUID, extension_id: UUID, command: DecideExtension) -> ComplaintClocks: ...


class ClocksPresenter(Shows[ClocksState]):
    """`on_changed` is called when a date has moved here."""

    def __init__(self, server: ClocksServer, tasks: Tasks, on_changed: Callable[[], None]) -> None:
        super().__init__(ClocksState())
        self._server, self._tasks, self._on_changed = server, tasks, on_changed

    def open(self, complaint_id: UUID) -> None:
        """Show the clocks of a complaint, read anew."""
        if complaint_id != self.state.complaint_id:
            self._show(ClocksState(complaint_id=complaint_id))

        def came(told: ComplaintClocks) -> None:
            if self.state.complaint_id == complaint_id:
                self._show(replace(self.state, told=told))

        def failed(error: ClientError) -> None:
            if self.state.complaint_id == complaint_id:
                self._show(replace(self.state, problem=error.problem))

        self._tasks.run(lambda: self._server.clocks(complaint_id), came, failed)

    def pause(self, clock: Clock, reason: str) -> None:
        """Let a clock stand still."""
        if clock.clock_id is not None:
            command = PauseClock(command_id=uuid4(), seen_version=clock.version, reason=reason)
            clock_id = clock.clock_id
            self._do(lambda: self._server.pause(clock_id, command))

    def resume(self, clock: Clock) -> None:
        """Let it go on."""
        if clock.clock_id is not None:
            command = ResumeClock(command_id=uuid4(), seen_version=clock.version)
            clock_id = clock.clock_id
            self._do(lambda: self._server.resume(clock_id, command))

    def extend(self, clock: Clock, stage: str, reason: str) -> None:
        """Ask for more time."""
        if clock.clock_id is not None:
            command = AskExtension(command_id=uuid4(), seen_version=clock.version, stage=stage, reason=reason)
            clock_id = clock.clock_id
            self._do(lambda: self._server.ask_extension(clock_id, command))

    def decide(self, clock: Clock, stage: ClockStage, reason: str, *, approved: bool) -> None:
        """Approve more time, or refuse it."""
        if clock.clock_id is not None and stage.extension_id is not None:
            command = DecideExtension(command_id=uuid4(), seen_version=clock.version, approved=approved, reason=reason)
            clock_id, extension_id = clock.clock_id, stage.extension_id
            self._do(lambda: self._server.decide_extension(clock_id, extension_id, command))

    def _do(self, work: Callable[[], ComplaintClocks]) -> None:
        if self.state.busy:
            return
        complaint_id = self.state.complaint_id
        self._show(replace(self.state, busy=True, problem=None))

        def came(told: ComplaintClocks) -> None:
            if self.state.complaint_id == complaint_id:
                self._show(replace(self.state, busy=False, told=told, deeds=self.state.deeds + 1))
            self._on_changed()

        def failed(error: ClientError) -> None:
            if self.state.complaint_id == complaint_id:
                self._show(replace(self.state, busy=False, problem=error.problem))
                if error.code == ErrorCode.STALE_VERSION and complaint_id is not None:
                    self.open(complaint_id)

        self._tasks.run(work, came, failed)

"""Saves where a script stands: at once for a choice, after a pause for a text, and again once the server is back."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Watched
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Interaction, SaveScriptRun

QUIET_SECONDS: Final = 1.0
RETRY_SECONDS: Final = 3.0

_TRY_AGAIN: Final = frozenset({ErrorCode.SIGNED_OUT, ErrorCode.SERVER_NOT_UNDERSTOOD, ErrorCode.DESKTOP_FAILED})


class ScriptSaving(StrEnum):
    SAVED = "saved"
    SAVING = "saving"
    KEPT_HERE = "kept_here"  # the server is away; sent when it is back
    REFUSED = "refused"


class ScriptRunServer(Protocol):
    """The server's side of a script run."""

    def interaction(self, call_id: UUID) -> Interaction: ...

    def save_script_run(self, interaction_id: UUID, command: SaveScriptRun) -> Interaction: ...


@dataclass(frozen=True, slots=True)
class RunContent:
    """What is saved of a script run."""

    script_id: str
    version: str
    step_id: str
    answers: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunSaving:
    """How the saving stands."""

    saving: ScriptSaving = ScriptSaving.SAVED
    saved_at: datetime | None = None
    problem: Problem | None = None


class ScriptRunSaver:
    """One command at a time; one without an answer goes again unchanged before anything newer.

    Belongs to the thread that draws.
    """

    def __init__(
        self, server: ScriptRunServer, tasks: Tasks, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._server = server
        self._tasks = tasks
        self._monotonic = monotonic
        self._watched = Watched(RunSaving())
        self._interaction: Interaction | None = None
        self._turn = 0
        self._seen_version = 0
        self._wanted: RunContent | None = None
        self._saved: RunContent | None = None
        self._in_doubt: tuple[SaveScriptRun, RunContent] | None = None
        self._busy = False
        self._due_at: float | None = None
        self._waiters: list[tuple[Callable[[], None], Callable[[Problem], None]]] = []

    def watch(self, watcher: Callable[[RunSaving], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def open(self, interaction: Interaction | None) -> None:
        """Save for this interaction from now on."""
        self._turn += 1
        self._interaction = interaction
        self._seen_version = interaction.script_version_number if interaction is not None else 0
        self._wanted = self._saved = self._in_doubt = self._due_at = None
        self._busy = False
        self._waiters = []
        self._watched.set(RunSaving())

    def save(self, content: RunContent, *, at_once: bool) -> None:
        """Save this; `at_once` is for a choice, without it a pause in typing is waited for."""
        if content in (self._wanted, self._saved if self._wanted is None else None):
            return
        self._wanted = content
        now = self._monotonic()
        self._due_at = now if at_once else now + QUIET_SECONDS
        self._show(ScriptSaving.SAVING, None)
        self.tick()

    def when_saved(self, on_saved: Callable[[], None], on_failed: Callable[[Problem], None]) -> None:
        """Save now, then call back once: when the server has all of it, or why it has not."""
        if self._wanted is None and self._in_doubt is None:
            on_saved()
            return
        self._waiters.append((on_saved, on_failed))
        self.retry()

    def retry(self) -> None:
        """Try again now: asked for by the person, or because the server is back."""
        if self._wanted is not None or self._in_doubt is not None:
            self._due_at = self._monotonic()
            self.tick()

    def tick(self) -> None:
        """Do what is due. Called a few times a second."""
        interaction = self._interaction
        if interaction is None or self._busy or self._due_at is None or self._monotonic() < self._due_at:
            return
        if self._in_doubt is None:
            wanted = self._wanted
            if wanted is None:
                self._due_at = None
                return
            command = SaveScriptRun(
                command_id=uuid4(),
                seen_version=self._seen_version,
                script_id=wanted.script_id,
                version=wanted.version,
                step_id=wanted.step_id,
                answers=dict(wanted.answers),
                said=dict(wanted.said),
            )
            self._in_doubt = command, wanted
        command, content = self._in_doubt
        self._busy = True
        self._due_at = None
        turn = self._turn
        self._tasks.run(
            lambda: self._server.save_script_run(interaction.interaction_id, command),
            lambda saved: self._came(turn, content, saved),
            lambda error: self._failed(turn, interaction.call_id, content, error),
        )

    def _came(self, turn: int, content: RunContent, saved: Interaction) -> None:
        if turn != self._turn:
            return
        self._busy = False
        self._in_doubt = None
        self._seen_version = saved.script_version_number
        self._saved = content
        run = saved.script_run
        saved_at = max(run.step_times.values(), default=None) if run is not None else None
        if self._wanted == content:
            self._wanted = None
            self._watched.set(RunSaving(ScriptSaving.SAVED, saved_at))
            self._tell(None)
        else:
            if self._due_at is None:
                self._due_at = self._monotonic()
            self.tick()

    def _failed(self, turn: int, call_id: UUID, content: RunContent, error: ClientError) -> None:
        if turn != self._turn:
            return
        self._busy = False
        if error.code == ErrorCode.STALE_VERSION:
            self._in_doubt = None
            self._read_version(turn, call_id)
            return
        if error.may_pass or error.code in _TRY_AGAIN or error.code == ErrorCode.COMMAND_REUSED:
            if error.code == ErrorCode.COMMAND_REUSED:
                self._in_doubt = None
            self._due_at = self._monotonic() + RETRY_SECONDS
            self._show(ScriptSaving.KEPT_HERE, error.problem)
        else:
            self._in_doubt = None
            if self._wanted == content:
                self._show(ScriptSaving.REFUSED, error.problem)
            else:  # something newer has been said meanwhile, which may well be taken
                self._due_at = self._monotonic()
        self._tell(error.problem)
        self.tick()

    def _read_version(self, turn: int, call_id: UUID) -> None:
        """Another of this agent's desktops has saved: take its answers into ours, and save both."""
        self._busy = True

        def came(interaction: Interaction) -> None:
            if turn != self._turn:
                return
            self._busy = False
            self._seen_version = interaction.script_version_number
            run, wanted = interaction.script_run, self._wanted
            if run is not None and wanted is not None and run.script_id == wanted.script_id:
                self._wanted = replace(
                    wanted, answers={**run.answers, **wanted.answers}, said={**run.said, **wanted.said}
                )
            self._due_at = self._monotonic()
            self.tick()

        def failed(error: ClientError) -> None:
            if turn == self._turn:
                self._busy = False
                self._due_at = self._monotonic() + RETRY_SECONDS
                self._show(ScriptSaving.KEPT_HERE, error.problem)
                self._tell(error.problem)

        self._tasks.run(lambda: self._server.interaction(call_id), came, failed)

    def _show(self, saving: ScriptSaving, problem: Problem | None) -> None:
        self._watched.set(replace(self._watched.value, saving=saving, problem=problem))

    def _tell(self, problem: Problem | None) -> None:
        waiters, self._waiters = self._waiters, []
        for on_saved, on_failed in waiters:
            if problem is None:
                on_saved()
            else:
                on_failed(problem)

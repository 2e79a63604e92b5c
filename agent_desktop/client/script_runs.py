"""Saves where a script stands: on this computer first, then to the server, and again once the server is back.

A choice is sent at once, a text after a pause. One command at a time goes out for a run; one without an answer goes
again unchanged before anything newer, also after a crash: the journal has it before the server does.
"""

import time
from collections.abc import Callable
from typing import Final
from uuid import UUID, uuid4

from agent_desktop.client.clock import Now
from agent_desktop.client.drafts import Drafts
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.kept_note import RETRY_SECONDS, TRY_AGAIN
from agent_desktop.client.kept_run import (
    KeptRun,
    RunContent,
    RunSaving,
    RunWaiter,
    ScriptRunServer,
    ScriptSaving,
    content_of,
    run_from,
    run_of,
)
from agent_desktop.client.local_copy import LocalCopies
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Watched
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Interaction, SaveScriptRun, ScriptRun

__all__ = ["RunContent", "RunSaving", "ScriptRunSaver", "ScriptRunServer", "ScriptSaving"]

QUIET_SECONDS: Final = 1.0


class ScriptRunSaver:
    """Keeps the answers of every call until the server has them. Belongs to the thread that draws.

    `tasks` speaks to the server, `files` writes the journal: two runners, so that a server that does not answer
    never keeps the journal waiting.
    """

    def __init__(
        self,
        server: ScriptRunServer,
        drafts: Drafts,
        tasks: Tasks,
        files: Tasks,
        now: Now,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._server = server
        self._tasks = tasks
        self._now = now
        self._monotonic = monotonic
        self._runs = {draft.draft_id: run_from(draft) for draft in drafts.recovered_runs}
        self._open: UUID | None = None
        self._content_number = 0
        self._waiters: list[RunWaiter] = []
        self._watched = Watched(RunSaving())
        self._copies: LocalCopies[KeptRun] = LocalCopies(drafts, files, monotonic, self._publish)
        self._publish()

    @property
    def content(self) -> RunContent | None:
        """How the open run stands: as answered here, or as the server has it."""
        run = self._current()
        return run.content if run is not None else None

    @property
    def seen_version(self) -> int:
        """The version of the open run that the server is known to have; 0 without one."""
        run = self._current()
        return run.seen_version if run is not None else 0

    @property
    def saving(self) -> RunSaving:
        """How the open run is saved, and what else is kept here."""
        return self._watched.value

    def watch(self, watcher: Callable[[RunSaving], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def open(self, interaction: Interaction | None) -> None:
        """Save for this interaction from now on; what is not saved yet of the one before goes on being saved."""
        self._open = None
        if interaction is not None:
            run = self._runs.get(interaction.interaction_id)
            if run is None:
                run = run_of(interaction, self._now())
                self._runs[run.draft_id] = run
            elif run.in_doubt is None and (
                # Nothing that was asked for before a save which the server has taken since: no other desktop's is that.
                run.is_let_go or (run.unreconciled and interaction.script_version_number >= run.seen_version)
            ):
                self._reconcile(run, interaction)
            self._open = run.draft_id
            self._content_number += 1
        self._publish()
        self.tick()

    def save(self, content: RunContent, *, at_once: bool) -> None:
        """Save this; `at_once` is for a choice, without it a pause in typing is waited for."""
        run = self._current()
        if run is None or content == run.content:
            return
        run.wanted = content
        run.changed_at = self._now()
        run.refused = None
        run.hurry = run.hurry or at_once
        now = self._monotonic()
        run.due_at = now if at_once else now + QUIET_SECONDS
        self._copies.changed(run)
        self._publish()
        self.tick()

    def when_saved(self, on_saved: Callable[[], None], on_failed: Callable[[Problem], None]) -> None:
        """Save now, then call back once: when the server has all that it can take, or why it has not."""
        run = self._current()
        if run is None or run.is_sent:
            on_saved()
            return
        self._waiters.append(RunWaiter(run.interaction_id, on_saved, on_failed))
        self.retry()

    def retry(self) -> None:
        """Try again now: asked for by the person, or because the server is back."""
        now = self._monotonic()
        for run in self._runs.values():
            run.retry_at = now
        current = self._current()
        if current is not None:
            current.refused = None
            current.due_at = now
        self._publish()
        self.tick()

    def discard(self, draft_id: UUID) -> None:
        """Let go of stranded answers: the person has read them, or has copied them elsewhere."""
        run = self._runs.get(draft_id)
        if run is not None and run.refused is not None and draft_id != self._open:
            run.let_go()
            self._copies.keep(run)  # `tick` forgets it once the journal has
            self._publish()

    def keep_all_now(self) -> None:
        """Bring the journal up to every answer before this returns: the program is ending."""
        self._copies.keep_all_now(self._runs.values())

    def tick(self) -> None:
        """Do what is due. Called a few times a second."""
        now = self._monotonic()
        for run in list(self._runs.values()):
            is_open = run.draft_id == self._open
            self._copies.tick(run, hurry=run.hurry)
            run.hurry = run.hurry and run.copy.behind_since is not None
            if run.aside_id is None and not run.reading and not run.sending and now >= run.retry_at:
                self._go_on(run, now, is_open=is_open)
            if run.is_clean and run.copy.is_idle and not is_open:
                self._runs.pop(run.draft_id, None)

    def _go_on(self, run: KeptRun, now: float, *, is_open: bool) -> None:
        if run.in_doubt is None and run.unreconciled:
            self._read(run)
        elif not is_open and run.refused is not None and run.refused.code == ErrorCode.INTERACTION_FINISHED:
            run.refused = None
            self._read(run)  # perhaps the server has it all
        elif run.can_be_sent and (now >= run.due_at or not is_open):
            self._send(run)
        elif not is_open and run.is_sent and run.wanted is not None and run.wanted.typed:
            self._read(run)  # once the call is finished nobody can shorten it: then it stands aside

    # to the server

    def _send(self, run: KeptRun) -> None:
        if run.in_doubt is None:
            run.in_doubt = run.command(uuid4())
        run.sending = True
        # The journal learns first what is being sent: after a crash the same command goes again.
        self._copies.keep_then(run, lambda: self._post(run))

    def _post(self, run: KeptRun) -> None:
        command = run.in_doubt
        if command is None:
            run.sending = False
            return
        self._tasks.run(
            lambda: self._server.save_script_run(run.interaction_id, command),
            lambda saved: self._came(run, command, saved),
            lambda error: self._failed(run, command, error),
        )

    def _came(self, run: KeptRun, command: SaveScriptRun, saved: Interaction) -> None:
        run.sending = False
        run.in_doubt = None
        run.failures = 0
        run.problem = None
        # The first answer after a restart may be about an old command: where the disk took nothing more, such as a
        # full one, the server has newer than the journal.
        run.unreconciled = run.recovered is not None and run.saved is None
        run.seen_version = saved.script_version_number
        run.saved = content_of(command, run.wanted)
        stored = saved.script_run
        run.saved_at = max(stored.step_times.values(), default=None) if stored is not None else None
        self._settle(run, stored)
        self._copies.keep(run)
        if run.is_sent:
            run.recovered = None
            self._tell(run, None)
        elif any(waiter.interaction_id == run.interaction_id for waiter in self._waiters):
            run.due_at = self._monotonic()
        self._publish()
        self.tick()

    def _failed(self, run: KeptRun, command: SaveScriptRun, error: ClientError) -> None:
        run.sending = False
        run.problem = error.problem
        if error.code == ErrorCode.STALE_VERSION:  # another of this agent's desktops has saved
            run.in_doubt = None
            run.unreconciled = True
            self._copies.changed(run)
            self._read(run)
            return
        if error.may_pass or error.code in TRY_AGAIN or error.code == ErrorCode.COMMAND_REUSED:
            if error.code == ErrorCode.COMMAND_REUSED:
                run.in_doubt = None
            self._later(run)
        else:
            run.in_doubt = None
            if run.wanted is not None and run.wanted.for_server == content_of(command, None):
                run.refused = error.problem
            else:  # something newer has been said meanwhile, which may well be taken
                run.due_at = self._monotonic()
        self._copies.changed(run)
        self._tell(run, error.problem)
        self._publish()
        self.tick()

    def _later(self, run: KeptRun) -> None:
        run.retry_at = self._monotonic() + RETRY_SECONDS[min(run.failures, len(RETRY_SECONDS) - 1)]
        run.failures += 1

    def _read(self, run: KeptRun) -> None:
        """Ask what the server has, before anything is sent."""
        run.reading = True

        def came(interaction: Interaction) -> None:
            run.reading = False
            run.failures = 0
            self._reconcile(run, interaction)
            run.retry_at = self._monotonic() + (0.0 if run.is_clean or not run.is_sent else RETRY_SECONDS[-1])
            if run.is_sent:
                self._tell(run, None)
            self._publish()
            self.tick()

        def failed(error: ClientError) -> None:
            run.reading = False
            run.problem = error.problem
            self._later(run)
            if not error.may_pass and error.code not in TRY_AGAIN:
                run.refused = error.problem
                run.unreconciled = False
            self._tell(run, error.problem)
            self._publish()

        self._tasks.run(lambda: self._server.interaction(run.call_id), came, failed)

    def _reconcile(self, run: KeptRun, interaction: Interaction) -> None:
        before = run.content
        run.reconcile(interaction)
        if run.finished and run.draft_id != self._open:
            run.let_typed_go()
        self._settle(run, interaction.script_run)
        run.due_at = self._monotonic()
        if run.content != before and run.draft_id == self._open:
            self._content_number += 1
        self._copies.keep(run)

    def _settle(self, run: KeptRun, stored: ScriptRun | None) -> None:
        """What lost against newer answers is kept by itself, to be read: in the journal before the run goes on."""
        if run.others and run.is_sent:
            for lost in run.lost_to(stored):
                aside = run.aside(lost, uuid4(), self._now())
                self._runs[aside.draft_id] = aside
                self._copies.keep(aside)

    # to the panel

    def _current(self) -> KeptRun | None:
        return self._runs.get(self._open) if self._open is not None else None

    def _tell(self, run: KeptRun, problem: Problem | None) -> None:
        told = [waiter for waiter in self._waiters if waiter.interaction_id == run.interaction_id]
        self._waiters = [waiter for waiter in self._waiters if waiter not in told]
        for waiter in told:
            if problem is None:
                waiter.on_saved()
            else:
                waiter.on_failed(problem)

    def _publish(self) -> None:
        run = self._current()
        others = [each for each in self._runs.values() if each is not run]
        self._watched.set(
            RunSaving(
                saving=run.saving if run is not None else ScriptSaving.SAVED,
                saved_at=run.saved_at if run is not None else None,
                problem=None if run is None or run.is_sent else run.refused or run.problem,
                content_number=self._content_number,
                waiting_count=sum(each.refused is None and not each.is_clean for each in others),
                journal_problem=self._copies.problem,
                stranded=tuple(each.draft() for each in others if each.refused is not None),
            )
        )

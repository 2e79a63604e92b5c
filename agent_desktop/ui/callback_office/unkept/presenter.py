"""Callbacks that a supervisor decides about: those that nobody kept, those that are late, and all of today."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.clock import Now
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.callback_lists import (
    CallbackCounts,
    CallbackPlan,
    Callbacks,
    CallbackScope,
    CallbackTakers,
    PlanCallback,
)
from agent_desktop.contract.callbacks import (
    OPEN_STATES,
    Callback,
    CallbackDetail,
    CallbackStep,
    ChangeCallback,
)

FRESH_FOR: Final = timedelta(minutes=1)
"""What is shown is read anew after so long while the window is open."""


class Which(StrEnum):
    """Which of them are listed."""

    DECIDE = "decide"
    LATE = "late"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class Given:
    """To whom one is given: a person, a team or a queue."""

    owner_id: UUID | None = None
    team: str = ""
    queue_code: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done last; `back` is the step that takes it back, None where nothing does."""

    callback: Callback
    step: CallbackStep
    back: CallbackStep | None = None


@dataclass(frozen=True, slots=True)
class UnkeptState:
    """Everything the window draws.

    `callbacks` is None before the first word of the server; `total` is how many there are. `detail` and `plan` are of
    the selected one, once they have come: what happened to it, and the next lawful times. `problem` says why nothing
    was done, `list_problem` why the list may be old.
    """

    which: Which = Which.DECIDE
    callbacks: tuple[Callback, ...] | None = None
    total: int = 0
    counts: CallbackCounts = field(default_factory=CallbackCounts)
    takers: CallbackTakers = field(default_factory=CallbackTakers)
    selected: UUID | None = None
    detail: CallbackDetail | None = None
    plan: CallbackPlan | None = None
    loading: bool = False
    busy: bool = False
    done: Done | None = None
    problem: Problem | None = None
    list_problem: Problem | None = None

    @property
    def callback(self) -> Callback | None:
        """The selected one."""
        return next((each for each in self.callbacks or () if each.callback_id == self.selected), None)


class CallbackServer(Protocol):
    """What is asked of callbacks."""

    def list(
        self,
        scope: CallbackScope,
        *,
        from_at: datetime | None = None,
        until_at: datetime | None = None,
        customer_id: UUID | None = None,
        also_ended: bool = False,
        count_only: bool = False,
    ) -> Callbacks: ...

    def detail(self, callback_id: UUID) -> CallbackDetail: ...

    def plan(self, asked: PlanCallback) -> CallbackPlan: ...

    def change(self, callback_id: UUID, command: ChangeCallback) -> Callback: ...


class TakersServer(Protocol):
    """Who may be given one."""

    def takers(self) -> CallbackTakers: ...


class UnkeptPresenter(Shows[UnkeptState]):
    """`day_end` is the end of today, where the person is."""

    def __init__(
        self, server: CallbackServer, office: TakersServer, tasks: Tasks, now: Now, day_end: Callable[[], datetime]
    ) -> None:
        super().__init__(UnkeptState())
        self._server, self._office, self._tasks = server, office, tasks
        self._now, self._day_end = now, day_end
        self._asked = self._looked = 0
        self._read_at: datetime | None = None
        self._wanted: tuple[object, ...] = ()
        self._command_id = uuid4()

    def open(self) -> None:
        """Read to whom they may be given, and the list."""

        def came(takers: CallbackTakers) -> None:
            self._show(replace(self.state, takers=takers))

        def failed(_: ClientError) -> None:
            """The list says that the server is away; nobody can be chosen until it is read again."""

        self._tasks.run(self._office.takers, came, failed)
        self.read()

    def read(self) -> None:
        """Read the list; what is known stays meanwhile."""
        self._asked += 1
        asked, which = self._asked, self.state.which
        self._read_at = self._now()
        self._show(replace(self.state, loading=True))
        until = self._now() if which is Which.LATE else self._day_end()

        def listed() -> Callbacks:
            if which is Which.DECIDE:
                return self._server.list(CallbackScope.EXPIRED)
            return self._server.list(CallbackScope.ALL, until_at=until)

        def came(read: Callbacks) -> None:
            if asked != self._asked:
                return
            found = tuple(each for each in read.callbacks if each.state in OPEN_STATES)
            if which is Which.LATE:
                found = tuple(each for each in found if each.is_late)
            ids = [each.callback_id for each in found]
            kept = self.state.selected if self.state.selected in ids else None
            selected = kept or (ids[0] if ids else None)
            before = self.state.callback
            self._show(
                replace(
                    self.state,
                    callbacks=found,
                    total=len(found) if which is Which.LATE else max(read.total, len(found)),
                    counts=read.counts,
                    selected=selected,
                    loading=False,
                    list_problem=None,
                )
            )
            after = self.state.callback
            if (None if before is None else (before.callback_id, before.version)) != (
                None if after is None else (after.callback_id, after.version)
            ):
                self._look()

        def failed(error: ClientError) -> None:
            if asked == self._asked:
                self._show(replace(self.state, loading=False, list_problem=error.problem))

        self._tasks.run(listed, came, failed)

    def show_which(self, which: Which) -> None:
        """List these."""
        if which is not self.state.which:
            self._show(replace(self.state, which=which, callbacks=None, total=0, selected=None, problem=None))
            self._look()
            self.read()

    def select(self, callback_id: UUID) -> None:
        """Look at this one."""
        if not self.state.busy and callback_id != self.state.selected:
            self._show(replace(self.state, selected=callback_id, problem=None))
            self._look()

    def hand_over(self, to: Given, words: str) -> None:
        """Give the selected one to somebody, a team or a queue; its time begins anew."""
        self._ask(CallbackStep.HAND_OVER, words, to=to)

    def move(self, due_at: datetime, words: str) -> None:
        """Promise the selected one for another time."""
        self._ask(CallbackStep.MOVE, words, due_at=due_at)

    def change(self, step: CallbackStep, words: str) -> None:
        """Do a step that needs words at most."""
        self._ask(step, words)

    def undo(self) -> None:
        """Take the last deed back."""
        done = self.state.done
        if done is not None and done.back is not None and not self.state.busy:
            self._send(done.callback, done.back, "", Given(), None)

    def tick(self) -> None:
        """Read it anew where it is old. Called once a second at least while the window is open."""
        if self._read_at is not None and not self.state.busy and self._now() - self._read_at >= FRESH_FOR:
            self.read()

    def _look(self) -> None:
        """Read what happened to the selected one, and its next lawful times."""
        self._looked += 1
        looked, selected = self._looked, self.state.selected
        self._show(replace(self.state, detail=None, plan=None))
        if selected is None:
            return

        def both() -> tuple[CallbackDetail, CallbackPlan]:
            return self._server.detail(selected), self._server.plan(PlanCallback(callback_id=selected))

        def came(read: tuple[CallbackDetail, CallbackPlan]) -> None:
            if looked == self._looked:
                self._show(replace(self.state, detail=read[0], plan=read[1]))

        def failed(error: ClientError) -> None:
            if looked == self._looked:
                self._show(replace(self.state, problem=error.problem))

        self._tasks.run(both, came, failed)

    def _ask(self, step: CallbackStep, words: str, to: Given | None = None, due_at: datetime | None = None) -> None:
        callback = self.state.callback
        if callback is not None and not self.state.busy and step in callback.steps:
            self._send(callback, step, words, to or Given(), due_at)

    def _send(self, callback: Callback, step: CallbackStep, words: str, to: Given, due_at: datetime | None) -> None:
        wanted = (callback.callback_id, callback.version, step, words, to, due_at)
        if wanted != self._wanted:  # a press that got no answer and is repeated is the same command
            self._wanted, self._command_id = wanted, uuid4()
        command = ChangeCallback(
            command_id=self._command_id,
            seen_version=callback.version,
            step=step,
            words=" ".join(words.split()),
            due_at=due_at,
            owner_id=to.owner_id,
            team=to.team,
            queue_code=to.queue_code,
        )
        back = CallbackStep.REOPEN if step in (CallbackStep.CANCEL, CallbackStep.DONE_BY_HAND) else None
        self._show(replace(self.state, busy=True, problem=None, done=None))

        def changed(after: Callback) -> None:
            done = Done(after, step, back if back in after.steps else None)
            self._show(replace(self.state, busy=False, done=done))
            self.read()

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, busy=False, problem=error.problem))
            self.read()

        self._tasks.run(lambda: self._server.change(callback.callback_id, command), changed, failed)

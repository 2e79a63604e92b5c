"""Whom the person is to call back: what is due today, which one is looked at, and what is done with it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.clock import Now
from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.callback_lists import CallbackCounts, Callbacks, CallbackScope
from agent_desktop.contract.callbacks import (
    OPEN_STATES,
    Callback,
    CallbackDetail,
    CallbackEvent,
    CallbackPreview,
    CallbackState,
    CallbackStep,
    ChangeCallback,
    TakeCallback,
)
from telephony.contract import EventKind

FRESH_FOR: Final = timedelta(minutes=1)
"""What is shown is read anew after so long: what is due grows late by itself."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done last, and can be taken back: `step` does so, with `due_at` where it was moved."""

    callback: Callback
    done: CallbackStep
    step: CallbackStep
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CallbacksState:
    """Everything the card draws.

    `callbacks` are those due until the end of today and those that are late, the earliest first; None before the first
    word of the server, which was asked for them at `as_of`. `selected` is kept while the list moves under it. `busy`:
    the server decides. `may_dial`: there is no call and no offer. `deed` is the last one that can be taken back,
    `reminded_id` the one that the server spoke of last.
    `history` is all that happened to the selected one, where that was asked for. `list_problem` says why the list may
    be old, `problem` why nothing was done.
    """

    callbacks: tuple[Callback, ...] | None = None
    as_of: datetime | None = None
    counts: CallbackCounts = field(default_factory=CallbackCounts)
    loading: bool = False
    selected: UUID | None = None
    busy: bool = False
    may_dial: bool = False
    deed: Deed | None = None
    reminded_id: UUID | None = None
    history: tuple[CallbackEvent, ...] | None = None
    problem: Problem | None = None
    list_problem: Problem | None = None

    @property
    def callback(self) -> Callback | None:
        """The one that is selected."""
        return next((each for each in self.callbacks or () if each.callback_id == self.selected), None)

    @property
    def soon(self) -> Callback | None:
        """The person's own that the server reminded of, until somebody has it before them."""
        return next(
            (
                each
                for each in self.callbacks or ()
                if each.callback_id == self.reminded_id and not each.held_by_name and not each.held_by_me
            ),
            None,
        )

    @property
    def late(self) -> int:
        """How many of them are late."""
        return sum(each.is_late for each in self.callbacks or ())

    @property
    def wants_outcome(self) -> Callback | None:
        """The one that the person has called, and of which they have not said yet what came of it."""
        return next(
            (each for each in self.callbacks or () if each.held_by_me and each.state is CallbackState.DIALLING), None
        )


class CallbackServer(Protocol):
    """What is asked of the server."""

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

    def change(self, callback_id: UUID, command: ChangeCallback) -> Callback: ...

    def take(self, callback_id: UUID, command: TakeCallback) -> CallbackPreview: ...


class CallbacksPresenter(Shows[CallbacksState]):
    """Reads when the link comes up, when the server says that one has changed, when the work on a call is over and once
    a minute; never while a call arrives."""

    def __init__(
        self, desk: DeskModel, server: CallbackServer, tasks: Tasks, now: Now, day_end: Callable[[], datetime]
    ) -> None:
        """`day_end` is the end of today, where the person is."""
        super().__init__(CallbacksState())
        self._server, self._tasks, self._now, self._day_end = server, tasks, now, day_end
        self._reading = self._again = self._was_up = False
        self._on_call = 0
        self._read_at: datetime | None = None
        self._asked: tuple[object, ...] = ()
        self._command_id = uuid4()
        self._stop = desk.watch(self._desk_changed)
        desk.watch_events(self._event_came)

    def read(self) -> None:
        """Read the list; while it is being read, once more after that."""
        if self._reading:
            self._again = True
            return
        asked_at = self._now()
        self._reading, self._again, self._read_at = True, False, asked_at
        self._show(replace(self.state, loading=True))
        until = self._day_end()

        def came(read: Callbacks) -> None:
            listed = tuple(each for each in read.callbacks if each.state in OPEN_STATES)
            ids = {each.callback_id for each in listed}
            kept = self.state.selected if self.state.selected in ids else None
            before = self.state.callback
            first = listed[0].callback_id if listed else None
            self._show(
                replace(
                    self.state,
                    callbacks=listed,
                    as_of=asked_at,
                    counts=read.counts,
                    selected=kept or first,
                    history=self.state.history if before in listed else None,
                    loading=False,
                    list_problem=None,
                )
            )
            self._read_done()

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, loading=False, list_problem=error.problem))
            self._read_done()

        self._tasks.run(lambda: self._server.list(CallbackScope.OURS, until_at=until), came, failed)

    def select(self, callback_id: UUID) -> None:
        """Look at this one."""
        if not self.state.busy and callback_id != self.state.selected:
            self._show(replace(self.state, selected=callback_id, history=None, problem=None))

    def tell_history(self) -> None:
        """Read all that happened to the selected one; asked for again, it is put away."""
        callback = self.state.callback
        if callback is None or self.state.history is not None:
            self._show(replace(self.state, history=None))
            return

        def came(read: CallbackDetail) -> None:
            if self.state.selected == callback.callback_id:
                self._show(replace(self.state, history=read.history, problem=None))

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, problem=error.problem))

        self._tasks.run(lambda: self._server.detail(callback.callback_id), came, failed)

    def take(self) -> None:
        """Have the selected one before oneself, to look at and to call. Nothing happens where that cannot be now."""
        state, callback = self.state, self.state.callback
        if callback is None or state.busy or not state.may_dial or CallbackStep.TAKE not in callback.steps:
            return
        command = TakeCallback(command_id=self._id_for(callback, CallbackStep.TAKE), seen_version=callback.version)
        self._show(replace(state, busy=True, problem=None, deed=None))

        def taken(_: CallbackPreview) -> None:
            self._show(replace(self.state, busy=False))
            self.read()

        self._tasks.run(lambda: self._server.take(callback.callback_id, command), taken, self._refused)

    def change(self, step: CallbackStep, words: str = "") -> None:
        """Do a step that needs nothing but words with the selected one; see `ChangeCallback`."""
        callback = self.state.callback
        if callback is None or self.state.busy or step not in callback.steps:
            return
        back = CallbackStep.REOPEN if step in (CallbackStep.CANCEL, CallbackStep.DONE_BY_HAND) else None
        self._ask(callback, step, words=words, undo=back)

    def hand_over(self, *, owner_id: UUID | None = None, team: str = "", queue_code: str = "") -> None:
        """Give the selected one to a colleague, a team or a queue."""
        callback = self.state.callback
        if callback is not None and not self.state.busy and CallbackStep.HAND_OVER in callback.steps:
            self._ask(callback, CallbackStep.HAND_OVER, owner_id=owner_id, team=team, queue_code=queue_code)

    def was_moved(self, before: Callback, after: Callback) -> None:
        """One was moved in the form: it can be put back from here."""
        deed = Deed(after, CallbackStep.MOVE, CallbackStep.MOVE, before.due_at)
        can = CallbackStep.MOVE in after.steps and before.due_at > self._now()
        self._show(replace(self.state, deed=deed if can else None))
        self.read()

    def undo(self) -> None:
        """Take the last deed back."""
        deed = self.state.deed
        if deed is None or self.state.busy:
            return
        self._ask(deed.callback, deed.step, due_at=deed.due_at)

    def tick(self) -> None:
        """Read it anew where it is old and nobody calls. Called once a second at least."""
        if self._read_at is not None and self.state.may_dial and self._now() - self._read_at >= FRESH_FOR:
            self.read()

    def stop(self) -> None:
        """Watch no longer."""
        self._stop()

    def _ask(
        self,
        callback: Callback,
        step: CallbackStep,
        *,
        words: str = "",
        due_at: datetime | None = None,
        owner_id: UUID | None = None,
        team: str = "",
        queue_code: str = "",
        undo: CallbackStep | None = None,
    ) -> None:
        command = ChangeCallback(
            command_id=self._id_for(callback, step, words, due_at, owner_id, team, queue_code),
            seen_version=callback.version,
            step=step,
            words=words,
            due_at=due_at,
            owner_id=owner_id,
            team=team,
            queue_code=queue_code,
        )
        self._show(replace(self.state, busy=True, problem=None, deed=None))

        def changed(after: Callback) -> None:
            deed = Deed(after, step, undo) if undo is not None and undo in after.steps else None
            self._show(replace(self.state, busy=False, deed=deed))
            self.read()

        self._tasks.run(lambda: self._server.change(callback.callback_id, command), changed, self._refused)

    def _id_for(self, callback: Callback, *asked: object) -> UUID:
        """Return the id of a command: the same for a repeat after a lost answer."""
        wanted = (callback.callback_id, callback.version, *asked)
        if wanted != self._asked:
            self._asked, self._command_id = wanted, uuid4()
        return self._command_id

    def _refused(self, error: ClientError) -> None:
        self._show(replace(self.state, busy=False, problem=error.problem))
        self.read()

    def _read_done(self) -> None:
        self._reading = False
        if self._again:
            self.read()

    def _desk_changed(self, view: DeskView) -> None:
        is_up = view.link.is_up and view.desk is not None
        # The end of the talk, and the end of the work on it: of a callback it is asked in between what came of it.
        on_call = 0 if view.accepted_call is None else 2 if view.line_call is not None else 1
        over, came_up = on_call < self._on_call, is_up and not self._was_up
        self._was_up, self._on_call = is_up, on_call
        if self.state.may_dial != view.may_dial:
            self._show(replace(self.state, may_dial=view.may_dial))
        if is_up and (over or came_up):
            self.read()

    def _event_came(self, kind: EventKind, subject_id: UUID | None) -> None:
        if kind is EventKind.CALLBACK_REMINDED:
            self._show(replace(self.state, reminded_id=subject_id))
        if kind in (EventKind.CALLBACK_CHANGED, EventKind.CALLBACK_REMINDED):
            self.read()

"""The agent's own calls whose outcome is missing: how many, which, and finishing one."""

from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import ChooseOutcome, UnfinishedPart, UnfinishedWork
from telephony.contract import DeskSnapshot


@dataclass(frozen=True, slots=True)
class UnfinishedState:
    """Everything the list draws. `count` is also the rail's; it tells those that are not listed too.

    `selected` is the call on the right, None without calls; `chosen` the outcome picked for it and not stored yet.
    `list_problem` says why the list is not here, `problem` why the call is not finished. `finished` counts those that
    were finished since the list was opened.
    """

    open: bool = False
    loading: bool = False
    count: int = 0
    parts: tuple[UnfinishedPart, ...] = ()
    selected: UUID | None = None
    chosen: str = ""
    busy: bool = False
    finished: int = 0
    problem: Problem | None = None
    list_problem: Problem | None = None

    @property
    def part(self) -> UnfinishedPart | None:
        """The call that is selected."""
        return next((part for part in self.parts if part.interaction_id == self.selected), None)


class UnfinishedOutcomes(Protocol):
    """The server's side."""

    def unfinished(self, *, count_only: bool) -> UnfinishedWork: ...

    def choose_outcome(self, interaction_id: UUID, command: ChooseOutcome) -> DeskSnapshot: ...


class UnfinishedPresenter(Shows[UnfinishedState]):
    """Reads the list when it is opened. Counts it when the link comes back and when the work on a call is over: never
    while one arrives."""

    def __init__(self, desk: DeskModel, outcomes: UnfinishedOutcomes, tasks: Tasks) -> None:
        super().__init__(UnfinishedState())
        self._desk = desk
        self._outcomes = outcomes
        self._tasks = tasks
        self._asked = 0
        self._was_up = False
        self._had_call = False
        self._command: ChooseOutcome | None = None
        self._stop = desk.watch(self._desk_changed)

    def open(self) -> None:
        """Show the list, and read it anew."""
        self._show(replace(self.state, open=True, finished=0, chosen="", problem=None))
        self.retry()

    def close(self) -> None:
        """Put it away."""
        self._show(replace(self.state, open=False))

    def retry(self) -> None:
        """Read the list again; only how many there are while nobody looks at it."""
        self._asked += 1
        asked, count_only = self._asked, not self.state.open
        self._show(replace(self.state, loading=True, list_problem=None))
        self._tasks.run(
            lambda: self._outcomes.unfinished(count_only=count_only),
            on_done=lambda work: self._came(asked, work, count_only=count_only),
            on_failed=lambda error: self._failed(asked, error),
        )

    def part_selected(self, interaction_id: UUID) -> None:
        """Take this call to finish."""
        state = self.state
        if not state.busy and interaction_id != state.selected:
            self._command = None
            self._show(replace(state, selected=interaction_id, chosen="", problem=None))

    def outcome_chosen(self, code: str) -> None:
        """Pick what the selected call came to; nothing is stored yet."""
        if not self.state.busy and self.state.part is not None:
            self._show(replace(self.state, chosen=code, problem=None))

    def finish_pressed(self) -> None:
        """Store the outcome. A second press is ignored meanwhile; a repeat after a lost answer is the same command."""
        state, part = self.state, self.state.part
        if part is None or state.busy:
            return
        if not state.chosen:
            self._show(replace(state, problem=Problem(ErrorCode.DISPOSITION_NEEDED)))
            return
        command = self._command
        if command is None or command.disposition_code != state.chosen:
            command = self._command = ChooseOutcome(command_id=uuid4(), disposition_code=state.chosen)
        self._show(replace(state, busy=True, problem=None))
        interaction_id = part.interaction_id
        self._tasks.run(
            lambda: self._outcomes.choose_outcome(interaction_id, command),
            on_done=lambda desk: self._finished(interaction_id, desk),
            on_failed=lambda error: self._not_finished(interaction_id, error),
        )

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _came(self, asked: int, work: UnfinishedWork, *, count_only: bool) -> None:
        if asked != self._asked:
            return
        state = self.state
        if count_only:
            self._show(replace(state, loading=False, count=work.count))
            return
        there = any(part.interaction_id == state.selected for part in work.parts)
        first = work.parts[0].interaction_id if work.parts else None
        selected, chosen = (state.selected, state.chosen) if there else (first, "")
        if not there:
            self._command = None
        self._show(replace(state, loading=False, count=work.count, parts=work.parts, selected=selected, chosen=chosen))

    def _failed(self, asked: int, error: ClientError) -> None:
        if asked == self._asked:
            self._show(replace(self.state, loading=False, list_problem=error.problem))

    def _finished(self, interaction_id: UUID, desk: DeskSnapshot) -> None:
        self._desk.take_answer(desk)
        self._take_out(interaction_id)

    def _not_finished(self, interaction_id: UUID, error: ClientError) -> None:
        if error.code == ErrorCode.INTERACTION_FINISHED:  # an earlier press did it, or another desktop
            self._take_out(interaction_id)
            return
        self._show(replace(self.state, busy=False, problem=error.problem))

    def _take_out(self, interaction_id: UUID) -> None:
        """It is finished: the next one is selected, and the list is read anew for what is not listed."""
        self._command = None
        state = self.state
        ids = [part.interaction_id for part in state.parts]
        place = ids.index(interaction_id) if interaction_id in ids else 0
        left = tuple(part for part in state.parts if part.interaction_id != interaction_id)
        following = left[min(place, len(left) - 1)].interaction_id if left else None
        count = max(0, state.count - 1)
        done = replace(state, parts=left, selected=following, count=count, finished=state.finished + 1)
        self._show(replace(done, chosen="", busy=False, problem=None))
        self.retry()

    def _desk_changed(self, view: DeskView) -> None:
        is_up = view.link.is_up and view.desk is not None
        has_call = view.accepted_call is not None
        over = self._had_call and not has_call
        came_up = is_up and not self._was_up
        self._was_up, self._had_call = is_up, has_call
        if is_up and (over or came_up):
            self.retry()

"""Decides what is shown of the callbacks that the board counts, and to whom one is given. Knows no Qt."""

from dataclasses import dataclass, field, replace
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.board import BoardCallbacks, BoardFilter
from agent_desktop.contract.callback_lists import Callbacks
from agent_desktop.contract.callbacks import Callback, CallbackStep, ChangeCallback


class DueServer(Protocol):
    """`client.board_api.BoardApi`."""

    def callbacks(self, asks: BoardFilter) -> Callbacks: ...


class GivingServer(Protocol):
    """`client.callbacks.CallbacksApi`."""

    def change(self, callback_id: UUID, command: ChangeCallback) -> Callback: ...


@dataclass(frozen=True, slots=True)
class DueState:
    """What the sheet draws. `callbacks` is None while they are read for the first time; of `total` the first are
    listed. `given` is the one that was given last, with its new owner. `busy`: the server decides."""

    is_open: bool = False
    asks: BoardFilter = field(default_factory=BoardFilter)
    callbacks: tuple[Callback, ...] | None = None
    total: int = 0
    chosen: UUID | None = None
    given: Callback | None = None
    busy: bool = False
    problem: Problem | None = None

    @property
    def callback(self) -> Callback | None:
        """The one that is chosen."""
        return next((each for each in self.callbacks or () if each.callback_id == self.chosen), None)

    @property
    def may_give(self) -> bool:
        """Whether the chosen one can be given to somebody now."""
        callback = self.callback
        return callback is not None and not self.busy and CallbackStep.HAND_OVER in callback.steps


class DuePresenter(Shows[DueState]):
    """One list, read anew whenever the board counts otherwise."""

    def __init__(self, server: DueServer, giving: GivingServer, tasks: Tasks) -> None:
        super().__init__(DueState())
        self._server, self._giving, self._tasks = server, giving, tasks
        self._turn = 0
        self._counted: BoardCallbacks | None = None
        self._asked: tuple[UUID, int, UUID] | None = None
        self._command_id = uuid4()

    def open(self, asks: BoardFilter) -> None:
        """Show those of such a board."""
        self._show(DueState(is_open=True, asks=asks))
        self._read()

    def close(self) -> None:
        """Put it away."""
        self._turn += 1
        self._show(DueState())

    def choose(self, callback_id: UUID) -> None:
        """Look at this one."""
        if callback_id != self.state.chosen and not self.state.busy:
            self._show(replace(self.state, chosen=callback_id, problem=None))

    def give(self, agent_id: UUID) -> None:
        """Give the chosen one to somebody: it is theirs to call back."""
        callback = self.state.callback
        if callback is None or not self.state.may_give:
            return
        wanted = (callback.callback_id, callback.version, agent_id)
        if wanted != self._asked:  # a repeat after a lost answer is the same command
            self._asked, self._command_id = wanted, uuid4()
        command = ChangeCallback(
            command_id=self._command_id,
            seen_version=callback.version,
            step=CallbackStep.HAND_OVER,
            owner_id=agent_id,
        )
        turn = self._turn
        self._show(replace(self.state, busy=True, problem=None, given=None))

        def given(after: Callback) -> None:
            if turn == self._turn:
                self._show(replace(self.state, busy=False, given=after))
                self._read()

        def refused(error: ClientError) -> None:
            if turn == self._turn:
                self._show(replace(self.state, busy=False, problem=error.problem))
                self._read(problem=error.problem)

        self._tasks.run(lambda: self._giving.change(callback.callback_id, command), given, refused)

    def counted(self, counted: BoardCallbacks, asks: BoardFilter) -> None:
        """The board has come: where it counts otherwise, or is of another part of the centre, the list is read anew."""
        before, self._counted = self._counted, counted
        if not self.state.is_open or self.state.busy:
            return
        if asks != self.state.asks or (before is not None and counted != before):
            self._show(replace(self.state, asks=asks))
            self._read()

    def _read(self, *, problem: Problem | None = None) -> None:
        """`problem` stays to be seen, whatever comes."""
        turn, asks = self._turn, self.state.asks

        def came(read: Callbacks) -> None:
            if turn != self._turn or asks != self.state.asks:
                return
            there = {each.callback_id for each in read.callbacks}
            chosen = self.state.chosen if self.state.chosen in there else None
            first = read.callbacks[0].callback_id if read.callbacks else None
            self._show(
                replace(
                    self.state,
                    callbacks=read.callbacks,
                    total=max(read.total, len(read.callbacks)),
                    chosen=chosen or first,
                    problem=problem,
                )
            )

        def failed(error: ClientError) -> None:
            if turn == self._turn and asks == self.state.asks:
                self._show(replace(self.state, problem=error.problem))

        self._tasks.run(lambda: self._server.callbacks(asks), came, failed)

"""Decides what the board shows: of whom, in which order, and how old it is. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from agent_desktop.client.board import BoardKeeper, BoardView, alerts_first, longest_first
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.board import (
    Activity,
    Board,
    BoardAgent,
    BoardChoices,
    BoardFilter,
    BoardQueue,
    BoardWaiting,
    Concern,
    Level,
)
from agent_desktop.contract.floor_alerts import FloorAlert, FloorLevel

_WORST_FIRST: Final = {Level.BAD: 0, Level.WARNING: 1, Level.OK: 2}


class QueueOrder(StrEnum):
    """By what the queues are ordered."""

    LONGEST = "longest"
    NAME = "name"
    WAITING = "waiting"
    SERVICE = "service"


class Counted(StrEnum):
    """As what an agent is counted: `telephony.board.states.counted_as`."""

    READY = "ready"
    ON_CALL = "on_call"
    WRAP_UP = "wrap_up"
    NOT_READY = "not_ready"


_COUNTED_AS: Final = {
    Activity.READY: Counted.READY,
    Activity.WRAP_UP: Counted.WRAP_UP,
    Activity.NOT_READY: Counted.NOT_READY,
    Activity.RINGING: Counted.ON_CALL,
    Activity.PREVIEWING: Counted.ON_CALL,
    Activity.DIALLING: Counted.ON_CALL,
    Activity.ON_CALL: Counted.ON_CALL,
    Activity.ON_HOLD: Counted.ON_CALL,
    Activity.CONSULTING: Counted.ON_CALL,
}
EVERYBODY: Final = frozenset[Counted]()


def counted_as(agent: BoardAgent) -> Counted | None:
    """Return as what an agent is counted; whose desktop is silent gets no call, and is not ready."""
    if agent.activity is Activity.READY and agent.concern is Concern.DESKTOP_SILENT:
        return Counted.NOT_READY
    return _COUNTED_AS.get(agent.activity)


class ChoicesReader(Protocol):
    """Says what the board may be filtered by."""

    def choices(self) -> BoardChoices: ...


class FilterKeep(Protocol):
    """Keeps what a person filters by from one day to the next."""

    def read(self) -> str: ...

    def write(self, text: str) -> None: ...


@dataclass(frozen=True, slots=True)
class BoardState:
    """What the page draws. `agents` are those whom `search` finds, in their order, of `agents_total`; with `only` of
    those who are counted so.

    `link_lost`: the desktop does not hear its server; what stands there is the last that was heard.
    """

    view: BoardView = field(default_factory=BoardView)
    queues: tuple[BoardQueue, ...] = ()
    agents: tuple[BoardAgent, ...] = ()
    agents_total: int = 0
    waiting: tuple[BoardWaiting, ...] = ()
    alerts: tuple[FloorAlert, ...] = ()
    search: str = ""
    only: frozenset[Counted] = EVERYBODY
    order: QueueOrder = QueueOrder.LONGEST
    choices: BoardChoices | None = None
    choices_problem: Problem | None = None
    link_lost: bool = False

    @property
    def board(self) -> Board | None:
        """The last board that came."""
        return self.view.board

    @property
    def is_filtered(self) -> bool:
        """Whether less than the whole of the centre is watched."""
        return self.view.filter != BoardFilter()


class BoardPresenter(Shows[BoardState]):
    """Follows one board. It is watched while the page is in sight, and only then: the server computes it for nobody
    else."""

    def __init__(
        self,
        keeper: BoardKeeper,
        reader: ChoicesReader,
        tasks: Tasks,
        search_words: Callable[[BoardAgent], str],
        keep: FilterKeep | None = None,
    ) -> None:
        """`search_words` are the words by which an agent is found, in lower case."""
        super().__init__(BoardState())
        self._keeper, self._reader, self._tasks = keeper, reader, tasks
        self._search_words, self._keep = search_words, keep
        self._filter = _kept(keep)
        self._on = False
        self._stop = keeper.watch(self._came)

    def open(self) -> None:
        """The page is in sight: watch the board."""
        if self._on:
            return
        self._on = True
        self._keeper.begin(self._filter)
        self.read_choices()

    def close(self) -> None:
        """The page is out of sight."""
        if self._on:
            self._on = False
            self._keeper.end()

    def stop(self) -> None:
        """Watch no longer."""
        self.close()
        self._stop()

    def read_choices(self) -> None:
        """Ask what may be filtered by."""
        self._tasks.run(self._reader.choices, self._choices_came, self._choices_failed)

    def choose(self, wanted: BoardFilter) -> None:
        """Watch this of the centre."""
        if wanted == self._filter:
            return
        self._filter = wanted
        if self._keep is not None:
            self._keep.write("" if wanted == BoardFilter() else wanted.model_dump_json())
        if self._on:
            self._keeper.begin(wanted)

    def search(self, text: str | None = None, *, only: frozenset[Counted] | None = None) -> None:
        """Show the agents whose name, team or state has all words of `text`, and of `only` those who are counted so;
        what is not given stays as it is."""
        state = self.state
        wanted = (state.search if text is None else text, state.only if only is None else only)
        if wanted != (state.search, state.only):
            self._show(self._arranged(replace(state, search=wanted[0], only=wanted[1])))

    def order_by(self, order: QueueOrder) -> None:
        """Order the queues."""
        self._show(self._arranged(replace(self.state, order=order)))

    def link(self, up: bool) -> None:
        """Take the stream's word on itself."""
        self._show(replace(self.state, link_lost=not up))

    def tick(self) -> None:
        """A second has passed."""
        self._keeper.tick()

    def agent(self, agent_id: UUID) -> BoardAgent | None:
        """Return an agent of the board."""
        board = self.state.board
        return next((each for each in board.agents if each.agent_id == agent_id), None) if board is not None else None

    def _came(self, view: BoardView) -> None:
        self._show(self._arranged(replace(self.state, view=view), facts=view.board is not self.state.view.board))

    def _arranged(self, state: BoardState, *, facts: bool = True) -> BoardState:
        """Return `state` with everything in its order; without other `facts` it stands as it stood."""
        board = state.board
        if not facts:
            return state
        if board is None:
            return replace(state, queues=(), agents=(), agents_total=0, waiting=(), alerts=())
        agents = alerts_first(board.agents)
        wanted = state.search.casefold().split()
        if wanted:
            agents = [each for each in agents if _has_all(self._search_words(each), wanted)]
        if state.only:
            agents = [each for each in agents if counted_as(each) in state.only]
        return replace(
            state,
            queues=tuple(sorted(board.queues, key=_queue_key(state.order))),
            agents=tuple(agents),
            agents_total=len(board.agents),
            waiting=tuple(longest_first(board.waiting)),
            alerts=tuple(sorted(board.alerts, key=lambda each: (each.level is not FloorLevel.ACT, each.raised_at))),
        )

    def _choices_came(self, choices: BoardChoices) -> None:
        self._show(replace(self.state, choices=choices, choices_problem=None))

    def _choices_failed(self, error: ClientError) -> None:
        self._show(replace(self.state, choices_problem=error.problem))


def _has_all(text: str, wanted: list[str]) -> bool:
    return all(word in text for word in wanted)


def _queue_key(order: QueueOrder) -> Callable[[BoardQueue], tuple[object, ...]]:
    def key(queue: BoardQueue) -> tuple[object, ...]:
        since = queue.longest_enqueued_at
        longest = since.timestamp() if since is not None else float("inf")
        name = queue.name.get("en", "")
        first: tuple[object, ...] = {
            QueueOrder.LONGEST: (_WORST_FIRST[queue.level], longest),
            QueueOrder.NAME: (name,),
            QueueOrder.WAITING: (-queue.waiting,),
            QueueOrder.SERVICE: (101.0 if queue.service.percent is None else queue.service.percent,),
        }[order]
        return (*first, queue.position, name)

    return key


def _kept(keep: FilterKeep | None) -> BoardFilter:
    """Return what was kept; what cannot be read is the whole centre."""
    text = keep.read() if keep is not None else ""
    try:
        return BoardFilter.model_validate_json(text) if text else BoardFilter()
    except ValueError:
        return BoardFilter()

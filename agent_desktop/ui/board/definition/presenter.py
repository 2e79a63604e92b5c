"""Decides what is said of a figure: how it is counted, by which numbers, and which calls these were. Knows no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol
from uuid import UUID

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.figures import AboutCell, ExplainedFigure, Item, ItemPage, ListItems
from agent_desktop.contract.reports import ReportQuery, ReportSubject, Span


class FigureKey(StrEnum):
    """What a definition is asked for: the figures of the strip in their order, then those that only a queue's row has,
    and those of an agent."""

    WAITING = "waiting"
    LONGEST = "longest_wait"
    SERVICE = "service_level"
    ABANDONED = "abandoned"
    ANSWERED = "answered"
    READY = "ready"
    ON_CALL = "on_call"
    WRAP_UP = "wrap_up"
    NOT_READY = "not_ready"
    LATELY = "lately"
    OFFERED = "offered"
    BUSY = "busy"
    HANDLED = "handled"
    AVERAGE = "average"


IN_ROWS: Final = frozenset({FigureKey.LATELY, FigureKey.OFFERED, FigureKey.BUSY, FigureKey.HANDLED, FigureKey.AVERAGE})
"""These stand with each queue or agent alone; the others are the strip's."""
COUNTED: Final[Mapping[FigureKey, str]] = MappingProxyType(
    {
        FigureKey.SERVICE: "queue.service_level",
        FigureKey.LATELY: "queue.service_level",
        FigureKey.OFFERED: "queue.offered",
        FigureKey.ABANDONED: "queue.abandonment",
        FigureKey.ANSWERED: "queue.answered",
        FigureKey.HANDLED: "agent.handled",
        FigureKey.AVERAGE: "agent.handle_time",
    }
)
"""Figures of the day by their names among all figures. The others are of this moment: there are no past calls to them,
and what they count stands on the board."""


class FiguresServer(Protocol):
    def explained(self, about: AboutCell) -> ExplainedFigure: ...

    def items(self, about: ListItems) -> ItemPage: ...


@dataclass(frozen=True, slots=True)
class AboutQueue:
    """The queue that a figure is of."""

    code: str
    name: LocalText


@dataclass(frozen=True, slots=True)
class AboutAgent:
    """The agent that a figure is of."""

    agent_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class DefinitionState:
    """What the sheet draws. `items` is None until they are asked for. `since`: only what came from then on counts."""

    key: FigureKey | None = None
    queue: AboutQueue | None = None
    since: datetime | None = None
    agent: AboutAgent | None = None
    explained: ExplainedFigure | None = None
    loading: bool = False
    problem: Problem | None = None
    items: tuple[Item, ...] | None = None
    total: int = 0
    next: str = ""
    reading: bool = False


class DefinitionPresenter(Shows[DefinitionState]):
    """One figure at a time."""

    def __init__(self, server: FiguresServer, tasks: Tasks) -> None:
        super().__init__(DefinitionState())
        self._server, self._tasks = server, tasks
        self._turn = 0
        self._queues: tuple[str, ...] = ()

    def open(
        self, key: FigureKey, queue: AboutQueue | None, queues: tuple[str, ...] = (), since: datetime | None = None
    ) -> None:
        """Say how a figure is counted: of one queue, or of all of `queues` (codes; none: of every queue), and of the
        day, or from `since` on."""
        self._queues = (queue.code,) if queue is not None else queues
        self._open(DefinitionState(key, queue, since))

    def open_of_agent(self, key: FigureKey, agent: AboutAgent) -> None:
        """Say how a figure of an agent is counted."""
        self._queues = ()
        self._open(DefinitionState(key, agent=agent))

    def _open(self, state: DefinitionState) -> None:
        self._turn += 1
        counted = COUNTED.get(state.key) if state.key is not None else None
        self._show(replace(state, loading=counted is not None))
        if counted is None:
            return
        turn, about = self._turn, self._about(counted)

        def came(explained: ExplainedFigure) -> None:
            if turn == self._turn:
                self._show(replace(self.state, explained=explained, loading=False))

        def failed(error: ClientError) -> None:
            if turn == self._turn:
                self._show(replace(self.state, problem=error.problem, loading=False))

        self._tasks.run(lambda: self._server.explained(about), came, failed)

    def read_items(self) -> None:
        """Read the calls that were counted: the first of them, then more."""
        key, state = self.state.key, self.state
        counted = COUNTED.get(key) if key is not None else None
        if counted is None or state.reading or (state.items is not None and not state.next):
            return
        turn, about = self._turn, self._about(counted)
        asked = ListItems(**about.model_dump(), after=state.next)
        self._show(replace(state, reading=True, problem=None))

        def came(page: ItemPage) -> None:
            if turn == self._turn:
                items = (*(self.state.items or ()), *page.items)
                self._show(replace(self.state, items=items, total=page.total, next=page.next, reading=False))

        def failed(error: ClientError) -> None:
            if turn == self._turn:
                self._show(replace(self.state, problem=error.problem, reading=False))

        self._tasks.run(lambda: self._server.items(asked), came, failed)

    def close(self) -> None:
        """Put it away."""
        self._turn += 1
        self._show(DefinitionState())

    def _about(self, figure: str) -> AboutCell:
        agent = self.state.agent
        if agent is not None:
            query = ReportQuery(subject=ReportSubject.AGENTS, span=Span.TODAY, agents=(agent.agent_id,))
        else:
            query = ReportQuery(subject=ReportSubject.QUEUES, span=Span.TODAY, queues=self._queues)
        return AboutCell(query=query, figure=figure, from_at=self.state.since)

"""Decides what is said of one cell: its formula with the numbers, what is left out, and what it counts. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.figures import AboutCell, ExplainedFigure, Figure, Item, ItemPage, ListItems
from agent_desktop.contract.reports import Cell


class FiguresServer(Protocol):
    """The part of `client.figures_api.FiguresApi` that is used here."""

    def explained(self, about: AboutCell) -> ExplainedFigure: ...

    def items(self, about: ListItems) -> ItemPage: ...


@dataclass(frozen=True, slots=True)
class CellState:
    """What the sheet draws. `shown` is what the table says; the explanation is counted now, and may differ. `items` is
    None until they are asked for."""

    about: AboutCell | None = None
    figure: Figure | None = None
    shown: Cell = None
    kept: bool = False
    explained: ExplainedFigure | None = None
    loading: bool = False
    problem: Problem | None = None
    items: tuple[Item, ...] | None = None
    total: int = 0
    next: str = ""
    reading: bool = False

    @property
    def differs(self) -> bool:
        """Whether counting it now comes to something else than what the table says."""
        return self.explained is not None and (
            (self.explained.value is None) != (self.shown is None)
            or abs((self.explained.value or 0.0) - (self.shown or 0.0)) > 0.0001  # tables have four digits
        )


class CellPresenter(Shows[CellState]):
    """One cell at a time."""

    def __init__(self, server: FiguresServer, tasks: Tasks) -> None:
        super().__init__(CellState())
        self._server, self._tasks = server, tasks
        self._turn = 0

    def open(self, about: AboutCell, figure: Figure | None, shown: Cell, *, kept: bool) -> None:
        """Say how a cell is counted."""
        self._turn += 1
        turn = self._turn
        self._show(CellState(about, figure, shown, kept, loading=True))

        def came(explained: ExplainedFigure) -> None:
            if turn == self._turn:
                self._show(replace(self.state, explained=explained, loading=False))

        self._tasks.run(lambda: self._server.explained(about), came, self._failed(turn))

    def read_items(self) -> None:
        """Read what was counted: the first of it, then more."""
        state, about = self.state, self.state.about
        if about is None or state.reading or (state.items is not None and not state.next):
            return
        turn = self._turn
        asked = ListItems(**about.model_dump(), after=state.next)
        self._show(replace(state, reading=True, problem=None))

        def came(page: ItemPage) -> None:
            if turn == self._turn:
                items = (*(self.state.items or ()), *page.items)
                self._show(replace(self.state, items=items, total=page.total, next=page.next, reading=False))

        self._tasks.run(lambda: self._server.items(asked), came, self._failed(turn))

    def close(self) -> None:
        """Put it away."""
        self._turn += 1
        self._show(CellState())

    def _failed(self, turn: int) -> Callable[[ClientError], None]:
        def failed(error: ClientError) -> None:
            if turn == self._turn:
                self._show(replace(self.state, problem=error.problem, loading=False, reading=False))

        return failed

"""A supervisor's figures: open complaints by deadline, and who has how many."""

from dataclasses import dataclass, replace
from typing import Final, Protocol

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.complaint_lists import ComplaintFigures, OwnerLoad, Scope

ABOVE_MEAN: Final = 1.5
"""Who has so many times the mean of the others is overloaded where the bank has set no limit."""
LEAST_OVERLOAD: Final = 5
"""Below so many open ones nobody is."""


@dataclass(frozen=True, slots=True)
class FiguresState:
    """`figures` are None until they came; with a `problem` they are no longer new."""

    figures: ComplaintFigures | None = None
    scope: Scope = Scope.TEAM
    problem: Problem | None = None

    def is_overloaded(self, load: OwnerLoad) -> bool:
        """Say whether somebody has more than the limit, or without one, far more than the others."""
        if load.owner_id is None or self.figures is None:
            return False
        if load.limit is not None:
            return load.open > load.limit
        others = [each.open for each in self.figures.owners if each.owner_id not in (None, load.owner_id)]
        if not others or load.open < LEAST_OVERLOAD:
            return False
        return load.open > ABOVE_MEAN * (sum(others) / len(others))


class FiguresReader(Protocol):
    def figures(self, scope: Scope) -> ComplaintFigures: ...


class FiguresPresenter(Shows[FiguresState]):
    def __init__(self, server: FiguresReader, tasks: Tasks) -> None:
        super().__init__(FiguresState())
        self._server, self._tasks = server, tasks

    def read(self, scope: Scope) -> None:
        """Ask for the figures of a team, or of all."""
        if scope is not self.state.scope:
            self._show(FiguresState(scope=scope))

        def came(figures: ComplaintFigures) -> None:
            if self.state.scope is scope:
                self._show(FiguresState(figures, scope))

        def failed(error: ClientError) -> None:
            if self.state.scope is scope:
                self._show(replace(self.state, problem=error.problem))

        self._tasks.run(lambda: self._server.figures(scope), came, failed)

"""The person's own complaints that are due first: a few lines for the page of the day."""

from dataclasses import dataclass, replace
from typing import Final, Protocol

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.complaint_lists import (
    ComplaintFilter,
    ComplaintLine,
    ComplaintPage,
    ListComplaints,
    Scope,
    SortBy,
)

SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class MineState:
    """`known`: the server has said them. With lines, a `problem` says that they are no longer new."""

    lines: tuple[ComplaintLine, ...] = ()
    count: int = 0
    known: bool = False
    problem: Problem | None = None


class MineReader(Protocol):
    def list(self, asked: ListComplaints) -> ComplaintPage: ...


class MinePresenter(Shows[MineState]):
    """Reads when it is told to: at the start, and when a complaint of the person has changed."""

    def __init__(self, server: MineReader, tasks: Tasks) -> None:
        super().__init__(MineState())
        self._server, self._tasks = server, tasks
        self._asking = self._again = False

    def read(self) -> None:
        """Ask for them."""
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        asked = ListComplaints(filter=ComplaintFilter(scope=Scope.MINE), sort=SortBy.DEADLINE, limit=SHOWN, count=True)
        self._tasks.run(lambda: self._server.list(asked), self._came, self._failed)

    def _came(self, page: ComplaintPage) -> None:
        self._asking = False
        self._show(MineState(page.lines, page.count or len(page.lines), known=True))
        if self._again:
            self.read()

    def _failed(self, error: ClientError) -> None:
        self._asking = False
        self._show(replace(self.state, problem=error.problem))

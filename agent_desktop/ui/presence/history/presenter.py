"""Why am I in this state: the agent's last states, read when they are asked for."""

from dataclasses import dataclass, replace
from typing import Protocol

from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from telephony.contract import AgentHistory, AgentStretch


@dataclass(frozen=True, slots=True)
class HistoryState:
    """Everything the list draws; the newest is first, and is the present one."""

    open: bool = False
    loading: bool = False
    stretches: tuple[AgentStretch, ...] = ()
    problem: Problem | None = None


class HistoryReader(Protocol):
    """Asks the server for the agent's last states."""

    def history(self) -> AgentHistory: ...


class HistoryPresenter(Shows[HistoryState]):
    """Reads the history when it is opened, and again when the state changes while it is open."""

    def __init__(self, desk: DeskModel, reader: HistoryReader, tasks: Tasks) -> None:
        super().__init__(HistoryState())
        self._reader = reader
        self._tasks = tasks
        self._asked = 0
        self._since: object = None
        self._stop = desk.watch(self._desk_changed)

    def open(self) -> None:
        """Show it, and read it anew."""
        self._show(replace(self.state, open=True))
        self.retry()

    def close(self) -> None:
        """Put it away."""
        self._show(replace(self.state, open=False))

    def retry(self) -> None:
        """Read it again."""
        self._asked += 1
        asked = self._asked
        self._show(replace(self.state, loading=True, problem=None))
        self._tasks.run(
            self._reader.history,
            on_done=lambda history: self._came(asked, history),
            on_failed=lambda error: self._failed(asked, error),
        )

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _came(self, asked: int, history: AgentHistory) -> None:
        if asked == self._asked:
            self._show(replace(self.state, loading=False, stretches=history.stretches, problem=None))

    def _failed(self, asked: int, error: ClientError) -> None:
        if asked == self._asked:
            self._show(replace(self.state, loading=False, problem=error.problem))

    def _desk_changed(self, view: DeskView) -> None:
        agent = view.desk.agent if view.desk else None
        since = None if agent is None else (agent.state, agent.reason, agent.since_at)
        if since != self._since:
            self._since = since
            if self.state.open:
                self.retry()

"""The live numbers of complaints: on the rail, and on the tabs of their page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Final, Protocol

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.complaint_lists import ComplaintCounts

ASK_AFTER_SECONDS: Final = 60.0
"""Numbers change with time too: what was due tomorrow is due today."""
TRY_AFTER_SECONDS: Final = 15.0


@dataclass(frozen=True, slots=True)
class CountsState:
    """`known`: the server has said them at least once."""

    counts: ComplaintCounts = field(default_factory=ComplaintCounts)
    known: bool = False


class CountsReader(Protocol):
    def counts(self) -> ComplaintCounts: ...


class CountsPresenter(Shows[CountsState]):
    """Asks when something has changed, and once a minute; one question at a time."""

    def __init__(self, server: CountsReader, tasks: Tasks, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(CountsState())
        self._server, self._tasks, self._clock = server, tasks, clock
        self._asking = self._again = False
        self._next_at = 0.0

    def read(self) -> None:
        """Ask now; what is on its way may be older than what has just happened, so that it is asked again after it."""
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        self._tasks.run(self._server.counts, self._came, self._failed)

    def tick(self) -> None:
        """Ask where it is time to. Called once a second or so."""
        if not self._asking and self._clock() >= self._next_at:
            self.read()

    def _came(self, counts: ComplaintCounts) -> None:
        self._asked(ASK_AFTER_SECONDS)
        self._show(CountsState(counts, known=True))

    def _failed(self, _error: ClientError) -> None:
        self._asked(TRY_AFTER_SECONDS)  # the old numbers stay; that the link is lost is said elsewhere

    def _asked(self, wait: float) -> None:
        self._asking = False
        self._next_at = self._clock() + wait
        if self._again:
            self.read()

"""What the clocks of complaints have warned this person of: read at the start and when they warn, until it is seen."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.complaint_clocks import ClockWarning, ClockWarnings


@dataclass(frozen=True, slots=True)
class WarningsState:
    """`warnings` are those not seen yet, the newest first; `known`: the server has said them. With a `problem` they
    may be old, or were not put away."""

    warnings: tuple[ClockWarning, ...] = ()
    known: bool = False
    problem: Problem | None = None


class WarningsServer(Protocol):
    """The part of `client.complaint_clocks.ClockWarningsApi` that is used here."""

    def warnings(self) -> ClockWarnings: ...

    def seen(self, warning_ids: tuple[UUID, ...]) -> ClockWarnings: ...


class WarningsPresenter(Shows[WarningsState]):
    """One question at a time; what changes meanwhile is asked for after it."""

    def __init__(self, server: WarningsServer, tasks: Tasks) -> None:
        super().__init__(WarningsState())
        self._server, self._tasks = server, tasks
        self._asking = self._again = False
        self._put_away: set[UUID] = set()

    def read(self) -> None:
        """Ask for them."""
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        self._tasks.run(self._server.warnings, self._came, self._failed)

    def see(self, warning_ids: Collection[UUID]) -> None:
        """Put warnings away; they come back where the server could not be told."""
        ids = frozenset(warning_ids) & {each.warning_id for each in self.state.warnings}
        if not ids:
            return
        self._put_away |= ids
        left = tuple(each for each in self.state.warnings if each.warning_id not in ids)
        self._show(replace(self.state, warnings=left, problem=None))

        def told(answer: ClockWarnings) -> None:
            self._put_away -= ids
            self._take(answer)

        def failed(error: ClientError) -> None:
            self._put_away -= ids
            self._show(replace(self.state, problem=error.problem))
            self.read()

        self._tasks.run(lambda: self._server.seen(tuple(ids)), told, failed)

    def open_case(self, complaint_id: UUID) -> None:
        """Put away all warnings of a complaint that is being looked at."""
        self.see([each.warning_id for each in self.state.warnings if each.complaint_id == complaint_id])

    def _came(self, answer: ClockWarnings) -> None:
        self._asking = False
        self._take(answer)
        if self._again:
            self.read()

    def _failed(self, error: ClientError) -> None:
        self._asking = False
        self._show(replace(self.state, problem=error.problem))

    def _take(self, answer: ClockWarnings) -> None:
        unseen = (each for each in answer.warnings if each.seen_at is None and each.warning_id not in self._put_away)
        self._show(WarningsState(tuple(unseen), known=True))

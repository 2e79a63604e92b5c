"""A supervisor's own part in an agent's call: which calls there are, what is done in one, and that we are there."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.clock import Now
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks, ignore
from telephony.contract import (
    OwnSupervision,
    Supervise,
    Supervised,
    SupervisionMode,
    SupervisionSnapshot,
    SupervisionState,
)

BEAT_SECONDS: Final = 4.0
"""How often the server hears that this desktop is there, while it is in a call."""


class Supervision(Protocol):
    """Asks the server."""

    def calls(self) -> tuple[Supervised, ...]: ...

    def supervise(self, call_id: UUID, command: Supervise) -> SupervisionSnapshot: ...

    def beat(self) -> OwnSupervision: ...

    def leave(self) -> OwnSupervision: ...


class SupervisingModel:
    """Follows the server's word. `may`: this person is a supervisor; for everybody else there is nothing here.

    `on_problem` is told what went wrong, `on_changed` that something stands otherwise.
    """

    def __init__(self, api: Supervision, tasks: Tasks, now: Now, *, may: bool) -> None:
        self._api = api
        self._tasks = tasks
        self._now = now
        self._may = may
        self._calls: Sequence[Supervised] = ()
        self._own: SupervisionSnapshot | None = None
        self._beat_at: datetime | None = None
        self._asking = False
        self.on_problem: Callable[[Problem], None] = ignore
        self.on_changed: Callable[[], None] = lambda: None

    @property
    def is_on(self) -> bool:
        """Whether the supervisor is in a call, or about to be."""
        return self._own is not None and self._own.state is not SupervisionState.LEFT

    @property
    def agent_name(self) -> str:
        """Whose call it is; empty where that is not known."""
        return self._own.agent_name if self._own is not None and self.is_on else ""

    def offered(self) -> Iterator[tuple[UUID, str, frozenset[SupervisionMode]]]:
        """Yield what may be asked for now: the call, its agent's name and the modes. While one is on, of that alone."""
        own = self._own
        if own is not None and self.is_on:
            yield own.call_id, own.agent_name, own.allowed
            return
        for call in self._calls:
            if call.supervisor_id is None:
                yield call.call_id, call.agent_name, frozenset(SupervisionMode)

    def refresh(self) -> None:
        """Ask which calls there are now."""
        if self._may:
            self._tasks.run(self._api.calls, self._calls_came, ignore)

    def supervise(self, call_id: UUID, mode: SupervisionMode) -> None:
        """Be in the call in this way."""
        if not self._may or self._asking:
            return
        self._asking = True
        command = Supervise(command_id=uuid4(), mode=mode)
        self._tasks.run(lambda: self._api.supervise(call_id, command), self._stands, self._failed)

    def leave(self) -> None:
        """Be in the call no more."""
        if self.is_on and not self._asking:
            self._asking = True
            self._tasks.run(self._api.leave, self._own_came, self._failed)

    def tick(self) -> None:
        """Say that this desktop is there, and hear how it stands. Called a few times a second."""
        due = self._beat_at is None or self._now() - self._beat_at >= timedelta(seconds=BEAT_SECONDS)
        if self.is_on and due and not self._asking:
            self._beat_at = self._now()
            self._tasks.run(self._api.beat, self._own_came, ignore)

    def _calls_came(self, calls: tuple[Supervised, ...]) -> None:
        self._calls = calls
        self.on_changed()

    def _own_came(self, answer: OwnSupervision) -> None:
        self._asking = False
        self._own = answer.supervision
        self.on_changed()

    def _stands(self, own: SupervisionSnapshot) -> None:
        self._asking, self._own = False, own
        self._beat_at = None  # how it came to be is asked for at once
        self.on_changed()

    def _failed(self, error: ClientError) -> None:
        self._asking = False
        self.on_problem(error.problem)

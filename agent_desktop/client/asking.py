"""One command to the server at a time, and until when it counts as asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from telephony.contract import DeskSnapshot

A = TypeVar("A")


@dataclass(frozen=True, slots=True, eq=False)
class _Asked(Generic[A]):
    """What was asked, and what the server had said by then: anything newer is its word on it."""

    action: A
    said: object


class Asking(Generic[A]):
    """Keeps what a presenter has asked the desk's server to do, until its answer or newer word arrives."""

    def __init__(self, desk: DeskModel, tasks: Tasks, settled: Callable[[Problem | None], None]) -> None:
        """`settled` is called with the answer's problem or None; not at all where newer word came first."""
        self._desk = desk
        self._tasks = tasks
        self._settled = settled
        self._asked: _Asked[A] | None = None

    @property
    def action(self) -> A | None:
        """What is asked for and not yet answered."""
        return self._asked.action if self._asked is not None else None

    def ask(self, action: A, said: object, command: Callable[[], DeskSnapshot]) -> None:
        """Send `command`, which asks for `action`; `said` is the server's word so far (see `hear`).

        A caller asks again only once `action` is None.
        """
        asked = self._asked = _Asked(action, said)
        self._tasks.run(
            command,
            on_done=lambda desk: self._answered(asked, desk),
            on_failed=lambda error: self._failed(asked, error),
        )

    def hear(self, said: object) -> None:
        """Take the server's word as it is now: one that differs from that at the press settles what was asked."""
        if self._asked is not None and self._asked.said != said:
            self._asked = None

    def _answered(self, asked: _Asked[A], desk: DeskSnapshot) -> None:
        self._desk.take_answer(desk)
        if self._asked is asked:  # the stream was faster, or nothing has changed
            self._asked = None
            self._settled(None)

    def _failed(self, asked: _Asked[A], error: ClientError) -> None:
        if self._asked is not asked:
            return
        self._asked = None
        self._settled(error.problem)
        if error.may_pass:  # it may have been done all the same
            self._desk.read_again()

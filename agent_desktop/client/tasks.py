"""How work leaves the thread that draws: one runner, given by constructor."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from agent_desktop.client.errors import ClientError, as_client_error

T = TypeVar("T")


class Tasks(Protocol):
    """Runs work elsewhere and brings its result back to the caller's own thread.

    Exactly one of `on_done` and `on_failed` is called, once, on the thread that owns the presenters.
    An exception which is no `ClientError` goes through `errors.as_client_error`.
    """

    def run(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[ClientError], None],
    ) -> None:
        """Do `work` elsewhere, then call back."""
        ...


class ImmediateTasks:
    """Does the work at once, on the caller's thread: for tests and for a demo without a window."""

    def run(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[ClientError], None],
    ) -> None:
        """Do `work` now, then call back."""
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - the outermost loop of this work
            on_failed(as_client_error(error))
            return
        on_done(result)


def ignore(_result: object) -> None:
    """Take a result nobody waits for."""

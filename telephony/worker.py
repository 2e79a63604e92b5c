"""A thread that does what is due, again and again, until its owner stops it."""

import logging
import threading
from collections.abc import Callable

_log = logging.getLogger(__name__)


class Worker:
    """Calls `run_due` whenever it is woken, and every `poll_seconds` (machine time) in any case.

    `run_due` does everything that is due and returns how much that was. A failure is logged and tried again at the
    next turn, so that a database that comes back finds the worker there. `wake` and `stop` may be called from any
    thread; `stop` waits until the present turn is over.
    """

    def __init__(self, name: str, run_due: Callable[[], int], *, poll_seconds: float = 0.25) -> None:
        self._run_due = run_due
        self._poll_seconds = poll_seconds
        self._bell = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin. Once only."""
        self._thread.start()

    def wake(self) -> None:
        """Look now: something may be due."""
        self._bell.set()

    def stop(self, timeout_seconds: float = 10) -> None:
        """Stop and wait for the thread. Nothing where it was never started."""
        self._stopping.set()
        self._bell.set()
        if self._thread.is_alive():
            self._thread.join(timeout_seconds)

    @property
    def is_alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._bell.wait(self._poll_seconds)
            self._bell.clear()
            if self._stopping.is_set():
                return
            try:
                self._run_due()
            except Exception as error:  # noqa: BLE001 - the outermost loop of a thread
                _log.error("%s failed: %s", self._thread.name, type(error).__name__)

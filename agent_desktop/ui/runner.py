"""Where work leaves the UI thread: a few owned threads, and results that come back in the UI thread."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.bridge import UiThread, log_bug

_log = logging.getLogger(__name__)
T = TypeVar("T")

_Job = Callable[[], None]


class Runner(QObject):
    """Implements `client.tasks.Tasks` with worker threads.

    `on_done` and `on_failed` are always called in the UI thread, one of them exactly once for each run, unless the
    runner has been stopped. An error that nobody expected is logged and becomes `ErrorCode.DESKTOP_FAILED`.
    """

    def __init__(self, ui_thread: UiThread, *, threads: int = 4, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui_thread = ui_thread
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._stopped = False
        self._dropping = False
        self._threads = [
            threading.Thread(target=self._serve, name=f"desktop-worker-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def run(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[ClientError], None],
    ) -> None:
        """Do `work` off the UI thread, then call `on_done` or `on_failed` in it."""
        if self._stopped:
            return

        def job() -> None:
            try:
                result = work()
            except ClientError as error:
                failed = error
            except Exception as error:  # noqa: BLE001  outermost loop of this thread
                log_bug("Work in the background", error)
                failed = ClientError(ErrorCode.DESKTOP_FAILED)
            else:
                self._ui_thread.post(lambda: None if self._stopped else on_done(result))
                return
            self._ui_thread.post(lambda: None if self._stopped else on_failed(failed))

        self._jobs.put(job)

    def stop(self, limit_seconds: float = 5.0, *, finish_queued: bool = False) -> bool:
        """Take no more work, drop the results still to come, and end the threads.

        Args:
            finish_queued: Do what is still waiting first, instead of dropping it.

        Returns:
            Whether every thread ended within `limit_seconds`. One that hangs is left behind; it cannot keep the
            program alive.
        """
        self._stopped = True
        self._dropping = not finish_queued
        for _ in self._threads:
            self._jobs.put(None)
        until = time.monotonic() + limit_seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        hanging = [thread.name for thread in self._threads if thread.is_alive()]
        if hanging:
            _log.warning("Workers still busy at the end: %s", ", ".join(hanging))
        return not hanging

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            if not self._dropping:
                job()


class TaskScope:
    """Tasks of one owner. Once the owner closes it, no result reaches the owner any more."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._open = True

    def run(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_failed: Callable[[ClientError], None],
    ) -> None:
        """As `Runner.run`, as long as the scope is open."""
        if not self._open:
            return

        def done(result: T) -> None:
            if self._open:
                on_done(result)

        def failed(error: ClientError) -> None:
            if self._open:
                on_failed(error)

        self._runner.run(work, done, failed)

    def close(self) -> None:
        """Forget the owner: later results are dropped, later work is not started."""
        self._open = False

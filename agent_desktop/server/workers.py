"""Background work of the server: threads with an owner that starts and stops them."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from agent_desktop.server.auth.repository import RefreshTokenRepository
from agent_desktop.server.errors import log_failure
from agent_desktop.server.repository import CommandRepository
from agent_desktop.server.start_errors import StartError
from agent_desktop.server.unit_of_work import UnitsOfWork
from telephony.events.repository import EventRepository
from telephony.providers.repository import InboxRepository, OutboxRepository
from telephony.reconciling.repository import MendRepository

KEPT_FOR: Final = timedelta(days=1)
"""How long a command's answer, a journal's event, a carrier's report (with its numbers) and a done order are kept."""

MENDS_KEPT_FOR: Final = timedelta(days=90)
"""How long it is kept what was set right."""

EVERY_SECONDS: Final = 600.0

HELD_SECONDS: Final = 0.25
"""How soon to look again for what is due and was not done: it is in other hands, or behind something of its call."""

EMBEDDED_SECONDS: Final = 2.0
"""How often the embedded database is asked whether it is there."""

_log = structlog.stdlib.get_logger(__name__)


class Repeated:
    """Runs `work` again and again in its own thread; a failure is logged and the next round tries anew.

    `every_seconds` is the most between two rounds; `work` returns how long the next one may wait, None for the most.
    `wake` starts the next round at once, from any thread.
    """

    def __init__(self, name: str, work: Callable[[], float | None], *, every_seconds: float) -> None:
        self._name = name
        self._work = work
        self._every_seconds = every_seconds
        self._stopping = False
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        self._stopping = True
        self._woken.set()
        if self._thread.ident is not None:
            self._thread.join(timeout=10)

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping:
            self._woken.clear()  # before the work: what is asked for while it runs gets a round of its own
            seconds: float | None = None
            try:
                seconds = self._work()
            except Exception as error:  # noqa: BLE001  the thread's outermost loop
                log_failure("worker.failed", error, worker=self._name)
            if not self._stopping:
                self._woken.wait(self._every_seconds if seconds is None else min(seconds, self._every_seconds))


def due_work(
    run_due: Callable[[], int],
    next_due_at: Callable[[], datetime | None],
    now: Callable[[], datetime],
    *,
    speed: float = 1.0,
) -> Callable[[], float | None]:
    """Return work that does what is due and waits until the next of it is.

    `now` is business time, which runs `speed` times as fast as the machine's, on which a worker waits.
    """

    def work() -> float | None:
        run_due()
        due_at = next_due_at()
        if due_at is None:
            return None
        seconds = (due_at - now()).total_seconds() / speed
        return seconds if seconds > 0 else HELD_SECONDS

    return work


def keep_embedded_running(engine: Engine, start: Callable[[], object]) -> Repeated:
    """Return the worker that starts the embedded database again where it has ended: a full disk makes it end itself.

    `start` starts it; nothing that was committed is lost.
    """

    def look() -> None:
        try:
            with engine.connect() as connection:
                connection.execute(sa.text("SELECT 1"))
        except OperationalError as error:
            log_failure("database.away", error)
            try:
                start()
            except StartError as problem:
                _log.error("database.not_started", code=problem.code.value)
            else:
                _log.info("database.started")

    return Repeated("embedded-database", look, every_seconds=EMBEDDED_SECONDS)


def cleanup(units: UnitsOfWork, machine_now: Callable[[], datetime]) -> Repeated:
    """Return the worker that forgets what is kept for a day, and refresh tokens that have run out."""

    def clean() -> None:
        with units.begin() as work:
            session, before = work.session, work.now() - KEPT_FOR
            answers = CommandRepository(session).delete_answered_before(before)
            events = EventRepository(session).prune(before)
            reports = InboxRepository(session).prune(before)
            orders = OutboxRepository(session).prune(before)
            mends = MendRepository(session).prune(work.now() - MENDS_KEPT_FOR)
            tokens = RefreshTokenRepository(session).delete_tokens_expired_before(machine_now())
        counts = {"answers": answers, "events": events, "reports": reports, "orders": orders, "mends": mends}
        _log.info("cleanup.done", tokens=tokens, **counts)

    return Repeated("cleanup", clean, every_seconds=EVERY_SECONDS)

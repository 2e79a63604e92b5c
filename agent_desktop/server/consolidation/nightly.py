"""The consolidation of every night, on one server, in a process of its own: the calls of this one go on beside it.

Each server looks; whoever claims the night first runs it, and says how far it is. A server that stops lets the night
go, and one that was killed is given up after `GIVEN_UP_AFTER`: another one begins it anew, which costs time alone.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from multiprocessing.connection import Connection
from time import monotonic
from typing import Final
from uuid import UUID, uuid4

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.consolidation.nights import NightRepository
from agent_desktop.records.consolidation.options import LinkOptions
from agent_desktop.records.consolidation.run import LinkStep, consolidate
from agent_desktop.records.errors import RecordsError
from agent_desktop.server.database import create_engine, session_factory
from agent_desktop.server.errors import log_failure
from agent_desktop.server.schedule import Schedule
from agent_desktop.server.workers import Repeated

LOOK_SECONDS: Final = 30.0
"""How often a server looks whether the night is due, and how often who runs it says that it does."""

STOP_SECONDS: Final = 0.5
"""How soon a server that stops is listened to while a night goes on."""

LOCK_SECONDS: Final = 60
STATEMENT_SECONDS: Final = 600
"""At night nobody waits for an answer, and a keeper's decision or an import may hold what is to be changed."""

GIVEN_UP_AFTER: Final = timedelta(minutes=10)
_log = structlog.stdlib.get_logger(__name__)


RunNight = Callable[[Connection, str, LinkOptions], None]


def run_night(line: Connection, url: str, options: LinkOptions) -> None:
    """Consolidate in this process, and tell `line`: (step, number, steps), then ("done", id) or ("failed", code)."""
    with suppress(OSError, AttributeError):
        os.nice(10)
    engine = create_engine(url, pool_size=1, lock_seconds=LOCK_SECONDS, statement_seconds=STATEMENT_SECONDS)

    def progress(step: LinkStep, number: int, steps: int) -> None:
        line.send((step.value, number, steps))

    try:
        done = consolidate(session_factory(engine), options, now=lambda: datetime.now(UTC), progress=progress)
        line.send(("done", str(done.consolidation_id)))
    except KeyboardInterrupt:
        pass  # from the terminal, to the server as well, which lets the night go
    except RecordsError as error:
        line.send(("failed", error.code.value))
    except OperationalError as error:
        log_failure("consolidation.failed", error)
        line.send(("failed", ErrorCode.DATABASE_AWAY.value))
    except Exception as error:  # noqa: BLE001  the process's outermost
        log_failure("consolidation.failed", error)
        line.send(("failed", ErrorCode.SERVER_FAILED.value))
    finally:
        engine.dispose()
        line.close()


class NightlyConsolidation:
    """The worker of one server. `url` has the database's password; it goes to the process by a pipe alone."""

    def __init__(
        self,
        open_session: Callable[[], Session],
        url: str,
        options: LinkOptions,
        schedule: Schedule,
        now: Callable[[], datetime],
        *,
        run: RunNight = run_night,
    ) -> None:
        self._open_session = open_session
        self._url, self._options, self._schedule, self._now, self._run = url, options, schedule, now, run
        self._stopping = threading.Event()
        self._repeated = Repeated("consolidation", self.look, every_seconds=LOOK_SECONDS)

    def start(self) -> None:
        self._repeated.start()

    def stop(self) -> None:
        self._stopping.set()
        self._repeated.stop()

    @property
    def alive(self) -> bool:
        return self._repeated.alive

    def look(self) -> None:
        """Run the night where it is due and nobody has, or does."""
        night = self._schedule.due(self._now())
        if night is None:
            return
        owner = uuid4()
        with self._open_session() as session, session.begin():
            at = self._now()
            claimed = NightRepository(session).claim(night, owner, at=at, given_up_before=at - GIVEN_UP_AFTER)
        if claimed:
            _log.info("consolidation.night_begun")
            self._follow(night, owner)

    def _follow(self, night: date, owner: UUID) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=self._run, args=(theirs, self._url, self._options), daemon=True)
        process.start()
        theirs.close()
        ended = False
        try:
            ended = self._listen(ours, night, owner)
        finally:
            ours.close()
            process.terminate()
            process.join()
            if not ended:
                self._tell(lambda nights: nights.let_go(night, owner))

    def _listen(self, line: Connection, night: date, owner: UUID) -> bool:
        """Keep what the process tells until it ends; False where this server stops before."""
        spoken = monotonic()
        while not self._stopping.is_set():
            said: tuple[object, ...] = ()
            if line.poll(STOP_SECONDS):
                try:
                    said = line.recv()
                except EOFError:  # killed, such as for its memory
                    said = ("failed", ErrorCode.SERVER_FAILED.value)
            elif monotonic() - spoken < LOOK_SECONDS:
                continue
            spoken = monotonic()
            if self._keep(said, night, owner):
                return True
        return False

    def _keep(self, said: tuple[object, ...], night: date, owner: UUID) -> bool:
        """Keep one thing that was told, nothing for that it goes on; say whether there is no more to listen to."""
        at = self._now()
        match said:
            case ("done", str(run)):
                self._tell(lambda nights: nights.end(night, owner, at=at, consolidation_id=UUID(run)))
                _log.info("consolidation.night_done")
                return True
            case ("failed", ErrorCode.DATABASE_AWAY.value):  # it passes: begun anew while the night lasts
                _log.warning("consolidation.night_put_off")
                self._tell(lambda nights: nights.let_go(night, owner))
                return True
            case ("failed", str(code)):
                self._tell(lambda nights: nights.end(night, owner, at=at, failure=code))
                _log.error("consolidation.night_failed", code=code)
                return True
            case (str(step), int(number), int(steps)):
                return not self._tell(lambda nights: nights.beat(night, owner, at=at, step=(step, number, steps)))
            case _:
                return not self._tell(lambda nights: nights.beat(night, owner, at=at, step=None))

    def _tell(self, what: Callable[[NightRepository], bool]) -> bool:
        with self._open_session() as session, session.begin():
            return what(NightRepository(session))

"""The loads that a server does by itself, each on one server at a time, in a process of its own.

As with the consolidation of every night, each server looks; whoever claims a load first runs it and says how far it is.
A server that stops lets it go, and one that was killed is given up after `GIVEN_UP_AFTER`: the load had changed
nothing, and another server begins it anew.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from time import monotonic
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.alerts.run import alerts_are_behind, work_out_alerts
from agent_desktop.records.errors import RecordsError
from agent_desktop.records.prospects.became import propose_became_customers
from agent_desktop.records.sources.progress import Step
from agent_desktop.records.sources.run import LoadWish, run_import
from agent_desktop.records.sources.schedule_repository import ScheduleRepository
from agent_desktop.server.database import create_engine, session_factory
from agent_desktop.server.errors import log_failure
from agent_desktop.server.sources.settling import settling
from agent_desktop.server.sources.timetable import ScheduledLoad
from agent_desktop.server.workers import Repeated

LOOK_SECONDS: Final = 15.0
"""How often a server looks for a load that is due or asked for, and how often who runs one says that it does."""

STOP_SECONDS: Final = 0.5
"""How soon a server that stops is listened to while a load goes on."""

LOCK_SECONDS: Final = 600
"""Another import may be going on, and this one waits for it."""

GIVEN_UP_AFTER: Final = timedelta(minutes=10)

_log = structlog.stdlib.get_logger(__name__)

RunLoad = Callable[[Connection, str, ScheduledLoad], None]


def run_load(line: Connection, url: str, load: ScheduledLoad) -> None:
    """Load in this process, and tell `line`: ("step", kind, of, percent), then ("done", id) or ("failed", code, …)."""
    with suppress(OSError, AttributeError):
        os.nice(10)
    engine = create_engine(url, pool_size=1, lock_seconds=LOCK_SECONDS)
    told: set[tuple[Step, int]] = set()

    def say(*said: object) -> None:
        with suppress(BrokenPipeError):  # nobody listens any more: a server that was killed, whose load goes on
            line.send(said)

    def progress(step: Step, done: int, total: int) -> None:
        percent = 100 * done // total if total else 100
        if (step, percent // 10) not in told:
            told.add((step, percent // 10))
            say("step", step.kind.value, step.of, percent)

    wish = LoadWish(systems=load.systems, kind=load.kind, started_by=load.name)
    try:
        report = run_import(
            engine,
            load.mapping,
            load.folder,
            wish=wish,
            progress=progress,
            settle=settling(load.link.verified_by if load.link is not None else frozenset(), _now),
            rejects_path=load.rejects,
        )
        _follow_up(engine, load)
        say("done", str(report.load_id))
    except KeyboardInterrupt:
        pass  # from the terminal, to the server as well, which lets the load go
    except RecordsError as error:
        say("failed", error.code.value, error.details)
    except OperationalError as error:
        log_failure("sources.failed", error)
        say("failed", ErrorCode.DATABASE_AWAY.value, {})
    except Exception as error:  # noqa: BLE001  the process's outermost
        log_failure("sources.failed", error)
        say("failed", ErrorCode.SERVER_FAILED.value, {})
    finally:
        engine.dispose()
        line.close()


def _follow_up(engine: sa.Engine, load: ScheduledLoad) -> None:
    """Do what comes after a load that is in. What fails of it does not undo that, and is done after the next one."""
    try:
        if load.link is not None:
            with session_factory(engine)() as session, session.begin():
                propose_became_customers(session, load.link, at=_now())
        if load.alerts is not None and alerts_are_behind(engine):
            done = work_out_alerts(engine, load.alerts, now=_now)
            _log.info("alerts.load_done", worker=load.name, count=sum(done.raised.values()) if done is not None else 0)
    except Exception as error:  # noqa: BLE001  whatever it is, the extracts are in
        log_failure("sources.follow_up_failed", error)


def _now() -> datetime:
    return datetime.now(UTC)


class ScheduledLoads:
    """The worker of one server. `url` has the database's password; it goes to the process by a pipe alone."""

    def __init__(
        self,
        open_session: Callable[[], Session],
        url: str,
        loads: Sequence[ScheduledLoad],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        run: RunLoad = run_load,
    ) -> None:
        self._open_session = open_session
        self._url, self._loads, self._now, self._run = url, tuple(loads), now, run
        self._stopping = threading.Event()
        self._repeated = Repeated("sources", self.look, every_seconds=LOOK_SECONDS)

    def start(self) -> None:
        self._repeated.start()

    def stop(self) -> None:
        self._stopping.set()
        self._repeated.stop()

    def wake(self) -> None:
        """Look at once: somebody asked for a load."""
        self._repeated.wake()

    @property
    def alive(self) -> bool:
        return self._repeated.alive

    def look(self) -> None:
        """Run each load that is due or asked for, and that nobody runs."""
        for load in self._loads:
            if self._stopping.is_set():
                return
            owner = uuid4()
            if self._claimed(load, owner):
                _log.info("sources.load_begun", worker=load.name)
                self._follow(load, owner)

    def _claimed(self, load: ScheduledLoad, owner: UUID) -> bool:
        at = self._now()
        slot_at = load.due(at)
        with self._open_session() as session, session.begin():
            schedules = ScheduleRepository(session)
            failed_at = schedules.failed_at(load.name)
            retry_at = load.retry_at(failed_at) if failed_at is not None else None
            again = failed_at if retry_at is not None and retry_at <= at else None
            if slot_at is None and again is None and not schedules.is_wanted(load.name):
                return False
            return schedules.claim(
                load.name, slot_at, owner, at=at, given_up_before=at - GIVEN_UP_AFTER, failed_at=again
            )

    def _follow(self, load: ScheduledLoad, owner: UUID) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        # It shares out a large parse on processes of its own, which a daemon may not have.
        process = context.Process(target=self._run, args=(theirs, self._url, load))
        process.start()
        theirs.close()
        ended = False
        try:
            ended = self._listen(ours, load.name, owner)
        finally:
            ours.close()
            process.terminate()
            process.join()
            if not ended:
                self._tell(lambda schedules: schedules.let_go(load.name, owner))

    def _listen(self, line: Connection, name: str, owner: UUID) -> bool:
        """Keep what the process tells until it ends; False where this server stops before."""
        spoken = monotonic()
        while not self._stopping.is_set():
            said: tuple[object, ...] = ()
            if line.poll(STOP_SECONDS):
                try:
                    said = line.recv()
                except EOFError:  # killed, such as for its memory
                    said = ("failed", ErrorCode.SERVER_FAILED.value, {})
            elif monotonic() - spoken < LOOK_SECONDS:
                continue
            spoken = monotonic()
            if self._keep(said, name, owner):
                return True
        return False

    def _keep(self, said: tuple[object, ...], name: str, owner: UUID) -> bool:
        """Keep one thing that was told, nothing for that it goes on; say whether there is no more to listen to."""
        at = self._now()
        match said:
            case ("done", str(load)):
                self._tell(lambda schedules: schedules.end(name, owner, at=at, load_id=UUID(load)))
                _log.info("sources.load_done", worker=name)
                return True
            case ("failed", str(code), dict(details)):
                self._tell(lambda schedules: schedules.end(name, owner, at=at, failure=code, details=details))
                _log.error("sources.load_failed", worker=name, code=code)
                return True
            case ("step", str(step), str(of), int(percent)):
                return not self._tell(lambda schedules: schedules.beat(name, owner, at=at, step=(step, of, percent)))
            case _:
                return not self._tell(lambda schedules: schedules.beat(name, owner, at=at, step=None))

    def _tell(self, what: Callable[[ScheduleRepository], bool]) -> bool:
        with self._open_session() as session, session.begin():
            return what(ScheduleRepository(session))

"""A callback's row and its item are locked in one order: nobody on the phone is undone for the sake of a list."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.repository import CallbackRepository, DueCallbackRepository
from agent_desktop.server.again import TRIES, again
from agent_desktop.server.callbacks.syncing import place_at_once, run_round
from agent_desktop.server.database import session_factory
from agent_desktop.server.unit_of_work import UnitsOfWork
from telephony.app import Telephony
from telephony.callbacks.repository import CallbackItemRepository
from telephony.callbacks.states import ItemState, ReturnedWhy
from telephony.database import is_collision
from telephony.errors import TelephonyError
from telephony.ports import CallFacts
from tests.records.callbacks.made import Office
from tests.server.support import until
from tests.telephony.callbacks.desk import CallbackCentre
from tests.telephony.fake_host import FakeHost

ROUNDS = 12


class KeepingHost(FakeHost):
    """A host that follows each callback in a row of its own, as the bank does."""

    def callback_previewed(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        self._write(session, call)

    def callback_returned(
        self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime, why: ReturnedWhy
    ) -> None:
        self._write(session, call)

    @staticmethod
    def _write(session: Session, call: CallFacts) -> None:
        assert call.item_id is not None
        row = CallbackRepository(session).lock(call.item_id)
        assert row is not None
        row.version, row.to_sync = row.version + 1, True
        session.flush()


class Floor:
    """A bank with one callback that is due, and a floor that calls people back."""

    def __init__(self, engine: sa.Engine) -> None:
        self.centre = CallbackCentre(engine)
        self.centre.host = KeepingHost()
        self.sessions = session_factory(engine)
        with self.sessions() as session, session.begin():
            office = Office(session, at=self.centre.clock.at)
            self.book = office.book
            self.callback_id = office.make(office.customer(), owner_id=None).row.callback_id
            self.due_at = session.get_one(CallbackRow, self.callback_id).due_at
        self.centre.clock.at = max(self.due_at, self.centre.clock.at)
        self.units = UnitsOfWork(self.sessions, self.centre.clock, lambda _: None)
        self.telephony = Telephony(self.centre.clock, self.centre.host, self.centre.settings)
        self.round: Callable[[], bool] = lambda: run_round(self.units.begin, self.telephony, self.book)

    def touch(self) -> None:
        """Have telephony be told anew of it, as whoever adds a word does."""
        with self.sessions() as session, session.begin():
            row = CallbackRepository(session).lock(self.callback_id)
            assert row is not None
            row.to_sync = True


@pytest.fixture
def floor(engine: sa.Engine) -> Floor:
    return Floor(engine)


@pytest.fixture
def collisions(engine: sa.Engine) -> Iterator[list[str]]:
    found: list[str] = []

    def see(context: Any) -> None:
        if is_collision(context.sqlalchemy_exception or context.original_exception):
            found.append(str(context.statement))

    sa.event.listen(engine, "handle_error", see)
    yield found
    sa.event.remove(engine, "handle_error", see)


def test_who_has_the_item_is_never_kept_from_the_callback_by_the_worker(engine: sa.Engine, floor: Floor) -> None:
    floor.round()
    floor.touch()
    with ThreadPoolExecutor(1) as pool, floor.sessions() as call:
        assert CallbackItemRepository(call).lock_item(floor.callback_id) is not None
        worker = pool.submit(floor.round)
        until(lambda: _waits_for_a_lock(engine))
        call.execute(sa.text("SET LOCAL lock_timeout = '2s'"))
        row = CallbackRepository(call).lock(floor.callback_id)
        assert row is not None, "or the worker had it, and waited for the item"
        call.commit()
        worker.result(timeout=10)
    with floor.sessions() as session:
        assert not session.get_one(CallbackRow, floor.callback_id).to_sync


def test_who_takes_one_that_the_worker_is_placing_waits_for_that_and_has_it(engine: sa.Engine, floor: Floor) -> None:
    def take() -> UUID | None:
        with floor.units.begin() as work:
            place_at_once(work, floor.telephony, floor.book, floor.callback_id)
            return CallbackItemRepository(work.session).find_group(floor.callback_id)

    with ThreadPoolExecutor(1) as pool, floor.sessions() as worker:
        row = DueCallbackRepository(worker).lock_to_sync(floor.callback_id)
        assert row is not None
        taking = pool.submit(take)
        until(lambda: _waits_for_a_lock(engine))
        floor.centre.place(floor.callback_id)
        row.to_sync = False
        worker.commit()
        assert taking.result(timeout=10) is not None, "and not that it is gone"


def test_worker_timers_and_agents_go_on_beside_each_other(floor: Floor, collisions: list[str]) -> None:
    agent = floor.centre.agent(ready=False)
    floor.round()
    stop = threading.Event()

    def keep(do: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            while not stop.is_set():
                do()

        return run

    with ThreadPoolExecutor(3) as pool:
        beside = [pool.submit(keep(each)) for each in (floor.round, floor.touch, floor.centre.timers.run_due)]
        try:
            for _ in range(ROUNDS):
                until(lambda: _taken(floor, agent), seconds=30)
                floor.centre.give_back(agent, floor.callback_id)
        finally:
            stop.set()
        for each in beside:
            each.result(timeout=30)
    assert collisions == []
    floor.round()
    floor.centre.run()
    assert floor.centre.item(floor.callback_id).state in (ItemState.PLACED, ItemState.QUEUED)


def test_what_the_database_undid_for_anothers_sake_is_done_again(engine: sa.Engine, collisions: list[str]) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE pairs (name text PRIMARY KEY, done int NOT NULL DEFAULT 0)"))
        connection.execute(sa.text("INSERT INTO pairs (name) VALUES ('one'), ('other')"))
    both = threading.Barrier(2)
    met = threading.local()

    def work(first: str, second: str) -> None:
        with engine.begin() as connection:
            done = sa.text("UPDATE pairs SET done = done + 1 WHERE name = :name")
            connection.execute(done, {"name": first})
            if not getattr(met, "once", False):
                met.once = True
                both.wait(timeout=10)
            connection.execute(done, {"name": second})

    try:
        with ThreadPoolExecutor(2) as pool:
            ways = (partial(work, "one", "other"), partial(work, "other", "one"))
            running = [pool.submit(again, way) for way in ways]
            for each in running:
                each.result(timeout=20)
        with engine.connect() as connection:
            assert connection.scalars(sa.text("SELECT done FROM pairs")).all() == [2, 2]
        assert len(collisions) == 1
    finally:
        with engine.begin() as connection:
            connection.execute(sa.text("DROP TABLE pairs"))


def test_it_is_done_again_a_few_times_and_only_then() -> None:
    tries = []

    def collide() -> None:
        tries.append(1)
        raise OperationalError("UPDATE", {}, psycopg.errors.DeadlockDetected())

    with pytest.raises(DBAPIError):
        again(collide)
    assert len(tries) == TRIES

    def fail() -> None:
        tries.append(1)
        raise OperationalError("UPDATE", {}, psycopg.errors.LockNotAvailable())

    with pytest.raises(DBAPIError):
        again(fail)
    assert len(tries) == TRIES + 1


def _taken(floor: Floor, agent_id: UUID) -> bool:
    """Have the agent look at the callback, if nobody stands before it at this moment."""
    try:
        floor.centre.take(agent_id, floor.callback_id)
    except TelephonyError:
        return False
    return True


def _waits_for_a_lock(engine: sa.Engine) -> bool:
    with engine.connect() as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        return bool(connection.scalar(sa.text(query)))

"""Background work: it goes on after a failure, forgets what is old, and keeps the embedded database running."""

import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.server.auth.models import RefreshTokenRow, UserRow
from agent_desktop.server.auth.service import add_user
from agent_desktop.server.database import create_engine, session_factory
from agent_desktop.server.embedded_postgres import EmbeddedPostgres
from agent_desktop.server.models import CommandRow
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.workers import HELD_SECONDS, Repeated, cleanup, due_work, keep_embedded_running
from telephony.contract import EventKind
from telephony.events.models import EventRow
from telephony.providers.models import InboxRow, OutboxRow
from tests.server.support import HandClock, quick_passwords, until
from tests.support.postgres import FAST, cluster_folder


def test_a_worker_that_failed_works_on_and_a_woken_one_works_at_once() -> None:
    done: list[int] = []
    worked = threading.Event()

    def work() -> None:
        done.append(1)
        worked.set()
        if len(done) == 1:
            raise RuntimeError

    worker = Repeated("test", work, every_seconds=3600)
    worker.start()
    try:
        for _ in range(3):
            assert worked.wait(timeout=10)
            worked.clear()
            worker.wake()
        assert worker.alive
    finally:
        worker.stop()
    assert not worker.alive


def test_what_is_due_is_done_when_it_is_and_not_looked_for_before() -> None:
    due_at = [datetime.now(UTC) + timedelta(seconds=0.4)]
    looks: list[datetime] = []
    done = threading.Event()

    def now() -> datetime:
        return datetime.now(UTC)

    def run_due() -> int:
        looks.append(now())
        if not due_at or due_at[0] > looks[-1]:
            return 0
        due_at.clear()
        done.set()
        return 1

    worker = Repeated("test", due_work(run_due, lambda: next(iter(due_at), None), now), every_seconds=3600)
    (due,) = due_at
    worker.start()
    try:
        assert done.wait(timeout=10)
    finally:
        worker.stop()
    assert looks[-1] >= due
    assert len(looks) <= 3


@pytest.mark.parametrize(("since", "seconds"), [(None, None), (0, HELD_SECONDS), (3600, HELD_SECONDS), (-7, 7.0)])
def test_what_is_due_and_in_other_hands_is_looked_for_again(since: float | None, seconds: float | None) -> None:
    clock = HandClock()
    due_at = None if since is None else clock.now() - timedelta(seconds=since)

    assert due_work(lambda: 0, lambda: due_at, clock.now)() == seconds


def test_what_is_kept_for_a_day_is_forgotten_after_it(engine: sa.Engine) -> None:
    clock = HandClock()
    sessions = session_factory(engine)
    with sessions.begin() as session:
        person = add_user(
            session, quick_passwords(), name="may", display_name="May", password="correct horse", roles=[]
        )
        for age in (timedelta(hours=23), timedelta(hours=25)):
            at = clock.now() - age
            session.add(
                CommandRow(command_id=uuid4(), user_id=person.user_id, fingerprint=str(age), answered_at=at, answer={})
            )
            session.add(
                EventRow(
                    number=int(age.total_seconds()),
                    at=at,
                    kind=EventKind.NOTE_SAVED,
                    subject_id=uuid4(),
                    topics=[],
                    change={},
                )
            )
            report = {
                "inbox_id": uuid4(),
                "provider": "simulator",
                "event_id": str(age),
                "call_sid": "s",
                "sequence": 1,
            }
            session.add(InboxRow(**report, received_at=at, body={"from_number": "+85261234567"}))
            for done_at in (at, None):
                order = {"provider": "simulator", "call_id": uuid4(), "order": {}, "asked_at": at, "due_at": at}
                session.add(OutboxRow(**order, done_at=done_at))
        for hours in (-1, 1):
            ends_at = clock.now() + timedelta(hours=hours)
            session.add(
                RefreshTokenRow(
                    token_hash=str(hours),
                    family_id=uuid4(),
                    user_id=person.user_id,
                    issued_at=clock.now(),
                    expires_at=ends_at,
                )
            )

    worker = cleanup(UnitsOfWork(sessions, clock, after_commit=lambda _: None), clock.now)
    worker.start()
    try:
        until(lambda: _count(engine, CommandRow) == 1)
    finally:
        worker.stop()

    assert (_count(engine, EventRow), _count(engine, RefreshTokenRow), _count(engine, UserRow)) == (1, 1, 1)
    assert _count(engine, InboxRow) == 1
    assert _count(engine, OutboxRow) == 3  # what was not carried out yet stays, however old


def _count(engine: sa.Engine, table: type[object]) -> int:
    with Session(engine) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


@pytest.fixture
def embedded() -> Iterator[EmbeddedPostgres]:
    folder = cluster_folder()
    postgres = EmbeddedPostgres(folder / "postgres", settings=FAST)
    yield postgres
    postgres.stop()
    shutil.rmtree(folder, ignore_errors=True)


def test_an_embedded_database_that_ended_is_started_again(embedded: EmbeddedPostgres) -> None:
    engine = create_engine(embedded.start(), connect_seconds=1)
    keeper = keep_embedded_running(engine, embedded.start)
    keeper.start()

    def answers() -> bool:
        try:
            with engine.connect() as connection:
                return bool(connection.scalar(sa.text("SELECT 1")))
        except sa.exc.OperationalError:
            return False

    try:
        until(answers)
        embedded.stop()
        until(answers, seconds=30)
    finally:
        keeper.stop()
        engine.dispose()

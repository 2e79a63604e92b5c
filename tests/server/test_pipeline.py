"""What becomes of statements sent together where one of them, the commit or the connection fails."""

import gc
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from psycopg.adapt import Transformer
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InternalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from agent_desktop.server.database import create_engine, session_factory
from agent_desktop.server.pipeline import Answer, Pipeline
from telephony.asking import ask_ahead, ask_host
from tests.records.trial import counted_trips
from tests.server.support import until
from tests.server.test_later import ADD, CHANGE, COUNT, DIVIDED, ONE, THINGS, thing

ONE_NOW = ONE.execution_options(now=True)
SLOW_NOW = sa.select(sa.func.pg_sleep(0.5).label("slept")).execution_options(later=True, now=True)
DIVIDED_NOW = DIVIDED.execution_options(now=True)
WORDS = sa.select(sa.bindparam("words", type_=sa.String).label("words")).execution_options(later=True)
ADD_APART = ADD.execution_options(apart=True)
ADD_SOON = ADD.execution_options(soon=True)
DIVIDED_SOON = DIVIDED.execution_options(soon=True)
LOCK_SOON = sa.select(sa.func.pg_advisory_xact_lock(417).label("taken")).execution_options(later=True, soon=True)
CHANGE_NOW = CHANGE.execution_options(now=True)
ALL_OF_ONE = sa.text("SELECT words FROM things").execution_options(later=True)


@pytest.fixture
def sessions(database_url: str) -> Iterator[sessionmaker[Session]]:
    """Sessions that follow one another on one connection."""
    engine = create_engine(database_url, pool_size=1)
    THINGS.create(engine)
    yield session_factory(engine)
    engine.dispose()


def count_in(sessions: sessionmaker[Session]) -> int:
    with sessions() as following:
        number: int = following.execute(COUNT).scalar_one()
    return number


def end_connection_of(session: Session, engine: sa.Engine) -> None:
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    with engine.connect() as other:
        other.execute(sa.text("SELECT pg_terminate_backend(:own)"), {"own": driver.info.backend_pid})


def test_a_value_that_cannot_be_written_is_the_failure_of_whoever_gave_it(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        session.execute(ADD, thing(1))

        answered = ask_host(session, "it", lambda: session.execute(WORDS, {"words": "\0"}).scalar_one(), otherwise="no")
        assert answered == "no"
        session.commit()

    assert count_in(sessions) == 1


def test_a_host_that_fails_in_one_message_with_telephony_is_undone_alone(sessions: sessionmaker[Session]) -> None:
    def fail() -> int:
        session.execute(ADD, thing(2))
        number: int = session.execute(DIVIDED).scalar_one()
        return number

    with sessions() as session:
        session.execute(ADD, thing(1))
        assert ask_host(session, "it", fail, otherwise=7) == 7
        session.execute(ADD, thing(3))
        session.commit()

    assert count_in(sessions) == 2


def test_what_was_asked_ahead_and_fails_takes_nothing_with_it(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        ahead = ask_ahead(session, "it", lambda: session.execute(DIVIDED_NOW))
        session.execute(ADD_APART, thing(1))
        session.execute(CHANGE_NOW, {"of_thing": 1, "new_words": {}})
        with pytest.raises(DataError):
            getattr(ahead, "scalar_one")()  # noqa: B009  what it is, telephony does not know
        session.commit()

    assert count_in(sessions) == 1


def test_a_commit_right_behind_what_was_asked_ahead_in_vain_keeps_the_rest(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        session.execute(ADD, thing(1))
        ask_ahead(session, "it", lambda: session.execute(DIVIDED_NOW))
        session.commit()

    assert count_in(sessions) == 1


def test_a_guard_does_not_reach_what_waited_before_it(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        ask_host(session, "first", lambda: session.execute(ADD, thing(1)), otherwise=None)
        session.execute(ADD, thing(1))
        ask_ahead(session, "second", lambda: session.execute(ONE_NOW))
        with pytest.raises(IntegrityError):
            session.commit()

    assert count_in(sessions) == 0


def test_a_conditional_change_within_a_guard_is_not_lost_quietly(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        session.execute(ADD, thing(1))
        ask_ahead(session, "it", lambda: session.execute(DIVIDED))
        session.execute(CHANGE_NOW, {"of_thing": 1, "new_words": {}})
        with pytest.raises(DataError):
            session.commit()


def test_the_database_begins_on_what_is_wanted_soon_before_the_rest_is_known(
    sessions: sessionmaker[Session], database_url: str
) -> None:
    looking = create_engine(database_url)
    held = sa.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 417 AND granted")
    with sessions() as session, looking.connect() as other:
        session.execute(ADD, thing(1))
        locked = session.execute(LOCK_SOON)
        until(lambda: other.execute(held).scalar_one())
        session.execute(ADD, thing(2))
        with counted_trips() as trips:
            assert len(locked.all()) == 1
            session.commit()

    assert len(trips) == 2
    assert count_in(sessions) == 2
    looking.dispose()


def test_what_was_asked_ahead_soon_fails_alone(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        session.execute(ADD, thing(1))
        asked = ask_ahead(session, "it", lambda: (session.execute(DIVIDED_SOON), session.execute(ONE)))
        session.execute(ADD_APART, thing(2))
        assert isinstance(asked, tuple)
        with pytest.raises(DataError):
            asked[1].scalar_one()
        session.commit()

    assert count_in(sessions) == 2


def test_what_was_begun_is_dropped_with_its_transaction(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        session.execute(ADD_SOON, thing(1))
        session.rollback()
        session.execute(ADD_SOON, thing(2))
        session.commit()

    assert count_in(sessions) == 1


@pytest.mark.parametrize("change", [CHANGE, CHANGE_NOW])
def test_a_change_that_came_too_late_is_not_committed(sessions: sessionmaker[Session], change: sa.Update) -> None:
    with sessions() as session:
        session.execute(ADD, thing(1))
        session.execute(change, {"of_thing": 7, "new_words": {}})
        with pytest.raises(StaleDataError):
            session.commit()

    assert count_in(sessions) == 0


def test_a_commit_goes_in_the_message_of_what_waits(sessions: sessionmaker[Session]) -> None:
    with sessions() as session, counted_trips() as trips:
        session.execute(ADD, thing(1))
        session.commit()

    assert trips == ["several together"]
    assert count_in(sessions) == 1


def test_what_is_sent_now_is_on_its_way_before_anybody_looks(sessions: sessionmaker[Session]) -> None:
    with sessions() as session, counted_trips() as trips:
        first = session.execute(ONE_NOW)
        second = session.execute(ONE_NOW)
        assert trips == []
        assert (second.scalar_one(), first.scalar_one()) == (1, 1)

    assert trips[:1] == ["several together"]


def test_a_commit_that_the_database_makes_a_rollback_is_a_failure(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        session.execute(ADD, thing(1))
        with pytest.raises(DataError):
            session.execute(sa.text("SELECT 1 / 0"))
        with pytest.raises(InternalError):
            session.commit()

    assert count_in(sessions) == 0


def test_a_commit_that_is_refused_is_a_failure_and_leaves_nothing(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        session.execute(sa.text("CREATE TABLE once (a int, CONSTRAINT one UNIQUE (a) DEFERRABLE INITIALLY DEFERRED)"))
        session.execute(sa.text("INSERT INTO once VALUES (1), (1)"))
        session.execute(ADD, thing(1))
        with pytest.raises(IntegrityError):
            session.commit()

    assert count_in(sessions) == 0


def test_a_statement_refused_unprepared_is_prepared_the_next_time(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        session.execute(DIVIDED)
        refused = session.execute(WORDS, {"words": "x"})
        with pytest.raises(DataError):
            refused.scalar_one()
        session.rollback()
        assert session.execute(WORDS, {"words": "x"}).scalar_one() == "x"


def test_a_statement_whose_table_was_changed_is_prepared_anew(
    sessions: sessionmaker[Session], engine: sa.Engine
) -> None:
    with sessions() as session:
        assert session.execute(ALL_OF_ONE).all() == []
        session.rollback()
        with engine.begin() as other:
            other.execute(sa.text("ALTER TABLE things ALTER words TYPE json"))
        with pytest.raises(DBAPIError):
            session.execute(ALL_OF_ONE).all()
        session.rollback()
        assert session.execute(ALL_OF_ONE).all() == []


@pytest.mark.parametrize("end", ["close", "rollback"])
def test_a_connection_lost_while_answers_are_under_way_is_given_up(
    sessions: sessionmaker[Session], engine: sa.Engine, end: str
) -> None:
    session = sessions()
    session.execute(SLOW_NOW)
    end_connection_of(session, engine)
    getattr(session, end)()
    session.close()

    assert count_in(sessions) == 0


def test_a_connection_lost_before_the_commit_is_told_and_given_up(
    sessions: sessionmaker[Session], engine: sa.Engine
) -> None:
    with sessions() as session:
        session.execute(ONE).scalar_one()
        session.execute(ADD, thing(1))
        end_connection_of(session, engine)
        with pytest.raises(DBAPIError) as lost:
            session.commit()

    assert lost.value.connection_invalidated
    assert count_in(sessions) == 0


@pytest.mark.parametrize("step", ["_hand_over", "_results"])
def test_a_connection_on_which_something_was_cut_short_is_used_no_more(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    session = sessions()
    answer = session.execute(ONE)
    with monkeypatch.context() as patched:
        patched.setattr(Pipeline, step, interrupt)
        with pytest.raises(KeyboardInterrupt):
            answer.scalar_one()
    session.close()

    assert count_in(sessions) == 0


def test_a_session_that_is_left_with_answers_under_way_harms_nobody(sessions: sessionmaker[Session]) -> None:
    session = sessions()
    session.execute(ONE_NOW)
    del session
    gc.collect()

    assert count_in(sessions) == 0


def test_a_savepoint_takes_what_waits_in_it_only(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        session.execute(ADD, thing(1))
        inner = session.begin_nested()
        session.execute(ADD, thing(2))
        session.execute(ADD, thing(2))
        inner.rollback()
        session.commit()

    assert count_in(sessions) == 1


@pytest.mark.parametrize("level", ["AUTOCOMMIT", "REPEATABLE READ"])
def test_sessions_of_another_isolation_level_keep_theirs(sessions: sessionmaker[Session], level: str) -> None:
    engine = sessions.kw["bind"].execution_options(isolation_level=level)
    shown = sa.text("SELECT current_setting('transaction_isolation')")
    with session_factory(engine)() as session:
        session.execute(ADD, thing(1))
        session.execute(COUNT).scalar_one()
        if level != "AUTOCOMMIT":
            assert session.scalar(shown) == level.lower()
            session.commit()

    assert count_in(sessions) == 1


def test_a_connection_that_was_lent_with_another_level_begins_with_the_first_statements_ever_after(
    sessions: sessionmaker[Session],
) -> None:
    shown = sa.select(sa.func.current_setting("transaction_isolation").label("words")).execution_options(later=True)
    with sessions() as lent:
        lent.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        assert lent.execute(shown).scalar_one() == "repeatable read"

    with counted_trips() as trips, sessions() as session:
        session.execute(ADD, thing(1))
        assert session.execute(shown).scalar_one() == "read committed"

    assert trips == ["several together"]


def test_where_each_statement_commits_itself_no_commit_is_sent_after_it(sessions: sessionmaker[Session]) -> None:
    told: list[str] = []
    engine = sessions.kw["bind"].execution_options(isolation_level="AUTOCOMMIT")
    with session_factory(engine)() as session:
        driver = session.connection().connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        driver.add_notice_handler(lambda notice: told.append(notice.message_primary or ""))
        session.execute(ADD, thing(1))
        session.commit()

    assert (told, count_in(sessions)) == ([], 1)


def test_answers_can_be_looked_at_when_the_connection_is_closed(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        answer = session.execute(WORDS, {"words": "谢谢"})
        session.commit()
    sessions.kw["bind"].dispose()

    assert answer.scalar_one() == "谢谢"


def test_answers_of_one_connection_looked_at_by_two_threads_are_not_mixed_up(session: Session) -> None:
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    words, numbers = (driver.execute(query).pgresult for query in ("SELECT 'a'", "SELECT generate_series(1, 3)"))
    assert words is not None
    assert numbers is not None
    reader, reading, wrong = Transformer(driver), threading.Lock(), list[object]()

    def look(answer: Answer, right: Sequence[tuple[Any]]) -> None:
        try:
            wrong.extend(rows for rows in (answer.rows() for _ in range(20_000)) if rows != right)
        except psycopg.Error as error:
            wrong.append(error)

    looking = [
        threading.Thread(target=look, args=(Answer(reader, reading, words), [("a",)])),
        threading.Thread(target=look, args=(Answer(reader, reading, numbers), [(1,), (2,), (3,)])),
    ]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in looking:
            thread.start()
        for thread in looking:
            thread.join()
    finally:
        sys.setswitchinterval(interval)

    assert wrong == []

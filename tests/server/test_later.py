"""Statements that wait for one another: the same answers in the same order, in fewer round trips."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InvalidRequestError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from agent_desktop.records.together import answers_of, ask_together
from agent_desktop.server.database import create_engine, session_factory
from agent_desktop.server.later import LaterSession
from agent_desktop.server.prepared import MOST_STATEMENTS
from telephony.asking import ask_host
from tests.records.trial import counted_trips

THINGS = sa.Table(
    "things",
    sa.MetaData(),
    sa.Column("thing_id", sa.Integer, primary_key=True),
    sa.Column("words", sa.dialects.postgresql.JSONB),
)
ONE: sa.Select[Any] = sa.select(sa.literal_column("1").label("one")).execution_options(later=True)
DIVIDED: sa.Select[Any] = sa.select(sa.literal_column("1 / 0").label("none")).execution_options(later=True)
ADD = sa.insert(THINGS).execution_options(later=True)
COUNT = sa.select(sa.func.count().label("number")).select_from(THINGS).execution_options(later=True)
SOME = (
    sa.select(THINGS.c.words)
    .where(THINGS.c.thing_id.in_([1, 2]), THINGS.c.thing_id > sa.bindparam("above"))
    .order_by(THINGS.c.thing_id)
    .execution_options(later=True)
)
CHANGE = (
    sa.update(THINGS)
    .where(THINGS.c.thing_id == sa.bindparam("of_thing"))
    .values(words=sa.bindparam("new_words", type_=THINGS.c.words.type))
    .execution_options(later=True, changes=1)
)


@pytest.fixture(params=["the server's", "any other"])
def each_session(request: pytest.FixtureRequest, engine: sa.Engine) -> Iterator[Session]:
    """A session that keeps statements back, and one that knows nothing of it."""
    THINGS.create(engine)
    made: Session = session_factory(engine)() if request.param == "the server's" else Session(engine)
    with made as session:
        yield session


@pytest.fixture
def things(session: Session, engine: sa.Engine) -> Session:
    """A session that keeps statements back, on a database with the table."""
    THINGS.create(engine)
    return session


def thing(number: int) -> dict[str, Any]:
    return {"thing_id": number, "words": {"en": f"thing {number}", "zh": "东西"}}


def test_every_answer_is_that_of_statements_sent_one_by_one(each_session: Session) -> None:
    before = each_session.execute(COUNT)
    each_session.execute(ADD, thing(1))
    each_session.execute(ADD, thing(2))
    after = each_session.execute(COUNT)
    each_session.execute(CHANGE, {"of_thing": 1, "new_words": {"en": "another"}})
    words = each_session.execute(SOME, {"above": 0})

    assert words.scalars().all() == [{"en": "another"}, {"en": "thing 2", "zh": "东西"}]
    assert (before.scalar_one(), after.scalar_one()) == (0, 2)
    assert dict(each_session.execute(SOME, {"above": 1}).mappings().one()) == {"words": {"en": "thing 2", "zh": "东西"}}
    assert each_session.execute(SOME, {"above": 2}).one_or_none() is None


def test_what_waits_goes_together_once_an_answer_is_looked_at(things: Session) -> None:
    with counted_trips() as trips:
        things.execute(ADD, thing(1))
        things.execute(ADD, thing(2))
        assert trips == []
        assert things.execute(COUNT).scalar_one() == 2

    assert trips == ["several together"]


def test_what_waits_goes_before_any_other_statement_and_before_a_commit(things: Session, engine: sa.Engine) -> None:
    things.execute(ADD, thing(1))
    assert things.scalar(sa.text("SELECT count(*) FROM things")) == 1
    things.execute(ADD, thing(2))
    things.commit()

    with engine.connect() as other:
        assert other.execute(sa.text("SELECT count(*) FROM things")).scalar_one() == 2


def test_what_is_done_while_the_database_commits_is_done_once_and_before_the_answer_is_known(things: Session) -> None:
    assert isinstance(things, LaterSession)
    added = things.execute(ADD, thing(1))
    done: list[bool] = []

    assert things.commit_together(lambda: done.append(added._taken is None))

    assert done == [True]
    assert added.rowcount == 1


def test_what_waited_is_forgotten_with_a_rollback(things: Session) -> None:
    things.execute(ADD, thing(1))
    unseen = things.execute(COUNT)
    things.rollback()

    assert things.execute(COUNT).scalar_one() == 0
    with pytest.raises(InvalidRequestError):
        unseen.scalar_one()


def test_a_row_that_somebody_else_has_changed_is_told(things: Session) -> None:
    things.execute(CHANGE, {"of_thing": 7, "new_words": {}})

    with pytest.raises(StaleDataError):
        things.commit()


def test_what_was_refused_at_a_commit_is_not_stored_by_whoever_comes_next(database_url: str) -> None:
    engine = create_engine(database_url, pool_size=1)
    THINGS.create(engine)
    sessions = session_factory(engine)
    with closing(sessions()) as refused:
        refused.execute(ADD, thing(1))
        refused.execute(CHANGE, {"of_thing": 7, "new_words": {}})
        with pytest.raises(StaleDataError):
            refused.commit()

    with sessions() as following:
        assert following.execute(COUNT).scalar_one() == 0
        following.commit()
    with engine.connect() as other:
        assert other.execute(sa.text("SELECT count(*) FROM things")).scalar_one() == 0
    engine.dispose()


def test_what_waited_before_the_host_was_asked_is_no_failure_of_the_hosts(things: Session) -> None:
    things.execute(ADD, thing(1))
    ask_host(things, "first", lambda: things.execute(COUNT).scalar_one(), otherwise=0)
    things.execute(ADD, thing(1))

    with pytest.raises(IntegrityError):
        ask_host(things, "second", lambda: things.execute(COUNT).scalar_one(), otherwise=0)


def test_what_a_failing_host_left_waiting_is_undone_even_where_it_fails_itself(things: Session) -> None:
    def fail() -> int:
        things.execute(ADD, thing(2))
        things.execute(ADD, thing(2))
        raise ZeroDivisionError

    things.execute(ADD, thing(1))

    assert ask_host(things, "it", fail, otherwise=7) == 7
    assert things.execute(COUNT).scalar_one() == 1
    things.commit()


def test_a_statement_that_is_made_anew_each_time_is_a_mistake(things: Session) -> None:
    def made(number: int) -> sa.Select[Any]:
        return sa.select(sa.literal(number).label("number")).execution_options(later=True)

    def use_many() -> None:
        for number in range(MOST_STATEMENTS + 1):
            things.execute(made(number))

    with pytest.raises(RuntimeError):
        use_many()


def test_a_connection_that_is_lost_says_so_and_is_used_no_more(session: Session) -> None:
    own = session.scalar(sa.text("SELECT pg_backend_pid()"))
    with session.get_bind().engine.connect() as other:
        other.execute(sa.text("SELECT pg_terminate_backend(:own)"), {"own": own})

    with pytest.raises(DBAPIError) as lost:
        answers_of(ask_together(session, (ONE, {}), (ONE, {})))

    assert lost.value.connection_invalidated
    assert session.connection().invalidated
    session.rollback()
    assert session.scalar(sa.text("SELECT pg_backend_pid()")) != own


def test_a_statement_that_fails_is_no_lost_connection(session: Session) -> None:
    own = session.scalar(sa.text("SELECT pg_backend_pid()"))

    with pytest.raises(DataError) as failed:
        answers_of(ask_together(session, (ONE, {}), (DIVIDED, {})))

    assert not failed.value.connection_invalidated
    session.rollback()
    assert session.scalar(sa.text("SELECT pg_backend_pid()")) == own

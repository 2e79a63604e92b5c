"""What telephony makes of a host that fails, and of a database that goes away while the host is asked."""

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from telephony.asking import ask_host
from telephony.database import is_collision


def test_a_host_that_fails_does_not_stop_the_call(session: Session) -> None:
    def ask() -> str:
        session.execute(sa.text("SELECT 1 / 0"))
        return "an answer"

    assert ask_host(session, "an answer", ask, otherwise="none") == "none"
    assert session.scalar(sa.text("SELECT 1")) == 1


def test_a_database_that_is_killed_meanwhile_is_not_taken_for_a_host_that_fails(session: Session) -> None:
    def ask() -> str:
        with session.get_bind().engine.connect() as other:
            own = session.scalar(sa.text("SELECT pg_backend_pid()"))
            other.execute(sa.text("SELECT pg_terminate_backend(:own)"), {"own": own})
        return str(session.scalar(sa.text("SELECT 1")))

    with pytest.raises(DBAPIError) as lost:
        ask_host(session, "an answer", ask, otherwise="none")

    assert lost.value.connection_invalidated


def test_a_host_that_was_undone_for_anothers_sake_undoes_the_whole_so_that_nothing_it_was_told_is_lost(
    session: Session,
) -> None:
    def ask() -> str:
        raise OperationalError("SELECT", {}, psycopg.errors.DeadlockDetected())

    with pytest.raises(DBAPIError) as undone:
        ask_host(session, "an answer", ask, otherwise="none")

    assert is_collision(undone.value)

"""What telephony makes of a host that fails, and of a database that goes away while the host is asked."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from telephony.asking import ask_host


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

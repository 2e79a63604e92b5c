"""Several reads in one round trip fail as statements executed singly do."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.orm import Session

from agent_desktop.records.together import Reading, read_together

ONE = Reading(sa.select(sa.literal_column("1").label("one")))
DIVIDED = Reading(sa.select(sa.literal_column("1 / 0").label("none")))


def test_a_connection_that_is_lost_says_so_and_is_used_no_more(session: Session) -> None:
    own = session.scalar(sa.text("SELECT pg_backend_pid()"))
    with session.get_bind().engine.connect() as other:
        other.execute(sa.text("SELECT pg_terminate_backend(:own)"), {"own": own})

    with pytest.raises(DBAPIError) as lost:
        read_together(session, (ONE, {}), (ONE, {}))

    assert lost.value.connection_invalidated
    assert session.connection().invalidated
    session.rollback()
    assert session.scalar(sa.text("SELECT pg_backend_pid()")) != own


def test_a_statement_that_fails_is_no_lost_connection(session: Session) -> None:
    own = session.scalar(sa.text("SELECT pg_backend_pid()"))

    with pytest.raises(DataError) as failed:
        read_together(session, (ONE, {}), (DIVIDED, {}))

    assert not failed.value.connection_invalidated
    session.rollback()
    assert session.scalar(sa.text("SELECT pg_backend_pid()")) == own

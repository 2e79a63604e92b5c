"""Waits at the start for a PostgreSQL that is there and does not let anybody in yet.

After it was killed, or one of its processes was, it reads its log again first: seconds, or minutes after much work.
The machine of a bank's own PostgreSQL may come up with ours.
"""

import time
from typing import Final

import psycopg
import sqlalchemy as sa
import structlog
from psycopg.conninfo import make_conninfo

from agent_desktop.server.database import check_database
from agent_desktop.server.start_errors import DatabaseAwayError

_log = structlog.stdlib.get_logger(__name__)

RECOVERY_SECONDS: Final = 1800.0
"""How long a killed database may take to read its log again: while it says that it does, it is waited for."""
RETRY_SECONDS: Final = 0.2
TELL_SECONDS: Final = 10.0
_PING_SECONDS: Final = 5


def check_when_ready(engine: sa.Engine, *, limit_seconds: float = RECOVERY_SECONDS) -> None:
    """See that the database is one we can work with, as `check_database`; wait while it says that it is coming up.

    That it waits is logged at once, and every ten seconds.

    Raises:
        DatabaseAwayError: It does not answer, or lets nobody in for longer than `limit_seconds`.
        DatabaseRefusedError: It answers and lets us not in.
        DatabaseTooOldError: It is older than PostgreSQL 15.
    """
    began = tell_at = time.monotonic()
    ready = False
    while True:
        try:
            check_database(engine)
        except DatabaseAwayError:
            now, was_ready = time.monotonic(), ready
            answer = _ping(engine)
            ready = answer == psycopg.pq.Ping.OK  # between the two it may have come up
            if now > began + limit_seconds or was_ready or not (ready or answer == psycopg.pq.Ping.REJECT):
                raise
            if now >= tell_at:
                _log.warning("database.recovering", seconds=round(now - began))
                tell_at = now + TELL_SECONDS
            time.sleep(RETRY_SECONDS)
        else:
            return


def _ping(engine: sa.Engine) -> int:
    """Ask without a name or password. Its words for coming up may be in any language; this answer is a code."""
    _, options = engine.dialect.create_connect_args(engine.url)
    where = {name: options[name] for name in ("host", "port") if name in options}
    conninfo = make_conninfo(**where, connect_timeout=_PING_SECONDS)
    return psycopg.pq.PGconn.ping(conninfo.encode())

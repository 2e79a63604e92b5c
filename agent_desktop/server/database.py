"""The engine and the sessions of the server, each with its limits."""

import time
from typing import Any, Final

import psycopg
import sqlalchemy as sa
from pydantic_core import from_json, to_json
from sqlalchemy.orm import Session, sessionmaker

from agent_desktop.server.later import LaterSession, keep_order
from agent_desktop.server.prepared import PreparedStatements
from agent_desktop.server.secrets import VARIABLES, SecretName
from agent_desktop.server.start_errors import DatabaseAwayError, DatabaseRefusedError, DatabaseTooOldError

OLDEST_POSTGRES: Final = 15

WARM_SECONDS: Final = 1.0
"""A connection used so lately is not asked whether it lives: a caller is waiting for each round trip."""

FOR_WEBHOOKS: Final = 12
"""Connections above those of requests and workers, for a carrier's webhooks: they stand in no line with requests."""

FOR_PAGES: Final = 2
"""And those of the page of surveys, which does neither."""

_USED_AT: Final = "agent_desktop_used_at"


def create_engine(
    url: str,
    *,
    pool_size: int = 10,
    connect_seconds: int = 5,
    lock_seconds: int = 5,
    statement_seconds: int = 30,
) -> sa.Engine:
    """Return an engine on the PostgreSQL at `url`; nothing is connected yet.

    No statement waits for a lock longer than `lock_seconds` or runs longer than `statement_seconds`; 0 is no limit.
    """
    engine = sa.create_engine(
        sa.make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=pool_size + FOR_WEBHOOKS + FOR_PAGES,
        pool_timeout=connect_seconds,
        pool_use_lifo=True,  # the connection last used is the warm one: statements prepared, plans made
        json_serializer=_dumped,
        json_deserializer=from_json,
        hide_parameters=True,  # an error is logged by whoever catches it, and the values are a customer's
        connect_args={
            "connect_timeout": connect_seconds,
            "application_name": "agent-desktop",
            "prepare_threshold": None,  # what is prepared is so by `pipeline`, for as long as the connection lives
            "options": (
                f"-c timezone=UTC -c lock_timeout={lock_seconds}s -c statement_timeout={statement_seconds}s"
                " -c idle_in_transaction_session_timeout=120s"
                " -c jit=off"  # to compile a statement takes longer than any of ours may run
            ),
        },
    )
    _Warmth(engine)
    keep_order(engine)
    return engine


class _Warmth:
    """Which connections need not be asked whether the database is still behind them: those used a moment ago, since
    when none was lost."""

    def __init__(self, engine: sa.Engine) -> None:
        self._dialect = engine.dialect
        self._lost_at = -WARM_SECONDS
        sa.event.listen(engine, "checkin", self._note_use)
        sa.event.listen(engine, "invalidate", self._note_loss)
        sa.event.listen(engine, "checkout", self._see_that_it_lives)

    def _note_use(self, _connection: object, record: sa.pool.ConnectionPoolEntry) -> None:
        record.info[_USED_AT] = time.monotonic()

    def _note_loss(self, _connection: object, _record: object, _error: object) -> None:
        self._lost_at = time.monotonic()

    def _see_that_it_lives(self, connection: Any, record: sa.pool.ConnectionPoolEntry, _proxy: object) -> None:
        used_at = record.info.get(_USED_AT)
        if used_at is not None and used_at > self._lost_at and time.monotonic() - used_at < WARM_SECONDS:
            return
        try:
            self._dialect.do_ping(connection)
        except psycopg.Error as error:
            raise sa.exc.InvalidatePoolError from error


def _dumped(value: object) -> str:
    return to_json(value).decode()


def session_factory(engine: sa.Engine | sa.Connection) -> sessionmaker[Session]:
    """Return what makes sessions. Objects stay readable after a commit; statements that may wait do (`later`)."""
    return sessionmaker(engine, class_=LaterSession, prepared=PreparedStatements(), expire_on_commit=False)


def check_database(engine: sa.Engine) -> None:
    """See that the database answers and is one we can work with.

    Raises:
        DatabaseAwayError: It does not answer.
        DatabaseRefusedError: It answers and lets us not in: the password, or the database named.
        DatabaseTooOldError: It is older than PostgreSQL 15.
    """
    try:
        with engine.connect() as connection:
            version = int(str((connection.dialect.server_version_info or (0,))[0]))
    except sa.exc.OperationalError as error:
        address, reason = shown(engine.url), _first_line(error)
        if _has_answered(error):
            variable = VARIABLES[SecretName.DATABASE]
            raise DatabaseRefusedError(address=address, reason=reason, variable=variable) from error
        raise DatabaseAwayError(address=address, reason=reason) from error
    if version < OLDEST_POSTGRES:
        raise DatabaseTooOldError(found=f"PostgreSQL {version}", needed=f"PostgreSQL {OLDEST_POSTGRES}")


def shown(url: sa.URL) -> str:
    """Return `url` as it may be printed: who, where, which database; no password."""
    host = url.host or str(url.query.get("host", ""))
    port = f":{url.port}" if url.port else ""
    return f"{url.username or ''}@{host}{port}/{url.database or ''}"


def _has_answered(error: sa.exc.DBAPIError) -> bool:
    # It asked for a password, or took one before it refused. What it says is in its own language and no guide.
    attempt = error.orig.pgconn if isinstance(error.orig, psycopg.OperationalError) else None
    return attempt is not None and bool(attempt.needs_password or attempt.used_password)


def _first_line(error: sa.exc.DBAPIError) -> str:
    return str(error.orig).strip().partition("\n")[0]

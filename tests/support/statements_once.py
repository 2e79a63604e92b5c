"""Statements that a process has compiled once are not compiled again.

An engine keeps what it has compiled, and each test has an engine of its own: a hundred statements anew, a millisecond
each. Here all engines on PostgreSQL of one version keep it together, and so do all makers of sessions with what may
wait.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.util import LRUCache

from agent_desktop.server import prepared

_KEPT = 5_000


@contextmanager
def statements_compiled_once() -> Iterator[None]:
    """Have every engine that is made in the block keep what it compiles where the others look."""
    made, kept = sa.create_engine, LRUCache[Any, Any](_KEPT)

    def create_engine(*args: Any, **settings: Any) -> sa.Engine:
        engine = made(*args, **settings)
        if type(engine.dialect) is PGDialect_psycopg:
            engine._compiled_cache = kept
        return engine

    with pytest.MonkeyPatch.context() as patch:
        # What is compiled is kept by dialect, of which each engine has its own: one version of the server, one dialect.
        patch.setattr(PGDialect_psycopg, "__eq__", _speaks_alike, raising=False)
        patch.setattr(PGDialect_psycopg, "__hash__", lambda dialect: hash(_spoken(dialect)), raising=False)
        patch.setattr(sa, "create_engine", create_engine)
        patch.setattr(prepared, "_prepare", _preparing_once(prepared._prepare))
        yield


def _preparing_once(prepare: Callable[..., prepared.Prepared]) -> Callable[..., prepared.Prepared]:
    known: dict[tuple[object, ...], prepared.Prepared] = {}

    def prepare_once(statement: Any, keys: tuple[str, ...], dialect: PGDialect_psycopg) -> prepared.Prepared:
        key = (statement, keys, dialect)
        if key not in known:
            known[key] = prepare(statement, keys, dialect)
        return known[key]

    return prepare_once


def _spoken(dialect: PGDialect_psycopg) -> object:
    """Return all that two dialects of ours may differ in."""
    return dialect.server_version_info, dialect.paramstyle, dialect._json_serializer, dialect._json_deserializer


def _speaks_alike(dialect: PGDialect_psycopg, other: object) -> bool:
    return isinstance(other, PGDialect_psycopg) and _spoken(dialect) == _spoken(other)

"""Counts what a job goes through, so that its growth can be seen on a small bank and on a machine that is busy.

Rows are those that the nodes of PostgreSQL's plans handled or looked at and threw away, as it counts them itself
(``EXPLAIN ANALYZE``); lines are those of the product's own Python. Neither says how long anything takes.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, Final
from unittest import mock

import psycopg
from psycopg import sql

import agent_desktop

_PLANNED: Final = frozenset({"SELECT", "WITH", "INSERT", "UPDATE", "DELETE"})
_PRODUCT: Final = str(Path(agent_desktop.__file__).parent)
_GIVEN: Final = re.compile(r"%\(\w+\)s(::[\w \[\]]+)?|%s|'[^']*'")
_LISTED: Final = re.compile(r"\?(, \?)+|\(\?\)(, \(\?\))+")


@dataclass(slots=True)
class Work:
    """What a job has gone through: rows by statement (its first words), statements, and lines of Python."""

    rows: dict[str, int] = field(default_factory=dict)
    statements: int = 0
    lines: dict[str, int] = field(default_factory=dict)

    def growth_to(self, larger: "Work", *, least: int) -> dict[str, float]:
        """Return by what each part has grown that is at least so much in the `larger` one; what is new there has grown
        from one."""
        parts = {
            **{f"rows of {name}": (self.rows.get(name, 1), count) for name, count in larger.rows.items()},
            **{f"lines of {name}": (self.lines.get(name, 1), count) for name, count in larger.lines.items()},
            "statements": (self.statements, larger.statements),
        }
        return {name: after / max(before, 1) for name, (before, after) in parts.items() if after >= least}


@contextmanager
def counted() -> Iterator[Work]:
    """Count what is done inside the block by this thread, over psycopg.

    Each statement that is planned is carried out twice: first to be counted, and taken back to a savepoint.
    """
    work = Work()
    with (
        mock.patch.object(psycopg.Cursor, "execute", _counting(psycopg.Cursor.execute, work)),
        mock.patch.object(psycopg.ServerCursor, "execute", _counting(psycopg.ServerCursor.execute, work)),
        _traced(work),
    ):
        yield work


def _counting(execute: Callable[..., Any], work: Work) -> Callable[..., Any]:
    def counting(cursor: Any, query: Any, params: Any = None, **options: Any) -> Any:
        text = query.as_string(cursor) if isinstance(query, sql.Composable) else query
        text = text.decode() if isinstance(text, bytes) else str(text)
        words = " ".join(text.split())
        if words.split(" ", 1)[0] in _PLANNED or (words.startswith("CREATE TEMPORARY TABLE") and " AS " in words):
            work.statements += 1
            name = _name_of(words)
            work.rows[name] = work.rows.get(name, 0) + _rows_of(cursor.connection, text, params)
        return execute(cursor, query, params, **options)

    return counting


def _name_of(words: str) -> str:
    """Return the statement without what it was given, so that it has one name however much that was."""
    name = _GIVEN.sub("?", words)
    while (shorter := _LISTED.sub("?", name)) != name:
        name = shorter
    return name


def _rows_of(connection: psycopg.Connection[Any], text: str, params: Any) -> int:
    with psycopg.Cursor(connection) as cursor:
        plain = _plain_execute(cursor)
        plain("SAVEPOINT counting")
        plain(f"EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, FORMAT JSON) {text}", params)
        row = cursor.fetchone()
        plain("ROLLBACK TO SAVEPOINT counting")
        plain("RELEASE SAVEPOINT counting")
    assert row is not None
    return sum(_handled(plan["Plan"]) for plan in row[0])


def _plain_execute(cursor: psycopg.Cursor[Any]) -> Callable[..., Any]:
    return lambda text, params=None: _EXECUTE(cursor, text, params)


_EXECUTE: Final = psycopg.Cursor.execute


def _handled(node: Mapping[str, Any]) -> int:
    removed: float = sum(count for name, count in node.items() if name.startswith("Rows Removed by"))
    rows = (float(node["Actual Rows"]) + removed) * int(node["Actual Loops"])
    return round(rows) + sum(_handled(part) for part in node.get("Plans", ()))


@contextmanager
def uncounted() -> Iterator[None]:
    """Count no lines of Python inside the block: where others' code does the work, being watched takes it too long."""
    before = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(before)


@contextmanager
def _traced(work: Work) -> Iterator[None]:
    def on_line(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            work.lines[names[frame.f_code]] += 1
        return on_line

    def on_call(frame: FrameType, event: str, _: Any) -> Any:
        code = frame.f_code
        if code not in names:
            if not code.co_filename.startswith(_PRODUCT):
                return None
            names[code] = f"{Path(code.co_filename).name}:{code.co_qualname}"
            work.lines.setdefault(names[code], 0)
        return on_line

    names: dict[Any, str] = {}
    before = sys.gettrace()
    sys.settrace(on_call)
    try:
        yield
    finally:
        sys.settrace(before)

"""How PostgreSQL answers what is asked: which large tables it reads from end to end."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from unittest import mock

import psycopg
from sqlalchemy.orm import Session

LARGE_TABLES: Final = frozenset(
    {
        "customers",
        "customer_phone_numbers",
        "customer_search_keys",
        "customer_search_words",
        "holdings",
        "holding_parties",
        "transactions",
        "contacts",
        "audit_entries",
    }
)

_PLANNED: Final = frozenset({"SELECT", "WITH", "INSERT", "UPDATE", "DELETE"})


@contextmanager
def noted_statements() -> Iterator[list[tuple[str, Any]]]:
    """Collect what reaches the database inside the block: statement and parameters as the driver takes them."""
    noted: list[tuple[str, Any]] = []
    execute = psycopg.Cursor.execute

    def note(cursor: Any, query: Any, params: Any = None, **options: Any) -> Any:
        statement = query.decode() if isinstance(query, bytes) else str(query)
        if statement.split()[0] in _PLANNED:
            noted.append((statement, params))
        return execute(cursor, query, params, **options)

    # At the driver: not every statement comes by SQLAlchemy's way.
    with mock.patch.object(psycopg.Cursor, "execute", note):
        yield noted


def whole_reads(session: Session, statement: str, parameters: Any) -> list[str]:
    """Return the large tables that the plan for `statement` reads from end to end."""
    cursor = session.connection().connection.cursor()
    try:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", parameters)
        (plans,) = cursor.fetchone() or ([],)
    finally:
        cursor.close()
    return sorted({table for plan in plans for table in _whole(plan["Plan"])} & LARGE_TABLES)


def _whole(node: Mapping[str, Any]) -> Iterator[str]:
    # An index read without a condition is a table from end to end as well, unless a limit stops it.
    unconditional = node["Node Type"] in {"Index Scan", "Index Only Scan"} and "Index Cond" not in node
    if unconditional or node["Node Type"] == "Seq Scan":
        yield node["Relation Name"]
    for part in node.get("Plans", ()):
        yield from _whole(part)

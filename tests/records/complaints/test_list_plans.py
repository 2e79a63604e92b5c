"""Lists of what is still owed are read in their order from an index: what a page costs does not grow with what was
closed, nor with what comes after it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_lists import ComplaintFilter, Scope, SortBy, Standing
from agent_desktop.records.complaints.list_queries import ListQueries, Reach, reach_of
from benchmarks.bench_complaints import fill
from tests.server.floor import add_customer

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
ME = UUID(int=7)


class Plans:
    """Runs what is asked and says how the database would read it, where it may neither sort nor read everything."""

    def __init__(self, session: Session) -> None:
        self.session, self.queries = session, ListQueries(session)
        self._statements: list[tuple[str, Any]] = []
        sa.event.listen(session.connection(), "before_cursor_execute", self._seen)

    def nodes(self) -> list[tuple[str, str]]:
        """Return the kinds of node of the last statement with the index of each."""
        statement, values = self._statements[-1]
        cursor = self.session.connection().connection.cursor()
        for off in ("sort", "seqscan", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{off} = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", values)
        found = cursor.fetchone()
        assert found is not None
        return list(_nodes(found[0][0]["Plan"]))

    def _seen(self, *given: Any) -> None:
        self._statements.append((given[2], given[3]))


def _nodes(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield plan["Node Type"], plan.get("Index Name", "")
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


@pytest.fixture
def plans(engine: sa.Engine) -> Iterator[Plans]:
    """Of some complaints, every eighth of them open, of which the database knows what it knows of many."""
    add_customer(engine)
    fill(engine, 400, NOW)
    with Session(engine) as session:
        yield Plans(session)


def reach() -> Reach:
    return reach_of(ME, "Cards", NOW, NOW - timedelta(hours=12))


@pytest.mark.parametrize(
    ("scope", "sort", "index"),
    [
        (Scope.ALL, SortBy.DEADLINE, "ix_complaints_owed_due"),
        (Scope.ALL, SortBy.SEVERITY, "ix_complaints_owed_severity"),
        (Scope.ALL, SortBy.STATE, "ix_complaints_owed_state"),
        (Scope.ALL, SortBy.OWNER, "ix_complaints_owed_owner"),
        (Scope.TEAM, SortBy.DEADLINE, "ix_complaints_owed_team_due"),
    ],
)
def test_a_page_of_what_is_owed_comes_in_its_order_from_an_index(
    plans: Plans, scope: Scope, sort: SortBy, index: str
) -> None:
    for standing in (Standing.OPEN, Standing.LATE):
        wanted = ComplaintFilter(scope=scope, standing=standing)
        plans.queries.page(wanted, reach(), (), sort, descending=False, after="", limit=50)
        nodes = plans.nodes()
        assert "Sort" not in {kind for kind, _ in nodes}
        assert {name for _, name in nodes if name.startswith("ix_complaints_")} <= {index, "ix_complaints_due"}

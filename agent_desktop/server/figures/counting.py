"""Counts a report, and lists what a cell of it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.reports.errors import ReportRefusedError
from agent_desktop.server.figures.shapes import Asked, Facts, FigureRule

_PLACED: Final = """
    WITH {tables},
    placed AS (
        SELECT f.*, width_bucket(f.at, CAST(:starts AS timestamptz[])) - 1 AS step
        FROM facts f WHERE :all_keys OR f.key = ANY(:keys)
    )
"""

MOST_ROWS: Final = 100_000
"""So many rows a report may have: a table is held in memory."""

Measures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sums:
    """Measures by key and step, by key alone, by step alone, and of everything."""

    by_both: Mapping[tuple[str, int], Measures]
    by_key: Mapping[str, Measures]
    by_step: Mapping[int, Measures]
    total: Measures


def count_facts(session: Session, facts: Facts, asked: Asked) -> Sums:
    """Add up all measures of a subject, in one statement.

    Raises:
        ReportRefusedError: It has more rows than a server can hold: many agents by short steps.
    """
    measures = ", ".join(f"{each.aggregate} AS {code}" for code, each in facts.measures.items())
    tables = _PLACED.format(tables=facts.tables)
    sums = f"SELECT grouping(key) AS no_key, grouping(step) AS no_step, key, step, {measures} FROM placed"  # noqa: S608
    query = f"{tables} {sums} GROUP BY GROUPING SETS ((key, step), (key), (step), ()) LIMIT :most"
    both: dict[tuple[str, int], Measures] = {}
    by_key: dict[str, Measures] = {}
    by_step: dict[int, Measures] = {}
    total: Measures = {}
    rows = run(session, query, {**asked.values(), "most": MOST_ROWS + 1})
    if len(rows) > MOST_ROWS:
        raise ReportRefusedError(problem="report_too_long")
    for row in rows:
        found = {code: plain(row[code]) for code in facts.measures}
        if row["no_key"] and row["no_step"]:
            total = found
        elif row["no_key"]:
            by_step[row["step"]] = found
        elif row["no_step"]:
            by_key[row["key"]] = found
        else:
            both[row["key"], row["step"]] = found
    return Sums(both, by_key, by_step, total)


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that a figure counts; `above` where it counts above the line too."""

    item_id: UUID
    call_id: UUID | None
    at: datetime
    seconds: float | None
    value: float | None
    label: str
    about: str
    queue: str
    agent_id: UUID | None
    outcome: str
    above: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a report: `key` and `step` None mean all; with `since` only what happened from then on."""

    rule: FigureRule
    key: str | None = None
    step: int | None = None
    since: datetime | None = None


def list_facts(
    session: Session, facts: Facts, asked: Asked, place: Place, *, after: tuple[datetime, UUID] | None, limit: int
) -> Sequence[Counted]:
    """List what a cell counts, the oldest first, behind `after`."""
    above, counted = facts.measures[place.rule.above], facts.measures[place.rule.counted]
    columns = ", ".join(f"{sql} AS item_{name}" for name, sql in facts.item.items())
    query = (
        _PLACED.format(tables=facts.tables)
        + f"SELECT item_id, call_id, at, seconds, value, {columns}, coalesce(({above.where}), false) AS above "
        + f"FROM placed WHERE ({counted.where}) AND {_IN_CELL} "
        + "AND (CAST(:after_at AS timestamptz) IS NULL OR (at, item_id) > (:after_at, CAST(:after_id AS uuid))) "
        + "ORDER BY at, item_id LIMIT :most"
    )
    values = {
        **asked.values(),
        **_cell(place),
        "after_at": after[0] if after else None,
        "after_id": after[1] if after else None,
        "most": limit,
    }
    return [
        Counted(
            item_id=row["item_id"],
            call_id=row["call_id"],
            at=row["at"],
            seconds=_number(row["seconds"]),
            value=_number(row["value"]),
            label=row["item_label"] or "",
            about=row["item_about"] or "",
            queue=row["item_queue"] or "",
            agent_id=row["item_agent_id"],
            outcome=row["item_outcome"] or "",
            above=row["above"],
        )
        for row in run(session, query, values)
    ]


def sum_cell(session: Session, facts: Facts, asked: Asked, place: Place) -> tuple[Measures, int]:
    """Return the measures of one cell, and how many things its figure counts."""
    counted = facts.measures[place.rule.counted]
    measures = ", ".join(f"{each.aggregate} AS {code}" for code, each in facts.measures.items())
    query = (
        _PLACED.format(tables=facts.tables)
        + f"SELECT count(*) FILTER (WHERE {counted.where}) AS counted_items, {measures} "
        + f"FROM placed WHERE {_IN_CELL}"
    )
    (row,) = run(session, query, {**asked.values(), **_cell(place)})
    return {code: plain(row[code]) for code in facts.measures}, int(row["counted_items"])


_IN_CELL: Final = (
    "(:any_key OR key = :key) AND (:any_step OR step = :step)"
    " AND (CAST(:from_at AS timestamptz) IS NULL OR at >= :from_at)"
)


def run(session: Session, query: str, values: Mapping[str, Any]) -> Sequence[sa.RowMapping]:
    """Ask with those of `values` that the query names."""
    asked = sa.text(query)
    names = asked.compile().params
    return session.execute(asked, {name: values[name] for name in names}).mappings().all()


def plain(value: object) -> int | float | None:
    """Return a number of the database as one that is easily kept."""
    if value is None:
        return None
    return float(value) if isinstance(value, Decimal) else value  # type: ignore[return-value]


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _cell(place: Place) -> dict[str, Any]:
    return {
        "any_key": place.key is None,
        "key": place.key or "",
        "any_step": place.step is None,
        "step": place.step or 0,
        "from_at": place.since,
    }

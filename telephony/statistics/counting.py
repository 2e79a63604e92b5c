"""Calls counted by the database: what became of each, and how a service level counts it.

The rules are those of `records` (what becomes of a call) and `definitions` (what a service level counts), written as
SQL because a month has more calls than are worth reading; tests hold both to the same answers. `rules` say from when
until when which definition counts the calls of a queue.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.statistics.definitions import LEVEL_PARTS, Counts, ServiceLevel, Thresholds

FATE: Final = """
    CASE
        WHEN c.answered_at IS NOT NULL THEN 'answered'
        WHEN c.ended_at IS NULL THEN 'waiting'
        WHEN c.end_cause IN ('turned_away_closed', 'turned_away_full') THEN 'turned_away'
        WHEN c.callback_wished_at IS NOT NULL THEN 'callback'
        WHEN c.end_cause = 'carrier_failed' THEN 'failed'
        ELSE 'abandoned'
    END
"""
"""`CallRecord.fate` of the call `c`."""

WAITED: Final = "extract(epoch FROM coalesce(c.answered_at, c.ended_at, :now) - c.enqueued_at)"
"""`CallRecord.waited_seconds` of the call `c`."""

COUNTED_AS: Final[Mapping[str, str]] = {
    "answered": "fate = 'answered'",
    "answered_in_time": "fate = 'answered' AND waited <= answer_seconds",
    "abandoned": "fate = 'abandoned'",
    "abandoned_in_time": "fate = 'abandoned' AND waited <= answer_seconds",
    "short_abandoned": "fate = 'abandoned' AND waited < short_seconds",
    "waiting_late": "fate = 'waiting' AND waited > answer_seconds",
}
"""When a call is one of each of `Counts`."""


def _level(side: int) -> str:
    def summed(parts: Mapping[str, int]) -> str:
        return " ".join(f"{'-' if times < 0 else '+'} ({COUNTED_AS[name]})::int" for name, times in parts.items())

    cases = " ".join(f"WHEN '{variant.value}' THEN {summed(parts[side])}" for variant, parts in LEVEL_PARTS.items())
    return f"CASE variant {cases} END"


LEVEL_ABOVE: Final = _level(0)
"""1 where a call counts as in time by its definition, else 0."""
LEVEL_BELOW: Final = _level(1)
"""1 where a call counts at all by its definition, else 0."""

QUEUE_CALLS: Final = f"""
    rules AS (
        SELECT r.*, q.queue_id AS rule_queue_id
        FROM unnest(
            CAST(:rule_queues AS text[]), CAST(:rule_since AS timestamptz[]), CAST(:rule_until AS timestamptz[]),
            CAST(:rule_variants AS text[]), CAST(:rule_answer AS numeric[]), CAST(:rule_short AS numeric[])
        ) WITH ORDINALITY AS r(code, since, until, variant, answer_seconds, short_seconds, rule)
        JOIN queues q ON q.code = r.code
    ),
    queue_calls AS (
        SELECT c.call_id, r.code AS queue_code, r.rule, r.variant, r.answer_seconds, r.short_seconds,
            c.agent_id, c.caller_number, c.called_at, c.enqueued_at, c.answered_at, c.ended_at, c.end_cause,
            {FATE} AS fate, {WAITED} AS waited
        FROM calls c
        JOIN rules r ON r.rule_queue_id = coalesce(c.first_queue_id, c.queue_id)
            AND c.enqueued_at >= r.since AND c.enqueued_at < r.until
        WHERE c.direction = 'inbound' AND c.enqueued_at >= :since AND c.enqueued_at < :until
    )
"""  # noqa: S608  nothing of it comes from outside
"""A common table: the calls that came to the queues of the rules, each with the definition that counts it."""


@dataclass(frozen=True, slots=True)
class LevelRule:
    """Calls that came to a queue from `since` and before `until` are counted so. Rules of a queue do not overlap."""

    queue: str
    since: datetime
    until: datetime
    variant: ServiceLevel
    thresholds: Thresholds


def rule_values(rules: Sequence[LevelRule], now: datetime) -> dict[str, Any]:
    """Return what `QUEUE_CALLS` is given."""
    return {
        "rule_queues": [each.queue for each in rules],
        "rule_since": [each.since for each in rules],
        "rule_until": [each.until for each in rules],
        "rule_variants": [each.variant.value for each in rules],
        "rule_answer": [each.thresholds.answer_seconds for each in rules],
        "rule_short": [each.thresholds.short_seconds for each in rules],
        "since": min((each.since for each in rules), default=now),
        "until": max((each.until for each in rules), default=now),
        "now": now,
    }


def count_levels(session: Session, rules: Sequence[LevelRule], now: datetime) -> Sequence[Counts]:
    """Count the calls of each rule, in their order. Whoever still waits has waited until `now`."""
    if not rules:
        return ()
    found = {row.rule: row for row in session.execute(_COUNTS, rule_values(rules, now))}
    return [_counts(found.get(place)) for place in range(1, len(rules) + 1)]


_NAMES: Final = tuple(each.name for each in fields(Counts))
_COUNTS: Final = sa.text(
    f"WITH {QUEUE_CALLS} SELECT rule, "  # noqa: S608  nothing of it comes from outside
    + ", ".join(f"count(*) FILTER (WHERE {COUNTED_AS[name]}) AS {name}" for name in _NAMES)
    + " FROM queue_calls GROUP BY rule"
)


def _counts(row: sa.Row[Any] | None) -> Counts:
    return Counts() if row is None else Counts(**{name: getattr(row, name) for name in _NAMES})

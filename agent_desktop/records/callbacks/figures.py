"""Figures of callbacks: promise kept in its window, attempts to reach, median lateness; by agent, queue and kind.

A callback counts once, by the window that was judged: that of its first attempt (or word of the customer's own), or the
first that passed without one. Of its agent: who tried first, else who owned it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.callback_lists import CallbackFigure, CallbackFigures
from agent_desktop.contract.callbacks import CallbackKind
from agent_desktop.records.callbacks.book import NamesOf

# "late": minutes from the end of the window to the first try; who tried within it was 0 late. One who was not tried yet
# is no lateness, but not kept either.
_FIGURES: Final = sa.text(
    """
    WITH judged AS (
        SELECT c.callback_id, c.kind, c.queue_code, c.kept, c.ended_as, c.attempts,
            coalesce(
                (SELECT a.by_id FROM callback_attempts a WHERE a.callback_id = c.callback_id ORDER BY a.at LIMIT 1),
                c.owner_id
            ) AS agent_id,
            CASE WHEN c.first_tried_at IS NULL THEN NULL
                ELSE greatest(0, extract(epoch FROM c.first_tried_at - c.judged_until) / 60.0) END AS late
        FROM callbacks c
        WHERE c.judged_until >= :since AND c.judged_until < :until AND c.state <> 'joined'
    ),
    seen AS (
        SELECT * FROM judged
        WHERE :all OR queue_code = ANY(CAST(:queues AS text[])) OR agent_id = ANY(CAST(:agents AS uuid[]))
    )
    SELECT grouping(agent_id) AS no_agent, grouping(queue_code) AS no_queue, grouping(kind) AS no_kind,
        agent_id, queue_code, kind, count(*) AS promised,
        count(*) FILTER (WHERE kept) AS kept,
        count(*) FILTER (WHERE ended_as = 'reached') AS reached,
        avg(attempts) FILTER (WHERE ended_as = 'reached') AS attempts_to_reach,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY late) AS median_late
    FROM seen GROUP BY GROUPING SETS ((), (agent_id), (queue_code), (kind))
    """
)
_LATE_NOW: Final = sa.text(
    """
    SELECT grouping(owner_id) AS no_agent, grouping(queue_code) AS no_queue, grouping(kind) AS no_kind,
        owner_id AS agent_id, queue_code, kind, count(*) AS late
    FROM callbacks
    WHERE state IN ('open', 'due', 'offered', 'dialling', 'expired') AND window_to < :at
        AND (:all OR queue_code = ANY(CAST(:queues AS text[])) OR owner_id = ANY(CAST(:agents AS uuid[])))
    GROUP BY GROUPING SETS ((), (owner_id), (queue_code), (kind))
    """
)
_NAMES: Final = {
    CallbackKind.PROMISED: {"en": "Promised", "zh": "承诺回电"},
    CallbackKind.QUEUE: {"en": "Asked for while waiting", "zh": "排队时要求"},
    CallbackKind.ABANDONED: {"en": "Hung up before we answered", "zh": "未接通即挂断"},
    CallbackKind.ALERT: {"en": "From an alert", "zh": "提醒事项"},
    CallbackKind.RELATIONSHIP: {"en": "Relationship", "zh": "客户关系"},
    CallbackKind.COMPLAINT: {"en": "Complaint", "zh": "投诉跟进"},
}


@dataclass(frozen=True, slots=True)
class Looked:
    """Whose callbacks somebody looks after: those of these queues (codes), and of these agents."""

    queues: Sequence[str]
    agents: Sequence[UUID]


def callback_figures(
    session: Session,
    since_at: datetime,
    until_at: datetime,
    *,
    at: datetime,
    names_of: NamesOf,
    looked: Looked | None = None,
) -> CallbackFigures:
    """Return the figures of the windows that ended from `since_at` up to `until_at`, and how many are late at `at`: of
    those that are `looked` after, of all where that is None."""
    scope: dict[str, Any] = {"all": looked is None, "queues": [], "agents": []}
    if looked is not None:
        scope |= {"queues": list(looked.queues), "agents": list(looked.agents)}
    judged = session.execute(_FIGURES, {"since": since_at, "until": until_at, **scope}).mappings().all()
    late = {_key(row): row["late"] for row in session.execute(_LATE_NOW, {"at": at, **scope}).mappings()}
    rows = {_key(row): row for row in judged}
    agents = {key[1] for key in (*rows, *late) if key[0] == "agent" and key[1]}
    names = names_of({UUID(each) for each in agents}) if agents else {}

    def figure(group: str, key: str) -> CallbackFigure:
        row = rows.get((group, key))
        name: dict[str, str] = {}
        if group == "kind":
            name = dict(_NAMES[CallbackKind(key)])
        elif group == "agent" and key:
            name = {"en": names.get(UUID(key), ""), "zh": names.get(UUID(key), "")}
        promised, kept = (row["promised"], row["kept"]) if row is not None else (0, 0)
        return CallbackFigure(
            key=key,
            name=name,
            promised=promised,
            kept=kept,
            kept_percent=round(100 * kept / promised, 1) if promised else None,
            reached=row["reached"] if row is not None else 0,
            attempts_to_reach=_rounded(row["attempts_to_reach"]) if row is not None else None,
            median_late_minutes=_rounded(row["median_late"]) if row is not None else None,
            open_late=late.get((group, key), 0),
        )

    def group(name: str) -> tuple[CallbackFigure, ...]:
        keys = {key for each, key in (*rows, *late) if each == name}
        return tuple(figure(name, key) for key in sorted(keys))

    return CallbackFigures(
        since_at=since_at,
        until_at=until_at,
        all=figure("all", ""),
        agents=group("agent"),
        queues=group("queue"),
        kinds=group("kind"),
    )


def _key(row: sa.RowMapping) -> tuple[str, str]:
    """Return of what a row is: an agent (empty: nobody's), a queue, a kind, or all."""
    for group, grouped, column in (
        ("agent", "no_agent", "agent_id"),
        ("queue", "no_queue", "queue_code"),
        ("kind", "no_kind", "kind"),
    ):
        if not row[grouped]:
            return group, str(row[column]) if row[column] is not None else ""
    return "all", ""


def _rounded(value: object) -> float | None:
    return None if value is None else round(float(str(value)), 2)

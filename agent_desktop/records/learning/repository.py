"""Every query on what complaints teach. Days are those of the bank, weeks begin on Monday.

Only complaints count: no suggestions and no praise, none that was joined into another, and none taken back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.learning import REPEAT_DAYS, LearningQuery, PreventionState
from agent_desktop.records.errors import StaleVersionError
from agent_desktop.records.learning.errors import PreventionNotFoundError
from agent_desktop.records.learning.models import PreventionRow

COUNTED: Final = "c.kind = 'complaint' AND c.state NOT IN ('joined', 'undone')"
_WANTED: Final = """
    (:region = '' OR c.region = :region) AND (:team = '' OR c.team = :team)
    AND (:category = '' OR c.category_code = :category OR starts_with(c.category_code, :category || '.'))
    AND (:product = '' OR c.product_code = :product) AND (:root_cause = '' OR c.root_cause = :root_cause)
"""
_REGISTERED: Final = "c.registered_at >= :since AND c.registered_at < :before"
IS_REPEAT: Final = f"""
    EXISTS (
        SELECT FROM complaints e WHERE e.complaint_id = c.repeat_of
        AND c.registered_at <= coalesce(e.closed_at, e.registered_at) + interval '{REPEAT_DAYS} days'
    )
"""
OURS: Final = """
    k.is_ours AND k."limit" IN ('answer', 'resolve') AND k.state NOT IN ('dropped', 'over') AND k.due_at IS NOT NULL
    AND NOT EXISTS (
        SELECT FROM complaint_rule_versions v WHERE v.rule_id = k.rule_id AND v.version = k.rule_version
        AND (v.content -> 'rule' ->> 'lapses')::boolean
    )
"""
_ANSWERED_LATE: Final = f"""
    EXISTS (
        SELECT FROM complaint_clocks k WHERE k.complaint_id = c.complaint_id AND {OURS}
        AND coalesce(k.ended_at, :at) > k.due_at
    )
"""
_SCOPE: Final = f"FROM complaints c WHERE {COUNTED} AND {_WANTED} AND {_REGISTERED}"

_TOTALS: Final = sa.text(f"""
    SELECT count(*) AS total, count(*) FILTER (WHERE c.root_cause = '') AS without_cause,
        count(*) FILTER (WHERE {IS_REPEAT}) AS repeats
    {_SCOPE}
""")
_CAUSES: Final = sa.text(f"""
    SELECT c.root_cause AS code, count(*) AS count {_SCOPE} AND c.root_cause <> ''
    GROUP BY c.root_cause ORDER BY count(*) DESC, c.root_cause
""")
_REDRESS: Final = sa.text(f"""
    SELECT c.root_cause AS code, r.currency, sum(r.amount) AS amount
    FROM complaints c JOIN complaint_redress r USING (complaint_id)
    WHERE {COUNTED} AND {_WANTED} AND {_REGISTERED} AND c.root_cause <> ''
        AND r.state IN ('approved', 'paid') AND r.amount IS NOT NULL
    GROUP BY c.root_cause, r.currency
""")  # noqa: S608
_TREND: Final = sa.text(f"""
    SELECT date_trunc(:by, c.registered_at AT TIME ZONE :zone)::date AS start, count(*) AS registered,
        count(*) FILTER (WHERE {_ANSWERED_LATE}) AS answered_late, count(*) FILTER (WHERE {IS_REPEAT}) AS repeats
    {_SCOPE} GROUP BY 1
""")
_CLOSED: Final = sa.text(f"""
    SELECT date_trunc(:by, c.closed_at AT TIME ZONE :zone)::date AS start, count(*) AS closed
    FROM complaints c WHERE {COUNTED} AND {_WANTED} AND c.closed_at >= :since AND c.closed_at < :before GROUP BY 1
""")  # noqa: S608
_REPEATS: Final = sa.text(f"""
    SELECT c.category_code AS category, count(*) AS complaints,
        count(DISTINCT coalesce(m.lead_id, c.customer_id)) AS people
    FROM complaints c LEFT JOIN merged_accounts m ON m.customer_id = c.customer_id
    WHERE {COUNTED} AND {_WANTED} AND {_REGISTERED} AND {IS_REPEAT}
    GROUP BY c.category_code ORDER BY count(*) DESC, c.category_code
""")  # noqa: S608
_TEAMS: Final = sa.text(f"""
    SELECT team, count(*) AS registered, count(answered_at) AS answered,
        count(*) FILTER (WHERE late IS FALSE AND NOT is_open) AS on_time,
        count(*) FILTER (WHERE late AND NOT is_open) AS late,
        count(*) FILTER (WHERE late AND is_open) AS open_late,
        percentile_cont(0.5) WITHIN GROUP (
            ORDER BY (answered_at AT TIME ZONE :zone)::date - (received_at AT TIME ZONE :zone)::date
        ) FILTER (WHERE answered_at IS NOT NULL) AS median_days
    FROM (
        SELECT c.team, c.answered_at, c.received_at, k.late, k.is_open
        FROM complaints c LEFT JOIN LATERAL (
            SELECT bool_or(coalesce(k.ended_at, :at) > k.due_at) AS late, bool_or(k.ended_at IS NULL) AS is_open
            FROM complaint_clocks k WHERE k.complaint_id = c.complaint_id AND {OURS}
        ) k ON true
        WHERE {COUNTED} AND {_WANTED} AND {_REGISTERED}
    ) each_one
    GROUP BY team ORDER BY team
""")  # noqa: S608
_SATISFACTION: Final = sa.text(f"""
    SELECT c.team, count(*) AS closed, count(s.survey_id) AS asked,
        count(*) FILTER (WHERE s.state = 'answered') AS answered, round(avg(p.perceived), 2) AS perceived,
        round(avg(p.expected), 2) AS expected, round(avg(p.gap), 2) AS gap
    FROM complaints c
    LEFT JOIN LATERAL (
        SELECT survey_id, state FROM surveys
        WHERE record_kind = 'complaint' AND record_id = c.complaint_id AND state <> 'not_sent'
        ORDER BY asked_at DESC LIMIT 1
    ) s ON true
    LEFT JOIN LATERAL (
        SELECT avg(perceived) AS perceived, avg(expected) AS expected, avg(perceived - expected) AS gap
        FROM survey_scores WHERE survey_scores.survey_id = s.survey_id AND scale = 5
    ) p ON true
    WHERE {COUNTED} AND {_WANTED} AND c.closed_at >= :since AND c.closed_at < :before
    GROUP BY c.team ORDER BY c.team
""")  # noqa: S608
_AROUND: Final = sa.text(f"""
    SELECT count(*) FILTER (WHERE c.root_cause = :cause AND c.registered_at < :on) AS before,
        count(*) FILTER (WHERE c.root_cause = :cause AND c.registered_at >= :on) AS after,
        count(*) FILTER (WHERE c.registered_at >= :on) AS all_after,
        count(*) FILTER (WHERE c.root_cause = '' AND c.registered_at >= :on) AS without_cause
    FROM complaints c
    WHERE {COUNTED} AND c.registered_at >= :since AND c.registered_at < :before
        AND (:category = '' OR c.category_code = :category OR starts_with(c.category_code, :category || '.'))
""")  # noqa: S608


@dataclass(frozen=True, slots=True)
class Reach:
    """What is asked about: what was registered from `since` until before `before`, as it stands `at`."""

    since: datetime
    before: datetime
    at: datetime
    zone: str
    region: str = ""
    team: str = ""
    category: str = ""
    product: str = ""
    root_cause: str = ""
    by: str = "month"


def reach_of(query: LearningQuery, since: datetime, before: datetime, *, at: datetime, zone: tzinfo) -> Reach:
    """Return what a query asks about."""
    return Reach(
        since=since,
        before=before,
        at=at,
        zone=str(zone),
        region=query.region,
        team=query.team,
        category=query.category,
        product=query.product,
        root_cause=query.root_cause,
        by=query.by.value,
    )


class LearningRepository:
    """Each method asks one question about the same complaints."""

    def __init__(self, session: Session, reach: Reach) -> None:
        self._session = session
        self._values = asdict(reach)

    def totals(self) -> sa.RowMapping:
        """Return how many there are, how many have no root cause yet, and how many came again."""
        return self._session.execute(_TOTALS, self._named(_TOTALS)).mappings().one()

    def causes(self) -> Sequence[sa.RowMapping]:
        """Return root causes, the most frequent first."""
        return self._all(_CAUSES)

    def redress(self) -> Sequence[sa.RowMapping]:
        """Return what was given, by root cause and currency."""
        return self._all(_REDRESS)

    def trend(self) -> Sequence[sa.RowMapping]:
        """Return how many were registered in each period, of them how many late, and again."""
        return self._all(_TREND)

    def closed(self) -> Sequence[sa.RowMapping]:
        """Return how many were closed in each period, whenever they were registered."""
        return self._all(_CLOSED)

    def repeats(self) -> Sequence[sa.RowMapping]:
        """Return what people complained of again, by category."""
        return self._all(_REPEATS)

    def teams(self) -> Sequence[sa.RowMapping]:
        """Return how each team kept its dates."""
        return self._all(_TEAMS)

    def satisfaction(self) -> Sequence[sa.RowMapping]:
        """Return how customers found it, by the team whose complaint was closed in this time."""
        return self._all(_SATISFACTION)

    def _all(self, query: sa.TextClause) -> Sequence[sa.RowMapping]:
        return self._session.execute(query, self._named(query)).mappings().all()

    def _named(self, query: sa.TextClause) -> Mapping[str, Any]:
        return {name: self._values[name] for name in query.compile().params}


class PreventionRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_all(self) -> Sequence[PreventionRow]:
        """List those in hand by their day, then what is done or dropped, the newest first."""
        planned = PreventionRow.state == PreventionState.PLANNED
        query = sa.select(PreventionRow).order_by(
            planned.desc(),
            sa.case((planned, PreventionRow.due_on)),
            PreventionRow.changed_at.desc(),
            PreventionRow.prevention_id,
        )
        return self._session.scalars(query).all()

    def find_locked(self, prevention_id: UUID) -> PreventionRow | None:
        """Return one for nobody else to change until the transaction ends; None where there is none."""
        query = sa.select(PreventionRow).where(PreventionRow.prevention_id == prevention_id).with_for_update()
        return self._session.scalar(query, execution_options={"populate_existing": True})

    def lock(self, prevention_id: UUID, seen_version: int) -> PreventionRow:
        """Return one to change it.

        Raises:
            PreventionNotFoundError: There is none.
            StaleVersionError: Somebody changed it since.
        """
        row = self.find_locked(prevention_id)
        if row is None:
            raise PreventionNotFoundError(prevention_id=str(prevention_id))
        if row.version != seen_version:
            raise StaleVersionError(current_version=row.version)
        return row

    def add(self, row: PreventionRow) -> None:
        self._session.add(row)
        self._session.flush()

    def count_around(self, row: PreventionRow, since: datetime, on: datetime, before: datetime) -> sa.RowMapping:
        """Count complaints of a root cause from `since` until `on`, and from then until `before`; of the latter also
        all, and those that have no root cause yet."""
        values = {
            "cause": row.root_cause, "category": row.category, "since": since, "on": on, "before": before,
        }  # fmt: skip
        return self._session.execute(_AROUND, values).mappings().one()


def midnight(day: date, zone: tzinfo) -> datetime:
    """Return when a day of the bank begins."""
    return datetime(day.year, day.month, day.day, tzinfo=zone)

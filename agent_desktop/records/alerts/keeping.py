"""Keeps what a run found: every statement here is about all customers at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from agent_desktop.contract.alerts import AlertKind
from agent_desktop.records.alerts.schema import Unusual


@dataclass(frozen=True, slots=True)
class Kept:
    """How many alerts are new, lapsed and open now, by kind."""

    raised: dict[str, int]
    lapsed: dict[str, int]
    standing: dict[str, int]


def create_found(connection: sa.Connection) -> None:
    """Create the table of what is found, and that of the customers whose alerts change."""
    _run(
        connection,
        "CREATE TEMPORARY TABLE alerts_found (alert_id uuid, account_id uuid, person_id uuid, kind text, thing text,"
        " score float8, due_at timestamptz, ends_on date, figures jsonb) ON COMMIT DROP",
    )
    _run(connection, "CREATE TEMPORARY TABLE alerts_touched (customer_id uuid) ON COMMIT DROP")


def find(connection: sa.Connection, kind: AlertKind, query: str, values: Mapping[str, Any]) -> None:
    """Add what a query of `standing` gives, by person."""
    _run(
        connection,
        f"""
        INSERT INTO alerts_found
        SELECT gen_random_uuid(), q.account_id, coalesce(m.lead_id, q.account_id), '{kind.value}', q.thing, NULL,
               q.due_at, q.ends_on, q.figures
        FROM ({query}) q LEFT JOIN merged_accounts m ON m.customer_id = q.account_id
        """,  # noqa: S608  both are our own
        values,
    )


_FIND_UNUSUAL: Final = (
    # The bookings that speak for it: strange by themselves, or among those that are strange together.
    """
    CREATE TEMPORARY TABLE alert_evidence ON COMMIT DROP AS
    SELECT a.person_id, a.transaction_id, a.account_id, a.booked_at
    FROM alert_amounts a
    JOIN alert_scores s ON s.person_id = a.person_id AND s.score >= :alert_from
    LEFT JOIN alert_busiest b ON b.person_id = a.person_id AND (s.total > 0 OR s.times > 0)
    LEFT JOIN alert_emptied e ON e.person_id = a.person_id AND s.emptied > 0 AND a.on_account
    LEFT JOIN alert_often o ON o.person_id = a.person_id AND s.often > 0 AND o.kind = a.kind
    LEFT JOIN alert_countries c ON c.person_id = a.person_id AND c.country = a.country
    WHERE a.distance >= :amount_from OR a.is_new_type
       OR c.person_id IS NOT NULL OR o.person_id IS NOT NULL OR s.outflow > 0
       OR (a.booked_at BETWEEN b.booked_at - make_interval(hours => :roll_hours) AND b.booked_at
           AND b.kind IN ('', a.kind))
       OR a.booked_at BETWEEN e.booked_at - make_interval(hours => :roll_hours) AND e.booked_at
    """,
    # What goes on of an alert that nobody has decided yet comes to it, and makes it new again.
    """
    CREATE TEMPORARY TABLE alert_going_on ON COMMIT DROP AS
    SELECT DISTINCT ON (a.customer_id) a.customer_id AS person_id, a.alert_id
    FROM customer_alerts a JOIN alert_scores s ON s.person_id = a.customer_id AND s.score >= :alert_from
    WHERE a.kind = 'unusual' AND a.state IN ('new', 'seen')
      AND a.raised_at > CAST(:at AS timestamptz) - interval '30 days'
    ORDER BY a.customer_id, a.raised_at DESC
    """,
    """
    INSERT INTO alerts_found
    SELECT coalesce(g.alert_id, gen_random_uuid()), e.account_id, e.person_id, 'unusual',
           CAST(e.transaction_id AS text), s.score, NULL, NULL,
           jsonb_build_object('signals', w.signals, 'bookings', b.bookings, 'urgent', s.score >= :urgent_from)
    FROM alert_scores s
    JOIN (
        SELECT DISTINCT ON (person_id) * FROM alert_evidence ORDER BY person_id, booked_at, transaction_id
    ) e USING (person_id)
    JOIN (SELECT person_id, count(*) AS bookings FROM alert_evidence GROUP BY person_id) b USING (person_id)
    JOIN (
        SELECT person_id, jsonb_agg(figures ORDER BY rank, place) AS signals FROM alert_signals GROUP BY person_id
    ) w USING (person_id)
    LEFT JOIN alert_going_on g USING (person_id)
    WHERE s.score >= :alert_from
    """,
    """
    WITH told AS (
        INSERT INTO audit_entries (audit_id, at, what, record_kind, record_id, detail)
        SELECT gen_random_uuid(), :at, 'alert.went_on', 'customer', person_id, jsonb_build_object('alert_id', alert_id)
        FROM alert_going_on
    )
    UPDATE customer_alerts a
    SET score = greatest(a.score, f.score), state = 'new', changed_at = :at, by_user_id = NULL,
        figures = jsonb_build_object(
            'signals', f.figures -> 'signals' || (a.figures -> 'signals'),
            'bookings', CAST(f.figures ->> 'bookings' AS int) + CAST(a.figures ->> 'bookings' AS int),
            'urgent', CAST(a.figures ->> 'urgent' AS boolean) OR CAST(f.figures ->> 'urgent' AS boolean)
        )
    FROM alerts_found f WHERE f.kind = 'unusual' AND f.alert_id = a.alert_id
    """,
)


def find_unusual(connection: sa.Connection, rules: Unusual, at: datetime) -> None:
    """Add those whose score is high enough; `unusual.score_people` has been there."""
    values = {
        "alert_from": rules.alert_from,
        "urgent_from": rules.urgent_from,
        "amount_from": rules.amount.from_,
        "roll_hours": rules.roll_hours,
        "at": at,
    }
    for statement in _FIND_UNUSUAL:
        _run(connection, statement, values)


# A merge or its undoing moves what is kept to whom the account belongs now.
_MOVE: Final = """
    WITH moved AS (
        UPDATE customer_alerts a SET customer_id = p.person_id
        FROM (
            SELECT o.alert_id, o.customer_id AS before, coalesce(m.lead_id, o.account_id) AS person_id
            FROM customer_alerts o LEFT JOIN merged_accounts m ON m.customer_id = o.account_id
        ) p
        WHERE p.alert_id = a.alert_id AND a.customer_id <> p.person_id
        RETURNING p.before, p.person_id
    )
    INSERT INTO alerts_touched SELECT before FROM moved UNION SELECT person_id FROM moved
"""
_ADD: Final = """
    WITH wanted AS (
        SELECT DISTINCT ON (f.person_id, f.kind, f.thing) f.* FROM alerts_found f
        WHERE NOT EXISTS (
            SELECT FROM customer_alerts a
            WHERE a.customer_id = f.person_id AND a.kind = f.kind AND (a.thing = f.thing OR a.alert_id = f.alert_id)
        )
        ORDER BY f.person_id, f.kind, f.thing, f.account_id <> f.person_id, f.account_id
    ), added AS (
        INSERT INTO customer_alerts (alert_id, account_id, customer_id, kind, thing, score, due_at, ends_on, figures,
                                     raised_at, changed_at)
        SELECT alert_id, account_id, person_id, kind, thing, score, due_at, ends_on, figures, :at, :at FROM wanted
        ON CONFLICT (account_id, kind, thing) DO NOTHING
        RETURNING alert_id, customer_id, kind
    ), told AS (
        INSERT INTO audit_entries (audit_id, at, what, record_kind, record_id, detail)
        SELECT gen_random_uuid(), :at, 'alert.raised', 'customer', customer_id,
               jsonb_build_object('alert_id', alert_id, 'kind', kind, 'run_id', CAST(:run_id AS text))
        FROM added
    ), touched AS (INSERT INTO alerts_touched SELECT customer_id FROM added)
    SELECT kind, count(*) FROM added GROUP BY kind ORDER BY kind
"""
_TOUCH_GOING_ON: Final = "INSERT INTO alerts_touched SELECT person_id FROM alert_going_on"
_REMEMBER: Final = """
    INSERT INTO alert_bookings (transaction_id, alert_id)
    SELECT e.transaction_id, a.alert_id FROM alert_evidence e
    JOIN alerts_found f ON f.person_id = e.person_id AND f.kind = 'unusual'
    JOIN customer_alerts a ON a.alert_id = f.alert_id
    ON CONFLICT DO NOTHING
"""
# What an open alert tells may change: a balance, an amount.
_REFRESH: Final = """
    WITH refreshed AS (
        UPDATE customer_alerts a SET figures = f.figures, due_at = f.due_at, ends_on = f.ends_on
        FROM alerts_found f
        WHERE f.kind <> 'unusual' AND a.customer_id = f.person_id AND a.kind = f.kind AND a.thing = f.thing
          AND a.state IN ('new', 'seen')
          AND (a.figures, a.due_at, a.ends_on) IS DISTINCT FROM (f.figures, f.due_at, f.ends_on)
        RETURNING a.customer_id
    )
    INSERT INTO alerts_touched SELECT customer_id FROM refreshed
"""
_LAPSE: Final = """
    WITH lapsed AS (
        UPDATE customer_alerts a SET state = 'lapsed', changed_at = :at, by_user_id = NULL
        WHERE a.state IN ('new', 'seen') AND (
            a.ends_on < :today
            OR (a.kind = ANY(CAST(:standing AS text[])) AND NOT EXISTS (
                SELECT FROM alerts_found f WHERE f.person_id = a.customer_id AND f.kind = a.kind AND f.thing = a.thing
            ))
        )
        RETURNING a.alert_id, a.customer_id, a.kind
    ), told AS (
        INSERT INTO audit_entries (audit_id, at, what, record_kind, record_id, detail)
        SELECT gen_random_uuid(), :at, 'alert.lapsed', 'customer', customer_id,
               jsonb_build_object('alert_id', alert_id, 'kind', kind, 'run_id', CAST(:run_id AS text))
        FROM lapsed
    ), touched AS (INSERT INTO alerts_touched SELECT customer_id FROM lapsed)
    SELECT kind, count(*) FROM lapsed GROUP BY kind ORDER BY kind
"""

END_TASKS: Final = """
    WITH ended AS (
        UPDATE outreach_tasks t
        SET state = CASE WHEN a.state = 'done' THEN 'done' ELSE 'cancelled' END, version = t.version + 1,
            ended_at = :at, ended_by = a.by_user_id, ended_reason = a.reason
        FROM customer_alerts a
        WHERE a.alert_id = t.alert_id AND t.state = 'open' AND a.state NOT IN ('new', 'seen')
          AND (CAST(:alert_id AS uuid) IS NULL OR a.alert_id = :alert_id)
        RETURNING t.task_id, t.owner_id, t.ended_by, a.customer_id, a.state
    )
    INSERT INTO audit_entries (audit_id, at, by_user_id, what, record_kind, record_id, detail)
    SELECT gen_random_uuid(), :at, ended_by, 'task.ended', 'customer', customer_id,
           jsonb_build_object('task_id', task_id, 'before', coalesce(CAST(owner_id AS text), ''), 'alert', state)
    FROM ended
"""
"""Ends the open tasks of alerts that are decided or have lapsed, of the one `alert_id` or of all: nobody is turned to
for what is over."""

SUMMARY: Final = """
    SELECT coalesce(jsonb_agg(jsonb_build_object(
               'alert_id', a.alert_id, 'kind', a.kind, 'thing', a.thing, 'state', a.state, 'due_at', a.due_at,
               'ends_on', a.ends_on, 'figures', CASE WHEN a.state IN ('new', 'seen') THEN a.figures END
           ) ORDER BY a.score DESC NULLS LAST, a.due_at, a.ends_on, a.alert_id), '[]'::jsonb)
    FROM customer_alerts a
    WHERE a.customer_id = c.customer_id
      AND (a.state IN ('new', 'seen') OR (a.state IN ('done', 'dismissed') AND a.ends_on >= :today))
"""
"""What a profile shows of one customer `c`: the open alerts, and of those decided that would come by themselves that
they were."""

_SUM_UP: Final = f"""
    UPDATE customers c SET alerts = s.alerts
    FROM (
        SELECT c.customer_id, ({SUMMARY}) AS alerts FROM customers c
        WHERE c.customer_id IN (SELECT customer_id FROM alerts_touched)
    ) s
    WHERE s.customer_id = c.customer_id AND c.alerts IS DISTINCT FROM s.alerts
"""  # noqa: S608  our own
_STANDING: Final = (
    "SELECT kind, count(*) FROM customer_alerts WHERE state IN ('new', 'seen') GROUP BY kind ORDER BY kind"
)


def keep(connection: sa.Connection, *, at: datetime, today: date, run_id: UUID, standing: Collection[str]) -> Kept:
    """Keep what is new, let lapse what has passed, and have each customer's row carry what a profile shows."""
    values = {"at": at, "today": today, "run_id": str(run_id), "standing": list(standing), "alert_id": None}
    for table in ("alerts_found", "alert_evidence", "alert_going_on"):
        _run(connection, f"ANALYZE {table}")
    _run(connection, _MOVE)
    raised = _counts(connection, _ADD, values)
    for statement in (_TOUCH_GOING_ON, _REMEMBER, _REFRESH):
        _run(connection, statement)
    lapsed = _counts(connection, _LAPSE, values)
    _run(connection, END_TASKS, values)
    _run(connection, "ANALYZE alerts_touched")
    _run(connection, _SUM_UP, values)
    return Kept(raised, lapsed, _counts(connection, _STANDING, values))


def _run(connection: sa.Connection, statement: str, values: Mapping[str, Any] | None = None) -> sa.CursorResult[Any]:
    text = sa.text(statement)
    given = values or {}
    return connection.execute(text, {name: given[name] for name in text.compile().params})


def _counts(connection: sa.Connection, statement: str, values: Mapping[str, Any]) -> dict[str, int]:
    return {str(row["kind"]): int(row["count"]) for row in _run(connection, statement, values).mappings()}

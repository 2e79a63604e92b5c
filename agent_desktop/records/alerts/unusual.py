"""Bookings that are not like the customer's own, found set by set: a handful of statements, however many customers.

Robust statistics, of each customer alone: the median and the median absolute deviation (MAD) move little when some of
the past is itself strange (Rousseeuw and Croux 1993, *Alternatives to the Median Absolute Deviation*; 1.4826 makes a
MAD the standard deviation of normal values). Sizes are compared as logarithms, since what people pay is skewed. A
score adds up: the size of a booking within its type, what was paid and how often within some hours, a country or a
type that there was none of before, what left the accounts in a month, and how often each type was paid in it.

The tables live as long as the transaction. `alert_scores` has a row for everybody who paid something within the window;
`alert_signals` says why, in figures.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

import sqlalchemy as sa

from agent_desktop.records.alerts.schema import Unusual

_STATEMENTS: Final = (
    # Whose a holding is: one person, by their leading account.
    """
    CREATE TEMPORARY TABLE alert_holders ON COMMIT DROP AS
    SELECT DISTINCT ON (p.holding_id) p.holding_id, p.customer_id AS account_id,
           coalesce(m.lead_id, p.customer_id) AS person_id, h."group", h.currency, h.balance, h.number, h.matures_on,
           coalesce(r.rate, 1)::float8 AS rate
    FROM holding_parties p
    JOIN holdings h ON h.holding_id = p.holding_id
    LEFT JOIN merged_accounts m ON m.customer_id = p.customer_id
    LEFT JOIN (SELECT key AS currency, value::numeric AS rate FROM jsonb_each_text(CAST(:rates AS jsonb))) r
        ON r.currency = h.currency
    WHERE p.role = 'owner' AND h."group" IN ('deposits', 'cards')
    ORDER BY p.holding_id, p.customer_id
    """,
    "ANALYZE alert_holders",
    # What people paid who have paid within the window. What has raised an alert is neither new nor usual.
    """
    CREATE TEMPORARY TABLE alert_payments ON COMMIT DROP AS
    WITH payers AS MATERIALIZED (
        SELECT DISTINCT h.person_id FROM transactions t JOIN alert_holders h USING (holding_id)
        WHERE t.booked_at >= :since AND t.booked_at < :until AND t.amount < 0
    )
    SELECT t.transaction_id, h.person_id, h.account_id, h.number, t.booked_at, t.kind, t.country, t.currency,
           -t.amount AS amount, h.rate, (-t.amount)::float8 * h.rate AS paid, ln((-t.amount)::float8 * h.rate) AS size,
           t.booked_at >= :since AS is_new, h."group" = 'deposits' AS on_account
    FROM transactions t
    JOIN alert_holders h USING (holding_id)
    JOIN payers USING (person_id)
    LEFT JOIN alert_bookings known ON known.transaction_id = t.transaction_id
    WHERE t.booked_at >= :history_from AND t.booked_at < :until AND t.amount < 0
      AND NOT t.kind = ANY(CAST(:left_out AS text[])) AND known.transaction_id IS NULL
    """,
    "ANALYZE alert_payments",
    # What is usual, by type and (kind '') of all types together.
    """
    CREATE TEMPORARY TABLE alert_middles ON COMMIT DROP AS
    SELECT person_id, coalesce(kind, '') AS kind, count(*) AS n,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY size) AS middle
    FROM alert_payments WHERE NOT is_new GROUP BY GROUPING SETS ((person_id, kind), (person_id))
    """,
    """
    CREATE TEMPORARY TABLE alert_usuals ON COMMIT DROP AS
    SELECT m.person_id, m.kind, m.n, m.middle,
           greatest(1.4826 * percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(p.size - m.middle)), :least_spread)
               AS spread
    FROM alert_middles m
    JOIN alert_payments p ON p.person_id = m.person_id AND (p.kind = m.kind OR m.kind = '') AND NOT p.is_new
    GROUP BY m.person_id, m.kind, m.n, m.middle
    """,
    "ANALYZE alert_usuals",
    """
    CREATE TEMPORARY TABLE alert_amounts ON COMMIT DROP AS
    SELECT p.*, coalesce(own.n, every.n) AS n, coalesce(own.middle, every.middle) AS middle,
           own.n IS NOT NULL AS by_type,
           (p.size - coalesce(own.middle, every.middle)) / coalesce(own.spread, every.spread) AS distance,
           every.n IS NOT NULL AND NOT EXISTS (
               SELECT FROM alert_usuals u WHERE u.person_id = p.person_id AND u.kind = p.kind
           ) AS is_new_type
    FROM alert_payments p
    LEFT JOIN alert_usuals own ON own.person_id = p.person_id AND own.kind = p.kind AND own.n >= :least_bookings
    LEFT JOIN alert_usuals every ON every.person_id = p.person_id AND every.kind = '' AND every.n >= :least_bookings
    WHERE p.is_new
    """,
    # Countries that nothing was paid in before, each by its first booking.
    """
    CREATE TEMPORARY TABLE alert_countries ON COMMIT DROP AS
    WITH before AS MATERIALIZED (
        SELECT person_id, country, count(*) AS n FROM alert_payments WHERE NOT is_new AND country <> '' GROUP BY 1, 2
    ), known AS (
        SELECT person_id, sum(n) AS n, (array_agg(country ORDER BY n DESC, country))[1:3] AS usual
        FROM before GROUP BY 1
    )
    SELECT DISTINCT ON (a.person_id, a.country) a.*, known.n AS placed, known.usual
    FROM alert_amounts a JOIN known ON known.person_id = a.person_id AND known.n >= :least_bookings
    LEFT JOIN before ON before.person_id = a.person_id AND before.country = a.country
    WHERE a.country <> '' AND before.country IS NULL
    ORDER BY a.person_id, a.country, a.booked_at, a.transaction_id
    """,
    # What was paid, and how often, within some hours up to each booking: of its type, and (kind '') of all together.
    """
    CREATE TEMPORARY TABLE alert_rolls ON COMMIT DROP AS
    SELECT person_id, kind, booked_at, is_new, count(*) OVER hours AS times, sum(paid) OVER hours AS total
    FROM alert_payments
    WINDOW hours AS (
        PARTITION BY person_id, kind ORDER BY booked_at
        RANGE BETWEEN make_interval(hours => :roll_hours) PRECEDING AND CURRENT ROW
    )
    UNION ALL
    SELECT person_id, '', booked_at, is_new, count(*) OVER hours AS times, sum(paid) OVER hours AS total
    FROM alert_payments
    WINDOW hours AS (
        PARTITION BY person_id ORDER BY booked_at
        RANGE BETWEEN make_interval(hours => :roll_hours) PRECEDING AND CURRENT ROW
    )
    """,
    """
    CREATE TEMPORARY TABLE alert_roll_middles ON COMMIT DROP AS
    SELECT person_id, kind, count(*) AS n, percentile_cont(0.5) WITHIN GROUP (ORDER BY ln(total)) AS total_middle,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY times) AS times_middle
    FROM alert_rolls WHERE NOT is_new GROUP BY person_id, kind HAVING count(*) >= :least_bookings
    """,
    "ANALYZE alert_rolls, alert_roll_middles",
    """
    CREATE TEMPORARY TABLE alert_roll_usuals ON COMMIT DROP AS
    SELECT m.*, greatest(
               1.4826 * percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(ln(r.total) - m.total_middle)), :least_spread
           ) AS total_spread,
           greatest(1.4826 * percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(r.times - m.times_middle)), 1)
               AS times_spread
    FROM alert_roll_middles m
    JOIN alert_rolls r ON r.person_id = m.person_id AND r.kind = m.kind AND NOT r.is_new
    GROUP BY m.person_id, m.kind, m.n, m.total_middle, m.times_middle
    """,
    """
    CREATE TEMPORARY TABLE alert_busiest ON COMMIT DROP AS
    SELECT DISTINCT ON (person_id) * FROM (
        SELECT r.person_id, r.kind, r.booked_at, r.times, r.total, u.total_middle, u.times_middle,
               (ln(r.total) - u.total_middle) / u.total_spread AS total_distance,
               (r.times - u.times_middle) / u.times_spread AS times_distance
        FROM alert_rolls r JOIN alert_roll_usuals u ON u.person_id = r.person_id AND u.kind = r.kind
        WHERE r.is_new AND r.times > 1
    ) rolls
    ORDER BY person_id, total_distance + times_distance DESC, booked_at
    """,
    # What the current accounts held before the last period, and what left them beyond what came, by period.
    """
    CREATE TEMPORARY TABLE alert_periods ON COMMIT DROP AS
    SELECT h.person_id,
           floor(extract(epoch FROM CAST(:until AS timestamptz) - t.booked_at) / (86400 * :outflow_days)) AS period,
           sum(-t.amount::float8 * h.rate) AS outflow
    FROM transactions t JOIN alert_holders h USING (holding_id)
    JOIN (SELECT DISTINCT person_id FROM alert_amounts) payers USING (person_id)
    WHERE h."group" = 'deposits' AND h.matures_on IS NULL
      AND t.booked_at > CAST(:until AS timestamptz) - make_interval(days => :outflow_days * (1 + :outflow_periods))
    GROUP BY 1, 2
    """,
    # What was booked after `until` (a period below 0) is taken back from the balance of now.
    """
    CREATE TEMPORARY TABLE alert_held ON COMMIT DROP AS
    SELECT h.person_id, h.balance + coalesce(l.since, 0) AS held, coalesce(l.outflow, 0) AS outflow
    FROM (
        SELECT person_id, sum(balance::float8 * rate) AS balance FROM alert_holders
        JOIN (SELECT DISTINCT person_id FROM alert_amounts) payers USING (person_id)
        WHERE "group" = 'deposits' AND matures_on IS NULL GROUP BY 1
    ) h
    LEFT JOIN (
        SELECT person_id, sum(outflow) FILTER (WHERE period = 0) AS outflow, sum(outflow) AS since
        FROM alert_periods WHERE period <= 0 GROUP BY 1
    ) l USING (person_id)
    WHERE h.balance + coalesce(l.since, 0) > 0
    """,
    """
    CREATE TEMPORARY TABLE alert_flows ON COMMIT DROP AS
    WITH before AS (
        SELECT h.person_id, g.period, coalesce(p.outflow, 0) AS outflow, p.person_id IS NOT NULL AS is_booked
        FROM alert_held h CROSS JOIN generate_series(1, :outflow_periods) AS g (period)
        LEFT JOIN alert_periods p ON p.person_id = h.person_id AND p.period = g.period
    ), usual AS (
        SELECT person_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY outflow) AS middle
        FROM before GROUP BY 1 HAVING count(*) FILTER (WHERE is_booked) >= 3
    ), spread AS (
        SELECT b.person_id, 1.4826 * percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(b.outflow - u.middle)) AS spread
        FROM before b JOIN usual u USING (person_id) GROUP BY 1
    )
    SELECT h.person_id, h.outflow, u.middle, h.outflow / h.held AS share,
           (h.outflow - u.middle) / greatest(s.spread, 0.05 * h.held) AS distance
    FROM alert_held h JOIN usual u USING (person_id) JOIN spread s USING (person_id)
    WHERE h.outflow > 0 AND h.outflow >= :outflow_least_share * h.held
      AND NOT EXISTS (
          SELECT FROM customer_alerts a WHERE a.customer_id = h.person_id AND a.kind = 'unusual'
            AND a.raised_at > CAST(:until AS timestamptz) - make_interval(days => :outflow_days)
            AND a.figures @> '{"signals": [{"signal": "outflow"}]}'
      )
    """,
    # How often each type was paid in the last period, beside those before: many small ones are strange together.
    # What is joined with itself is a table with figures of its own: of a part of a statement the planner knows
    # nothing, and would go through all of it for each row of it.
    """
    CREATE TEMPORARY TABLE alert_counts ON COMMIT DROP AS
    SELECT person_id, kind, count(*) AS times, sum(paid) AS total,
           floor(extract(epoch FROM CAST(:until AS timestamptz) - booked_at) / (86400 * :outflow_days)) AS period
    FROM alert_payments
    WHERE booked_at > CAST(:until AS timestamptz) - make_interval(days => :outflow_days * (1 + :outflow_periods))
    GROUP BY person_id, kind, 5
    """,
    "ANALYZE alert_counts",
    """
    CREATE TEMPORARY TABLE alert_times ON COMMIT DROP AS
    SELECT l.person_id, l.kind, coalesce(c.times, 0) AS times
    FROM alert_counts l CROSS JOIN generate_series(1, :outflow_periods) AS g (period)
    LEFT JOIN alert_counts c ON c.person_id = l.person_id AND c.kind = l.kind AND c.period = g.period
    WHERE l.period = 0
    """,
    "ANALYZE alert_times",
    """
    CREATE TEMPORARY TABLE alert_times_usuals ON COMMIT DROP AS
    SELECT person_id, kind, percentile_cont(0.5) WITHIN GROUP (ORDER BY times) AS middle FROM alert_times GROUP BY 1, 2
    """,
    "ANALYZE alert_times_usuals",
    """
    CREATE TEMPORARY TABLE alert_often ON COMMIT DROP AS
    WITH spread AS (
        SELECT b.person_id, b.kind, u.middle,
               greatest(
                   1.4826 * percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(b.times - u.middle)), 1, 0.3 * u.middle
               ) AS spread
        FROM alert_times b JOIN alert_times_usuals u USING (person_id, kind) GROUP BY b.person_id, b.kind, u.middle
    )
    SELECT DISTINCT ON (l.person_id) l.person_id, l.kind, l.times, l.total, s.middle,
           (l.times - s.middle) / s.spread AS distance
    FROM alert_counts l JOIN spread s USING (person_id, kind)
    JOIN alert_usuals e ON e.person_id = l.person_id AND e.kind = '' AND e.n >= :least_bookings
    WHERE l.period = 0
    ORDER BY l.person_id, (l.times - s.middle) / s.spread DESC, l.kind
    """,
    # The most that left the current accounts within those hours, as a share of what they held.
    """
    CREATE TEMPORARY TABLE alert_emptied ON COMMIT DROP AS
    SELECT DISTINCT ON (h.person_id) h.person_id, r.booked_at, r.times, r.total, least(r.total / h.held, 1) AS share
    FROM alert_held h JOIN (
        SELECT person_id, booked_at, is_new, count(*) OVER hours AS times, sum(paid) OVER hours AS total
        FROM alert_payments WHERE on_account
        WINDOW hours AS (
            PARTITION BY person_id ORDER BY booked_at
            RANGE BETWEEN make_interval(hours => :roll_hours) PRECEDING AND CURRENT ROW
        )
    ) r ON r.person_id = h.person_id AND r.is_new
    ORDER BY h.person_id, r.total DESC, r.booked_at
    """,
    # The score of everybody who paid.
    """
    CREATE TEMPORARY TABLE alert_scores ON COMMIT DROP AS
    SELECT p.person_id,
           least(:amount_most, :amount_points * greatest(coalesce(p.distance, 0) - :amount_from, 0)) AS amount,
           least(:total_most, :total_points * greatest(coalesce(b.total_distance, 0) - :total_from, 0)) AS total,
           least(:count_most, :count_points * greatest(coalesce(b.times_distance, 0) - :count_from, 0)) AS times,
           least(:outflow_most, :outflow_points * greatest(coalesce(f.distance, 0) - :outflow_from, 0)) AS outflow,
           least(:emptied_most, :emptied_points * greatest(coalesce(e.share, 0) - :emptied_from, 0)) AS emptied,
           least(:often_most, :often_points * greatest(coalesce(o.distance, 0) - :often_from, 0)) AS often,
           CASE WHEN c.person_id IS NULL THEN 0 ELSE CAST(:new_country AS float8) END AS country,
           CASE WHEN p.is_new_type THEN CAST(:new_type AS float8) ELSE 0 END AS type,
           0::float8 AS score
    FROM (
        SELECT person_id, max(distance) AS distance, bool_or(is_new_type) AS is_new_type FROM alert_amounts GROUP BY 1
    ) p
    LEFT JOIN alert_busiest b USING (person_id)
    LEFT JOIN alert_flows f USING (person_id)
    LEFT JOIN alert_emptied e USING (person_id)
    LEFT JOIN alert_often o USING (person_id)
    LEFT JOIN (SELECT DISTINCT person_id FROM alert_countries) c USING (person_id)
    """,
    "UPDATE alert_scores SET score = amount + total + times + outflow + emptied + often + country + type",
)

# Why, in figures: of those alone whose score is high enough, the strongest first.
_SIGNALS: Final = """
    CREATE TEMPORARY TABLE alert_signals ON COMMIT DROP AS
    WITH raised AS (SELECT * FROM alert_scores WHERE score >= :alert_from),
    amounts AS (
        SELECT a.*, row_number() OVER (PARTITION BY a.person_id ORDER BY a.distance DESC, a.transaction_id) AS place
        FROM alert_amounts a JOIN raised USING (person_id) WHERE a.distance >= :amount_from
    )
    SELECT person_id, 1 AS rank, place, jsonb_build_object(
               'signal', 'amount', 'at', booked_at, 'kind', CASE WHEN by_type THEN kind ELSE '' END, 'type', kind,
               'country', country, 'amount', amount, 'currency', currency, 'ending', right(number, 4),
               'usual', round((exp(middle) / rate)::numeric, 2), 'bookings', n
           ) AS figures
    FROM amounts WHERE place <= 3
    UNION ALL
    SELECT c.person_id, 2, row_number() OVER (PARTITION BY c.person_id ORDER BY c.booked_at), jsonb_build_object(
               'signal', 'country', 'at', c.booked_at, 'type', c.kind, 'country', c.country, 'amount', c.amount,
               'currency', c.currency, 'ending', right(c.number, 4), 'bookings', c.placed, 'usual', c.usual
           )
    FROM alert_countries c JOIN raised USING (person_id)
    UNION ALL
    SELECT b.person_id, 3, 1, jsonb_build_object(
               'signal', 'burst', 'at', b.booked_at, 'hours', :roll_hours, 'kind', b.kind, 'times', b.times,
               'usual_times', b.times_middle, 'total', round(b.total::numeric, 2), 'currency', CAST(:base AS text),
               'usual', round(exp(b.total_middle)::numeric, 2)
           )
    FROM alert_busiest b JOIN raised r USING (person_id) WHERE r.total > 0 OR r.times > 0
    UNION ALL
    SELECT f.person_id, 4, 1, jsonb_build_object(
               'signal', 'outflow', 'days', :outflow_days, 'outflow', round(f.outflow::numeric, 2),
               'currency', CAST(:base AS text), 'share', round(f.share::numeric, 3),
               'usual', round(f.middle::numeric, 2)
           )
    FROM alert_flows f JOIN raised r USING (person_id) WHERE r.outflow > 0
    UNION ALL
    SELECT e.person_id, 5, 1, jsonb_build_object(
               'signal', 'emptied', 'at', e.booked_at, 'hours', :roll_hours, 'times', e.times,
               'total', round(e.total::numeric, 2), 'currency', CAST(:base AS text), 'share', round(e.share::numeric, 3)
           )
    FROM alert_emptied e JOIN raised r USING (person_id) WHERE r.emptied > 0
    UNION ALL
    SELECT o.person_id, 6, 1, jsonb_build_object(
               'signal', 'often', 'days', :outflow_days, 'kind', o.kind, 'times', o.times, 'usual_times', o.middle,
               'total', round(o.total::numeric, 2), 'currency', CAST(:base AS text)
           )
    FROM alert_often o JOIN raised r USING (person_id) WHERE r.often > 0
    UNION ALL
    SELECT DISTINCT ON (a.person_id, a.kind) a.person_id, 7, 1, jsonb_build_object(
               'signal', 'type', 'at', a.booked_at, 'type', a.kind, 'amount', a.amount, 'currency', a.currency,
               'ending', right(a.number, 4), 'bookings', e.n
           )
    FROM alert_amounts a JOIN raised USING (person_id)
    JOIN alert_usuals e ON e.person_id = a.person_id AND e.kind = ''
    WHERE a.is_new_type
    """

_MEMORY: Final = (("work_mem", "256MB"), ("statement_timeout", "0"), ("idle_in_transaction_session_timeout", "0"))


def score_people(
    connection: sa.Connection,
    rules: Unusual,
    *,
    until: datetime,
    rates: Mapping[str, Decimal],
    base_currency: str,
    heard: Callable[[], None] = lambda: None,
) -> None:
    """Make `alert_scores` and `alert_signals` in the open transaction, of bookings before `until`. `rates` are what one
    unit of a currency is worth in the base currency; one without a rate counts as it. `heard` is called between
    statements and may raise."""
    for name, value in _MEMORY:
        connection.execute(sa.text("SELECT set_config(:name, :value, true)"), {"name": name, "value": value})
    values = _values(rules, until, rates, base_currency)
    for statement in (*_STATEMENTS, _SIGNALS):
        heard()
        text = sa.text(statement)
        connection.execute(text, {name: values[name] for name in text.compile().params})


def _values(rules: Unusual, until: datetime, rates: Mapping[str, Decimal], base_currency: str) -> dict[str, Any]:
    since = until - timedelta(days=rules.window_days)
    values: dict[str, Any] = {
        "until": until,
        "since": since,
        "history_from": since - timedelta(days=rules.history_days),
        "rates": json.dumps({currency: str(rate) for currency, rate in rates.items()}),
        "base": base_currency,
        "left_out": list(rules.left_out),
        "least_bookings": rules.least_bookings,
        "least_spread": rules.least_spread,
        "roll_hours": rules.roll_hours,
        "outflow_days": rules.outflow_days,
        "outflow_periods": rules.outflow_periods,
        "outflow_least_share": rules.outflow_least_share,
        "new_country": rules.new_country,
        "new_type": rules.new_type,
        "alert_from": rules.alert_from,
    }
    for name in ("amount", "total", "count", "outflow", "emptied", "often"):
        weight = getattr(rules, name)
        values |= {f"{name}_from": weight.from_, f"{name}_points": weight.points, f"{name}_most": weight.most}
    return values

"""Complaints and callbacks beside queries written by hand, and what divides two days."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.reports import ReportQuery, ReportSubject, Step
from agent_desktop.server.reports.book import ReportBook
from agent_desktop.server.reports.tables import count_table
from telephony.agents.models import AgentStateRow
from telephony.contract import AgentState
from tests.records.learning.filed import half_a_year
from tests.server.figures.test_recount import CHIEF, FIRST, column, counted
from tests.server.figures.written import half_a_month

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
S = ReportSubject


def test_complaints_are_counted_as_by_hand(session: Session, book: ReportBook) -> None:
    half_a_year(session)
    session.execute(sa.text("UPDATE complaints SET vulnerable = true WHERE right(number, 1) IN ('3', '7')"))
    at = datetime(2026, 6, 30, 4, tzinfo=UTC)
    query = ReportQuery(subject=S.COMPLAINTS, first=date(2026, 1, 1), last=date(2026, 6, 30), step=Step.MONTH)
    table = count_table(session, book, CHIEF, query, at)
    late = (
        "EXISTS (SELECT FROM complaint_clocks k WHERE k.complaint_id = c.complaint_id AND k.\"limit\" = 'answer'"
        " AND coalesce(k.ended_at, '2026-06-30 04:00+00') > k.due_at)"
    )
    rows = session.execute(
        sa.text(f"""
            SELECT team, count(*), count(answered_at), count(*) FILTER (WHERE {late}),
                percentile_cont(0.5) WITHIN GROUP (ORDER BY (answered_at AT TIME ZONE 'Asia/Hong_Kong')::date
                    - (registered_at AT TIME ZONE 'Asia/Hong_Kong')::date)
            FROM complaints c WHERE kind = 'complaint' AND state <> 'undone'
            AND (registered_at AT TIME ZONE 'Asia/Hong_Kong')::date BETWEEN '2026-01-01' AND '2026-06-30' GROUP BY 1
        """)
    )
    whole, by_hand = table.model_copy(update={"rows": table.by_key}), rows.all()
    for place, figure in enumerate(("registered", "answered", "late", "median_days"), start=1):
        assert column(whole, f"complaint.{figure}") == {row[0]: pytest.approx(float(row[place])) for row in by_hand}
    answer = "SELECT FROM complaint_clocks k WHERE k.complaint_id = c.complaint_id AND k.\"limit\" = 'answer'"
    clocked, runs = f"EXISTS ({answer})", f"EXISTS ({answer} AND k.ended_at IS NULL)"
    again = (
        "EXISTS (SELECT FROM complaints e WHERE e.complaint_id = c.repeat_of"
        " AND c.registered_at - coalesce(e.closed_at, e.registered_at) <= interval '90 days')"
    )
    local = "AT TIME ZONE 'Asia/Hong_Kong')::date BETWEEN '2026-01-01' AND '2026-06-30'"
    for figure, by_its_day, reckoned in (
        ("closed", "closed_at", "count(*)"),
        ("open_late", "registered_at", f"count(*) FILTER (WHERE {late} AND {runs})"),
        ("vulnerable", "registered_at", "count(*) FILTER (WHERE vulnerable)"),
        ("repeats", "registered_at", f"100.0 * count(*) FILTER (WHERE {again}) / count(*)"),
        (
            "on_time",
            "registered_at",
            (
                f"100.0 * count(*) FILTER (WHERE {clocked} AND NOT {late} AND NOT {runs})"
                f" / nullif(count(*) FILTER (WHERE {clocked} AND ({late} OR NOT {runs})), 0)"
            ),
        ),
    ):
        found = session.execute(
            sa.text(
                f"SELECT team, {reckoned} FROM complaints c WHERE kind = 'complaint' AND state <> 'undone'"
                f" AND ({by_its_day} {local} GROUP BY 1"
            )
        ).all()
        assert any(row[1] for row in found), figure
        counted_so = {team: value or 0 for team, value in column(whole, f"complaint.{figure}").items()}
        expected = {row[0]: pytest.approx(float(row[1]), abs=0.001) for row in found if row[1] is not None}
        assert {team: value for team, value in counted_so.items() if team in expected} == expected, figure
    assert sum(row.values[0] or 0 for row in table.by_time) == table.total.values[0]
    assert [row.start_at.astimezone(HONG_KONG).day for row in table.by_time if row.start_at] == [1] * 6
    assert [row.partial for row in table.by_time] == [False] * 5 + [True]


def test_callbacks_are_counted_as_by_hand(session: Session, book: ReportBook) -> None:
    for number in range(60):
        judged = FIRST + timedelta(hours=5.6 * number)
        tried = judged + timedelta(minutes=number % 7 * 9) if number % 5 else None
        session.execute(
            sa.text("""
                INSERT INTO callbacks (callback_id, kind, state, number, reason_code, enqueued_at, due_at, window_from,
                    window_to, basis, expires_at, judged_until, first_tried_at, kept, attempts, ended_as, ended_at,
                    made_at)
                VALUES (:id, :kind, :state, '+85261234567', :reason, :at, :at, :at, :at, 'given', :at, :at, :tried,
                    :kept, :attempts, :ended, :ended_at, :at)
            """),
            {
                "id": uuid4(), "kind": ("promised", "queue", "alert")[number % 3],
                "state": "done" if number % 4 else "expired", "reason": f"r{number}", "at": judged, "tried": tried,
                "kept": tried is not None and tried <= judged, "attempts": number % 4,
                "ended": "reached" if number % 4 else None, "ended_at": judged if number % 4 else None,
            },
        )  # fmt: skip
    session.execute(
        sa.text("""
            INSERT INTO callback_attempts (attempt_id, callback_id, at, by_id, number, outcome, ended_at)
            SELECT gen_random_uuid(), callback_id, first_tried_at, gen_random_uuid(), number,
                CASE WHEN ended_as = 'reached' THEN 'reached' ELSE 'no_answer' END, first_tried_at
            FROM callbacks WHERE first_tried_at IS NOT NULL
        """)
    )
    table = counted(session, book, S.CALLBACKS)
    due = "judged_until >= '2026-03-02+08' AND judged_until < '2026-03-16+08'"
    for figure, by_hand in {
        "due": "count(*)",
        "kept": "100 * avg(kept::int)",
        "reached_in_time": "100 * avg(coalesce(ended_as = 'reached' AND first_tried_at <= judged_until, false)::int)",
        "reached": "100 * avg((coalesce(ended_as, '') = 'reached')::int)",
        "attempts": "avg(attempts) FILTER (WHERE ended_as = 'reached')",
        "median_late": "percentile_cont(0.5) WITHIN GROUP (ORDER BY greatest(0,"
        " extract(epoch FROM first_tried_at - judged_until)) / 60) FILTER (WHERE first_tried_at IS NOT NULL)",
    }.items():
        rows = session.execute(sa.text(f"SELECT kind, {by_hand} FROM callbacks WHERE {due} GROUP BY 1"))
        expected = {row[0]: pytest.approx(float(row[1]), abs=0.001) for row in rows}
        assert column(table, f"callback.{figure}") == expected, figure
        assert any(row[1] for row in session.execute(sa.text(f"SELECT 1, {by_hand} FROM callbacks WHERE {due}"))), (
            figure
        )


def test_what_is_out_of_the_time_is_not_counted(session: Session, book: ReportBook) -> None:
    """Midnight of the bank divides two days, to the microsecond."""
    half_a_month(session, FIRST, count=1)
    session.execute(sa.text("DELETE FROM offers; DELETE FROM call_stretches; DELETE FROM calls"))
    queue_id = session.execute(sa.text("SELECT queue_id FROM queues WHERE code = 'cards'")).scalar_one()
    midnight = datetime(2026, 3, 3, tzinfo=HONG_KONG)
    for at in (midnight - timedelta(microseconds=1), midnight):
        session.execute(
            sa.text("""
                INSERT INTO calls (call_id, provider, call_sid, state, queue_id, arrived_at, enqueued_at, since_at,
                    ended_at, end_cause)
                VALUES (gen_random_uuid(), 'simulator', gen_random_uuid()::text, 'ended', :queue, :at, :at, :at, :at,
                    'caller_hung_up')
            """),
            {"queue": queue_id, "at": at},
        )
    days = counted(session, book, S.QUEUES, step=Step.DAY, figures=("queue.calls",))
    assert [row.values for row in days.by_time][:3] == [(1.0,), (1.0,), (0.0,)]


def test_what_ends_as_a_step_begins_is_of_the_step_before_alone(session: Session, book: ReportBook) -> None:
    """A stretch over a boundary is cut there: each step has its own seconds, and nobody is at work in a step of which
    they had none."""
    (agent_id, *_) = half_a_month(session, FIRST, count=1)
    session.execute(sa.text("DELETE FROM agent_states"))
    nine = datetime(2026, 3, 3, 9, tzinfo=HONG_KONG)
    for state, begins, ends in (("ready", 0, 20), ("on_call", 20, 40), ("ready", 40, 60), ("offline", 60, 90)):
        session.add(
            AgentStateRow(
                agent_id=agent_id,
                state=AgentState(state),
                began_at=nine + timedelta(minutes=begins),
                ended_at=nine + timedelta(minutes=ends),
            )
        )
    session.flush()
    day = {"first": date(2026, 3, 3), "last": date(2026, 3, 3), "step": Step.MINUTES_30}
    teams = counted(session, book, S.TEAMS, figures=("team.agents", "team.signed_in", "team.ready_time"), **day)
    found = {row.start_at.astimezone(HONG_KONG).strftime("%H:%M"): row.values for row in teams.rows if row.start_at}
    assert found == {"09:00": (1.0, 1800.0, 1200.0), "09:30": (1.0, 1800.0, 1200.0)}
    assert teams.total.values == (1.0, 3600.0, 2400.0)

"""Each figure beside a query written by hand, which shares nothing with the program but the tables."""

from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.figures import AboutCell, Item, ListItems
from agent_desktop.contract.reports import ReportQuery, ReportSubject, ReportTable, Step
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.server.figures.catalogue import SUBJECTS
from agent_desktop.server.reports.book import ReportBook
from agent_desktop.server.reports.explaining import explain, list_items
from agent_desktop.server.reports.tables import count_table
from tests.server.figures.written import half_a_month

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
FIRST = datetime(2026, 3, 2, tzinfo=HONG_KONG)
NOW = datetime(2026, 4, 20, 3, tzinfo=UTC)
CHIEF = Person(user_id=uuid4(), name="chief", display_name="Chief", roles=frozenset({Role.ADMINISTRATOR}))
S = ReportSubject

_CALLS = """
    WITH came AS (
        SELECT c.*, q.code AS key, extract(epoch FROM coalesce(answered_at, ended_at) - enqueued_at) AS waited,
            answered_at IS NOT NULL AS a,
            answered_at IS NULL AND end_cause = 'caller_hung_up' AND callback_wished_at IS NULL AS b,
            (SELECT sum(extract(epoch FROM ended_at - began_at)) FROM call_stretches s
                WHERE s.call_id = c.call_id AND state = 'talking') AS t,
            (SELECT sum(extract(epoch FROM ended_at - began_at)) FROM call_stretches s
                WHERE s.call_id = c.call_id AND state = 'held') AS h,
            (SELECT sum(extract(epoch FROM ended_at - began_at)) FROM agent_states s
                WHERE s.call_id = c.call_id AND state = 'wrap_up') AS w
        FROM calls c JOIN queues q USING (queue_id)
        WHERE enqueued_at >= '2026-03-02+08' AND enqueued_at < '2026-03-16+08' AND direction = 'inbound'
    ), rang AS (SELECT o.*, key FROM offers o JOIN came USING (call_id))
"""
_PARTS = """
    WITH part AS (
        SELECT i.*, u.team, c.tier, c.kind, i.direction = 'inbound' AS came,
            (SELECT sum(extract(epoch FROM ended_at - began_at)) FROM call_stretches s
                WHERE s.call_id = i.call_id AND s.agent_id = i.agent_id AND state = 'talking') AS t,
            coalesce((SELECT sum(extract(epoch FROM ended_at - began_at)) FROM call_stretches s
                WHERE s.call_id = i.call_id AND s.agent_id = i.agent_id AND state = 'held'), 0) AS h,
            (SELECT sum(extract(epoch FROM ended_at - began_at)) FROM agent_states s
                WHERE s.call_id = i.call_id AND s.agent_id = i.agent_id AND state = 'wrap_up') AS w
        FROM interactions i JOIN users u ON u.user_id = i.agent_id LEFT JOIN customers c USING (customer_id)
        WHERE started_at >= '2026-03-02+08' AND started_at < '2026-03-16+08'
    ), spent AS (
        SELECT s.agent_id, u.team, s.state, extract(epoch FROM
            least(s.ended_at, '2026-03-16+08') - greatest(s.began_at, '2026-03-02+08')) AS seconds
        FROM agent_states s JOIN users u ON u.user_id = s.agent_id
        WHERE s.began_at < '2026-03-16+08' AND s.ended_at > '2026-03-02+08' AND s.state <> 'offline'
    ), passed AS (
        SELECT p.*, p.from_agent_id AS agent_id, u.team FROM transfers p JOIN users u ON u.user_id = p.from_agent_id
        WHERE began_at >= '2026-03-02+08' AND began_at < '2026-03-16+08'
    ), rang AS (
        SELECT o.*, u.team FROM offers o JOIN users u ON u.user_id = o.agent_id
        WHERE offered_at >= '2026-03-02+08' AND offered_at < '2026-03-16+08'
    ), ringing AS (
        SELECT o.agent_id, u.team, extract(epoch FROM
            least(o.ended_at, '2026-03-16+08') - greatest(o.offered_at, '2026-03-02+08')) AS seconds
        FROM offers o JOIN users u ON u.user_id = o.agent_id
        WHERE offered_at < '2026-03-16+08' AND o.ended_at > '2026-03-02+08'
    )
"""


def _work(key: str) -> dict[str, str]:
    share = "100.0 * sum(seconds) FILTER (WHERE state IN ('on_call', 'wrap_up'))"
    return {
        "handled": f"{_PARTS} SELECT {key}, count(*) FROM part WHERE came GROUP BY 1",
        "outgoing": f"{_PARTS} SELECT {key}, count(*) FROM part WHERE NOT came GROUP BY 1",
        "handle_time": f"{_PARTS} SELECT {key}, avg(t + h + w) FROM part WHERE came GROUP BY 1",
        "talk_time": f"{_PARTS} SELECT {key}, avg(t) FROM part WHERE came GROUP BY 1",
        "hold_time": f"{_PARTS} SELECT {key}, avg(h) FROM part WHERE came GROUP BY 1",
        "wrap_up_time": f"{_PARTS} SELECT {key}, avg(w) FROM part WHERE came GROUP BY 1",
        "handed_over": f"{_PARTS} SELECT {key}, count(*) FROM passed WHERE state = 'done' GROUP BY 1",
        "consulted": f"""{_PARTS} SELECT {key}, count(*) FROM passed
            WHERE state <> 'done' AND joined_at > began_at GROUP BY 1""",
        "rings": f"{_PARTS} SELECT {key}, count(*) FROM rang GROUP BY 1",
        "not_answered": f"{_PARTS} SELECT {key}, 100 * avg((outcome = 'not_answered')::int) FROM rang GROUP BY 1",
        "declined": f"{_PARTS} SELECT {key}, 100 * avg((outcome = 'declined')::int) FROM rang GROUP BY 1",
        "signed_in": f"{_PARTS} SELECT {key}, sum(seconds) FROM spent GROUP BY 1",
        "ready_time": f"{_PARTS} SELECT {key}, sum(seconds) FROM spent WHERE state = 'ready' GROUP BY 1",
        "not_ready_time": f"{_PARTS} SELECT {key}, sum(seconds) FROM spent WHERE state = 'not_ready' GROUP BY 1",
        "occupancy": f"""{_PARTS}, r AS (SELECT {key} AS key, sum(seconds) AS seconds FROM ringing GROUP BY 1)
            SELECT {key}, {share} / (sum(s.seconds) FILTER (WHERE state <> 'not_ready') - max(r.seconds))
            FROM spent s JOIN r ON r.key = {key} GROUP BY 1""".replace(
            "sum(seconds) FILTER (WHERE state IN", "sum(s.seconds) FILTER (WHERE state IN"
        ),
        "occupancy_of_signed_in": f"{_PARTS} SELECT {key}, {share} / sum(seconds) FROM spent GROUP BY 1",
    }


_AGAIN = """
    WITH one AS (
        SELECT c.*, (SELECT disposition_code FROM interactions i WHERE i.interaction_id = c.interaction_id) AS came_to,
            EXISTS (SELECT FROM contacts d WHERE d.customer_id = c.customer_id AND d.subject = c.subject
                AND d.at > c.at AND d.at <= c.at + interval '7 days') AS again
        FROM contacts c WHERE at >= '2026-03-02+08' AND at < '2026-03-16+08' AND customer_id IS NOT NULL
    )
"""


def _satisfaction(name: str, key: str, part_key: str, keypad_key: str) -> dict[str, str]:
    asked = f"""
        WITH asked AS (
            SELECT s.*, {key} AS key FROM surveys s JOIN users u ON u.user_id = s.agent_id
            JOIN calls c ON c.call_id = s.record_id JOIN queues q USING (queue_id)
            WHERE asked_at >= '2026-03-02+08' AND asked_at < '2026-03-16+08'
        ), score AS (
            SELECT key, scale, perceived, expected, 1 + perceived / 10.0 * 4 AS ten
            FROM survey_scores z JOIN asked USING (survey_id)
        ), due AS (
            SELECT {keypad_key} AS key, coalesce(why_not, '') AS why
            FROM call_surveys k JOIN queues q USING (queue_id) JOIN users u ON u.user_id = k.agent_id
            WHERE decided_at >= '2026-03-02+08' AND decided_at < '2026-03-16+08'
            AND (why_not IS NULL OR why_not = 'caller_hung_up' OR why_not = 'carrier_failed')
        ), part AS (
            SELECT {part_key} AS key FROM interactions i JOIN users u ON u.user_id = i.agent_id
            JOIN calls c USING (call_id) JOIN queues q ON q.queue_id = coalesce(first_queue_id, c.queue_id)
            WHERE customer_id IS NOT NULL AND started_at >= '2026-03-02+08' AND started_at < '2026-03-16+08'
            AND i.direction = 'inbound'
        )
    """
    five = "scale = 5 AND perceived IN (4, 5)"
    return {
        f"{name}.asked": f"{asked} SELECT key, count(*) FROM asked GROUP BY 1",
        f"{name}.answered": f"{asked} SELECT key, count(*) FROM asked WHERE state = 'answered' GROUP BY 1",
        f"{name}.response": f"{asked} SELECT key, 100 * avg((state = 'answered')::int) FROM asked GROUP BY 1",
        f"{name}.coverage": f"""{asked} SELECT p.key, 100.0 * (SELECT count(*) FROM asked WHERE asked.key = p.key)
            / count(*) FROM part p GROUP BY 1""",
        f"{name}.keypad_due": f"{asked} SELECT key, count(*) FROM due GROUP BY 1",
        f"{name}.keypad_coverage": f"{asked} SELECT key, 100 * avg((why = '')::int) FROM due GROUP BY 1",
        f"{name}.hung_up_first": f"{asked} SELECT key, count(*) FROM due WHERE why = 'caller_hung_up' GROUP BY 1",
        f"{name}.top_boxes": f"""{asked} SELECT key, 100 * avg(({five} OR scale = 10 AND perceived > 8)::int)
            FROM score GROUP BY 1""",
        f"{name}.mean": f"""{asked} SELECT key, avg(CASE WHEN scale = 10 THEN ten ELSE perceived END)
            FROM score GROUP BY 1""",
        f"{name}.gap": f"{asked} SELECT key, avg(perceived - expected) FROM score WHERE expected > 0 GROUP BY 1",
    }


BY_HAND: Final[dict[ReportSubject, dict[str, str]]] = {
    S.QUEUES: {
        "queue.calls": f"{_CALLS} SELECT key, count(*) FROM came GROUP BY 1",
        "queue.offered": f"{_CALLS} SELECT key, count(*) FROM came WHERE a OR b GROUP BY 1",
        "queue.answered": f"{_CALLS} SELECT key, count(*) FROM came WHERE a GROUP BY 1",
        "queue.abandoned": f"{_CALLS} SELECT key, count(*) FROM came WHERE b GROUP BY 1",
        "queue.service_level": f"""{_CALLS} SELECT key, 100.0 * count(*) FILTER (WHERE a AND waited <= 20)
            / count(*) FILTER (WHERE a OR b AND waited > 20) FROM came GROUP BY 1""",
        "queue.level_abandoned_help": f"""{_CALLS} SELECT key, 100.0 * count(*) FILTER (WHERE (a OR b) AND waited <= 20)
            / count(*) FILTER (WHERE a OR b) FROM came GROUP BY 1""",
        "queue.level_answered_only": f"""{_CALLS} SELECT key, 100.0 * count(*) FILTER (WHERE a AND waited <= 20)
            / count(*) FILTER (WHERE a) FROM came GROUP BY 1""",
        "queue.level_strict": f"""{_CALLS} SELECT key, 100.0 * count(*) FILTER (WHERE a AND waited <= 20)
            / count(*) FILTER (WHERE a OR b) FROM came GROUP BY 1""",
        "queue.level_late_abandoned_hurt": f"""{_CALLS} SELECT key, 100.0 * count(*) FILTER (WHERE a AND waited <= 20)
            / count(*) FILTER (WHERE a OR b AND waited > 20) FROM came GROUP BY 1""",
        "queue.level_short_credited": f"""{_CALLS} SELECT key, 100.0
            * count(*) FILTER (WHERE a AND waited <= 20 OR b AND waited < 5)
            / count(*) FILTER (WHERE a OR b) FROM came GROUP BY 1""",
        "queue.level_short_removed": f"""{_CALLS} SELECT key, 100.0 * count(*) FILTER (WHERE a AND waited <= 20)
            / count(*) FILTER (WHERE a OR b AND waited >= 5) FROM came GROUP BY 1""",
        "queue.abandonment": f"{_CALLS} SELECT key, 100 * avg(b::int) FROM came WHERE a OR b GROUP BY 1",
        "queue.abandonment_adjusted": f"""{_CALLS} SELECT key, 100 * avg(b::int) FROM came
            WHERE a OR b AND waited >= 5 GROUP BY 1""",
        "queue.speed_of_answer": f"{_CALLS} SELECT key, avg(waited) FROM came WHERE a GROUP BY 1",
        "queue.abandon_time": f"{_CALLS} SELECT key, avg(waited) FROM came WHERE b GROUP BY 1",
        "queue.longest_wait": f"{_CALLS} SELECT key, max(waited) FROM came WHERE a OR b GROUP BY 1",
        "queue.handle_time": f"{_CALLS} SELECT key, avg(t + coalesce(h, 0) + w) FROM came WHERE a GROUP BY 1",
        "queue.talk_time": f"{_CALLS} SELECT key, avg(t) FROM came WHERE a GROUP BY 1",
        "queue.hold_time": f"{_CALLS} SELECT key, avg(coalesce(h, 0)) FROM came WHERE a GROUP BY 1",
        "queue.wrap_up_time": f"{_CALLS} SELECT key, avg(w) FROM came WHERE a GROUP BY 1",
        "queue.menu_time": f"""{_CALLS} SELECT key, avg(extract(epoch FROM enqueued_at - called_at)) FROM came
            WHERE called_at IS NOT NULL GROUP BY 1""",
        "queue.callbacks": f"{_CALLS} SELECT key, count(*) FROM came WHERE callback_wished_at IS NOT NULL GROUP BY 1",
        "queue.turned_away": f"""{_CALLS} SELECT key, count(*) FROM came WHERE end_cause = 'turned_away_closed'
            GROUP BY 1""",
        "queue.failed": f"{_CALLS} SELECT key, count(*) FROM came WHERE end_cause = 'carrier_failed' GROUP BY 1",
        "queue.not_answered": f"{_CALLS} SELECT key, 100 * avg((outcome = 'not_answered')::int) FROM rang GROUP BY 1",
        "queue.declined": f"{_CALLS} SELECT key, 100 * avg((outcome = 'declined')::int) FROM rang GROUP BY 1",
    },
    S.AGENTS: {
        **{f"agent.{code}": query for code, query in _work("agent_id::text").items()},
    },
    S.TEAMS: {
        **{f"team.{code}": query for code, query in _work("team").items()},
        "team.agents": f"{_PARTS} SELECT team, count(DISTINCT agent_id) FROM spent GROUP BY 1",
    },
    S.DISPOSITIONS: {
        "disposition.count": f"{_PARTS} SELECT disposition_code, count(*) FROM part GROUP BY 1",
        "disposition.people": f"{_PARTS} SELECT disposition_code, count(DISTINCT customer_id) FROM part GROUP BY 1",
        "disposition.handle_time": f"{_PARTS} SELECT disposition_code, avg(t + h + w) FROM part GROUP BY 1",
    },
    S.SCRIPTS: {
        "script.runs": f"""{_PARTS} SELECT id, count(*) FROM (
            SELECT script_id AS id FROM script_runs JOIN part USING (interaction_id)
            UNION ALL SELECT from_script_id FROM script_switches JOIN part USING (interaction_id)) x GROUP BY 1""",
        "script.completion": f"""{_PARTS} SELECT id, 100 * avg((ended <> '')::int) FROM (
            SELECT script_id AS id, outcome AS ended FROM script_runs JOIN part USING (interaction_id)
            UNION ALL SELECT from_script_id, from_outcome FROM script_switches JOIN part USING (interaction_id)) x
            GROUP BY 1""",
        "script.left": f"""{_PARTS} SELECT id, 100 * avg(gone) FROM (
            SELECT script_id AS id, 0 AS gone FROM script_runs JOIN part USING (interaction_id)
            UNION ALL SELECT from_script_id, 1 FROM script_switches JOIN part USING (interaction_id)) x GROUP BY 1""",
        "script.handle_time": f"""{_PARTS} SELECT script_id, avg(t + h + w)
            FROM script_runs JOIN part USING (interaction_id) GROUP BY 1""",
    },
    S.COST_TO_SERVE: {
        "cost.calls": f"{_PARTS} SELECT tier, count(*) FROM part WHERE tier IS NOT NULL GROUP BY 1",
        "cost.people": f"{_PARTS} SELECT tier, count(DISTINCT customer_id) FROM part WHERE tier IS NOT NULL GROUP BY 1",
        "cost.minutes": f"{_PARTS} SELECT tier, sum(t + h + w) / 60 FROM part WHERE tier IS NOT NULL GROUP BY 1",
        "cost.total": f"""{_PARTS} SELECT tier, sum(9 + (t + h + w) / 60 * CASE kind WHEN 'business' THEN 7 ELSE 5 END)
            FROM part WHERE tier IS NOT NULL GROUP BY 1""",
        "cost.per_call": f"""{_PARTS} SELECT tier,
            avg(9 + (t + h + w) / 60 * CASE kind WHEN 'business' THEN 7 ELSE 5 END)
            FROM part WHERE tier IS NOT NULL GROUP BY 1""",
        "cost.per_customer": f"""{_PARTS} SELECT tier,
            sum(9 + (t + h + w) / 60 * CASE kind WHEN 'business' THEN 7 ELSE 5 END) / count(DISTINCT customer_id)
            FROM part WHERE tier IS NOT NULL GROUP BY 1""",
    },
    S.SATISFACTION: _satisfaction("survey", "s.agent_id::text", "i.agent_id::text", "k.agent_id::text"),
    S.SATISFACTION_OF_QUEUES: _satisfaction(
        "survey_queue", "CASE s.queue_code WHEN '' THEN q.code ELSE s.queue_code END", "q.code", "q.code"
    ),
    S.SATISFACTION_OF_TEAMS: _satisfaction(
        "survey_team", "CASE s.team WHEN '' THEN u.team ELSE s.team END", "u.team", "u.team"
    ),
    S.RESOLUTION: {
        "resolution.counted": f"{_AGAIN} SELECT subject ->> 'en', count(*) FROM one GROUP BY 1",
        "resolution.share": f"""{_AGAIN} SELECT subject ->> 'en',
            100 * avg((NOT again AND came_to <> 'follow_up')::int) FROM one GROUP BY 1""",
        "resolution.repeated": f"{_AGAIN} SELECT subject ->> 'en', 100 * avg(again::int) FROM one GROUP BY 1",
        "resolution.owing": f"""{_AGAIN} SELECT subject ->> 'en', 100 * avg((came_to = 'follow_up')::int)
            FROM one GROUP BY 1""",
    },
}


def counted(session: Session, book: ReportBook, subject: ReportSubject, **more: Any) -> ReportTable:
    figures = tuple(rule.figure.id for rule in SUBJECTS[subject].figures)
    days = {"first": date(2026, 3, 2), "last": date(2026, 3, 15), "figures": figures}
    return count_table(session, book, CHIEF, ReportQuery(subject=subject, **{**days, **more}), NOW)


def column(table: ReportTable, figure: str) -> dict[str, float]:
    place = [each.figure for each in table.columns].index(figure)
    return {row.key or "": value for row in table.rows if (value := row.values[place]) is not None}


@pytest.mark.parametrize("subject", list(BY_HAND))
def test_each_figure_is_what_a_query_by_hand_counts(session: Session, book: ReportBook, subject: ReportSubject) -> None:
    half_a_month(session, FIRST)
    table = counted(session, book, subject)

    assert {column.figure for column in table.columns} == set(BY_HAND[subject])
    for figure, query in BY_HAND[subject].items():
        by_hand = {key: float(value) for key, value in session.execute(sa.text(query)) if value is not None}
        found = column(table, figure)
        assert {key: value for key, value in found.items() if value} == pytest.approx(
            {key: value for key, value in by_hand.items() if value}, abs=0.001
        ), figure
        assert any(found.values()), figure
    _steps_add_up(session, book, subject, table)
    _items_are_what_was_counted(session, book, subject, table)


def _steps_add_up(session: Session, book: ReportBook, subject: ReportSubject, table: ReportTable) -> None:
    """By day, a figure that counts adds up to the whole, of each row and of all of them."""
    days = counted(session, book, subject, step=Step.DAY)
    assert len(days.by_time) == 14
    assert days.total == table.total
    assert days.by_key == table.rows
    for place, each in enumerate(table.columns):
        if each.unit == "count" and not each.figure.endswith(("people", "agents")):
            by_day = sum(row.values[place] or 0 for row in days.by_time)
            assert by_day == table.total.values[place] == sum(row.values[place] or 0 for row in days.rows)


def _items_are_what_was_counted(session: Session, book: ReportBook, subject: ReportSubject, table: ReportTable) -> None:
    """What a cell lists is as many as it counts, above the line as well."""
    query = ReportQuery(subject=subject, first=date(2026, 3, 2), last=date(2026, 3, 15))
    key = table.rows[0].key
    for rule in SUBJECTS[subject].figures:
        about: dict[str, Any] = {"query": query, "figure": rule.figure.id, "key": key}
        opened = explain(session, book, CHIEF, AboutCell(**about), NOW)
        place = [each.figure for each in table.columns].index(rule.figure.id)
        assert opened.value == table.rows[0].values[place]
        if not rule.figure.counts_items:
            continue
        listed: list[Item] = []
        after = ""
        while True:
            page = list_items(session, book, CHIEF, ListItems(**about, limit=40, after=after), NOW)
            listed += page.items
            after = page.next
            if not after:
                break
        assert len({each.item_id for each in listed}) == len(listed) == opened.counted == page.total
        assert [each.at for each in listed] == sorted(each.at for each in listed)
        if (
            rule.below
            and rule.figure.unit == "percent"
            and not rule.figure.id.startswith(("queue.not", "queue.decl", "survey"))
        ):
            share = 100 * sum(bool(each.above) for each in listed) / len(listed) if listed else None
            assert opened.value == (None if share is None else pytest.approx(share, abs=0.001)), rule.figure.id

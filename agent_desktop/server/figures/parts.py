"""Agents' parts of calls, as facts: who had whom on the line, for how long, and what it came to.

A part is one agent's share of one call, both ways: from when they answered, or called, to the end of their wrap-up.
"""

from collections.abc import Mapping
from typing import Final

from agent_desktop.server.figures.shapes import Measure
from telephony.statistics.spans import AGENT_STRETCHES

PARTS: Final = """
    wanted_parts AS (
        SELECT i.interaction_id, i.call_id, i.agent_id, i.started_at, i.finished_at, i.direction, i.customer_id,
            i.disposition_code, coalesce(u.team, '') AS team, coalesce(q.code, '') AS queue_code,
            coalesce(CASE i.direction WHEN 'inbound' THEN c.caller_number ELSE c.called_number END, '') AS number
        FROM interactions i
        LEFT JOIN users u ON u.user_id = i.agent_id
        LEFT JOIN calls c ON c.call_id = i.call_id
        LEFT JOIN queues q ON q.queue_id = coalesce(c.first_queue_id, c.queue_id)
        WHERE i.started_at >= :since AND i.started_at < :until
            AND (:all_agents OR i.agent_id = ANY(CAST(:agents AS uuid[])))
            AND (:all_teams OR u.team = ANY(CAST(:teams AS text[])))
            AND (:all_queues OR q.code = ANY(CAST(:queues AS text[])))
    ),
    part_bounds AS (
        SELECT min(started_at) - interval '1 hour' AS first, max(coalesce(finished_at, :now)) AS last FROM wanted_parts
    ),
    part_spans AS (
        SELECT call_id, agent_id,
            sum(seconds) FILTER (WHERE state = 'talking') AS talk, sum(seconds) FILTER (WHERE state = 'held') AS hold,
            sum(seconds) FILTER (WHERE state = 'wrap_up') AS wrap_up
        FROM (
            SELECT s.call_id, s.agent_id, s.state, extract(epoch FROM s.ended_at - s.began_at) AS seconds
            FROM call_stretches s, part_bounds b
            WHERE s.began_at >= b.first AND s.began_at <= b.last AND s.state IN ('talking', 'held')
            UNION ALL
            SELECT c.call_id, c.agent_id, c.state, extract(epoch FROM greatest(:now, c.since_at) - c.since_at)
            FROM calls c WHERE c.state IN ('talking', 'held')
            UNION ALL
            SELECT a.call_id, a.agent_id, a.state, extract(epoch FROM coalesce(a.ended_at, :now) - a.began_at)
            FROM agent_states a, part_bounds b
            WHERE a.began_at >= b.first AND a.began_at <= b.last AND a.state = 'wrap_up' AND a.call_id IS NOT NULL
        ) spans
        GROUP BY call_id, agent_id
    ),
    parts AS (
        SELECT w.*, coalesce(s.talk, 0) AS talk, coalesce(s.hold, 0) AS hold, coalesce(s.wrap_up, 0) AS wrap_up,
            coalesce(s.talk, 0) + coalesce(s.hold, 0) + coalesce(s.wrap_up, 0) AS handling
        FROM wanted_parts w LEFT JOIN part_spans s USING (call_id, agent_id)
    )
"""
"""Common tables; the last is `parts`."""

_WORK: Final = """
    parts_and_work AS (
        SELECT 'part' AS what, {part_key} AS key, p.started_at AS at, p.interaction_id AS item_id, p.call_id,
            p.agent_id,
            p.number, p.direction, p.queue_code, p.disposition_code, '' AS state, p.talk, p.hold, p.wrap_up, p.handling,
            p.handling AS seconds
        FROM parts p
        UNION ALL
        SELECT 'ring', {ring_key}, o.offered_at, o.offer_id, o.call_id, o.agent_id, c.caller_number, '',
            coalesce(q.code, ''), '', o.outcome, 0, 0, 0, 0, extract(epoch FROM o.ended_at - o.offered_at)
        FROM offers o JOIN calls c USING (call_id) LEFT JOIN queues q USING (queue_id)
        LEFT JOIN users u ON u.user_id = o.agent_id
        WHERE o.offered_at >= :since AND o.offered_at < :until AND o.ended_at IS NOT NULL AND NOT o.from_colleague
            AND (:all_agents OR o.agent_id = ANY(CAST(:agents AS uuid[])))
            AND (:all_teams OR u.team = ANY(CAST(:teams AS text[])))
            AND (:all_queues OR q.code = ANY(CAST(:queues AS text[])))
        UNION ALL
        SELECT 'transfer', {pass_key}, t.began_at, t.transfer_id, t.call_id, t.from_agent_id, c.caller_number, '',
            coalesce(q.code, ''), '',
            CASE WHEN t.state = 'done' THEN 'handed_over' WHEN t.joined_at IS NOT NULL THEN 'consulted' ELSE 'not_come'
            END, 0, 0, 0, 0, extract(epoch FROM t.ended_at - t.began_at)
        FROM transfers t JOIN calls c USING (call_id) LEFT JOIN queues q ON q.queue_id = t.from_queue_id
        LEFT JOIN users u ON u.user_id = t.from_agent_id
        WHERE t.began_at >= :since AND t.began_at < :until AND t.ended_at IS NOT NULL
            AND (:all_agents OR t.from_agent_id = ANY(CAST(:agents AS uuid[])))
            AND (:all_teams OR u.team = ANY(CAST(:teams AS text[])))
            AND (:all_queues OR q.code = ANY(CAST(:queues AS text[])))
        UNION ALL
        SELECT 'state', {state_key}, greatest(a.began_at, begins.at), a.agent_id, NULL, a.agent_id, '', '', '', '',
            a.state,
            0, 0, 0, 0, greatest(0, extract(epoch FROM
                least(a.ended_at, coalesce((CAST(:starts AS timestamptz[]))[n + 1], :until))
                - greatest(a.began_at, begins.at)))
        FROM agent_stretches a
        LEFT JOIN users u ON u.user_id = a.agent_id
        CROSS JOIN LATERAL generate_series(
            greatest(1, width_bucket(a.began_at, CAST(:starts AS timestamptz[]))),
            greatest(1, width_bucket(a.ended_at, CAST(:starts AS timestamptz[])))
        ) n
        CROSS JOIN LATERAL (SELECT (CAST(:starts AS timestamptz[]))[n] AS at) begins
        WHERE greatest(a.began_at, begins.at) < :until
            -- What ended as a step began was not of that step; one that had no length is of the step it fell into.
            AND (greatest(a.began_at, begins.at) < a.ended_at OR a.began_at = a.ended_at)
            AND (:all_agents OR a.agent_id = ANY(CAST(:agents AS uuid[])))
            AND (:all_teams OR u.team = ANY(CAST(:teams AS text[])))
    ),
    facts AS (SELECT *, NULL::numeric AS value FROM parts_and_work)
"""


def work_facts(part_key: str, work_key: str) -> str:
    """Return the common tables of agents' work: their parts, what rang at them, whom they passed on, and the states
    they were in, cut at the report's steps."""
    keys = {name: work_key.format(row=row) for name, row in (("ring_key", "o"), ("state_key", "a"))}
    keys["pass_key"] = work_key.format(row="t").replace("t.agent_id", "t.from_agent_id")
    return f"{PARTS}, {AGENT_STRETCHES}, {_WORK.format(part_key=part_key, **keys)}"


_IN: Final = "what = 'part' AND direction = 'inbound'"
_OUT: Final = "what = 'part' AND direction = 'outbound'"


def _spent(*states: str) -> str:
    return "what = 'state' AND state IN (" + ", ".join(f"'{each}'" for each in states) + ")"


WORK_MEASURES: Final[Mapping[str, Measure]] = {
    "parts_in": Measure(_IN),
    "parts_out": Measure(_OUT),
    "handling": Measure(_IN, "sum(handling)"),
    "handling_out": Measure(_OUT, "sum(handling)"),
    "talk": Measure(_IN, "sum(talk)"),
    "hold": Measure(_IN, "sum(hold)"),
    "wrap_up": Measure(_IN, "sum(wrap_up)"),
    "rings": Measure("what = 'ring'"),
    "not_answered": Measure("what = 'ring' AND state = 'not_answered'"),
    "declined": Measure("what = 'ring' AND state = 'declined'"),
    "handed_over": Measure("what = 'transfer' AND state = 'handed_over'"),
    "consulted": Measure("what = 'transfer' AND state = 'consulted'"),
    "signed_in": Measure(_spent("ready", "not_ready", "on_call", "wrap_up"), "sum(seconds)"),
    "ready": Measure(_spent("ready"), "sum(seconds)"),
    "not_ready": Measure(_spent("not_ready"), "sum(seconds)"),
    "busy": Measure(_spent("on_call", "wrap_up"), "sum(seconds)"),
    "busy_or_idle": Measure(
        _spent("on_call", "wrap_up", "ready", "ringing"),
        "sum(CASE state WHEN 'ringing' THEN -seconds ELSE seconds END)",
    ),
    "agents": Measure(_spent("ready", "not_ready", "on_call", "wrap_up"), "count(DISTINCT agent_id)"),
}

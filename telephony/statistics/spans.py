"""How long calls were talked in, held, wrapped up and rung with: SQL over what was written as it happened.

Each text is a common table. They read by time, not call by call: everything of a call happens between its coming to the
queue and its end, so the earliest coming and the latest end bound what has to be read.
"""

from typing import Final

CALL_SPANS: Final = """
    bounds AS (SELECT min(enqueued_at) AS first, max(coalesce(ended_at, :now)) AS last FROM queue_calls),
    call_spans AS (
        SELECT call_id,
            sum(seconds) FILTER (WHERE state = 'talking') AS talk, sum(seconds) FILTER (WHERE state = 'held') AS hold,
            sum(seconds) FILTER (WHERE state = 'wrap_up') AS wrap_up, count(*) FILTER (WHERE state = 'ring') AS rings,
            count(*) FILTER (WHERE outcome = 'not_answered') AS not_answered,
            count(*) FILTER (WHERE outcome = 'declined') AS declined
        FROM (
            SELECT s.call_id, s.state, NULL AS outcome, extract(epoch FROM s.ended_at - s.began_at) AS seconds
            FROM call_stretches s, bounds b
            WHERE s.began_at >= b.first AND s.began_at <= b.last AND s.state IN ('talking', 'held')
            UNION ALL
            SELECT c.call_id, c.state, NULL, extract(epoch FROM greatest(:now, c.since_at) - c.since_at)
            FROM calls c WHERE c.state IN ('talking', 'held')
            UNION ALL
            SELECT a.call_id, a.state, NULL, extract(epoch FROM coalesce(a.ended_at, :now) - a.began_at)
            FROM agent_states a, bounds b
            WHERE a.began_at >= b.first AND a.began_at <= b.last AND a.state = 'wrap_up' AND a.call_id IS NOT NULL
            UNION ALL
            SELECT o.call_id, 'ring', o.outcome, NULL
            FROM offers o, bounds b
            WHERE o.offered_at >= b.first AND o.offered_at <= b.last AND NOT o.from_colleague AND o.ended_at IS NOT NULL
        ) spans
        GROUP BY call_id
    )
"""
"""Of the calls of `queue_calls`: seconds of talk, hold and wrap-up, of all agents, and how often they rang."""

AGENT_STRETCHES: Final = """
    agent_stretches AS (
        SELECT agent_id, state, began_at, coalesce(ended_at, :now) AS ended_at FROM agent_states
        WHERE state <> 'offline' AND began_at < :until AND (
            (began_at >= CAST(:since AS timestamptz) - interval '1 day' AND coalesce(ended_at, :now) > :since)
            OR (began_at < CAST(:since AS timestamptz) - interval '1 day'
                AND ended_at > :since AND ended_at - began_at > interval '1 day')
            OR (began_at < CAST(:since AS timestamptz) - interval '1 day' AND ended_at IS NULL)
        )
        UNION ALL
        SELECT agent_id, 'ringing', offered_at, coalesce(ended_at, :now) FROM offers
        WHERE NOT from_colleague AND offered_at < :until
            AND offered_at >= CAST(:since AS timestamptz) - interval '1 day' AND coalesce(ended_at, :now) > :since
    )
"""
"""The states that agents were in at some time from `since` and before `until`, signed in; ringing lies within ready."""

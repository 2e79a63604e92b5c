"""That nothing was done twice, whichever server did it. Plain SQL; nothing of the product is asked."""

from collections.abc import Mapping
from typing import Final

import psycopg
from psycopg.rows import DictRow

Tables = psycopg.Connection[DictRow]

_TWICE: Final[Mapping[str, str]] = {
    "a call of the carrier's that is stored twice": """
        SELECT call_sid AS id FROM calls GROUP BY provider, call_sid HAVING count(*) > 1""",
    "a call whose end was told other than once": """
        SELECT c.call_id AS id FROM calls c
        LEFT JOIN events e ON e.subject_id = c.call_id AND e.kind = 'call.ended'
        WHERE c.state = 'ended' GROUP BY c.call_id HAVING count(e.number) <> 1""",
    "a call that was offered other than as often as it has offers": """
        SELECT c.call_id AS id FROM calls c WHERE
            (SELECT count(*) FROM events e WHERE e.subject_id = c.call_id AND e.kind = 'call.offered')
            <> (SELECT count(*) FROM offers o WHERE o.call_id = c.call_id)""",
    "an offer whose end was told other than once": """
        SELECT o.offer_id AS id FROM offers o
        LEFT JOIN events e ON e.subject_id = o.offer_id AND e.kind = 'offer.ended'
        WHERE o.outcome NOT IN ('open', 'answered') GROUP BY o.offer_id HAVING count(e.number) <> 1""",
    "a call offered to two agents at once": """
        SELECT a.call_id AS id FROM offers a JOIN offers b ON b.call_id = a.call_id AND b.offer_id <> a.offer_id
        WHERE a.offered_at <= b.offered_at AND coalesce(a.ended_at, 'infinity') > b.offered_at""",
    "an agent with two offers at once": """
        SELECT a.agent_id AS id FROM offers a JOIN offers b ON b.agent_id = a.agent_id AND b.offer_id <> a.offer_id
        WHERE a.offered_at <= b.offered_at AND coalesce(a.ended_at, 'infinity') > b.offered_at""",
    "a call with two interactions of one agent": """
        SELECT call_id AS id FROM interactions GROUP BY call_id, agent_id HAVING count(*) > 1""",
    "a wrap-up that was finished twice": """
        SELECT subject_id AS id FROM events WHERE kind = 'wrap_up.finished' GROUP BY subject_id HAVING count(*) > 1""",
    "an agent in two states at once, or in none": """
        SELECT id FROM (
            SELECT agent_id AS id, ended_at, lead(began_at) OVER (PARTITION BY agent_id
                ORDER BY began_at, coalesce(ended_at, 'infinity')) AS next FROM agent_states
        ) AS each WHERE ended_at IS DISTINCT FROM next""",
}


def nothing_twice(tables: Tables) -> list[str]:
    """Return what was done more than once, or told otherwise than it was done."""
    return [f"{what}: {row['id']}" for what, query in _TWICE.items() for row in tables.execute(query)]


_LIVE: Final = "SELECT call_sid FROM calls WHERE state <> 'ended' AND call_sid = ANY(%s)"

_WENT_ON: Final = """
    SELECT c.call_sid FROM calls c WHERE c.call_sid = ANY(%(sids)s) AND (
        c.state IN ('queued', 'ended')
        OR EXISTS (SELECT 1 FROM offers o WHERE o.call_id = c.call_id AND o.offered_at > %(since)s)
    )"""


def live_of(tables: Tables, sids: list[str]) -> set[str]:
    """Return those of the carrier's calls that have not ended."""
    return {row["call_sid"] for row in tables.execute(_LIVE, [sids])}


def went_on(tables: Tables, sids: set[str], since: object) -> set[str]:
    """Return those that have ended, are back in their queue, or were offered anew after `since`."""
    return {row["call_sid"] for row in tables.execute(_WENT_ON, {"sids": sorted(sids), "since": since})}


def mends_by_finding(tables: Tables) -> dict[str, int]:
    """Return how often the reconciler has set right what."""
    rows = tables.execute("SELECT finding, count(*) AS n FROM mends GROUP BY finding ORDER BY finding")
    return {row["finding"]: row["n"] for row in rows}

"""Counts a replay twice: as the product stored it, and from the raw rows, in plain SQL that shares nothing with it.

The raw rows are who came into a room and left it when (`parties`), offers, and every state an agent was in. What the
product made of them (a call's cause and durations, an agent's day) is not looked at in that count. The carrier's
reports would be rawer still, but are forgotten after a day.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from telephony.agents.repository import AgentRepository
from telephony.calls.models import CallRow
from telephony.contract import CallState

QUICK_SECONDS: Final = 20
"""Within how many seconds a call is to be answered."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a replay came to. Waits and talks are sums of whole seconds, each call rounded.

    Offered calls are served or abandoned: a caller who hangs up while the agent's line is still being joined has
    talked to nobody, and counts as abandoned although the call's end cause says that the caller hung up.
    `quick` were served within `QUICK_SECONDS`; `left_late` gave up after more than that. `handled` calls have a
    finished wrap-up; `missed` offers rang out.
    """

    offered: int
    served: int
    abandoned: int
    quick: int
    left_late: int
    wait_seconds: int
    talk_seconds: int
    handled: int
    missed: int


@dataclass(frozen=True, slots=True)
class Stuck:
    """What should have come to an end and did not."""

    calls: int
    agents: int
    offers: int
    timers: int
    orders: int

    @property
    def nothing(self) -> bool:
        return not (self.calls or self.agents or self.offers or self.timers or self.orders)


def stored_totals(session: Session, agents: Collection[UUID], since: datetime) -> Totals:
    """Count as the product does: from what it made of each call, and from the agents' own figures since `since`."""
    unserved = sa.and_(CallRow.state == CallState.ENDED, CallRow.answered_at.is_(None))
    calls = session.execute(
        sa.select(
            sa.func.count(),
            sa.func.count().filter(CallRow.answered_at.is_not(None)),
            sa.func.count().filter(unserved),
            sa.func.count().filter(CallRow.answered_at.is_not(None), CallRow.wait_seconds <= QUICK_SECONDS),
            sa.func.count().filter(unserved, CallRow.wait_seconds > QUICK_SECONDS),
            sa.func.coalesce(sa.func.sum(CallRow.wait_seconds).filter(CallRow.answered_at.is_not(None)), 0),
            sa.func.coalesce(sa.func.sum(CallRow.talk_seconds), 0),
        )
    ).one()
    days = [AgentRepository(session).day_since(agent_id, since) for agent_id in agents]
    handled, missed = sum(day.handled for day in days), sum(day.missed for day in days)
    return Totals(*(int(count) for count in (*calls, handled, missed)))


_RAW: Final = sa.text("""
WITH rooms AS (
    SELECT call_id,
           min(joined_at) FILTER (WHERE kind = 'caller') AS arrived_at,
           max(left_at) FILTER (WHERE kind = 'caller') AS ended_at,
           max(joined_at) FILTER (WHERE kind = 'agent') AS joined_at
    FROM parties GROUP BY call_id
),
waits AS (
    SELECT joined_at,
           ended_at,
           round(extract(epoch FROM coalesce(joined_at, ended_at) - arrived_at)::double precision) AS waited,
           round(extract(epoch FROM ended_at - joined_at)::double precision) AS talked
    FROM rooms
)
SELECT count(*),
       count(joined_at),
       count(*) FILTER (WHERE joined_at IS NULL AND ended_at IS NOT NULL),
       count(*) FILTER (WHERE joined_at IS NOT NULL AND waited <= :quick),
       count(*) FILTER (WHERE joined_at IS NULL AND waited > :quick),
       coalesce(sum(waited) FILTER (WHERE joined_at IS NOT NULL), 0),
       coalesce(sum(talked), 0),
       (SELECT count(*) FROM agent_states JOIN rooms USING (call_id)
        WHERE state = 'wrap_up' AND agent_states.ended_at IS NOT NULL AND rooms.joined_at IS NOT NULL),
       (SELECT count(*) FROM offers WHERE outcome = 'not_answered')
FROM waits
""")

_STUCK: Final = sa.text("""
SELECT (SELECT count(*) FROM calls WHERE state <> 'ended'),
       (SELECT count(*) FROM agents WHERE state <> 'offline'),
       (SELECT count(*) FROM offers WHERE outcome = 'open'),
       (SELECT count(*) FROM timers),
       (SELECT count(*) FROM provider_outbox WHERE done_at IS NULL)
""")

_KEYS: Final = sa.text("SELECT call_sid, count(*) FROM calls GROUP BY call_sid")


def recounted_totals(connection: Connection) -> Totals:
    """Count from the raw rows."""
    row = connection.execute(_RAW, {"quick": QUICK_SECONDS}).one()
    return Totals(*(int(count) for count in row))


def stuck(connection: Connection) -> Stuck:
    """Count what has not come to an end."""
    return Stuck(*(int(count) for count in connection.execute(_STUCK).one()))


def not_stored_once(connection: Connection, call_sids: Collection[str]) -> list[str]:
    """List the calls that were offered and are not stored exactly once, and those stored that were not offered."""
    stored = {str(call_sid): int(count) for call_sid, count in connection.execute(_KEYS)}
    return sorted(
        {call_sid for call_sid in call_sids if stored.get(call_sid) != 1} | (stored.keys() - frozenset(call_sids))
    )

"""How busy those who serve a queue are: time on calls and in wrap-up, of that and of the time that they were ready and
nothing rang (Amazon Connect). Whoever serves several queues counts in each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.statistics.definitions import percent
from telephony.statistics.spans import AGENT_STRETCHES

_OCCUPANCY: Final = sa.text(
    f"""
    WITH {AGENT_STRETCHES},
    spent AS (
        SELECT agent_id, state,
            greatest(0, extract(epoch FROM least(ended_at, :until) - greatest(began_at, :since))) AS seconds
        FROM agent_stretches
    )
    SELECT m.queue_id,
        coalesce(sum(seconds) FILTER (WHERE state IN ('on_call', 'wrap_up')), 0) AS busy,
        coalesce(sum(CASE state WHEN 'ringing' THEN -seconds ELSE seconds END)
            FILTER (WHERE state IN ('on_call', 'wrap_up', 'ready', 'ringing')), 0) AS busy_or_idle
    FROM spent JOIN queue_members m USING (agent_id)
    GROUP BY m.queue_id
    """  # noqa: S608  both parts are ours
)


def occupancy_by_queue(session: Session, since: datetime, now: datetime) -> Mapping[UUID, float]:
    """Return the occupancy of each queue from `since` until now, in percent; where nobody was it has none."""
    rows = session.execute(_OCCUPANCY, {"since": since, "until": now, "now": now})
    found = {row.queue_id: percent(float(row.busy), float(row.busy_or_idle)) for row in rows}
    return {queue_id: share for queue_id, share in found.items() if share is not None}

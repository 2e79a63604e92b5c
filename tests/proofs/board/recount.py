"""The board's figures counted once more from raw rows, in plain SQL that shares nothing with the product.

Raw rows are who came into a room and left it when (`parties`), offers, and every state that an agent was in. Of a call
itself only its queue is read, and whether its caller would rather be called back.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection

_CAME: Final = """
came AS (
    SELECT c.call_id, coalesce(c.first_queue_id, c.queue_id) AS queue_id, c.callback_wished_at IS NOT NULL AS wished,
           min(p.joined_at) FILTER (WHERE p.kind = 'caller') AS came,
           max(p.left_at) FILTER (WHERE p.kind = 'caller') AS gone,
           min(p.joined_at) FILTER (WHERE p.kind = 'agent') AS heard
    FROM calls c JOIN parties p USING (call_id)
    WHERE c.direction = 'inbound' GROUP BY c.call_id
), counted AS (
    SELECT *, extract(epoch FROM coalesce(heard, gone, :at) - came) AS waited FROM came WHERE came >= :midnight
)
"""

QUEUES: Final = sa.text(f"""
WITH {_CAME}
SELECT queue_id,
       count(*) FILTER (WHERE heard IS NOT NULL) AS answered,
       count(*) FILTER (WHERE heard IS NULL AND gone IS NOT NULL AND NOT wished) AS abandoned,
       count(*) FILTER (WHERE heard IS NOT NULL AND waited <= 20) AS in_time,
       count(*) FILTER (WHERE heard IS NOT NULL OR (NOT wished AND waited > 20)) AS of_all,
       count(*) FILTER (WHERE came >= :lately AND heard IS NOT NULL AND waited <= 20) AS lately_in_time,
       count(*) FILTER (WHERE came >= :lately AND (heard IS NOT NULL OR (NOT wished AND waited > 20))) AS lately_of_all
FROM counted GROUP BY queue_id
""")

SLOTS: Final = sa.text(f"""
WITH {_CAME}
SELECT date_bin('30 minutes', came, :midnight) AS slot,
       count(*) FILTER (WHERE heard IS NOT NULL) AS answered,
       count(*) FILTER (WHERE heard IS NULL AND gone IS NOT NULL AND NOT wished) AS abandoned
FROM counted GROUP BY slot
HAVING count(*) FILTER (WHERE heard IS NOT NULL OR (gone IS NOT NULL AND NOT wished)) > 0
""")

WAITED: Final = sa.text("""
SELECT c.queue_id, count(*) AS waiting, min(caller.joined_at) AS longest
FROM calls c
JOIN parties caller ON caller.call_id = c.call_id AND caller.kind = 'caller'
WHERE c.direction = 'inbound' AND caller.joined_at <= :then AND coalesce(caller.left_at, 'infinity') > :then
  AND NOT EXISTS (SELECT 1 FROM parties agent WHERE agent.call_id = c.call_id AND agent.kind = 'agent'
                  AND agent.joined_at <= :then)
  AND NOT EXISTS (SELECT 1 FROM offers o WHERE o.call_id = c.call_id AND o.offered_at <= :then
                  AND (coalesce(o.ended_at, 'infinity') > :then OR o.outcome = 'answered'))
GROUP BY c.queue_id
""")

AGENTS: Final = sa.text("""
SELECT s.agent_id, s.state, s.began_at,
       EXISTS (SELECT 1 FROM offers o WHERE o.agent_id = s.agent_id AND o.ended_at IS NULL) AS rings
FROM agent_states s WHERE s.ended_at IS NULL AND s.state <> 'offline'
""")

DONE: Final = sa.text("""
WITH talked AS (
    SELECT agent.agent_id, agent.call_id, extract(epoch FROM agent.left_at - agent.joined_at) AS seconds,
           (SELECT sum(extract(epoch FROM w.ended_at - w.began_at)) FROM agent_states w
            WHERE w.agent_id = agent.agent_id AND w.call_id = agent.call_id AND w.state = 'wrap_up') AS wrap_up,
           (SELECT max(w.ended_at) FROM agent_states w
            WHERE w.agent_id = agent.agent_id AND w.call_id = agent.call_id) AS done_at,
           EXISTS (SELECT 1 FROM agent_states w WHERE w.agent_id = agent.agent_id AND w.call_id = agent.call_id
                   AND w.ended_at IS NULL) AS goes_on
    FROM parties agent WHERE agent.kind = 'agent' AND agent.left_at IS NOT NULL AND agent.joined_at IS NOT NULL
)
SELECT agent_id, count(*) AS handled, avg(seconds + coalesce(wrap_up, 0)) AS average
FROM talked WHERE NOT goes_on AND done_at >= :midnight GROUP BY agent_id
""")


def recounted(connection: Connection, name: sa.TextClause, **values: datetime) -> Mapping[Any, Any]:
    """Return the rows of one count by their first column."""
    return {row[0]: row for row in connection.execute(name, values)}


def by_agent(connection: Connection) -> Mapping[UUID, tuple[str, bool]]:
    """Return the present state of each agent, and whether a call rings at them."""
    return {row.agent_id: (row.state, row.rings) for row in connection.execute(AGENTS)}

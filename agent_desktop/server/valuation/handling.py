"""What telephony knows of how long each agent was busy with each call: talk, hold and wrap-up, from the tables that
the statistics count from."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

# Talk and hold are in the stretches of calls, wrap-up in the states of agents; a colleague's part is their own.
_HANDLING: Final = """
    CREATE TEMPORARY TABLE valued_handling ON COMMIT DROP AS
    SELECT call_id, agent_id, sum(seconds) AS seconds FROM (
        SELECT call_id, agent_id, extract(epoch FROM ended_at - began_at) AS seconds
        FROM call_stretches
        WHERE state IN ('talking', 'held') AND began_at >= :since AND began_at <= :until
        UNION ALL
        SELECT call_id, agent_id, extract(epoch FROM ended_at - began_at)
        FROM agent_states
        WHERE state = 'wrap_up' AND call_id IS NOT NULL AND ended_at IS NOT NULL
            AND began_at >= :since AND began_at <= :until
    ) spans
    GROUP BY call_id, agent_id
"""


def gather_handling(session: Session, since: datetime, until: datetime) -> None:
    """Gather ``valued_handling`` for `records.valuation`: (call_id, agent_id, seconds)."""
    session.execute(sa.text(_HANDLING), {"since": since, "until": until})
    session.execute(sa.text("ANALYZE valued_handling"))

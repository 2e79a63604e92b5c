"""An agent's day in figures that their own stream does not tell."""

from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow, AgentStateRow
from telephony.calls.models import CallRow
from telephony.contract import AgentState
from telephony.database import table_of
from telephony.transfers.models import LegRow

_AGENTS: Final = table_of(AgentRow)
_CALLS: Final = table_of(CallRow)
_LEGS: Final = table_of(LegRow)
_STATES: Final = table_of(AgentStateRow)
_AT_WORK: Final = (AgentState.READY, AgentState.ON_CALL, AgentState.WRAP_UP)


class TimeSpent(NamedTuple):
    """Seconds: ready, on calls and in wrap-up, of all signed in."""

    at_work: float
    signed_in: float


class AgentDayRepository:
    """Changes nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def time_spent(self, agent_id: UUID, since: datetime, now: datetime) -> TimeSpent:
        """Return how an agent's time from `since` until now went."""
        began = sa.func.greatest(_STATES.c.began_at, since)
        ended = sa.func.coalesce(_STATES.c.ended_at, sa.func.greatest(now, _STATES.c.began_at))
        seconds = sa.func.extract("epoch", sa.func.greatest(ended, began) - began)
        # Whoever is in a state since yesterday began it then: the stretch before the first of the day counts too.
        before = sa.select(sa.func.max(_STATES.c.began_at)).where(
            _STATES.c.agent_id == agent_id, _STATES.c.began_at < since
        )
        query = sa.select(
            sa.func.coalesce(sa.func.sum(seconds).filter(_STATES.c.state.in_(_AT_WORK)), 0),
            sa.func.coalesce(sa.func.sum(seconds).filter(_STATES.c.state != AgentState.OFFLINE), 0),
        ).where(
            _STATES.c.agent_id == agent_id,
            _STATES.c.began_at >= sa.func.coalesce(before.scalar_subquery(), since),
        )
        row: Any = self._session.execute(query).one()
        return TimeSpent(float(row[0]), float(row[1]))

    def team_average(self, team: str, since: datetime) -> float | None:
        """Return the mean seconds (talk, hold, wrap-up) of a call that was handled in a team since then, as `AgentDay`
        has them of one agent; None where there was none."""
        members = sa.select(_AGENTS.c.agent_id).where(_AGENTS.c.team == team)
        worked = sa.union_all(
            *(
                sa.select((rows.c.talk_seconds + rows.c.hold_seconds + rows.c.wrap_up_seconds).label("seconds")).where(
                    rows.c.agent_id.in_(members), rows.c.wrapped_up_at >= since, *more
                )
                for rows, more in ((_CALLS, (_CALLS.c.answered_at.is_not(None),)), (_LEGS, ()))
            )
        ).subquery("worked")
        mean = self._session.scalar(sa.select(sa.func.avg(worked.c.seconds)))
        return None if mean is None else float(mean)

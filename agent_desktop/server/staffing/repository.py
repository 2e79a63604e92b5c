"""What happened to calls and agents, counted by half hours. Nothing is changed."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.staffing.history import ONE_DAY, SLOTS, History, Slots, begin_of_day
from telephony.agents.models import AgentRow, AgentStateRow
from telephony.calls.models import CallRow, CallStretchRow
from telephony.contract import AgentState, CallDirection, CallState, EndCause
from telephony.database import table_of
from telephony.queues.models import QueueRow

_CALLS: Final = table_of(CallRow)
_QUEUES: Final = table_of(QueueRow)
_STRETCHES: Final = table_of(CallStretchRow)
_STATES: Final = table_of(AgentStateRow)
_AGENTS: Final = table_of(AgentRow)
_CAME_TO: Final = sa.func.coalesce(_CALLS.c.first_queue_id, _CALLS.c.queue_id)
_NO_ABANDON: Final = sorted((EndCause.TURNED_AWAY_CLOSED, EndCause.TURNED_AWAY_FULL, EndCause.CARRIER_FAILED))
_ANSWERED: Final = _CALLS.c.answered_at.is_not(None)
_ABANDONED: Final = sa.and_(
    _CALLS.c.answered_at.is_(None),
    _CALLS.c.ended_at.is_not(None),
    _CALLS.c.callback_wished_at.is_(None),
    _CALLS.c.end_cause.not_in(_NO_ABANDON),
)
"""As `telephony.statistics.records.CallRecord.fate` has it; a test compares them."""

_HALF_HOUR_SECONDS: Final = 1800
HANDLED_DAYS: Final = 28
"""The handle time is the mean of so many days."""


@dataclass(frozen=True, slots=True)
class Came:
    """Calls that came in a half hour and were answered or abandoned."""

    answered: int = 0
    abandoned: int = 0

    @property
    def offered(self) -> int:
        return self.answered + self.abandoned


@dataclass(frozen=True, slots=True)
class Handled:
    """How many calls agents had and what all these took them: talk, hold, wrap-up."""

    calls: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    """Who takes calls of some queues now."""

    ready: int
    busy: int
    signed_in: int
    waiting: int


class StaffingRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_queues(self) -> list[tuple[str, dict[str, str]]]:
        """List code and name of the queues in use, in the settings' order."""
        query = sa.select(_QUEUES.c.code, _QUEUES.c.name).where(~_QUEUES.c.retired)
        return [(row.code, dict(row.name)) for row in self._session.execute(query.order_by(_QUEUES.c.position))]

    def first_call_day(self, zone: ZoneInfo) -> date | None:
        """Return the day of the first call that came in."""
        query = sa.select(sa.func.min(_CALLS.c.enqueued_at)).where(_CALLS.c.direction == CallDirection.INBOUND)
        first: datetime | None = self._session.scalar(query)
        return None if first is None else first.astimezone(zone).date()

    def history(self, first: date, last: date, zone: ZoneInfo) -> History:
        """Return what each queue's callers offered, by day and half hour of the bank's clock."""
        local = sa.func.timezone(str(zone), _CALLS.c.enqueued_at)
        day = sa.cast(local, sa.Date)
        slot = sa.cast(sa.extract("hour", local) * 2 + sa.func.floor(sa.extract("minute", local) / 30), sa.Integer)
        since, until = begin_of_day(first, zone), begin_of_day(last + ONE_DAY, zone)
        query = (
            sa.select(_QUEUES.c.code, day.label("day"), slot.label("slot"), sa.func.count().label("calls"))
            .join(_QUEUES, _QUEUES.c.queue_id == _CAME_TO)
            .where(*_came(since, until), sa.or_(_ANSWERED, _ABANDONED))
            .group_by(_QUEUES.c.code, day, slot)
        )
        found: defaultdict[str, defaultdict[date, list[float]]] = defaultdict(
            lambda: defaultdict(lambda: [0.0] * SLOTS)
        )
        for row in self._session.execute(query):
            found[row.code][row.day][row.slot] = float(row.calls)
        handled = self.handled(until - timedelta(days=HANDLED_DAYS), until)
        calls: dict[str, Mapping[date, Slots]] = {
            code: {on: tuple(slots) for on, slots in days.items()} for code, days in found.items()
        }
        means = {code: each.seconds / each.calls for code, each in handled.items() if each.calls}
        return History(first, last, calls, means)

    def handled(self, since: datetime, until: datetime, queues: Collection[str] | None = None) -> dict[str, Handled]:
        """Return what the calls that came in this time took their agents, by queue."""
        of_these = [*_came(since, until), _ANSWERED]
        if queues is not None:
            of_these.append(_QUEUES.c.code.in_(sorted(queues)))
        chosen = (
            sa.select(_CALLS.c.call_id, _QUEUES.c.code)
            .join(_QUEUES, _QUEUES.c.queue_id == _CAME_TO)
            .where(*of_these)
            .cte("chosen")
        )
        length = sa.func.sum(sa.extract("epoch", _STRETCHES.c.ended_at - _STRETCHES.c.began_at))
        talked = (
            sa.select(chosen.c.code, length.label("seconds"))
            .join(_STRETCHES, _STRETCHES.c.call_id == chosen.c.call_id)
            .where(_STRETCHES.c.state.in_((CallState.TALKING, CallState.HELD)))
            .group_by(chosen.c.code)
        )
        length = sa.func.sum(sa.extract("epoch", _STATES.c.ended_at - _STATES.c.began_at))
        wrapped = (
            sa.select(chosen.c.code, length.label("seconds"))
            .join(_STATES, _STATES.c.call_id == chosen.c.call_id)
            .where(_STATES.c.state == AgentState.WRAP_UP, _STATES.c.ended_at.is_not(None))
            .group_by(chosen.c.code)
        )
        counted = sa.select(chosen.c.code, sa.func.count().label("calls")).group_by(chosen.c.code).subquery()
        spent = sa.union_all(talked, wrapped).subquery()
        query = (
            sa.select(counted.c.code, counted.c.calls, sa.func.coalesce(sa.func.sum(spent.c.seconds), 0).label("all"))
            .outerjoin(spent, spent.c.code == counted.c.code)
            .group_by(counted.c.code, counted.c.calls)
        )
        return {row.code: Handled(row.calls, float(row.all)) for row in self._session.execute(query)}

    def came(self, since: datetime, until: datetime, queues: Collection[str] | None = None) -> dict[datetime, Came]:
        """Return the calls that came in this time to these queues (None: all) together, by begin of the half hour."""
        begin = sa.cast(sa.func.floor(sa.extract("epoch", _CALLS.c.enqueued_at) / _HALF_HOUR_SECONDS), sa.BigInteger)
        query = (
            sa.select(
                begin.label("number"),
                sa.func.count().filter(_ANSWERED).label("answered"),
                sa.func.count().filter(_ABANDONED).label("abandoned"),
            )
            .join(_QUEUES, _QUEUES.c.queue_id == _CAME_TO)
            .where(*_came(since, until))
            .group_by(begin)
        )
        if queues is not None:
            query = query.where(_QUEUES.c.code.in_(sorted(queues)))
        return {
            datetime.fromtimestamp(row.number * _HALF_HOUR_SECONDS, UTC): Came(row.answered, row.abandoned)
            for row in self._session.execute(query)
        }

    def standing(self, agents: Collection[UUID], queues: Collection[str] | None = None) -> Standing:
        """Return who of these agents takes calls now, and how many callers of these queues (None: all) wait."""
        states = sa.select(_AGENTS.c.state, sa.func.count().label("agents")).where(_AGENTS.c.agent_id.in_(agents))
        by_state = {row.state: row.agents for row in self._session.execute(states.group_by(_AGENTS.c.state))}
        waiting = (
            sa.select(sa.func.count())
            .select_from(_CALLS)
            .join(_QUEUES, _QUEUES.c.queue_id == _CALLS.c.queue_id)
            .where(_CALLS.c.state.in_((CallState.QUEUED, CallState.RINGING)), ~_CALLS.c.undialled)
        )
        if queues is not None:
            waiting = waiting.where(_QUEUES.c.code.in_(sorted(queues)))
        busy = by_state.get(AgentState.ON_CALL, 0) + by_state.get(AgentState.WRAP_UP, 0)
        return Standing(
            ready=by_state.get(AgentState.READY, 0),
            busy=busy,
            signed_in=sum(count for state, count in by_state.items() if state != AgentState.OFFLINE),
            waiting=self._session.scalar(waiting) or 0,
        )


def _came(since: datetime, until: datetime) -> list[sa.ColumnElement[bool]]:
    return [
        _CALLS.c.direction == CallDirection.INBOUND,
        _CALLS.c.enqueued_at >= since,
        _CALLS.c.enqueued_at < until,
    ]

"""When colleagues work, where that is known."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.callback_lists import Shift
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.callbacks.models import AgentShiftRow
from agent_desktop.records.database import table_of

_SHIFTS: Final = table_of(AgentShiftRow)
_LONGEST: Final = timedelta(hours=24)


class ShiftRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_of(self, agent_id: UUID, from_at: datetime, until_at: datetime) -> Sequence[tuple[datetime, datetime]]:
        """Return the shifts of somebody that touch this time, by when they begin."""
        query = sa.select(_SHIFTS.c.from_at, _SHIFTS.c.until_at).where(
            _SHIFTS.c.agent_id == agent_id, _SHIFTS.c.until_at > from_at, _SHIFTS.c.from_at < until_at
        )
        return [(row.from_at, row.until_at) for row in self._session.execute(query.order_by(_SHIFTS.c.from_at))]

    def list_between(
        self, from_at: datetime, until_at: datetime, agents: Collection[UUID] | None = None
    ) -> Sequence[tuple[UUID, datetime, datetime]]:
        """Return the shifts of these people (None: everybody's) that touch this time, by when they begin."""
        query = sa.select(_SHIFTS.c.agent_id, _SHIFTS.c.from_at, _SHIFTS.c.until_at).where(
            _SHIFTS.c.until_at > from_at, _SHIFTS.c.from_at < until_at
        )
        if agents is not None:
            query = query.where(_SHIFTS.c.agent_id.in_(agents))
        return [
            (row.agent_id, row.from_at, row.until_at)
            for row in self._session.execute(query.order_by(_SHIFTS.c.from_at))
        ]

    def last_end(self, agent_id: UUID) -> datetime | None:
        query = sa.select(sa.func.max(_SHIFTS.c.until_at)).where(_SHIFTS.c.agent_id == agent_id)
        last: datetime | None = self._session.scalar(query)
        return last

    def replace(
        self, agent_id: UUID, from_at: datetime, until_at: datetime, shifts: Collection[Shift], by: UUID
    ) -> None:
        gone = sa.delete(_SHIFTS).where(
            _SHIFTS.c.agent_id == agent_id, _SHIFTS.c.from_at >= from_at, _SHIFTS.c.from_at < until_at
        )
        self._session.execute(gone)
        rows = [
            {"agent_id": agent_id, "from_at": shift.from_at, "until_at": shift.until_at, "put_by": by}
            for shift in shifts
        ]
        if rows:
            self._session.execute(sa.insert(_SHIFTS), rows)


def put_shifts(
    session: Session,
    agent_id: UUID,
    *,
    from_at: datetime,
    until_at: datetime,
    shifts: Collection[Shift],
    by: UUID,
    at: datetime,
) -> bool:
    """Have somebody work then, within this time. False where a shift is none: backwards, longer than a day, outside the
    time, or into another."""
    ordered = sorted(shifts, key=lambda shift: shift.from_at)
    right = all(
        from_at <= each.from_at < each.until_at and each.from_at < until_at and each.until_at - each.from_at <= _LONGEST
        for each in ordered
    )
    if not right or any(one.until_at > other.from_at for one, other in pairwise(ordered)):
        return False
    ShiftRepository(session).replace(agent_id, from_at, until_at, ordered, by)
    record_change(
        session, at=at, by=by, what="shifts.put", record_kind="user", record_id=agent_id,
        detail={"from_at": from_at.isoformat(), "until_at": until_at.isoformat(), "count": len(ordered)},
    )  # fmt: skip
    return True


def is_off(session: Session, agent_id: UUID | None, at: datetime) -> bool:
    """Say whether it is known that somebody does not work then. Beyond the last shift on record nothing is known."""
    if agent_id is None:
        return False
    repository = ShiftRepository(session)
    last = repository.last_end(agent_id)
    if last is None or last < at:
        return False
    return not any(start <= at < end for start, end in repository.list_of(agent_id, at, at + timedelta(seconds=1)))

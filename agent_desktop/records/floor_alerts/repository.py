"""Every query on floor alerts, and on the rungs that complaints have reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_clocks import ClockState, WarningKind
from agent_desktop.records.complaint_clocks.models import ComplaintClockRow, ComplaintWarningRow
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.floor_alerts.models import FloorAlertRow, FloorAlertStepRow, FloorLookRow

_LOCK: Final = 7606047
_RUNNING: Final = (ClockState.RUNNING, ClockState.LATE)


@dataclass(frozen=True, slots=True)
class Rung:
    """How far one running clock of a complaint has come: the last rung of its ladder that it reached."""

    complaint_id: UUID
    number: str
    team: str
    clock_id: UUID
    stage: str
    percent: int


class RungRepository:
    """What complaints' own clocks have said. Their running time is theirs to count."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_reached(self) -> Sequence[Rung]:
        """List the running clocks of ours that have reached a rung for the date that they have now."""
        query = (
            sa.select(
                ComplaintRow.complaint_id,
                ComplaintRow.number,
                ComplaintRow.team,
                ComplaintClockRow.clock_id,
                ComplaintClockRow.stage,
                sa.func.max(ComplaintWarningRow.percent),
            )
            .join(ComplaintClockRow, ComplaintClockRow.complaint_id == ComplaintRow.complaint_id)
            .join(ComplaintWarningRow, ComplaintWarningRow.clock_id == ComplaintClockRow.clock_id)
            .where(
                ComplaintRow.ended_at.is_(None),
                ComplaintClockRow.is_ours,
                ComplaintClockRow.state.in_(_RUNNING),
                ComplaintWarningRow.kind == WarningKind.RUNG,
                ComplaintWarningRow.stage == ComplaintClockRow.stage,
            )
            .group_by(ComplaintRow.complaint_id, ComplaintClockRow.clock_id)
        )
        rows: Sequence[Any] = self._session.execute(query).all()
        return [Rung(*row) for row in rows]


class FloorAlertRepository:
    """Alerts; who evaluates the rules holds the turn (`take_turn`), who acts on one locks it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take_turn(self, at: datetime, not_since: datetime) -> bool:
        """Say whether it is this server's to look at the rules now: nobody else does, or has done since then."""
        if not self._session.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(_LOCK))):
            return False
        looked = self.looked_at()
        if looked is not None and not_since < looked <= at:
            return False
        values = {"look_id": 1, "looked_at": at}
        put = insert(FloorLookRow).values(values)
        self._session.execute(put.on_conflict_do_update(index_elements=[FloorLookRow.look_id], set_=values))
        return True

    def looked_at(self) -> datetime | None:
        """Return when somebody last did."""
        return self._session.scalar(sa.select(FloorLookRow.looked_at))

    def list_open(self) -> Sequence[FloorAlertRow]:
        """List every alert that is on, or watched, locked against whoever acts on one."""
        query = sa.select(FloorAlertRow).where(FloorAlertRow.ended_at.is_(None)).order_by(FloorAlertRow.alert_id)
        return self._session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()

    def list_raised(self) -> Sequence[FloorAlertRow]:
        """List those that are on."""
        query = sa.select(FloorAlertRow).where(FloorAlertRow.ended_at.is_(None), FloorAlertRow.raised_at.is_not(None))
        return self._session.scalars(query).all()

    def list_ended(self, rule: str, before: datetime | None, most: int) -> Sequence[FloorAlertRow]:
        """List those that are over, the newest first: so many, and whichever else ended with the last of them."""
        query = sa.select(FloorAlertRow).where(FloorAlertRow.ended_at.is_not(None))
        if rule:
            query = query.where(FloorAlertRow.rule == rule)
        if before is not None:
            query = query.where(FloorAlertRow.ended_at < before)
        newest = query.order_by(FloorAlertRow.ended_at.desc(), FloorAlertRow.alert_id)
        rows = list(self._session.scalars(newest.limit(most)))
        if len(rows) == most:
            known = [row.alert_id for row in rows]
            together = query.where(FloorAlertRow.ended_at == rows[-1].ended_at, FloorAlertRow.alert_id.not_in(known))
            rows += self._session.scalars(together.order_by(FloorAlertRow.alert_id))
        return rows

    def lock(self, alert_id: UUID) -> FloorAlertRow | None:
        """Lock and return one that was raised, as it is now."""
        query = sa.select(FloorAlertRow).where(FloorAlertRow.alert_id == alert_id, FloorAlertRow.raised_at.is_not(None))
        return self._session.scalar(query.with_for_update().execution_options(populate_existing=True))

    def add(self, row: FloorAlertRow | FloorAlertStepRow) -> None:
        self._session.add(row)
        self._session.flush()

    def forget(self, row: FloorAlertRow) -> None:
        """Remove one that was only watched."""
        self._session.delete(row)

    def steps_of(self, alert_id: UUID) -> Sequence[FloorAlertStepRow]:
        """Return all that happened to one, the oldest first."""
        query = sa.select(FloorAlertStepRow).where(FloorAlertStepRow.alert_id == alert_id)
        return self._session.scalars(query.order_by(FloorAlertStepRow.step_no)).all()

    def delete_ended_before(self, at: datetime) -> int:
        """Forget what is older; return how many."""
        gone = sa.delete(FloorAlertRow).where(FloorAlertRow.ended_at < at).returning(FloorAlertRow.alert_id)
        return len(self._session.scalars(gone).all())

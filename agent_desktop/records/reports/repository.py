"""Every query on saved, scheduled and kept reports."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.orm import Session, defer

from agent_desktop.records.errors import StaleVersionError
from agent_desktop.records.reports.errors import ReportNotFoundError
from agent_desktop.records.reports.models import KeptReportRow, ReportScheduleRow, SavedReportRow
from agent_desktop.records.reports.states import GIVEN_UP_AFTER, KeptState

Row = TypeVar("Row", SavedReportRow, ReportScheduleRow)


class SavedReportRepository:
    """Saved reports and schedules."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_saved(self, owner_id: UUID) -> Sequence[SavedReportRow]:
        """List one's own, and what others share, by name."""
        wanted = sa.or_(SavedReportRow.owner_id == owner_id, SavedReportRow.shared)
        query = sa.select(SavedReportRow).where(wanted).order_by(SavedReportRow.name, SavedReportRow.saved_id)
        return self._session.scalars(query).all()

    def find_saved(self, saved_id: UUID) -> SavedReportRow | None:
        return self._session.get(SavedReportRow, saved_id)

    def lock_saved(self, saved_id: UUID, owner_id: UUID, seen_version: int) -> SavedReportRow | None:
        """Return one's own to change it; None where there is none yet and none was seen.

        Raises:
            ReportNotFoundError: It is somebody else's, or gone.
            StaleVersionError: It was changed since.
        """
        row = self._session.get(SavedReportRow, saved_id, with_for_update=True)
        return _own(row, owner_id, seen_version)

    def list_schedules(self, owner_id: UUID | None = None) -> Sequence[ReportScheduleRow]:
        """List those of one person, or of all, by name."""
        query = sa.select(ReportScheduleRow).order_by(ReportScheduleRow.name, ReportScheduleRow.schedule_id)
        if owner_id is not None:
            query = query.where(ReportScheduleRow.owner_id == owner_id)
        return self._session.scalars(query).all()

    def list_of_report(self, saved_id: UUID) -> Sequence[ReportScheduleRow]:
        """List the schedules that have a saved report made, everybody's; nobody changes them until the end."""
        query = sa.select(ReportScheduleRow).where(ReportScheduleRow.saved_id == saved_id)
        return self._session.scalars(query.order_by(ReportScheduleRow.schedule_id).with_for_update()).all()

    def find_schedule(self, schedule_id: UUID) -> ReportScheduleRow | None:
        return self._session.get(ReportScheduleRow, schedule_id)

    def lock_schedule(self, schedule_id: UUID, owner_id: UUID, seen_version: int) -> ReportScheduleRow | None:
        """As `lock_saved`."""
        row = self._session.get(ReportScheduleRow, schedule_id, with_for_update=True)
        return _own(row, owner_id, seen_version)

    def add(self, row: SavedReportRow | ReportScheduleRow) -> None:
        self._session.add(row)
        self._session.flush()

    def remove(self, row: SavedReportRow | ReportScheduleRow) -> None:
        self._session.delete(row)
        self._session.flush()


class KeptReportRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: KeptReportRow) -> None:
        self._session.add(row)
        self._session.flush()

    def list_of(self, owner_id: UUID, limit: int) -> Sequence[KeptReportRow]:
        """List one's own, the newest first, without their content."""
        query = sa.select(KeptReportRow).where(KeptReportRow.made_by == owner_id).options(defer(KeptReportRow.content))
        newest = query.order_by(KeptReportRow.made_at.desc(), KeptReportRow.kept_id).limit(limit)
        return self._session.scalars(newest).all()

    def get(self, kept_id: UUID, owner_id: UUID) -> KeptReportRow:
        """Return one's own.

        Raises:
            ReportNotFoundError: There is none.
        """
        row = self._session.get(KeptReportRow, kept_id)
        if row is None or row.made_by != owner_id or row.content is None:
            raise ReportNotFoundError(report_id=str(kept_id))
        return row

    def newest_of_schedules(self, schedule_ids: Sequence[UUID]) -> dict[UUID, KeptReportRow]:
        """Return the last one that each schedule made, or tried to, without its content."""
        query = (
            sa.select(KeptReportRow)
            .where(KeptReportRow.schedule_id.in_(schedule_ids))
            .ext(distinct_on(KeptReportRow.schedule_id))
            .order_by(KeptReportRow.schedule_id, KeptReportRow.due_on.desc())
            .options(defer(KeptReportRow.content))
        )
        return {row.schedule_id: row for row in self._session.scalars(query) if row.schedule_id is not None}

    def claim(self, schedule: ReportScheduleRow, due_on: date, first: date, last: date, at: datetime) -> UUID | None:
        """Claim a day of a schedule for this server; None where it was claimed before."""
        values = {
            "name": schedule.name,
            "subject": "",
            "first": first,
            "last": last,
            "made_at": at,
            "made_by": schedule.owner_id,
            "content": None,
            "schedule_id": schedule.schedule_id,
            "due_on": due_on,
            "state": KeptState.CLAIMED,
            "claimed_at": at,
        }
        statement = insert(KeptReportRow).values(values).on_conflict_do_nothing().returning(KeptReportRow.kept_id)
        return self._session.scalar(statement)

    def take_on(self, at: datetime) -> KeptReportRow | None:
        """Return one that another server left behind, or that is to be tried again, as one's own; None: none."""
        unsent = KeptReportRow.state.in_((KeptState.CLAIMED, KeptState.MADE))
        waits = sa.and_(KeptReportRow.state == KeptState.MADE, KeptReportRow.claimed_at.is_(None))
        wanted = sa.or_(
            sa.and_(unsent, KeptReportRow.claimed_at < at - GIVEN_UP_AFTER),
            sa.and_(waits, KeptReportRow.retry_at <= at),
        )
        query = sa.select(KeptReportRow).where(wanted).order_by(KeptReportRow.due_on).limit(1)
        row = self._session.scalar(query.with_for_update(skip_locked=True))
        if row is not None:
            row.claimed_at = at
            self._session.flush()
        return row

    def is_name_taken(self, row: KeptReportRow, place: str) -> bool:
        """Say whether another schedule has put a report of this name and these days into a place."""
        query = sa.select(
            sa.exists().where(
                KeptReportRow.kept_id != row.kept_id,
                KeptReportRow.schedule_id.is_distinct_from(row.schedule_id),
                sa.func.lower(KeptReportRow.name) == row.name.lower(),
                KeptReportRow.first == row.first,
                KeptReportRow.last == row.last,
                KeptReportRow.sent_to.contains([place]),
            )
        )
        return bool(self._session.scalar(query))

    def get_claimed(self, kept_id: UUID) -> KeptReportRow:
        """Return one that this server has claimed.

        Raises:
            ReportNotFoundError: Somebody took its schedule away.
        """
        row = self._session.get(KeptReportRow, kept_id, with_for_update=True)
        if row is None:
            raise ReportNotFoundError(report_id=str(kept_id))
        return row


def _own(row: Row | None, owner_id: UUID, seen_version: int) -> Row | None:
    if row is None and not seen_version:
        return None
    if row is None or row.owner_id != owner_id:
        raise ReportNotFoundError
    if row.version != seen_version:
        raise StaleVersionError(current_version=row.version)
    return row

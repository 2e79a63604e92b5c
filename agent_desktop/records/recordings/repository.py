"""Every query on what is kept of recordings."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.recordings import KeptState
from agent_desktop.records.recordings.errors import RecordingNotFoundError
from agent_desktop.records.recordings.models import RecordingRow


class RecordingRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, recording_id: UUID) -> RecordingRow | None:
        return self._session.get(RecordingRow, recording_id, populate_existing=True)

    def get(self, recording_id: UUID) -> RecordingRow:
        """Return one recording.

        Raises:
            RecordingNotFoundError: There is none.
        """
        row = self.find(recording_id)
        if row is None:
            raise RecordingNotFoundError(recording_id=str(recording_id))
        return row

    def lock(self, recording_id: UUID) -> RecordingRow:
        """Return one recording, for nobody else to change until the transaction ends.

        Raises:
            RecordingNotFoundError: There is none.
        """
        query = sa.select(RecordingRow).where(RecordingRow.recording_id == recording_id).with_for_update()
        row = self._session.scalar(query, execution_options={"populate_existing": True})
        if row is None:
            raise RecordingNotFoundError(recording_id=str(recording_id))
        return row

    def list_of_call(self, call_id: UUID) -> Sequence[RecordingRow]:
        """List the recordings of a call, in the order in which they began."""
        query = sa.select(RecordingRow).where(RecordingRow.call_id == call_id)
        return self._session.scalars(query.order_by(RecordingRow.began_at, RecordingRow.recording_id)).all()

    def list_newest(
        self, limit: int, *, held: bool = False, troubled: bool = False, call_id: UUID | None = None
    ) -> Sequence[RecordingRow]:
        """List recordings, the newest first: all, those that are held, or those with which something is wrong."""
        query = sa.select(RecordingRow).order_by(RecordingRow.began_at.desc(), RecordingRow.recording_id)
        if held:
            query = query.where(RecordingRow.held_at.is_not(None))
        if troubled:
            query = query.where(RecordingRow.problem != "")
        if call_id is not None:
            query = query.where(RecordingRow.call_id == call_id)
        return self._session.scalars(query.limit(limit)).all()

    def list_stored(self, after: UUID | None, limit: int) -> Sequence[RecordingRow]:
        """List a page of what is stored, by id, after the last one of the page before."""
        query = sa.select(RecordingRow).where(RecordingRow.state == KeptState.STORED)
        if after is not None:
            query = query.where(RecordingRow.recording_id > after)
        return self._session.scalars(query.order_by(RecordingRow.recording_id).limit(limit)).all()

    def count_unfinished(self) -> int:
        """Count what is kept, is to be fetched, or of which something is to be deleted."""
        is_on = RecordingRow.state.in_((KeptState.RUNNING, KeptState.WAITING, KeptState.STORED))
        query = sa.select(sa.func.count()).select_from(RecordingRow)
        return self._session.scalar(query.where(sa.or_(is_on, RecordingRow.due_at.is_not(None)))) or 0

    def lock_due(self, at: datetime) -> RecordingRow | None:
        """Lock and return the recording that has been due longest and that nobody else has."""
        query = sa.select(RecordingRow).where(RecordingRow.due_at <= at).order_by(RecordingRow.due_at)
        locked = query.limit(1).with_for_update(skip_locked=True)
        return self._session.scalar(locked, execution_options={"populate_existing": True})

    def lock_over(self, today: date, limit: int) -> Sequence[RecordingRow]:
        """Lock and return recordings whose last day is before `today`, and that nobody holds."""
        query = sa.select(RecordingRow).where(
            RecordingRow.state == KeptState.STORED,
            RecordingRow.keep_until < today,
            RecordingRow.held_at.is_(None),
        )
        locked = query.order_by(RecordingRow.keep_until).limit(limit).with_for_update(skip_locked=True)
        return self._session.scalars(locked, execution_options={"populate_existing": True}).all()

    def add(self, row: RecordingRow) -> None:
        self._session.add(row)
        self._session.flush()

"""Every query on the recordings of calls. The group's lock of the call is held where they are changed."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.recordings.models import CallRecordingRow


class CallRecordingRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_of(self, call_id: UUID) -> Sequence[CallRecordingRow]:
        """List the recordings of a call, in the order in which they began."""
        query = sa.select(CallRecordingRow).where(CallRecordingRow.call_id == call_id)
        return self._session.scalars(query.order_by(CallRecordingRow.began_at, CallRecordingRow.recording_sid)).all()

    def find(self, recording_id: UUID) -> CallRecordingRow | None:
        """Return one recording; None where it is unknown, or its call was removed."""
        return self._session.get(CallRecordingRow, recording_id)

    def add(self, row: CallRecordingRow) -> None:
        self._session.add(row)
        self._session.flush()

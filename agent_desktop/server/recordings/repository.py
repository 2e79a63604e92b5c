"""What is kept of recordings beside what telephony knows of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.recordings import KeptState
from agent_desktop.records.recordings.models import RecordingRow
from telephony.calls.models import CallRow
from telephony.contract import CallState, RecordingStop
from telephony.providers.base import PartState
from telephony.recordings.models import CallRecordingRow
from telephony.recordings.policy import LawfulBasis

AT_ONCE: Final = 200
UNHEARD_FOR: Final = timedelta(days=2)
"""How long it is asked again after a call whose carrier is away."""


class LagRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_untold(self, recording_id: UUID | None = None) -> Sequence[UUID]:
        """List recordings of which what is kept lags behind what telephony knows: that there is one, that it is over,
        or that the caller has refused it. With `recording_id` only that one, where it does."""
        query = (
            sa.select(CallRecordingRow.recording_id)
            .join(CallRow, CallRow.call_id == CallRecordingRow.call_id)
            .outerjoin(RecordingRow, RecordingRow.recording_id == CallRecordingRow.recording_id)
            .where(
                sa.or_(
                    RecordingRow.recording_id.is_(None),
                    sa.and_(
                        RecordingRow.state == KeptState.RUNNING,
                        CallRecordingRow.state.in_((PartState.READY, PartState.FAILED)),
                    ),
                    sa.and_(
                        RecordingRow.refused.is_(False),
                        CallRow.recording_stopped_by == RecordingStop.CALLER,
                        CallRecordingRow.basis != LawfulBasis.LEGAL_OBLIGATION.value,
                    ),
                )
            )
        )
        if recording_id is not None:
            query = query.where(CallRecordingRow.recording_id == recording_id)
        return self._session.scalars(query.order_by(CallRecordingRow.began_at).limit(AT_ONCE)).all()

    def list_unheard(self, before: datetime) -> Sequence[tuple[UUID, str, str]]:
        """List the calls that ended before then, at most `UNHEARD_FOR` before, which were to be recorded and of which
        no recording is known: each with its carrier and what that calls it. Whatever was told of it may be lost."""
        query = sa.select(CallRow.call_id, CallRow.provider, CallRow.call_sid).where(
            CallRow.recording_starts.is_not(None),
            CallRow.state == CallState.ENDED,
            CallRow.ended_at < before,
            CallRow.ended_at > before - UNHEARD_FOR,
            ~sa.exists().where(CallRecordingRow.call_id == CallRow.call_id),
        )
        found = self._session.execute(query.order_by(CallRow.ended_at).limit(AT_ONCE)).all()
        return [(row.call_id, row.provider, row.call_sid) for row in found]

    def list_unended(self, before: datetime) -> Sequence[UUID]:
        """List recordings of calls that ended before then, which nobody looks after: their end was not told."""
        query = (
            sa.select(RecordingRow.recording_id)
            .join(CallRow, CallRow.call_id == RecordingRow.call_id)
            .where(
                RecordingRow.state == KeptState.RUNNING,
                RecordingRow.due_at.is_(None),
                CallRow.state == CallState.ENDED,
                CallRow.ended_at < before,
            )
        )
        return self._session.scalars(query.order_by(RecordingRow.began_at).limit(AT_ONCE)).all()

"""What telephony tells of recordings, kept in the records."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from types import MappingProxyType
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.recordings import KeptState
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.recordings.service import Heard, take
from telephony.ports import RecordingFacts
from telephony.providers.base import PartState

_STATES: Final[Mapping[PartState, KeptState]] = MappingProxyType(
    {
        PartState.RUNNING: KeptState.RUNNING,
        PartState.PAUSED: KeptState.RUNNING,
        PartState.STOPPED: KeptState.RUNNING,
        PartState.READY: KeptState.WAITING,
        PartState.FAILED: KeptState.FAILED,
    }
)


class RecordingHost:
    """The part of `telephony.ports.Host` that is about recordings."""

    options: ProfileOptions

    def recording_changed(self, session: Session, recording: RecordingFacts, *, at: datetime) -> None:
        """See `Host.recording_changed`."""
        keep_recording(session, recording, self.options.zone, at=at)

    def recording_asked(self, session: Session, call_id: UUID, what: str, *, by: UUID | None, at: datetime) -> None:
        """See `Host.recording_asked`."""
        audit_recording(session, call_id, what, by=by, at=at)


def keep_recording(session: Session, facts: RecordingFacts, zone: tzinfo, *, at: datetime) -> None:
    """Keep what telephony says of a recording; it is kept for so many days after the bank's day on which it ended."""
    over = facts.ended_at or at
    heard = Heard(
        recording_id=facts.recording_id,
        call_id=facts.call_id,
        agent_id=facts.agent_id,
        state=_STATES[facts.state],
        began_at=facts.began_at,
        ended_at=facts.ended_at,
        seconds=facts.seconds,
        channels=facts.channels,
        policy=facts.policy,
        basis=facts.basis,
        announced_at=facts.announced_at,
        refused=facts.refused,
        keep_until=over.astimezone(zone).date() + timedelta(days=facts.retention_days),
    )
    take(session, heard, at=at)


def audit_recording(session: Session, call_id: UUID, what: str, *, by: UUID | None, at: datetime) -> None:
    """Note who wanted the recording of a call otherwise, and what the carrier made of it."""
    record_change(
        session,
        at=at,
        by=by,
        what=f"recording.{what}",
        record_kind="call",
        record_id=call_id,
        call_id=call_id,
    )

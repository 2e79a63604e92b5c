"""What the host is told of the recordings of a call. The group of the call's queue is locked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from telephony.asking import ask_host
from telephony.calls.models import CallRow
from telephony.contract import RecordingStop
from telephony.deps import Deps
from telephony.ports import RecordingFacts
from telephony.providers.base import PartState, RecordedPart
from telephony.recordings.begun import begun_by
from telephony.recordings.models import CallRecordingRow
from telephony.recordings.policy import KEPT_DAYS, LawfulBasis, RecordingPolicy
from telephony.recordings.repository import CallRecordingRepository
from telephony.recordings.states import may_step
from telephony.times import utc

_OVER = frozenset({PartState.STOPPED, PartState.READY, PartState.FAILED})


def tell_host(
    session: Session,
    deps: Deps,
    call: CallRow,
    parts: Sequence[RecordedPart],
    policy: RecordingPolicy | None,
    at: datetime,
) -> None:
    """Keep how the recordings of a call stand, and tell the host of each that is new or stands otherwise. `policy` is
    the call's by its queue: what is new goes by it where that by which it was made is no more."""
    repository = CallRecordingRepository(session)
    session.flush()
    known = {row.recording_sid: row for row in repository.list_of(call.call_id)}
    for part in parts:
        row = known.get(part.recording_sid)
        if row is not None and not may_step(row.state, part.state):
            continue
        ended_at = None if part.state not in _OVER else part.ended_at or at
        if row is None:
            start = begun_by(call.recording_starts or (), part.began_at)
            code = call.recording_policy if start is None else start.policy
            by = next((each for each in deps.settings.recording_policies if each.code == code), policy)
            row = CallRecordingRow(
                call_id=call.call_id,
                provider=call.provider,
                call_sid=call.call_sid,
                recording_sid=part.recording_sid,
                policy=code,
                basis="" if by is None else by.basis.value,
                retention_days=KEPT_DAYS if by is None else by.retention_days,
                agent_id=call.agent_id if start is None else start.agent_id,
                state=part.state,
                began_at=part.began_at,
                ended_at=ended_at,
                seconds=part.seconds,
                channels=part.channels,
            )
            repository.add(row)
        else:
            row.state, row.ended_at, row.seconds, row.channels = part.state, ended_at, part.seconds, part.channels
            session.flush()
        tell_host_of(session, deps, call, row, at)


def tell_host_of_refusal(session: Session, deps: Deps, call: CallRow, at: datetime) -> None:
    """Tell the host of each recording of a call that the caller has refused; of those that the law demands nothing
    is refused."""
    session.flush()
    for row in CallRecordingRepository(session).list_of(call.call_id):
        tell_host_of(session, deps, call, row, at)


def tell_host_of(session: Session, deps: Deps, call: CallRow, row: CallRecordingRow, at: datetime) -> None:
    """Tell the host how a recording stands."""
    told = call.recording_announced_at if call.recording_announced == row.policy else None
    refused = call.recording_stopped_by is RecordingStop.CALLER and row.basis != LawfulBasis.LEGAL_OBLIGATION.value
    facts = RecordingFacts(
        recording_id=row.recording_id,
        call_id=call.call_id,
        state=row.state,
        began_at=utc(row.began_at),
        ended_at=None if row.ended_at is None else utc(row.ended_at),
        seconds=row.seconds,
        channels=row.channels,
        agent_id=row.agent_id,
        policy=row.policy,
        basis=row.basis,
        retention_days=row.retention_days,
        announced_at=None if told is None else utc(told),
        refused=refused,
    )
    ask_host(session, "recording_changed", lambda: deps.host.recording_changed(session, facts, at=at), otherwise=None)

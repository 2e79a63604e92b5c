"""What becomes of a recording, from when it begins to when it is removed. Nothing here commits or touches a file.

Each step is written before what follows from it is done, and what follows can be done twice: a server that dies in
between leaves a row that is due, and whoever comes next goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.recordings import KeptState
from agent_desktop.records.audit.service import record_change, record_look
from agent_desktop.records.recordings.errors import RecordingHeldError, RecordingNotKeptError
from agent_desktop.records.recordings.models import RecordingRow
from agent_desktop.records.recordings.repository import RecordingRepository
from agent_desktop.records.recordings.states import may_go
from agent_desktop.records.sealed_files.files import StoredFile
from agent_desktop.records.sealed_files.sealing import WrappedKey

LEASE: Final = timedelta(minutes=5)
"""How long whoever took a recording may work at it before another does."""

FIRST_RETRY: Final = timedelta(seconds=10)
LAST_RETRY: Final = timedelta(hours=1)
REMOVED_AT_ONCE: Final = 200

READY_WITHIN: Final = timedelta(minutes=10)
"""How long after its end a recording may take to be ready at the carrier, until that is asked."""

GONE: Final = "gone_at_carrier"
GONE_ANSWERS: Final = 13
"""With the times between two tries these are more than four hours."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What telephony says of a recording. `state` is RUNNING, WAITING (it is ready at the carrier) or FAILED.
    `keep_until` is the last day to keep it. `refused`: the caller did not want it."""

    recording_id: UUID
    call_id: UUID
    agent_id: UUID | None
    state: KeptState
    began_at: datetime
    ended_at: datetime | None
    seconds: int | None
    channels: int
    policy: str
    basis: str
    announced_at: datetime | None
    refused: bool
    keep_until: date


@dataclass(frozen=True, slots=True)
class Job:
    """A recording that is due. RUNNING is to be asked for at the carrier: its end was not told. WAITING is to be
    fetched; in every other state what is at the carrier is to be deleted, and `has_no_file` says that what lies here
    is too. `seconds` of sound are the carrier's word, where it gave any."""

    recording_id: UUID
    state: KeptState
    at_carrier: bool
    has_no_file: bool
    seconds: int | None


def take(session: Session, heard: Heard, *, at: datetime) -> None:
    """Keep what telephony says of a recording; nothing where it stands so, or further, already."""
    repository = RecordingRepository(session)
    row = repository.find(heard.recording_id)
    if row is None:
        row = RecordingRow(
            recording_id=heard.recording_id,
            call_id=heard.call_id,
            agent_id=heard.agent_id,
            state=KeptState.RUNNING,
            began_at=heard.began_at,
            policy=heard.policy,
            basis=heard.basis,
            channels=heard.channels,
            version=1,
        )
        repository.add(row)
        _audit(session, row, "recording.began", None, at, policy=heard.policy, basis=heard.basis)
    else:
        row = repository.lock(heard.recording_id)
    row.announced_at = row.announced_at or heard.announced_at  # of another policy they may be told later
    if heard.refused and not row.refused:
        row.refused = True
        _audit(session, row, "recording.refused", None, at)
    if row.state is KeptState.RUNNING and heard.state is not KeptState.RUNNING:
        row.ended_at, row.seconds, row.channels = heard.ended_at, heard.seconds, heard.channels
        row.keep_until = heard.keep_until
        _go(session, row, heard.state, at)
        _all_well(row)
        row.due_at = at
    elif row.state is KeptState.RUNNING and heard.ended_at is not None and row.due_at is None:
        row.due_at = at + READY_WITHIN
    _honour_refusal(session, row, at)
    session.flush()


def expect(session: Session, recording_id: UUID, *, at: datetime) -> None:
    """The call is over for long, and nobody has told that the recording is: the carrier is to be asked."""
    row = RecordingRepository(session).lock(recording_id)
    if row.state is KeptState.RUNNING and row.due_at is None:
        row.due_at = at
    session.flush()


def next_job(session: Session, at: datetime) -> Job | None:
    """Take the recording that is due longest, for as long as `LEASE`; None where none is."""
    row = RecordingRepository(session).lock_due(at)
    if row is None:
        return None
    row.due_at = at + LEASE
    session.flush()
    gone = row.state in (KeptState.REFUSED, KeptState.REMOVED)
    return Job(row.recording_id, row.state, row.at_carrier, gone, row.seconds)


def note_stored(session: Session, recording_id: UUID, stored: StoredFile, *, at: datetime) -> bool:
    """The sound lies here, was read back, and may be deleted at the carrier; which is due now. Says False where nobody
    waits for it any more: then its file is to go."""
    row = RecordingRepository(session).lock(recording_id)
    if row.state is not KeptState.WAITING:
        return False
    row.checksum, row.size = stored.checksum, stored.size
    row.wrapped_key, row.key_name = stored.key.sealed, stored.key.key_name
    row.stored_at = row.verified_at = row.due_at = at
    _go(session, row, KeptState.STORED, at, checksum=stored.checksum)
    _all_well(row)
    _honour_refusal(session, row, at)
    session.flush()
    return True


def note_nothing_there(session: Session, recording_id: UUID, *, at: datetime) -> int:
    """The carrier says that it has no such recording. It may be wrong for a while: only who has said so `GONE_ANSWERS`
    times, and nothing else in between, is believed, and then there is nothing to wait for. Returns how often."""
    row = RecordingRepository(session).lock(recording_id)
    if row.problem != GONE:
        row.attempts = 0
    attempts = note_trouble(session, recording_id, GONE, at=at)
    if attempts >= GONE_ANSWERS:
        row.at_carrier, row.due_at = False, None
        if row.state in (KeptState.RUNNING, KeptState.WAITING):
            _go(session, row, KeptState.FAILED, at)
    session.flush()
    return attempts


def note_deleted(session: Session, recording_id: UUID, *, at: datetime) -> None:
    """The carrier has it no more, and no file is left that is not to be: nothing is due."""
    row = RecordingRepository(session).lock(recording_id)
    if row.at_carrier:
        row.at_carrier = False
        _audit(session, row, "recording.deleted_at_carrier", None, at)
    row.due_at = None
    _all_well(row)
    session.flush()


def note_trouble(session: Session, recording_id: UUID, problem: str, *, at: datetime) -> int:
    """It did not go well: it is due again later, and what was wrong is kept. Returns how often that was in a row."""
    row = RecordingRepository(session).lock(recording_id)
    row.attempts += 1
    row.problem = problem[:60]
    row.due_at = at + min(FIRST_RETRY * 2 ** min(row.attempts - 1, 10), LAST_RETRY)
    session.flush()
    return row.attempts


def note_not_told(session: Session, recording_id: UUID) -> None:
    """Telephony could not tell what it knows of it, and tries again."""
    RecordingRepository(session).lock(recording_id).problem = "not_told"
    session.flush()


def remove_over(session: Session, today: date, *, at: datetime) -> Sequence[UUID]:
    """Forget the keys of recordings whose time is over, and that nobody holds; their files are due to go. Without its
    key a file says nothing."""
    rows = RecordingRepository(session).lock_over(today, REMOVED_AT_ONCE)
    for row in rows:
        _forget(row, KeptState.REMOVED, at)
        _audit(session, row, "recording.removed", None, at, keep_until=str(row.keep_until))
    session.flush()
    return [row.recording_id for row in rows]


def hold(session: Session, recording_id: UUID, *, by: UUID, why: str, at: datetime) -> RecordingRow:
    """Keep a recording whatever its time.

    Raises:
        RecordingNotFoundError: There is none.
        RecordingNotKeptError: It is removed, refused, or was never there.
        RecordingHeldError: It is held already.
    """
    row = RecordingRepository(session).lock(recording_id)
    if row.state in (KeptState.REMOVED, KeptState.REFUSED, KeptState.FAILED):
        raise RecordingNotKeptError(state=row.state.value)
    if row.held_at is not None:
        raise RecordingHeldError(held=True)
    row.held_at, row.held_by, row.held_why = at, by, why
    _audit(session, row, "recording.held", by, at, why=why)
    session.flush()
    return row


def release(session: Session, recording_id: UUID, *, by: UUID, why: str, at: datetime) -> RecordingRow:
    """Let a recording go when its time is over.

    Raises:
        RecordingNotFoundError: There is none.
        RecordingHeldError: Nobody holds it.
    """
    row = RecordingRepository(session).lock(recording_id)
    if row.held_at is None:
        raise RecordingHeldError(held=False)
    row.held_at, row.held_by, row.held_why = None, None, ""
    _audit(session, row, "recording.released", by, at, why=why)
    _honour_refusal(session, row, at)
    session.flush()
    return row


def note_play(session: Session, row: RecordingRow, *, by: UUID, reason: str, at: datetime) -> WrappedKey:
    """Audit that somebody plays a recording, and return what opens it.

    Raises:
        RecordingNotKeptError: It is not stored: not yet, or no more.
    """
    if row.state is not KeptState.STORED or row.wrapped_key is None:
        raise RecordingNotKeptError(state=row.state.value)
    record_look(
        session,
        at=at,
        by=by,
        what="recording.played",
        record_kind="recording",
        record_id=row.recording_id,
        call_id=row.call_id,
        detail={"reason": reason},
    )
    return WrappedKey(row.wrapped_key, row.key_name)


def note_verified(session: Session, recording_id: UUID, problem: str, *, at: datetime) -> None:
    """A file was read to its end: it is what was stored, or `problem` says why not."""
    row = RecordingRepository(session).lock(recording_id)
    if problem:
        row.problem = problem
        _audit(session, row, "recording.damaged", None, at, problem=problem)
    else:
        row.verified_at = at
        _all_well(row)
    session.flush()


def _honour_refusal(session: Session, row: RecordingRow, at: datetime) -> None:
    """What the caller refused is not kept once it is over, unless somebody holds it: a court's word goes before."""
    is_over = row.state is not KeptState.RUNNING and may_go(row.state, KeptState.REFUSED)
    if row.refused and row.held_at is None and is_over:
        _forget(row, KeptState.REFUSED, at)
        _audit(session, row, "recording.not_kept", None, at)


def _forget(row: RecordingRow, state: KeptState, at: datetime) -> None:
    """Bring it to an end at which no key is left; its file, and what the carrier has, are due to go."""
    row.state, row.version = state, row.version + 1
    row.wrapped_key, row.key_name, row.removed_at, row.due_at = None, "", at, at


def _all_well(row: RecordingRow) -> None:
    row.attempts, row.problem = 0, ""


def _go(session: Session, row: RecordingRow, state: KeptState, at: datetime, **detail: JsonValue) -> None:
    if not may_go(row.state, state):
        raise RecordingNotKeptError(state=row.state.value)
    row.state = state
    row.version += 1
    _audit(session, row, f"recording.{state.value}", None, at, **detail)


def _audit(session: Session, row: RecordingRow, what: str, by: UUID | None, at: datetime, **detail: JsonValue) -> None:
    record_change(
        session,
        at=at,
        by=by,
        what=what,
        record_kind="recording",
        record_id=row.recording_id,
        call_id=row.call_id,
        detail=detail,
    )

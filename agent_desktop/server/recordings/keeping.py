"""Fetches what carriers have recorded, stores it sealed, deletes it there, and removes what is over.

Each step is committed before the next is begun. A server that dies after the sound was fetched and before that is
written fetches it again; one that dies before it is deleted at the carrier deletes it later. Nothing is deleted at the
carrier that does not lie here, whole, on the disk, and was read back.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Final
from uuid import UUID

import structlog

from agent_desktop.contract.recordings import KeptState
from agent_desktop.records.errors import RecordsError
from agent_desktop.records.recordings.service import (
    READY_WITHIN,
    Job,
    expect,
    next_job,
    note_deleted,
    note_nothing_there,
    note_stored,
    note_trouble,
    remove_over,
)
from agent_desktop.records.sealed_files.files import SealedFiles
from agent_desktop.server.recordings.checking import SoundNotWholeError, whole_sound
from agent_desktop.server.recordings.lagging import Begin, CarrierRooms, NotReadyError
from agent_desktop.server.recordings.repository import LagRepository
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.server.workers import Repeated
from telephony.errors import CarrierAwayError, RecordingGoneError, TelephonyError
from telephony.providers.base import RecordingStore
from telephony.recordings.repository import CallRecordingRepository

LOOK_SECONDS: Final = 2.0
RETENTION_EVERY: Final = timedelta(hours=1)
SWEEP_EVERY: Final = timedelta(minutes=5)
TOLD_FROM: Final = 3
"""How often in a row something must have gone wrong before it is told as an error: a carrier may be away for once."""

_log = structlog.stdlib.get_logger(__name__)


class RecordingKeeper:
    """Any number of them may work on one database; each recording is looked after by one at a time.

    `stores` are the carriers by name, `rooms` asks them how recordings stand; `zone` says when the bank's day begins.
    """

    def __init__(
        self,
        begin: Begin,
        files: SealedFiles,
        stores: Mapping[str, RecordingStore],
        zone: tzinfo,
        rooms: CarrierRooms,
    ) -> None:
        self._begin = begin
        self._files = files
        self._stores = stores
        self._zone = zone
        self._rooms = rooms
        self._cleaned_at: datetime | None = None
        self._swept_at: datetime | None = None

    def worker(self) -> Repeated:
        """Return the thread that does it."""
        return Repeated("recordings", self.run, every_seconds=LOOK_SECONDS)

    def run(self) -> None:
        """Do everything that is due."""
        self.clean()
        self.sweep()
        while self.run_next():
            pass

    def run_next(self) -> bool:
        """Look after the recording that is due longest; say whether there was one."""
        with self._begin() as work:
            job = next_job(work.session, work.now())
            place = None if job is None else _place_of(work, job.recording_id)
        if job is None:
            return False
        try:
            self._look_after(job, place)
        except (TelephonyError, RecordsError, OSError, SoundNotWholeError, NotReadyError) as error:
            self._note(job, error)
        return True

    def clean(self) -> None:
        """Remove what is over, at most once in `RETENTION_EVERY`."""
        with self._begin() as work:
            now = work.now()
            if self._cleaned_at is not None and now - self._cleaned_at < RETENTION_EVERY:
                return
            removed = remove_over(work.session, now.astimezone(self._zone).date(), at=now)
        if removed:
            _log.info("recordings.removed", count=len(removed))
            return  # there may be more
        self._cleaned_at = now

    def sweep(self) -> None:
        """Look for what was not told of recordings, at most once in `SWEEP_EVERY`."""
        with self._begin() as work:
            now = work.now()
            if self._swept_at is not None and now - self._swept_at < SWEEP_EVERY:
                return
            lags = LagRepository(work.session)
            untold, unended = lags.list_untold(), lags.list_unended(now - READY_WITHIN)
            unheard = lags.list_unheard(now - READY_WITHIN)
        self._swept_at = now
        for recording_id in untold:
            self._rooms.tell_again(self._begin, recording_id)
        for recording_id in unended:
            with self._begin() as work:
                expect(work.session, recording_id, at=work.now())

        for call_id, carrier, call_sid in unheard:
            self._rooms.ask_after(self._begin, call_id, carrier, call_sid)

    def _look_after(self, job: Job, place: tuple[str, str, str] | None) -> None:
        carrier, call_sid, sid = place or ("", "", "")
        store = self._stores.get(carrier)
        if place is not None and store is None and job.at_carrier:
            raise CarrierAwayError(problem="not_configured")
        if job.state is KeptState.RUNNING and place is not None:
            if not self._rooms.ask(self._begin, job.recording_id, carrier, call_sid):
                raise NotReadyError
            return
        if job.state in (KeptState.RUNNING, KeptState.WAITING):
            self._fetch(job, store, call_sid, sid)
            return
        if job.has_no_file:
            self._files.remove(job.recording_id)
        if job.at_carrier and store is not None:
            try:
                store.delete_recording(call_sid, sid)
            except RecordingGoneError:
                pass
        with self._begin() as work:
            note_deleted(work.session, job.recording_id, at=work.now())

    def _fetch(self, job: Job, store: RecordingStore | None, call_sid: str, sid: str) -> None:
        try:
            if store is None:
                raise RecordingGoneError
            with store.open_recording(call_sid, sid) as sound:
                stored = self._files.store(job.recording_id, whole_sound(sound, job.seconds))
        except RecordingGoneError:
            with self._begin() as work:
                attempts = note_nothing_there(work.session, job.recording_id, at=work.now())
            _log.error("recording.gone", recording_id=str(job.recording_id), attempts=attempts)
            return
        with self._begin() as work:
            wanted = note_stored(work.session, job.recording_id, stored, at=work.now())
        if not wanted:
            self._files.remove_one(job.recording_id, stored.key)

    def _note(self, job: Job, error: Exception) -> None:
        match error:
            case TelephonyError() | RecordsError():
                problem = str(error.code)
            case SoundNotWholeError():
                problem = "sound_not_whole"
            case NotReadyError():
                problem = "not_ready_at_carrier"
            case _:
                problem = "file_not_writable"
        with self._begin() as work:
            attempts = note_trouble(work.session, job.recording_id, problem, at=work.now())
        tell = _log.error if attempts >= TOLD_FROM or not isinstance(error, CarrierAwayError) else _log.warning
        tell("recording.trouble", recording_id=str(job.recording_id), code=problem, attempts=attempts)


def _place_of(work: UnitOfWork, recording_id: UUID) -> tuple[str, str, str] | None:
    row = CallRecordingRepository(work.session).find(recording_id)
    return None if row is None else (row.provider, row.call_sid, row.recording_sid)

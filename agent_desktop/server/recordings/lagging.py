"""Has told again of a recording what was lost: by telephony, or by the carrier."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from uuid import UUID

import structlog

from agent_desktop.contract.recordings import KeptState
from agent_desktop.records.recordings.models import RecordingRow
from agent_desktop.records.recordings.service import note_not_told
from agent_desktop.server.recordings.repository import LagRepository
from agent_desktop.server.unit_of_work import UnitOfWork
from telephony.app import Telephony
from telephony.errors import CarrierAwayError
from telephony.providers.base import Provider, RecordedPart
from telephony.recordings.retelling import take_over, tell_host_again

Begin = Callable[[], AbstractContextManager[UnitOfWork]]

_log = structlog.stdlib.get_logger(__name__)


class NotReadyError(Exception):
    """The carrier says nothing of the end of a recording whose call is over for long."""


class CarrierRooms:
    """Asks a carrier, and telephony, how the recordings of a call stand. Safe to use from several threads."""

    def __init__(self, provider: Provider, telephony: Telephony) -> None:
        self._provider = provider
        self._telephony = telephony

    def ask(self, begin: Begin, recording_id: UUID, carrier: str, call_sid: str) -> bool:
        """Ask the carrier how a call's recordings stand, and take that over; say whether this one is over by now.

        Raises:
            CarrierAwayError: It does not answer, or is not the one of the settings.
        """
        if self._provider.name != carrier:
            raise CarrierAwayError(problem="not_configured")
        report = self._provider.look_up_room(call_sid)
        return self.tell_again(begin, recording_id, () if report is None else report.room.recordings)

    def ask_after(self, begin: Begin, call_id: UUID, carrier: str, call_sid: str) -> None:
        """Ask the carrier after a call that was to be recorded, of which nothing was ever told. Where it says that
        there is no recording either, it is not asked again; where it does not answer, it is."""
        if self._provider.name != carrier:
            return
        try:
            report = self._provider.look_up_room(call_sid)
        except CarrierAwayError:
            return
        parts = () if report is None else report.room.recordings
        with begin() as work:
            take_over(work.session, self._telephony.deps(work.journal), call_id, parts)
        if parts:
            _log.warning("recording.found", call_id=str(call_id), count=len(parts))

    def tell_again(self, begin: Begin, recording_id: UUID, parts: Sequence[RecordedPart] = ()) -> bool:
        """Have telephony take over `parts`, and tell of a recording once more; say whether what is kept of it is over.
        What cannot be told is logged, and told the next time."""
        with begin() as work:
            tell_host_again(work.session, self._telephony.deps(work.journal), recording_id, parts)
        with begin() as work:
            kept = work.session.get(RecordingRow, recording_id)
            is_over = kept is not None and kept.state is not KeptState.RUNNING
            lags = bool(LagRepository(work.session).list_untold(recording_id))
            if lags and kept is not None:
                note_not_told(work.session, recording_id)
        if lags:
            _log.error("recording.not_told", recording_id=str(recording_id))
        return is_over

"""Has recordings become ready a while after their end, as a real carrier does, and misbehaves where a test says so.

Pure but for `later`: whoever drives the simulator says how time passes.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final
from uuid import uuid4

from telephony.providers.base import RECORD_KINDS, CarrierReport, Order, OrderKind, OrderOutcome, PartState, ReportKind
from telephony.providers.simulator.callers import Later
from telephony.providers.simulator.carrier import Carrier
from telephony.providers.simulator.recorder_conduct import RecordingConduct
from telephony.providers.simulator.recording import Recording, sound_of

READY_AFTER_SECONDS: Final = 0.5


class Recorder:
    """Every recording of a carrier. One thread uses it, the carrier's."""

    def __init__(
        self,
        carrier: Carrier,
        later: Later,
        send: Callable[[CarrierReport | None], None],
        now: Callable[[], datetime],
    ) -> None:
        self._carrier = carrier
        self._later = later
        self._send = send
        self._now = now
        self._awaited: set[str] = set()
        self._conduct: dict[OrderKind, RecordingConduct] = {}

    def behave(self, kind: OrderKind, conduct: RecordingConduct) -> None:
        """Deal so with orders of this kind from now on."""
        self._conduct[kind] = conduct

    def instead(self, order: Order) -> OrderOutcome | None:
        """Return what is answered to an order without anything being done; None where it is obeyed."""
        conduct = self._conduct.get(order.kind, RecordingConduct.OBEYS)
        if order.kind not in RECORD_KINDS or conduct is RecordingConduct.OBEYS:
            return None
        return OrderOutcome.REFUSED if conduct is RecordingConduct.REFUSES else OrderOutcome.DONE

    def heard(self, report: CarrierReport) -> None:
        """Have what is over become ready."""
        for part in report.room.recordings:
            if part.state is PartState.STOPPED and part.recording_sid not in self._awaited:
                self._awaited.add(part.recording_sid)
                self._later(READY_AFTER_SECONDS, partial(self._ready, report.call_sid, part.recording_sid))

    def sound(self, call_sid: str, recording_sid: str) -> bytes | None:
        """Return the sound of a recording that is ready; None where there is none any more."""
        recording = self._find(call_sid, recording_sid)
        return None if recording is None or recording.state is not PartState.READY else sound_of(recording)

    def delete(self, call_sid: str, recording_sid: str) -> bool:
        """Forget the sound of a recording; say whether there was any."""
        recording = self._find(call_sid, recording_sid)
        if recording is None:
            return False
        recording.deleted = True
        return True

    def _find(self, call_sid: str, recording_sid: str) -> Recording | None:
        room = self._carrier.find_room(call_sid)
        recordings = [] if room is None else room.recordings
        found = (each for each in recordings if each.recording_sid == recording_sid and not each.deleted)
        return next(found, None)

    def _ready(self, call_sid: str, recording_sid: str) -> None:
        self._awaited.discard(recording_sid)
        self._send(recording_ready(self._carrier, call_sid, recording_sid, self._now()))


def record_beside(carrier: Carrier, call_sid: str, at: datetime) -> CarrierReport | None:
    """A second recording of the call is begun, which the server has not asked for: that of a line, or of whoever set
    the account up. Orders are of every recording of a call, this one too."""
    room = carrier.find_room(call_sid)
    if room is None or room.ended_by is not None:
        return None
    room.recordings.append(Recording(f"REC{uuid4().hex}", at, channels=1))
    return room.report(ReportKind.RECORDING_CHANGED, at)


def recording_ready(carrier: Carrier, call_sid: str, recording_sid: str, at: datetime) -> CarrierReport | None:
    """What was recorded can be fetched. None where it cannot: nobody knows it, or it is ready already."""
    room = carrier.find_room(call_sid)
    recordings = [] if room is None else room.recordings
    found = next((each for each in recordings if each.recording_sid == recording_sid), None)
    if room is None or found is None or found.state is not PartState.STOPPED:
        return None
    found.state = PartState.READY
    return room.report(ReportKind.RECORDING_READY, at)

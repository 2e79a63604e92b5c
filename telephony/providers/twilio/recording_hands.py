"""What is asked of Twilio about the recordings of a room."""

from collections.abc import Sequence
from typing import Any, Protocol

from telephony.contract import RecordingState
from telephony.providers.twilio.errors import PartyGoneError
from telephony.providers.twilio.rest_recordings import Pause, RecordingOf, RecordingWish
from telephony.providers.twilio.values import TwilioRecording

_IN_PROGRESS, _PAUSED = "in-progress", "paused"


class Recordings(Protocol):
    """The part of `TwilioRest.recordings` that is used."""

    def start(self, call_sid: str, wish: RecordingWish, *, look_first: bool = False) -> Any: ...

    def pause(self, of: RecordingOf, sid: str, recording_sid: str, how: Pause = ...) -> TwilioRecording: ...

    def resume(self, of: RecordingOf, sid: str, recording_sid: str) -> TwilioRecording: ...

    def stop(self, of: RecordingOf, sid: str, recording_sid: str) -> TwilioRecording: ...

    def list_of(self, of: RecordingOf, sid: str) -> tuple[TwilioRecording, ...]: ...


def see_recordings(recordings: Recordings, call_sid: str, conference_sid: str) -> tuple[TwilioRecording, ...]:
    """Return every recording of a leg and of a conference, as Twilio lists them now."""
    return tuple(each for _, _, each in _listed(recordings, call_sid, conference_sid))


def bring_to(
    recordings: Recordings, wished: RecordingState, call_sid: str, conference_sid: str, status_url: str
) -> tuple[TwilioRecording, ...]:
    """Have every recording of a leg and of its conference stand so; return them as Twilio lists them afterwards, which
    is the only word that counts. One that has ended meanwhile is no failure.

    Raises:
        PartyGoneError: The leg is not there any more, and is to be recorded.
        CarrierRefusedError: Twilio refused.
        CarrierAwayError: No answer in time; some of it may be done.
    """
    live = [(of, sid, each) for of, sid, each in _listed(recordings, call_sid, conference_sid) if each.is_live]
    if wished is RecordingState.ON and not live:
        recordings.start(call_sid, RecordingWish(status_url))
    for of, sid, each in live:
        try:
            if wished is RecordingState.PAUSED and each.status == _IN_PROGRESS:
                recordings.pause(of, sid, each.sid, Pause.SILENCE)
            elif wished is RecordingState.ON and each.status == _PAUSED:
                recordings.resume(of, sid, each.sid)
            elif wished is RecordingState.OFF:
                recordings.stop(of, sid, each.sid)
        except PartyGoneError:
            continue
    return see_recordings(recordings, call_sid, conference_sid)


def _listed(
    recordings: Recordings, call_sid: str, conference_sid: str
) -> Sequence[tuple[RecordingOf, str, TwilioRecording]]:
    found = [(RecordingOf.CALL, call_sid, each) for each in recordings.list_of(RecordingOf.CALL, call_sid)]
    if conference_sid:
        try:
            of_room = recordings.list_of(RecordingOf.CONFERENCE, conference_sid)
        except PartyGoneError:
            of_room = ()
        found += [(RecordingOf.CONFERENCE, conference_sid, each) for each in of_room]
    return found

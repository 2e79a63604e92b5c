"""Recordings of a call's leg and of a conference. A conference records by its TwiML; by REST only a leg starts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import requests

from telephony.errors import CarrierAwayError
from telephony.providers.twilio.asking import Asker, Made
from telephony.providers.twilio.errors import EXPECTED, Failure
from telephony.providers.twilio.values import TwilioRecording, only_of, recording_from

CURRENT: Final = "Twilio.CURRENT"
EVENTS: Final = ("in-progress", "completed", "absent")
MEDIA_SECONDS: Final = 30.0
"""How long a download may give nothing."""


class RecordingOf(StrEnum):
    """What is recorded; the sid beside it is a call's or a conference's."""

    CALL = "call"
    CONFERENCE = "conference"


class Pause(StrEnum):
    SKIP = "skip"  # the time is left out
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class RecordingWish:
    """`track` is inbound, outbound or both. `status_url` hears what becomes of it."""

    status_url: str
    channels: str = "dual"
    track: str = "both"


@dataclass(frozen=True, slots=True)
class Media:
    media_type: str
    chunks: Iterator[bytes]


class RestRecordings:
    """Safe to use from several threads; raises as `Asker` does."""

    def __init__(self, client: Any, asker: Asker, open_media: Callable[[str, float], Any]) -> None:
        self._client = client
        self._asker = asker
        self._open_media = open_media

    def start(self, call_sid: str, wish: RecordingWish, *, look_first: bool = False) -> Made[TwilioRecording]:
        """Record a leg from now on. Where the answer is lost, a live recording of that leg is taken for it.

        Raises:
            OutcomeUnknownError: There is none, or more than one.
        """
        recordings = self._client.calls(call_sid).recordings
        return self._asker.make(
            lambda: recording_from(
                recordings.create(
                    recording_channels=wish.channels,
                    recording_track=wish.track,
                    recording_status_callback=wish.status_url,
                    recording_status_callback_method="POST",
                    recording_status_callback_event=list(EVENTS),
                )
            ),
            lambda: only_of(each for each in map(recording_from, recordings.list(limit=50)) if each.is_live),
            label=call_sid,
            is_call=False,
            look_first=look_first,
        )

    def pause(self, of: RecordingOf, sid: str, recording_sid: str, how: Pause = Pause.SKIP) -> TwilioRecording:
        """Pause one recording; it is paused only where the answer says so. All of a call have to be."""
        return self._update(of, sid, recording_sid, status="paused", pause_behavior=how.value)

    def resume(self, of: RecordingOf, sid: str, recording_sid: str) -> TwilioRecording:
        return self._update(of, sid, recording_sid, status="in-progress")

    def stop(self, of: RecordingOf, sid: str, recording_sid: str) -> TwilioRecording:
        """End one recording. It cannot be started again."""
        return self._update(of, sid, recording_sid, status="stopped")

    def list_of(self, of: RecordingOf, sid: str) -> tuple[TwilioRecording, ...]:
        """Return all recordings of a call or a conference, those that ended too."""
        return self._asker.ask(
            lambda: tuple(map(recording_from, self._thing(of, sid).recordings.list(page_size=50, limit=500)))
        )

    def fetch(self, recording_sid: str) -> TwilioRecording:
        return self._asker.ask(lambda: recording_from(self._client.recordings(recording_sid).fetch()))

    @contextmanager
    def media(self, recording_sid: str, *, file_type: str = "wav", channels: int = 0) -> Iterator[Media]:
        """Open the sound of a completed recording; `channels` 0 is as Twilio gives it, which may be mixed to one.

        Raises:
            PartyGoneError: There is none (any more).
            CarrierAwayError: No answer, or it stopped half way.
        """
        if file_type not in ("wav", "mp3") or channels not in (0, 1, 2):
            raise ValueError(f"no such sound: {file_type} {channels}")
        query = f"?RequestedChannels={channels}" if channels else ""
        account = self._client.account_sid
        path = f"/2010-04-01/Accounts/{account}/Recordings/{_sid(recording_sid)}.{file_type}{query}"
        try:
            with self._open_media(path, MEDIA_SECONDS) as (media_type, chunks):
                yield Media(media_type, _told(chunks))
        except requests.exceptions.RequestException as error:
            raise _media_error(error) from None

    def delete(self, recording_sid: str) -> None:
        """Delete it at Twilio, sound and all."""
        self._asker.ask(lambda: self._client.recordings(recording_sid).delete())

    def _update(self, of: RecordingOf, sid: str, recording_sid: str, **changes: str) -> TwilioRecording:
        return self._asker.ask(lambda: recording_from(self._thing(of, sid).recordings(recording_sid).update(**changes)))

    def _thing(self, of: RecordingOf, sid: str) -> Any:
        return self._client.calls(sid) if of is RecordingOf.CALL else self._client.conferences(sid)


def _sid(recording_sid: str) -> str:
    if not (recording_sid.isascii() and recording_sid.isalnum()):
        raise ValueError("no recording's sid")
    return recording_sid


def _told(chunks: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from chunks
    except EXPECTED:
        raise CarrierAwayError from None


def _media_error(error: requests.exceptions.RequestException) -> Exception:
    answer = getattr(error, "response", None)
    return Failure(_AnsweredError(answer.status_code) if answer is not None else error).as_error()


class _AnsweredError(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status

"""What Twilio has recorded, fetched with the account's key and deleted there."""

from collections.abc import Iterator
from contextlib import contextmanager

from telephony.errors import RecordingGoneError
from telephony.providers.twilio.errors import PartyGoneError
from telephony.providers.twilio.rest_recordings import RestRecordings
from telephony.providers.twilio.wire import NAME

CHANNELS = 2
"""Both sides apart; Twilio mixes them to one where nobody asks (telephony.md 1.8)."""


class TwilioRecordings:
    """`telephony.providers.base.RecordingStore` at Twilio. Safe to use from several threads."""

    def __init__(self, recordings: RestRecordings) -> None:
        self._recordings = recordings

    @property
    def name(self) -> str:
        return NAME

    @contextmanager
    def open_recording(self, call_sid: str, recording_sid: str) -> Iterator[Iterator[bytes]]:  # noqa: ARG002
        """Give the sound of a recording that is ready, piece by piece.

        Raises:
            RecordingGoneError: Twilio has none of this name, or none any more.
            CarrierAwayError: No answer in time, or it broke off; also while it is read.
        """
        try:
            with self._recordings.media(recording_sid, file_type="wav", channels=CHANNELS) as media:
                yield media.chunks
        except PartyGoneError:
            raise RecordingGoneError from None

    def delete_recording(self, call_sid: str, recording_sid: str) -> None:  # noqa: ARG002
        """Have Twilio forget a recording, sound and all; nothing where it has.

        Raises:
            CarrierAwayError: No answer in time; it may or may not be forgotten.
        """
        try:
            self._recordings.delete(recording_sid)
        except PartyGoneError:
            return

"""Tones and announcements into a call, and what was said in it. Each raises `ClientError`."""

from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from telephony.contract import Announcement, DeskSnapshot, DigitsSent, HeardWords, PlayAnnouncement, SendDigits

_CALLS: Final = f"{API_PREFIX}/calls"


class TellingApi:
    """What an agent sends or has played into a call."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._sent = TypeAdapter(DigitsSent)
        self._announcements = TypeAdapter(tuple[Announcement, ...])
        self._desk = TypeAdapter(DeskSnapshot)
        self._words = TypeAdapter(HeardWords)

    def send_digits(self, call_id: UUID, command: SendDigits) -> DigitsSent:
        """Send tones to whoever was called outside. Raises CALL_TRANSITION_REFUSED, NOT_YOUR_CALL, CARRIER_AWAY."""
        return self._http.send("POST", f"{_CALLS}/{call_id}/digits", self._sent, body=command)

    def words(self, call_id: UUID) -> HeardWords:
        """Return what was said in one's own call, where it is written down. Raises CALL_NOT_FOUND, NOT_YOUR_CALL."""
        return self._http.send("GET", f"{_CALLS}/{call_id}/words", self._words)

    def announcements(self) -> tuple[Announcement, ...]:
        """Return what may be played."""
        return self._http.send("GET", f"{API_PREFIX}/announcements", self._announcements)

    def play(self, call_id: UUID, command: PlayAnnouncement) -> DeskSnapshot:
        """Have an announcement played. Raises ANNOUNCEMENT_UNKNOWN, CALL_TRANSITION_REFUSED, NOT_YOUR_CALL."""
        return self._http.send("POST", f"{_CALLS}/{call_id}/announcements", self._desk, body=command)

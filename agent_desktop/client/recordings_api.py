"""What was recorded of calls: listed, and played with a reason."""

from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.recordings import CallRecordings, ListenReason, PlayRecording

LARGEST: Final = 256 * 1024 * 1024
"""The most bytes of one recording that are taken into memory: some four hours."""


class RecordingsApi:
    """Each method waits for the server, and raises `ClientError`."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._recordings = TypeAdapter(CallRecordings)

    def recordings(self, contact_id: UUID) -> CallRecordings:
        """Return what there is of the call that a contact was."""
        return self._http.send("GET", f"{API_PREFIX}/contacts/{contact_id}/recordings", self._recordings)

    def sound(self, recording_id: UUID, reason: ListenReason) -> bytes:
        """Return the sound of a recording, a WAV file; that it is played is audited. Raises NOT_ALLOWED,
        RECORDING_NOT_FOUND, RECORDING_NOT_KEPT, RECORDING_DAMAGED."""
        path = f"{API_PREFIX}/recordings/{recording_id}/play"
        return self._http.fetch("POST", path, body=PlayRecording(reason=reason), largest=LARGEST)

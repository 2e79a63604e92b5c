"""The routes of hand-over notes. Each raises `ClientError`."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.handovers import (
    HandedScript,
    HandoverDraft,
    HandoverNote,
    HandoverReasons,
    SendHandover,
)

_CALLS = f"{API_PREFIX}/calls"


class HandoversApi:
    """What whoever takes over a caller is told."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._note = TypeAdapter(HandoverNote)
        self._reasons = TypeAdapter(HandoverReasons)
        self._script = TypeAdapter(HandedScript)

    def reasons(self) -> HandoverReasons:
        """Return for what callers are handed over."""
        return self._http.send("GET", f"{API_PREFIX}/handover-reasons", self._reasons)

    def handover(self, call_id: UUID) -> HandoverNote:
        """Return the agent's own note, or, for who is consulted, the one that they were sent. Raises NOT_YOUR_CALL,
        HANDOVER_NOT_FOUND."""
        return self._http.send("GET", f"{_CALLS}/{call_id}/handover", self._note)

    def received(self, call_id: UUID, *, read: bool) -> HandoverNote:
        """Return the note that a colleague sent; with `read` they are told that it was read. Raises NOT_YOUR_CALL,
        HANDOVER_NOT_FOUND."""
        asked = f"?received=true&read={'true' if read else 'false'}"
        return self._http.send("GET", f"{_CALLS}/{call_id}/handover{asked}", self._note)

    def save(self, call_id: UUID, command: HandoverDraft) -> HandoverNote:
        """Keep the agent's note; one that was sent changes at the colleague's too. Raises STALE_VERSION,
        HANDOVER_REASON_UNKNOWN, HANDOVER_UNFINISHED, NOT_YOUR_CALL."""
        return self._http.send("PUT", f"{_CALLS}/{call_id}/handover", self._note, body=command)

    def send(self, call_id: UUID, command: SendHandover) -> HandoverNote:
        """Let who is consulted read it. Raises STALE_VERSION, HANDOVER_UNFINISHED, HANDOVER_NOT_FOUND."""
        return self._http.send("POST", f"{_CALLS}/{call_id}/handover/send", self._note, body=command)

    def script(self, call_id: UUID) -> HandedScript:
        """Return how far the script of a call was walked, for who is consulted in it. Raises NOT_YOUR_CALL."""
        return self._http.send("GET", f"{_CALLS}/{call_id}/handed-script", self._script)

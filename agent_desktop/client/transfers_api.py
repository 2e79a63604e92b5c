"""The routes of transfers. Each raises `ClientError`."""

from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from telephony.contract import AskNext, DeskSnapshot, StartTransfer

_CALLS: Final = f"{API_PREFIX}/calls"


class TransfersApi:
    """Passing a caller on. What is done during a transfer is a command of the call."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._desk = TypeAdapter(DeskSnapshot)

    def start(self, call_id: UUID, command: StartTransfer) -> DeskSnapshot:
        """Call a specialist into the call, or send the caller on. Raises COLLEAGUE_NOT_FREE and what the table of calls
        refuses."""
        return self._http.send("POST", f"{_CALLS}/{call_id}/transfers", self._desk, body=command)

    def ask_next(self, call_id: UUID, command: AskNext) -> DeskSnapshot:
        """Keep a busy specialist for this call: they are called into it once they are free."""
        return self._http.send("POST", f"{_CALLS}/{call_id}/ask-next", self._desk, body=command)

    def ask_no_more(self, call_id: UUID) -> DeskSnapshot:
        """Keep nobody for this call any more."""
        return self._http.send("DELETE", f"{_CALLS}/{call_id}/ask-next", self._desk)

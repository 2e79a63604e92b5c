"""A supervisor in an agent's call. Each raises `ClientError`."""

from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from telephony.contract import OwnSupervision, RemoveColleague, Supervise, Supervised, SupervisionSnapshot

_CALLS: Final = f"{API_PREFIX}/calls"
_OWN: Final = f"{API_PREFIX}/supervision"


class SupervisionApi:
    """For supervisors."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._calls = TypeAdapter(tuple[Supervised, ...])
        self._begun = TypeAdapter(SupervisionSnapshot)
        self._own = TypeAdapter(OwnSupervision)

    def calls(self) -> tuple[Supervised, ...]:
        """Return the calls that may be listened to, the longest first."""
        return self._http.send("GET", f"{_OWN}/calls", self._calls)

    def supervise(self, call_id: UUID, command: Supervise) -> SupervisionSnapshot:
        """Listen, whisper or barge in. Raises CALL_TRANSITION_REFUSED, SUPERVISED_ALREADY, SUPERVISING, NOT_ALLOWED,
        RECORDING_PAUSED, CALL_NOT_FOUND and AGENT_TRANSITION_REFUSED."""
        return self._http.send("POST", f"{_CALLS}/{call_id}/supervision", self._begun, body=command)

    def beat(self) -> OwnSupervision:
        """Say that this desktop is there, and return how the supervisor stands."""
        return self._http.send("POST", f"{_OWN}/beats", self._own)

    def leave(self) -> OwnSupervision:
        """Leave the call."""
        return self._http.send("DELETE", _OWN, self._own)

    def remove_colleague(self, call_id: UUID, command: RemoveColleague) -> OwnSupervision:
        """Take whoever was called into a call out of it. Raises CALL_TRANSITION_REFUSED and NOT_ALLOWED."""
        return self._http.send("POST", f"{_CALLS}/{call_id}/colleague/removal", self._own, body=command)

"""What a person has before them, and the calls that are owed to customers. Each raises `ClientError`."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.home import Home
from agent_desktop.contract.owed_calls import ChangeOwedCall, OweCall, OwedCall


class HomeApi:
    """A person's home, and calls that colleagues owe customers."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._home = TypeAdapter(Home)
        self._owed = TypeAdapter(OwedCall)

    def home(self) -> Home:
        """Return what the person has before them. The look is audited."""
        return self._http.send("GET", f"{API_PREFIX}/home", self._home)

    def owe(self, call_id: UUID, command: OweCall) -> OwedCall:
        """Note that a colleague owes the caller a call. Raises OWED_CALL_REFUSED, NOT_YOUR_CALL,
        DIRECTORY_ENTRY_UNKNOWN."""
        return self._http.send("POST", f"{API_PREFIX}/calls/{call_id}/owed-calls", self._owed, body=command)

    def change_owed(self, owed_call_id: UUID, command: ChangeOwedCall) -> OwedCall:
        """Say that it was made, or not after all. Raises OWED_CALL_NOT_FOUND, STALE_VERSION, OWED_CALL_REFUSED."""
        return self._http.send("POST", f"{API_PREFIX}/owed-calls/{owed_call_id}/changes", self._owed, body=command)

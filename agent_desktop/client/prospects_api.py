"""The routes of callers who are no customers yet, and of whom a call was with. Each raises `ClientError`."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.customers import Candidate, Profile
from agent_desktop.contract.prospects import (
    AttachCall,
    Attached,
    ChangeProspect,
    Duplicates,
    FindDuplicates,
    KeepProspect,
    UndoAttachment,
)


class ProspectsApi:
    """Prospects, and attaching calls."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._duplicates = TypeAdapter(Duplicates)
        self._attached = TypeAdapter(Attached)
        self._possible = TypeAdapter(tuple[Candidate, ...])
        self._profile = TypeAdapter(Profile)

    def duplicates(self, asked: FindDuplicates) -> Duplicates:
        """Return who on record may be this one. Raises SEARCH_STOPPED, NUMBER_WRONG, NOT_YOUR_CALL."""
        return self._http.send("POST", f"{API_PREFIX}/prospects/duplicates", self._duplicates, body=asked)

    def possible(self, call_id: UUID) -> tuple[Candidate, ...]:
        """Return whose the number of a call once was. Raises NOT_YOUR_CALL."""
        return self._http.send("GET", f"{API_PREFIX}/calls/{call_id}/possible", self._possible)

    def keep(self, call_id: UUID, command: KeepProspect) -> Attached:
        """Keep the caller's card. Raises PROSPECT_UNKNOWN, PROSPECT_DUPLICATE, NUMBER_WRONG, NOT_YOUR_CALL."""
        return self._http.send("POST", f"{API_PREFIX}/calls/{call_id}/prospect", self._attached, body=command)

    def attach(self, call_id: UUID, command: AttachCall) -> Attached:
        """Say whom a call was with. Raises CUSTOMER_NOT_FOUND, NOT_YOUR_CALL."""
        return self._http.send("POST", f"{API_PREFIX}/calls/{call_id}/attachment", self._attached, body=command)

    def undo(self, call_id: UUID, command: UndoAttachment) -> Attached:
        """Take one's last word on a call back. Raises LINK_NOT_UNDOABLE, NOT_YOUR_CALL."""
        return self._http.send("POST", f"{API_PREFIX}/calls/{call_id}/attachment/undo", self._attached, body=command)

    def change(self, customer_id: UUID, command: ChangeProspect) -> Profile:
        """Change a prospect's card. Raises NOT_A_PROSPECT, STALE_VERSION."""
        return self._http.send("PUT", f"{API_PREFIX}/prospects/{customer_id}", self._profile, body=command)

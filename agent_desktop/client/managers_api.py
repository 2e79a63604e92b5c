"""The routes of relationship managers. Each raises `ClientError`."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.managers import ChangeDone, HandOver, ListCustomers, ManagedCustomers, Managers, UndoChange

_PATH = f"{API_PREFIX}/managers"


class ManagersApi:
    """Who looks after which customers."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._managers = TypeAdapter(Managers)
        self._customers = TypeAdapter(ManagedCustomers)
        self._done = TypeAdapter(ChangeDone)

    def managers(self) -> Managers:
        """Return all managers with their loads, and the last changes. Raises NOT_ALLOWED."""
        return self._http.send("GET", _PATH, self._managers)

    def customers(self, asked: ListCustomers) -> ManagedCustomers:
        """Return a page of a manager's customers; the look is audited. Raises NOT_ALLOWED."""
        return self._http.send("POST", f"{_PATH}/customers", self._customers, body=asked)

    def hand_over(self, command: HandOver) -> ChangeDone:
        """Raises MANAGER_UNKNOWN, HAND_OVER_REASON, NOBODY_TO_HAND_OVER."""
        return self._http.send("POST", f"{_PATH}/hand-over", self._done, body=command)

    def undo(self, change_id: UUID, command: UndoChange) -> ChangeDone:
        """Raises CHANGE_NOT_UNDOABLE."""
        return self._http.send("POST", f"{_PATH}/changes/{change_id}/undo", self._done, body=command)

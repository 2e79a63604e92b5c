"""The people who may sign in, for administrators. Each raises `ClientError`."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.people import (
    AddPerson,
    MovePerson,
    People,
    PersonAnswer,
    PersonHistory,
    SavePerson,
    UndoChange,
)

_ROOT = f"{API_PREFIX}/people"


class PeopleApi:
    """Each write raises PERSON_FIELDS (`fields`), PERSON_REFUSED (`problem`), PERSON_NOT_FOUND or STALE_VERSION."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._answer = TypeAdapter(PersonAnswer)

    def people(self) -> People:
        """Return everybody, and what there is to choose from."""
        return self._http.send("GET", _ROOT, TypeAdapter(People))

    def history(self, user_id: UUID) -> PersonHistory:
        """Return what was changed of a person, the newest first."""
        return self._http.send("GET", f"{_ROOT}/{user_id}/history", TypeAdapter(PersonHistory))

    def add(self, wanted: AddPerson) -> PersonAnswer:
        """Let one more person sign in; the answer has their password."""
        return self._http.send("POST", _ROOT, self._answer, body=wanted)

    def save(self, user_id: UUID, wanted: SavePerson) -> PersonAnswer:
        """Change a person."""
        return self._http.send("PUT", f"{_ROOT}/{user_id}", self._answer, body=wanted)

    def move(self, user_id: UUID, wanted: MovePerson) -> PersonAnswer:
        """Disable, enable, unlock, sign out, or give a new password."""
        return self._http.send("POST", f"{_ROOT}/{user_id}/moves", self._answer, body=wanted)

    def undo(self, user_id: UUID, wanted: UndoChange) -> PersonAnswer:
        """Take back the last change of a person."""
        return self._http.send("POST", f"{_ROOT}/{user_id}/undo", self._answer, body=wanted)

"""The routes of the directory. Each raises `ClientError`."""

from urllib.parse import quote, urlencode
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.directory import Directory, DirectoryKind, EntryKind, PutFavourite

_FAVOURITES = f"{API_PREFIX}/directory/favourites"


class DirectoryApi:
    """Who can be asked about a caller, and where a call can go."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._directory = TypeAdapter(Directory)
        self._nothing = TypeAdapter(None)

    def directory(
        self,
        call_id: UUID,
        kind: DirectoryKind,
        *,
        text: str = "",
        team: str = "",
        language: str = "",
        available: bool = False,
    ) -> Directory:
        """Return one kind of entries, best match first. Raises NOT_YOUR_CALL."""
        asked = {"kind": kind.value, "text": text, "team": team, "language": language}
        if available:
            asked["available"] = "true"
        query = urlencode({name: value for name, value in asked.items() if value})
        return self._http.send("GET", f"{API_PREFIX}/calls/{call_id}/directory?{query}", self._directory)

    def put_favourite(self, kind: EntryKind, entry_id: str, *, shared: bool = False) -> None:
        """Keep an entry at hand. Raises DIRECTORY_ENTRY_UNKNOWN, NOT_ALLOWED."""
        path = f"{_FAVOURITES}/{kind.value}/{quote(entry_id, safe='')}"
        self._http.send("PUT", path, self._nothing, body=PutFavourite(shared=shared))

    def drop_favourite(self, kind: EntryKind, entry_id: str, *, shared: bool = False) -> None:
        """Keep it at hand no longer. Raises NOT_ALLOWED."""
        path = f"{_FAVOURITES}/{kind.value}/{quote(entry_id, safe='')}"
        self._http.send("DELETE", f"{path}?shared={'true' if shared else 'false'}", self._nothing)

"""The routes of the guide. Each raises `ClientError`."""

from typing import Any

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.knowledge import CountReading, Knowledge, PageReadings

_PATH = f"{API_PREFIX}/knowledge"
_ANYTHING: TypeAdapter[Any] = TypeAdapter(Any)


class KnowledgeApi:
    """The pages that agents look things up in."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._knowledge = TypeAdapter(Knowledge)
        self._readings = TypeAdapter(PageReadings)

    def knowledge(self, seen: str) -> Knowledge:
        """Return every page; without pages where the server has none newer than those of version `seen`."""
        return self._http.send("GET", _PATH, self._knowledge, params={"seen": seen} if seen else None)

    def count_reading(self, page_id: str, command: CountReading) -> None:
        """Raises KNOWLEDGE_PAGE_NOT_FOUND."""
        self._http.send("POST", f"{_PATH}/{page_id}/readings", _ANYTHING, body=command)

    def readings(self, days: int) -> PageReadings:
        """Return how often each page was opened. Raises NOT_ALLOWED."""
        return self._http.send("GET", f"{_PATH}/readings", self._readings, params={"days": str(days)})

"""What complaints teach, and what was done about it. Each raises `ClientError`."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.learning import LearningQuery, LearningReport, Prevention, Preventions, SavePrevention


class LearningApi:
    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._report = TypeAdapter(LearningReport)
        self._preventions = TypeAdapter(Preventions)
        self._prevention = TypeAdapter(Prevention)

    def report(self, query: LearningQuery) -> LearningReport:
        """Return root causes, trend, repeats, timeliness and satisfaction of the days asked for. Raises NOT_ALLOWED,
        REQUEST_NOT_UNDERSTOOD where the last day is before the first."""
        params = {name: str(value) for name, value in query.model_dump(mode="json").items() if value != ""}
        return self._http.send("GET", f"{API_PREFIX}/learning", self._report, params=params)

    def preventions(self) -> Preventions:
        """Return what is done so that root causes do not come back."""
        return self._http.send("GET", f"{API_PREFIX}/preventions", self._preventions)

    def save_prevention(self, prevention_id: UUID, command: SavePrevention) -> Prevention:
        """Keep a new one, or what became of one. Raises STALE_VERSION, PREVENTION_REFUSED (`problem`),
        PREVENTION_NOT_FOUND."""
        return self._http.send("PUT", f"{API_PREFIX}/preventions/{prevention_id}", self._prevention, body=command)

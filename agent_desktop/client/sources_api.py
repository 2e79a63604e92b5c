"""The routes of source systems: their loads, what was refused, how new they are, and where a value came from."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.sources import Freshnesses, Origins, RefusedRows, RunLoad, Sources

_PATH = f"{API_PREFIX}/sources"


class SourcesApi:
    """Each raises `ClientError`."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http

    def sources(self) -> Sources:
        """Return how every source system stands. Raises NOT_ALLOWED."""
        return self._http.send("GET", _PATH, TypeAdapter(Sources))

    def rejects(self, source: str) -> RefusedRows:
        """Return what the last load of `source` refused. Raises NOT_ALLOWED, SOURCE_NOT_FOUND."""
        return self._http.send("GET", f"{_PATH}/{source}/rejects", TypeAdapter(RefusedRows))

    def run(self, schedule: str, command: RunLoad) -> Sources:
        """Ask for a load. Raises NOT_ALLOWED, SCHEDULE_NOT_FOUND."""
        return self._http.send("POST", f"{_PATH}/schedules/{schedule}/runs", TypeAdapter(Sources), body=command)

    def freshness(self) -> Freshnesses:
        """Return how new each source is."""
        return self._http.send("GET", f"{_PATH}/freshness", TypeAdapter(Freshnesses))

    def origins(self, customer_id: UUID) -> Origins:
        """Return where the values of a customer and their products came from. It is audited."""
        return self._http.send("GET", f"{API_PREFIX}/customers/{customer_id}/origins", TypeAdapter(Origins))

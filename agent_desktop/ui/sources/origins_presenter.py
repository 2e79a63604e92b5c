"""Decides on where the values of a profile came from: asked when somebody wants to know, never before."""

from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.customers import Profile
from agent_desktop.contract.sources import Origins


@dataclass(frozen=True, slots=True)
class OriginsState:
    """Everything the window draws. `origins` is None until they came, or where `problem` says why they did not."""

    profile: Profile | None = None
    origins: Origins | None = None
    problem: Problem | None = None


class OriginsServer(Protocol):
    """The part of `client.sources_api.SourcesApi` that is used here."""

    def origins(self, customer_id: UUID) -> Origins: ...


class OriginsPresenter(Shows[OriginsState]):
    """Asks for one profile at a time; an answer for another one is dropped."""

    def __init__(self, server: OriginsServer, tasks: Tasks) -> None:
        super().__init__(OriginsState())
        self._server = server
        self._tasks = tasks

    def open(self, profile: Profile) -> None:
        """Ask where the values of `profile` came from."""
        self._show(OriginsState(profile))
        self._ask(profile)

    def retry(self) -> None:
        """Ask again."""
        profile = self.state.profile
        if profile is not None:
            self._show(replace(self.state, problem=None))
            self._ask(profile)

    def _ask(self, profile: Profile) -> None:
        def came(origins: Origins) -> None:
            if self.state.profile is profile:
                self._show(OriginsState(profile, origins))

        def failed(error: ClientError) -> None:
            if self.state.profile is profile:
                self._show(replace(self.state, problem=error.problem))

        self._tasks.run(lambda: self._server.origins(profile.customer_id), came, failed)

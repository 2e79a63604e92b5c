"""A desk's server and stream without either: for what looks at the windows alone."""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Disposition, Interaction
from agent_desktop.contract.scripts import ListedScript, OpenedInteraction, ScriptPace, ScriptStanding
from agent_desktop.service_scripts.schema import Script
from tests.support.board_feed import FakeBoardFeed
from tests.support.shipped import shipped_scripts

START: Final = datetime(2026, 6, 16, 10, 0, tzinfo=UTC)
AGENT: Final = UUID(int=1)


class MemoryServer:
    """Answers at once, as the server would, from memory; what it does not know is away."""

    away: ErrorCode = ErrorCode.SERVER_AWAY

    def __init__(self) -> None:
        self._library = shipped_scripts()

    def scripts(self, _interaction_id: UUID | None = None) -> tuple[ListedScript, ...]:
        """See `client.scripts_api.ScriptsApi`."""
        return tuple(ListedScript(**each.model_dump()) for each in self._library.choices())

    def script(self, script_id: str, version: str) -> Script:
        """See `client.scripts_api.ScriptsApi`."""
        return self._library.get(script_id, version)

    def pace(self, script_id: str) -> ScriptPace:
        """See `client.scripts_api.ScriptsApi`."""
        return ScriptPace(script_id=script_id)

    def standing(self, interaction_id: UUID) -> ScriptStanding:
        """See `client.scripts_api.ScriptsApi`."""
        return ScriptStanding(interaction_id=interaction_id)

    def dispositions(self) -> tuple[Disposition, ...]:
        """See `client.api.InteractionsApi`."""
        return (Disposition(code="resolved", name={"en": "Resolved", "zh": "已解决"}),)

    def interaction(self, call_id: UUID) -> Interaction:
        """See `client.api.InteractionsApi`."""
        return Interaction(
            interaction_id=call_id, call_id=call_id, agent_id=AGENT, customer_id=None, started_at=START, note_version=1
        )

    def opened(self, call_id: UUID) -> OpenedInteraction:
        """See `client.api.InteractionsApi`."""
        return OpenedInteraction(**dict(self.interaction(call_id)), standing=self.standing(call_id))

    def __getattr__(self, name: str) -> "Away":
        return Away(self.away, name)


class Away:
    """A route that nothing is known of, or a part of the server with such routes."""

    def __init__(self, code: ErrorCode, name: str) -> None:
        self._code, self._name = code, name

    def __call__(self, *_: object, **__: object) -> Any:
        raise ClientError(self._code, {"origin": self._name})

    def __getattr__(self, name: str) -> "Away":
        return Away(self._code, name)


class MemoryApi:
    """Has every part of `client.api.Api`, each of them the one server: a new part needs no line here."""

    def __init__(self, server: MemoryServer) -> None:
        self._server = server

    def __getattr__(self, part: str) -> MemoryServer:
        return self._server


class StillStream:
    """A stream on which nothing comes by itself. It notes which boards are watched."""

    def __init__(self) -> None:
        self.asks = FakeBoardFeed()

    def start(self) -> None:
        """Nothing to start."""

    def stop(self, limit_seconds: float = 5.0) -> bool:
        """Nothing to stop."""
        return True

    def retry_now(self) -> None:
        """Nothing to try."""

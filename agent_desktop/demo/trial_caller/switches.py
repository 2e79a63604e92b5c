"""Makes the trial bank's systems slow or away on demand. No Qt."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Protocol

import httpx

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.errors import ErrorCode

SYSTEMS: Final = ("core_banking", "cards", "loans", "insurance")
"""The systems that are asked during a call."""

SLOW_SECONDS: Final = 1.5
_LIMIT_SECONDS: Final = 3.0


class Mode(StrEnum):
    NORMAL = "normal"
    SLOW = "slow"
    AWAY = "away"


class Switches(Protocol):
    """The trial bank's switches. May wait, and raises ClientError (SYSTEM_AWAY)."""

    def switch(self, system: str, mode: Mode) -> None: ...


class HttpSwitches:
    """`Switches` over loopback HTTP. Its owner closes it."""

    def __init__(self, url: str, key: str) -> None:
        self._client = httpx.Client(
            base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=_LIMIT_SECONDS, trust_env=False
        )

    def close(self) -> None:
        self._client.close()

    def switch(self, system: str, mode: Mode) -> None:
        body = {"mode": mode.value, "delay_seconds": SLOW_SECONDS if mode is Mode.SLOW else 0}
        try:
            self._client.put(f"/switches/{system}", json=body).raise_for_status()
        except httpx.HTTPError as error:
            raise ClientError(ErrorCode.SYSTEM_AWAY, {"system": system}) from error


@dataclass(frozen=True, slots=True)
class SwitchesState:
    """The mode of each of `SYSTEMS`, and which one is shown. Modes are what the service has taken."""

    system: int = 0
    modes: tuple[Mode, ...] = (Mode.NORMAL,) * len(SYSTEMS)
    problem: Problem | None = None


class SwitchesPresenter(Shows[SwitchesState]):
    """Turns one system at a time."""

    def __init__(self, switches: Switches, tasks: Tasks) -> None:
        super().__init__(SwitchesState())
        self._switches = switches
        self._tasks = tasks

    def system_chosen(self, place: int) -> None:
        """Show this one of `SYSTEMS`."""
        if 0 <= place < len(SYSTEMS):
            self._show(replace(self.state, system=place))

    def mode_chosen(self, mode: Mode) -> None:
        """Make the shown system behave so from its next answer on."""
        place = self.state.system

        def done(_: None) -> None:
            modes = tuple(mode if at == place else kept for at, kept in enumerate(self.state.modes))
            self._show(replace(self.state, modes=modes, problem=None))

        self._tasks.run(
            lambda: self._switches.switch(SYSTEMS[place], mode),
            done,
            lambda error: self._show(replace(self.state, problem=error.problem)),
        )

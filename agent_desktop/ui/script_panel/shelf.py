"""The scripts that this desktop has read, and those that an agent can change to."""

from collections.abc import Callable, Mapping
from typing import Protocol
from uuid import UUID

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import CallerCard, ScriptChoice
from agent_desktop.contract.scripts import ListedScript, ScriptPace
from agent_desktop.service_scripts.labels import labels_of
from agent_desktop.service_scripts.schema import Script


class ScriptServer(Protocol):
    """Where scripts come from."""

    def scripts(self, interaction_id: UUID | None = None) -> tuple[ListedScript, ...]: ...

    def script(self, script_id: str, version: str) -> Script: ...

    def pace(self, script_id: str) -> ScriptPace: ...


class ScriptShelf:
    """Reads each version once. Belongs to the thread that draws."""

    def __init__(self, server: ScriptServer, tasks: Tasks) -> None:
        self._server = server
        self._tasks = tasks
        self._scripts: dict[tuple[str, str], Script] = {}
        self._asking: set[tuple[str, str]] = set()
        self._labels: dict[tuple[str, str], Mapping[str, LocalText]] = {}
        self._rests: dict[str, Mapping[str, float]] = {}
        self._listed_for: UUID | None = None
        self._customers: set[UUID | None] = set()
        self._missed: set[tuple[str, str]] = set()
        self.choices: tuple[ListedScript, ...] = ()

    def find(self, choice: ScriptChoice) -> Script | None:
        """Return a script that is here."""
        return self._scripts.get((choice.script_id, choice.version))

    def other_version(self, key: tuple[str, str], came: Callable[[], None]) -> ScriptChoice | None:
        """Return the version of a script that opens now, of one that the server has no more; None where none does. The
        list may be older than that: then it is read anew, once, and `came` called."""
        listed = (each for each in self.choices if each.script_id == key[0] and each.version != key[1])
        other = next(listed, None)
        if other is None and key not in self._missed:
            self._missed.add(key)
            self.read_choices(self._listed_for, came)
        return other

    def fetch(
        self, choice: ScriptChoice, came: Callable[[], None], failed: Callable[[tuple[str, str], Problem], None]
    ) -> None:
        """Read a script that is not here yet, once at a time."""
        key = (choice.script_id, choice.version)
        if key in self._scripts or key in self._asking:
            return
        self._asking.add(key)

        def brought(script: Script) -> None:
            self._asking.discard(key)
            self._scripts[key] = script
            self._measure(script.id, came)
            came()

        def refused(error: ClientError) -> None:
            self._asking.discard(key)
            failed(key, error.problem)

        self._tasks.run(lambda: self._server.script(*key), brought, refused)

    def rest_of(self, script: Script) -> Mapping[str, float]:
        """Return how many seconds talks usually go on from each step; empty where nobody knows."""
        return self._rests.get(script.id, {})

    def _measure(self, script_id: str, came: Callable[[], None]) -> None:
        if script_id in self._rests:
            return
        self._rests[script_id] = {}

        def brought(pace: ScriptPace) -> None:
            self._rests[script_id] = pace.rest_seconds
            came()

        # Without it the time left is the script's own, by the steps that are left.
        self._tasks.run(lambda: self._server.pace(script_id), brought, ignore)

    def labels(self, script: Script) -> Mapping[str, LocalText]:
        """Return the words of a script's questions and options, for answers that are read without it."""
        key = (script.id, script.version)
        if key not in self._labels:
            self._labels[key] = labels_of(script)
        return self._labels[key]

    def follow(self, card: CallerCard | None, came: Callable[[], None]) -> None:
        """Read what can be changed to again, once the call's `card` is of another customer: other scripts suit it."""
        if card is None or self._listed_for is None:
            return
        whose = {card.profile.customer_id if card.profile is not None else None}
        before, self._customers = self._customers, whose
        if before and before != whose:
            self.read_choices(self._listed_for, came)

    def read_choices(self, interaction_id: UUID | None, came: Callable[[], None]) -> None:
        """Read what can be changed to; for a call what suits it comes first."""
        if interaction_id != self._listed_for:
            self._customers = set()
        self._listed_for = interaction_id

        def brought(choices: tuple[ListedScript, ...]) -> None:
            if self._listed_for == interaction_id:
                self.choices = choices
                came()

        # Without the list one cannot change the script; the script of the call comes all the same.
        self._tasks.run(lambda: self._server.scripts(interaction_id), brought, ignore)

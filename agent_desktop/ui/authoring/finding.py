"""Looks for words in the texts of all scripts, once typing rests."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.scripts import ScriptLines
from agent_desktop.ui.authoring.ports import Server
from agent_desktop.ui.authoring.state import AuthoringState

PAUSE_SECONDS: Final = 0.15
"""How long typing must rest before the server is asked."""
LEAST: Final = 2
"""Fewer characters stand in every text. One Chinese character is told apart from others no better."""


class LineFinding:
    """Puts into the state the lines that hold what is looked for."""

    def __init__(
        self,
        server: Server,
        tasks: Tasks,
        monotonic: Callable[[], float],
        *,
        state: Callable[[], AuthoringState],
        show: Callable[[AuthoringState], None],
    ) -> None:
        self._server = server
        self._tasks = tasks
        self._monotonic = monotonic
        self._state = state
        self._show = show
        self._words = ""
        self._ask_at: float | None = None

    def look_for(self, words: str) -> None:
        """Look for these words soon; with less than two characters for none."""
        words = words.strip()
        if words == self._words:
            return
        self._words = words
        self._ask_at = self._monotonic() + PAUSE_SECONDS if len(words) >= LEAST else None
        if self._ask_at is None:
            self._show(replace(self._state(), found=ScriptLines()))

    def tick(self, now: float) -> None:
        """Ask, if it is time. `now` is monotonic, in seconds."""
        if self._ask_at is None or now < self._ask_at:
            return
        self._ask_at, words = None, self._words

        def came(found: ScriptLines) -> None:
            if words == self._words:
                self._show(replace(self._state(), found=found))

        # Without an answer the names alone are looked through, as they are anyway.
        self._tasks.run(lambda: self._server.lines(words), came, lambda _: None)

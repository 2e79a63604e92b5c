"""Reads the text that is written, off the thread that draws: what it says, its map, its problems, what it runs."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from agent_desktop.client.errors import ClientError
from agent_desktop.client.script_flow import Flow, flow_of
from agent_desktop.client.script_text import ReadText, read_text, with_told
from agent_desktop.client.script_whole import runs_in, whole_of
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.scripts import ScriptProblem, ScriptState
from agent_desktop.service_scripts.schema import Script
from agent_desktop.ui.authoring.ports import Server
from agent_desktop.ui.authoring.state import AuthoringState

CHECK_SECONDS: Final = 0.3
"""No text is read more often than this."""


class TextReading:
    """Puts into the state what can be read of its text. What only the server finds wrong comes with each save, and
    counts as long as the text is the one that was saved. A published version never changes: each is asked for once."""

    def __init__(
        self,
        server: Server,
        tasks: Tasks,
        read_pages: Callable[[], Collection[str]],
        *,
        state: Callable[[], AuthoringState],
        show: Callable[[AuthoringState], None],
        failed: Callable[[ClientError], None],
    ) -> None:
        """`read_pages` asks for the ids of the knowledge pages there are; where there are none, none is looked for."""
        self._server = server
        self._tasks = tasks
        self._read_pages = read_pages
        self._state = state
        self._show = show
        self._failed = failed
        self._reading = False
        self._read_at = float("-inf")
        self._own = ReadText()
        self._told: tuple[str, Sequence[ScriptProblem]] = "", ()
        self._subs: dict[tuple[str, str], Script] = {}
        self._asked: set[tuple[str, str]] = set()

    def open(self) -> None:
        """Ask for the knowledge pages, and anew for what could not be had before."""
        self._asked = set(self._subs)
        self._tasks.run(self._read_pages, self._pages_came, lambda _: None)

    def tick(self, now: float) -> None:
        """Read the text where it has changed, if it is time. `now` is monotonic, in seconds."""
        state = self._state()
        if state.read.text != state.text and not self._reading and now - self._read_at >= CHECK_SECONDS:
            self.read(now)

    def read(self, now: float) -> None:
        """Read the text at once."""
        self._reading, self._read_at = True, now
        text, before, pages = self._state().text, self._state().flow, self._state().pages

        def work() -> tuple[ReadText, Flow]:
            read = read_text(text, pages)
            return read, flow_of(read.document) if read.document is not None else before

        def came(found: tuple[ReadText, Flow]) -> None:
            self._reading = False
            read, flow = found
            if read.document is None:
                # Not YAML for a moment: map and preview stay, and the problem is told.
                old = self._state().read
                read = replace(read, script=old.script, document=old.document, steps=old.steps)
            self._own = read
            self._show(replace(self._state(), read=self._with_told(read), flow=flow, whole=self._whole(read.script)))
            self.follow()

        def failed(error: ClientError) -> None:
            self._reading = False
            self._failed(error)

        self._tasks.run(work, came, failed)

    def told(self, text: str, problems: Sequence[ScriptProblem]) -> None:
        """Take what the server says of a text."""
        self._told = text, problems
        if self._own.text == text == self._state().read.text:
            self._show(replace(self._state(), read=self._with_told(self._own)))

    def follow(self) -> None:
        """Ask for the scripts that this one runs, as far as they are published and not here yet."""
        script, live = self._state().read.script, self._live()
        for script_id in runs_in(script) if script is not None else ():
            key = script_id, live.get(script_id, "")
            if key[1] and key not in self._asked:
                self._asked.add(key)
                self._fetch(key)

    # inside

    def _fetch(self, key: tuple[str, str]) -> None:
        def came(script: Script) -> None:
            self._subs[key] = script
            self._show(replace(self._state(), whole=self._whole(self._state().read.script)))

        # Without it the preview stops where it is run; it is asked for again when the library is read anew.
        self._tasks.run(lambda: self._server.script(*key), came, lambda _: None)

    def _pages_came(self, pages: Collection[str]) -> None:
        if frozenset(pages) != self._state().pages:
            self._show(replace(self._state(), pages=frozenset(pages)))
            if self._state().text:
                self.read(self._read_at)

    def _with_told(self, read: ReadText) -> ReadText:
        text, problems = self._told
        return with_told(read, problems) if read.text == text else read

    def _whole(self, script: Script | None) -> Script | None:
        if script is None:
            return None
        live = self._live()
        return whole_of(script, {key[0]: sub for key, sub in self._subs.items() if live.get(key[0]) == key[1]})

    def _live(self) -> Mapping[str, str]:
        library = self._state().library
        return {
            each.script_id: version.version
            for each in (library.scripts if library is not None else ())
            for version in each.versions
            if version.state is ScriptState.PUBLISHED
        }

"""Decides on the window of script authors. The server has every draft; what is typed is on this computer first, and is
read and checked off the thread that draws."""

import time
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final
from uuid import UUID, uuid4

from agent_desktop.client.clock import Now
from agent_desktop.client.errors import ClientError
from agent_desktop.client.script_diff import diff_lines
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.scripts import (
    LibraryScript,
    SaveScriptDraft,
    ScriptDraft,
    ScriptFigures,
    ScriptLibraryList,
    ScriptStep,
    ScriptText,
)
from agent_desktop.ui.authoring.finding import LineFinding
from agent_desktop.ui.authoring.ports import Keep, KeptTexts, Server
from agent_desktop.ui.authoring.reading import TextReading
from agent_desktop.ui.authoring.state import AuthoringState, Comparison, Keeping
from agent_desktop.ui.authoring.steps import VersionSteps

SAVE_SECONDS: Final = 1.0
"""So long nothing is typed before the draft goes to the server."""
RETRY_SECONDS: Final = 5.0
FIGURES_DAYS: Final = 30


class AuthoringPresenter(Shows[AuthoringState]):
    """One author's library, and the script that they write. `steps` takes its versions on, `finding` looks for words in
    all of them."""

    def __init__(
        self,
        server: Server,
        tasks: Tasks,
        keep: Keep,
        now: Now,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        make_id: Callable[[], UUID] = uuid4,
        read_pages: Callable[[], Collection[str]] = frozenset,
    ) -> None:
        """`read_pages` asks for the ids of the knowledge pages there are; where there are none, none is looked for."""
        super().__init__(AuthoringState())
        self._server = server
        self._tasks = tasks
        self._kept = KeptTexts(keep)
        self._now = now
        self._monotonic = monotonic
        self._make_id = make_id
        self._unkept = False
        self._typed_at = float("-inf")
        self._save_after = float("-inf")
        self._saving: SaveScriptDraft | None = None
        self._again: SaveScriptDraft | None = None
        self._begun = ("", "")
        self._wanted = 0
        self._reading = TextReading(
            server, tasks, read_pages, state=lambda: self.state, show=self._show, failed=self._failed
        )
        self.finding = LineFinding(server, tasks, monotonic, state=lambda: self.state, show=self._show)
        self.steps = VersionSteps(
            server,
            tasks,
            make_id,
            state=lambda: self.state,
            show=self._show,
            stepped=self._stepped,
            saved_first=self._saved_first,
        )

    def open(self) -> None:
        """Read the library; the script that was chosen stays."""
        self._reading.open()
        self._tasks.run(self._server.library, self._library_came, self._failed)

    def choose(self, script_id: str) -> None:
        """Open another script. What was typed goes to the server first."""
        if script_id == self.state.chosen and self.state.draft is not None:
            return
        self.save_now()
        self._saving = self._again = None
        kept = self.state
        self._show(AuthoringState(library=kept.library, pages=kept.pages, chosen=script_id, found=kept.found))
        self._read_draft()

    def create(self, script_id: str, text: str) -> None:
        """Begin a new script with `text`."""
        self.choose(script_id)
        if self.state.chosen == script_id:
            self._begun = (script_id, text)
            self._take_begun()

    def write(self, text: str) -> None:
        """Take what stands in the editor."""
        state = self.state
        if not state.may_type or text == state.text:
            return
        self._typed_at = self._monotonic()
        self._unkept = True
        self._show(replace(state, text=text, keeping=Keeping.WAITING, failure=None))

    def tick(self) -> None:
        """Do what is due: read the text, save the draft. Called a few times a second."""
        now = self._monotonic()
        self._keep_now()
        self._reading.tick(now)
        self.finding.tick(now)
        if self._unsaved and now >= self._save_after and now - self._typed_at >= SAVE_SECONDS:
            self._save()

    def save_now(self) -> None:
        """Send the draft to the server without waiting."""
        self._keep_now()
        if self._unsaved:
            self._save()

    # looking at versions

    def show_version(self, number: int) -> None:
        """Look at another version, or at the draft again with 0."""
        state = self.state
        if state.draft is None or number == state.shown:
            return
        draft, self._wanted = state.draft.version, number
        if number == 0 or (draft is not None and draft.number == number):
            kept, _ = self._kept.read(state.chosen)
            self._show_text(0, kept or state.draft.text)
            return
        self.save_now()
        script_id = state.chosen

        def came(found: ScriptText) -> None:
            if self.state.chosen == script_id and self._wanted == number:
                self.save_now()  # what was typed until the answer came
                self._show_text(number, found.text)

        self._tasks.run(lambda: self._server.text(script_id, number), came, self._failed)

    def compare(self, number: int = 0) -> None:
        """Show what leads from a version, or from the one that is live, to the text in the editor."""
        state = self.state
        with_live = state.live
        wanted = number or (with_live.number if with_live is not None else 0)
        version = next((each for each in state.versions if each.number == wanted), None)
        if version is None:
            return
        text, is_live, script_id = state.text, version is with_live, state.chosen

        def work() -> Comparison:
            before = self._server.text(script_id, wanted)
            return Comparison(wanted, version.version, is_live, diff_lines(before.text, text))

        def came(comparison: Comparison) -> None:
            if self.state.chosen == script_id:
                self._show(replace(self.state, comparison=comparison, failure=None))

        self._tasks.run(work, came, self._failed)

    def end_comparison(self) -> None:
        """Show the text alone again."""
        self._show(replace(self.state, comparison=None))

    # when somebody else saved

    def settle_stale(self, *, keep_mine: bool) -> None:
        """Somebody else saved the draft: go on with the own text on top of theirs, or with theirs."""
        self._keep_now()
        if not keep_mine:
            self._kept.forget(self.state.chosen)
        self._saving = self._again = None
        self._show(replace(self.state, is_stale=False, stale_by=""))
        self._read_draft(over_theirs=keep_mine)

    # what comes

    def _library_came(self, library: ScriptLibraryList) -> None:
        self._show(replace(self.state, library=library, failure=None))
        self._reading.follow()
        if not self.state.chosen and library.scripts:
            self.choose(library.scripts[0].script_id)

    def _read_draft(self, *, over_theirs: bool = False) -> None:
        script_id = self.state.chosen

        def came(draft: ScriptDraft) -> None:
            if self.state.chosen == script_id:
                self._draft_came(draft, over_theirs=over_theirs)

        self._tasks.run(lambda: self._server.draft(script_id), came, self._draft_failed)
        self._tasks.run(lambda: self._server.figures(script_id, FIGURES_DAYS), self._figures_came, lambda _: None)

    def _draft_came(self, draft: ScriptDraft, *, over_theirs: bool) -> None:
        self._keep_now()
        self._reading.told(draft.text, draft.problems)
        kept, revision = self._kept.read(draft.script_id) if self.state.may_edit else ("", 0)
        recovered = bool(kept) and kept != draft.text
        stale = recovered and revision != draft.revision and not over_theirs
        by = draft.version.changed_by_name if stale and draft.version is not None else ""
        state = replace(self.state, draft=draft, reopened=False, failure=None, comparison=None, recovered=recovered)
        state = replace(state, is_stale=stale, stale_by=by)
        self._show(replace(state, keeping=Keeping.WAITING if recovered else Keeping.NOTHING))
        self._show_text(0, kept if recovered else draft.text)
        self._take_begun()

    def _draft_failed(self, error: ClientError) -> None:
        """The server does not answer: what is kept on this computer can be written on."""
        kept, revision = self._kept.read(self.state.chosen)
        if kept and error.may_pass:
            draft = ScriptDraft(script_id=self.state.chosen, text="", revision=revision)
            self._show(replace(self.state, draft=draft, keeping=Keeping.KEPT_HERE, recovered=True))
            self._show_text(0, kept)
        self._failed(error)

    def _figures_came(self, figures: ScriptFigures) -> None:
        if figures.script_id == self.state.chosen:
            self._show(replace(self.state, figures=figures))

    def _show_text(self, number: int, text: str) -> None:
        self._show(replace(self.state, shown=number, text=text, comparison=None))
        self._reading.read(self._monotonic())

    def _take_begun(self) -> None:
        script_id, text = self._begun
        if script_id and script_id == self.state.chosen and self.state.draft is not None:
            self._begun = ("", "")
            if not self.state.text:
                self.write(text)

    # saving

    @property
    def _unsaved(self) -> bool:
        state = self.state
        return (
            state.may_type
            and self._saving is None
            and state.keeping in (Keeping.WAITING, Keeping.KEPT_HERE)
            and state.draft is not None
        )

    def _save(self) -> None:
        state = self.state
        if state.draft is None:
            return
        script_id = state.chosen
        # One without an answer goes again unchanged: it may have been done.
        command = self._again or SaveScriptDraft(
            command_id=self._make_id(), seen_version=state.draft.revision, text=state.text
        )
        self._saving = command

        def came(draft: ScriptDraft) -> None:
            if self._saving is command:
                self._saved(command, draft)
            else:
                self._saved_behind(command, draft)

        def failed(error: ClientError) -> None:
            if self._saving is command:
                self._not_saved(error)

        self._tasks.run(lambda: self._server.save_draft(script_id, command), came, failed)

    def _saved(self, command: SaveScriptDraft, draft: ScriptDraft) -> None:
        self._saving = self._again = None
        self._reading.told(draft.text, draft.problems)
        if self.state.text != command.text and not self.state.shown:
            self._show(replace(self.state, draft=draft))
            self._keep_here(self.state.text)
            return
        if self._kept.sent(self.state.chosen, command.text, draft.revision):  # another version is looked at
            self._show(replace(self.state, draft=draft))
            return
        is_new = self.state.draft is None or self.state.draft.version is None
        self._show(
            replace(self.state, draft=draft, keeping=Keeping.SAVED, saved_at=self._now(), recovered=False, failure=None)
        )
        if is_new or self._title_changed(draft):
            self.open()

    def _saved_behind(self, command: SaveScriptDraft, draft: ScriptDraft) -> None:
        """The draft of a script that is no longer in the editor is saved; what was typed after it goes as well."""
        script_id = draft.script_id
        rest = self._kept.sent(script_id, command.text, draft.revision)
        if rest and self.state.chosen != script_id:
            last = SaveScriptDraft(command_id=self._make_id(), seen_version=draft.revision, text=rest)
            self._tasks.run(
                lambda: self._server.save_draft(script_id, last),
                lambda saved: self._saved_behind(last, saved),
                lambda _: None,  # it is kept on this computer, and there when the script is opened again
            )

    def _title_changed(self, draft: ScriptDraft) -> bool:
        version = draft.version
        if version is None:
            return False
        return all((each.number, each.version) != (version.number, version.version) for each in self.state.versions)

    def _not_saved(self, error: ClientError) -> None:
        self._again, self._saving = (self._saving if error.may_pass else None), None
        if error.code == ErrorCode.STALE_VERSION:
            by = str(error.details.get("by") or "")
            self._show(replace(self.state, keeping=Keeping.KEPT_HERE, is_stale=True, stale_by=by))
        elif error.may_pass:
            self._save_after = self._monotonic() + RETRY_SECONDS
            self._show(replace(self.state, keeping=Keeping.KEPT_HERE))
        else:
            self._show(replace(self.state, keeping=Keeping.REFUSED, failure=error.problem))

    def _keep_now(self) -> None:
        """Write what was typed to this computer: not at each letter, for a disk may be slow."""
        if self._unkept:
            self._unkept = False
            self._keep_here(self.state.text)

    def _keep_here(self, text: str) -> None:
        draft = self.state.draft
        self._kept.write(self.state.chosen, text, draft.revision if draft is not None else 0)

    # after a step

    def _saved_first(self) -> bool:
        """Return whether nothing typed is missing on the server; else send it."""
        if self._unsaved:
            self.save_now()
            return False
        return self._saving is None

    def _stepped(self, step: ScriptStep, script: LibraryScript) -> None:
        self._replace_script(script)
        chosen = script.script_id == self.state.chosen
        if step is ScriptStep.DISCARD:  # with what was typed and is not sent yet
            self._unkept = self._unkept and not chosen
            self._kept.forget(script.script_id)
        if not chosen:
            return
        self._show(replace(self.state, doing=None, keeping=Keeping.NOTHING, shown=0))
        if script.versions:
            self._read_draft()
        else:
            self._show(AuthoringState(library=self.state.library, pages=self.state.pages))
            self.open()

    def _replace_script(self, script: LibraryScript) -> None:
        library = self.state.library
        if library is None:
            return
        others = [each for each in library.scripts if each.script_id != script.script_id]
        listed = sorted([*others, script] if script.versions else others, key=lambda each: each.script_id)
        self._show(replace(self.state, library=library.model_copy(update={"scripts": tuple(listed)})))

    def _failed(self, error: ClientError) -> None:
        self._show(replace(self.state, failure=error.problem))

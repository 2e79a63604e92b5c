"""What the window of script authors draws, as values."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from agent_desktop.client.errors import Problem
from agent_desktop.client.script_diff import DiffLine
from agent_desktop.client.script_flow import Flow
from agent_desktop.client.script_text import ReadText, TextProblem
from agent_desktop.contract.scripts import (
    LibraryScript,
    ScriptDraft,
    ScriptFigures,
    ScriptLibraryList,
    ScriptLines,
    ScriptState,
    ScriptStep,
    ScriptVersion,
)
from agent_desktop.service_scripts.schema import Script


class Keeping(StrEnum):
    """Where the text is that was typed."""

    NOTHING = "nothing"  # as the server has it, and nothing was saved since it was opened
    WAITING = "waiting"
    SAVED = "saved"
    KEPT_HERE = "kept_here"  # the server is away; it is on this computer and goes again
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What leads from version `number` to the text; `lines` are none where both are alike."""

    number: int
    version: str
    is_live: bool
    lines: tuple[DiffLine, ...]


@dataclass(frozen=True, slots=True)
class AuthoringState:
    """`library` is the server's word, None until it came; `pages` are the knowledge pages there are. `draft` is the
    draft of the chosen script as the server has it, `text` what stands in the editor. `read` and `flow` are of a
    text that may be a moment older; where that is no YAML the flow stays as it was. `whole` is the script of `read`
    with the steps of those that it runs, as far as they are here. `shown` is the version that is looked at, 0 for the
    draft. `stale_by` saved the draft meanwhile. `reopened`: what is in review is written on, which takes it back to a
    draft with the first save. `doing` is the step under way. `found` are the lines of all scripts that hold what is
    looked for."""

    library: ScriptLibraryList | None = None
    pages: frozenset[str] = frozenset()
    chosen: str = ""
    draft: ScriptDraft | None = None
    text: str = ""
    read: ReadText = field(default_factory=ReadText)
    flow: Flow = field(default_factory=Flow)
    whole: Script | None = None
    shown: int = 0
    keeping: Keeping = Keeping.NOTHING
    saved_at: datetime | None = None
    recovered: bool = False
    stale_by: str = ""
    is_stale: bool = False
    comparison: Comparison | None = None
    figures: ScriptFigures | None = None
    reopened: bool = False
    doing: ScriptStep | None = None
    found: ScriptLines = field(default_factory=ScriptLines)
    failure: Problem | None = None

    @property
    def may_edit(self) -> bool:
        """Whether the person may change scripts at all."""
        return self.library is not None and self.library.may_edit

    @property
    def may_type(self) -> bool:
        """Whether the text in the editor is one that may be changed."""
        if self.draft is None or self.shown or self.doing or self.is_stale:
            return False
        version = self.draft.version
        in_review = version is not None and version.state is ScriptState.IN_REVIEW
        return self.may_edit and (not in_review or self.reopened)

    @property
    def script(self) -> LibraryScript | None:
        """The chosen script as the library lists it; None for one that is not saved yet."""
        scripts = self.library.scripts if self.library is not None else ()
        return next((each for each in scripts if each.script_id == self.chosen), None)

    @property
    def versions(self) -> tuple[ScriptVersion, ...]:
        return self.script.versions if self.script is not None else ()

    @property
    def live(self) -> ScriptVersion | None:
        return next((each for each in self.versions if each.state is ScriptState.PUBLISHED), None)

    @property
    def open_version(self) -> ScriptVersion | None:
        """The version in the editor; where nobody has begun a draft, the one that it would begin with."""
        if self.shown:
            return next((each for each in self.versions if each.number == self.shown), None)
        draft = self.draft.version if self.draft is not None else None
        return draft or self.live or next(iter(self.versions), None)

    def may(self, step: ScriptStep) -> bool:
        """Whether the server lets this person take a step with the version in the editor now."""
        version = self.open_version
        return version is not None and step in version.may and self.doing is None and not self.is_stale


class Need(StrEnum):
    """What has to be so before a script can be sent for review."""

    NO_ERRORS = "no_errors"
    NO_WARNINGS = "no_warnings"
    BOTH_LANGUAGES = "both_languages"
    STATEMENTS = "statements"
    OTHER_VERSION = "other_version"
    SAVED = "saved"


@dataclass(frozen=True, slots=True)
class Checked:
    """One line of the list: whether it is so, how many things are in the way, and where the first of them is.
    `is_advice`: it keeps nobody from sending it."""

    need: Need
    is_met: bool
    count: int = 0
    line: int = 0
    is_advice: bool = False


_LANGUAGE = frozenset({"language_missing", "language_unknown"})
_STATEMENT = frozenset({"statement_missed"})


def checklist(state: AuthoringState) -> tuple[Checked, ...]:
    """Return what stands between the text and its review."""
    read = state.read
    errors = [each for each in read.errors if each.code not in _LANGUAGE | _STATEMENT]
    languages = [each for each in read.problems if each.code in _LANGUAGE]
    statements = [each for each in read.problems if each.code in _STATEMENT]
    own = str((read.document or {}).get("version", ""))
    taken = bool(own) and any(each.version == own and each.state is not ScriptState.DRAFT for each in _others(state))
    version_line = next((n for n, text in enumerate(read.text.split("\n"), 1) if text.startswith("version:")), 1)
    return (
        _of(Need.NO_ERRORS, errors),
        _of(Need.BOTH_LANGUAGES, languages),
        _of(Need.STATEMENTS, statements),
        Checked(Need.OTHER_VERSION, not taken, int(taken), version_line if taken else 0),
        _of(Need.NO_WARNINGS, list(read.warnings), is_advice=True),
    )


def is_ready(state: AuthoringState) -> bool:
    """Say whether the text as it was last read may be sent for review."""
    return state.read.text == state.text and all(each.is_met or each.is_advice for each in checklist(state))


def _others(state: AuthoringState) -> tuple[ScriptVersion, ...]:
    draft = state.draft.version if state.draft is not None else None
    return tuple(each for each in state.versions if draft is None or each.number != draft.number)


def _of(need: Need, problems: list[TextProblem], *, is_advice: bool = False) -> Checked:
    return Checked(need, not problems, len(problems), problems[0].line if problems else 0, is_advice)

"""The window of script authors, in one state after another: with shipped scripts as the server's word."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import Final
from uuid import UUID

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.scripts import (
    ChangeScript,
    LibraryScript,
    RollBackScript,
    SaveScriptDraft,
    ScriptDraft,
    ScriptFigures,
    ScriptLibraryList,
    ScriptLines,
    ScriptOrigin,
    ScriptProblem,
    ScriptState,
    ScriptStep,
    ScriptText,
    ScriptVersion,
    StepFigures,
)
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import HONG_KONG
from agent_desktop.demo.screen_trials import Bank
from agent_desktop.server.scripts.lines import lines_with
from agent_desktop.service_scripts.loader import load_script
from agent_desktop.service_scripts.schema import Script
from agent_desktop.settings import shipped_file
from agent_desktop.ui.authoring.customer_finder import CustomerFinder
from agent_desktop.ui.authoring.presenter import AuthoringPresenter
from agent_desktop.ui.authoring.preview_presenter import PreviewPresenter
from agent_desktop.ui.authoring.window import AuthoringWindow
from agent_desktop.ui.theme.theme import Theme

CHOSEN: Final = "transaction-not-recognised"
_D, _R, _P, _O = ScriptState.DRAFT, ScriptState.IN_REVIEW, ScriptState.PUBLISHED, ScriptState.RETIRED
_EDIT: Final = frozenset({ScriptStep.EDIT, ScriptStep.ASK_REVIEW, ScriptStep.DISCARD})
_REVIEW: Final = frozenset({ScriptStep.EDIT, ScriptStep.PUBLISH, ScriptStep.REJECT})

_LISTED: Final = (
    ("lost-card", "cards", "Lost or stolen card", "卡片遗失或被盗", "5.0", _P),
    ("card-blocked-abroad", "cards", "Card blocked abroad", "境外卡片被锁", "2.4", _P),
    ("instalment-plan", "cards", "Instalment plan questions", "分期付款咨询", "1.9", _R),
    ("early-repayment", "loans", "Early loan repayment", "提前还款", "2.0", _P),
    ("rate-review", "loans", "Rate review", "利率检视", "1.3", _P),
    ("new-home-loan", "loans", "New home loan", "新房贷", "4.1", _P),
    ("time-deposit", "deposits", "Time deposit renewal", "定期存款续期", "1.5", _P),
    ("verify-caller", "service", "Verify the caller", "核实来电者", "6.2", _P),
    ("closing", "service", "Closing the call", "结束通话", "1.3", _P),
    ("call-back", "service", "Call back a customer", "回拨客户", "2.2", _P),
    ("contact-details", "service", "Change contact details", "更改联系资料", "1.1", _D),
    ("complaint", "complaints", "Register a complaint", "登记投诉", "3.0", _P),
    ("satisfaction", "outgoing", "Satisfaction survey", "满意度回访", "1.0", _O),
)

_ENDS: Final = {"dispute_opened": 979, "recognised": 118, "not_verified": 44}
_ALL: Final = tuple(_ENDS)
_DISPUTE: Final = ("dispute_opened",)
_CAME: Final = (
    ("greet", 1284, 8, 14.0, _ALL),
    ("verify", 1276, 41, 52.0, _ALL),
    ("confirm", 1191, 12, 66.0, ("dispute_opened", "recognised")),
    ("block", 1061, 5, 38.0, _DISPUTE),
    ("do_block", 612, 0, 17.0, _DISPUTE),
    ("dispute", 1056, 74, 121.0, _DISPUTE),
    ("file_dispute", 982, 0, 19.0, _DISPUTE),
    ("explain", 982, 3, 40.0, _DISPUTE),
    ("close", 979, 0, 21.0, _DISPUTE),
    ("recognised", 118, 0, 18.0, ("recognised",)),
    ("not_verified", 44, 0, 33.0, ("not_verified",)),
)
"""What calls came to, step by step: how often it was shown, how many left there, seconds, and what they ended with."""


def _version(
    number: int,
    version: str,
    state: ScriptState,
    by: str,
    hours: float,
    may: frozenset[ScriptStep] = frozenset(),
    calls: int = 0,
) -> ScriptVersion:
    return ScriptVersion(
        number=number,
        version=version,
        revision=4 if state in (_D, _R) else 0,
        state=state,
        origin=ScriptOrigin.EDITOR if number > 1 else ScriptOrigin.SHIPPED,
        changed_at=NOW - timedelta(hours=hours),
        changed_by=UUID(int=number),
        calls=calls,
        changed_by_name=by,
        may=may,
    )


def live_text() -> str:
    """Return the text of the script that the pictures show, as it came with the program."""
    path = shipped_file("scripts") / f"{CHOSEN}.yaml"
    return path.read_text(encoding="utf-8")


def drafted(text: str) -> str:
    """Return the text with what its author has changed: another word, a slip of the pen, a step nothing leads to."""
    changed = text.replace('version: "', 'version: "9.', 1).replace("next: explain", "next: explain_credit", 1)
    return changed.replace("I will look into it with you now.", "I will look into it with you, {{agent_nam|now}}.", 1)


class Library:
    """A server of a picture, and of a test: keeps what is given and says what stands here."""

    def __init__(self, *, draft: str | None = "", may_edit: bool = True, state: ScriptState = _D) -> None:
        """`draft` is the text of the draft, empty for the usual one, None for no draft."""
        self.live = live_text()
        self.may_edit = may_edit
        self.away = False
        self.stale_by = ""
        self.saved: list[SaveScriptDraft] = []
        self.steps: list[tuple[str, ScriptStep, ChangeScript]] = []
        self.rolled_back: list[RollBackScript] = []
        self.read: list[tuple[str, str]] = []
        self.found: tuple[ScriptProblem, ...] = ()
        may = (_REVIEW if state is _R else _EDIT) if may_edit else frozenset[ScriptStep]()
        text = drafted(self.live) if draft == "" else draft
        self.texts = {1: self.live, 2: self.live, 3: self.live}
        back = frozenset({ScriptStep.ROLL_BACK}) if may_edit else frozenset[ScriptStep]()
        self.versions: tuple[ScriptVersion, ...] = (
            _version(3, "3.2", _P, "Nina Lam", 24 * 14, frozenset({ScriptStep.RETIRE}) if may_edit else back, 1284),
            _version(2, "3.1", _O, "Paul Yu", 24 * 97, back, 6902),
            _version(1, "3.0", _O, "", 24 * 160, back, 9417),
        )
        self.draft_version: ScriptVersion | None = None
        self.draft_text = self.live
        if text is not None:
            self.draft_text = text
            by = "Paul Yu" if state is _R else "Nina Lam"
            self.draft_version = _version(4, "3.3", state, by, 0.02, may)

    def library(self) -> ScriptLibraryList:
        self._answer()
        others = [
            LibraryScript(
                script_id=name,
                title={"en": en, "zh": zh},
                group=group,
                versions=(_version(2, version, state, "Nina Lam", 300),),
            )
            for name, group, en, zh, version, state in _LISTED
        ]
        return ScriptLibraryList(scripts=(self._script(), *others), may_edit=self.may_edit)

    def lines(self, words: str) -> ScriptLines:
        self._answer()
        return lines_with({CHOSEN: self.draft_text}, words)

    def draft(self, script_id: str) -> ScriptDraft:
        self._answer()
        if script_id != CHOSEN:
            known = any(name == script_id for name, *_ in _LISTED)
            return ScriptDraft(script_id=script_id, text=self.live.replace(CHOSEN, script_id, 1) if known else "")
        version = self.draft_version
        return ScriptDraft(
            script_id=script_id,
            text=self.draft_text,
            revision=version.revision if version is not None else 0,
            version=version,
        )

    def save_draft(self, script_id: str, command: SaveScriptDraft) -> ScriptDraft:
        self._answer()
        if self.stale_by:
            raise ClientError(ErrorCode.STALE_VERSION, {"current_version": 9, "by": self.stale_by})
        self.saved.append(command)
        before = self.draft_version or _version(4, "3.3", _D, "Nina Lam", 0, _EDIT)
        self.draft_version = before.model_copy(update={"revision": command.seen_version + 1, "state": _D})
        self.draft_text = command.text
        return ScriptDraft(
            script_id=script_id,
            text=command.text,
            revision=command.seen_version + 1,
            version=self.draft_version,
            problems=self.found,
        )

    def text(self, script_id: str, number: int) -> ScriptText:
        self._answer()
        listed = {each.number: each for each in self._script().versions}
        text = self.draft_text if number == 4 else self.texts[number]
        return ScriptText(script_id=script_id, version=listed[number], text=text)

    def script(self, script_id: str, version: str) -> Script:
        self._answer()
        self.read.append((script_id, version))
        return load_script(shipped_file("scripts") / f"{script_id}.yaml").model_copy(update={"version": version})

    def change(self, script_id: str, step: ScriptStep, command: ChangeScript) -> LibraryScript:
        self._answer()
        self.steps.append((script_id, step, command))
        if self.draft_version is not None and step is ScriptStep.ASK_REVIEW:
            self.draft_version = self.draft_version.model_copy(update={"state": _R, "may": frozenset()})
        elif step in (ScriptStep.PUBLISH, ScriptStep.DISCARD):
            self.draft_version = None
        return self._script()

    def roll_back(self, script_id: str, command: RollBackScript) -> LibraryScript:  # noqa: ARG002  one signature
        self._answer()
        self.rolled_back.append(command)
        return self._script()

    def figures(self, script_id: str, days: int) -> ScriptFigures:
        self._answer()
        if script_id != CHOSEN:
            return ScriptFigures(script_id=script_id, days=days)
        return ScriptFigures(
            script_id=script_id,
            days=days,
            calls=1284,
            finished=1141,
            switched=17,
            p50_seconds=342.0,
            outcomes=_ENDS,
            steps=tuple(
                StepFigures(
                    step_id=name,
                    shown=count,
                    drop_outs=left,
                    p50_seconds=seconds,
                    outcomes={each: _ENDS[each] for each in ends},
                )
                for name, count, left, seconds, ends in _CAME
            ),
        )

    def _script(self) -> LibraryScript:
        draft = (self.draft_version,) if self.draft_version is not None else ()
        return LibraryScript(
            script_id=CHOSEN,
            title={"en": "Transaction not recognised", "zh": "不认识的交易"},
            group="cards",
            calls=1284,
            versions=(*draft, *self.versions),
        )

    def _answer(self) -> None:
        if self.away:
            raise ClientError(ErrorCode.SERVER_AWAY)


class Nowhere:
    """Keeps what is written for as long as the program runs."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def read(self, name: str) -> str:
        return self.texts.get(name, "")

    def write(self, name: str, text: str) -> None:
        self.texts[name] = text


def _window(
    theme: Theme,
    then: Callable[[AuthoringWindow, Library], None],
    make: Callable[[], Library] = Library,
) -> AuthoringWindow:
    library = make()
    ticks = iter(range(10_000))
    presenter = AuthoringPresenter(
        library, ImmediateTasks(), Nowhere(), lambda: NOW, monotonic=lambda: float(next(ticks))
    )
    preview = PreviewPresenter(lambda: NOW)
    finder = CustomerFinder(Bank(), ImmediateTasks(), preview.choose_caller)
    window = AuthoringWindow(theme, presenter, preview, now=lambda: NOW, zone=HONG_KONG, finder=finder)
    presenter.open()
    presenter.choose(CHOSEN)
    then(window, library)
    return window


def _at_step(step_id: str) -> Callable[[AuthoringWindow, Library], None]:
    def go(window: AuthoringWindow, _library: Library) -> None:
        window.show()
        line = window.authoring.state.read.line_of(step_id)
        window.editor.go_to(line)
        problem = next((each for each in window.authoring.state.read.errors if each.line >= line), None)
        if problem is not None:
            window.editor.go_to(problem.line, problem.column)

    return go


def _fine(window: AuthoringWindow, library: Library) -> None:
    text = library.live.replace('version: "', 'version: "9.', 1)
    window.authoring.write(text)
    for _ in range(3):
        window.authoring.tick()
    window.show()
    window.editor.go_to(window.authoring.state.read.line_of("confirm"))


def _compared(window: AuthoringWindow, _library: Library) -> None:
    window.authoring.compare()


def _tried(window: AuthoringWindow, library: Library) -> None:
    _fine(window, library)
    window.preview_panel.try_it()
    preview = window.preview
    preview.must_say_toggled("recording_notice")
    preview.go(1)


def _away(window: AuthoringWindow, library: Library) -> None:
    library.away = True
    window.authoring.write(window.authoring.state.text + "# more\n")
    window.authoring.save_now()
    _at_step("dispute")(window, library)


def _stale(window: AuthoringWindow, library: Library) -> None:
    library.stale_by = "Paul Yu"
    window.authoring.write(window.authoring.state.text + "# more\n")
    window.authoring.save_now()


def _old(window: AuthoringWindow, _library: Library) -> None:
    window.authoring.show_version(2)


def _broken(window: AuthoringWindow, _library: Library) -> None:
    window.authoring.write(window.authoring.state.text.replace("title: {en: Verify", "title: {en: [Verify", 1))
    window.authoring.tick()
    window.show()
    window.editor.next_problem()


def _in_review() -> Library:
    return Library(draft=live_text().replace('version: "', 'version: "9.', 1), state=_R)


def _filtered(window: AuthoringWindow, _library: Library) -> None:
    window.list.filter.setText("mortgage")


def _found(window: AuthoringWindow, _library: Library) -> None:
    window.list.filter.setText("dispute")
    for _ in range(3):
        window.authoring.tick()
    window.show()


def _look(window: AuthoringWindow, _library: Library) -> None:
    window.flow.map.fit()


AUTHORING: Final[Mapping[str, Callable[[Theme], AuthoringWindow]]] = MappingProxyType(
    {
        "authoring-wrong": partial(_window, then=_at_step("dispute")),
        "authoring-fine": partial(_window, then=_fine),
        "authoring-compared": partial(_window, then=_compared),
        "authoring-tried": partial(_window, then=_tried),
        "authoring-away": partial(_window, then=_away),
        "authoring-stale": partial(_window, then=_stale),
        "authoring-review": partial(_window, then=_look, make=_in_review),
        "authoring-old": partial(_window, then=_old),
        "authoring-broken": partial(_window, then=_broken),
        "authoring-filtered": partial(_window, then=_filtered),
        "authoring-found": partial(_window, then=_found),
        "authoring-live": partial(_window, then=_look, make=partial(Library, draft=None)),
        "authoring-look": partial(_window, then=_look, make=partial(Library, draft=None, may_edit=False)),
    }
)

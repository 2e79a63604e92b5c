"""The authors' window by keyboard: find, write, complete, put right, try, compare, send, publish."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.script_text import read_text
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.scripts import ScriptState, ScriptStep
from agent_desktop.demo.screen_authoring import AUTHORING, CHOSEN, Library, Nowhere
from agent_desktop.demo.screen_trials import Bank
from agent_desktop.ui.authoring.customer_finder import CustomerFinder
from agent_desktop.ui.authoring.dialogs import NewScriptDialog, WhyDialog
from agent_desktop.ui.authoring.presenter import AuthoringPresenter
from agent_desktop.ui.authoring.preview_presenter import PreviewPresenter
from agent_desktop.ui.authoring.window import AuthoringWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.confirm import ConfirmDialog
from tests.ui.conftest import NOW

_ALT, _CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Bench:
    def __init__(self, theme: Theme, library: Library, qtbot: QtBot) -> None:
        self.server, self.qtbot = library, qtbot
        self.seconds = 100.0
        self.presenter = AuthoringPresenter(
            library, ImmediateTasks(), Nowhere(), lambda: NOW, monotonic=lambda: self.seconds
        )
        preview = PreviewPresenter(lambda: NOW)
        finder = CustomerFinder(Bank(), ImmediateTasks(), preview.choose_caller)
        self.window = AuthoringWindow(theme, self.presenter, preview, now=lambda: NOW, zone=None, finder=finder)
        self.presenter.open()
        self.presenter.choose(CHOSEN)

    @property
    def editor(self) -> QWidget:
        return self.window.editor

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def later(self) -> None:
        """A moment passes: the text is read, and the draft saved."""
        self.seconds += 2
        self.presenter.tick()

    def texts(self) -> str:
        return "\n".join(each.text() for each in self.window.findChildren(QLabel) if each.isVisible())

    def write(self, text: str) -> None:
        self.window.editor.selectAll()
        self.window.editor.insertPlainText(text)
        self.later()


@pytest.fixture
def bench(theme: Theme, bring_up: Callable[[QWidget], None], qtbot: QtBot) -> Bench:
    bench = Bench(theme, Library(), qtbot)
    bring_up(bench.window)
    bench.window.editor.setFocus()
    return bench


def _right(bench: Bench) -> str:
    return bench.server.live.replace('version: "', 'version: "9.', 1)


def test_next_problem_and_its_fix_by_keys(bench: Bench) -> None:
    told = [""]
    for _ in bench.presenter.state.read.problems:
        bench.key(Qt.Key.Key_E, _ALT)
        told.append(bench.window.editor.problem_bar.told())
        if "explain_credit" in told[-1]:
            break
    assert any("agent_nam" in each for each in told[:-1])
    assert "explain_credit" in told[-1]
    assert bench.window.editor.problem_bar.isVisible()

    bench.key(Qt.Key.Key_Return, _ALT)
    bench.later()

    assert "explain_credit" not in bench.window.editor.toPlainText()
    assert len(bench.presenter.state.read.errors) == 1
    bench.key(Qt.Key.Key_Z, _CTRL)
    assert "explain_credit" in bench.window.editor.toPlainText()


def test_a_slip_in_the_yaml_is_underlined_where_it_was_made_and_mended_by_keys(bench: Bench) -> None:
    right = _right(bench).replace("title: {en: Greet,", "title: {en: Greet?,")  # which PyYAML alone would stop at
    assert "Greet?" in right
    bench.write(right.replace("    outcome: not_verified", "    outcome not_verified"))
    line = next(n for n, text in enumerate(right.split("\n"), 1) if text == "    outcome: not_verified")

    assert _underlined(bench, line) == "outcome"
    bench.key(Qt.Key.Key_E, _ALT)
    assert bench.window.editor.textCursor().blockNumber() + 1 == line
    bench.key(Qt.Key.Key_Return, _ALT)

    assert bench.window.editor.toPlainText() == right


def _underlined(bench: Bench, line: int) -> str:
    block = bench.window.editor.document().findBlockByNumber(line - 1)
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    found = [each for each in block.layout().formats() if each.format.underlineStyle() == wave]
    return "".join(block.text()[each.start : each.start + each.length] for each in found)


def test_the_problem_stands_below_its_line_and_the_lines_after_it_make_room(bench: Bench) -> None:
    bench.key(Qt.Key.Key_E, _ALT)
    editor = bench.window.editor
    line = editor.textCursor().blockNumber()
    block = editor.document().findBlockByNumber(line)
    above, below = editor.blockBoundingGeometry(block), editor.blockBoundingGeometry(block.next())

    assert below.top() - above.top() > editor.problem_bar.height()
    assert editor.problem_bar.y() > above.translated(editor.contentOffset()).top()


def test_what_is_typed_is_saved_and_told_with_its_time(bench: Bench) -> None:
    bench.window.editor.moveCursor(QTextCursor.MoveOperation.End)
    bench.qtbot.keyClicks(bench.editor, "# one more")
    assert "Saving the draft" in bench.texts()

    bench.later()

    assert bench.server.saved[-1].text.endswith("# one more")
    assert "Draft saved 10:42:06" in bench.texts()


def test_a_step_is_offered_and_taken_with_enter(bench: Bench) -> None:
    editor = bench.window.editor
    bench.write(_right(bench).replace("next: explain", "next: "))
    line = next(n for n, text in enumerate(editor.toPlainText().split("\n"), 1) if text.strip() == "next:")
    editor.go_to(line, 11)
    bench.qtbot.keyClicks(editor, "exp")
    assert editor.offered == ("explain",)

    bench.qtbot.keyClick(editor, Qt.Key.Key_Return)

    assert "next: explain\n" in editor.toPlainText()
    assert not any(editor.offered)


def test_enter_keeps_the_indent_and_tab_goes_in(bench: Bench) -> None:
    bench.write("steps:")
    bench.key(Qt.Key.Key_Return)
    bench.qtbot.keyClicks(bench.editor, "x:")
    bench.key(Qt.Key.Key_Escape)
    bench.key(Qt.Key.Key_Return)
    bench.key(Qt.Key.Key_Tab)

    assert bench.window.editor.toPlainText() == "steps:\n  x:\n      "


def test_the_map_follows_the_caret_and_leads_to_the_line(bench: Bench) -> None:
    window = bench.window
    window.editor.go_to(bench.presenter.state.read.line_of("block"))
    assert window.preview.state.drawn.step_id == "block"
    window.flow.map.setFocus()
    bench.key(Qt.Key.Key_Left)
    bench.key(Qt.Key.Key_Return)

    assert window.editor.textCursor().blockNumber() + 1 == bench.presenter.state.read.line_of("confirm")
    assert window.preview.state.drawn.step_id == "confirm"
    assert window.flow.map.shown()["explain_credit"].number == 0


def test_the_map_is_zoomed_and_fitted(bench: Bench) -> None:
    window = bench.window
    window.flow.map.zoom_by(-1)
    assert window.flow.map.zoom == 90
    bench.key(Qt.Key.Key_0, _CTRL)

    assert window.flow.map.zoom <= 100


def test_a_script_is_found_by_its_name_and_opened_by_enter(bench: Bench) -> None:
    bench.key(Qt.Key.Key_F, _CTRL)
    bench.qtbot.keyClicks(bench.window.list.filter, "lost")
    assert bench.window.list.listed() == ["lost-card"]
    bench.window.list.view.setFocus()
    bench.key(Qt.Key.Key_Down)
    bench.key(Qt.Key.Key_Down)
    bench.key(Qt.Key.Key_Return)

    assert bench.presenter.state.chosen == "lost-card"


def test_f5_tries_it_as_an_agent_with_the_agents_keys(bench: Bench) -> None:
    bench.write(_right(bench))
    bench.key(Qt.Key.Key_F5)
    assert bench.window.preview.state.drawn.step_id == "greet"
    bench.key(Qt.Key.Key_M, _ALT)
    bench.key(Qt.Key.Key_Right, _ALT)
    assert bench.window.preview.state.drawn.step_id == "verify"
    bench.key(Qt.Key.Key_Escape)

    assert not bench.window.preview.state.tries


def test_ctrl_enter_sends_a_right_draft_for_review(bench: Bench) -> None:
    bench.key(Qt.Key.Key_Return, _CTRL)
    assert bench.server.steps == []
    bench.write(_right(bench))
    bench.key(Qt.Key.Key_Return, _CTRL)

    assert [step for _, step, _ in bench.server.steps] == [ScriptStep.ASK_REVIEW]
    assert "asks for a review" in bench.texts()


def test_a_second_person_publishes_after_being_asked(
    theme: Theme, bring_up: Callable[[QWidget], None], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(theme, Library(state=ScriptState.IN_REVIEW), qtbot)
    bring_up(bench.window)
    answers = iter((0, 1))
    monkeypatch.setattr(ConfirmDialog, "exec", lambda _: next(answers))
    bench.key(Qt.Key.Key_Return, _CTRL)
    assert bench.server.steps == []

    bench.key(Qt.Key.Key_Return, _CTRL)

    assert [step for _, step, _ in bench.server.steps] == [ScriptStep.PUBLISH]


def test_to_reject_needs_a_reason(theme: Theme, bring_up: Callable[[QWidget], None], qtbot: QtBot) -> None:
    asked = QWidget()
    bring_up(asked)
    dialog = WhyDialog(theme, asked, "Reject v3.3", "It goes back.", "Reject")
    dialog.try_it()
    assert dialog.result() == 0
    qtbot.keyClicks(dialog.why, "Too long")
    qtbot.keyClick(dialog.why, Qt.Key.Key_Return)

    assert dialog.result() == 1
    dialog.deleteLater()


def test_a_new_script_needs_both_names_and_an_id_of_its_own(
    theme: Theme, bring_up: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    asked = QWidget()
    bring_up(asked)
    dialog = NewScriptDialog(theme, asked, ["lost-card"])
    qtbot.keyClicks(dialog.english, "Lost card")
    dialog.try_it()
    assert dialog.result() == 0
    dialog.chinese.setText("卡片遗失")
    dialog.try_it()
    assert dialog.result() == 0  # the id is taken
    dialog.own_id.setText("lost-card-abroad")

    dialog.try_it()

    assert dialog.result() == 1
    read = read_text(dialog.text())
    assert read.errors == ()
    assert read.script is not None
    assert read.script.id == "lost-card-abroad"
    dialog.deleteLater()


def test_what_is_live_is_compared_and_esc_leads_back_to_the_text(bench: Bench) -> None:
    bench.window.versions.compare_wanted.emit()
    assert any("explain_credit" in line.text for line in bench.window.diff.shown())
    assert "Compared with live v3.2" in bench.texts()
    bench.window.diff.menu().actions()[-1].trigger()
    assert "Compared with v3.0" in bench.texts()
    bench.window.setFocus()
    bench.key(Qt.Key.Key_Escape)

    assert bench.presenter.state.comparison is None


def test_the_window_speaks_chinese(bench: Bench, language: LanguageSwitch) -> None:
    language.use("zh")
    bench.qtbot.waitUntil(lambda: "客服看到的样子" in bench.texts())

    assert "送审前" in bench.texts()
    assert bench.window.windowTitle() == "脚本"


@pytest.mark.parametrize("name", ["authoring-away", "authoring-old", "authoring-broken", "authoring-look"])
def test_every_state_is_drawn(name: str, theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    window = AUTHORING[name](theme)
    bring_up(window)

    assert window.isVisible()

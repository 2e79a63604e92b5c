"""The search for a customer to try a script with, by keyboard, in both languages."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.base import Language
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.script_trials import TrialAge, TrialKind
from agent_desktop.demo.screen_authoring import CHOSEN, Library, Nowhere
from agent_desktop.demo.screen_trials import Bank
from agent_desktop.ui.authoring.customer_dialog import CustomerDialog
from agent_desktop.ui.authoring.customer_finder import CustomerFinder
from agent_desktop.ui.authoring.presenter import AuthoringPresenter
from agent_desktop.ui.authoring.preview_presenter import PreviewPresenter
from agent_desktop.ui.authoring.window import AuthoringWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from tests.ui.conftest import NOW


def _window(theme: Theme, bank: Bank, *, may_see: bool = True) -> AuthoringWindow:
    tasks = ImmediateTasks()
    authoring = AuthoringPresenter(Library(draft=None), tasks, Nowhere(), lambda: NOW)
    preview = PreviewPresenter(lambda: NOW)
    finder = CustomerFinder(bank, tasks, preview.choose_caller, agent_name="Nina Lam", may_search=may_see)
    window = AuthoringWindow(theme, authoring, preview, now=lambda: NOW, zone=None, finder=finder)
    authoring.open()
    authoring.choose(CHOSEN)
    return window


def _dialog(theme: Theme, bring_up: Callable[[QWidget], None], bank: Bank) -> CustomerDialog:
    dialog = CustomerDialog(theme, None, CustomerFinder(bank, ImmediateTasks(), lambda _: None))
    bring_up(dialog)
    return dialog


def _told(dialog: CustomerDialog) -> str:
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


@pytest.mark.parametrize(("tongue", "name"), [("en", "Ms Ho"), ("zh", "何女士")])
def test_a_customer_is_found_and_the_script_tried_with_them_by_keys_alone(
    tongue: Language,
    name: str,
    theme: Theme,
    bring_up: Callable[[QWidget], None],
    qtbot: QtBot,
    language: LanguageSwitch,
) -> None:
    language.use(tongue)
    bank = Bank()
    window = _window(theme, bank)
    bring_up(window)
    window.editor.setFocus()
    seen: list[str] = []

    def at_the_dialog() -> None:
        qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), CustomerDialog))
        field = QApplication.focusWidget()
        qtbot.keyClicks(field, "ho")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        found = QApplication.focusWidget()
        assert isinstance(found, QListWidget)
        seen.append(found.item(0).text())
        qtbot.keyClick(found, Qt.Key.Key_Return)

    QTimer.singleShot(0, at_the_dialog)
    qtbot.keyClick(window.editor, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)

    names = ("Ho Wing Sze Grace", "何詠詩") if tongue == "en" else ("何詠詩", "Ho Wing Sze Grace")
    assert seen == ["  ".join((*names, "•••• 2086"))]
    assert bank.asked == ["search ho", "look 11"]
    qtbot.keyClick(window.editor, Qt.Key.Key_F5)
    assert name in "".join(piece.text for piece in window.preview.state.drawn.say[tongue])
    window.close()
    assert not window.preview.state.caller.is_customer


@pytest.mark.parametrize(("tongue", "name"), [("en", "Ms Sample"), ("zh", "某女士")])
def test_whoever_may_see_no_customer_tries_it_with_some_customer_whom_nobody_names(
    tongue: Language,
    name: str,
    theme: Theme,
    bring_up: Callable[[QWidget], None],
    qtbot: QtBot,
    language: LanguageSwitch,
) -> None:
    language.use(tongue)
    bank = Bank()
    window = _window(theme, bank, may_see=False)
    bring_up(window)
    window.editor.setFocus()
    seen: list[bool] = []

    def at_the_dialog() -> None:
        qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), CustomerDialog))
        dialog = QApplication.activeWindow()
        assert isinstance(dialog, CustomerDialog)
        seen.append(dialog.field.isVisible())
        for field, downs in ((dialog.kinds.tier, 2), (dialog.kinds.product, 3)):
            field.setFocus()
            for _ in range(downs):
                qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    QTimer.singleShot(0, at_the_dialog)
    qtbot.keyClick(window.editor, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)

    assert seen == [False]
    assert bank.asked == ["any gold time_deposit"]
    qtbot.keyClick(window.editor, Qt.Key.Key_F5)
    assert name in "".join(piece.text for piece in window.preview.state.drawn.say[tongue])
    told = [each.text() for each in window.preview_panel.caller_menu().actions() if each.text()]
    assert told[0] == ("Any customer, unnamed…" if tongue == "en" else "任一客户（不显示姓名）…")


def test_the_kind_that_was_wished_for_is_chosen_the_next_time(
    theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    finder = CustomerFinder(Bank(), ImmediateTasks(), lambda _: None, may_search=False)
    first = CustomerDialog(theme, None, finder)
    bring_up(first)
    first.kinds.language.setCurrentIndex(2)
    first.kinds.age.setCurrentIndex(2)
    first.try_it()

    again = CustomerDialog(theme, None, finder)
    bring_up(again)

    assert again.kinds.kind() == TrialKind(language="zh", age=TrialAge.OLDER)


@pytest.mark.parametrize(
    ("tongue", "words"),
    [("en", "Fewer than 10 customers are of this kind"), ("zh", "符合条件的客户不到 10 位")],
)
def test_a_kind_that_would_tell_who_it_is_is_refused_in_words(
    tongue: Language, words: str, theme: Theme, bring_up: Callable[[QWidget], None], language: LanguageSwitch
) -> None:
    language.use(tongue)
    bank = Bank(problem=ErrorCode.TOO_FEW_ALIKE, fewest=10)
    dialog = CustomerDialog(theme, None, CustomerFinder(bank, ImmediateTasks(), lambda _: None, may_search=False))
    bring_up(dialog)

    dialog.try_it()

    assert words in _told(dialog)
    assert dialog.kinds.isVisible()


def test_nobody_to_try_it_with_is_told_in_words(theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    bank = Bank(problem=ErrorCode.SERVER_AWAY)
    dialog = CustomerDialog(theme, None, CustomerFinder(bank, ImmediateTasks(), lambda _: None, may_search=False))
    bring_up(dialog)
    assert "Some customer of the bank, unnamed" in _told(dialog)

    dialog.try_it()

    assert "That did not work" in _told(dialog)


def test_every_answer_of_the_search_has_its_words(theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    nobody = _dialog(theme, bring_up, Bank(()))
    nobody.field.setText("zzz")
    nobody.field.returnPressed.emit()
    assert "Nobody is found by “zzz”" in _told(nobody)

    nobody.field.setText("z")
    nobody.field.returnPressed.emit()
    assert "At least 2 letters." in _told(nobody)

    away = _dialog(theme, bring_up, Bank(problem=ErrorCode.SERVER_AWAY))
    away.field.setText("ho")
    away.field.returnPressed.emit()
    assert "That did not work" in _told(away)

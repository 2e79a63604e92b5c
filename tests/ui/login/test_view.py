from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import Problem
from agent_desktop.client.vault import KeyringState
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.login.presenter import LoginPhase, LoginState
from agent_desktop.ui.login.view import LoginView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.fields import LineField
from tests.ui.reading import button, words_in

ASKING = LoginState(origin="https://desk.bank.example")


@pytest.fixture
def view(theme: Theme, bring_up: Callable[[QWidget], None]) -> LoginView:
    made = LoginView(theme)
    made.display(ASKING)
    bring_up(made)
    made.focus_first_field()
    return made


def fields(view: LoginView) -> tuple[LineField, LineField]:
    name, password = view.findChildren(LineField)
    return name, password


def test_name_enter_password_enter_signs_in(view: LoginView, qtbot: QtBot) -> None:
    name, password = fields(view)
    assert name.hasFocus()
    qtbot.keyClicks(name, "amy")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert password.hasFocus()
    qtbot.keyClicks(password, "correct horse")

    with qtbot.waitSignal(view.sign_in_asked) as asked:
        qtbot.keyClick(password, Qt.Key.Key_Return)

    assert asked.args == ["amy", "correct horse"]
    assert password.echoMode() is QLineEdit.EchoMode.Password


def test_a_wrong_password_is_said_and_emptied_and_the_name_stays(view: LoginView, qtbot: QtBot) -> None:
    name, password = fields(view)
    qtbot.keyClicks(name, "amy")
    qtbot.keyClicks(password, "wrong")

    view.display(replace(ASKING, name="amy", problem=Problem(ErrorCode.WRONG_PASSWORD)))

    assert "Name and password do not match." in words_in(view)
    assert (name.text(), password.text()) == ("amy", "")
    assert password.hasFocus()


def test_nothing_can_be_pressed_twice_while_the_server_decides(view: LoginView, qtbot: QtBot) -> None:
    name, password = fields(view)
    qtbot.keyClicks(name, "amy")
    qtbot.keyClicks(password, "x")
    view.display(replace(ASKING, name="amy", phase=LoginPhase.SIGNING_IN, busy=True))

    with qtbot.assertNotEmitted(view.sign_in_asked):
        qtbot.keyClick(password, Qt.Key.Key_Return)

    assert name.isReadOnly()
    assert any(each.text() == "Signing in…" for each in view.findChildren(CommandButton))


def test_a_server_that_is_away_can_be_tried_again(view: LoginView) -> None:
    view.display(replace(ASKING, name="amy", problem=Problem(ErrorCode.SERVER_AWAY)))

    assert "The server does not answer." in words_in(view)
    assert button(view, "Try again").isEnabled()
    assert "Server: https://desk.bank.example" in words_in(view)


@pytest.mark.parametrize(
    ("keyring", "words"),
    [(KeyringState.LOCKED, "is locked"), (KeyringState.MISSING, "has no password store"), (KeyringState.WORKING, "")],
)
def test_a_keyring_that_keeps_nothing_is_named(view: LoginView, keyring: KeyringState, words: str) -> None:
    view.display(replace(ASKING, keyring=keyring))

    assert words in words_in(view)
    if not words:
        assert "password store" not in words_in(view)


def test_kept_notes_are_counted(view: LoginView) -> None:
    view.display(replace(ASKING, waiting_notes=1))
    assert "1 note is kept on this computer." in words_in(view)

    view.display(replace(ASKING, waiting_notes=3))
    assert "3 notes are kept on this computer." in words_in(view)


def test_an_empty_field_is_named_beside_it(view: LoginView) -> None:
    view.display(replace(ASKING, name_wanted=True, password_wanted=True))

    assert "Enter your name. | " in words_in(view)
    assert "Enter your password." in words_in(view)


def test_caps_lock_is_noticed_by_what_is_typed(view: LoginView, qtbot: QtBot) -> None:
    _, password = fields(view)
    password.setFocus()

    qtbot.keyClick(password, "A")
    assert "Caps Lock is on." in words_in(view)

    qtbot.keyClick(password, "a")
    assert "Caps Lock is on." not in words_in(view)

    qtbot.keyClick(password, "B", Qt.KeyboardModifier.ShiftModifier)
    assert "Caps Lock is on." not in words_in(view)


def test_language_and_colours_are_chosen_right_here(view: LoginView, language: LanguageSwitch, qtbot: QtBot) -> None:
    view.language_chosen.connect(language.use)
    combo = view._language
    combo.setFocus()
    with qtbot.waitSignal(view.language_chosen) as chosen:
        qtbot.keyClick(combo, Qt.Key.Key_Down)

    assert chosen.args == ["zh"]
    qtbot.waitUntil(lambda: "登录 Agent Desktop" in words_in(view))
    with qtbot.waitSignal(view.theme_chosen) as theme_chosen:
        view._themes.setFocus()
        qtbot.keyClick(view._themes, Qt.Key.Key_Down)
    assert theme_chosen.args == ["dark"]

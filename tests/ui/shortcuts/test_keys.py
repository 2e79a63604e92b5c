import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.ui.shortcuts.actions import KeyActions
from agent_desktop.ui.shortcuts.keys import KEY_OF, KEYS, SCRIPT_ANSWERS, Command, cap_of


def test_no_key_does_two_things() -> None:
    every = [QKeySequence(text).toString() for key in KEYS for text in key.keys]

    assert len(every) == len(set(every))


def test_every_command_has_its_key_and_every_key_is_understood_by_qt() -> None:
    assert set(KEY_OF) == set(Command)
    for key in KEYS:
        for text in key.keys:
            assert QKeySequence(text).toString() == text


def test_no_plain_letter_or_digit_and_no_key_of_an_input_method_is_a_command() -> None:
    for key in KEYS:
        for text in key.keys:
            assert re.fullmatch(r"((Ctrl|Shift|Alt)\+)*F\d+|(Ctrl|Alt)\+\w+", text), text
            # Ctrl+Shift alone changes the input method; with a function key it is KDE's way round its own Ctrl+F7.
            assert not text.startswith(("Ctrl+Alt", "Shift+Ctrl"))
            assert not text.startswith("Ctrl+Shift") or re.fullmatch(r"Ctrl\+Shift\+F[78]", text)
            assert text not in ("Ctrl+Space", "Ctrl+.", "F10", "Alt+Space", "Alt+Down")


def test_caps_show_arrows() -> None:
    assert cap_of(Command.SCRIPT_NEXT) == "Alt+→"
    assert cap_of(Command.FINISH) == "Ctrl+Enter"
    assert cap_of(Command.HANG_UP) == "Shift+F12"


def test_a_key_does_its_command_once_while_it_is_on(qtbot: QtBot, bring_up: Callable[[QWidget], None]) -> None:
    window = QWidget()
    done: list[str] = []
    actions = KeyActions(window)
    actions.on(Command.ANSWER, lambda: done.append("answer"))
    bring_up(window)

    qtbot.keyClick(window, Qt.Key.Key_F2)
    actions.set_enabled(Command.ANSWER, False)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    qtbot.keyClick(window, Qt.Key.Key_F3)

    assert done == ["answer"]


def test_alt_digits_answer_the_script_and_plain_digits_are_typed(
    qtbot: QtBot, bring_up: Callable[[QWidget], None]
) -> None:
    window = QWidget()
    field = QLineEdit(window)
    chosen: list[Command] = []
    actions = KeyActions(window)
    for command in SCRIPT_ANSWERS:
        actions.on(command, lambda command=command: chosen.append(command))  # type: ignore[misc]
    bring_up(window)
    field.setFocus()

    qtbot.keyClick(field, Qt.Key.Key_2)
    qtbot.keyClick(field, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)

    assert field.text() == "2"
    assert chosen == [Command.SCRIPT_ANSWER_2]


def test_call_keys_work_while_a_dialog_is_open_and_others_do_not(
    qtbot: QtBot, bring_up: Callable[[QWidget], None]
) -> None:
    window = QWidget()
    done: list[str] = []
    actions = KeyActions(window)
    actions.on(Command.HANG_UP, lambda: done.append("hang up"))
    actions.on(Command.NOTES, lambda: done.append("notes"))
    dialog = QDialog(window)
    field = QLineEdit()
    QVBoxLayout(dialog).addWidget(field)
    actions.add_to_dialog(dialog)
    bring_up(window)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    field.setFocus()

    qtbot.keyClick(field, Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(field, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)

    assert done == ["hang up"]


def test_a_command_that_fails_leaves_the_others_working(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    done: list[str] = []
    actions = KeyActions(window)

    def fail() -> None:
        raise RuntimeError

    actions.on(Command.ANSWER, fail)
    actions.on(Command.HOLD, lambda: done.append("hold"))

    assert actions.run(Command.ANSWER)
    assert actions.run(Command.HOLD)
    assert not actions.run(Command.MUTE)
    assert done == ["hold"]

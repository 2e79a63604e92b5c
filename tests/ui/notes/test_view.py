from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import Problem
from agent_desktop.client.notes import NoteStatus
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.notes.presenter import NotesState
from agent_desktop.ui.notes.view import NotesView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.fields import TextField
from agent_desktop.ui.widgets.ticker import Ticker
from tests.ui.reading import button, words_in
from tests.ui.typing import commit, compose

OPEN = NotesState(open=True, text="Card in purse.", text_number=1, status=NoteStatus.SAVED)

TOO_LONG = Problem(ErrorCode.NOTE_TOO_LONG, {"limit": 20_000})


@pytest.fixture
def view(theme: Theme, ticker: Ticker, bring_up: Callable[[QWidget], None]) -> NotesView:
    made = NotesView(theme, ticker)
    made.resize(388, 220)
    made.display(OPEN)
    bring_up(made)
    return made


def field_of(view: NotesView) -> TextField:
    return next(each for each in view.findChildren(TextField) if not each.isReadOnly())


def test_every_key_is_given_on_with_the_whole_text(view: NotesView, qtbot: QtBot) -> None:
    view.focus_field()

    with qtbot.waitSignal(view.typed) as typed:
        qtbot.keyClicks(field_of(view), "!")

    assert typed.args == ["Card in purse.!"]


def test_a_state_that_comes_while_typing_changes_neither_text_nor_cursor(view: NotesView, qtbot: QtBot) -> None:
    field = field_of(view)
    view.focus_field()
    qtbot.keyClicks(field, " Says")
    place = field.textCursor().position()

    view.display(replace(OPEN, text="what the server has", status=NoteStatus.SAVING))
    view.display(replace(OPEN, text="what the server has", saved_at=datetime(2026, 6, 16, 10, 42, 6, tzinfo=UTC)))

    assert field.toPlainText() == "Card in purse. Says"
    assert field.textCursor().position() == place
    assert field.hasFocus()


def test_chinese_being_composed_survives_an_offer_and_every_save(view: NotesView, qtbot: QtBot) -> None:
    field = field_of(view)
    view.focus_field()
    compose(field, "ka pian")

    view.show_offer_waiting(True)
    view.display(replace(OPEN, status=NoteStatus.SAVING))
    qtbot.keyClicks(field, "1")  # a digit picks a candidate; nothing else may take it
    commit(field, "卡片")

    assert field.hasFocus()
    assert field.toPlainText() == "Card in purse.1卡片"


def test_another_note_is_loaded_once(view: NotesView) -> None:
    view.display(replace(OPEN, text="Another call", text_number=2))

    assert field_of(view).toPlainText() == "Another call"


def test_one_line_says_that_a_call_waits_only_under_the_field_in_focus(
    theme: Theme, ticker: Ticker, bring_up: Callable[[QWidget], None]
) -> None:
    window, view, elsewhere = QWidget(), NotesView(theme, ticker), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(view)
    column.addWidget(elsewhere)
    view.display(OPEN)
    bring_up(window)
    elsewhere.setFocus()

    view.show_offer_waiting(True)
    assert "Call waiting for you." not in words_in(view)

    view.focus_field()
    assert "Call waiting for you. | Keep typing, or press | to answer. | Your note is kept." in words_in(view)

    view.show_offer_waiting(False)
    assert "Call waiting for you." not in words_in(view)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (replace(OPEN, saved_at=datetime(2026, 6, 16, 10, 42, 6, tzinfo=UTC)), "Saved 10:42:06"),
        (replace(OPEN, status=NoteStatus.SAVING), "Saving"),
        (replace(OPEN, status=NoteStatus.KEPT_HERE), "Kept on this computer only"),
        (
            replace(OPEN, status=NoteStatus.REFUSED, problem=Problem(ErrorCode.NOTE_TOO_LONG, {"limit": 20_000})),
            "20000",
        ),
        (replace(OPEN, journal_problem=Problem(ErrorCode.JOURNAL_NOT_WRITTEN)), "cannot be kept on this computer"),
        (replace(OPEN, recovered=True), "Found on this computer"),
    ],
)
def test_how_the_note_is_kept_is_said_in_words(view: NotesView, state: NotesState, words: str) -> None:
    view.display(state)

    assert words in words_in(view)


def test_a_conflict_shows_both_texts_and_saves_both(view: NotesView, qtbot: QtBot) -> None:
    view.display(replace(OPEN, status=NoteStatus.CONFLICT, server_text="Theirs"))

    others = [each.toPlainText() for each in view.findChildren(TextField) if each.isReadOnly() and each.isVisible()]
    assert others == ["Theirs"]
    assert field_of(view).toPlainText() == "Card in purse."
    with qtbot.waitSignal(view.keep_both_chosen):
        button(view, "Save both").click()


def test_without_a_call_the_field_takes_no_focus(view: NotesView) -> None:
    view.display(NotesState())

    view.focus_field()

    assert not view.is_typing()


def test_ctrl_k_and_the_function_keys_are_left_to_the_window(
    theme: Theme, ticker: Ticker, qtbot: QtBot, bring_up: Callable[[QWidget], None]
) -> None:
    from agent_desktop.ui.shortcuts.actions import KeyActions
    from agent_desktop.ui.shortcuts.keys import Command

    window, view = QWidget(), NotesView(theme, ticker)
    QVBoxLayout(window).addWidget(view)
    done: list[Command] = []
    actions = KeyActions(window)
    for command in (Command.PALETTE, Command.ANSWER, Command.NOTES, Command.SAVE_NOTE, Command.FINISH):
        actions.on(command, lambda command=command: done.append(command))  # type: ignore[misc]
    view.display(OPEN)
    bring_up(window)
    view.focus_field()
    field = field_of(view)

    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(field, Qt.Key.Key_K, control)
    qtbot.keyClick(field, Qt.Key.Key_F2)
    qtbot.keyClick(field, Qt.Key.Key_S, control)
    qtbot.keyClick(field, Qt.Key.Key_Return, control)

    assert done == [Command.PALETTE, Command.ANSWER, Command.SAVE_NOTE, Command.FINISH]
    assert field.toPlainText() == "Card in purse."


def test_the_panel_turns_with_the_language(view: NotesView, language: LanguageSwitch, qtbot: QtBot) -> None:
    language.use("zh")

    qtbot.waitUntil(lambda: "记录" in words_in(view))
    assert "已保存" in words_in(view)

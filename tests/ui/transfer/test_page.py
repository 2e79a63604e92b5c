"""The page of whom to ask and the note, by keys alone and in both languages."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.directory import DirectoryEntry, WayOver
from agent_desktop.demo import screen_handovers as handovers
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.transfer.directory.table import EntryTable
from agent_desktop.ui.transfer.directory.view import DirectoryView
from agent_desktop.ui.transfer.note.received import ReceivedView
from agent_desktop.ui.transfer.note.view import NoteView
from agent_desktop.ui.transfer.so_far.view import SoFarView
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.fields import ChoiceField, LineField, TextField
from agent_desktop.ui.widgets.ticker import Ticker
from tests.ui.reading import words_in


@pytest.fixture
def directory(theme: Theme, ticker: Ticker, bring_up: Callable[[QWidget], None]) -> DirectoryView:
    view = DirectoryView(theme, ticker, show_at_once=True)
    view.resize(700, 600)
    bring_up(view)
    return view


@pytest.fixture
def note(theme: Theme, ticker: Ticker, bring_up: Callable[[QWidget], None]) -> NoteView:
    view = NoteView(theme, ticker)
    view.resize(388, 700)
    bring_up(view)
    return view


def button(view: QWidget, word: str) -> CommandButton:
    return next(each for each in view.findChildren(CommandButton) if each.text() == word)


def test_the_first_match_is_asked_with_the_keys_alone(directory: DirectoryView, qtbot: QtBot) -> None:
    started: list[tuple[DirectoryEntry, WayOver]] = []
    directory.started.connect(lambda entry, way: started.append((entry, way)))
    moved: list[int] = []
    directory.row_moved.connect(moved.append)
    directory.display(handovers.FREE)
    directory.focus_search()
    field = directory.findChildren(LineField)[0]
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert moved == [2]
    assert [(entry.name["en"], way) for entry, way in started] == [("Zhang Min", WayOver.CONSULT)]


@pytest.mark.parametrize("language_name", ["en", "zh"])
def test_every_row_says_who_how_they_stand_and_what_can_be_done(
    directory: DirectoryView, language: LanguageSwitch, language_name: str
) -> None:
    language.use(language_name)  # type: ignore[arg-type]
    directory.display(handovers.FREE)
    model = directory.findChildren(EntryTable)[0].model()
    said = [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]

    way = {"en": "Ask next", "zh": "预约下一位"}[language_name]
    state = {"en": "Wrap-up", "zh": "话后处理"}[language_name]
    assert any(state in each and way in each for each in said)
    assert len(said) == len(handovers.FREE.entries)


def test_while_a_specialist_is_asked_no_row_has_a_button(directory: DirectoryView) -> None:
    directory.display(handovers.CONSULTING)
    started: list[object] = []
    directory.started.connect(lambda *each: started.append(each))
    directory.findChildren(EntryTable)[0].row_chosen.emit(handovers.PEOPLE[1].entry_id)

    assert started == []


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (handovers.AWAY, "The directory did not come"),
        (handovers.NOBODY_MATCHES, "Nobody matches trade finance"),
        (handovers.EMPTY, "Nothing stands here yet"),
        (handovers.DECLINED, "Zhang Min declined. The caller is still yours."),
        (handovers.NOT_ANSWERED, "Zhang Min did not answer. The caller is still yours."),
        (handovers.SPECIALIST_GONE, "Zhang Min has hung up. The caller is still on hold."),
        (handovers.ASKED_NEXT, "Wang Lei is kept for this call and rings as soon as they are free."),
    ],
)
def test_each_state_is_said(directory: DirectoryView, state: object, words: str) -> None:
    directory.display(state)  # type: ignore[arg-type]

    assert words in words_in(directory)


def test_after_a_refusal_the_next_best_is_one_press_away(directory: DirectoryView) -> None:
    started: list[tuple[DirectoryEntry, WayOver]] = []
    directory.started.connect(lambda entry, way: started.append((entry, way)))
    directory.display(handovers.DECLINED)
    button(directory, "Ask Helen Chan").click()

    assert [(entry.name["en"], way) for entry, way in started] == [("Helen Chan", WayOver.CONSULT)]


def test_who_is_sent_to_a_queue_keeps_their_place_or_is_put_ahead(directory: DirectoryView, qtbot: QtBot) -> None:
    asked: list[bool] = []
    directory.ahead_chosen.connect(asked.append)
    directory.display(handovers.FREE)
    assert not directory.foot.ahead.isVisible(), "of people there is no place in a queue"
    directory.display(handovers.QUEUES)
    assert directory.foot.ahead.text() == "Keeps their place: put ahead"
    directory.foot.ahead.setFocus()
    qtbot.keyClick(directory.foot.ahead, Qt.Key.Key_Space)
    directory.display(replace(handovers.QUEUES, ahead=True))
    assert directory.foot.ahead.text() == "Placed ahead: put back at their place"
    qtbot.keyClick(directory.foot.ahead, Qt.Key.Key_Space)

    assert asked == [True, False]


def test_escape_puts_the_page_away(directory: DirectoryView, qtbot: QtBot) -> None:
    directory.display(handovers.FREE)
    directory.focus_search()
    with qtbot.waitSignal(directory.closed):
        qtbot.keyClick(directory.findChildren(LineField)[0], Qt.Key.Key_Escape)


def test_what_is_typed_is_told_and_nothing_is_written_over_it(note: NoteView, qtbot: QtBot) -> None:
    told: list[str] = []
    note.changed.connect(lambda text: told.append(text.summary))
    note.display(handovers.NOTE_BEGUN)
    field = next(each for each in note.findChildren(TextField) if not each.isReadOnly())
    field.setFocus()
    qtbot.keyClicks(field, "HKD")
    note.display(handovers.NOTE_BEGUN)  # an answer that knows less comes in between

    assert told[-1] == "HKD"
    assert field.toPlainText() == "HKD"


def test_what_is_missing_has_the_focus_and_says_why(note: NoteView) -> None:
    note.display(handovers.NOTE_BEGUN)
    note.display(handovers.NOTE_MISSING)

    assert note.findChildren(ChoiceField)[0].hasFocus()
    said = words_in(note)
    assert "The specialist needs the note before you complete the transfer." in said
    assert "Choose why the caller goes on to somebody else." in said


def test_a_conflict_shows_both_texts_and_lets_one_be_chosen(note: NoteView, qtbot: QtBot) -> None:
    note.display(handovers.NOTE_CONFLICT)
    texts = [each.toPlainText() for each in note.findChildren(TextField)]
    assert any("her husband" in each for each in texts)
    assert any("Macau" in each for each in texts)
    with qtbot.waitSignal(note.take_other_chosen):
        button(note, "Take the other text").click()
    with qtbot.waitSignal(note.keep_mine_chosen):
        button(note, "Keep what stands below").click()
    assert button(note, "Send note" if not handovers.NOTE_CONFLICT.own.is_sent else "Send update").toolTip() == (
        "First choose which text stays"
    )


def test_that_it_was_read_and_that_it_changed_after_sending_is_said(note: NoteView) -> None:
    note.display(handovers.NOTE_READ)
    assert "Zhang Min has read it" in words_in(note)
    assert button(note, "Send update").toolTip() == "The specialist has it as it stands here"

    note.display(handovers.NOTE_CHANGED)
    assert "Changed after sending" in words_in(note)
    assert button(note, "Send update").isEnabled()


def test_the_specialist_reads_the_note_and_can_change_nothing(
    theme: Theme, ticker: Ticker, bring_up: Callable[[QWidget], None]
) -> None:
    view = ReceivedView(theme, ticker)
    view.resize(388, 700)
    bring_up(view)
    view.display(handovers.received(handovers.SENT, changed=True))

    assert "Amy Wong asks you" in words_in(view)
    assert "Changed since you first read it" in words_in(view)
    assert [*view.findChildren(TextField), *view.findChildren(LineField), *view.findChildren(ChoiceField)] == []

    view.display(handovers.received(None))
    assert "The note is still being written" in words_in(view)


def test_what_is_said_to_the_caller_is_ticked_as_the_presenter_says(
    theme: Theme, ticker: Ticker, bring_up: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    view = SoFarView(theme, ticker)
    view.resize(264, 500)
    bring_up(view)
    view.display(handovers.NOTE_SENT)
    with qtbot.waitSignal(view.said_toggled):
        view._said.click()
    assert not view._said.isChecked()

    view.display(handovers.NOTE_READ)
    assert view._said.isChecked()

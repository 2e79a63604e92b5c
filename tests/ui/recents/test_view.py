"""The agent's own contacts on the screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.contacts import ContactState
from agent_desktop.demo import screen_recents as samples
from agent_desktop.ui.recents.presenter import RecentsState
from agent_desktop.ui.recents.table import LOOKS, state_word
from agent_desktop.ui.recents.view import RecentsView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, ticker: Ticker) -> RecentsView:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 690)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is host)
    return RecentsView(theme, ticker, host, show_at_once=True)


def said(view: RecentsView) -> list[str]:
    return [each.full_text() for each in view.findChildren(TextLabel) if each.isVisible()]


def cells(view: RecentsView, row: int) -> list[str]:
    model = view.table.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_each_contact_stands_with_its_state_who_queue_outcome_and_time(view: RecentsView) -> None:
    view.display(samples.RECENTS)

    assert cells(view, 1) == ["Handled", "Mr Wong Ka Ming", "Cards", "Card blocked", "Today 02:01"]
    assert cells(view, 2)[:2] == ["Missed", "+852 9••• 1508"]
    assert cells(view, 5)[1] == "Number withheld"
    assert cells(view, 5)[3] == "Trouble with the headset"
    assert "Mr Wong Ka Ming" in said(view)
    assert "now, and the last 14 days" in said(view)


def test_a_call_that_the_agent_made_is_said_to_be_outgoing(view: RecentsView) -> None:
    view.display(samples.RECENTS)

    assert cells(view, 7)[0] == "Not reached"
    assert cells(view, 7)[2] == "Outgoing · Cards"
    assert cells(view, 6)[2] == "I don't know this charge"


@pytest.mark.parametrize("state", list(ContactState))
def test_every_state_has_a_look_and_a_word_in_both_languages(state: ContactState, language: LanguageSwitch) -> None:
    english = state_word(state)
    language.use("zh")

    assert LOOKS[state]
    assert english
    assert state_word(state) not in ("", english)


def test_arrows_choose_and_enter_opens_with_the_focus_back_where_it_was(
    qtbot: QtBot, view: RecentsView, theme: Theme
) -> None:
    before = CommandButton(theme, "Before")
    before.setParent(view.host)
    before.show()
    before.setFocus()
    view.display(samples.RECENTS)
    assert QApplication.focusWidget() is view.table

    with qtbot.waitSignal(view.selected) as chosen:
        qtbot.keyClick(view.table, Qt.Key.Key_Down)
    assert chosen.args == [samples.RECENTS.contacts[2].call_id]
    with qtbot.waitSignal(view.chosen) as opened:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert opened.args == [samples.RECENTS.contacts[2].call_id]

    view.display(RecentsState())
    assert view.isHidden()
    assert QApplication.focusWidget() is before


def test_a_list_read_again_keeps_the_row_of_the_chosen_contact_and_chooses_nothing_by_itself(view: RecentsView) -> None:
    view.display(samples.RECENTS)
    chosen: list[object] = []
    view.selected.connect(chosen.append)
    shifted = samples.RECENTS.contacts[:1] + samples.RECENTS.contacts

    view.display(
        RecentsState(open=True, kind=samples.RECENTS.kind, contacts=shifted, selected=samples.RECENTS.selected)
    )

    assert view.table.currentIndex().row() == 2
    assert chosen == []


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (samples.RECENTS_EMPTY, "No call in the last 14 days"),
        (samples.RECENTS_FAILED, "Your contacts cannot be read now"),
    ],
)
def test_a_list_without_contacts_says_why(view: RecentsView, state: RecentsState, words: str) -> None:
    view.display(state)

    assert words in said(view)


def test_an_old_list_offers_another_try_and_more_are_asked_for_below_it(qtbot: QtBot, view: RecentsView) -> None:
    view.display(samples.RECENTS_OLD)
    buttons = {button.text(): button for button in view.findChildren(CommandButton) if button.isVisible()}

    with qtbot.waitSignal(view.retry_chosen):
        buttons["Try again"].click()
    with qtbot.waitSignal(view.more_chosen):
        buttons["Show older ones"].click()


def test_the_border_is_the_persons_own(qtbot: QtBot, view: RecentsView, theme: Theme, ticker: Ticker) -> None:
    view.display(samples.RECENTS)
    view.splitter.setSizes([600, 370])
    kept = view.border()

    again = RecentsView(theme, ticker, view.host)
    again.restore_border(kept)
    again.display(samples.RECENTS)
    QApplication.processEvents()
    assert again.splitter.sizes() == view.splitter.sizes()

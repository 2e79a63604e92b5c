"""Why am I in this state: what the list says."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.demo import screen_samples, screen_seats
from agent_desktop.ui.presence.history.presenter import HistoryState
from agent_desktop.ui.presence.history.view import HistoryView
from agent_desktop.ui.presence.selector import StateSelector
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import AgentState, AgentStretch, StateCause
from tests.client.support import START


@pytest.fixture
def selector(qtbot: QtBot, theme: Theme, ticker: Ticker) -> StateSelector:
    made = StateSelector(theme, ticker)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, ticker: Ticker, selector: StateSelector) -> HistoryView:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 690)
    host.show()
    return HistoryView(theme, ticker, host, selector.word_of)


def _said(view: HistoryView) -> list[str]:
    return [each.full_text() for each in view.findChildren(TextLabel) if each.isVisible()]


def test_each_state_stands_with_its_cause_the_present_one_first(view: HistoryView) -> None:
    view.display(screen_seats.HISTORY)

    said = _said(view)
    assert said.index("Not ready · Connection") < said.index("Ready")
    assert "The server did not hear your desktop for a minute" in said
    assert "Not ready · Lunch" in said
    assert "for 10:12" in said


@pytest.mark.parametrize("cause", list(StateCause))
def test_every_cause_has_words(view: HistoryView, cause: StateCause) -> None:
    stretch = AgentStretch(state=AgentState.READY, cause=cause, began_at=START)

    view.display(HistoryState(open=True, stretches=(stretch,)))

    assert len([text for text in _said(view) if text]) >= 4


def test_a_failure_offers_another_try(qtbot: QtBot, view: HistoryView) -> None:
    view.display(screen_seats.HISTORY_FAILED)
    [retry] = [button for button in view.findChildren(CommandButton) if button.isVisible()]

    with qtbot.waitSignal(view.retry_chosen):
        retry.click()
    view.display(HistoryState())
    assert view.isHidden()


def test_the_selectors_menu_asks_for_it_also_while_no_state_may_be_chosen(
    qtbot: QtBot, selector: StateSelector
) -> None:
    selector.display(screen_samples.NOTHING_ALLOWED)
    entry = next(each for each in selector.fill_menu().actions() if each.text() == "Why am I in this state?")

    assert entry.isEnabled()
    with qtbot.waitSignal(selector.history_wanted):
        entry.trigger()

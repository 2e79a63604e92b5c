import re
from dataclasses import replace

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.ui.presence.queue_list import QueueList
from agent_desktop.ui.presence.view import BAR_HEIGHT, TopBar
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import AgentAction, AgentState, ChosenReason


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme, ticker: Ticker) -> TopBar:
    made = TopBar(theme, ticker)
    qtbot.addWidget(made)
    made.resize(1376, BAR_HEIGHT)
    made.show()
    return made


def lengths_of(bar: TopBar, text: str) -> list[QAction]:
    entry = next(entry for entry in bar.selector.fill_menu().actions() if entry.text() == text)
    menu = entry.menu()
    assert isinstance(menu, QMenu)
    return menu.actions()


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (samples.READY, "Ready"),
        (samples.ON_CALL, "On a call"),
        (samples.ON_HOLD, "On hold"),
        (samples.WRAP_UP, "Wrap-up"),
        (samples.NOT_READY, "Not ready · Lunch"),
        (replace(samples.READY, state=AgentState.OFFLINE), "Offline"),
        (replace(samples.READY, state=None), "Connecting"),
        (replace(samples.READY, pending=AgentAction.GO_NOT_READY), "Going not ready"),
        (samples.ON_CALL_THEN_LUNCH, "On a call, then Lunch"),
        (replace(samples.ON_CALL_THEN_LUNCH, pending=AgentAction.CANCEL_NEXT), "On a call, then Lunch"),
        (samples.NO_ANSWER, "Not ready · No answer"),
    ],
)
def test_every_state_is_a_word_and_not_only_a_colour(bar: TopBar, state: object, word: str) -> None:
    bar.display(state)  # type: ignore[arg-type]

    assert bar.selector.text() == word
    assert word in bar.selector.accessibleName()


def test_the_menu_offers_only_what_the_server_allows_now(bar: TopBar) -> None:
    bar.display(replace(samples.ON_CALL, allowed=frozenset({AgentAction.GO_NOT_READY})))
    entries = {entry.text(): entry.isEnabled() for entry in bar.selector.fill_menu().actions() if entry.text()}

    assert entries["Ready"] is False
    assert entries["Not ready: Lunch"] is True
    assert entries["Offline"] is False


def test_a_choice_in_the_menu_names_its_reason(qtbot: QtBot, bar: TopBar) -> None:
    bar.display(samples.READY)
    lengths = lengths_of(bar, "Not ready: Lunch")
    assert [entry.text().partition(",")[0] for entry in lengths] == [
        "No planned end",
        "30 min",
        "45 min",
        "60 min",
        "90 min",
    ]
    for entry, seconds in ((lengths[0], None), (lengths[3], 3600)):
        with qtbot.waitSignal(bar.action_chosen) as chosen:
            entry.trigger()
        assert chosen.args == [AgentAction.GO_NOT_READY, ChosenReason.LUNCH, seconds]


def test_the_menu_during_a_call_is_about_what_comes_after_it(qtbot: QtBot, bar: TopBar) -> None:
    bar.display(samples.ON_CALL_THEN_LUNCH)
    assert [entry.text() for entry in lengths_of(bar, "Not ready: Break")][1] == "5 min"
    entries = [entry for entry in bar.selector.fill_menu().actions() if entry.text()]
    assert entries[0].text() == "After this call"
    cancel = next(entry for entry in entries if entry.text() == "Cancel the choice: ready after this call")

    with qtbot.waitSignal(bar.action_chosen) as chosen:
        cancel.trigger()
    assert chosen.args == [AgentAction.CANCEL_NEXT, None, None]


def test_wrap_up_on_request_is_asked_for_in_the_menu(qtbot: QtBot, bar: TopBar) -> None:
    bar.display(samples.ON_CALL_OF_REQUEST)
    wanted = next(e for e in bar.selector.fill_menu().actions() if e.text() == "With wrap-up after this call")

    with qtbot.waitSignal(bar.action_chosen) as chosen:
        wanted.trigger()
    assert chosen.args == [AgentAction.WANT_WRAP_UP, None, None]


def test_a_reason_of_the_systems_looks_otherwise_than_a_chosen_one_and_says_why(bar: TopBar) -> None:
    bar.display(samples.NOT_READY)
    chosen = (bar.selector._kind, bar.selector._icon)
    bar.display(samples.NO_ANSWER)

    assert (bar.selector._kind, bar.selector._icon) != chosen
    assert "offered and not answered" in bar.selector.toolTip()


def test_a_planned_end_is_shown_as_a_time(bar: TopBar) -> None:
    bar.display(samples.LUNCH_UNTIL)

    assert re.fullmatch(r"Not ready · Lunch until \d\d:\d\d", bar.selector.text())


def test_while_a_change_is_asked_for_nothing_else_can_be(bar: TopBar) -> None:
    bar.display(replace(samples.READY, pending=AgentAction.GO_NOT_READY, allowed=frozenset()))

    assert not bar.selector.isEnabled()


def test_a_narrow_bar_leaves_out_the_figures_of_the_day_and_cuts_neither_state_nor_search(
    qtbot: QtBot, theme: Theme, ticker: Ticker
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = TopBar(theme, ticker)
    bar.setParent(window)
    window.show()
    theme.choose(text_scale=125)
    bar.display(samples.NOT_READY)
    for width, day in ((1500, True), (1216, False)):
        bar.resize(width, bar.height())
        QApplication.processEvents()
        assert bar.selector.width() >= bar.selector.sizeHint().width()
        assert bar._search.width() >= bar._search.words_width()
        assert bar._average.isVisible() is day


def test_a_refused_change_is_said_where_the_agent_looks(bar: TopBar) -> None:
    bar.display(samples.REFUSED)

    assert bar._problem.isVisible()
    assert bar._problem.full_text()


def test_a_lost_link_is_said(bar: TopBar) -> None:
    bar.display(samples.LINK_LOST)

    assert bar._link.text() == "No link"


def test_the_language_button_offers_the_other_language(qtbot: QtBot, bar: TopBar, language: LanguageSwitch) -> None:
    bar.display(samples.READY)
    with qtbot.waitSignal(bar.language_chosen) as chosen:
        bar._language.click()
    assert chosen.args == ["zh"]

    language.use("zh")
    with qtbot.waitSignal(bar.language_chosen) as chosen:
        bar._language.click()
    assert chosen.args == ["en"]


def test_the_search_button_opens_the_palette(qtbot: QtBot, bar: TopBar) -> None:
    with qtbot.waitSignal(bar.search_wanted):
        bar._search.click()


def test_the_queues_show_who_waits_and_how_long(qtbot: QtBot, theme: Theme) -> None:
    ticker = Ticker(lambda: NOW)
    queues = QueueList(theme, ticker)
    qtbot.addWidget(queues)
    queues.display(samples.READY)
    model = queues._model

    assert [model.index(0, column).data() for column in range(3)] == ["Cards", "6", "02:48"]
    assert [label.full_text() for label in queues.findChildren(TextLabel)] == ["My queues"]

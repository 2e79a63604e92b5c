"""Who had a past contact: what the list says, and how it is opened."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.surveys import SurveyState
from agent_desktop.demo import screen_legs
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.timeline.legs.presenter import LegsState
from agent_desktop.ui.timeline.legs.view import LegsView
from agent_desktop.ui.timeline.view import TimelineView
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker

CONSULTED = (
    "Zhang Min, consulted by Amy Wong: Took the caller over. Rang 00:08  ·  Spoke with Amy Wong 01:19  ·  "
    "Amy Wong held the caller 01:28"
)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, ticker: Ticker) -> LegsView:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 690)
    host.show()
    return LegsView(theme, ticker, host)


def said(view: LegsView) -> list[str]:
    return [each.full_text() for each in view.findChildren(TextLabel) if each.isVisible()]


def test_each_part_says_who_it_was_what_came_of_it_and_how_long_it_took(view: LegsView) -> None:
    view.display(screen_legs.LEGS)

    lines = list(view.lines())
    assert [line.split(" ", 1)[1] for line in lines] == [
        "Amy Wong, had it first: Needs follow-up. Caller waited 01:12  ·  Talked 05:05  ·  Held the caller 01:58",
        "Leung Ka Ho, asked by Amy Wong: Did not answer. Rang 00:30  ·  Amy Wong held the caller 00:30",
        CONSULTED,
        "Zhang Min, took the caller over: Card blocked. Talked 05:55",
        "Found 3.5 of 5  ·  had expected 4.0. Asked by keypad after the call  ·  2 of 3 questions answered",
    ]
    assert {"Zhang Min", "took the caller over", "Card blocked", "Talked 05:55"} <= set(said(view))
    assert view.frame.accessibleDescription() == "\n".join(lines)


def test_who_was_asked_and_did_not_say_how_it_was_is_told_apart_and_rows_that_come_later_have_room(
    view: LegsView,
) -> None:
    view.display(screen_legs.LEGS_COMING)
    waiting = view.frame.sizeHint().height()
    asked = screen_legs.LEGS.surveys[0].model_copy(update={"perceived": None, "expected": None, "answered": 0})
    states = (SurveyState.ASKED, SurveyState.REFUSED, SurveyState.NOT_ANSWERED)
    surveys = tuple(asked.model_copy(update={"state": state}) for state in states)

    view.display(replace(screen_legs.LEGS, surveys=surveys))

    assert [line.split(" ", 1)[1] for line in list(view.lines())[-3:]] == [
        "Asked how it was, not answered yet. Asked by keypad after the call",
        "Did not want to say how it was. Asked by keypad after the call",
        "Asked how it was, not answered. Asked by keypad after the call",
    ]
    assert view.frame.sizeHint().height() > waiting + 5 * 30


def test_a_failure_offers_another_try_and_it_can_be_put_away(qtbot: QtBot, view: LegsView) -> None:
    view.display(screen_legs.LEGS_FAILED)
    [retry] = [button for button in view.findChildren(CommandButton) if button.isVisible()]

    with qtbot.waitSignal(view.retry_chosen):
        retry.click()
    view.display(LegsState())
    assert view.isHidden()


def test_enter_on_a_past_contact_asks_who_had_it(qtbot: QtBot, theme: Theme, ticker: Ticker) -> None:
    timeline = TimelineView(theme, ticker, show_at_once=True)
    qtbot.addWidget(timeline)
    timeline.resize(660, 480)
    timeline.show()
    timeline.display(screen_legs.TIMELINE)
    timeline.table.selectRow(1)

    with qtbot.waitSignal(timeline.contact_chosen) as chosen:
        qtbot.keyClick(timeline.table, Qt.Key.Key_Return)

    assert chosen.args == [screen_legs.TIMELINE.rows[1]]
    assert screen_legs.TIMELINE.rows[1].leg_count == 2

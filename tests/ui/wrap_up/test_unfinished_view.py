from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import Problem
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import UnfinishedPart
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.answer_row import AnswerRow
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.window.rail import Rail, RailButton
from agent_desktop.ui.wrap_up.unfinished.presenter import UnfinishedState
from agent_desktop.ui.wrap_up.unfinished.view import UnfinishedView
from tests.ui.conftest import NOW
from tests.ui.reading import button, named, the, words_in
from tests.ui.wrap_up.test_view import OUTCOMES

PARTS = tuple(
    UnfinishedPart(
        interaction_id=UUID(int=place),
        call_id=UUID(int=100 + place),
        customer_name=name,
        subject=subject,
        started_at=NOW - timedelta(hours=2),
        ended_at=NOW - timedelta(hours=1),
        note=note,
    )
    for place, (name, subject, note) in enumerate(
        (("Ms Grace Ho", {"en": "Cards", "zh": "信用卡"}, "Wants a call."), ("", {}, "")), start=1
    )
)
OPEN = UnfinishedState(open=True, count=2, parts=PARTS, selected=PARTS[0].interaction_id)


@pytest.fixture
def view(theme: Theme, ticker: Ticker, bring_up: Callable[[QWidget], None]) -> UnfinishedView:
    host = QWidget()
    host.resize(1280, 690)
    made = UnfinishedView(theme, ticker, host, show_at_once=True)
    made.display_outcomes(OUTCOMES)
    bring_up(host)
    made.display(OPEN)
    return made


def row(view: UnfinishedView, text: str) -> AnswerRow:
    return next(each for each in view.findChildren(AnswerRow) if each.text().startswith(text) and each.isVisible())


def test_each_call_says_who_what_and_when_and_the_selected_one_shows_its_note(view: UnfinishedView) -> None:
    assert row(view, "Ms Grace Ho, Cards").isChecked()
    assert not row(view, "Unknown caller").isChecked()
    assert "Wants a call." in words_in(view)


def test_a_call_is_finished_by_keyboard_alone(view: UnfinishedView, qtbot: QtBot) -> None:
    first = row(view, "Ms Grace Ho")
    assert QApplication.focusWidget() is first
    qtbot.keyClick(first, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.part_chosen) as part:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert part.args == [PARTS[1].interaction_id]
    with qtbot.waitSignal(view.outcome_chosen) as outcome:
        view.choose_number(2)
    assert outcome.args == ["card_blocked"]

    view.display(replace(OPEN, chosen="card_blocked"))
    with qtbot.waitSignal(view.finish_chosen):
        button(view, "Finish this call").click()


def test_a_missing_outcome_leads_to_the_field_and_says_so(view: UnfinishedView) -> None:
    view.display(replace(OPEN, problem=Problem(ErrorCode.DISPOSITION_NEEDED)))

    assert the(view, LineField).hasFocus()
    assert "Choose an outcome before you finish." in words_in(view)


def test_after_one_is_finished_the_focus_is_on_the_next(view: UnfinishedView) -> None:
    view.display(replace(OPEN, chosen="resolved", busy=True))
    view.display(replace(OPEN, count=1, parts=PARTS[1:], selected=PARTS[1].interaction_id, finished=1))

    assert QApplication.focusWidget() is row(view, "Unknown caller")
    assert "1 finished" in words_in(view)


def test_nothing_left_is_good_news_and_escape_still_puts_it_away(view: UnfinishedView, qtbot: QtBot) -> None:
    view.display(replace(OPEN, chosen="resolved", busy=True))
    view.display(UnfinishedState(open=True, finished=2))
    assert "Nothing left to finish" in words_in(view)

    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


def test_a_list_that_did_not_come_can_be_read_again(view: UnfinishedView, qtbot: QtBot) -> None:
    view.display(UnfinishedState(open=True, count=2, list_problem=Problem(ErrorCode.SERVER_AWAY)))

    assert "The server does not answer. Try again once it does." in words_in(view)
    with qtbot.waitSignal(view.retry_chosen):
        button(view, "Try again").click()


def test_the_list_follows_the_language(view: UnfinishedView, language: LanguageSwitch, qtbot: QtBot) -> None:
    language.use("zh")

    qtbot.waitUntil(lambda: "未选结果的通话" in words_in(view))
    assert row(view, "Ms Grace Ho，信用卡").isChecked()
    assert not row(view, "未知来电者").isChecked()


def test_escape_puts_it_away(view: UnfinishedView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


def test_the_rail_says_how_many_are_left(theme: Theme, qtbot: QtBot) -> None:
    rail = Rail(theme)
    qtbot.addWidget(rail)
    rail.show_tasks(3)
    tasks = named(rail, "Tasks", RailButton)
    assert tasks.accessibleDescription() == "3 calls without an outcome, Alt+T"

    rail.show_tasks(1)
    assert tasks.toolTip() == "1 call without an outcome (Alt+T)"
    rail.show_tasks(0)
    assert tasks.toolTip() == "Tasks (Alt+T)"

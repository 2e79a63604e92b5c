"""Alerts that are over or left alone, and what a figure of this moment counts."""

from collections.abc import Callable, Iterator
from datetime import UTC

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.board import Activity, BoardFilter, Concern
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.floor_alerts import SnoozeAlert
from agent_desktop.demo.screen_board_facts import ALERTS, ASLEEP, BOARD, OVER, QUEUES
from agent_desktop.ui.board.definition.presenter import FigureKey
from agent_desktop.ui.board.page import BoardPage
from agent_desktop.ui.board.past.presenter import Which
from agent_desktop.ui.board.presenter import Counted, counted_as
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.ticker import Ticker
from tests.ui.board.stage import HELEN, Stage


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def page(theme: Theme, stage: Stage, bring_up: Callable[[QWidget], None]) -> Iterator[BoardPage]:
    page = BoardPage(theme, Ticker(stage.now, UTC), stage.presenters)
    page.resize(1800, 1000)
    bring_up(page)
    stage.begin()
    yield page
    page.close()


def menu_texts(page: BoardPage) -> list[str]:
    (menu,) = [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
    texts = [each.text() for each in menu.actions()]
    menu.hide()
    menu.deleteLater()
    return texts


def shown(sheet: QWidget, column: int) -> list[str]:
    table = sheet.table  # type: ignore[attr-defined]  # the sheet's own
    return [str(table.live.index(row, column).data()) for row in range(table.live.rowCount())]


def problem_of(page: BoardPage) -> object:
    return page.presenters.past.state.problem


def test_what_is_over_is_listed_with_what_happened_and_older_ones_when_asked(page: BoardPage, qtbot: QtBot) -> None:
    sheet = page.past_sheet
    page.alerts.past.click()
    assert not sheet.isHidden()
    assert shown(sheet, 1)[0] == "Home loans: longest wait"
    assert shown(sheet, 2)[0] == "04:11"
    assert shown(sheet, 3)[0] == "13:00"
    assert shown(sheet, 4) == ["seen by Helen Mak", "Omar Reyes looks after it", "seen by nobody"]
    assert shown(sheet, 0)[2].startswith("15 Jun ")  # of another day
    assert not sheet.steps.isVisible()

    sheet.table.pick(OVER[0].alert_id)
    deeds = [str(sheet.steps.live.index(row, 1).data()) for row in range(sheet.steps.live.rowCount())]
    assert deeds == ["It is to be looked at", "Seen", "It is to be acted on", "It is over"]
    assert sheet.wake.isHidden()
    sheet.more.click()
    assert len(sheet.table.live.rows) == len(OVER) + 1
    assert sheet.more.isHidden()

    sheet.rule.setCurrentIndex(sheet.rule.findData("callbacks_late"))
    sheet.rule.activated.emit(sheet.rule.currentIndex())
    assert [each.rule for each in sheet.table.live.rows] == ["callbacks_late"]
    qtbot.keyClick(sheet.shut, Qt.Key.Key_Escape)
    assert sheet.isHidden()
    assert not page.presenters.past.state.is_open


def test_what_is_left_alone_stands_with_what_is_on_and_is_shown_again_at_a_press(page: BoardPage, stage: Stage) -> None:
    page.presenters.past.open(Which.NOW)
    sheet = page.past_sheet
    assert len(sheet.table.live.rows) == len(ALERTS) + 1
    sheet.table.pick(ALERTS[0].alert_id)
    assert sheet.wake.isHidden()
    sheet.table.pick(ASLEEP.alert_id)
    assert shown(sheet, 4)[-1].startswith("left alone until ")

    stage.server.refuses = ErrorCode.STALE_VERSION
    sheet.wake.click()
    assert problem_of(page) is not None
    stage.server.refuses = None
    sheet.wake.click()
    asked = stage.server.asked[-1]
    assert isinstance(asked, tuple)
    assert asked[0] == ASLEEP.alert_id
    assert isinstance(asked[1], SnoozeAlert)
    assert asked[1].minutes == 0
    assert problem_of(page) is None
    sheet.close_over()


def test_ones_own_alert_is_left_to_others_and_anybody_elses_taken_over(page: BoardPage, stage: Stage) -> None:
    mine = ALERTS[0].model_copy(update={"owner_id": HELEN, "owner_name": "Helen Mak"})
    theirs = ALERTS[1].model_copy(update={"owner_id": QUEUES[0].queue_id, "owner_name": "Omar Reyes"})
    stage.feed.tell(BOARD.model_copy(update={"alerts": (mine, theirs, ALERTS[2])}))
    for alert, words in (
        (mine, "Leave it to others"),
        (theirs, "I look after it instead of Omar Reyes"),
        (ALERTS[2], "I look after it"),
    ):
        page.alerts.menu_wanted.emit(alert.alert_id, QPoint(5, 5))
        texts = menu_texts(page)
        assert words in texts
        assert "What happened to it" in texts


def test_an_alert_about_a_complaint_leads_to_the_complaint(page: BoardPage, stage: Stage, qtbot: QtBot) -> None:
    stage.feed.tell(BOARD.model_copy(update={"alerts": (OVER[2].model_copy(update={"ended_at": None}),)}))
    with qtbot.waitSignal(page.complaint_wanted) as wanted:
        page.alerts.table.activated.emit(page.alerts.table.live.index(0, 0))
    assert wanted.args == [OVER[2].subject_id]


def test_what_a_figure_of_this_moment_counts_is_shown_and_nobody_else(page: BoardPage, stage: Stage) -> None:
    sheet = page.definition_sheet
    for key, counted in ((FigureKey.READY, Counted.READY), (FigureKey.ON_CALL, Counted.ON_CALL)):
        page.figures.cells[key].click()
        sheet.calls.click()
        found = page.agents.table.live.rows
        assert found
        assert {counted_as(each) for each in found} == {counted}
        assert len(found) == sum(counted_as(each) is counted for each in BOARD.agents)
        assert page.agents.only.isVisible()
    assert {Activity.ON_HOLD, Activity.CONSULTING} <= {each.activity for each in page.agents.table.live.rows}
    page.agents.only.click()
    assert page.presenter.state.only == frozenset()
    assert page.agents.only.isHidden()
    silent = BOARD.agents[11].model_copy(update={"activity": Activity.READY, "concern": Concern.DESKTOP_SILENT})
    assert counted_as(silent) is Counted.NOT_READY


def test_a_queues_own_columns_say_what_they_count_and_lead_to_that_queue(page: BoardPage, stage: Stage) -> None:
    sheet, queue = page.definition_sheet, QUEUES[0]
    row = page.queues.table.live.place_of(queue.queue_id)
    formulas = {}
    for column, key in ((4, FigureKey.LATELY), (5, FigureKey.OFFERED), (9, FigureKey.BUSY), (8, FigureKey.READY)):
        page.queues.table.activated.emit(page.queues.table.live.index(row, column))
        state = page.presenters.definition.state
        assert state.key is key
        assert state.queue is not None
        formulas[key] = (
            sheet.counted.formula.full_text(),
            sheet.counted.left_out.full_text(),
            sheet.counted.how.full_text(),
        )
        if key is FigureKey.LATELY:
            assert state.since is not None
            assert (stage.at - state.since).total_seconds() == 30 * 60 + stage.at.second
    assert "wrap-up" in formulas[FigureKey.BUSY][0]
    assert "share" not in formulas[FigureKey.BUSY][0]
    assert "counts in each of them" in formulas[FigureKey.READY][1]
    assert formulas[FigureKey.LATELY][2].startswith("Only calls that came from ")

    sheet.calls.click()  # of READY
    assert list(stage.feed.watched.values()) == [BoardFilter(queue_ids=(queue.queue_id,))]
    assert page.presenter.state.only == frozenset({Counted.READY})


def test_alerts_that_are_over_speak_chinese(language: LanguageSwitch, page: BoardPage) -> None:
    language.use("zh")
    page.presenters.past.open()
    page.presenters.past.choose(OVER[1].alert_id)
    page.past_sheet.display(page.presenters.past.state)
    texts = [*shown(page.past_sheet, 4), page.past_sheet._title.full_text(), page.past_sheet.shut.text()]
    for name in ("Helen Mak", "Omar Reyes"):
        texts = [text.replace(name, "") for text in texts]
    assert [text for text in texts if any("A" <= letter <= "z" for letter in text)] == []

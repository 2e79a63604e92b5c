"""Callbacks that the board counts: listed over it, and given to somebody."""

from collections.abc import Callable, Iterator
from datetime import UTC

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.board import BoardCallbacks, BoardFilter
from agent_desktop.contract.callback_lists import CallbackCounts, Callbacks
from agent_desktop.contract.callbacks import CallbackState, CallbackStep, ChangeCallback
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.screen_board_facts import BOARD, QUEUES, id_of
from agent_desktop.demo.screen_callbacks import TSE
from agent_desktop.ui.board.callbacks.presenter import DuePresenter
from agent_desktop.ui.board.page import BoardPage
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.ticker import Ticker
from tests.client.support import HeldTasks
from tests.ui.board.stage import FloorServer, Stage


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


def listed(page: BoardPage, column: int) -> list[str]:
    live = page.due_sheet.table.live
    return [str(live.index(row, column).data()) for row in range(live.rowCount())]


def test_callbacks_due_open_over_the_board_and_one_is_given_by_keys(
    page: BoardPage, stage: Stage, qtbot: QtBot
) -> None:
    sheet = page.due_sheet
    qtbot.keyClick(page.callbacks.lines, Qt.Key.Key_Space)
    assert sheet.isVisible()
    assert listed(page, 0)[0].endswith("12 min late")
    assert listed(page, 1)[0] == "Mr Tse Wai Lun"
    assert listed(page, 3)[0] == "2/3"
    assert listed(page, 4)[0] == "Anyone"
    assert not sheet.do_it.isEnabled()

    sheet.field.setText("wong")
    assert [each.name for each in sheet.agents.live.rows] == ["Amy Wong"]
    sheet.agents.pick(id_of("Amy Wong"))
    assert sheet.do_it.text() == "Give it to Amy Wong"
    qtbot.keyClick(sheet.agents, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (asked,) = stage.server.asked
    assert isinstance(asked, tuple)
    callback_id, command = asked
    assert isinstance(command, ChangeCallback)
    assert (callback_id, command.step, command.owner_id) == (
        TSE.callback_id,
        CallbackStep.HAND_OVER,
        id_of("Amy Wong"),
    )
    assert command.seen_version == TSE.version
    assert listed(page, 4)[0] == "Amy Wong"
    assert page.presenters.due.state.given is not None
    qtbot.keyClick(sheet.field, Qt.Key.Key_Escape)
    assert sheet.isHidden()
    assert not page.presenters.due.state.is_open


def test_the_list_is_of_what_is_watched_and_is_read_anew_when_the_board_counts_otherwise(
    page: BoardPage, stage: Stage
) -> None:
    wanted = BoardFilter(queue_ids=(QUEUES[0].queue_id,))
    page.presenter.choose(wanted)
    stage.feed.tell(BOARD)
    assert stage.server.watched == []  # nobody looks at it
    page.callbacks.opened.emit()
    assert stage.server.watched == [wanted]
    stage.feed.tell(BOARD)
    assert stage.server.watched == [wanted]
    page.due_sheet.table.pick(page.due_sheet.table.live.keys[2])
    stage.feed.tell(BOARD.model_copy(update={"callbacks": BoardCallbacks(late=3)}))
    assert stage.server.watched == [wanted, wanted]
    assert page.presenters.due.state.chosen == page.due_sheet.table.live.keys[2]  # whatever was read since


def test_what_a_server_refuses_is_said_and_the_list_is_read_anew(page: BoardPage, stage: Stage) -> None:
    page.callbacks.opened.emit()
    stage.server.refuses = ErrorCode.STALE_VERSION
    page.due_sheet.agents.pick(id_of("Amy Wong"))
    page.due_sheet.press()
    assert page.due_sheet.problem.isVisible()
    assert len(stage.server.watched) == 2
    assert page.due_sheet.do_it.isEnabled()


def test_a_board_without_callbacks_says_so(language: LanguageSwitch, page: BoardPage, stage: Stage) -> None:
    assert language.use("zh")
    stage.server.callbacks = lambda asks: FloorServer.callbacks(stage.server, asks).model_copy(  # type: ignore[method-assign]
        update={"callbacks": (), "total": 0}
    )
    page.callbacks.opened.emit()
    assert page.due_sheet.title.full_text() == "回电：已逾期或今天到期"
    assert not page.due_sheet.table.isVisible()
    assert not page.due_sheet.do_it.isVisible()


def test_what_nobody_kept_leads_to_where_a_supervisor_decides(page: BoardPage, stage: Stage, qtbot: QtBot) -> None:
    page.callbacks.opened.emit()
    assert page.due_sheet.unkept.isHidden()
    page.due_sheet.close_over()
    listed_ones = FloorServer.callbacks(stage.server, BoardFilter()).callbacks
    expired = listed_ones[0].model_copy(update={"state": CallbackState.EXPIRED})

    def listed(asks: BoardFilter) -> Callbacks:
        return Callbacks(counts=CallbackCounts(), callbacks=(expired, *listed_ones[1:]))

    stage.server.callbacks = listed  # type: ignore[method-assign]
    page.callbacks.opened.emit()
    assert page.due_sheet.unkept.text() == "For a supervisor to decide: 1"
    with qtbot.waitSignal(page.unkept_wanted):
        page.due_sheet.unkept.click()


@pytest.mark.parametrize("height", [540, 1000])
def test_in_a_low_window_sheets_show_fewer_rows_and_keep_their_buttons(page: BoardPage, height: int) -> None:
    page.resize(1216, height)
    due, past = page.due_sheet, page.past_sheet
    page.callbacks.opened.emit()
    QApplication.processEvents()
    assert due.frame.geometry().bottom() <= height
    assert (due.table.height() == due.table.height_for(8)) is (height > 900)
    due.close_over()
    page.alerts.past.click()
    past.table.pick(past.table.live.keys[0])
    QApplication.processEvents()
    assert past.frame.geometry().bottom() <= height
    assert past.steps.height() >= past.steps.height_for(2)


def test_a_late_answer_for_a_list_put_away_is_forgotten() -> None:
    server, tasks = FloorServer(), HeldTasks()
    due = DuePresenter(server, server, tasks)
    due.open(BoardFilter())
    due.close()
    tasks.run_all()
    assert due.state.callbacks is None
    assert not due.state.is_open

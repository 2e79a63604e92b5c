"""The board's page: what is drawn, by keyboard and by mouse, live and when it is not."""

from collections.abc import Callable, Iterator
from datetime import UTC, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.acting import ChangeState, StateChoice, StateWhen
from agent_desktop.contract.board import BoardAct, BoardChange, BoardFilter, Concern, Level
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.notices import HelpMode, SendNotice
from agent_desktop.demo.screen_board_facts import AGENTS, ALERTS, BOARD, QUEUES, WAITING
from agent_desktop.ui.board.definition.presenter import FigureKey
from agent_desktop.ui.board.page import BoardPage
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import SupervisionMode
from tests.ui.board.stage import Stage

KEN = AGENTS[0]
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def ticker(stage: Stage) -> Ticker:
    return Ticker(stage.now, UTC)


@pytest.fixture
def page(theme: Theme, stage: Stage, ticker: Ticker, bring_up: Callable[[QWidget], None]) -> Iterator[BoardPage]:
    page = BoardPage(theme, ticker, stage.presenters)
    page.resize(1800, 1000)
    bring_up(page)
    stage.begin()
    yield page
    page.close()


def menu_of(page: BoardPage) -> QMenu:
    found = [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
    assert len(found) == 1
    return found[0]


def choose(menu: QMenu, text: str) -> None:
    action = next(each for each in menu.actions() if each.text().startswith(text))
    menu.hide()
    action.trigger()


def test_figures_queues_agents_callers_alerts_and_what_is_due_are_shown_and_said(page: BoardPage) -> None:
    waiting = page.figures.cells[FigureKey.WAITING]
    assert waiting.accessibleName() == "Waiting 21"
    assert waiting.accessibleDescription() == "to be watched 14 waited at 02:30"
    assert page.queues.table.model().rowCount() == len(QUEUES)
    first = page.queues.table.model().index(0, 0)
    assert first.data() == "Cards – Disputes"
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "Cards – Disputes, bad"
    assert page.queues.table.model().index(0, 3).data() == "61%"
    rows = page.agents.table.live
    assert rows.index(1, 0).data() == "Ken Yip"
    assert rows.index(1, 2).data() == "14:52"
    assert rows.index(0, 3).data() == "4 min past planned end"
    assert page.waiting.table.live.index(0, 4).data() == "04:12"
    assert "Since 02:18" in page.alerts.table.live.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert page.complaints.lines.accessibleDescription().startswith("Late 1 by 19 h; Today 3 next 09:00")
    assert (
        page.callbacks.lines.accessibleDescription() == "Late 2 by 12 min; Next hour 5 3 have no owner; Later today 12"
    )


def test_as_many_agents_are_shown_as_fit_and_all_when_asked_with_the_selected_one_kept(
    page: BoardPage, qtbot: QtBot
) -> None:
    shown = page.agents.table.model().rowCount()
    assert 5 < shown < len(AGENTS)
    assert page.agents.more.text() == f"Show all {len(AGENTS)}"

    qtbot.mouseClick(page.agents.more, Qt.MouseButton.LeftButton)
    assert page.agents.table.model().rowCount() == len(AGENTS)
    last = page.presenter.state.agents[-1]
    page.agents.table.pick(last.agent_id)
    qtbot.mouseClick(page.agents.more, Qt.MouseButton.LeftButton)

    assert page.agents.table.model().rowCount() == shown
    assert page.agents.table.picked_key == last.agent_id
    assert page.agents.chosen() == last


def test_typing_finds_agents_by_name_or_state_and_nobody_found_offers_everybody(page: BoardPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.agents.field, "wrap-up")
    assert [each.name for each in page.agents.table.live.rows] == ["Rita So", "Mei Lin Goh"]

    page.agents.field.setText("thai")
    assert page.agents.table.isHidden()
    page.agents._empty.action_chosen.emit()
    assert page.agents.field.text() == ""
    assert not page.agents.table.isHidden()


def test_a_selected_agent_stays_selected_while_rows_move_and_timers_count_on_the_desktop(
    page: BoardPage, stage: Stage, ticker: Ticker
) -> None:
    page.agents.table.pick(KEN.agent_id)
    joey = AGENTS[1]
    calm = joey.model_copy(update={"level": Level.OK, "concern": None, "since_at": stage.at})

    stage.feed.change(BoardChange(agents=(calm,)), stage.at + timedelta(seconds=1))
    assert page.agents.table.live.keys[0] == KEN.agent_id
    assert page.agents.table.picked_key == KEN.agent_id
    assert page.agents.table.currentIndex().row() == 0

    stage.later(9)
    ticker.ticked.emit()
    assert page.agents.table.live.index(0, 2).data() == "15:01"


def test_keys_and_buttons_do_to_the_selected_agent_only_what_may_be_done(
    page: BoardPage, stage: Stage, qtbot: QtBot
) -> None:
    page.do(BoardAct.LISTEN)
    assert stage.server.asked == []  # nobody is selected

    page.agents.table.pick(KEN.agent_id)
    page.do(BoardAct.WHISPER)
    assert stage.server.asked == [(KEN.call_id, SupervisionMode.WHISPER)]
    table = page.agents.table
    place = table.visualRect(table.live.index(table.live.place_of(KEN.agent_id), 7))
    qtbot.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.right() - 8 - 3 * 30 - 12, place.center().y())
    )
    assert stage.server.asked[-1] == (KEN.call_id, SupervisionMode.LISTEN)

    assert page.told.isVisible()  # that one is in a call is in sight until one has left it
    page.told.action_chosen.emit()
    assert not page.told.isVisible()

    joey = next(each for each in AGENTS if each.name == "Joey Tam")
    page.agents.table.pick(joey.agent_id)
    assert not page.agents.acts[BoardAct.LISTEN].isEnabled()
    assert page.agents.acts[BoardAct.LISTEN].toolTip() == "Joey Tam has no call now"
    page.do(BoardAct.LISTEN)
    assert len(stage.server.asked) == 2


def test_a_state_is_changed_by_keyboard_after_its_consequence_was_read(
    page: BoardPage, stage: Stage, qtbot: QtBot
) -> None:
    page.agents.table.pick(KEN.agent_id)
    page.agents.table.setFocus()
    page.do(BoardAct.CHANGE_STATE)
    sheet = page.state_sheet
    assert not sheet.isHidden()
    assert sheet.do_it.text() == "Ready · After this call"

    sheet.states.chosen.emit("not_ready")
    assert not sheet.do_it.isEnabled()
    assert sheet.do_it.toolTip() == "Choose why they are not ready"
    sheet.reasons.chosen.emit("lunch")
    qtbot.keyClicks(sheet.note, "late lunch")
    qtbot.keyClick(sheet.note, Qt.Key.Key_Return, CTRL)

    command = stage.server.asked[0]
    assert isinstance(command, ChangeState)
    assert (command.state, command.when, command.reason) == (
        StateChoice.NOT_READY,
        StateWhen.AFTER_CALL,
        "lunch",
    )
    assert sheet.isHidden()
    assert QApplication.focusWidget() is page.agents.table
    assert page.told.isVisible()


def test_what_cuts_somebody_off_looks_dangerous_and_a_refusal_stays_in_the_sheet(
    page: BoardPage, stage: Stage, qtbot: QtBot
) -> None:
    page.agents.table.pick(KEN.agent_id)
    page.do(BoardAct.CHANGE_STATE)
    sheet = page.state_sheet
    sheet.states.chosen.emit("offline")
    sheet.whens.chosen.emit("now")
    assert sheet.do_it.text() == "Offline · Now"
    stage.server.refuses = ErrorCode.MEND_OVERTAKEN

    sheet.press()

    assert not sheet.isHidden()
    assert sheet.problem.isVisible()
    qtbot.keyClick(sheet.note, Qt.Key.Key_Escape)
    assert sheet.isHidden()
    page.do(BoardAct.CHANGE_STATE)
    assert not page.state_sheet.problem.isVisible()


def test_a_waiting_call_is_moved_to_the_front_and_given_from_its_row_and_its_menu(
    page: BoardPage, stage: Stage, qtbot: QtBot
) -> None:
    second = WAITING[1]
    page.waiting.table.pick(second.call_id)
    qtbot.mouseClick(page.waiting.acts[BoardAct.MOVE_TO_FRONT], Qt.MouseButton.LeftButton)
    assert stage.server.asked[-1][0] == second.call_id  # type: ignore[index]  # id and command

    page.waiting.table.menu_wanted.emit(second.call_id, QPoint(10, 10))
    choose(menu_of(page), "Give to agent")
    assert not page.give_sheet.isHidden()
    assert page.give_sheet.do_it.text() == "Give it to He Jing"
    qtbot.keyClick(page.give_sheet.table, Qt.Key.Key_Return, CTRL)
    assert page.give_sheet.isHidden()
    assert len(stage.server.asked) == 2


def test_a_message_is_written_to_the_selected_agent_or_to_a_team(page: BoardPage, stage: Stage) -> None:
    page.agents.table.pick(KEN.agent_id)
    page.head.message.click()
    sheet = page.message_sheet
    assert not sheet.do_it.isEnabled()
    sheet.text.setPlainText("x" * 256)
    assert sheet.do_it.toolTip() == "Too long by 1"
    sheet.text.setPlainText("Come to my desk")
    sheet.press()
    command = stage.server.asked[-1]
    assert isinstance(command, SendNotice)
    assert command.agent_ids == (KEN.agent_id,)
    assert sheet.text.toPlainText() == ""

    page.open_message()
    sheet.to.chosen.emit("teams")
    sheet.text.setPlainText("Closed early")
    assert not sheet.do_it.isEnabled()
    sheet.boxes["cards"].setChecked(True)
    sheet.press()
    command = stage.server.asked[-1]
    assert isinstance(command, SendNotice)
    assert command.teams == ("cards",)


def test_help_that_is_asked_for_is_in_sight_and_answered_in_the_call(page: BoardPage, stage: Stage) -> None:
    assert page.head.help.isHidden()
    asks = KEN.model_copy(update={"help_asked_at": stage.at, "concern": Concern.HELP_ASKED})
    stage.feed.change(BoardChange(agents=(asks,)), stage.at)

    assert page.head.help.text() == "1 asks for help"
    page.head.help.click()
    assert [each.text() for each in page.help_sheet.buttons] == [
        "Listen", "Whisper", "Barge", "I come over", "I come over",
    ]  # fmt: skip
    page.help_sheet.buttons[1].click()
    assert stage.server.asked[-1].mode is HelpMode.WHISPER  # type: ignore[attr-defined]  # the answer
    assert page.help_sheet.isHidden()


def test_every_figure_opens_how_it_is_counted_and_the_calls_or_the_rows_it_counts(
    page: BoardPage, qtbot: QtBot
) -> None:
    sheet = page.definition_sheet
    qtbot.mouseClick(page.figures.cells[FigureKey.SERVICE], Qt.MouseButton.LeftButton)
    assert not sheet.isHidden()
    assert sheet.calls.text() == "Show the calls"
    sheet.calls.click()
    assert sheet.table.model().rowCount() == 4
    assert sheet.calls.text() == "Show more, 4 of 206 so far"
    qtbot.keyClick(sheet.shut, Qt.Key.Key_Escape)
    assert sheet.isHidden()

    page.queues.table.activated.emit(page.queues.table.live.index(0, 7))
    assert page.presenters.definition.state.key is FigureKey.ABANDONED
    queue = page.presenters.definition.state.queue
    assert queue is not None
    assert queue.name["en"] == "Cards – Disputes"
    sheet.close_over()

    first = page.presenter.agent(page.agents.table.live.keys[0])
    assert first is not None
    for column, key in ((5, FigureKey.HANDLED), (6, FigureKey.AVERAGE), (1, FigureKey.AVERAGE)):
        page.agents.table.activated.emit(page.agents.table.live.index(0, column))
        about = page.presenters.definition.state
        assert (about.key, about.agent is not None and about.agent.name) == (key, first.name)
        assert sheet.counted.formula.full_text()
    sheet.close_over()
    page.agents.menu_wanted.emit(KEN.agent_id, QPoint(10, 10))
    choose(menu_of(page), "How “Handled” is counted")
    opened = page.presenters.definition.state
    assert opened.key is FigureKey.HANDLED
    sheet.close_over()

    for key, cell in page.figures.cells.items():
        cell.click()
        assert sheet.counted.formula.full_text(), key
        sheet.close_over()
    page.figures.cells[FigureKey.WRAP_UP].click()
    sheet.calls.click()
    assert sheet.isHidden()
    assert [each.name for each in page.agents.table.live.rows] == ["Rita So", "Mei Lin Goh"]


def test_an_alert_leads_to_what_it_is_about_and_can_be_taken_on(page: BoardPage, stage: Stage) -> None:
    page.alerts.table.activated.emit(page.alerts.table.live.index(1, 0))
    assert page.agents.table.picked_key == KEN.agent_id
    page.alerts.table.activated.emit(page.alerts.table.live.index(0, 0))
    assert page.queues.table.picked_key == ALERTS[0].subject_id

    page.alerts.table.menu_wanted.emit(ALERTS[0].alert_id, QPoint(5, 5))
    choose(menu_of(page), "I look after it")
    assert stage.server.asked[-1][0] == ALERTS[0].alert_id  # type: ignore[index]  # id and command


def test_what_is_not_live_looks_old_and_says_since_when(page: BoardPage, stage: Stage, ticker: Ticker) -> None:
    assert page.head.stamp.text() == "Live, 02:42:06"
    assert page.veil.isHidden()

    stage.later(7)
    ticker.ticked.emit()
    assert page.head.stamp.text() == "Not live: as of 02:42:06, 7 s ago"
    assert page.veil.isVisible()
    stage.presenters.board.link(False)
    assert page.head.stamp.text() == "No link to the server, as of 02:42:06"

    stage.presenters.board.link(True)
    stage.feed.change(None, stage.at)
    assert page.veil.isHidden()
    assert page.head.stamp.text() == "Live, 02:42:13"


def test_a_board_that_is_awaited_refused_or_empty_says_so(page: BoardPage, stage: Stage) -> None:
    page.head.filter_wanted.emit(BoardFilter(teams=("cards",)))
    assert page._pages.currentIndex() == 2
    assert list(stage.feed.watched.values()) == [BoardFilter(teams=("cards",))]

    stage.feed.tell(BOARD.model_copy(update={"queues": (), "agents": (), "waiting": ()}))
    assert page._empty.accessibleName().startswith("No queue and no agent is in this choice")
    stage.feed.refuse(ErrorCode.NOT_ALLOWED, stage.at)
    assert page._empty.accessibleName().startswith("The board is not shown")
    page._empty.action_chosen.emit()
    assert list(stage.feed.watched.values()) == [BoardFilter()]
    stage.presenters.board.link(False)
    assert page._empty.accessibleName().startswith("No link to the server")


def test_sites_teams_and_queues_are_chosen_from_menus_several_of_each(page: BoardPage, stage: Stage) -> None:
    page.head.sites.click()
    menu = next(each for each in page.head.findChildren(QMenu) if each.isVisible())
    choose(menu, "Shanghai")
    assert list(stage.feed.watched.values()) == [BoardFilter(sites=("sh",))]
    stage.feed.tell(BOARD)
    assert page.head.sites.text() == "Shanghai"

    page.head.queues.click()
    menu = next(each for each in page.head.findChildren(QMenu) if each.isVisible())
    choose(menu, "Home loans")
    wanted = next(iter(stage.feed.watched.values()))
    assert (wanted.sites, len(wanted.queue_ids)) == (("sh",), 1)


def test_under_its_width_the_right_half_is_a_second_tab(page: BoardPage, qtbot: QtBot) -> None:
    assert page.tabs.isHidden()
    assert page.day.isVisible()

    page.resize(1300, 760)
    qtbot.waitUntil(page.tabs.isVisible)
    assert not page.day.isVisible()
    page.open_tab(1)
    assert page.day.isVisible()
    assert not page.agents.isVisible()


def test_the_page_speaks_the_language_that_is_chosen(language: LanguageSwitch, page: BoardPage, qtbot: QtBot) -> None:
    language.use("zh")

    qtbot.waitUntil(lambda: page.head.stamp.text() == "实时，02:42:06")
    assert page.queues.table.live.index(0, 0).data() == "信用卡 – 争议"
    assert page.agents.table.live.index(0, 3).data() == "超过计划结束 4 分钟"
    assert page.figures.cells[FigureKey.WAITING].accessibleName() == "等待 21"

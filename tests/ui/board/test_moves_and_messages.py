"""Moves between queues that are on, and many at once; messages with who has not read them, taken back."""

from collections.abc import Callable, Iterator
from datetime import UTC

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from agent_desktop.contract.acting import EndMove, MoveAgents
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.notices import Receipt, WithdrawNotice
from agent_desktop.demo.screen_board_deeds import StillNotices
from agent_desktop.demo.screen_board_facts import AGENTS, BOARD, QUEUES, id_of
from agent_desktop.ui.board.acting.presenter import Whom
from agent_desktop.ui.board.page import BoardPage
from agent_desktop.ui.board.presenter import Counted
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker
from tests.ui.board.stage import Stage

KEN = AGENTS[0]


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


def texts_in(widget: QWidget) -> list[str]:
    QApplication.processEvents()  # Qt shows what was put into a sheet once it is back in its loop
    return [each.full_text() for each in widget.findChildren(TextLabel) if each.isVisible()]


def problem_of(page: BoardPage) -> object:
    return page.presenters.acting.state.problem


def test_a_move_begins_with_what_the_agent_serves_and_one_that_is_on_is_ended(page: BoardPage, stage: Stage) -> None:
    sheet, deeds = page.move_sheet, page.presenters.deeds.agents
    deeds.open_move(Whom((KEN.agent_id,), (KEN.name,)))
    assert {code for code, box in sheet.boxes.items() if box.isChecked()} == {"disputes", "services"}
    assert sheet.do_it.toolTip() == "They serve exactly these now"
    sheet.boxes["home"].setChecked(True)
    assert sheet.do_it.isEnabled()

    on = [text for text in texts_in(sheet) if "until" in text and ":" in text]
    assert on == [
        "Amy Wong: Cards – Disputes, Cards – Services, until 03:17",
        "Luo Yan: Platinum line, until they go off",
    ]
    stage.server.refuses = ErrorCode.MOVE_REFUSED
    sheet.ends[0].click()
    assert problem_of(page) is not None
    stage.server.refuses = None
    sheet.ends[0].click()
    assert isinstance(stage.server.asked[-1][1], EndMove)  # type: ignore[index]  # id and command
    assert problem_of(page) is None
    assert len(sheet.ends) == 1
    assert sheet.boxes["home"].isChecked()  # what was chosen meanwhile stays

    deeds.open_move(Whom((AGENTS[1].agent_id, KEN.agent_id), (AGENTS[1].name, KEN.name)))
    assert not any(box.isChecked() for box in sheet.boxes.values())


def test_an_alert_of_a_queue_says_from_where_agents_could_be_moved_and_begins_to(page: BoardPage, stage: Stage) -> None:
    sheet, (service, *_) = page.move_sheet, page.alerts.table.live.rows
    words = str(page.alerts.table.live.index(0, 0).data())
    assert words.endswith("move 1 from Loans – New?")
    page.alerts.menu_wanted.emit(service.alert_id, QPoint(5, 5))
    (menu,) = [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
    (move,) = [each for each in menu.actions() if each.text() == "Move 1 from Loans – New…"]
    menu.hide()
    move.trigger()
    menu.deleteLater()
    assert sheet.isVisible()
    assert {code for code, box in sheet.boxes.items() if box.isChecked()} == {"disputes"}
    sheet.press()
    (command,) = [each for each in stage.server.asked if isinstance(each, MoveAgents)]
    assert command.agent_ids == (id_of("Carmen Lo"),)
    assert command.queues == ("disputes",)

    alone = QUEUES[0].model_copy(update={"help": None})
    stage.feed.tell(BOARD.model_copy(update={"queues": (alone, *QUEUES[1:])}))
    assert "move" not in str(page.alerts.table.live.index(0, 0).data())


def test_all_who_are_listed_are_moved_at_once_where_the_list_was_narrowed(page: BoardPage, stage: Stage) -> None:
    def entries() -> list[str]:
        page.agents.menu_wanted.emit(page.agents.table.live.keys[0], QPoint(5, 5))
        (menu,) = [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
        texts = [each.text() for each in menu.actions()]
        found = [each for each in menu.actions() if each.text().startswith("Move all")]
        menu.hide()
        if found:
            found[0].trigger()
        menu.deleteLater()
        return texts

    assert not [text for text in entries() if text.startswith("Move all")]  # of everybody: too easily done
    page.presenter.search(only=frozenset({Counted.WRAP_UP, Counted.READY}))
    listed = page.presenter.state.agents
    assert f"Move all {len(listed)} who are listed to other queues…" in entries()
    sheet = page.move_sheet
    assert f"{len(listed)} agents" in sheet.title.full_text()
    sheet.boxes["home"].setChecked(True)
    sheet.press()
    command = stage.server.asked[-1]
    assert isinstance(command, MoveAgents)
    assert command.agent_ids == tuple(each.agent_id for each in listed)
    told = [text for text in texts_in(page.told) if text.startswith(f"{len(listed)} agents serve other queues until")]
    assert told


def test_who_has_not_read_a_message_is_named_in_sight_and_it_is_taken_back(page: BoardPage, stage: Stage) -> None:
    page.open_message()
    sheet = page.message_sheet
    assert "Not read yet: Amy Wong" in texts_in(sheet)

    sheet.backs[0].click()
    assert isinstance(stage.server.asked[-1][1], WithdrawNotice)  # type: ignore[index]  # id and command
    assert sheet.backs == []
    assert "Taken back at 02:42" in texts_in(sheet)
    assert not [text for text in texts_in(sheet) if text.startswith("Not read yet")]
    assert sheet.isVisible()  # one goes on writing


def test_of_many_who_have_not_read_a_message_the_rest_are_named_at_a_press(page: BoardPage) -> None:
    page.open_message()
    sheet = page.message_sheet
    (notice,) = StillNotices().notices().notices
    many = tuple(Receipt(agent_id=each.agent_id, name=each.name) for each in AGENTS[:12])
    sheet._draw_lately((notice.model_copy(update={"receipts": many}),))
    (more,) = sheet.names
    assert more.text() == "And 4 more"
    assert not [text for text in texts_in(sheet) if AGENTS[11].name in text]
    more.click()
    assert [text for text in texts_in(sheet) if AGENTS[11].name in text]
    assert sheet.names == []

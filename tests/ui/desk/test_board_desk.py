"""The live board at the real server: a supervisor's whole desktop, and a page beside an agent's own calls."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from agent_desktop.contract.acting import StateChoice, StateWhen
from agent_desktop.contract.board import Activity, BoardAct
from agent_desktop.contract.sessions import Role
from agent_desktop.ui.board.acting.presenter import Deed
from agent_desktop.ui.board.window import BoardWindow
from agent_desktop.ui.desk.board_desk import BOARD_PAGE
from agent_desktop.ui.routing.state import Section
from tests.server.floor import PASSWORD, Floor
from tests.ui.desk.conftest import Driver

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_supervisor_who_takes_no_calls_sees_the_floor_live_and_changes_a_state_from_it(
    floor: Floor, open_desktop: Callable[[str], Driver]
) -> None:
    amy = floor.agent("amy")
    floor.add_person("ada", Role.SUPERVISOR)
    driver = open_desktop(floor.origin)
    driver.desktop.sign_in("ada", PASSWORD)
    driver.until(lambda: driver.desktop.office)
    office = driver.desktop.office
    assert office is not None
    assert isinstance(office.window, BoardWindow)
    view = office.window.view
    board = view.presenter
    driver.until(lambda: board.agent(amy.agent_id))

    amy.go_ready()
    driver.until(lambda: (row := board.agent(amy.agent_id)) is not None and row.activity is Activity.READY)
    driver.until(lambda: board.state.choices is not None)
    assert not office.window.account.isHidden()

    view.agents.table.pick(amy.agent_id)
    view.do(BoardAct.CHANGE_STATE)
    acting, deeds = view.presenters.acting, view.presenters.deeds
    driver.until(lambda: acting.state.agent is not None)
    when = next(each.when for each in acting.state.agent.options if each.state is StateChoice.NOT_READY)  # type: ignore[union-attr]
    deeds.agents.change_state(StateChoice.NOT_READY, when, "meeting", "The audit")
    driver.until(lambda: acting.state.done is not None)
    assert acting.state.done is not None
    assert acting.state.done.deed is (Deed.STATE_CHANGED if when is StateWhen.NOW else Deed.STATE_CHANGES_LATER)
    driver.until(lambda: (row := board.agent(amy.agent_id)) is not None and row.activity is Activity.NOT_READY)
    assert board.state.view.is_live

    view.alerts.rules.click()
    routing = office.windows.routing
    assert routing is not None
    page = routing.rules.pages[Section.FLOOR_ALERTS]
    driver.until(lambda: page.isVisible() and page.list.count() > 5)
    assert not page.add.isVisible()


def test_an_agent_who_is_no_supervisor_has_no_board(driver: Driver) -> None:
    assert driver.views.window.rail.live.isHidden()
    assert "board:" not in {command.command_id for command in driver.desk.commands.listed()}

    driver.press(Qt.Key.Key_L, CTRL)
    assert driver.views.window.centre.page == ""


def test_a_supervisor_who_takes_calls_opens_the_board_with_ctrl_l_over_the_columns_beside_it(
    floor: Floor, open_desktop: Callable[[str], Driver]
) -> None:
    floor.add_person("lee", Role.AGENT, Role.SUPERVISOR)
    driver = open_desktop(floor.origin)
    driver.sign_in("lee")
    window = driver.views.window
    assert not window.rail.live.isHidden()

    driver.press(Qt.Key.Key_L, CTRL)
    assert window.centre.page == BOARD_PAGE
    page = driver.desk.board.page
    driver.until(lambda: page.presenter.state.board is not None)
    assert not window.guide.isVisible()
    driver.press(Qt.Key.Key_L, ALT)  # listen, not the promise of a callback: nobody is selected
    assert not driver.views.promise.isVisible()
    for _ in range(3):  # past the top bar and the call slot
        window.next_panel()
    focus = window.focusWidget()
    assert focus is not None
    assert page.isAncestorOf(focus)


def test_a_caller_goes_before_the_board(floor: Floor, open_desktop: Callable[[str], Driver]) -> None:
    floor.add_person("lee", Role.AGENT, Role.SUPERVISOR)
    driver = open_desktop(floor.origin)
    driver.sign_in("lee")
    window = driver.views.window
    driver.press(Qt.Key.Key_L, CTRL)
    driver.until(lambda: driver.desk.board.page.presenter.state.board is not None)
    driver.go_ready()

    floor.ring()
    driver.until(driver.views.offer.isVisible)
    driver.take_call()

    driver.until(lambda: window.centre.page == "")
    assert window.guide.isVisible()
    driver.press(Qt.Key.Key_L, CTRL)
    assert window.centre.page == BOARD_PAGE
    assert window.guide.isVisible()  # the call's script and note stay in sight

"""Complaints at the whole desktop: recorded, then found in the list, worked on, and seen on the rail."""

from PySide6.QtCore import Qt

from agent_desktop.contract.complaint_work import Move
from agent_desktop.contract.complaints import ComplaintState
from agent_desktop.ui.complaints.cases.case.presenter import CaseKind
from agent_desktop.ui.complaints.cases.lists.presenter import ListKind
from agent_desktop.ui.complaints.cases.lists.tabs import ListTab
from agent_desktop.ui.desk.case_desk import CASES_PAGE
from tests.server.floor import Floor
from tests.ui.desk.conftest import Driver
from tests.ui.desk.test_complaining import complaints, fill, in_a_call, open_form

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def test_what_was_recorded_stands_in_the_list_at_once_and_is_worked_on_by_keys(driver: Driver, floor: Floor) -> None:
    in_a_call(driver, floor)
    open_form(driver)
    fill(driver)
    driver.press(Qt.Key.Key_Return, CTRL)
    driver.until(lambda: len(complaints(floor)) == 1)
    number = complaints(floor)[0].number

    page, centre = driver.desk.cases.page, driver.views.window.centre
    driver.press(Qt.Key.Key_A, ALT)
    assert centre.page == CASES_PAGE
    lists = page.presenters.lists.lists
    page.open_tab(ListTab.RECORDED)
    driver.until(lambda: lists.state.tab is ListTab.RECORDED and lists.state.kind is ListKind.READY)
    page.lists.list.focus_list()
    assert lists.state.lines[0].glance.number == number

    driver.press(Qt.Key.Key_Return)
    case = page.presenters.case.case
    driver.until(lambda: case.state.kind is CaseKind.READY)
    assert case.state.case is not None
    assert case.state.case.glance.number == number
    assert driver.views.notes.isVisible()  # the call's note stays in sight
    driver.until(lambda: case.state.history is not None)

    if any(each.move is Move.ACKNOWLEDGE for each in case.state.case.moves):
        page.case.deeds.move(next(each for each in case.state.case.moves if each.move is Move.ACKNOWLEDGE))
        driver.press(Qt.Key.Key_Return, CTRL)
        driver.until(lambda: complaints(floor)[0].state == ComplaintState.ACKNOWLEDGED)
    driver.press(Qt.Key.Key_Escape)
    driver.press(Qt.Key.Key_A, ALT)
    assert centre.page == ""

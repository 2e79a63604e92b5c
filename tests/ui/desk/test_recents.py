"""The agent's own contacts on the whole desktop: opened, read and left while a call goes on as it is."""

from uuid import UUID

from PySide6.QtCore import Qt

from agent_desktop.contract.contacts import ContactState
from agent_desktop.ui.call_bar.presenter import SlotKind
from telephony.contract import AgentState
from tests.server.floor import Floor
from tests.ui.desk.conftest import MENU, Driver

ALT = Qt.KeyboardModifier.AltModifier


def states(driver: Driver) -> list[ContactState]:
    return [each.state for each in driver.presenters.recents.state.contacts]


def rings(floor: Floor, number: str) -> str:
    return floor.ring(number, queue="cards", menu_path=MENU, menu_reason="card_charge", menu_language="en")


def test_who_gave_up_is_listed_and_opened_beside_the_call_that_is_on(floor: Floor, driver: Driver) -> None:
    gone: UUID = floor.add_customer("+85261110001", name="Wong Ka Ming", key="C8")
    floor.add_customer("+85261110002", name="Ho Wing Sze", key="C9")
    driver.go_ready()
    first = rings(floor, "+85261110001")
    driver.until_slot(SlotKind.RINGING)
    floor.hang_up(first)
    driver.until(lambda: driver.presenters.desk.view.offer is None)
    second = rings(floor, "+85261110002")
    driver.take_call()
    driver.views.notes.focus_field()
    driver.type("Half a word")
    field = driver.focus()

    driver.press(Qt.Key.Key_H, ALT)
    driver.until(lambda: states(driver) == [ContactState.TALKING, ContactState.CALLER_GAVE_UP])
    assert driver.focus() is driver.views.recents.table
    driver.press(Qt.Key.Key_Down)
    driver.press(Qt.Key.Key_Return)
    driver.until(lambda: driver.presenters.customer.state.profile)
    driver.until(lambda: getattr(driver.presenters.customer.state.profile, "customer_id", None) == gone)

    assert not driver.views.recents.isVisible()
    assert driver.focus() is field  # and what was being typed is there
    assert driver.presenters.notes.state.text.endswith("Half a word")
    assert driver.presenters.call_bar.state.kind is SlotKind.CONNECTED
    assert floor.room(second).state == "connected"

    driver.press(Qt.Key.Key_H, ALT)
    floor.hang_up(second)
    driver.until(lambda: driver.presenters.presence.state.state is AgentState.WRAP_UP)
    driver.until(lambda: states(driver)[0] is ContactState.WRAP_UP)  # by the stream, with the list open all the time
    assert driver.views.recents.isVisible()
    shown = driver.presenters.customer.state.profile
    assert shown is not None
    assert shown.customer_id == gone  # the end of the call moved nothing
    assert driver.focus() is driver.views.recents.table


def test_who_gave_up_is_called_from_the_list_with_ctrl_d_after_a_preview(floor: Floor, driver: Driver) -> None:
    floor.add_customer("+85261110003", name="Wong Ka Ming", key="C10")
    driver.go_ready()
    gone = rings(floor, "+85261110003")
    driver.until_slot(SlotKind.RINGING)
    floor.hang_up(gone)
    driver.until(lambda: driver.presenters.desk.view.offer is None)

    driver.press(Qt.Key.Key_H, ALT)
    driver.until(lambda: states(driver) == [ContactState.CALLER_GAVE_UP])
    driver.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    driver.until(lambda: driver.presenters.outgoing.state.preview)

    preview = driver.presenters.outgoing.state.preview
    assert preview is not None
    assert "Wong Ka Ming" in preview.name
    assert not driver.views.recents.isVisible()
    assert driver.presenters.desk.view.call is None  # nothing is dialled yet

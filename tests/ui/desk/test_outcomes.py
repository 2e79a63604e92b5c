"""Outcomes beside the wrap-up: chosen while the call is on, and for calls that ended without one. By keyboard."""

from PySide6.QtCore import Qt
from sqlalchemy.orm import Session

from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.ui.call_bar.presenter import SlotKind
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.window.guide import GuidePage
from telephony.contract import AgentState, WrapUpMode
from tests.server.floor import Floor
from tests.server.test_wrap_up import every_queue
from tests.ui.desk.conftest import Driver
from tests.ui.reading import the

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def outcome_of(floor: Floor) -> str:
    with Session(floor.engine) as session:
        return session.query(InteractionRow).one().disposition_code


def test_an_outcome_is_chosen_while_the_call_is_on_and_stands_when_it_ends(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    sid = floor.ring(menu_reason="card_charge")
    driver.take_call()
    guide, wrap_up = driver.views.window.guide, driver.presenters.wrap_up

    driver.press(Qt.Key.Key_D, ALT)
    assert guide.page() is GuidePage.WRAP_UP
    assert driver.focus() is the(driver.views.wrap_up, LineField)
    driver.type("block")
    driver.press(Qt.Key.Key_Return)

    assert guide.page() is GuidePage.SCRIPT
    driver.until(lambda: wrap_up.state.kept)
    assert outcome_of(floor) == "card_blocked"
    driver.press(Qt.Key.Key_D, ALT)
    driver.press(Qt.Key.Key_Escape)
    assert guide.page() is GuidePage.SCRIPT
    floor.hang_up(sid)
    driver.until_slot(SlotKind.WRAP_UP)
    assert wrap_up.state.chosen == "card_blocked"
    driver.press(Qt.Key.Key_Return, CONTROL)
    driver.until(lambda: driver.presenters.presence.state.state is AgentState.READY)


def test_a_call_that_ended_without_an_outcome_is_finished_from_the_list(floor: Floor, driver: Driver) -> None:
    every_queue(floor, wrap_up_mode=WrapUpMode.OPTIONAL, outcome_required=False)
    driver.go_ready()
    sid = floor.ring()
    driver.take_call()
    floor.hang_up(sid)
    unfinished = driver.presenters.unfinished
    driver.until(lambda: unfinished.state.count == 1)

    driver.press(Qt.Key.Key_T, ALT)
    driver.until(lambda: unfinished.state.part is not None and not unfinished.state.loading)
    driver.press(Qt.Key.Key_1, ALT)
    driver.press(Qt.Key.Key_Return, CONTROL)

    driver.until(lambda: unfinished.state.count == 0)
    assert outcome_of(floor) != ""
    driver.press(Qt.Key.Key_Escape)
    assert not unfinished.state.open

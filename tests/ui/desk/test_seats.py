"""Two desktops of one agent, at the real server: one has the seat, and the other says so."""

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt

from agent_desktop.ui.call_bar.presenter import SlotKind
from telephony.contract import AgentState, StateCause
from tests.server.floor import Floor
from tests.ui.desk.conftest import Driver


def test_whoever_signs_in_elsewhere_has_the_call_and_the_older_desktop_only_shows_it(
    floor: Floor, driver: Driver, open_desktop: Callable[[str], Driver]
) -> None:
    driver.go_ready()
    sid = floor.ring(menu_reason="card_charge")
    driver.take_call()
    other = floor.sign_in("may")

    driver.until(lambda: driver.views.seat.isVisible())
    assert driver.presenters.seat.state.call_goes_on
    driver.press(Qt.Key.Key_F3)
    driver.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert not driver.presenters.palette.state.open
    call = other.snapshot().call
    assert call is not None
    assert other.act(call.call_id, "hold").status_code == 200
    driver.until_slot(SlotKind.HOLD)
    assert floor.room(sid).state == "held"

    driver.views.seat.take_back_chosen.emit()

    driver.until(lambda: driver.views.seat.isHidden())
    driver.press(Qt.Key.Key_F3)
    driver.until_slot(SlotKind.CONNECTED)


def test_an_offer_stops_ringing_where_the_seat_is_not(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    floor.ring()
    driver.until(lambda: driver.presenters.offer.state.visible)
    driver.until(lambda: driver.ring.ringing)

    other = floor.sign_in("may")

    driver.until(lambda: driver.views.seat.isVisible())
    assert not driver.ring.ringing
    assert not driver.presenters.offer.state.visible
    assert other.snapshot().offer is not None
    assert driver.desk.may_close()
    driver.desk.ask_sign_out()
    driver.until(lambda: driver.desktop.desk is None)
    assert other.snapshot().agent.state is AgentState.READY


def test_the_agent_reads_why_they_are_in_their_state(driver: Driver) -> None:
    driver.go_ready()

    driver.views.top_bar.history_wanted.emit()
    driver.until(lambda: driver.presenters.history.state.stretches)

    newest = driver.presenters.history.state.stretches[0]
    assert (newest.state, newest.cause) == (AgentState.READY, StateCause.CHOSEN)
    assert driver.views.history.isVisible()
    driver.press(Qt.Key.Key_Escape)
    driver.until(lambda: driver.views.history.isHidden())
    assert not driver.presenters.history.state.open


def test_a_window_that_stands_still_is_not_said_to_live(driver: Driver) -> None:
    pulse = driver.desktop.pulse

    threading.Event().wait(0.6)  # longer than the window ever rests

    assert pulse.seconds_since() >= 0.6
    driver.until(lambda: pulse.seconds_since() < 0.6)

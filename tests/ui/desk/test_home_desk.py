"""A specialist who is away is to call back: noted from the directory, and before them at once."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt

from agent_desktop.contract.home import Home
from agent_desktop.contract.sessions import Role
from agent_desktop.demo import screen_callbacks
from agent_desktop.ui.widgets.waiting_line import WaitingLine
from tests.server.floor import Floor
from tests.ui.desk.conftest import MENU, Driver

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def test_alt_b_notes_a_call_back_and_alt_f_keeps_the_specialist_at_hand(floor: Floor, driver: Driver) -> None:
    floor.add_person("bea", Role.SPECIALIST)
    bea = floor.sign_in("bea")
    driver.until(lambda: driver.presenters.home.state.home)
    assert not driver.views.home.isVisible(), "who has nothing before them is told so in fewer words"
    driver.go_ready()
    floor.ring(menu_path=MENU)
    driver.take_call()

    driver.press(Qt.Key.Key_F7)
    driver.until(lambda: driver.presenters.directory.state.entries)
    driver.press(Qt.Key.Key_F, ALT)
    driver.until(lambda: (chosen := driver.presenters.directory.state.chosen) and chosen.favourite.value == "own")
    driver.press(Qt.Key.Key_B, ALT)
    driver.until(lambda: driver.views.call_back.isVisible())
    driver.type("When the money comes")
    tomorrow_noon_there = (datetime.now(UTC) + timedelta(days=1)).replace(hour=4, minute=0).astimezone()
    driver.views.call_back.day.show_value(tomorrow_noon_there.date().isoformat())
    driver.views.call_back.time.show_value(f"{tomorrow_noon_there:%H:%M}")
    driver.press(Qt.Key.Key_Return, CTRL)

    driver.until(lambda: driver.presenters.directory.state.owed.startswith("Bea owes the caller a call by "))
    assert driver.views.call_back.isHidden()
    (owed,) = Home.model_validate(bea.http.get("/v1/home").json()).owed
    assert (owed.reason, owed.by_name, owed.told) == ("When the money comes", "May", False)


def test_alt_n_goes_to_the_note_on_a_callback_while_there_is_no_call(driver: Driver) -> None:
    driver.views.outcome.display(screen_callbacks.OUTCOME_NO_ANSWER)
    driver.until(driver.views.outcome.isVisible)

    driver.press(Qt.Key.Key_N, ALT)

    assert driver.focus() is driver.views.outcome.note


def test_a_line_under_the_note_of_a_callback_says_that_a_call_waits_while_one_types(
    floor: Floor, driver: Driver
) -> None:
    line = driver.views.outcome.findChildren(WaitingLine)[0]
    driver.go_ready()
    driver.views.outcome.display(screen_callbacks.OUTCOME_NO_ANSWER)
    driver.until(driver.views.outcome.isVisible)
    driver.press(Qt.Key.Key_N, ALT)
    assert line.isHidden()

    sid = floor.ring(menu_path=MENU)
    driver.until(lambda: not line.isHidden())
    assert "Call waiting for you." in line.accessibleName()
    driver.type(" and the")
    assert driver.views.outcome.note.toPlainText().endswith(" and the")
    driver.views.outcome.save.setFocus()
    assert line.isHidden(), "nobody types any more"
    driver.views.outcome.note.setFocus()
    assert not line.isHidden()
    floor.hang_up(sid)
    driver.until(line.isHidden)

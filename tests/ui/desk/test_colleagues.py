"""Whom F7 offers to call on the whole desktop."""

from PySide6.QtCore import Qt

from tests.server.floor import Floor
from tests.ui.desk.conftest import Driver


def listed(driver: Driver) -> list[tuple[str, bool]]:
    return [(each.title, each.enabled) for each in driver.presenters.palette.state.commands]


def test_f7_says_that_no_colleague_is_there_and_who_is_there_with_their_state(floor: Floor, driver: Driver) -> None:
    driver.go_ready()
    driver.press(Qt.Key.Key_F7)
    driver.until(lambda: listed(driver) == [("No colleague is signed in now", False)])
    driver.press(Qt.Key.Key_Escape)
    floor.agent("lee")

    driver.press(Qt.Key.Key_F7)

    driver.until(lambda: [name.startswith("Call Lee: Not ready") for name, _ in listed(driver)] == [True])
    assert not listed(driver)[0][1]

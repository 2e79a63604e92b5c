"""A specialist who is away is owed to call back, from the directory of one desktop into the home of another."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from agent_desktop.contract.owed_calls import OwedCall
from agent_desktop.contract.sessions import Role
from tests.server.floor import Floor
from tests.ui.desk.conftest import MENU, Driver

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def test_alt_b_notes_a_call_back_that_the_specialist_has_before_them_at_once(
    floor: Floor, driver: Driver, open_desktop: Callable[[str], Driver]
) -> None:
    floor.add_person("bea", Role.SPECIALIST)
    bea = open_desktop(floor.origin)
    bea.sign_in("bea")
    bea.until(lambda: bea.presenters.home.state.home)
    assert bea.views.home.isVisible()
    assert not driver.views.home.isVisible(), "who has nothing before them is told so in fewer words"
    driver.bring_up()
    driver.go_ready()
    floor.ring(menu_path=MENU)
    driver.take_call()

    driver.press(Qt.Key.Key_F7)
    driver.until(lambda: driver.presenters.directory.state.entries)
    driver.press(Qt.Key.Key_F, ALT)
    driver.until(lambda: _is_favourite(driver))
    driver.press(Qt.Key.Key_B, ALT)
    driver.until(lambda: driver.views.call_back.isVisible())
    driver.type("When the money comes")
    driver.press(Qt.Key.Key_Return, CTRL)

    bea.until(lambda: [each.reason for each in _owed(bea)] == ["When the money comes"])
    assert (_owed(bea)[0].by_name, _owed(bea)[0].told) == ("May", False)
    driver.until(lambda: driver.presenters.directory.state.owed.startswith("Bea owes the caller a call by "))
    bea.presenters.home.set_done(_owed(bea)[0], done=True)
    bea.until(lambda: _owed(bea)[0].done_at is not None)


def _is_favourite(driver: Driver) -> bool:
    chosen = driver.presenters.directory.state.chosen
    return chosen is not None and chosen.favourite.value == "own"


def _owed(driver: Driver) -> tuple[OwedCall, ...]:
    home = driver.presenters.home.state.home
    return home.owed if home is not None else ()

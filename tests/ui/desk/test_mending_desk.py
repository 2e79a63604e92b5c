"""A supervisor who takes no calls sees who is stuck, and frees them, at the real server."""

from collections.abc import Callable

from agent_desktop.contract.mends import HandDeed
from agent_desktop.contract.sessions import Role
from agent_desktop.ui.board.window import BoardWindow
from telephony.contract import AgentState
from tests.server.floor import PASSWORD, Floor
from tests.ui.desk.conftest import Driver


def test_a_supervisor_frees_an_agent_after_reading_what_it_does_and_it_is_listed_with_the_reason(
    floor: Floor, open_desktop: Callable[[str], Driver]
) -> None:
    amy = floor.agent("amy")
    amy.go_ready()
    floor.ring()
    amy.until_offered()
    floor.add_person("ada", Role.SUPERVISOR)
    driver = open_desktop(floor.origin)
    driver.desktop.sign_in("ada", PASSWORD)
    driver.until(lambda: driver.desktop.office)
    office = driver.desktop.office
    assert office is not None

    assert isinstance(office.window, BoardWindow)
    office.window.view.stuck_wanted.emit("Amy")
    window = office.windows.mending
    assert window is not None
    mending = window.mending
    assert window.query.text() == "Amy"
    driver.until(lambda: mending.state.lives is not None and mending.state.lives.lives)
    mending.choose_live("agent", amy.agent_id)
    chosen = mending.state.chosen
    assert chosen is not None
    assert chosen.live is not None
    assert chosen.live.free == ("offer_returns", "agent_not_ready")
    mending.do(HandDeed.FREE_AGENT, "Her screen froze")
    driver.until(lambda: mending.state.done)
    driver.until(lambda: mending.state.mends is not None and mending.state.mends.mends)

    assert amy.snapshot().agent.state is AgentState.NOT_READY
    assert mending.state.mends is not None
    (kept,) = mending.state.mends.mends
    assert (kept.agent_name, kept.by_name, kept.reason) == ("Amy", "Ada", "Her screen froze")
    office.windows.show_mending()
    assert office.windows.mending is window

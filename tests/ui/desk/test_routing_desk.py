"""Queues and routing at the real server: an administrator's whole desktop, and a window beside an agent's desk."""

from collections.abc import Callable

from agent_desktop.contract.sessions import Role
from agent_desktop.ui.routing.state import Section
from tests.server.floor import PASSWORD, Floor
from tests.ui.desk.conftest import Driver

RING = ("queues", 0, "ring_seconds")


def test_who_takes_no_calls_has_queues_and_routing_as_their_desktop(
    floor: Floor, open_desktop: Callable[[str], Driver]
) -> None:
    floor.add_person("head", Role.ADMINISTRATOR)
    driver = open_desktop(floor.origin)
    driver.desktop.sign_in("head", PASSWORD)
    driver.until(lambda: driver.desktop.office)
    office = driver.desktop.office
    assert office is not None
    window = office.window
    routing = window.routing
    driver.until(lambda: routing.state.draft)

    routing.put(RING, 33)
    routing.save("Longer for everybody")
    driver.until(lambda: routing.state.saved_version == 2)

    # What was not saved is there again when they come back.
    routing.put(RING, 44)
    window.account.sign_out_wanted.emit()
    driver.until(lambda: driver.desktop.office is None)
    driver.desktop.sign_in("head", PASSWORD)
    driver.until(lambda: driver.desktop.office)
    again = driver.desktop.office
    assert again is not None
    driver.until(lambda: again.window.routing.state.recovered)
    assert [(change.before, change.after) for change in again.window.routing.state.changes] == [(33, 44)]


def test_an_agent_who_is_an_administrator_opens_it_beside_the_desk_and_another_agent_does_not_see_it(
    floor: Floor, open_desktop: Callable[[str], Driver]
) -> None:
    floor.add_person("lee", Role.AGENT, Role.ADMINISTRATOR)
    lee = open_desktop(floor.origin)
    lee.sign_in("may")
    assert lee.views.window.rail.routing.isHidden()
    assert "routing:" not in {command.command_id for command in lee.desk.commands.listed()}
    lee.desk.sign_out_wanted.emit()
    lee.until(lambda: lee.desktop.desk is None)
    lee.sign_in("lee")

    lee.desk.commands.run("routing:")

    window = lee.desk.routing
    assert window is not None
    lee.until(lambda: window.routing.state.routing)
    assert window.isVisible()
    window.routing.choose(Section.AGENTS)
    lee.until(lambda: len(window.serving.state.people) == 2)

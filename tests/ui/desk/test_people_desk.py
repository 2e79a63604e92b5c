"""An administrator who takes no calls adds somebody at the real server, who then signs in."""

from collections.abc import Callable

import httpx

from agent_desktop.contract.sessions import Role
from agent_desktop.ui.routing.window import RoutingWindow
from tests.server.floor import PASSWORD, Floor
from tests.ui.desk.conftest import Driver


def test_an_administrator_opens_people_beside_the_routing_and_adds_somebody_who_signs_in(
    floor: Floor, open_desktop: Callable[[str], Driver]
) -> None:
    floor.add_person("ivy", Role.ADMINISTRATOR)
    driver = open_desktop(floor.origin)
    driver.desktop.sign_in("ivy", PASSWORD)
    driver.until(lambda: driver.desktop.office)
    office = driver.desktop.office
    assert office is not None
    assert isinstance(office.window, RoutingWindow)
    assert office.window.offices.people.isVisible()
    office.window.offices.people.click()
    window = office.windows.people.window
    assert window is not None
    people = window.people
    driver.until(lambda: people.state.found is not None)

    people.begin()
    people.say(people.state.draft.form.model_copy(update={"name": "nora", "display_name": "Nora Chu"}))
    window.card.fields.roles[Role.AGENT].setChecked(True)
    people.save("Joins")
    driver.until(lambda: people.state.password)
    driver.until(lambda: people.state.history is not None and people.state.history.changes)

    assert people.state.history is not None
    assert [each.reason for each in people.state.history.changes] == ["Joins"]
    body = {"name": "nora", "password": people.state.password, "client_version": "0.1.0"}
    signed_in = httpx.post(f"{floor.origin}/v1/sessions", json=body, trust_env=False, timeout=15)
    assert signed_in.json()["person"]["roles"] == ["agent"]

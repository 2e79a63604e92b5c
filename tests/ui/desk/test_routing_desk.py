"""Queues and routing at the real server: an administrator's whole desktop, and a window beside an agent's desk."""

from collections.abc import Callable
from uuid import uuid4

from agent_desktop.contract.sessions import Role
from agent_desktop.ui.messages import News
from agent_desktop.ui.routing.state import Section
from agent_desktop.ui.routing.window import RoutingWindow
from tests.server.floor import PASSWORD, Floor
from tests.server.test_routing_versions import queue_of
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
    assert isinstance(window, RoutingWindow)
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
    assert isinstance(again.window, RoutingWindow)
    recovered = again.window.routing
    driver.until(lambda: recovered.state.recovered)
    assert [(change.before, change.after) for change in recovered.state.changes] == [(33, 44)]


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

    window = lee.desk.office.routing
    assert window is not None
    lee.until(lambda: window.routing.state.routing)
    assert window.isVisible()
    window.routing.choose(Section.AGENTS)
    lee.until(lambda: len(window.serving.state.people) == 2)


def test_queues_given_and_taken_reach_a_desktop_that_is_open_and_calls_come_from_them(
    floor: Floor, driver: Driver
) -> None:
    floor.add_person("head", Role.ADMINISTRATOR)
    head = floor.sign_in("head")

    def served() -> list[str]:
        desk = driver.presenters.desk.view.desk
        return [] if desk is None else [queue.name["en"] for queue in desk.queues]

    def give(*codes: str, skills: dict[str, int] | None = None) -> None:
        (may,) = (each for each in head.http.get("/v1/serving").json()["people"] if each["name"] == "may")
        body = {"command_id": str(uuid4()), "queues": codes, "skills": skills or {}, "reason": "Trained"}
        seen = {"seen_queues": may["queues"], "seen_skills": may["skills"]}
        done = head.http.put(f"/v1/serving/{may['user_id']}", json=body | seen)
        assert done.status_code == 200, done.text

    def told() -> bool:
        return News.SERVING_CHANGED in {each.news for each in driver.desk.messages.current()}

    driver.until(served)
    assert not told()
    give("general")
    driver.until(lambda: len(served()) == 1)
    assert told()
    driver.go_ready()
    call_sid = floor.ring(menu_reason="suspected_fraud")
    driver.until(lambda: queue_of(floor, call_sid) == "fraud")
    assert driver.presenters.desk.view.offer is None

    give("general", "fraud", skills={"fraud": 2})

    driver.until(lambda: len(served()) == 2)
    driver.until(lambda: driver.presenters.desk.view.offer is not None)

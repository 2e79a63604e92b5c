"""Administrators keep the people who sign in, through the real server."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import sqlalchemy as sa

from agent_desktop.contract.people import People, PersonAnswer, PersonDeed, PersonForm, PersonHistory, PersonKept
from agent_desktop.contract.sessions import Role
from telephony.contract import AgentState, CallState
from tests.server.floor import PASSWORD, Desk, Floor
from tests.server.support import error_code


@pytest.fixture
def boss(floor: Floor) -> Desk:
    floor.add_person("root", Role.ADMINISTRATOR)
    return floor.sign_in("root")


def people(desk: Desk) -> dict[str, PersonKept]:
    found = People.model_validate(desk.http.get("/v1/people").raise_for_status().json())
    return {each.name: each for each in found.people}


def form(**fields: object) -> dict[str, object]:
    return {"name": "may.lee", "display_name": "May Lee", "roles": ["agent"], **fields}


def add(desk: Desk, **fields: object) -> PersonAnswer:
    return PersonAnswer.model_validate(desk.post("/v1/people", form=form(**fields)).raise_for_status().json())


def save(desk: Desk, seen: PersonKept, **fields: object) -> httpx.Response:
    before = seen.form().model_dump(mode="json")
    return desk.put(f"/v1/people/{seen.user_id}", form={**before, **fields}, seen=before, reason="moved")


def move(desk: Desk, person: PersonKept, what: str, command_id: UUID | None = None) -> httpx.Response:
    body: dict[str, Any] = {"move": what, "seen_disabled": person.disabled_at is not None, "reason": "asked for"}
    if command_id is not None:
        body["command_id"] = str(command_id)
    return desk.post(f"/v1/people/{person.user_id}/moves", **body)


def history(desk: Desk, person: PersonKept) -> PersonHistory:
    answer = desk.http.get(f"/v1/people/{person.user_id}/history").raise_for_status()
    return PersonHistory.model_validate(answer.json())


def enter(floor: Floor, name: str, password: str) -> httpx.Response:
    body = {"name": name, "password": password, "client_version": "0.1.0"}
    return httpx.post(f"{floor.origin}/v1/sessions", json=body, trust_env=False, timeout=15)


def problem(response: httpx.Response) -> object:
    assert error_code(response) == "person_refused"
    return response.json()["details"]["problem"]


def fields_of(response: httpx.Response) -> Mapping[str, str]:
    assert error_code(response) == "person_fields"
    found: Mapping[str, str] = response.json()["details"]["fields"]
    return found


def test_somebody_is_added_with_a_password_shown_once_and_signs_in_with_it(floor: Floor, boss: Desk) -> None:
    assert error_code(boss.http.get("/v1/people/" + str(uuid4()) + "/history")) == "person_not_found"
    command = uuid4()
    wanted = form(
        name=" may.lee ", other_name="李美", team="Cards", site="hong_kong", languages=["yue", "en"], extension="5501"
    )
    first = boss.post("/v1/people", command_id=str(command), form=wanted)
    again = boss.post("/v1/people", command_id=str(command), form=wanted)

    added = PersonAnswer.model_validate(first.json())
    assert (added.person.name, added.person.roles) == ("may.lee", (Role.AGENT,))
    assert PersonAnswer.model_validate(again.json()).password == ""  # kept nowhere
    assert enter(floor, "may.lee", added.password).status_code == 200
    assert people(boss)["may.lee"].sign_ins == 1
    with floor.engine.connect() as connection:
        kept = str(connection.execute(sa.text("SELECT detail FROM audit_entries")).all()) + str(
            connection.execute(sa.text("SELECT * FROM commands")).all()
        )
    assert added.password not in kept
    (change,) = history(boss, added.person).changes
    assert (change.deed, change.by_name, change.after["site"]) == (PersonDeed.ADDED, "Root", "hong_kong")


def test_only_administrators_come_in_and_what_is_wrong_stands_at_its_field(floor: Floor, boss: Desk) -> None:
    may = floor.agent("may")
    assert error_code(may.http.get("/v1/people")) == "not_allowed"
    assert error_code(may.post("/v1/people", form=form())) == "not_allowed"

    wrong = boss.post("/v1/people", form=form(name="may", display_name=" ", roles=[], site="mars", extension="5 1"))
    assert fields_of(wrong) == {
        "name": "person_name_taken",
        "display_name": "person_display_name_missing",
        "roles": "person_role_missing",
        "site": "person_site_unknown",
        "extension": "person_extension_wrong",
    }
    assert fields_of(boss.post("/v1/people", form=form(name="may lee", service_role="king"))) == {
        "name": "person_name_blank",
        "service_role": "person_service_role_unknown",
    }
    assert set(people(boss)) == {"may", "root"}


def test_two_administrators_never_overwrite_each_other_and_the_last_change_is_taken_back(
    floor: Floor, boss: Desk
) -> None:
    floor.add_person("eve", Role.ADMINISTRATOR)
    eve = floor.sign_in("eve")
    seen = add(boss, team="Cards").person
    assert save(eve, seen, team="Fraud", languages=["zh"]).status_code == 200
    assert error_code(save(boss, seen, team="Loans")) == "stale_version"
    assert people(boss)["may.lee"].team == "Fraud"

    last = history(boss, seen)
    assert (last.changes[0].by_name, last.changes[0].reason) == ("Eve", "moved")
    assert (last.changes[0].before, last.changes[0].after) == (
        {"team": "Cards", "languages": []},
        {"team": "Fraud", "languages": ["zh"]},
    )
    undone = boss.post(f"/v1/people/{seen.user_id}/undo", change_id=str(last.undoable))
    assert undone.status_code == 200, undone.text
    assert people(boss)["may.lee"].form() == seen.form()
    newest = history(boss, seen).changes[0]
    assert (newest.undoes, newest.by_name, len(history(boss, seen).changes)) == (last.undoable, "Root", 3)
    late = eve.post(f"/v1/people/{seen.user_id}/undo", change_id=str(last.undoable))
    assert error_code(late) == "stale_version"


def test_nobody_disables_themselves_or_takes_the_last_administrator_away(floor: Floor, boss: Desk) -> None:
    root = people(boss)["root"]
    assert problem(move(boss, root, "disable")) == "person_self"
    assert problem(move(boss, root, "end_sign_ins")) == "person_self"
    assert problem(save(boss, root, roles=["agent"])) == "person_last_administrator"
    floor.add_person("eve", Role.ADMINISTRATOR)
    eve = floor.sign_in("eve")
    assert problem(save(boss, root, roles=["agent"])) == "person_own_role"

    with ThreadPoolExecutor(2) as both:  # each takes the other away at once: one of them stays
        people_now = people(boss)
        answers = list(
            both.map(lambda pair: move(pair[0], people_now[pair[1]], "disable"), ((boss, "eve"), (eve, "root")))
        )
    assert sorted(answer.status_code == 200 for answer in answers) == [False, True]
    with floor.engine.connect() as connection:
        left = connection.scalar(sa.text("SELECT count(*) FROM users WHERE disabled_at IS NULL"))
    assert left == 1


def test_disabling_takes_a_free_agent_off_their_seat_and_never_cuts_a_call(floor: Floor, boss: Desk) -> None:
    may = floor.agent("may")
    may.go_ready()
    floor.ring()
    call = may.take_call()
    shown = people(boss)["may"]
    assert (shown.in_call, shown.sign_ins) == (True, 1)
    for what in ("disable", "end_sign_ins"):
        assert problem(move(boss, shown, what)) == "person_in_call"
    assert problem(save(boss, shown, roles=["author"])) == "person_in_call"
    assert may.until_call(CallState.TALKING).call_id == call.call_id
    assert (people(boss)["may"].disabled_at, len(history(boss, shown).changes)) == (None, 0)

    joe = floor.agent("joe")
    joe.go_ready()
    assert move(boss, people(boss)["joe"], "disable").status_code == 200
    assert joe.http.get("/v1/me").status_code == 401
    assert enter(floor, "joe", PASSWORD).status_code == 401
    with floor.engine.connect() as connection:
        row = connection.execute(
            sa.text("SELECT state, session_id FROM agents JOIN seats USING (agent_id) WHERE agent_id = :joe"),
            {"joe": joe.agent_id},
        ).one()
    assert (row.state, row.session_id) == (AgentState.OFFLINE.value, None)
    assert error_code(move(boss, shown.model_copy(update={"user_id": joe.agent_id}), "disable")) == "stale_version"

    gone = people(boss)["joe"]
    back = boss.post(f"/v1/people/{gone.user_id}/undo", change_id=str(history(boss, gone).undoable))
    assert back.status_code == 200
    assert enter(floor, "joe", PASSWORD).status_code == 200


def test_what_rings_at_somebody_who_is_disabled_goes_back_to_its_queue(floor: Floor, boss: Desk) -> None:
    joe, may = floor.agent("joe"), floor.agent("may")
    joe.go_ready()
    floor.ring()
    call_id = joe.until_offered()
    assert move(boss, people(boss)["joe"], "end_sign_ins").status_code == 200
    may.go_ready()
    assert may.until_offered() == call_id


def test_a_forgotten_password_is_replaced_and_a_locked_name_opened(floor: Floor, boss: Desk) -> None:
    floor.add_person("ann", Role.AUTHOR)
    for _ in range(5):
        enter(floor, "ann", "wrong")
    assert error_code(enter(floor, "ann", PASSWORD)) == "too_many_attempts"
    ann = people(boss)["ann"]
    assert ann.locked_until_at is not None
    assert move(boss, ann, "unlock").status_code == 200
    assert people(boss)["ann"].locked_until_at is None
    assert enter(floor, "ann", PASSWORD).status_code == 200

    command = uuid4()
    answer = PersonAnswer.model_validate(move(boss, ann, "new_password", command).json())
    assert enter(floor, "ann", PASSWORD).status_code == 401
    assert enter(floor, "ann", answer.password).status_code == 200
    assert PersonAnswer.model_validate(move(boss, ann, "new_password", command).json()).password == ""
    assert enter(floor, "ann", answer.password).status_code == 200
    found = history(boss, ann)
    assert [each.deed for each in found.changes] == [PersonDeed.PASSWORD_SET, PersonDeed.UNLOCKED]
    assert found.undoable is None
    refused = boss.post(f"/v1/people/{ann.user_id}/undo", change_id=str(found.changes[0].change_id))
    assert problem(refused) == "person_not_undoable"


def test_a_form_is_the_person_as_they_are() -> None:
    kept = PersonKept(user_id=uuid4(), name="a", display_name="A", roles=(Role.AGENT,), sign_ins=2)
    assert kept.form() == PersonForm(name="a", display_name="A", roles=(Role.AGENT,))

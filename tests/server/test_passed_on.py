"""Who has passed a call on finishes their own part of it, and reaches no further into the next agent's call."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent_desktop.contract.scripts import ActionState
from telephony.contract import CallRole
from tests.server.floor import Desk
from tests.server.handover_talk import SAID, note_of, opened_talk, path, rings_at, sent, specialist
from tests.server.script_talk import Talk
from tests.server.support import error_code, until


@pytest.fixture
def talk(database_url: str, tmp_path: Path) -> Iterator[Talk]:
    with opened_talk(database_url, tmp_path) as talk:
        yield talk


def test_a_note_of_who_has_passed_the_call_on_completes_no_transfer_of_the_next_agents(talk: Talk) -> None:
    second = passed_on(talk)
    third = specialist(talk, "cai")
    consults(talk, second, third)

    again = talk.desk.post(f"{path(talk)}/send", seen_version=1)

    assert again.status_code == 200, again.text
    refused = second.act(talk.call_id, "complete_transfer")
    assert error_code(refused) == "handover_missing"


def test_the_next_agents_note_is_for_whom_they_consult_and_not_for_who_has_passed_the_call_on(talk: Talk) -> None:
    second = passed_on(talk)
    third = specialist(talk, "cai")
    words = {**SAID, "summary": "For the third one only"}
    assert second.put(path(talk), seen_version=0, **words).status_code == 200
    assert second.post(f"{path(talk)}/send", seen_version=1).status_code == 200
    consults(talk, second, third)

    refused = talk.desk.http.get(f"{path(talk)}?received=true")

    assert error_code(refused) == "not_your_call"
    assert note_of(third.http.get(f"{path(talk)}?received=true")).summary == "For the third one only"
    assert note_of(second.http.get(f"{path(talk)}?received=true")).summary == SAID["summary"]


def test_ones_own_note_tells_nothing_of_what_the_next_agent_did(talk: Talk) -> None:
    second = passed_on(talk)
    before = note_of(talk.desk.http.get(path(talk))).so_far
    talk.clock.move(60)
    assert second.act(talk.call_id, "hold").status_code == 200
    until(lambda: (call := second.snapshot().call) and call.state == "held")

    assert note_of(talk.desk.http.get(path(talk))).so_far == before


def test_the_call_that_another_speaks_in_is_linked_to_nobody_else_by_who_has_passed_it_on(talk: Talk) -> None:
    second = passed_on(talk)
    customer = f"/v1/calls/{talk.call_id}/customer"
    stranger = talk.floor.add_customer("+85261239999", key="C2")

    refused = talk.desk.put(customer, customer_id=str(stranger))

    attached = talk.desk.post(f"/v1/calls/{talk.call_id}/attachment", customer_id=str(stranger))

    assert (refused.status_code, attached.status_code) == (403, 403)
    assert (error_code(refused), error_code(attached)) == ("not_your_call", "not_your_call")
    card = second.http.get(f"/v1/calls/{talk.call_id}/caller").json()
    assert card["profile"]["customer_id"] == str(talk.customer_id)
    assert second.put(customer, customer_id=str(stranger)).status_code == 200


def test_a_script_s_transfer_is_done_once_whoever_is_asked_has_come(talk: Talk) -> None:
    desk = specialist(talk)
    talk.at_block()

    before = talk.do("pass_on")
    consults(talk, talk.desk, desk, rings=False)
    after = talk.do("pass_on")

    assert (before.state, before.reason) == (ActionState.REFUSED, "not_passed_on")
    assert after.state is ActionState.DONE


def passed_on(talk: Talk) -> Desk:
    """Have the first agent send a note and pass the call on; return the desk of who has it now."""
    desk = specialist(talk)
    sent(talk)
    consults(talk, talk.desk, desk, rings=False)
    done = talk.desk.act(talk.call_id, "complete_transfer")
    assert done.status_code == 200, done.text
    until(lambda: (call := desk.snapshot().call) and call.role is CallRole.OWN and call.state == "talking")
    return desk


def consults(talk: Talk, asking: Desk, asked: Desk, *, rings: bool = True) -> None:
    """Have one agent consult another, who accepts."""
    if rings:
        answer = asking.post(f"/v1/calls/{talk.call_id}/transfers", kind="warm", agent_id=str(asked.agent_id))
        assert answer.status_code == 200, answer.text
        until(lambda: asked.snapshot().offer)
    else:
        rings_at(talk, asked)
    assert asked.act(talk.call_id, "answer").status_code == 200
    until(lambda: (call := asked.snapshot().call) and call.colleague == "joined")

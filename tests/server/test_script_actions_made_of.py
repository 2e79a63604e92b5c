"""Of what an action is made, and for whom it was done: what says whether it is done already."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent_desktop.contract.scripts import ActionState
from agent_desktop.contract.sessions import Role
from tests.server.floor import add_customer
from tests.server.script_talk import Bank, Talk, opened_bank, opened_talk, refusal
from tests.server.support import error_code


@pytest.fixture
def bank() -> Iterator[Bank]:
    with opened_bank() as bank:
        yield bank


@pytest.fixture
def talk(database_url: str, tmp_path: Path, bank: Bank) -> Iterator[Talk]:
    with opened_talk(database_url, tmp_path, bank) as talk:
        yield talk


def test_another_answer_makes_another_action_of_it_that_is_not_done_yet(talk: Talk, bank: Bank) -> None:
    other = talk.add_card("K-2", "4000000000001234")
    talk.at_block()
    first = talk.do("block_card")

    assert talk.save("block", {"card": str(other)}).status_code == 200
    # It is required: what was done to another card lets nobody go on.
    assert error_code(talk.save("close", {"card": str(other)})) == "script_answer_refused"
    second = talk.do("block_card")

    assert [came["parameters"]["card"] for came in bank.came] == ["4000000000009021", "4000000000001234"]
    assert (first.given["card"], second.given["card"]) == ("•••• 9021", "•••• 1234")
    assert first.made_of != second.made_of
    assert {each.made_of for each in talk.standing().results} == {first.made_of, second.made_of}
    assert talk.save("close", {"card": str(other)}).status_code == 200


def test_what_was_done_counts_again_once_the_answer_is_as_it_was(talk: Talk, bank: Bank) -> None:
    other = talk.add_card("K-2", "4000000000001234")
    talk.at_block()
    first = talk.do("block_card")
    talk.save("block", {"card": str(other)})
    talk.save("ask", script="enquiry")
    talk.save("block", {"card": str(talk.card_id)})

    assert talk.do("block_card") == first
    assert talk.save("close", {"card": str(talk.card_id)}).status_code == 200
    assert len(bank.came) == 1


@pytest.mark.parametrize("between", ["nothing", "another_script", "off_the_road"])
def test_no_way_about_lets_what_was_done_count_for_another_answer(talk: Talk, bank: Bank, between: str) -> None:
    other = talk.add_card("K-2", "4000000000001234")
    talk.at_block()
    talk.do("block_card")
    if between == "another_script":
        talk.save("ask", script="enquiry")
    elif between == "off_the_road":
        talk.save("check", {"check": "failed"})

    assert error_code(talk.save("close", {"card": str(other)})) == "script_answer_refused"
    assert len(bank.came) == 1


def test_what_was_ticked_as_done_by_hand_counts_for_its_own_answer_only(talk: Talk, bank: Bank) -> None:
    other = talk.add_card("K-2", "4000000000001234")
    talk.at_block()
    bank.status, bank.does = 422, False
    talk.do("block_card")
    assert talk.tick("block_card").json()["state"] == "by_hand"

    assert error_code(talk.save("close", {"card": str(other)})) == "script_answer_refused"
    assert talk.save("close", {"card": str(talk.card_id)}).status_code == 200


def test_what_never_came_there_goes_under_another_id_once_it_is_made_of_something_else(talk: Talk, bank: Bank) -> None:
    other = talk.add_card("K-2", "4000000000001234")
    talk.at_block()
    bank.status, bank.does = 502, False
    talk.do("block_card")
    talk.clock.move(20)
    assert talk.do("block_card").reason == "not_received"
    bank.status, bank.does = 200, True

    talk.save("block", {"card": str(other)})
    assert talk.do("block_card").state is ActionState.DONE

    assert len({came["action_id"] for came in bank.came}) == 2
    assert [came["source_key"] for came in bank.came] == ["K-1", "K-2"]


def test_a_card_that_one_script_has_blocked_is_not_blocked_again_by_another(talk: Talk, bank: Bank) -> None:
    other = talk.add_card("K-2", "4000000000001234")
    talk.at_block()
    done = talk.do("block_card")

    talk.save("ask", {"which": str(talk.card_id)}, script="enquiry")
    again = talk.do("stop")
    assert (again.state, again.at, again.attempt_id) == (ActionState.DONE, done.at, done.attempt_id)
    assert refusal(talk.tick("stop")) == ("script_action_refused", "already_settled")
    talk.save("ask", {"which": str(other)}, script="enquiry")
    assert talk.do("stop").state is ActionState.DONE

    assert [came["source_key"] for came in bank.came] == ["K-1", "K-2"]


def test_the_other_account_of_a_merged_person_lets_nothing_go_twice(talk: Talk, bank: Bank) -> None:
    other = add_customer(talk.floor.engine, "+85261239999", key="C9")
    talk.at_block()
    talk.do("form")
    done = talk.do("block_card")
    values = talk.standing().values
    talk.floor.add_person("head", Role.SUPERVISOR)
    head = talk.floor.sign_in("head")
    merged = head.post("/v1/consolidation/merges", one_id=str(talk.customer_id), other_id=str(other))
    assert merged.status_code == 200, merged.text

    assert talk.desk.put(f"/v1/calls/{talk.call_id}/customer", customer_id=str(other)).status_code == 200

    assert talk.do("block_card") == done
    assert talk.do("form").state is ActionState.DONE
    assert refusal(talk.tick("block_card")) == ("script_action_refused", "already_settled")
    standing = talk.standing()
    assert {each.action_id for each in standing.results} == {"block_card", "form"}
    assert standing.values == values  # it is the same person: the facts stay those that the talk began with
    assert talk.save("close", {"card": str(talk.card_id)}).status_code == 200
    assert [came["kind"] for came in bank.came] == ["send_form", "block_card"]

    head.post(f"/v1/consolidation/decisions/{merged.json()['decision_id']}/take-back")
    assert talk.standing().results == ()  # taken apart, the other account has had nothing done


def test_of_two_accounts_merged_later_what_says_most_counts(talk: Talk, bank: Bank) -> None:
    other = add_customer(talk.floor.engine, "+85261239999", key="C9")
    path = f"/v1/calls/{talk.call_id}/customer"
    talk.desk.check_fully(talk.call_id, talk.customer_id)
    talk.save("greet")
    assert talk.do("form").state is ActionState.DONE
    talk.desk.put(path, customer_id=str(other))
    talk.desk.check_fully(talk.call_id, other)
    bank.status, bank.does = 422, False
    assert talk.do("form").state is ActionState.REFUSED  # another person as yet: it is theirs
    talk.floor.add_person("head", Role.SUPERVISOR)
    talk.floor.sign_in("head").post("/v1/consolidation/merges", one_id=str(talk.customer_id), other_id=str(other))

    assert [each.state for each in talk.standing().results] == [ActionState.DONE]
    assert talk.do("form").state is ActionState.DONE
    assert len(bank.came) == 2


def test_what_was_ticked_before_the_call_was_anybody_s_is_done_for_whoever_it_turns_out_to_be(talk: Talk) -> None:
    talk.desk.put(f"/v1/calls/{talk.call_id}/customer", customer_id=None)
    talk.save("greet")
    assert talk.tick("note").json()["state"] == "by_hand"
    talk.desk.put(f"/v1/calls/{talk.call_id}/customer", customer_id=str(talk.customer_id))

    assert [each.action_id for each in talk.standing().results] == ["note"]
    assert refusal(talk.tick("note")) == ("script_action_refused", "already_settled")

"""Actions of a script: done once, only where they may be, and never told to be more than they are."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.scripts import ActionState
from agent_desktop.contract.sessions import Role
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.bank_systems.actions import BankAction, BankAnswer
from agent_desktop.records.bank_systems.client import HttpBankSystems
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.server.composition import Clocks
from tests.server.floor import add_customer, opened_floor
from tests.server.script_talk import OTHER, SCRIPT, Bank, Talk, begun_talk, opened_bank, scalar
from tests.server.support import HandClock, error_code


@pytest.fixture
def bank() -> Iterator[Bank]:
    with opened_bank() as bank:
        yield bank


@pytest.fixture
def talk(database_url: str, tmp_path: Path, bank: Bank) -> Iterator[Talk]:
    clock = HandClock()
    (tmp_path / "lost-card.yaml").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "enquiry.yaml").write_text(OTHER, encoding="utf-8")
    records: dict[str, object] = {"scripts_folder": str(tmp_path), "bank_systems_url": bank.origin}
    clocks = Clocks(clock, lambda: datetime.now(UTC), time.time)
    with opened_floor(database_url, clocks=clocks, records=records) as floor:
        yield begun_talk(floor, clock)


def _refusal(answer: object) -> tuple[str, str]:
    body = answer.json()  # type: ignore[attr-defined]
    return body["code"], body["details"].get("reason", "")


def test_a_bank_s_action_is_done_once_however_often_and_wherever_it_is_asked_for(talk: Talk, bank: Bank) -> None:
    talk.at_block()
    attempt = uuid4()

    first, again, another = talk.do("block_card", attempt), talk.do("block_card", attempt), talk.do("block_card")

    assert first.state is ActionState.DONE
    assert again == another == first
    assert (first.detail["zh"], first.given) == ("已冻结", {"card": "•••• 9021", "reason": "lost"})
    assert len(bank.came) == 1
    came = bank.came[0]
    assert (came["system"], came["kind"], came["source_key"]) == ("cards", "block_card", "K-1")
    assert came["customer_number"] == "1002003001"
    assert came["parameters"] == {"card": "4000000000009021", "reason": "lost"}
    with Session(talk.floor.engine) as session:
        said = session.scalars(
            sa.select(AuditRow).where(AuditRow.what.startswith("script_action")).order_by(AuditRow.at)
        )
        audited = [(each.what, each.by_user_id, each.record_id, str(each.detail)) for each in said]
    assert [what for what, *_ in audited] == ["script_action.asked", "script_action.done"]
    assert {(by, record) for _, by, record, _ in audited} == {(talk.desk.agent_id, talk.customer_id)}
    assert not any("9021" in detail for *_, detail in audited)


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


def test_an_action_waits_for_its_step_its_level_and_the_answers_that_were_saved(talk: Talk, bank: Bank) -> None:
    assert _refusal(talk.ask("form")) == ("script_action_refused", "step_not_reached")  # nothing is saved yet
    talk.save("greet")
    assert error_code(talk.ask("form")) == "basic_check_needed"
    assert _refusal(talk.ask("block_card")) == ("script_action_refused", "step_not_reached")
    assert _refusal(talk.ask("nothing")) == ("script_action_refused", "unknown_action")

    talk.at_block()
    talk.version += 1
    assert error_code(talk.ask("form")) == "stale_version"
    talk.version -= 1
    assert talk.do("form").state is ActionState.DONE
    talk.save("block", {"card": str(uuid4())})
    assert _refusal(talk.ask("block_card")) == ("script_action_refused", "not_theirs")
    assert [came["kind"] for came in bank.came] == ["send_form"]


def test_an_unknown_outcome_is_told_as_that_asked_about_later_and_never_repeated(talk: Talk, bank: Bank) -> None:
    talk.at_block()
    bank.status = 502

    assert talk.do("block_card").state is ActionState.UNKNOWN
    assert talk.do("block_card").state is ActionState.UNKNOWN
    assert (len(bank.came), bank.asked_about) == (1, [])  # it may still be on its way
    assert _refusal(talk.tick("block_card")) == ("script_action_refused", "under_way")
    talk.clock.move(20)
    assert talk.do("block_card").state is ActionState.DONE

    assert len(bank.came) == 1
    assert bank.asked_about == [f"cards {bank.came[0]['action_id']}"]


def test_what_never_came_there_is_done_under_the_same_id_and_only_when_asked_for(talk: Talk, bank: Bank) -> None:
    talk.at_block()
    bank.status, bank.does = 502, False
    talk.do("block_card")
    talk.clock.move(20)

    refused = talk.do("block_card")
    assert (refused.state, refused.reason) == (ActionState.REFUSED, "not_received")
    bank.status, bank.does = 200, True
    assert talk.do("block_card", refused.attempt_id).state is ActionState.REFUSED
    assert talk.do("block_card").state is ActionState.DONE

    assert len(bank.came) == 2
    assert len({came["action_id"] for came in bank.came}) == 1


def test_what_a_system_refuses_can_be_tried_anew_under_another_id(talk: Talk, bank: Bank) -> None:
    talk.at_block()
    bank.status, bank.does = 422, False

    refused = talk.do("block_card")
    assert (refused.state, refused.reason) == (ActionState.REFUSED, "not_possible")
    assert talk.save("close", {"card": str(talk.card_id)}).json()["script_run"]["outcome"] == "closed"
    bank.status = 200
    assert talk.do("block_card").state is ActionState.DONE

    assert len({came["action_id"] for came in bank.came}) == 2


def test_a_server_that_dies_between_question_and_answer_leaves_what_can_be_asked_about(
    talk: Talk, bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.at_block()
    act = HttpBankSystems.act

    def dies(self: HttpBankSystems, action: object) -> None:
        act(self, action)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(HttpBankSystems, "act", lambda self, action: _raises(dies, self, action))
        assert talk.ask("block_card").status_code == 500
    assert [result.state for result in talk.standing().results] == [ActionState.ASKED]
    assert error_code(talk.save("close", {"card": str(talk.card_id)})) == "script_answer_refused"  # it is required
    assert talk.do("block_card").state is ActionState.ASKED
    talk.clock.move(20)

    assert talk.do("block_card").state is ActionState.DONE
    assert len(bank.came) == 1


def _raises(dies: object, *given: object) -> None:
    try:
        dies(*given)  # type: ignore[operator]
    except KeyboardInterrupt:
        raise RuntimeError from None


def test_a_run_goes_on_at_another_desktop_at_the_same_step_with_what_was_done(talk: Talk) -> None:
    talk.at_block()
    talk.do("block_card")

    other = talk.floor.sign_in("may")
    interaction = other.http.get(f"/v1/calls/{talk.call_id}/interaction").json()
    standing = talk.standing(other)

    assert interaction["script_run"]["step_id"] == "block"
    assert interaction["script_run"]["answers"] == {"card": str(talk.card_id)}
    assert [(each.action_id, each.state) for each in standing.results] == [("block_card", ActionState.DONE)]
    assert standing.values["tier"] == "gold"
    assert standing.values["has_card"] == "yes"
    assert (standing.values["today"], standing.values["language"]) == ("2026-03-02", "zh")
    assert standing.level == "full"


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
    assert _refusal(talk.tick("block_card")) == ("script_action_refused", "already_settled")
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


def test_a_call_that_is_nobody_s_has_nothing_done_that_needs_a_level_or_a_customer(talk: Talk, bank: Bank) -> None:
    talk.save("greet")
    talk.desk.put(f"/v1/calls/{talk.call_id}/customer", customer_id=None)

    assert error_code(talk.ask("form")) == "call_not_linked"
    assert error_code(talk.tick("form")) == "call_not_linked"
    assert error_code(talk.ask("raised")) == "call_not_linked"  # it is no bank's, and the script asks for a level
    assert talk.standing().level == "none"
    assert bank.came == []


def test_what_was_ticked_before_the_call_was_anybody_s_is_done_for_whoever_it_turns_out_to_be(talk: Talk) -> None:
    talk.desk.put(f"/v1/calls/{talk.call_id}/customer", customer_id=None)
    talk.save("greet")
    assert talk.tick("note").json()["state"] == "by_hand"
    talk.desk.put(f"/v1/calls/{talk.call_id}/customer", customer_id=str(talk.customer_id))

    assert [each.action_id for each in talk.standing().results] == ["note"]
    assert _refusal(talk.tick("note")) == ("script_action_refused", "already_settled")


def test_a_bank_that_has_done_it_after_all_is_believed_and_that_it_was_ticked_is_told(
    talk: Talk, bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.at_block()
    bank.status = 502
    talk.do("block_card")
    talk.clock.move(20)
    ask = HttpBankSystems.outcome_of

    def ticked_meanwhile(self: HttpBankSystems, action: BankAction) -> BankAnswer:
        assert talk.tick("block_card").json()["state"] == "by_hand"
        return ask(self, action)

    monkeypatch.setattr(HttpBankSystems, "outcome_of", ticked_meanwhile)
    late = talk.do("block_card")

    assert (late.state, late.reason) == (ActionState.DONE, "also_by_hand")
    assert [(each.state, each.reason) for each in talk.standing().results] == [(ActionState.DONE, "also_by_hand")]
    with Session(talk.floor.engine) as session:
        query = sa.select(AuditRow).where(AuditRow.what.startswith("script_action"))
        audited = {(each.what.partition(".")[2], each.detail.get("reason")) for each in session.scalars(query)}
    assert audited == {("asked", None), ("unknown", None), ("by_hand", None), ("done", "also_by_hand")}


def test_our_own_records_are_changed_once_and_what_they_cannot_do_is_said(talk: Talk) -> None:
    talk.at_block()

    assert [talk.do(each).state for each in ("hearing", "hearing", "settled")] == [ActionState.DONE] * 3
    follow = talk.do("follow")

    assert (follow.state, follow.reason) == (ActionState.REFUSED, "no_alert")
    needs = scalar(talk.floor, sa.select(CustomerRow.needs))
    assert [(each["need"], each["consent_on"]) for each in needs] == [("hearing", "2026-03-02")]
    assert scalar(talk.floor, sa.select(InteractionRow.disposition_code)) == "resolved"


def test_what_no_system_does_is_ticked_and_nothing_that_is_done_is_ticked_over(talk: Talk) -> None:
    talk.at_block()
    assert {"message.send", "transfer.to_skill"} <= talk.standing().by_hand
    assert "bank.block_card" not in talk.standing().by_hand
    assert _refusal(talk.ask("text")) == ("script_action_refused", "by_hand_only")

    assert talk.tick("text").json()["state"] == "by_hand"
    talk.do("block_card")
    assert _refusal(talk.tick("block_card")) == ("script_action_refused", "already_settled")


def test_another_agent_s_talk_is_nobody_else_s_to_act_in(talk: Talk) -> None:
    talk.at_block()
    ann = talk.floor.agent("ann")

    assert error_code(talk.ask("block_card", desk=ann)) == "interaction_not_found"
    talk.interaction_id, kept = UUID(int=1), talk.interaction_id
    assert error_code(talk.ask("block_card")) == "interaction_not_found"
    assert kept != talk.interaction_id


def test_a_change_of_script_is_logged_and_steps_keep_how_long_they_took(talk: Talk) -> None:
    def figures(script: str) -> dict[str, object]:
        found: dict[str, object] = talk.floor.desks[-1].http.get(f"/v1/script-library/{script}/figures").json()
        return found

    talk.save("greet")
    talk.clock.move(10)
    talk.desk.check_fully(talk.call_id, talk.customer_id)
    talk.save("block", {"card": str(talk.card_id)})
    talk.clock.move(30)
    talk.save("ask", script="enquiry")

    switch = talk.standing().switches[0]
    assert (switch.from_script_id, switch.from_step_id, switch.to_script_id) == ("lost-card", "block", "enquiry")
    assert (switch.by_name, switch.at) == ("May", talk.clock.now())
    sue = talk.floor.add_person("sue", "supervisor")  # type: ignore[arg-type]
    assert sue.name == "sue"
    talk.floor.sign_in("sue")
    left = figures("lost-card")
    assert (left["calls"], left["finished"], left["switched"], left["p50_seconds"]) == (1, 0, 1, 40.0)
    steps = {each["step_id"]: each for each in left["steps"]}  # type: ignore[attr-defined]
    assert {name: (each["shown"], each["drop_outs"], each["p50_seconds"]) for name, each in steps.items()} == {
        "greet": (1, 0, 10.0),
        "check": (1, 0, None),
        "block": (1, 1, 30.0),
    }
    here = figures("enquiry")
    assert (here["calls"], here["finished"], here["outcomes"]) == (1, 1, {"answered": 1})


def test_the_list_has_what_suits_the_call_first(talk: Talk) -> None:
    listed = talk.desk.http.get(f"/v1/scripts?interaction={talk.interaction_id}").json()

    assert [(each["script_id"], each["is_suggested"]) for each in listed] == [("enquiry", False), ("lost-card", False)]

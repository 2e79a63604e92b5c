"""Actions of a script: done once, only where they may be, and never told to be more than they are."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.scripts import ActionState
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.bank_systems.actions import BankAction, BankAnswer
from agent_desktop.records.bank_systems.client import HttpBankSystems
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.outreach.models import OutreachTaskRow
from agent_desktop.records.surveys.models import SurveyRow, SurveyScoreRow
from agent_desktop.records.surveys.spoken import Spoken, keep_spoken
from agent_desktop.records.valuation.models import SurveyAnswerRow
from tests.server.floor import NUMBER
from tests.server.script_talk import Bank, Talk, opened_bank, opened_talk, refusal, scalar
from tests.server.support import error_code, until


@pytest.fixture
def bank() -> Iterator[Bank]:
    with opened_bank() as bank:
        yield bank


@pytest.fixture
def talk(database_url: str, tmp_path: Path, bank: Bank) -> Iterator[Talk]:
    with opened_talk(database_url, tmp_path, bank) as talk:
        yield talk


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
    assert not any(card in detail for *_, detail in audited for card in ("4000000000009021", "•••• 9021"))


def test_an_action_waits_for_its_step_its_level_and_the_answers_that_were_saved(talk: Talk, bank: Bank) -> None:
    assert refusal(talk.ask("form")) == ("script_action_refused", "step_not_reached")  # nothing is saved yet
    talk.save("greet")
    assert error_code(talk.ask("form")) == "basic_check_needed"
    assert refusal(talk.ask("block_card")) == ("script_action_refused", "step_not_reached")
    assert refusal(talk.ask("nothing")) == ("script_action_refused", "unknown_action")

    talk.at_block()
    talk.version += 1
    assert error_code(talk.ask("form")) == "stale_version"
    talk.version -= 1
    assert talk.do("form").state is ActionState.DONE
    talk.save("block", {"card": str(uuid4())})
    assert refusal(talk.ask("block_card")) == ("script_action_refused", "not_theirs")
    assert [came["kind"] for came in bank.came] == ["send_form"]


def test_an_unknown_outcome_is_told_as_that_asked_about_later_and_never_repeated(talk: Talk, bank: Bank) -> None:
    talk.at_block()
    bank.status = 502

    assert talk.do("block_card").state is ActionState.UNKNOWN
    assert talk.do("block_card").state is ActionState.UNKNOWN
    assert (len(bank.came), bank.asked_about) == (1, [])  # it may still be on its way
    assert refusal(talk.tick("block_card")) == ("script_action_refused", "under_way")
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


def test_a_call_that_is_nobody_s_has_nothing_done_that_needs_a_level_or_a_customer(talk: Talk, bank: Bank) -> None:
    talk.save("greet")
    talk.desk.put(f"/v1/calls/{talk.call_id}/customer", customer_id=None)

    assert error_code(talk.ask("form")) == "call_not_linked"
    assert error_code(talk.tick("form")) == "call_not_linked"
    assert error_code(talk.ask("raised")) == "call_not_linked"  # it is no bank's, and the script asks for a level
    assert talk.standing().level == "none"
    assert bank.came == []


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

    assert (follow.state, follow.detail["en"]) == (ActionState.DONE, "May")  # nobody looks after this customer
    assert talk.do("follow").state is ActionState.DONE
    (plan,) = talk.desk.http.get(f"/v1/customers/{talk.customer_id}/follow-ups").json()["follow_ups"]
    assert (plan["next_step"], plan["next_on"], plan["owner_name"]) == ("a new card", "2026-03-12", "May")
    assert talk.do("sooner").state is ActionState.DONE
    (plan,) = talk.desk.http.get(f"/v1/customers/{talk.customer_id}/follow-ups").json()["follow_ups"]
    assert (plan["next_step"], plan["next_on"]) == ("it is lost", "2026-03-05")  # brought forward
    past = talk.do("too_late")
    assert (past.state, past.reason) == (ActionState.REFUSED, "day_past")
    with Session(talk.floor.engine) as session:
        assert session.scalars(sa.select(OutreachTaskRow)).all() == []
    needs = scalar(talk.floor, sa.select(CustomerRow.needs))
    assert [(each["need"], each["consent_on"]) for each in needs] == [("hearing", "2026-03-02")]
    assert scalar(talk.floor, sa.select(InteractionRow.disposition_code)) == "resolved"


def test_what_a_survey_by_script_came_to_is_the_customers_satisfaction(talk: Talk) -> None:
    talk.at_block()

    kept = talk.do("liked")

    assert (kept.state, kept.detail) == (ActionState.DONE, {"en": "4 of 5", "zh": "4 分（满分 5 分）"})
    assert talk.do("liked").state is ActionState.DONE
    with Session(talk.floor.engine) as session:
        (survey,) = session.scalars(sa.select(SurveyRow))
        assert (survey.record_id, survey.customer_id, survey.state) == (talk.call_id, talk.customer_id, "answered")
        assert (survey.form_name["en"], survey.comment, survey.agent_id) == ("Lost card", "Quick", None)
        (answer,) = session.scalars(sa.select(SurveyAnswerRow))
        assert (answer.customer_id, int(answer.perceived), int(answer.expected or 0)) == (talk.customer_id, 4, 5)
        # Said otherwise before the call is over: the last answer counts, and it is one answer.
        spoken = Spoken(talk.call_id, talk.customer_id, 2, "Not so quick", {"en": "x", "zh": "x"}, "en")
        keep_spoken(session, spoken, by=talk.desk.agent_id, at=talk.clock.now())
        session.commit()
    assert scalar(talk.floor, sa.select(SurveyAnswerRow.perceived)) == 2
    assert scalar(talk.floor, sa.select(SurveyScoreRow.perceived)) == 2
    assert scalar(talk.floor, sa.select(SurveyScoreRow.expected)) is None
    assert scalar(talk.floor, sa.select(SurveyRow.comment)) == "Not so quick"


def test_what_no_system_does_is_ticked_and_nothing_that_is_done_is_ticked_over(talk: Talk) -> None:
    talk.at_block()
    assert not {"transfer.to_skill", "message.send", "callback.promise"} & talk.standing().by_hand
    assert "bank.block_card" not in talk.standing().by_hand

    assert talk.tick("promise").json()["state"] == "by_hand"
    talk.do("block_card")
    assert refusal(talk.tick("block_card")) == ("script_action_refused", "already_settled")


def test_a_script_promises_a_call_back_once_at_a_lawful_time_of_the_customers_day(talk: Talk) -> None:
    talk.at_block()

    assert [talk.do("promise").state for _ in range(2)] == [ActionState.DONE] * 2
    assert talk.do("promise").detail["en"] == "Due 2026-03-03 09:00"
    with Session(talk.floor.engine) as session:
        (row,) = session.scalars(sa.select(CallbackRow)).all()
    assert (row.due_at, row.reason) == (datetime(2026, 3, 3, 1, tzinfo=UTC), "the new card")
    assert (row.customer_id, row.owner_id, row.call_id) == (talk.customer_id, talk.desk.agent_id, talk.call_id)


def test_a_script_sends_a_message_once_and_none_to_whoever_wants_none(talk: Talk) -> None:
    talk.at_block()

    assert [talk.do("text").state for _ in range(2)] == [ActionState.DONE] * 2
    assert talk.do("text").detail["en"].startswith("On its way.")  # and no more than that is known
    (sent,) = until(lambda: talk.floor.carrier.get("/messages").json())
    assert (sent["to_number"], sent["text"]) == (NUMBER, "On its way")
    talk.floor.carrier.post("/message-fates", json={"number": NUMBER, "opted_out": True}).raise_for_status()
    with Session(talk.floor.engine) as session:
        session.execute(sa.text("INSERT INTO message_opt_outs VALUES (:number, now())"), {"number": NUMBER})
        session.commit()
    refused = talk.do("note")
    assert (refused.state, refused.reason) == (ActionState.REFUSED, "opted_out")


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

"""What a bank's own policy asks of the actions of scripts, and messages that go by e-mail or by hand."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from agent_desktop.contract.campaigns import MemberState
from agent_desktop.contract.scripts import ActionRight, ActionState
from agent_desktop.contract.sessions import Role
from agent_desktop.contract.verification import Level
from agent_desktop.records.campaigns.models import CampaignRow
from agent_desktop.server.verification.policy import policy_file
from agent_desktop.settings import load_settings
from tests.server.script_talk import Bank, Talk, opened_bank, opened_talk, refusal, scalar
from tests.server.support import error_code

DISPUTE = """\
id: dispute
version: "1.0"
title: {en: Dispute, zh: 争议}
opens_for: {queues: [elsewhere]}
steps:
  - id: take
    title: {en: Take it up, zh: 登记}
    questions:
      - {id: which, kind: account, label: {en: Which card?, zh: 哪张卡？}}
      - {id: worth, kind: money, currencies: [HKD], label: {en: How much?, zh: 多少？}}
    actions:
      - id: open_it
        kind: bank.open_dispute
        label: {en: Dispute it, zh: 登记争议}
        with: {account: "{{answers.which}}", amount: "{{answers.worth}}", made_on: today-2, about: not theirs}
      - id: own
        kind: message.send
        label: {en: Write, zh: 写}
        with: {channel: email, text: "{{answers.worth}} is open.", text_zh: "{{answers.worth}}已登记。"}
      - {id: coded, kind: message.send, label: {en: Ask, zh: 问}, with: {channel: email, text: survey}}
      - {id: sell, kind: message.send, label: {en: Sell, zh: 推介}, with: {channel: email, text: offer}}
    outcome: taken
"""


@pytest.fixture
def bank() -> Iterator[Bank]:
    with opened_bank() as bank:
        yield bank


def _at_dispute(talk: Talk) -> Talk:
    answers = {"which": str(talk.card_id), "worth": "880.00 HKD"}
    assert talk.save("take", answers, script="dispute").status_code == 200
    return talk


def test_the_bank_s_own_policy_counts_where_a_script_asks_for_less(
    database_url: str, tmp_path: Path, bank: Bank
) -> None:
    with opened_talk(database_url, tmp_path, bank) as talk:
        assert talk.save("ask", {"which": str(talk.card_id)}, script="enquiry").status_code == 200
        path = f"/v1/calls/{talk.call_id}/checks"
        right = talk.desk.post(path, customer_id=str(talk.customer_id), check="birth_date", answer="17/5/1980")
        assert right.json()["level"] == "basic"

        assert error_code(talk.ask("stop")) == "full_check_needed"
        assert error_code(talk.tick("stop")) == "full_check_needed"
        standing = talk.standing()
        assert standing.rights == (ActionRight(kind="bank.block_card", level=Level.FULL),)
        assert (standing.level, bank.came) == (Level.BASIC, [])
        talk.desk.check_fully(talk.call_id, talk.customer_id)
        assert talk.do("stop").state is ActionState.DONE


def test_what_the_policy_gives_to_others_is_noted_as_not_done_until_one_of_them_asks(
    database_url: str, tmp_path: Path, bank: Bank
) -> None:
    text = policy_file(load_settings(None)).read_text(encoding="utf-8")
    policy = tmp_path / "policy"
    policy.mkdir()
    policy /= "main.yaml"
    policy.write_text(f"{text.rstrip()}\n    roles: [specialist]\n", encoding="utf-8")
    with opened_talk(database_url, tmp_path, bank, policy=policy) as talk:
        talk.at_block()
        assert refusal(talk.tick("block_card")) == ("script_action_refused", "not_allowed")
        first, again = talk.do("block_card"), talk.do("block_card")

        assert (first.state, first.reason) == (ActionState.REFUSED, "not_allowed")
        assert again.state is ActionState.REFUSED
        (right,) = talk.standing().rights
        assert (right.may, right.roles) == (False, frozenset({Role.SPECIALIST}))
        # It is required: whoever may not do it is not kept by it.
        assert talk.save("close", {"card": str(talk.card_id)}).status_code == 200
        assert bank.came == []

        expert = talk.handed_to("sam", Role.SPECIALIST)
        assert expert.standing().rights[0].may
        assert expert.save("block", {"card": str(talk.card_id)}).status_code == 200
        assert expert.do("block_card").state is ActionState.DONE
        assert len(bank.came) == 1


def test_a_dispute_is_opened_at_the_bank_with_days_as_days_and_one_account_of_the_customer(
    database_url: str, tmp_path: Path, bank: Bank
) -> None:
    with opened_talk(database_url, tmp_path, bank, DISPUTE) as talk:
        _at_dispute(talk)
        assert error_code(talk.ask("open_it")) == "full_check_needed"
        talk.desk.check_fully(talk.call_id, talk.customer_id)

        done = talk.do("open_it")

        assert done.state is ActionState.DONE
        assert (bank.came[0]["kind"], bank.came[0]["source_key"]) == ("open_dispute", "K-1")
        assert bank.came[0]["parameters"] == {
            "account": "4000000000009021", "amount": "880.00 HKD", "made_on": "2026-02-28", "about": "not theirs",
        }  # fmt: skip
        assert done.given == {"account": "•••• 9021", "amount": "880.00 HKD", "made_on": "2026-02-28"}
        # Without a mail server the agent writes, and ticks it.
        assert "message.send/email" in talk.standing().by_hand
        assert refusal(talk.ask("own")) == ("script_action_refused", "by_hand_only")
        assert talk.tick("own").json()["state"] == "by_hand"


def test_an_e_mail_of_a_script_waits_to_be_taken_back_and_says_so_where_it_was(
    database_url: str, tmp_path: Path, bank: Bank
) -> None:
    mail: dict[str, object] = {"host": "127.0.0.1", "port": 1, "sender": "service@bank.example"}
    with opened_talk(database_url, tmp_path, bank, DISPUTE, mail=mail) as talk:
        _at_dispute(talk)
        api, path = talk.desk.http, f"/v1/customers/{talk.customer_id}/mails"

        assert [talk.do("own").state for _ in range(2)] == [ActionState.DONE] * 2
        kept = talk.do("own")
        assert kept.detail == {
            "en": "It goes out at 17:00:30. Until then it can be taken back.",
            "zh": "将于 17:00:30 发出，此前可以撤回。",
        }
        assert kept.undo_until == talk.clock.now() + timedelta(seconds=30)
        (waiting,) = api.get(path).json()["mails"]
        assert (waiting["state"], waiting["language"]) == (MemberState.WAITING.value, "zh")
        assert waiting["template_name"]["en"] == "After your call"
        texts = scalar(talk.floor, sa.select(CampaignRow.text).where(CampaignRow.template == "after_call"))
        assert texts == {"zh": "880.00 HKD已登记。"}
        assert talk.do("coded").state is ActionState.DONE
        sell = talk.do("sell")
        assert (sell.state, sell.reason) == (ActionState.REFUSED, "no_consent")
        assert not {"message.send", "message.send/email"} & talk.standing().by_hand

        assert kept.mail_id == UUID(waiting["mail_id"])
        undone = talk.desk.post(f"/v1/mails/{kept.mail_id}/steps", step="undo")
        assert undone.json()["state"] == MemberState.CANCELLED.value
        back = next(each for each in talk.standing().results if each.action_id == "own")
        assert (back.state, back.reason, back.undo_until) == (ActionState.REFUSED, "taken_back", None)
        assert talk.do("own").state is ActionState.DONE  # asked for anew it is another e-mail
        states = [each["state"] for each in api.get(path).json()["mails"]]
        assert sorted(states) == ["cancelled", "waiting", "waiting"]

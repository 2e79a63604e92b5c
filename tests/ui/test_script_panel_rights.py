"""What the guide says of an action that the bank's policy asks more for, gives to others, or that was refused."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.messages import MessageRefusal
from agent_desktop.contract.scripts import ActionResult, ActionRight, ActionState
from agent_desktop.contract.sessions import Role
from agent_desktop.contract.verification import Level
from agent_desktop.service_scripts.schema import Script
from agent_desktop.ui.script_panel.action_rows import ActionRow
from agent_desktop.ui.script_panel.action_words import text_words
from agent_desktop.ui.script_panel.state import ActionDrawn, ActionStage, BlockedBy
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import CommandButton
from tests.client.support import START
from tests.ui.script_bench import Bench

SCRIPT = Script.model_validate(
    {
        "id": "lost-card",
        "version": "1.0",
        "title": {"en": "Lost card"},
        "steps": [
            {
                "id": "block",
                "title": {"en": "Block"},
                "actions": [
                    {
                        "id": "block_card",
                        "kind": "bank.block_card",
                        "label": {"en": "Block card"},
                        "with": {"card": "x", "reason": "lost"},
                        "confirm": {"en": "Block it?"},
                        "required": True,
                    },
                    {
                        "id": "form",
                        "kind": "bank.send_form",
                        "label": {"en": "Form"},
                        "with": {"form": "F", "to": "post"},
                    },
                    *(
                        {
                            "id": channel,
                            "kind": "message.send",
                            "label": {"en": channel},
                            "with": {"channel": channel, "text": "x"},
                        }
                        for channel in ("sms", "email")
                    ),
                ],
                "next": "close",
            },
            {"id": "close", "title": {"en": "Close"}, "outcome": "closed"},
        ],
    }
)
ASKS_MORE = (ActionRight(kind="bank.block_card", level=Level.FULL),)
OTHERS = (ActionRight(kind="bank.block_card", level=Level.FULL, roles=frozenset({Role.SPECIALIST}), may=False),)


@pytest.fixture
def bench() -> Bench:
    made = Bench()
    made.scripts.text = SCRIPT
    return made


def told(bench: Bench, **more: object) -> ActionDrawn:
    """Have the server say this of how scripts stand; return the card's action as it is drawn."""
    bench.scripts.told = bench.scripts.told.model_copy(update=more)
    bench.standing.read()
    return bench.state().actions[0]


def test_the_policy_of_the_bank_counts_where_it_asks_for_more_than_the_script(bench: Bench) -> None:
    bench.talk()
    assert told(bench, level=Level.BASIC).stage is ActionStage.READY

    drawn = told(bench, rights=ASKS_MORE)
    assert (drawn.stage, drawn.needed) == (ActionStage.LEVEL_NEEDED, Level.FULL)
    assert text_words(drawn, "en") == "Full check needed first."
    assert told(bench, level=Level.FULL).stage is ActionStage.READY


def test_what_is_for_others_says_for_whom_and_one_press_goes_on_without_it(bench: Bench) -> None:
    bench.talk()
    drawn = told(bench, rights=OTHERS)
    assert drawn.stage is ActionStage.NOT_ALLOWED  # nobody is asked to check the caller for it first
    assert text_words(drawn, "en").startswith("Your role may not do this. It is for: Specialist.")
    assert bench.state().blocked_by is BlockedBy.ACTION
    bench.presenter.actions.by_hand("block_card")
    assert bench.scripts.attempts == []

    bench.scripts.result = ActionState.REFUSED
    bench.presenter.actions.choose("block_card")  # it is not asked about: nothing is done
    assert [each for each, _ in bench.scripts.attempts] == ["block_card"]
    noted = ActionResult(
        script_id="lost-card", action_id="block_card", made_of=drawn.made_of, attempt_id=bench.call.call_id,
        state=ActionState.REFUSED, reason="not_allowed", at=START,
    )  # fmt: skip
    drawn = told(bench, results=(noted,))
    assert drawn.stage is ActionStage.NOT_ALLOWED
    assert text_words(drawn, "en") == "Noted as not done: your role may not do this. It is for: Specialist."
    assert bench.state().can_go_on

    done = noted.model_copy(update={"state": ActionState.DONE, "reason": ""})
    assert told(bench, results=(done,)).stage is ActionStage.DONE  # a specialist had the call
    mine = told(bench, results=(noted,), rights=ASKS_MORE, level=Level.FULL)
    assert mine.stage is ActionStage.REFUSED
    assert text_words(mine, "en") == "Whoever asked for it has no right to it. Nothing was done."


def test_one_channel_of_messages_may_be_by_hand_where_another_is_not(bench: Bench) -> None:
    bench.talk()
    told(bench, by_hand=frozenset({"message.send/email", "message.send/app"}), level=Level.FULL)

    stages = {each.action_id: each.stage for each in bench.state().actions}
    assert (stages["sms"], stages["email"]) == (ActionStage.READY, ActionStage.HAND_ONLY)


def refused(reason: str, **more: object) -> str:
    return text_words(ActionDrawn("a", {"en": "A"}, ActionStage.REFUSED, reason=reason, **more), "en")  # type: ignore[arg-type]


def test_no_refusal_of_ours_is_put_on_the_banks_system(bench: Bench) -> None:
    by_mail = ("no_email", "unwished", "no_consent", "gone", "way_not_set_up", "template_gone", "text_needed")
    ours = (*MessageRefusal, *by_mail, "text_long", "taken_back", "day_past", "day_too_far", "disposition_unknown")
    by_calls = ("open_already", "in_other_hands", "wrong_number", "not_recorded", "not_passed_on", "no_customer")
    for reason in (*ours, *by_calls, "a newer server's"):
        assert "bank" not in refused(str(reason)).lower(), reason
    assert refused("a newer server's") == "It cannot be done here. Nothing was done."
    assert refused("not_possible", of_bank=True) == "The bank’s system does not allow it. Nothing was done."
    assert refused("not_possible", records=True) == "The recording cannot be changed any more."
    working = ActionDrawn("a", {"en": "A"}, ActionStage.WORKING)
    assert text_words(working, "en") == ""  # no bank is asked


def test_an_e_mail_is_taken_back_where_it_was_sent_for_as_long_as_it_waits(bench: Bench, qtbot: QtBot) -> None:
    bench.talk()
    drawn = next(each for each in bench.state().actions if each.action_id == "email")
    kept = ActionResult(
        script_id="lost-card", action_id="email", kind="message.send", made_of=drawn.made_of, state=ActionState.DONE,
        attempt_id=bench.call.call_id, at=START, detail={"en": "It goes out at 09:00:30."}, mail_id=uuid4(),
        undo_until=datetime.now(UTC) + timedelta(hours=1),
    )  # fmt: skip
    told(bench, results=(kept,))
    drawn = next(each for each in bench.state().actions if each.action_id == "email")
    row = ActionRow(Theme())
    qtbot.addWidget(row)
    row.undo_chosen.connect(bench.presenter.actions.undo)
    row.display(drawn, "en", read_only=False)
    (undo,) = [each for each in row.findChildren(CommandButton) if each.isVisibleTo(row)]
    row.press()  # its number takes nothing back by mistake
    assert bench.scripts.taken_back == []

    undo.click()
    assert bench.scripts.taken_back == [kept.mail_id]
    assert not undo.isVisibleTo(row)
    bench.scripts.result = ClientError(ErrorCode.CAMPAIGN_REFUSED)
    bench.presenter.actions.undo("email")
    drawn = next(each for each in bench.state().actions if each.action_id == "email")
    assert text_words(drawn, "en") == "It has gone out already, and cannot be taken back."
    row.display(drawn, "en", read_only=False)
    assert not undo.isVisibleTo(row)
    late = kept.model_copy(update={"undo_until": START})
    row.display(replace(drawn, too_late=False, undo_until=late.undo_until), "en", read_only=False)
    assert not undo.isVisibleTo(row)

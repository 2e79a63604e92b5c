"""The guide's check of the caller, its actions, every kind of answer, and an earlier answer given another way."""

from datetime import timedelta
from uuid import UUID

import pytest

from agent_desktop.contract.interactions import ScriptRun
from agent_desktop.contract.scripts import ActionState, DoScriptAction, TickScriptAction
from agent_desktop.contract.verification import Level
from agent_desktop.service_scripts.schema import Script
from agent_desktop.ui.script_panel.state import ActionStage, Alteration, BlockedBy, Fault
from tests.client.support import AWAY, START
from tests.support.script_keys import say_next
from tests.ui.script_bench import Bench

ACCOUNT = "00000000-0000-0000-0000-00000000000a"
SCRIPT = Script.model_validate(
    {
        "id": "lost-card",
        "version": "1.0",
        "title": {"en": "Lost card"},
        "minutes": 4,
        "steps": [
            {
                "id": "check",
                "title": {"en": "Check"},
                "verify": {"level": "full", "failed": "sorry"},
                "guide": ["how-to-check"],
                "next": "ask",
            },
            {
                "id": "ask",
                "title": {"en": "Ask"},
                "questions": [
                    {"id": "again", "kind": "yes_no", "label": {"en": "Again?"}},
                    {
                        "id": "lost_on",
                        "kind": "date",
                        "label": {"en": "When?"},
                        "least": "today-30",
                        "most": "today",
                    },
                    {
                        "id": "worth",
                        "kind": "money",
                        "label": {"en": "Worth?"},
                        "most": "9000",
                        "currencies": ["HKD", "USD"],
                        "required": False,
                    },
                    {"id": "cards", "kind": "number", "label": {"en": "Cards?"}, "least": "1", "required": False},
                    {"id": "reach", "kind": "phone", "label": {"en": "Reach?"}, "required": False},
                    {"id": "from", "kind": "account", "label": {"en": "From?"}, "required": False},
                    {
                        "id": "told",
                        "kind": "multi_choice",
                        "label": {"en": "Told?"},
                        "required": False,
                        "options": [{"id": "police", "label": {"en": "Police"}}, {"id": "app", "label": {"en": "App"}}],
                    },
                ],
                "branch": {"question": "again", "cases": {"yes": "blame", "no": "block"}},
            },
            {
                "id": "blame",
                "title": {"en": "Fees"},
                "say": {"en": "Lost on {{answers.lost_on}}, near {{answers.reach|no number}}."},
                "must_say": [{"id": "fee", "text": {"en": "A fee is due."}}],
                "next": "block",
            },
            {
                "id": "block",
                "title": {"en": "Block"},
                "actions": [
                    {
                        "id": "block_card",
                        "kind": "bank.block_card",
                        "label": {"en": "Block card"},
                        "with": {"card": ACCOUNT, "reason": "lost"},
                        "required": True,
                        "confirm": {"en": "It cannot be undone. Block it?"},
                    },
                    {
                        "id": "text",
                        "kind": "message.send",
                        "label": {"en": "Text"},
                        "with": {"channel": "sms", "text": "x"},
                    },
                ],
                "next": "close",
            },
            {"id": "close", "title": {"en": "Close"}, "outcome": "card_blocked"},
            {"id": "sorry", "title": {"en": "Sorry"}, "outcome": "not_verified"},
        ],
    }
)


@pytest.fixture
def bench() -> Bench:
    made = Bench()
    made.scripts.text = SCRIPT
    told = {"values": {"today": "2026-06-16", "region": "HK"}, "by_hand": {"message.send"}}
    made.scripts.told = made.scripts.told.model_copy(update=told)
    return made


def verified(bench: Bench, level: Level = Level.FULL) -> Bench:
    bench.scripts.told = bench.scripts.told.model_copy(update={"level": level})
    bench.talk()
    bench.presenter.go(1)
    return bench


def at_block(bench: Bench) -> Bench:
    verified(bench)
    bench.presenter.answered("again", "no")
    bench.presenter.answered("lost_on", "t")
    bench.presenter.go(1)
    return bench


def stages(bench: Bench) -> list[ActionStage]:
    return [each.stage for each in bench.state().actions]


def answer(bench: Bench, question_id: str, text: str) -> tuple[str, Fault | None]:
    bench.presenter.answered(question_id, text)
    question = next(each for each in bench.state().questions if each.question_id == question_id)
    return question.answer, question.fault


def test_a_step_that_verifies_waits_for_the_level_that_the_server_holds(bench: Bench) -> None:
    bench.talk()
    assert bench.state().blocked_by is BlockedBy.VERIFY
    verify = bench.state().verify
    assert verify is not None
    assert (verify.needed, verify.reached, verify.passed) == (Level.FULL, Level.NONE, False)

    bench.scripts.told = bench.scripts.told.model_copy(update={"level": Level.FULL})
    bench.standing.read()

    assert bench.state().can_go_on
    assert bench.state().verify is not None
    assert bench.state().verify.passed  # type: ignore[union-attr]


def test_a_caller_who_cannot_be_verified_takes_another_way_and_that_can_be_taken_back(bench: Bench) -> None:
    bench.talk()
    bench.presenter.could_not_verify(True)
    assert bench.state().next_title == {"en": "Sorry"}
    bench.presenter.go(1)
    assert bench.state().outcome == "not_verified"

    bench.presenter.go(-1)
    bench.presenter.could_not_verify(False)
    assert bench.state().blocked_by is BlockedBy.VERIFY


@pytest.mark.parametrize(
    ("question", "text", "kept", "fault"),
    [
        ("lost_on", "y", "2026-06-15", None),
        ("lost_on", "-3", "2026-06-13", None),
        ("lost_on", "6月1日", "2026-06-01", None),
        ("lost_on", "18/6", "2026-06-18", Fault.TOO_LATE),
        ("lost_on", "1 Mar", "2026-03-01", Fault.TOO_EARLY),
        ("lost_on", "soon", "soon", Fault.NOT_A_DATE),
        ("worth", "8,000 HKD", "8000.00 HKD", None),
        ("worth", "usd 12.5", "12.50 USD", None),
        ("worth", "9千 HKD", "9千 HKD", Fault.NOT_AN_AMOUNT),
        ("worth", "1万 HKD", "10000.00 HKD", Fault.TOO_LARGE),
        ("cards", "２", "2", None),
        ("cards", "0", "0", Fault.TOO_SMALL),
        ("cards", "two", "two", Fault.NOT_A_NUMBER),
        ("reach", "9123 4567", "+85291234567", None),
        ("reach", "+44 20 7946 0018", "+442079460018", None),
        ("reach", "12", "12", Fault.NOT_A_PHONE),
        ("from", ACCOUNT, ACCOUNT, None),
        ("told", "police,app", "police,app", None),
    ],
)
def test_an_answer_is_read_as_people_type_it(
    bench: Bench, question: str, text: str, kept: str, fault: Fault | None
) -> None:
    verified(bench)

    assert answer(bench, question, text) == (kept, fault)


def test_a_day_moves_by_steps_from_the_one_that_is_there_or_from_today(bench: Bench) -> None:
    verified(bench)
    bench.presenter.stepped("lost_on", -1)
    bench.presenter.stepped("lost_on", -7)

    assert answer(bench, "cards", "1") == ("1", None)
    assert next(each.answer for each in bench.state().questions if each.question_id == "lost_on") == "2026-06-09"


def test_another_answer_to_an_earlier_question_says_what_it_alters_and_can_be_taken_back(bench: Bench) -> None:
    verified(bench)
    bench.presenter.answered("lost_on", "t")
    bench.presenter.answered("again", "yes")
    assert bench.state().alteration is None
    bench.presenter.go(1)
    assert "".join(piece.text for piece in bench.state().say["en"]) == "Lost on Tue 16 Jun, near no number."
    say_next(bench.presenter)
    bench.presenter.go(1)
    bench.presenter.go(-1)
    bench.presenter.go(-1)

    bench.presenter.answered("again", "no")

    assert bench.state().alteration == Alteration({"en": "Again?"}, dropped=({"en": "Fees"},), statements=1)
    bench.presenter.undo()
    assert bench.state().alteration is None
    assert bench.state().questions[0].answer == "yes"
    assert bench.state().next_title == {"en": "Fees"}


def test_the_time_left_follows_the_steps_left(bench: Bench) -> None:
    at_block(bench)
    assert bench.state().minutes_left == 2
    bench.presenter.actions.choose("block_card")
    bench.presenter.actions.confirm("block_card")
    bench.presenter.go(1)
    assert bench.state().minutes_left == 0


def test_the_time_left_is_what_talks_took_from_this_step_where_that_was_measured(bench: Bench) -> None:
    bench.scripts.rest_seconds = {"check": 400.0, "block": 200.0}
    verified(bench)
    assert bench.state().minutes_left == 3  # `ask` was not measured: the script's own minutes, by the steps left

    at_block(bench)

    assert bench.state().minutes_left == 4  # 200 seconds, where the steps left would have made it 2 minutes


def test_the_pages_of_a_step_are_pinned_while_it_is_open(bench: Bench) -> None:
    verified(bench)

    assert bench.pages == [("how-to-check",), ()]


def test_an_action_is_asked_about_first_and_done_once(bench: Bench) -> None:
    at_block(bench)
    assert stages(bench) == [ActionStage.READY, ActionStage.HAND_ONLY]
    assert (bench.state().blocked_by, bench.state().blocked_question) == (BlockedBy.ACTION, "block_card")

    bench.presenter.actions.choose("block_card")
    assert stages(bench)[0] is ActionStage.CONFIRM
    bench.presenter.actions.keep("block_card")
    bench.presenter.actions.confirm("block_card")
    assert bench.scripts.attempts == []

    bench.presenter.actions.choose("block_card")
    bench.presenter.actions.confirm("block_card")

    assert stages(bench)[0] is ActionStage.DONE
    assert bench.state().can_go_on
    (made,) = bench.scripts.attempts
    assert made[1].seen_version == bench.runs.stored.script_version_number
    bench.presenter.actions.choose("block_card")
    assert len(bench.scripts.attempts) == 1


def test_without_an_answer_it_is_not_known_and_the_same_attempt_is_asked_about(bench: Bench) -> None:
    at_block(bench)
    bench.scripts.result = AWAY
    bench.presenter.actions.choose("block_card")
    bench.presenter.actions.confirm("block_card")
    assert stages(bench)[0] is ActionStage.UNKNOWN

    bench.scripts.result = ActionState.UNKNOWN
    bench.presenter.actions.choose("block_card")
    assert (stages(bench)[0], bench.state().can_go_on) == (ActionStage.UNKNOWN, True)
    bench.scripts.result = ActionState.DONE
    bench.presenter.actions.choose("block_card")

    assert stages(bench)[0] is ActionStage.DONE
    assert len({command.attempt_id for _, command in bench.scripts.attempts}) == 1


def test_what_was_refused_is_tried_anew_and_what_no_system_does_is_ticked(bench: Bench) -> None:
    at_block(bench)
    bench.scripts.result = ActionState.REFUSED
    bench.presenter.actions.choose("block_card")
    bench.presenter.actions.confirm("block_card")
    assert stages(bench)[0] is ActionStage.REFUSED
    bench.presenter.actions.choose("block_card")
    assert len({command.attempt_id for _, command in bench.scripts.attempts}) == 2
    assert all(isinstance(command, DoScriptAction) for _, command in bench.scripts.attempts)

    bench.presenter.actions.by_hand("text")

    assert isinstance(bench.scripts.attempts[-1][1], TickScriptAction)
    assert stages(bench)[1] is ActionStage.BY_HAND


def test_what_a_level_does_not_allow_yet_is_not_asked_for(bench: Bench) -> None:
    at_block(bench)
    bench.scripts.told = bench.scripts.told.model_copy(update={"level": Level.NONE})
    bench.standing.read()
    # The way leads back to the check: the step on screen is the one that waits.
    assert bench.state().step_id == "check"
    assert bench.state().blocked_by is BlockedBy.VERIFY


def test_another_desktop_stands_at_the_same_step_also_where_the_check_led_there(bench: Bench) -> None:
    run = ScriptRun(
        script_id="lost-card",
        version="1.0",
        step_id="block",
        answers={"again": "no", "lost_on": "2026-06-16"},
        step_times={"check": START, "ask": START + timedelta(seconds=20), "block": START + timedelta(seconds=40)},
    )
    bench.runs.stored = bench.runs.stored.model_copy(update={"script_run": run, "script_version_number": 4})
    bench.scripts.told = bench.scripts.told.model_copy(update={"level": Level.FULL})
    bench.scripts.standing_problem = AWAY
    bench.talk()
    assert bench.state().step_id == "check"  # what is known of the call did not come
    assert bench.runs.commands == []

    bench.scripts.standing_problem = None
    bench.presenter.retry()

    assert bench.state().step_id == "block"
    assert bench.runs.commands == []


def test_what_suits_the_call_is_asked_for_once_it_is_answered(bench: Bench) -> None:
    assert bench.scripts.listed_for == [None]
    bench.talk()

    assert bench.scripts.listed_for[-1] == bench.runs.stored.interaction_id
    assert isinstance(bench.scripts.listed_for[-1], UUID)

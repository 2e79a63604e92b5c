from datetime import timedelta

import pytest

from agent_desktop.client.errors import ClientError
from agent_desktop.client.script_runs import ScriptSaving
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import ScriptRun
from agent_desktop.contract.scripts import ListedScript
from agent_desktop.service_scripts.schema import Script
from agent_desktop.ui.script_panel.presenter import (
    BlockedBy,
    ScriptKind,
    StepStatus,
)
from agent_desktop.ui.script_panel.state import Fault
from telephony.contract import CallState, DeskChange
from tests.client.support import (
    AWAY,
    START,
    HeldTasks,
    call,
    card,
    choice,
    desk,
    event,
    offer,
    profile,
    snapshot,
)
from tests.support.script_keys import answer_number, say_next
from tests.ui.script_bench import SCRIPT, Bench, at_ask, listed


def test_the_script_opens_with_the_call_at_its_first_step_and_is_saved() -> None:
    bench = Bench()
    assert bench.state().kind is ScriptKind.NONE
    bench.talk()

    state = bench.state()
    assert (state.kind, state.step_id, state.step_number) == (ScriptKind.READY, "greet", 1)
    assert "".join(piece.text for piece in state.say["en"]) == "Good day, Ms Ho. I am Amy Wong."
    assert [piece.text for piece in state.say["zh"] if piece.is_variable] == ["何女士", "Amy Wong"]
    assert bench.runs.stored.script_run is not None
    assert bench.runs.stored.script_run.step_id == "greet"
    assert [each.script_id for each in state.choices] == ["lost-card", "general-enquiry"]


def test_next_is_off_until_the_must_say_was_said_with_its_call_time() -> None:
    bench = Bench().talk()
    assert (bench.state().can_go_on, bench.state().blocked_by, bench.state().must_left) == (
        False,
        BlockedBy.MUST_SAY,
        1,
    )
    assert bench.state().next_title == {"en": "Ask"}
    bench.presenter.go(1)
    assert bench.state().step_id == "greet"

    bench.clock.pass_seconds(21)
    say_next(bench.presenter)

    (must,) = bench.state().must_says
    assert (must.said_at, must.said_call_seconds) == (START + timedelta(seconds=21), 21)
    assert (bench.state().can_go_on, bench.state().must_left) == (True, 0)
    bench.presenter.go(1)
    assert bench.state().step_id == "ask"
    assert bench.runs.stored.script_run is not None
    assert bench.runs.stored.script_run.step_id == "ask"


def test_answers_lead_on_and_what_they_pass_by_is_marked() -> None:
    bench = at_ask()
    assert bench.state().main_question is not None
    assert [question.question_id for question in bench.state().questions] == ["when", "more"]
    assert (bench.state().blocked_by, bench.state().blocked_question) == (BlockedBy.ANSWER, "where")
    assert bench.state().next_title == {}

    answer_number(bench.presenter, 1)
    assert bench.main_answer() == "lost"
    assert bench.state().next_title == {"en": "Block"}
    assert bench.state().blocked_question == "when"
    bench.presenter.answered("when", "2026-06-15")
    bench.presenter.go(1)

    assert bench.state().step_id == "block"
    assert bench.marks() == [StepStatus.DONE, StepStatus.DONE, StepStatus.SKIPPED, StepStatus.CURRENT]
    assert (bench.state().finished, bench.state().outcome) == (True, "card_blocked")
    assert bench.state().blocked_by is BlockedBy.LAST_STEP


def test_going_back_and_answering_otherwise_takes_the_other_way() -> None:
    bench = at_ask()
    answer_number(bench.presenter, 1)
    bench.presenter.answered("when", "2026-06-15")
    bench.presenter.go(1)
    bench.presenter.go(-1)
    assert bench.state().can_go_on

    answer_number(bench.presenter, 2)
    bench.presenter.go(1)

    assert bench.state().step_id == "police"
    assert bench.state().can_go_back
    bench.presenter.go(-1)
    bench.presenter.go(-1)
    assert bench.state().step_id == "greet"
    bench.presenter.go(-1)
    assert bench.state().step_id == "greet"


def test_an_answer_that_does_not_fit_is_shown_wrong_and_not_saved() -> None:
    bench = at_ask()
    answer_number(bench.presenter, 1)
    bench.presenter.answered("when", "some day")
    when = bench.state().questions[0]
    assert (when.answer, when.fault) == ("some day", Fault.NOT_A_DATE)
    assert not bench.state().can_go_on
    bench.pass_seconds(2)
    assert bench.runs.stored.script_run is not None
    assert bench.runs.stored.script_run.answers == {"where": "lost"}

    bench.presenter.answered("when", "2026-06-15")
    bench.pass_seconds(2)
    assert bench.state().questions[0].fault is None
    assert bench.runs.stored.script_run.answers["when"] == "2026-06-15"


def test_a_text_is_saved_once_typing_rests() -> None:
    bench = at_ask()
    count = len(bench.runs.commands)
    for text in ("p", "pu", "purse"):
        bench.presenter.answered("more", text)
        bench.pass_seconds(0.2)
    assert len(bench.runs.commands) == count
    bench.pass_seconds(1)

    assert len(bench.runs.commands) == count + 1
    bench.presenter.answered("more", "")
    bench.pass_seconds(2)
    assert bench.runs.commands[-1].answers == {}


def test_after_a_restart_the_script_goes_on_where_it_stood() -> None:
    bench = Bench()
    run = ScriptRun(
        script_id="lost-card",
        version="0.9",
        step_id="ask",
        answers={"where": "lost"},
        said={"recorded": START},
        step_times={"greet": START, "ask": START},
    )
    bench.runs.stored = bench.runs.stored.model_copy(update={"script_run": run, "script_version_number": 4})
    bench.talk()

    assert (bench.state().step_id, bench.state().version) == ("ask", "0.9")
    assert bench.main_answer() == "lost"
    assert bench.runs.commands == []
    answer_number(bench.presenter, 2)
    assert bench.runs.commands[-1].seen_version == 4


def test_the_script_is_fetched_while_the_phone_rings() -> None:
    bench = Bench()
    ringing = call(CallState.RINGING)
    bench.desk.receive(snapshot(desk(call=ringing, offer=offer(ringing, card(ringing.call_id, script=choice())))))

    assert bench.scripts.asked == [("lost-card", "1.0")]
    assert bench.state().kind is ScriptKind.NONE


def test_a_script_that_does_not_come_says_why_and_is_tried_again() -> None:
    bench = Bench()
    bench.scripts.problem = ClientError(ErrorCode.SCRIPT_NOT_FOUND)
    bench.talk()
    assert bench.state().kind is ScriptKind.FAILED
    assert bench.state().problem is not None
    bench.scripts.problem = None

    bench.presenter.retry()

    assert bench.state().kind is ScriptKind.READY
    assert bench.state().problem is None


def test_changing_the_script_starts_it_from_its_first_step() -> None:
    bench = at_ask()
    bench.presenter.script_chosen(choice("general-enquiry"))

    assert (bench.state().script_id, bench.state().step_id) == ("general-enquiry", "greet")
    assert bench.runs.commands[-1].script_id == "general-enquiry"


def test_while_the_server_is_away_the_script_goes_on_and_is_sent_later() -> None:
    bench = Bench().talk()
    bench.runs.fail_next = [AWAY]
    say_next(bench.presenter)
    assert bench.state().saving is ScriptSaving.KEPT_HERE
    bench.presenter.go(1)
    assert bench.state().step_id == "ask"

    bench.pass_seconds(4)

    assert bench.state().saving is ScriptSaving.SAVED
    assert bench.runs.stored.script_run is not None
    assert bench.runs.stored.script_run.step_id == "ask"


def test_the_script_goes_with_the_call() -> None:
    bench = at_ask()
    bench.desk.receive(event(DeskChange(call_gone=True)))
    assert bench.state().kind is ScriptKind.NONE

    bench.presenter.answered("where", "lost")
    bench.presenter.go(1)
    assert bench.state().kind is ScriptKind.NONE


@pytest.mark.parametrize("number", [0, 3, 9])
def test_a_number_without_an_option_answers_nothing(number: int) -> None:
    bench = at_ask()
    answer_number(bench.presenter, number)

    assert bench.main_answer() == ""


def test_a_must_say_of_another_step_is_not_ticked_and_a_tick_can_be_taken_back() -> None:
    bench = Bench().talk()
    bench.presenter.must_say_toggled("recorded")
    bench.presenter.must_say_toggled("recorded")
    bench.presenter.must_say_toggled("unheard_of")

    assert bench.state().must_left == 1
    assert not HeldTasks().held


NOT_THERE = ClientError(ErrorCode.SCRIPT_NOT_FOUND)


def of_version(version: str) -> ListedScript:
    return listed().model_copy(update={"version": version})


def test_a_call_on_a_version_that_the_server_has_no_more_goes_on_in_the_one_that_opens_now() -> None:
    """The server came up anew in the middle of the call, with other scripts."""
    bench = at_ask()
    bench.presenter.answered("where", "stolen")
    bench.presenter.answered("more", "at a market")
    bench.pass_seconds(2)
    newer = SCRIPT.model_dump(by_alias=True)
    newer["steps"][1]["questions"][0]["options"][1]["id"] = "taken"
    newer["steps"][1]["branch"]["cases"] = {"lost": "block", "taken": "police"}
    bench.scripts.text, bench.scripts.listed = Script.model_validate(newer), (of_version("2.0"),)
    bench.scripts.gone = {"1.0"}
    bench.runs.fail_next.append(NOT_THERE)

    bench.presenter.answered("when", "t")
    bench.pass_seconds(2)

    state = bench.state()
    assert (state.kind, state.version, state.moved_from) == (ScriptKind.READY, "2.0", "1.0")
    assert state.step_id == "ask"
    answers = {each.question_id: each.answer for each in (state.main_question, *state.questions) if each is not None}
    assert answers == {"where": "", "when": "2026-06-16", "more": "at a market"}  # the one choice is none of it now
    run = bench.runs.stored.script_run
    assert run is not None
    assert (run.version, run.answers["more"]) == ("2.0", "at a market")
    assert "recorded" in run.said
    assert state.problem is None

    bench.presenter.answered("where", "lost")
    bench.presenter.go(1)
    assert bench.state().moved_from == ""


def test_a_desktop_that_starts_anew_in_such_a_call_goes_on_in_the_same_way() -> None:
    bench = at_ask()
    bench.presenter.answered("where", "stolen")
    bench.pass_seconds(2)
    after = Bench(runs=bench.runs)
    after.scripts.gone, after.scripts.listed = {"1.0"}, (of_version("2.0"),)

    after.talk()

    state = after.state()
    assert (state.version, state.moved_from, state.step_id) == ("2.0", "1.0", "ask")
    assert after.main_answer() == "stolen"
    assert [each.version for each in after.runs.commands][-1] == "2.0"


def test_where_no_version_opens_any_more_that_is_said_and_nothing_that_was_answered_is_lost() -> None:
    bench = at_ask()
    bench.presenter.answered("where", "stolen")
    bench.pass_seconds(2)
    kept = bench.runs.stored.script_run
    after = Bench(runs=bench.runs)
    after.scripts.gone, after.scripts.listed = {"1.0"}, (listed("general-enquiry"),)

    after.talk()

    state = after.state()
    assert (state.kind, state.moved_from) == (ScriptKind.FAILED, "")
    assert state.problem is not None
    assert state.problem.code == ErrorCode.SCRIPT_NOT_FOUND
    assert [each.script_id for each in state.choices] == ["general-enquiry"]
    assert after.runs.stored.script_run == kept


def test_the_scripts_that_suit_the_call_are_asked_for_again_once_it_is_another_customer_s() -> None:
    bench = Bench().talk()
    asked = [bench.runs.stored.interaction_id]
    assert bench.scripts.listed_for == [None, *asked]
    bench.scripts.listed = (listed("general-enquiry"),)

    mine = bench.desk.view.card
    assert mine is not None
    bench.desk.replace_card(mine)
    assert bench.scripts.listed_for == [None, *asked]  # whose it was from the beginning
    bench.desk.replace_card(card(bench.call.call_id, profile(), script=choice()))

    assert bench.scripts.listed_for == [None, *asked, *asked]
    assert [each.script_id for each in bench.state().choices] == ["general-enquiry"]

from datetime import timedelta

import pytest

from agent_desktop.client.current_interaction import InteractionModel
from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError
from agent_desktop.client.script_runs import ScriptRunSaver, ScriptSaving
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.customers import ScriptChoice
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import ScriptRun
from agent_desktop.service_scripts.schema import Script
from agent_desktop.ui.script_panel.presenter import (
    BlockedBy,
    ScriptKind,
    ScriptPanelPresenter,
    ScriptState,
    StepStatus,
)
from telephony.contract import CallState, DeskChange
from tests.client.note_bench import MemoryJournal
from tests.client.support import (
    AWAY,
    START,
    Clock,
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
from tests.client.test_desk import Reader
from tests.client.test_script_runs import RunServer

SCRIPT = Script.model_validate(
    {
        "id": "lost-card",
        "version": "1.0",
        "title": {"en": "Lost card", "zh": "卡片遗失"},
        "default": True,
        "steps": [
            {
                "id": "greet",
                "title": {"en": "Greet"},
                "say": {
                    "en": "Good day, {{customer_name|you}}. I am {{agent_name|here}}.",
                    "zh": "您好，{{customer_name|您}}。我是{{agent_name|客服}}。",
                },
                "must_say": [{"id": "recorded", "text": {"en": "This call is recorded."}}],
                "next": "ask",
            },
            {
                "id": "ask",
                "title": {"en": "Ask"},
                "questions": [
                    {
                        "id": "where",
                        "kind": "choice",
                        "label": {"en": "Where?"},
                        "options": [
                            {"id": "lost", "label": {"en": "Lost"}},
                            {"id": "stolen", "label": {"en": "Stolen"}},
                        ],
                    },
                    {"id": "when", "kind": "date", "label": {"en": "When?"}},
                    {"id": "more", "kind": "text", "label": {"en": "More?"}, "required": False},
                ],
                "branch": {"question": "where", "cases": {"lost": "block", "stolen": "police"}},
            },
            {"id": "police", "title": {"en": "Police"}, "next": "block"},
            {"id": "block", "title": {"en": "Block"}, "outcome": "card_blocked"},
        ],
    }
)


class Scripts:
    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.problem: ClientError | None = None

    def scripts(self) -> tuple[ScriptChoice, ...]:
        return (choice(), choice("general-enquiry"))

    def script(self, script_id: str, version: str) -> Script:
        self.asked.append((script_id, version))
        if self.problem:
            raise self.problem
        return SCRIPT.model_copy(update={"id": script_id, "version": version})


class Bench:
    def __init__(self, journal: MemoryJournal | None = None, runs: RunServer | None = None) -> None:
        self.clock, self.scripts, self.reader = Clock(), Scripts(), Reader()
        self.runs = runs or RunServer()
        self.call = call(call_id=self.runs.stored.call_id)
        self.reader.cards[self.call.call_id] = card(
            self.call.call_id, profile(), script=choice(), facts={"customer_name": {"en": "Ms Ho", "zh": "何女士"}}
        )
        tasks = ImmediateTasks()
        self.desk = DeskModel(self.reader, tasks, monotonic=self.clock.monotonic)
        interactions = InteractionModel(self.desk, self.runs, tasks, monotonic=self.clock.monotonic)
        self.journal = journal or MemoryJournal()
        self.saver = ScriptRunSaver(
            self.runs, self.journal, tasks, tasks, self.clock.now, monotonic=self.clock.monotonic
        )
        self.presenter = ScriptPanelPresenter(
            self.desk, interactions, self.scripts, self.saver, tasks, self.clock.now, agent_name="Amy Wong"
        )
        self.seen: list[ScriptState] = []
        self.presenter.show_to(self.seen.append)

    def state(self) -> ScriptState:
        return self.seen[-1]

    def talk(self) -> "Bench":
        self.desk.receive(snapshot(desk(call=self.call)))
        return self

    def main_answer_or_none(self) -> str | None:
        main = self.state().main_question
        return main.answer or None if main is not None else None

    def main_answer(self) -> str:
        main = self.state().main_question
        assert main is not None
        return main.answer

    def pass_seconds(self, seconds: float) -> None:
        self.clock.pass_seconds(seconds, self.presenter.tick)

    def marks(self) -> list[StepStatus]:
        return [mark.status for mark in self.state().steps]


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
    bench.presenter.say_next()

    (must,) = bench.state().must_says
    assert (must.said_at, must.said_call_seconds) == (START + timedelta(seconds=21), 21)
    assert (bench.state().can_go_on, bench.state().must_left) == (True, 0)
    bench.presenter.go(1)
    assert bench.state().step_id == "ask"
    assert bench.runs.stored.script_run is not None
    assert bench.runs.stored.script_run.step_id == "ask"


def at_ask() -> Bench:
    bench = Bench().talk()
    bench.presenter.say_next()
    bench.presenter.go(1)
    return bench


def test_answers_lead_on_and_what_they_pass_by_is_marked() -> None:
    bench = at_ask()
    assert bench.state().main_question is not None
    assert [question.question_id for question in bench.state().questions] == ["when", "more"]
    assert (bench.state().blocked_by, bench.state().blocked_question) == (BlockedBy.ANSWER, "where")
    assert bench.state().next_title == {}

    bench.presenter.answer_number(1)
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
    bench.presenter.answer_number(1)
    bench.presenter.answered("when", "2026-06-15")
    bench.presenter.go(1)
    bench.presenter.go(-1)
    assert bench.state().can_go_on

    bench.presenter.answer_number(2)
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
    bench.presenter.answer_number(1)
    bench.presenter.answered("when", "yesterday")
    when = bench.state().questions[0]
    assert (when.answer, when.wrong) == ("yesterday", True)
    assert not bench.state().can_go_on
    bench.pass_seconds(2)
    assert bench.runs.stored.script_run is not None
    assert bench.runs.stored.script_run.answers == {"where": "lost"}

    bench.presenter.answered("when", "2026-06-15")
    bench.pass_seconds(2)
    assert not bench.state().questions[0].wrong
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
    bench.presenter.answer_number(2)
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
    bench.presenter.say_next()
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
    bench.presenter.answer_number(number)

    assert bench.main_answer() == ""


def test_a_must_say_of_another_step_is_not_ticked_and_a_tick_can_be_taken_back() -> None:
    bench = Bench().talk()
    bench.presenter.must_say_toggled("recorded")
    bench.presenter.must_say_toggled("recorded")
    bench.presenter.must_say_toggled("unheard_of")

    assert bench.state().must_left == 1
    assert not HeldTasks().held

"""The author's window without a window: drafts are kept here first, read and checked at most every 300 ms."""

from datetime import timedelta

import pytest

from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.scripts import ScriptState, ScriptStep
from agent_desktop.demo.screen_authoring import CHOSEN, Library, Nowhere
from agent_desktop.ui.authoring.presenter import AuthoringPresenter
from agent_desktop.ui.authoring.preview_presenter import PreviewPresenter
from agent_desktop.ui.authoring.sample_callers import CALLERS
from agent_desktop.ui.authoring.state import Keeping, Need, checklist, is_ready
from agent_desktop.ui.script_panel.state import StepStatus
from tests.ui.conftest import NOW


class Desk:
    """One author, a server, and a clock that the test moves."""

    def __init__(self, library: Library, keep: Nowhere | None = None) -> None:
        self.server = library
        self.keep = keep or Nowhere()
        self.seconds = 100.0
        self.pages: list[str] = []
        self.authoring = AuthoringPresenter(
            library,
            ImmediateTasks(),
            self.keep,
            lambda: NOW,
            monotonic=lambda: self.seconds,
            read_pages=lambda: self.pages,
        )
        self.authoring.open()
        self.authoring.choose(CHOSEN)

    @property
    def keeping(self) -> Keeping:
        return self.authoring.state.keeping

    def wait(self, seconds: float) -> None:
        self.seconds += seconds
        self.authoring.tick()


@pytest.fixture
def desk() -> Desk:
    return Desk(Library())


def test_what_is_typed_is_on_this_computer_in_a_moment_and_on_the_server_after_a_pause(desk: Desk) -> None:
    text = desk.authoring.state.text + "# a word\n"
    desk.authoring.write(text)
    assert desk.keeping == "waiting"
    desk.wait(0.15)
    assert "# a word" in desk.keep.texts[CHOSEN]
    desk.wait(0.25)
    assert desk.server.saved == []

    desk.wait(0.7)

    assert [each.text for each in desk.server.saved] == [text]
    assert desk.keeping is Keeping.SAVED
    assert desk.authoring.state.saved_at == NOW
    assert desk.keep.texts[CHOSEN] == ""


def test_a_draft_is_kept_here_while_the_server_is_away_and_goes_again_unchanged(desk: Desk) -> None:
    desk.server.away = True
    text = desk.authoring.state.text + "# away\n"
    desk.authoring.write(text)
    desk.wait(1.1)
    assert desk.keeping == "kept_here"
    desk.server.away = False
    desk.wait(1.0)
    assert desk.server.saved == []  # not at once again

    desk.wait(5.0)

    assert [each.text for each in desk.server.saved] == [text]
    assert desk.keeping is Keeping.SAVED


def test_what_was_kept_on_this_computer_is_there_after_a_crash(desk: Desk) -> None:
    desk.server.away = True
    desk.authoring.write(desk.authoring.state.text + "# lost?\n")
    desk.wait(0.15)
    desk.server.away = False

    again = Desk(desk.server, desk.keep)

    assert again.authoring.state.text.endswith("# lost?\n")
    assert again.authoring.state.recovered
    again.wait(1.1)
    assert desk.server.saved[-1].text.endswith("# lost?\n")


def test_a_text_is_read_no_more_often_than_every_three_hundred_milliseconds(desk: Desk) -> None:
    desk.wait(1.0)
    desk.authoring.write("a: 1\n")
    desk.wait(0.0)
    assert desk.authoring.state.read.text == "a: 1\n"
    desk.authoring.write("a: 12\n")
    desk.wait(0.2)
    assert desk.authoring.state.read.text == "a: 1\n"

    desk.wait(0.15)

    assert desk.authoring.state.read.text == "a: 12\n"


def test_the_map_stays_while_a_line_that_is_half_written_is_no_yaml(desk: Desk) -> None:
    before = desk.authoring.state.flow
    line = desk.authoring.state.read.line_of("verify")
    desk.authoring.write(desk.authoring.state.text.replace("title: {en: Verify", "title: {en: [Verify"))
    desk.wait(0.5)

    state = desk.authoring.state
    assert state.flow is before
    assert [each.code for each in state.read.errors] == ["not_yaml"]
    assert state.read.step_at(line + 1) == "verify"


def test_a_draft_that_somebody_else_saved_is_told_and_nothing_is_lost(desk: Desk) -> None:
    desk.server.stale_by = "Paul Yu"
    desk.authoring.write(desk.authoring.state.text + "# mine\n")
    desk.wait(1.1)
    state = desk.authoring.state
    assert (state.is_stale, state.stale_by, state.may_type) == (True, "Paul Yu", False)
    desk.server.stale_by = ""

    desk.authoring.settle_stale(keep_mine=True)

    assert desk.authoring.state.text.endswith("# mine\n")
    desk.wait(1.1)
    assert desk.server.saved[-1].text.endswith("# mine\n")


def test_only_a_text_without_mistakes_and_with_a_number_of_its_own_goes_for_review(desk: Desk) -> None:
    met = {each.need: each.is_met for each in checklist(desk.authoring.state)}
    assert not met[Need.NO_ERRORS]
    desk.authoring.steps.send_for_review()
    assert desk.server.steps == []
    desk.authoring.write(desk.server.live.replace('version: "', 'version: "9.', 1))
    desk.wait(1.1)
    assert is_ready(desk.authoring.state)

    desk.authoring.steps.send_for_review()

    assert [(step, command.seen_version) for _, step, command in desk.server.steps] == [(ScriptStep.ASK_REVIEW, 5)]
    version = desk.authoring.state.open_version
    assert version is not None
    assert version.state is ScriptState.IN_REVIEW


def test_a_number_that_a_version_has_already_is_not_ready(desk: Desk) -> None:
    desk.authoring.write(
        desk.server.live.replace('version: "2.0"', 'version: "3.2"').replace('version: "1.0"', 'version: "3.2"')
    )
    desk.wait(1.1)

    met = {each.need: each.is_met for each in checklist(desk.authoring.state)}
    assert not met[Need.OTHER_VERSION]


def test_a_second_person_publishes_or_sends_back_with_a_reason() -> None:
    desk = Desk(Library(state=ScriptState.IN_REVIEW))
    desk.authoring.steps.change(ScriptStep.REJECT, "The Chinese reads like a machine's")
    assert desk.server.steps[-1][2].why == "The Chinese reads like a machine's"

    desk.authoring.steps.change(ScriptStep.PUBLISH)

    assert desk.server.steps[-1][1] is ScriptStep.PUBLISH


def test_nobody_takes_a_step_that_the_server_does_not_let_them_take(desk: Desk) -> None:
    desk.authoring.steps.change(ScriptStep.PUBLISH)

    assert desk.server.steps == []


def test_an_older_version_is_looked_at_and_rolled_back_to(desk: Desk) -> None:
    desk.authoring.show_version(2)
    assert desk.authoring.state.text == desk.server.live
    assert not desk.authoring.state.may_type
    desk.authoring.steps.roll_back(2, "  ")
    assert desk.server.rolled_back == []

    desk.authoring.steps.roll_back(2, "The new one skips a check")

    assert [(each.number, each.why) for each in desk.server.rolled_back] == [(2, "The new one skips a check")]


def test_comparing_with_live_says_what_the_draft_changes(desk: Desk) -> None:
    desk.authoring.compare()

    comparison = desk.authoring.state.comparison
    assert comparison is not None
    assert (comparison.version, comparison.is_live) == ("3.2", True)
    assert any("explain_credit" in each.text for each in comparison.lines)


def test_going_to_another_script_saves_what_was_typed_first(desk: Desk) -> None:
    desk.authoring.write(desk.authoring.state.text + "# mine\n")
    desk.authoring.choose("lost-card")

    assert desk.server.saved[-1].text.endswith("# mine\n")
    assert desk.keep.texts[CHOSEN] == ""
    assert desk.authoring.state.chosen == "lost-card"


def test_a_new_script_begins_with_a_text_and_is_saved_as_a_draft(desk: Desk) -> None:
    desk.authoring.create("new-one", "id: new-one\n")
    desk.wait(1.1)

    assert desk.server.saved[-1].text == "id: new-one\n"


def test_a_knowledge_page_that_is_not_there_is_a_problem_once_the_pages_are_known(desk: Desk) -> None:
    desk.authoring.write(
        desk.server.live.replace("    next: verify", "    guide: [card-block-rule]\n    next: verify", 1)
    )
    desk.wait(1.1)
    assert not [each for each in desk.authoring.state.read.problems if "card-block-rule" in each.details.values()]
    desk.pages = ["card-block-rules", "identity-levels"]

    desk.authoring.open()

    found = [each for each in desk.authoring.state.read.problems if "card-block-rule" in each.details.values()]
    assert len(found) == 1
    assert found[0].fix is not None
    assert found[0].fix.new == "card-block-rules"


def test_a_failure_that_will_not_pass_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        from agent_desktop.client.errors import ClientError

        raise ClientError(ErrorCode.NOT_ALLOWED)

    monkeypatch.setattr(desk.server, "save_draft", refuse)
    desk.authoring.write(desk.authoring.state.text + "# mine\n")
    desk.wait(1.1)

    assert desk.keeping is Keeping.REFUSED
    assert desk.authoring.state.failure is not None


class Previewed:
    def __init__(self) -> None:
        desk = Desk(Library(draft=None))
        self.script = desk.authoring.state.read.script
        self.preview = PreviewPresenter(lambda: NOW + timedelta(minutes=1))
        self.preview.follow(self.script, "confirm")


def test_the_step_that_the_caret_is_in_is_drawn_with_the_sample_callers_facts() -> None:
    preview = Previewed().preview
    drawn = preview.state.drawn

    assert drawn.step_id == "confirm"
    assert drawn.step_number == 3
    assert [mark.status for mark in drawn.steps][:4] == [
        StepStatus.DONE,
        StepStatus.DONE,
        StepStatus.CURRENT,
        StepStatus.TO_DO,
    ]
    said = "".join(piece.text for piece in drawn.say["en"])
    assert "Ms Ho" in said
    preview.choose_caller(CALLERS[2])
    assert "Ms Ho" not in "".join(piece.text for piece in preview.state.drawn.say["en"])


def test_trying_walks_from_the_first_step_and_no_must_say_can_be_passed_over() -> None:
    preview = Previewed().preview
    preview.begin_trial()
    assert preview.state.drawn.step_id == "greet"
    preview.go(1)
    assert preview.state.drawn.step_id == "greet"
    preview.must_say_toggled("recording_notice")

    preview.go(1)

    assert preview.state.drawn.step_id == "verify"
    preview.end_trial()
    assert preview.state.drawn.step_id == "confirm"


def test_any_customer_is_made_of_a_sample_by_changing_its_facts() -> None:
    caller = (
        CALLERS[0].with_fact("customer_name", "Mr Lee").with_fact("age", "").with_fact("verification_level", "full")
    )

    assert caller.facts["customer_name"]["zh"] == "Mr Lee"
    assert "age" not in caller.values
    assert caller.level == "full"

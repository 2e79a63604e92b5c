"""The walk goes as far as the answers carry it, and forgets what lies off the road."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desktop.service_scripts.schema import Question, Script
from agent_desktop.service_scripts.walk import possible_answers, problem_with, problems_with, walk
from tests.support.shipped import shipped_scripts

SCRIPTS = shipped_scripts()
NOT_RECOGNISED = next(script for script in SCRIPTS.newest() if script.id == "transaction-not-recognised")

TO_CONFIRM = {"identity_confirmed": "both_agree"}
TO_BLOCK = {**TO_CONFIRM, "made_it": "not_made", "card_with_customer": "yes"}
GREETED = ("recording_notice",)


def _question(kind: str, **fields: object) -> Question:
    return Question.model_validate({"id": "q", "kind": kind, "label": {"en": "Q", "zh": "问"}, **fields})


def _answers_for(question: Question) -> st.SearchStrategy[str]:
    right = possible_answers(question)
    texts = st.sampled_from(["", " ", "2026-06-15", "2026-13-01", "12.50", "1e9", "nonsense"])
    return st.one_of(st.sampled_from(right), texts) if right else texts


def _any_answers(script: Script) -> st.SearchStrategy[dict[str, str]]:
    questions = [question for step in script.steps for question in step.questions]
    return st.fixed_dictionaries({}, optional={question.id: _answers_for(question) for question in questions})


def _any_said(script: Script) -> st.SearchStrategy[set[str]]:
    return st.sets(st.sampled_from([statement.id for step in script.steps for statement in step.must_say] + ["other"]))


any_script = st.sampled_from(SCRIPTS.newest())


def test_a_fresh_script_stands_at_its_first_step() -> None:
    walked = walk(NOT_RECOGNISED, {}, ())

    assert walked.step.id == "greet"
    assert walked.path == ("greet",)
    assert walked.done_step_ids == ()
    assert walked.blocked_by == ("recording_notice",)
    assert not walked.finished


def test_a_statement_that_was_said_opens_the_next_step() -> None:
    walked = walk(NOT_RECOGNISED, {}, GREETED)

    assert walked.step.id == "verify"
    assert walked.done_step_ids == ("greet",)
    assert walked.blocked_by == ("identity_confirmed",)


def test_an_answer_chooses_the_road() -> None:
    made = walk(NOT_RECOGNISED, {**TO_BLOCK, "made_it": "made"}, GREETED)
    not_made = walk(NOT_RECOGNISED, TO_BLOCK, GREETED)

    assert made.path == ("greet", "verify", "confirm", "recognised")
    assert not_made.path == ("greet", "verify", "confirm", "block")
    assert not_made.blocked_by == ("block_agreed", "block_is_final")


def test_a_whole_road_finishes_with_its_outcome() -> None:
    answers = {**TO_BLOCK, "block_agreed": "yes", "what_happened": "Card in purse."}
    said = ("recording_notice", "block_is_final", "never_ask_pin", "full_check_missing")

    walked = walk(NOT_RECOGNISED, answers, said)

    assert len(walked.path) == 7
    assert walked.done_step_ids == walked.path
    assert walked.finished
    assert walked.outcome == "dispute_opened"


def test_an_answer_left_behind_counts_for_nothing() -> None:
    answers = {**TO_BLOCK, "block_agreed": "yes", "made_it": "made"}

    walked = walk(NOT_RECOGNISED, answers, (*GREETED, "block_is_final"))

    assert "block_agreed" not in walked.answers
    assert walked.said == {"recording_notice"}


def test_an_answer_that_does_not_fit_counts_as_none() -> None:
    assert walk(NOT_RECOGNISED, {"identity_confirmed": "perhaps"}, GREETED).step.id == "verify"
    assert "last_used_on" not in walk(NOT_RECOGNISED, {**TO_BLOCK, "last_used_on": "15 Jun"}, GREETED).answers


def test_a_text_of_blanks_is_no_answer() -> None:
    answers = {**TO_BLOCK, "block_agreed": "yes", "what_happened": "   "}

    assert walk(NOT_RECOGNISED, answers, (*GREETED, "block_is_final")).blocked_by == ("what_happened",)


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        (_question("yes_no"), ["yes", "no", ""], ["maybe", "YES"]),
        (_question("date"), ["2026-02-28"], ["2026-02-30", "28.2.2026", "20260228", "2026-W01-1"]),
        (_question("money"), ["0", "8000.00", "-3.5"], ["8,000", "1e3", "NaN", "1.234", "１２"]),
        (_question("text", limit=3), ["abc", "何詠詩"], ["abcd"]),
    ],
)
def test_each_kind_of_question_takes_its_own_answers(question: Question, right: list[str], wrong: list[str]) -> None:
    assert [problem_with(question, answer) for answer in right] == [""] * len(right)
    assert all(problem_with(question, answer) for answer in wrong)


def test_impossible_answers_are_named() -> None:
    found = problems_with(NOT_RECOGNISED, {"nobody_asked": "yes", "made_it": "perhaps"}, ["never_said"])

    assert [(problem.question_id, problem.problem) for problem in found] == [
        ("nobody_asked", "unknown_question"),
        ("made_it", "not_an_option"),
        ("never_said", "unknown_statement"),
    ]


def test_an_answer_off_the_road_is_no_problem() -> None:
    assert problems_with(NOT_RECOGNISED, {"block_agreed": "yes"}, ["block_is_final"]) == []


def test_a_hand_made_circle_ends() -> None:
    circle = Script.model_validate(
        {
            "id": "circle",
            "version": "1",
            "title": {},
            "steps": [{"id": "a", "title": {}, "next": "b"}, {"id": "b", "title": {}, "next": "a"}],
        }
    )

    walked = walk(circle, {}, ())

    assert walked.path == ("a", "b")
    assert not walked.finished


@given(st.data())
def test_any_answers_lead_somewhere(data: st.DataObject) -> None:
    script = data.draw(any_script)
    answers, said = data.draw(_any_answers(script)), data.draw(_any_said(script))

    walked = walk(script, answers, said)

    assert walked.path[0] == script.steps[0].id
    assert walked.path[-1] == walked.step.id
    assert len(set(walked.path)) == len(walked.path)
    assert walked.finished == (bool(walked.outcome) and not walked.blocked_by)
    assert set(walked.done_step_ids) == set(walked.path) - ({walked.step.id} if walked.blocked_by else set())
    assert walked.answers.items() <= answers.items()
    assert walked.said <= said


@given(st.data())
def test_going_back_and_changing_an_answer_is_answering_anew(data: st.DataObject) -> None:
    """What the walk kept, changed at one place, walks as what was typed, changed at the same place."""
    script = data.draw(any_script)
    answers, said = data.draw(_any_answers(script)), data.draw(_any_said(script))
    walked = walk(script, answers, said)
    steps = {step.id: step for step in script.steps}
    open_questions = [question for step_id in walked.path for question in steps[step_id].questions]
    if not open_questions:
        return
    question = data.draw(st.sampled_from(open_questions))
    change = {question.id: data.draw(_answers_for(question))}

    changed = walk(script, {**answers, **change}, said)
    road = {question.id for step_id in changed.path for question in steps[step_id].questions}
    anew = walk(script, {name: answer for name, answer in {**answers, **change}.items() if name in road}, said)

    assert changed == anew
    assert walk(script, changed.answers, changed.said) == changed


@given(st.data())
def test_what_fits_and_is_asked_for_is_never_refused(data: st.DataObject) -> None:
    script = data.draw(any_script)
    answers, said = data.draw(_any_answers(script)), data.draw(_any_said(script))

    walked = walk(script, answers, said)

    assert problems_with(script, walked.answers, walked.said) == []


def test_only_choices_and_yes_no_have_listed_answers() -> None:
    assert possible_answers(_question("yes_no")) == ("yes", "no")
    assert possible_answers(_question("text")) == ()

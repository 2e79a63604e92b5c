"""What is asked by keypad, and what the keys mean."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.menu.walk import MOST_INPUTS, Ask, Closing, Spoken
from telephony.surveys.schema import MOST_QUESTIONS
from telephony.surveys.states import Answered, KeyedScore, SurveyOutcome, SurveyStage, SurveyTrigger, after, outcome_of
from telephony.surveys.walk import answers_in, next_question
from tests.telephony.menu.menus import say
from tests.telephony.surveys.asked import survey

SURVEY = survey()
KEYS = st.lists(st.text("0123456789*#", max_size=3), max_size=20)


def heard(inputs: Sequence[str], language: str = "en") -> list[str]:
    return [each.text for each in next_question(SURVEY, language, inputs).spoken]


def test_the_opening_is_heard_once_and_the_questions_one_by_one() -> None:
    assert heard(()) == ["Three questions.", "Did we help?"]
    assert heard(("4",)) == ["And as expected?"]
    assert heard(("4", "5")) == ["Would you recommend us?"]
    assert next_question(SURVEY, "en", ("4", "5", "10")) == Closing((Spoken("en", "Thank you."),))
    assert answers_in(SURVEY, ("4", "5", "10")).scores == (
        KeyedScore("helped", 5, 4, 5),
        KeyedScore("recommend", 10, 10),
    )


def test_a_question_of_five_takes_one_key_and_one_of_ten_two() -> None:
    five, ten = next_question(SURVEY, "en", ()), next_question(SURVEY, "en", ("1", "1"))
    assert isinstance(five, Ask)
    assert isinstance(ten, Ask)
    assert (five.keys, five.longest, five.end_key, five.wait_seconds) == ("12345*", 1, "", 4)
    assert (ten.keys, ten.longest, ten.end_key) == ("0123456789*", 2, "#")


def test_silence_and_a_wrong_key_have_it_played_again_and_then_it_is_over() -> None:
    assert heard(("",)) == ["Did we help?"]  # nobody is told off for thinking
    assert heard(("9",)) == ["Not understood.", "Did we help?"]
    assert heard(("9", "5")) == ["And as expected?"]  # the tries are of one question
    assert heard(("9", "5", "", "4")) == ["Would you recommend us?"]
    assert isinstance(next_question(SURVEY, "en", ("9", "")), Closing)
    assert answers_in(SURVEY, ("3", "", "0")) == Answered((KeyedScore("helped", 5, 3),), closed=True)


def test_who_does_not_want_to_is_let_go_with_what_they_had_answered() -> None:
    assert answers_in(SURVEY, ("*",)) == Answered(refused=True, closed=True)
    assert answers_in(SURVEY, ("5", "*", "3")).scores == (KeyedScore("helped", 5, 5),)
    assert heard(("*",)) == ["Thank you."]


@pytest.mark.parametrize(("keyed", "score"), [("0", 0), ("7#", 7), ("10", 10), ("10#", 10), ("5", 5)])
def test_keys_of_a_question_of_ten_are_numbers_with_or_without_their_end(keyed: str, score: int) -> None:
    assert answers_in(SURVEY, ("1", "1", keyed)).scores[-1] == KeyedScore("recommend", 10, score)


@pytest.mark.parametrize("keyed", ["", "#", "11", "05", "٣"])
def test_what_is_no_answer_of_ten_is_none(keyed: str) -> None:
    assert not answers_in(SURVEY, ("1", "1", keyed)).whole


def test_a_caller_whose_language_is_not_spoken_hears_all_of_them() -> None:
    assert heard((), "fr") == ["Three questions. 粵", "Three questions.", "Did we help? 粵", "Did we help?"]


@given(keys=KEYS)
def test_whatever_is_keyed_answers_only_grow_and_end_and_the_same_keys_give_the_same(keys: list[str]) -> None:
    before = answers_in(SURVEY, ())
    for count in range(1, len(keys) + 1):
        now = answers_in(SURVEY, keys[:count])
        assert len(now.scores) >= len(before.scores)
        assert not before.closed or now == before
        before = now
    assert answers_in(SURVEY, keys) == before
    assert isinstance(next_question(SURVEY, "en", keys), Closing) is before.closed
    for score in before.scores:
        assert 0 <= score.perceived <= score.scale


def test_the_longest_survey_asks_no_more_often_than_a_carrier_brings_answers() -> None:
    question = {"prompt": say("Q"), "expected": say("E")}
    longest = survey(tries=3, questions=[question | {"code": f"q{number}"} for number in range(MOST_QUESTIONS)])
    inputs: list[str] = []
    while isinstance(next_question(longest, "en", inputs), Ask):
        inputs += ["9", "9", "5"]  # the right key at the last try
    assert len(inputs) == 2 * 3 * MOST_QUESTIONS <= MOST_INPUTS
    assert answers_in(longest, inputs).whole


def test_what_came_of_a_survey_follows_from_its_answers() -> None:
    one = (KeyedScore("helped", 5, 4),)
    assert outcome_of(Answered(one, whole=True, closed=True)) is SurveyOutcome.ANSWERED
    assert outcome_of(Answered(one, refused=True, closed=True)) is SurveyOutcome.PARTLY
    assert outcome_of(Answered(refused=True, closed=True)) is SurveyOutcome.REFUSED
    assert outcome_of(Answered()) is SurveyOutcome.SILENT


@pytest.mark.parametrize("stage", SurveyStage)
@pytest.mark.parametrize("trigger", SurveyTrigger)
def test_a_survey_only_goes_on(stage: SurveyStage, trigger: SurveyTrigger) -> None:
    listed = {
        (SurveyStage.WANTED, SurveyTrigger.BEGUN): SurveyStage.RUNNING,
        (SurveyStage.WANTED, SurveyTrigger.NOT_BEGUN): SurveyStage.OVER,
        (SurveyStage.RUNNING, SurveyTrigger.ENDED): SurveyStage.OVER,
    }
    assert after(stage, trigger) is listed.get((stage, trigger))

"""What a scorecard comes to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desktop.contract.quality import GivenPoints, ScoreForm, ScoreQuestion, ScoreSection
from agent_desktop.records.quality.errors import QualityRefusedError
from agent_desktop.records.quality.schema import shown_form
from agent_desktop.records.quality.scoring import check_answers, off_agreed, score_of, spreads_of
from agent_desktop.server.quality.books import load_scorecards
from tests.server.support import settings_for_tests

_TEXT = {"en": "Is it?", "zh": "是否？"}
FORM = ScoreForm(
    code="call",
    name={"en": "Call", "zh": "通话"},
    pass_percent=80,
    sections=(
        ScoreSection(
            code="first",
            name={"en": "First", "zh": "一"},
            questions=(
                ScoreQuestion(code="greeting", text=_TEXT, points=5),
                ScoreQuestion(code="verified", text=_TEXT, points=15, yes_no=True, fatal=True),
            ),
        ),
        ScoreSection(
            code="second",
            name={"en": "Second", "zh": "二"},
            questions=(ScoreQuestion(code="hold", text=_TEXT, points=10, not_applicable=True),),
        ),
    ),
)


def answers(**points: int | None) -> tuple[GivenPoints, ...]:
    return tuple(GivenPoints(code=code, points=each) for code, each in points.items())


@pytest.mark.parametrize(
    ("given_points", "percent", "passed"),
    [
        ({"greeting": 5, "verified": 15, "hold": 10}, "100.00", True),
        ({"greeting": 2, "verified": 15, "hold": 7}, "80.00", True),  # 24 of 30
        ({"greeting": 1, "verified": 15, "hold": 7}, "76.67", False),  # 23 of 30
        ({"greeting": 4, "verified": 15, "hold": None}, "95.00", True),  # 19 of 20
    ],
)
def test_percent_is_what_was_got_of_what_applies(
    given_points: dict[str, int | None], percent: str, passed: bool
) -> None:
    score = score_of(FORM, answers(**given_points))

    assert (score.percent, score.passed, score.missing) == (Decimal(percent), passed, ())


def test_a_fatal_question_that_gets_nothing_fails_the_call_and_leaves_the_percent() -> None:
    score = score_of(FORM.model_copy(update={"pass_percent": 40}), answers(greeting=5, verified=0, hold=10))

    assert (score.percent, score.passed, score.fatal) == (Decimal("50.00"), False, ("verified",))


def test_a_call_whose_questions_are_not_all_answered_has_not_passed() -> None:
    assert score_of(FORM, answers(greeting=5, verified=15)).missing == ("hold",)
    assert not score_of(FORM, answers(greeting=5, verified=15)).passed
    assert score_of(FORM, ()).percent is None


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (answers(other=1), "question_unknown"),
        (answers(greeting=6), "points_too_many"),
        (answers(verified=7), "not_yes_or_no"),
        (answers(greeting=None), "must_apply"),
        (answers(greeting=1) + answers(greeting=2), "question_twice"),
    ],
)
def test_answers_that_do_not_fit_are_refused_by_question(wrong: tuple[GivenPoints, ...], problem: str) -> None:
    with pytest.raises(QualityRefusedError) as refused:
        check_answers(FORM, wrong)

    assert refused.value.details == {"problem": problem, "question": wrong[0].code}


@given(greeting=st.integers(0, 5), verified=st.sampled_from([0, 15]), hold=st.one_of(st.none(), st.integers(0, 10)))
def test_more_points_are_never_less_percent(greeting: int, verified: int, hold: int | None) -> None:
    score = score_of(FORM, answers(greeting=greeting, verified=verified, hold=hold))
    more = score_of(FORM, answers(greeting=min(greeting + 1, 5), verified=15, hold=hold))

    assert score.percent is not None
    assert more.percent is not None
    assert 0 <= score.percent <= more.percent <= 100


def test_reviewers_are_apart_by_question_and_from_what_was_agreed() -> None:
    one, other = answers(greeting=1, verified=15, hold=None), answers(greeting=4, verified=15, hold=10)
    agreed = answers(greeting=4, verified=15, hold=10)

    greeting, verified = spreads_of(FORM, [one, other], agreed)

    assert (greeting.lowest, greeting.highest, greeting.mean, greeting.spread, greeting.agreed) == (
        1, 4, Decimal("2.50"), Decimal("60.00"), 4,
    )  # fmt: skip
    assert verified.spread == 0
    assert off_agreed(FORM, other, agreed) == 0
    assert off_agreed(FORM, one, agreed) == Decimal("53.33")  # 60, 0 and, for what only one took to apply, 100
    assert off_agreed(FORM, (), agreed) is None


def test_every_scorecard_that_comes_with_the_program_can_be_answered_and_passed() -> None:
    for form in map(shown_form, load_scorecards(settings_for_tests()).forms):
        all_ = tuple(
            GivenPoints(code=question.code, points=question.points)
            for section in form.sections
            for question in section.questions
        )
        check_answers(form, all_)
        assert score_of(form, all_).passed

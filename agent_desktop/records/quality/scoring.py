"""What a scorecard comes to, and how far reviewers are apart. Pure.

Percent = points given / points that could be given, over the questions that were answered and apply. A fatal question
that gets nothing fails the call and leaves the percent as it is, so that the mean of an agent's calls stays one of
points.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from agent_desktop.contract.quality import GivenPoints, QuestionSpread, Score, ScoreForm, ScoreQuestion
from agent_desktop.records.quality.errors import QualityRefusedError

_CENT: Final = Decimal("0.01")


def questions_of(form: ScoreForm) -> Iterator[ScoreQuestion]:
    """Yield the questions of a form in its order."""
    for section in form.sections:
        yield from section.questions


def check_answers(form: ScoreForm, answers: Sequence[GivenPoints]) -> None:
    """See that answers are ones to this form.

    Raises:
        QualityRefusedError: question_unknown, question_twice, points_too_many, not_yes_or_no or must_apply, of
            `question`.
    """
    known = {question.code: question for question in questions_of(form)}
    seen: set[str] = set()
    for given in answers:
        question = known.get(given.code)
        problem = "question_twice" if given.code in seen else _wrong_with(question, given)
        if problem:
            raise QualityRefusedError(problem=problem, question=given.code)
        seen.add(given.code)


def _wrong_with(question: ScoreQuestion | None, given: GivenPoints) -> str:
    if question is None:
        return "question_unknown"
    if given.points is None:
        return "" if question.not_applicable else "must_apply"
    if given.points > question.points:
        return "points_too_many"
    if question.yes_no and given.points not in (0, question.points):
        return "not_yes_or_no"
    return ""


def score_of(form: ScoreForm, answers: Sequence[GivenPoints]) -> Score:
    """Return what these answers come to."""
    given = {each.code: each.points for each in answers}
    got = could = 0
    missing, fatal = [], []
    for question in questions_of(form):
        if question.code not in given:
            missing.append(question.code)
            continue
        points = given[question.code]
        if points is None:
            continue
        got, could = got + points, could + question.points
        if question.fatal and points == 0:
            fatal.append(question.code)
    percent = _percent(Decimal(got), could) if could else None
    passed = percent is not None and not missing and not fatal and percent >= form.pass_percent
    return Score(percent=percent, passed=passed, missing=tuple(missing), fatal=tuple(fatal))


def spreads_of(
    form: ScoreForm, scores: Sequence[Sequence[GivenPoints]], agreed: Sequence[GivenPoints]
) -> tuple[QuestionSpread, ...]:
    """Return how far reviewers were apart on each question that at least two of them took to apply."""
    settled = {each.code: each.points for each in agreed}
    found = []
    for question in questions_of(form):
        of_it = [each.points for one in scores for each in one if each.code == question.code]
        given = [points for points in of_it if points is not None]
        if len(given) < 2:
            continue
        low, high = min(given), max(given)
        found.append(
            QuestionSpread(
                code=question.code,
                lowest=low,
                highest=high,
                mean=(Decimal(sum(given)) / len(given)).quantize(_CENT, ROUND_HALF_UP),
                spread=_percent(Decimal(high - low), question.points),
                agreed=settled.get(question.code),
            )
        )
    return tuple(found)


def off_agreed(form: ScoreForm, given: Sequence[GivenPoints], agreed: Sequence[GivenPoints]) -> Decimal | None:
    """Return the mean distance from what was agreed on, in percent of each question's points; None where nothing can be
    compared. Where only one of both took a question to apply, they are the whole of it apart."""
    mine: Mapping[str, int | None] = {each.code: each.points for each in given}
    theirs: Mapping[str, int | None] = {each.code: each.points for each in agreed}
    apart = []
    for question in questions_of(form):
        if question.code not in mine or question.code not in theirs:
            continue
        one, other = mine[question.code], theirs[question.code]
        if one is None and other is None:
            continue
        distance = question.points if one is None or other is None else abs(one - other)
        apart.append(Decimal(distance) * 100 / question.points)
    return (sum(apart, Decimal()) / len(apart)).quantize(_CENT, ROUND_HALF_UP) if apart else None


def _percent(part: Decimal, whole: int) -> Decimal:
    return (part * 100 / whole).quantize(_CENT, ROUND_HALF_UP)

"""Where somebody stands in a survey by keypad, given what they have keyed. Pure: the same keys lead to the same place
on every server and for every carrier, which brings all of them each time it asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from telephony.menu.schema import END_KEY, Prompt
from telephony.menu.walk import SILENCE, Ask, Closing, Spoken
from telephony.surveys.schema import KeyedQuestion, KeypadSurvey
from telephony.surveys.states import Answered, KeyedScore


@dataclass(frozen=True, slots=True)
class _Part:
    question: KeyedQuestion
    prompt: Prompt
    is_expected: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    answered: Answered
    number: int = 0
    tries: int = 0
    wrong: bool = False


def next_question(survey: KeypadSurvey, language: str, inputs: Sequence[str]) -> Ask | Closing:
    """Return what comes after `inputs`: one text for each question that was played, `SILENCE` for none."""
    parts, place = tuple(_parts(survey)), _walk(survey, inputs)
    if place.answered.closed:
        return Closing(_spoken(survey, survey.thanks, language))
    part = parts[place.number]
    before = _spoken(survey, survey.opening, language) if not inputs else ()
    if place.wrong:
        before = _spoken(survey, survey.not_understood, language)
    ten = part.question.scale == TEN
    return Ask(
        step_id=f"{part.question.code}{'.expected' if part.is_expected else ''}",
        spoken=before + _spoken(survey, part.prompt, language),
        keys=("0123456789" if ten else "12345") + survey.refuse_key,
        wait_seconds=survey.wait_seconds,
        longest=2 if ten else 1,
        end_key=END_KEY if ten else "",
    )


def answers_in(survey: KeypadSurvey, inputs: Sequence[str]) -> Answered:
    """Return what somebody has answered who keyed this."""
    return _walk(survey, inputs).answered


TEN: Final = 10


def _parts(survey: KeypadSurvey) -> Iterator[_Part]:
    for question in survey.questions:
        yield _Part(question, question.prompt)
        if question.expected is not None:
            yield _Part(question, question.expected, is_expected=True)


def _walk(survey: KeypadSurvey, inputs: Sequence[str]) -> _Place:
    parts, place = tuple(_parts(survey)), _Place(Answered())
    for keyed in inputs:
        if place.answered.closed:
            break
        place = _after(survey, parts, place, keyed)
    return place


def _after(survey: KeypadSurvey, parts: Sequence[_Part], place: _Place, keyed: str) -> _Place:
    answered = place.answered
    if survey.refuse_key in keyed:
        return replace(place, answered=replace(answered, refused=True, closed=True))
    part = parts[place.number]
    score = _score(part.question, keyed)
    if score is None:
        if place.tries + 1 >= survey.tries:
            return replace(place, answered=replace(answered, closed=True))
        return replace(place, tries=place.tries + 1, wrong=keyed != SILENCE)
    if part.is_expected:
        scores = (*answered.scores[:-1], replace(answered.scores[-1], expected=score))
    else:
        scores = (*answered.scores, KeyedScore(part.question.code, part.question.scale, score))
    over = place.number + 1 >= len(parts)
    return _Place(Answered(scores, whole=over, closed=over), place.number + 1)


def _score(question: KeyedQuestion, keyed: str) -> int | None:
    digits = keyed.removesuffix(END_KEY)
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 2 or (len(digits) == 2 and digits[0] == "0"):
        return None
    score, least = int(digits), 0 if question.scale == TEN else 1
    return score if least <= score <= question.scale else None


def _spoken(survey: KeypadSurvey, prompt: Prompt, language: str) -> tuple[Spoken, ...]:
    languages = (language,) if language in survey.languages else survey.languages
    return tuple(Spoken(each, prompt.text[each], prompt.file.get(each, "")) for each in languages)

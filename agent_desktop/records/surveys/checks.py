"""What the schema alone cannot say of surveys: codes, languages, ways. Pure."""

import string
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from agent_desktop.contract.surveys import SurveyWay
from agent_desktop.records.surveys.schema import AfterClosing, Form, SurveyBook

LANGUAGES: Final = ("en", "zh")
IN_EMAIL: Final = frozenset({"bank", "link", "days", "minutes"})
IN_MESSAGE: Final = frozenset({"bank", "link", "days"})

Place = tuple[str | int, ...]


class SurveyProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    LANGUAGE_MISSING = "language_missing"  # language
    CODE_TWICE = "code_twice"  # code
    NAME_UNKNOWN = "name_unknown"  # name: a way without what it needs
    PLACEHOLDER_WRONG = "placeholder_wrong"  # text: names what is not there, or not the link
    VALUE_EMPTY = "value_empty"  # name: a place without what says so


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: SurveyProblem
    details: Mapping[str, str]


def findings_in(book: SurveyBook) -> Iterator[Finding]:
    """Yield every problem of a file that fits the schema."""
    codes: set[str] = set()
    abouts: set[str] = set()
    for number, form in enumerate(book.forms):
        here: Place = ("forms", number)
        for name, code, known in (("code", form.code, codes), ("about", form.about.value, abouts)):
            if code in known:  # two about one kind: nobody would know which to ask
                yield Finding((*here, name), SurveyProblem.CODE_TWICE, {"code": code})
            known.add(code)
        yield from _in_form(form, here)
    for place_, source in book.without_consent_in.items():
        if not source.strip():
            yield Finding(("without_consent_in", place_), SurveyProblem.VALUE_EMPTY, {"name": place_})
    if book.after_closing is not None:
        form, place = book.after_closing.form, ("after_closing", "form")
        if form.code in codes:
            yield Finding((*place, "code"), SurveyProblem.CODE_TWICE, {"code": form.code})
        if book.after_closing.way not in form.ways:
            yield Finding(("after_closing", "way"), SurveyProblem.NAME_UNKNOWN, {"name": book.after_closing.way.value})
        if book.after_closing.way is SurveyWay.PHONE:
            yield from _by_script(book.after_closing, ("after_closing", "by_script", "questions"))
        yield from _in_form(form, place)


def _by_script(plan: AfterClosing, here: Place) -> Iterator[Finding]:
    """What a script is to answer is what the form asks, no more and no less."""
    asked = {question.code: question for question in plan.form.questions}
    answered = plan.by_script.questions
    for code in [*(each for each in asked if each not in answered), *(each for each in answered if each not in asked)]:
        yield Finding((*here, code), SurveyProblem.NAME_UNKNOWN, {"name": code})
    for code, question in asked.items():
        if code in answered and bool(question.expected) is not bool(answered[code].expected):
            yield Finding((*here, code, "expected"), SurveyProblem.NAME_UNKNOWN, {"name": "expected"})


def _in_form(form: Form, here: Place) -> Iterator[Finding]:
    for name in ("name", "intro", "low", "high"):
        yield from _texts(getattr(form, name), (*here, name))
    if SurveyWay.MESSAGE in form.ways and not form.message:
        yield Finding((*here, "ways"), SurveyProblem.NAME_UNKNOWN, {"name": "message"})
    if SurveyWay.EMAIL in form.ways and form.email is None:
        yield Finding((*here, "ways"), SurveyProblem.NAME_UNKNOWN, {"name": "email"})
    if form.email is not None:
        yield from _written(form.email.subject, (*here, "email", "subject"), set(), IN_EMAIL)
        yield from _written(form.email.text, (*here, "email", "text"), {"link"}, IN_EMAIL)
    if form.message_with_link:
        yield from _written(form.message_with_link, (*here, "message_with_link"), {"link"}, IN_MESSAGE)
    codes: set[str] = set()
    for number, question in enumerate(form.questions):
        place = (*here, "questions", number)
        if question.code in codes:
            yield Finding((*place, "code"), SurveyProblem.CODE_TWICE, {"code": question.code})
        codes.add(question.code)
        yield from _texts(question.perceived, (*place, "perceived"))
        if question.expected:
            yield from _texts(question.expected, (*place, "expected"))


def _texts(texts: Mapping[str, str], here: Place) -> Iterator[Finding]:
    for language in LANGUAGES:
        if not texts.get(language, "").strip():
            yield Finding(here, SurveyProblem.LANGUAGE_MISSING, {"language": language})


def _written(texts: Mapping[str, str], here: Place, needed: set[str], known: frozenset[str]) -> Iterator[Finding]:
    yield from _texts(texts, here)
    for language, text in texts.items():
        if not _names_known(text, needed, known):
            yield Finding((*here, language), SurveyProblem.PLACEHOLDER_WRONG, {"text": text})


def _names_known(text: str, needed: set[str], known: frozenset[str]) -> bool:
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return False
    names = {name for _, name, _, _ in parts if name is not None}
    plain = all(not form and not change for _, _, form, change in parts)
    return plain and needed <= names <= known

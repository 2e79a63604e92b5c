"""What the schema alone cannot say of surveys: codes, languages, ways. Pure."""

import string
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from agent_desktop.contract.surveys import SurveyWay
from agent_desktop.records.surveys.schema import Form, SurveyBook

LANGUAGES: Final = ("en", "zh")
IN_EMAIL: Final = frozenset({"bank", "link", "days", "minutes"})

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
            for number, question in enumerate(form.questions):  # a script answers how it was, and nothing beside
                if question.expected:
                    wrong = (*place, "questions", number, "expected")
                    yield Finding(wrong, SurveyProblem.NAME_UNKNOWN, {"name": "expected"})
        yield from _in_form(form, place)


def _in_form(form: Form, here: Place) -> Iterator[Finding]:
    for name in ("name", "intro", "low", "high"):
        yield from _texts(getattr(form, name), (*here, name))
    if SurveyWay.MESSAGE in form.ways and not form.message:
        yield Finding((*here, "ways"), SurveyProblem.NAME_UNKNOWN, {"name": "message"})
    if SurveyWay.EMAIL in form.ways and form.email is None:
        yield Finding((*here, "ways"), SurveyProblem.NAME_UNKNOWN, {"name": "email"})
    if form.email is not None:
        for name, texts, needed in (("subject", form.email.subject, set()), ("text", form.email.text, {"link"})):
            yield from _texts(texts, (*here, "email", name))
            for language, text in texts.items():
                if not _names_known(text, needed):
                    wrong = {"text": text}
                    yield Finding((*here, "email", name, language), SurveyProblem.PLACEHOLDER_WRONG, wrong)
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


def _names_known(text: str, needed: set[str]) -> bool:
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return False
    names = {name for _, name, _, _ in parts if name is not None}
    plain = all(not form and not change for _, _, form, change in parts)
    return plain and needed <= names <= IN_EMAIL

"""What the schema alone cannot say of surveys: codes, languages, ways. Pure."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from agent_desktop.contract.surveys import SurveyWay
from agent_desktop.records.surveys.schema import Form, SurveyBook

LANGUAGES: Final = ("en", "zh")

Place = tuple[str | int, ...]


class SurveyProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    LANGUAGE_MISSING = "language_missing"  # language
    CODE_TWICE = "code_twice"  # code
    NAME_UNKNOWN = "name_unknown"  # name: a way without what it needs


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
    if book.after_closing is not None:
        form, place = book.after_closing.form, ("after_closing", "form")
        if form.code in codes:
            yield Finding((*place, "code"), SurveyProblem.CODE_TWICE, {"code": form.code})
        if book.after_closing.way not in form.ways:
            yield Finding(("after_closing", "way"), SurveyProblem.NAME_UNKNOWN, {"name": book.after_closing.way.value})
        yield from _in_form(form, place)


def _in_form(form: Form, here: Place) -> Iterator[Finding]:
    for name in ("name", "intro", "low", "high"):
        yield from _texts(getattr(form, name), (*here, name))
    if SurveyWay.MESSAGE in form.ways and not form.message:
        yield Finding((*here, "ways"), SurveyProblem.NAME_UNKNOWN, {"name": "message"})
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

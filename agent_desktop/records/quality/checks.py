"""What the schema alone cannot say of scorecards: codes, languages. Pure."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from agent_desktop.records.quality.schema import Form, ScoreBook

LANGUAGES: Final = ("en", "zh")

Place = tuple[str | int, ...]


class QualityProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    LANGUAGE_MISSING = "language_missing"  # language
    CODE_TWICE = "code_twice"  # code
    NAME_UNKNOWN = "name_unknown"  # name: a language that nobody reads, or the rest of a text with a comma in it


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: QualityProblem
    details: Mapping[str, str]


def findings_in(book: ScoreBook) -> Iterator[Finding]:
    """Yield every problem of a file that fits the schema."""
    codes: set[str] = set()
    for number, form in enumerate(book.forms):
        here: Place = ("forms", number)
        yield from _once(form.code, codes, here)
        yield from _texts(form.name, (*here, "name"))
        yield from _in_sections(form, here)


def _in_sections(form: Form, here: Place) -> Iterator[Finding]:
    sections: set[str] = set()
    questions: set[str] = set()  # an answer names its question alone
    for number, section in enumerate(form.sections):
        place = (*here, "sections", number)
        yield from _once(section.code, sections, place)
        yield from _texts(section.name, (*place, "name"))
        for count, question in enumerate(section.questions):
            there = (*place, "questions", count)
            yield from _once(question.code, questions, there)
            yield from _texts(question.text, (*there, "text"))
            if question.hint:
                yield from _texts(question.hint, (*there, "hint"))


def _once(code: str, known: set[str], here: Place) -> Iterator[Finding]:
    if code in known:
        yield Finding((*here, "code"), QualityProblem.CODE_TWICE, {"code": code})
    known.add(code)


def _texts(texts: Mapping[str, str], here: Place) -> Iterator[Finding]:
    for language in LANGUAGES:
        if not texts.get(language, "").strip():
            yield Finding(here, QualityProblem.LANGUAGE_MISSING, {"language": language})
    for other in texts.keys() - set(LANGUAGES):
        yield Finding(here, QualityProblem.NAME_UNKNOWN, {"name": other})

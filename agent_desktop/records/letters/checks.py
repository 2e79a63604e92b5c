"""What the schema alone cannot say of letters: codes, languages, names in texts. Pure."""

import string
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from agent_desktop.records.letters.schema import ASKED_FROM, Letter, LetterBook, LetterPart, Texts

LANGUAGES: Final = ("en", "zh")
FACTS: Final = ("number", "received_on", "about", "product", "answer_by", "redress")
NAMES: Final = frozenset({"bank", "name", "today", "writer", "unit", "phone", "email", "web", *FACTS})
IN_EMAIL: Final = frozenset({"bank", "number", "letter"})
_PAGE: Final = frozenset({"page", "pages"})

Place = tuple[str | int, ...]


class LetterProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    LANGUAGE_MISSING = "language_missing"  # language
    PLACEHOLDER_WRONG = "placeholder_wrong"  # text
    CODE_TWICE = "code_twice"  # code
    PART_UNCLEAR = "part_unclear"
    NAME_UNKNOWN = "name_unknown"  # name


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: LetterProblem
    details: Mapping[str, str]


def findings_in(book: LetterBook) -> Iterator[Finding]:
    """Yield every problem of a file that fits the schema."""
    for name in type(book.say).model_fields:
        allowed = {"page": _PAGE, "greeting": {"name"}, "gap": {"word"}}.get(name, frozenset())
        yield from _texts(getattr(book.say, name), ("say", name), frozenset(allowed))
    yield from _texts(book.sender.unit, ("sender", "unit"), frozenset())
    for name, lines in (("lines", book.sender.lines), ("foot", book.sender.foot)):
        joined = {language: "\n".join(each) for language, each in lines.items()}
        yield from _texts(joined, ("sender", name), NAMES)
    if book.email is not None:
        for name, texts in (("subject", book.email.subject), ("text", book.email.text)):
            yield from _texts(texts, ("email", name), IN_EMAIL)
    codes: set[str] = set()
    for number, letter in enumerate(book.letters):
        here: Place = ("letters", number)
        if letter.code in codes:
            yield _found((*here, "code"), LetterProblem.CODE_TWICE, code=letter.code)
        codes.add(letter.code)
        yield from _in_letter(letter, here)


def _in_letter(letter: Letter, here: Place) -> Iterator[Finding]:
    words: set[str] = set()
    for number, word in enumerate(letter.words):
        place = (*here, "words", number)
        if word.code in words or word.code in NAMES:
            yield _found((*place, "code"), LetterProblem.CODE_TWICE, code=word.code)
        words.add(word.code)
        yield from _texts(word.name, (*place, "name"), frozenset())
        if word.hint:
            yield from _texts(word.hint, (*place, "hint"), frozenset())
        if word.asked_from and word.asked_from not in ASKED_FROM:
            yield _found((*place, "from"), LetterProblem.NAME_UNKNOWN, name=word.asked_from)
    yield from _texts(letter.name, (*here, "name"), frozenset())
    yield from _texts(letter.subject, (*here, "subject"), NAMES | words)
    for number, part in enumerate(letter.parts):
        yield from _in_part(part, (*here, "parts", number), words)


def _in_part(part: LetterPart, here: Place, words: set[str]) -> Iterator[Finding]:
    given = [each for each in (part.text, part.heading, part.facts, part.words) if each is not None]
    if len(given) != 1:
        yield _found(here, LetterProblem.PART_UNCLEAR)
    for name, texts in (("text", part.text), ("heading", part.heading)):
        if texts is not None:
            yield from _texts(texts, (*here, name), NAMES | words)
    for fact in part.facts or ():
        if fact not in FACTS:
            yield _found((*here, "facts"), LetterProblem.NAME_UNKNOWN, name=fact)
    if part.words is not None and part.words not in words:
        yield _found((*here, "words"), LetterProblem.NAME_UNKNOWN, name=part.words)
    if part.only_with and part.only_with not in NAMES | words:
        yield _found((*here, "only_with"), LetterProblem.NAME_UNKNOWN, name=part.only_with)


def _texts(texts: Texts, here: Place, names: frozenset[str] | set[str]) -> Iterator[Finding]:
    for language in LANGUAGES:
        if not texts.get(language, "").strip():
            yield _found(here, LetterProblem.LANGUAGE_MISSING, language=language)
    for language, text in texts.items():
        if not _names_known(text, names):
            yield _found((*here, language), LetterProblem.PLACEHOLDER_WRONG, text=text)


def _names_known(text: str, names: frozenset[str] | set[str]) -> bool:
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return False
    named = [(name, form, conversion) for _, name, form, conversion in parts if name is not None]
    return all(name in names and not form and not conversion for name, form, conversion in named)


def _found(place: Place, problem: LetterProblem, **details: object) -> Finding:
    return Finding(place, problem, {name: str(value) for name, value in details.items()})

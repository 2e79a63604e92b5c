"""What the schema alone cannot say of message templates: codes, languages, variables, length. Pure."""

import string
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from agent_desktop.records.messages.schema import MessageTemplates

LANGUAGES: Final = ("en", "zh")
VARIABLES: Final = frozenset({"bank", "name", "agent"})
LONGEST_NAME: Final = 40

Place = tuple[str | int, ...]


class TemplateProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    LANGUAGE_MISSING = "language_missing"  # language
    PLACEHOLDER_WRONG = "placeholder_wrong"  # text
    CODE_TWICE = "code_twice"  # code
    NAME_LONG = "name_long"  # name, most


WARNINGS: Final = frozenset({TemplateProblem.NAME_LONG})


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: TemplateProblem
    details: Mapping[str, str]


def findings_in(file: MessageTemplates) -> Iterator[Finding]:
    """Yield every problem of a file that fits the schema."""
    codes: set[str] = set()
    for number, template in enumerate(file.templates):
        here: Place = ("templates", number)
        if template.code in codes:
            yield _found((*here, "code"), TemplateProblem.CODE_TWICE, code=template.code)
        codes.add(template.code)
        for part, texts in (("name", template.name), ("text", template.text)):
            for language in LANGUAGES:
                if not texts.get(language, "").strip():
                    yield _found((*here, part), TemplateProblem.LANGUAGE_MISSING, language=language)
        for name in template.name.values():
            if len(name) > LONGEST_NAME:
                yield _found((*here, "name"), TemplateProblem.NAME_LONG, name=name, most=LONGEST_NAME)
        for language, text in template.text.items():
            if not _names_known(text):
                yield _found((*here, "text", language), TemplateProblem.PLACEHOLDER_WRONG, text=text)


def _names_known(text: str) -> bool:
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return False
    named = [(name, form, conversion) for _, name, form, conversion in parts if name is not None]
    return all(name in VARIABLES and not form and not conversion for name, form, conversion in named)


def _found(place: Place, problem: TemplateProblem, **details: object) -> Finding:
    return Finding(place, problem, {name: str(value) for name, value in details.items()})

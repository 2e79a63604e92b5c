"""Variables in script texts: ``{{customer_name|you}}`` is the fact `customer_name`, or *you* where there is none.

``{{answers.lost_on|then}}`` is what was answered. Facts and answers reach a text in words by language under the name
that stands between the braces; `service_scripts.formats` puts values into words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.base import LocalText, text_in
from agent_desktop.service_scripts.facts import FACTS

__all__ = [
    "ANSWERS", "FACTS", "KNOWN_FACTS", "Piece", "Variable", "fill", "fill_plain", "has_stray_braces", "variables_in",
    "with_values",
]  # fmt: skip

KNOWN_FACTS: Final[Mapping[str, str]] = MappingProxyType(
    {name: fact.words["en"] for name, fact in FACTS.items() if fact.in_words}
)
"""The facts that come with a call as words. The server gives all but the agent's own name, which the desktop knows."""

ANSWERS: Final = "answers."
"""What begins the name of a variable that is an answer: ``{{answers.lost_on}}``."""

_VARIABLE: Final = re.compile(r"\{\{\s*((?:answers\.)?[a-z][a-z0-9_]*)\s*(?:\|([^{}|]*))?\}\}")


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable in a text. `fallback` is None where the text gives none; `start` is its place in the text."""

    name: str
    fallback: str | None
    start: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a filled text. `is_missing`: a variable without any value, shown as ``[customer name]``."""

    text: str
    is_variable: bool = False
    is_missing: bool = False


def fill(
    text: LocalText, facts: Mapping[str, LocalText], language: str, defaults: Mapping[str, LocalText] | None = None
) -> list[Piece]:
    """Return `text` in `language` in pieces, each variable its own piece.

    A variable takes its fact; without one the fallback written in the text; without one the script's own default
    (`defaults` is `Script.variables`); without one its name in brackets, so that a gap is seen before it is read out.
    """
    source = text_in(text, language)
    pieces: list[Piece] = []
    end = 0
    for match in _VARIABLE.finditer(source):
        if match.start() > end:
            pieces.append(Piece(source[end : match.start()]))
        pieces.append(_filled(match[1], match[2], facts, language, defaults or {}))
        end = match.end()
    if end < len(source):
        pieces.append(Piece(source[end:]))
    return pieces


def fill_plain(
    text: LocalText, facts: Mapping[str, LocalText], language: str, defaults: Mapping[str, LocalText] | None = None
) -> str:
    """Return what `fill` gives as one string."""
    return "".join(piece.text for piece in fill(text, facts, language, defaults))


def with_values(text: str, values: Mapping[str, str]) -> str:
    """Return `text`, each variable as its value, else its fallback, else nothing."""
    return _VARIABLE.sub(lambda match: values.get(match[1]) or (match[2] or "").strip(), text)


def variables_in(text: str) -> Iterator[Variable]:
    """Yield the variables of one language's text, in order."""
    for match in _VARIABLE.finditer(text):
        yield Variable(match[1], match[2], match.start())


def has_stray_braces(text: str) -> bool:
    """Say whether `text` holds ``{{`` or ``}}`` that is no variable: a slip of the pen that would be read out."""
    rest = _VARIABLE.sub("", text)
    return "{{" in rest or "}}" in rest


def _filled(
    name: str, fallback: str | None, facts: Mapping[str, LocalText], language: str, defaults: Mapping[str, LocalText]
) -> Piece:
    value = text_in(facts.get(name, {}), language)
    if not value:
        value = fallback.strip() if fallback is not None else text_in(defaults.get(name, {}), language)
    if value or fallback is not None:
        return Piece(value, is_variable=True)
    return Piece(f"[{name.removeprefix(ANSWERS).replace('_', ' ')}]", is_variable=True, is_missing=True)

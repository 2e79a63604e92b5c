"""Variables in script texts: ``{{customer_name|you}}`` is the fact `customer_name`, or *you* where there is none."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.base import LocalText, text_in

KNOWN_FACTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "customer_name": "How to address the customer: Ms Ho, 何女士",
        "customer_full_name": "The customer's whole name with title",
        "agent_name": "The agent's own name",
        "bank_name": "The name of the bank",
        "card_ending": "The last digits of the card that the call is likely about",
        "card_product": "The name of that card's product",
        "last_transaction_amount": "The newest booking on it: HKD 8,000.00",
        "last_transaction_place": "Where it was made",
        "last_transaction_time": "When it was made: 02:14 today, 今天 02:14",
        "last_transaction_date": "The day it was made: Thu 18 Jun, 6月18日 周四",
    }
)
"""Every fact of a script, with what it is. The server gives all but the agent's own name, which their desktop knows."""

_VARIABLE: Final = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*(?:\|([^{}|]*))?\}\}")


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
    return Piece(f"[{name.replace('_', ' ')}]", is_variable=True, is_missing=True)

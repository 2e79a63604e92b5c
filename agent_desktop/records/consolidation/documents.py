"""Identity documents: which kind a number is of, and whether its own check digit bears it out."""

import re
from typing import Final, NamedTuple

from agent_desktop.records.customers.folding import fold_number

_HONG_KONG: Final = re.compile(r"[a-z]{1,2}[0-9]{6}[0-9a]")
_MAINLAND: Final = re.compile(r"[0-9]{17}[0-9x]")
_BUSINESS: Final = re.compile(r"br[0-9]{8,11}")
_HONG_KONG_WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 3, 2, 1)
_MAINLAND_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_BLANK: Final = 36


class Document(NamedTuple):
    """A number of an identity document. `sound`: nothing about it is known to be wrong.

    `kind` is hong_kong, mainland, business or other. Numbers of different kinds say nothing about each other: the same
    person may have an identity card and a passport.
    """

    kind: str
    number: str
    sound: bool


def document_of(text: str) -> Document | None:
    """Read a document's number as some system wrote it; None where there is none."""
    number = fold_number(text)
    if not number:
        return None
    if _MAINLAND.fullmatch(number):
        return Document("mainland", number, _mainland_is_sound(number))
    if _BUSINESS.fullmatch(number):
        return Document("business", number, sound=True)
    if _HONG_KONG.fullmatch(number):
        return Document("hong_kong", number, _hong_kong_is_sound(number))
    return Document("other", number, sound=True)


def _hong_kong_is_sound(number: str) -> bool:
    """The characters with weights 9 to 1 add up to a multiple of 11; A counts 10, a missing first letter 36."""
    values = [_BLANK] if len(number) == 8 else []
    values += [int(mark) if mark.isdecimal() else ord(mark) - ord("a") + 10 for mark in number]
    return sum(value * weight for value, weight in zip(values, _HONG_KONG_WEIGHTS, strict=True)) % 11 == 0


def _mainland_is_sound(number: str) -> bool:
    """ISO 7064, MOD 11-2, as GB 11643 has it."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _MAINLAND_WEIGHTS, strict=True))
    return number[17] == "10x98765432"[total % 11]

"""Whether what a caller said is what the bank has on record. Pure; neither is ever logged or put into an error."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from agent_desktop.records.customers.folding import has_han
from agent_desktop.records.verification.schema import CheckRule, Compared

LEAST_LETTERS: Final = 3
LEAST_HAN: Final = 2
"""How much of an address is to be said at least."""

_MONTHS: Final = MappingProxyType(
    {
        name: number
        for number, name in enumerate(
            ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
        )
    }
)
_EVERYWHERE: Final = frozenset(
    [
        "road",
        "rd",
        "street",
        "st",
        "avenue",
        "ave",
        "lane",
        "flat",
        "room",
        "unit",
        "block",
        "floor",
        "tower",
        "building",
        "house",
        "court",
        "garden",
        "gardens",
        "the",
        "of",
        "no",
        "hong",
        "kong",
        "china",
    ]
)
"""Words that stand in so many addresses that they tell nothing."""
_HAN_EVERYWHERE: Final = ("香港", "中国", "大厦", "大道", "街道", "花园")


class NotUnderstoodError(ValueError):
    """The answer has not the form that is asked for. It counts as no attempt."""


def has_value(rule: CheckRule, record: Mapping[str, object]) -> bool:
    """Say whether this check can be asked of a customer: always, where the server compares nothing."""
    if rule.compares is None:
        return True
    value = record[_COLUMNS[rule.compares]]
    if rule.compares is Compared.DOCUMENT_END:
        return len(_bare(str(value))) >= rule.characters
    if rule.compares is Compared.ADDRESS:
        return bool(_hidden_address(str(value)))
    return bool(value)


def is_right(rule: CheckRule, answer: str, record: Mapping[str, object]) -> bool:
    """Say whether `answer` is what is on record. `rule` compares something, and there is a value.

    Raises:
        NotUnderstoodError: It has not the form that is asked for.
    """
    if rule.compares is None:
        raise NotUnderstoodError
    value = record[_COLUMNS[rule.compares]]
    match rule.compares:
        case Compared.BIRTH_DATE:
            return read_date(answer) == value
        case Compared.DOCUMENT_END:
            said = _bare(answer)
            if len(said) < rule.characters:
                raise NotUnderstoodError
            whole = _bare(str(value))
            # Who says more than is asked for must be right in all of it.
            return whole.endswith(said)
        case Compared.ADDRESS:
            return _in_address(answer, str(value))
        case Compared.EMAIL:
            said = _plain(answer).replace(" ", "")
            if "@" not in said:
                raise NotUnderstoodError
            return said == _plain(str(value)).replace(" ", "")
        case Compared.CUSTOMER_NUMBER:
            said = _bare(answer)
            if not said:
                raise NotUnderstoodError
            return said == _bare(str(value))


_COLUMNS: Final[Mapping[Compared, str]] = MappingProxyType(
    {
        Compared.BIRTH_DATE: "birth_date",
        Compared.DOCUMENT_END: "document_number",
        Compared.ADDRESS: "address",
        Compared.EMAIL: "email",
        Compared.CUSTOMER_NUMBER: "customer_number",
    }
)


def read_date(text: str) -> date:
    """Read a day as people write one: ``1979-06-21``, ``21/6/1979``, ``21 Jun 1979``, ``19790621``, ``1979年6月21日``.

    Without a month's name the day stands before the month unless the year comes first, as in Hong Kong.

    Raises:
        NotUnderstoodError: It is no day with a year of four digits.
    """
    plain = _plain(text)
    compact = re.fullmatch("([0-9]{4})([0-9]{2})([0-9]{2})", plain)
    parts = list(compact.groups()) if compact else re.findall("[0-9]+|[a-z]+", plain)
    numbers = [_MONTHS.get(part[:3], 0) if part.isalpha() else int(part) for part in parts]
    if len(parts) == 3 and parts[0].isalpha():  # Jun 21 1979
        numbers = [numbers[1], numbers[0], numbers[2]]
    if len(numbers) != 3:
        raise NotUnderstoodError
    year, month, day = numbers if len(parts[0]) == 4 and parts[0].isdigit() else reversed(numbers)
    if year < 1000:
        raise NotUnderstoodError
    try:
        return date(year, month, day)
    except ValueError:
        raise NotUnderstoodError from None


def _in_address(answer: str, address: str) -> bool:
    hidden = _hidden_address(address)
    said = _plain(answer)
    if has_han(said):
        bare = "".join(part for part in said if part.isalnum())
        for everywhere in _HAN_EVERYWHERE:
            bare = bare.replace(everywhere, "")
        if len(bare) < LEAST_HAN:
            raise NotUnderstoodError
        return bare in "".join(part for part in hidden if part.isalnum())
    words = [word for word in re.findall(r"\w+", said) if word not in _EVERYWHERE]
    if not any(len(word) >= LEAST_LETTERS and not word.isdigit() for word in words):
        raise NotUnderstoodError
    there = set(re.findall(r"\w+", hidden))
    return all(word in there for word in words)


def _hidden_address(address: str) -> str:
    """Return an address without its last part, the district: that is on every screen, and everybody guesses it."""
    parts = [part.strip() for part in re.split("[,，、\n]", _plain(address)) if part.strip()]
    return " ".join(parts[:-1]) if len(parts) > 1 else " ".join(parts)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _bare(text: str) -> str:
    return "".join(mark for mark in _plain(text) if mark.isalnum())

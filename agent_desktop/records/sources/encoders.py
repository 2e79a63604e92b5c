"""Writes values as PostgreSQL's COPY text, after checking that the table can hold them.

So a value that does not fit refuses its own row, and COPY itself never fails.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from typing import Any, Final

from agent_desktop.records.sources.errors import ValueWrongError
from agent_desktop.records.sources.expressions import as_text

Encode = Callable[[Any], str]
"""From a value to its COPY text. Raises ValueWrongError."""

NULL: Final = "\\N"

_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_MONEY: Final = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,2})?")
_SECONDS: Final = re.compile(r"[0-9]{1,9}")
_OF_FIVE: Final = re.compile(r"[1-4](\.[0-9]{1,2})?|5(\.0{1,2})?")
_E164: Final = re.compile(r"\+[1-9][0-9]{3,14}")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_DAY_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_MEMORY: Final = 10_000


def escape(text: str) -> str:
    """Return `text` as COPY takes it."""
    if "\\" in text or not text.isprintable():
        return text.translate(_ESCAPES)
    return text


def text(limit: int, *, required: bool = False) -> Encode:
    """Texts of at most `limit` characters; nothing is the empty text."""

    def encode(value: Any) -> str:
        if value is None:
            value = ""
        if not isinstance(value, str):
            value = as_text(value, "en")
        if required and not value:
            raise ValueWrongError("is empty")
        if len(value) > limit:
            raise ValueWrongError(f"has {len(value)} characters where at most {limit} fit")
        return escape(value)

    return encode


def number(limit: int) -> Encode:
    """Account and card numbers: full-width digits become plain ones, so that an ending can be searched."""
    plain = text(limit, required=True)

    def encode(value: Any) -> str:
        shown = as_text(value, "en")
        return plain(shown if shown.isascii() else unicodedata.normalize("NFKC", shown))

    return encode


def one_of(values: Collection[str]) -> Encode:
    """One of a fixed set of words."""
    known = frozenset(values)

    def encode(value: Any) -> str:
        word = as_text(value, "en")
        if word not in known:
            raise ValueWrongError(f'"{word[:40]}" is none of {", ".join(sorted(known))}')
        return word

    return encode


def money(value: Any) -> str:
    """Amounts with at most two decimals, or nothing."""
    if value is None or value == "":
        return NULL
    shown = as_text(value, "en")
    if not _MONEY.fullmatch(shown):
        raise ValueWrongError(f'"{shown[:40]}" is no amount with at most 16 digits and 2 decimals')
    return shown


def money_required(value: Any) -> str:
    """Amounts, never nothing."""
    encoded = money(value)
    if encoded == NULL:
        raise ValueWrongError("has no amount")
    return encoded


def of_five(*, required: bool = False) -> Encode:
    """Answers to a survey: from 1 to 5, with at most two decimals; or nothing."""

    def encode(value: Any) -> str:
        if value is None or value == "":
            if required:
                raise ValueWrongError("has no answer")
            return NULL
        shown = as_text(value, "en")
        if not _OF_FIVE.fullmatch(shown):
            raise ValueWrongError(f'"{shown[:40]}" is no answer from 1 to 5 with at most 2 decimals')
        return shown

    return encode


def currency(value: Any) -> str:
    """ISO 4217 codes by their form."""
    shown = as_text(value, "en")
    if not _CURRENCY.fullmatch(shown):
        raise ValueWrongError(f'"{shown[:40]}" is no currency code of three letters')
    return shown


def day(value: Any) -> str:
    """Days, or nothing."""
    if value is None or value == "":
        return NULL
    if isinstance(value, datetime):
        return value.date().isoformat()
    if not isinstance(value, date):
        raise ValueWrongError(f'"{as_text(value, "en")[:40]}" is no date; give its column a date format')
    return value.isoformat()


def moment(zone: Any, *, otherwise: str = "") -> Encode:
    """Times; a day is its first moment in `zone`. `otherwise` is the COPY text that stands in for nothing."""
    known: dict[date, str] = {}

    def encode(value: Any) -> str:
        if isinstance(value, datetime):
            return value.isoformat()
        if isinstance(value, date):
            found = known.get(value)
            if found is None:
                start = datetime(value.year, value.month, value.day, tzinfo=zone)
                found = known[value] = start.astimezone(UTC).isoformat()
            return found
        if value is None or value == "":
            if otherwise:
                return otherwise
            raise ValueWrongError("has no time")
        raise ValueWrongError(f'"{as_text(value, "en")[:40]}" is no time; give its column a time format')

    return encode


def seconds(value: Any) -> str:
    """Whole seconds, or nothing."""
    if value is None or value == "":
        return NULL
    shown = as_text(value, "en")
    if not _SECONDS.fullmatch(shown):
        raise ValueWrongError(f'"{shown[:40]}" is no count of seconds')
    return shown


def day_time(value: Any) -> str:
    """Times of the day as ``20:00``, or nothing."""
    if value is None or value == "":
        return NULL
    shown = as_text(value, "en")
    if not _DAY_TIME.fullmatch(shown):
        raise ValueWrongError(f'"{shown[:40]}" is no time of the day such as 20:00')
    return shown


def country(value: Any) -> str:
    """ISO 3166 codes of two letters by their form, or nothing."""
    shown = as_text(value, "en").upper()
    if shown and not _COUNTRY.fullmatch(shown):
        raise ValueWrongError(f'"{shown[:40]}" is no country code of two letters')
    return shown


def e164(value: Any) -> str:
    """Telephone numbers in E.164."""
    shown = as_text(value, "en")
    if not _E164.fullmatch(shown):
        raise ValueWrongError(f'"{shown[:40]}" is no number in E.164; give its column the type phone')
    return shown


def gender(value: Any) -> str:
    """F, M or nothing."""
    shown = as_text(value, "en").upper()
    if shown not in {"", "F", "M"}:
        raise ValueWrongError(f'"{shown[:40]}" is neither F nor M nor empty')
    return shown


def local_text(*, required: bool = False) -> Encode:
    """Texts by language; a plain text is taken as English."""
    known: dict[tuple[tuple[str, str], ...], str] = {}

    def encode(value: Any) -> str:
        texts = value if isinstance(value, dict) else {"en": as_text(value, "en")} if value else {}
        if required and not texts:
            raise ValueWrongError("is empty")
        key = tuple(texts.items())
        found = known.get(key)
        if found is None:
            found = escape(json.dumps(texts, ensure_ascii=False))
            if len(known) < _MEMORY:
                known[key] = found
        return found

    return encode


def words(value: Any) -> str:
    """Lists of plain words."""
    return escape(json.dumps([as_text(item, "en") for item in value or ()], ensure_ascii=False))


def local_texts(value: Any) -> str:
    """Lists of texts by language."""
    texts = [item if isinstance(item, dict) else {"en": as_text(item, "en")} for item in value or ()]
    return escape(json.dumps(texts, ensure_ascii=False))

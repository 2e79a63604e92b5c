"""Turns the texts of an extract into values, or says why one cannot be taken.

Values are texts, `date`, aware `datetime`, `BirthNumber`, or None where there is nothing. Whole numbers and money
stay texts in one plain form (``-1234.50``), which is what they are loaded as.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any, Final

from agent_desktop.records.customers.numbers import normalise
from agent_desktop.records.sources.errors import ValueWrongError
from agent_desktop.records.sources.schema import Column

Convert = Callable[[str], Any]
"""From a bare, non-empty text to its value. Raises ValueWrongError."""

_WIDTHS: Final = {"Y": 4, "y": 2, "m": 2, "d": 2, "H": 2, "M": 2, "S": 2}
_MONEY: Final = re.compile(r"[+-]?[0-9]{1,16}(\.[0-9]{1,2}0*)?")
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,18}")
_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_MEMORY: Final = 50_000


@dataclass(frozen=True, slots=True)
class BirthNumber:
    """What a Czech birth number says: YYMMDD, with 50 added to the month of a woman."""

    date: date
    gender: str


def converter(column: Column, zone: tzinfo) -> Convert:
    """Return what turns a text of `column` into its value. Times without a zone are in `zone`."""
    match column.type:
        case "integer":
            return _integer
        case "money":
            return _money(column.decimal_mark, column.group_mark)
        case "date":
            return _remembering(_date(column.format))
        case "time":
            return _time(column.format, zone)
        case "phone":
            return _phone(column.region)
        case "czech_birth_number":
            return _birth_number(column.century)
        case _:
            return str


def part_of(value: Any, part: str) -> Any:
    """Return one part of a value that has parts."""
    return None if value is None else getattr(value, part)


PARTS: Final = {"czech_birth_number": ("date", "gender")}


def _integer(text: str) -> str:
    if not _INTEGER.fullmatch(text):
        raise ValueWrongError(f"{_shown(text)} is no whole number")
    return str(int(text))


def _money(decimal_mark: str, group_mark: str) -> Convert:
    plain = decimal_mark == "." and not group_mark

    def convert(text: str) -> str:
        number = text
        if not plain:
            # Statements print groups with a no-break space.
            number = number.replace("\u00a0", " ").replace("\u202f", " ")
            number = number.replace(group_mark, "") if group_mark else number
            number = number.replace(decimal_mark, ".") if "." not in number or decimal_mark == "." else ""
        if not _MONEY.fullmatch(number):
            raise ValueWrongError(f"{_shown(text)} is no amount with at most 16 digits and 2 decimals")
        whole, _, cents = number.lstrip("+").partition(".")
        return f"{whole}.{cents[:2]:0<2}" if cents else f"{whole}.00"

    return convert


def _date(form: str) -> Convert:
    parse = _parser(form, UTC)

    def convert(text: str) -> date:
        return parse(text).date()

    return convert


def _time(form: str, zone: tzinfo) -> Convert:
    parse = _parser(form, zone)

    def convert(text: str) -> datetime:
        return parse(text).astimezone(UTC)

    return convert


def _parser(form: str, zone: tzinfo) -> Callable[[str], datetime]:
    """Return a reader of `form`: by place where every field has its width, which is ten times as fast.

    A time that names no zone is in `zone`.
    """
    pattern = _pattern(form)

    def by_place(text: str) -> datetime:
        found = whole(text)
        try:
            if found is None:
                raise ValueError(text)
            year, *rest = map(int, found.group(*fields))
            return datetime(_full_year(year) if short_year else year, *rest, tzinfo=zone)  # type: ignore[arg-type, misc]
        except ValueError:
            raise ValueWrongError(f"{_shown(text)} is no {wanted} like {example}") from None

    def by_format(text: str) -> datetime:
        try:
            at = datetime.strptime(text, form)  # noqa: DTZ007 a format may or may not name the zone
        except ValueError:
            raise ValueWrongError(f"{_shown(text)} is no {wanted} like {example}") from None
        return at if at.tzinfo is not None else at.replace(tzinfo=zone)

    example = datetime(1998, 12, 31, 23, 59, 58, tzinfo=zone).strftime(form)
    wanted = "time" if any(mark in form for mark in ("%H", "%I", "%T", "%X")) else "date"
    if pattern is None:
        return by_format
    whole = pattern.fullmatch
    fields = [field for field in "YymdHMS" if field in pattern.groupindex]
    short_year = fields[0] == "y"
    return by_place


def _pattern(form: str) -> re.Pattern[str] | None:
    """Return what matches a text of `form`, a group a field; None where a field has no fixed width or is left out."""
    pieces: list[str] = []
    fields: list[str] = []
    rest = iter(form)
    for mark in rest:
        if mark != "%":
            pieces.append(re.escape(mark))
            continue
        field = next(rest, "")
        if field not in _WIDTHS or field in fields:
            return None
        fields.append(field)
        pieces.append(f"(?P<{field}>[0-9]{{{_WIDTHS[field]}}})")
    # Without hours there are no minutes: datetime takes them in this order.
    named = set(fields)
    whole = (
        {"m", "d"} <= named and len(named & {"Y", "y"}) == 1 and "HMS".startswith("".join(sorted(named & set("HMS"))))
    )
    return re.compile("".join(pieces)) if whole else None


def _full_year(two_digits: int) -> int:
    return two_digits + (1900 if two_digits >= 69 else 2000)  # as POSIX and strptime read two digits


def _phone(region: str) -> Convert:
    def convert(text: str) -> str:
        if _E164.fullmatch(text):
            return text
        number = normalise(text, region)  # as a calling number is read: the two are compared
        if number is None:
            raise ValueWrongError(f"{_shown(text)} is no telephone number")
        return number

    return convert


def _birth_number(century: int) -> Convert:
    def convert(text: str) -> BirthNumber:
        if not (len(text) == 6 and text.isdecimal() and text.isascii()):
            raise ValueWrongError(f"{_shown(text)} is no birth number of six digits")
        year, month, day = int(text[:2]), int(text[2:4]), int(text[4:])
        woman = month > 50
        try:
            born = date(century + year, month - 50 if woman else month, day)
        except ValueError:
            raise ValueWrongError(f"{_shown(text)} is no birth number: it names no day") from None
        return BirthNumber(born, "F" if woman else "M")

    return convert


def _remembering(convert: Convert) -> Convert:
    # An extract has few different days and many rows.
    known: dict[str, Any] = {}

    def remembered(text: str) -> Any:
        value = known.get(text)
        if value is None:
            value = convert(text)
            if len(known) < _MEMORY:
                known[text] = value
        return value

    return remembered


def _shown(text: str) -> str:
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'

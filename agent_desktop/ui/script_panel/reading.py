"""What people type, as the answer that a script keeps: a day, an amount, a number, a telephone number. Pure.

What cannot be read is given back as it was typed; `service_scripts.walk.problem_with` then says what is wrong with it.
"""

import re
import unicodedata
from datetime import date, timedelta
from typing import Final

import phonenumbers

from agent_desktop.service_scripts.schema import Question, QuestionKind

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NEAR: Final = {
    **dict.fromkeys(("t", "today", "今天", "今"), 0),
    **dict.fromkeys(("y", "yesterday", "昨天", "昨"), -1),
    **dict.fromkeys(("tomorrow", "明天", "明"), 1),
    **dict.fromkeys(("前天",), -2),
    **dict.fromkeys(("后天", "後天"), 2),
}
_SHIFT: Final = re.compile(r"([+-])\s*([0-9]{1,4})\s*(d|w|天|日|周)?")
_WHOLE: Final = re.compile(r"([0-9]{4})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2})日?")
_DAY_MONTH: Final = re.compile(r"([0-9]{1,2})\s*[/.\s]\s*([0-9]{1,2}|[a-z]{3,9})\.?(?:\s*[/.,\s]\s*([0-9]{4}))?")
_CHINESE: Final = re.compile(r"([0-9]{1,2})月([0-9]{1,2})[日号]?")
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_GROUPED: Final = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_UNITS: Final = {"k": 3, "m": 6, "万": 4, "萬": 4, "亿": 8, "億": 8}


def read_answer(question: Question, text: str, today: date, region: str) -> str:
    """Return what was typed or chosen as an answer to `question`, or as it stands where it is none."""
    match question.kind:
        case QuestionKind.DATE:
            return read_day(text, today)
        case QuestionKind.NUMBER:
            return read_number(text)
        case QuestionKind.MONEY:
            currency = question.currencies[0] if len(question.currencies) == 1 else ""
            return read_money(text, question.currencies, currency)
        case QuestionKind.PHONE:
            return read_phone(text, region)
        case _:
            return text


def plain(text: str) -> str:
    """Return `text` with full-width letters and digits as half-width ones: Chinese input methods give both."""
    return unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()


def read_day(text: str, today: date) -> str:
    """Return an ISO 8601 date from what people type for a day.

    ``t`` and ``y`` are today and yesterday, ``-3`` three days ago and ``+2w`` in two weeks; ``18/6``, ``18 Jun``,
    ``6月18日`` are of this year, or the past one where that day is more than half a year away.
    """
    typed = plain(text).casefold()
    if typed in _NEAR:
        return (today + timedelta(days=_NEAR[typed])).isoformat()
    if shifted := _SHIFT.fullmatch(typed):
        days = int(shifted[2]) * (7 if shifted[3] in ("w", "周") else 1)
        return _moved(today, days if shifted[1] == "+" else -days) or text.strip()
    whole = _WHOLE.fullmatch(typed)
    if whole is not None and (len(typed) == 8 or not typed.isdigit()):
        return _day(int(whole[1]), int(whole[2]), int(whole[3])) or text.strip()
    if chinese := _CHINESE.fullmatch(typed):
        return _near(today, int(chinese[1]), int(chinese[2])) or text.strip()
    if named := _DAY_MONTH.fullmatch(typed):
        month = int(named[2]) if named[2].isdigit() else _month(named[2])
        if named[3]:
            return _day(int(named[3]), month, int(named[1])) or text.strip()
        return _near(today, month, int(named[1])) or text.strip()
    return text.strip()


def stepped_day(answer: str, steps: int, today: date) -> str:
    """Return the day `steps` after the answer's; without an answer today."""
    try:
        return _moved(date.fromisoformat(answer), steps) or answer
    except ValueError:
        return today.isoformat()


def read_number(text: str) -> str:
    """Return a decimal with a point from ``1,234.5`` or ``１２``."""
    typed = plain(text)
    if _GROUPED.fullmatch(typed):
        typed = typed.replace(",", "")
    return typed if _NUMBER.fullmatch(typed) else text.strip()


def read_money(text: str, currencies: tuple[str, ...] = (), currency: str = "") -> str:
    """Return an amount with two decimals, and its currency where a question has `currencies`.

    ``8,000``, ``8k``, ``3万``, ``hkd 8000`` are read. A currency that is typed wins over `currency`, the chosen one.
    """
    typed = plain(text).upper()
    if not typed:
        return ""
    for each in currencies:
        if typed.startswith(each) or typed.endswith(each):
            typed, currency = typed.replace(each, "", 1).strip(), each
    unit = _UNITS.get(typed[-1:].casefold(), 0)
    number = read_number(typed[:-1] if unit else typed)
    if not _NUMBER.fullmatch(number):
        return text.strip()
    whole, _, rest = number.partition(".")
    if unit:
        if len(rest) > unit:
            return text.strip()
        whole, rest = whole + rest.ljust(unit, "0"), ""
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    amount = f"{sign}{digits.lstrip('0') or '0'}.{rest.ljust(2, '0')}"
    return f"{amount} {currency}" if currencies and currency else amount


def read_phone(text: str, region: str) -> str:
    """Return a telephone number in E.164; one without a country code is of `region`, an ISO 3166 code such as HK."""
    typed = plain(text)
    try:
        number = phonenumbers.parse(typed, region or None)
    except phonenumbers.NumberParseException:
        return text.strip()
    if not phonenumbers.is_valid_number(number):
        return text.strip()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_as_read(answer: str) -> str:
    """Return an E.164 number in groups, as people read it: ``+852 9123 4567``; anything else as it stands."""
    try:
        number = phonenumbers.parse(answer, None)
    except phonenumbers.NumberParseException:
        return answer
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _month(word: str) -> int:
    return next((at for at, month in enumerate(_MONTHS, start=1) if word.startswith(month)), 0)


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _near(today: date, month: int, day: int) -> str:
    this_year = _day(today.year, month, day)
    if this_year and (date.fromisoformat(this_year) - today).days > 183:
        return _day(today.year - 1, month, day)
    return this_year


def _moved(day: date, days: int) -> str:
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return ""

"""Dates, times and money in words, by language, for texts that the server composes: facts and reasons.

`Thu 18 Jun`, `6月18日 周四`; `HKD 8,000.00`. A year is named when it is not the present one.
"""

from datetime import date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from agent_desktop.contract.base import LocalText

MINUS: Final = "\u2212"

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS_ZH: Final = "一二三四五六日"


def money(amount: Decimal, currency: str) -> LocalText:
    """Return an amount with its code and two decimals: ``HKD 8,000.00``; a minus is U+2212."""
    rounded = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    sign = MINUS if rounded < 0 else ""
    shown = f"{currency} {sign}{abs(rounded):,.2f}"
    return {"en": shown, "zh": shown}


def day(when: date, today: date) -> LocalText:
    """Return a day: ``Thu 18 Jun``, ``6月18日 周四``."""
    year_en, year_zh = (f" {when.year}", f"{when.year}年") if when.year != today.year else ("", "")
    return {
        "en": f"{_WEEKDAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]}{year_en}",
        "zh": f"{year_zh}{when.month}月{when.day}日 周{_WEEKDAYS_ZH[when.weekday()]}",
    }


def short_day(when: date, today: date) -> LocalText:
    """Return a day without its weekday: ``18 Jun``, ``6月18日``."""
    year_en, year_zh = (f" {when.year}", f"{when.year}年") if when.year != today.year else ("", "")
    return {
        "en": f"{when.day} {_MONTHS[when.month - 1]}{year_en}",
        "zh": f"{year_zh}{when.month}月{when.day}日",
    }


def long_day(when: date) -> LocalText:
    """Return a day of the year: ``21 June``, ``6月21日``."""
    return {"en": f"{when.day} {_LONG_MONTHS[when.month - 1]}", "zh": f"{when.month}月{when.day}日"}


def day_within_a_week(when: date, today: date) -> LocalText:
    """Return a day at most seven days ahead: ``today``, ``tomorrow``, ``on Sunday``; ``今天``, ``明天``, ``周日``."""
    ahead = (when - today).days
    if ahead == 0:
        return {"en": "today", "zh": "今天"}
    if ahead == 1:
        return {"en": "tomorrow", "zh": "明天"}
    next_en, next_zh = ("next ", "下") if ahead == 7 else ("on ", "")
    return {
        "en": f"{next_en}{_LONG_WEEKDAYS[when.weekday()]}",
        "zh": f"{next_zh}周{_WEEKDAYS_ZH[when.weekday()]}",
    }


def moment(at: datetime, now: datetime, zone: tzinfo) -> LocalText:
    """Return a time as it is said: ``02:14 today``, ``02:14 yesterday``, ``02:14 on Thu 18 Jun``; ``今天 02:14``."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    clock = f"{local:%H:%M}"
    if local.date() == today:
        return {"en": f"{clock} today", "zh": f"今天 {clock}"}
    if local.date() == today - timedelta(days=1):
        return {"en": f"{clock} yesterday", "zh": f"昨天 {clock}"}
    when = day(local.date(), today)
    return {"en": f"{clock} on {when['en']}", "zh": f"{when['zh']} {clock}"}


def both(en: str, zh: str) -> LocalText:
    """Return one text in the two languages of the product."""
    return {"en": en, "zh": zh}

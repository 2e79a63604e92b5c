"""Dates, times and money in words, by language, for texts that the server composes: facts and reasons.

`Thu 18 Jun`, `6月18日 周四`; `HKD 8,000.00`. A year is named when it is not the present one.
"""

from datetime import date
from typing import Final

from agent_desktop.contract.base import LocalText
from agent_desktop.service_scripts.formats import WEEKDAYS_ZH, day, moment, money, short_day

__all__ = ["both", "day", "day_within_a_week", "long_day", "moment", "money", "short_day", "whole_day"]

_LONG_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_LONG_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def long_day(when: date) -> LocalText:
    """Return a day of the year: ``21 June``, ``6月21日``."""
    return {"en": f"{when.day} {_LONG_MONTHS[when.month - 1]}", "zh": f"{when.month}月{when.day}日"}


def whole_day(when: date) -> LocalText:
    """Return a day with its year, as letters have it: ``21 June 2026``, ``2026年6月21日``."""
    return {
        "en": f"{when.day} {_LONG_MONTHS[when.month - 1]} {when.year}",
        "zh": f"{when.year}年{when.month}月{when.day}日",
    }


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
        "zh": f"{next_zh}周{WEEKDAYS_ZH[when.weekday()]}",
    }


def both(en: str, zh: str) -> LocalText:
    """Return one text in the two languages of the product."""
    return {"en": en, "zh": zh}

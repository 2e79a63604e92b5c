"""What customers wish of when they are called: by their records' hours, and by the words of their wishes. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from typing import Final

from agent_desktop.contract.base import LocalText

_AFTER: Final = re.compile(r"\bno calls? after (\d{1,2}):(\d{2})", re.IGNORECASE)
_BEFORE: Final = re.compile(r"\bno calls? before (\d{1,2}):(\d{2})", re.IGNORECASE)
_NEVER: Final = re.compile(r"\b(no calls?|do not call)\W*$", re.IGNORECASE)
_DAYS: Final = re.compile(r"\bno calls? (?:on|at) (weekends?|saturdays?|sundays?)", re.IGNORECASE)
_NO_SALES: Final = re.compile(r"\bno (?:sales|marketing|advertising) calls?\b", re.IGNORECASE)
_SATURDAY, _SUNDAY = 5, 6

# The same in Chinese, of either script, in one clause each.
_CLAUSES_ZH: Final = re.compile(r"[，,；;。.\n、]+")
_NOT_ZH: Final = re.compile(r"勿|不要|不接|不想|不希望|不得|拒|谢绝|謝絕")
_CALL_ZH: Final = re.compile(r"来电|來電|致电|致電|电话|電話|打扰|打擾")
_HOUR_ZH: Final = r"(下午|晚上|傍晚)?\s*(\d{1,2})\s*(?:[:：](\d{2})|[点點时時])\s*"
_AFTER_ZH: Final = re.compile(_HOUR_ZH + "(?:以后|以後|之后|之後|后|後)")
_BEFORE_ZH: Final = re.compile(_HOUR_ZH + "(?:以前|之前|前)")
_WEEKEND_ZH: Final = re.compile(r"[周週]末")
_SATURDAY_ZH: Final = re.compile(r"(?:[周週]|星期|礼拜|禮拜)六")
_SUNDAY_ZH: Final = re.compile(r"(?:[周週]|星期|礼拜|禮拜)[日天]")
_SALES_ZH: Final = re.compile(r"推销|推銷|营销|營銷|行銷|促销|促銷|广告|廣告")


@dataclass(frozen=True, slots=True)
class CallWishes:
    """By the customer's own clock: from `from_minute` until before `until_minute` of a day, on none of `not_days`
    (Monday is 0). `never`: no calls at all; `no_sales`: none that are to sell something."""

    from_minute: int = 0
    until_minute: int = 24 * 60
    not_days: frozenset[int] = frozenset()
    never: bool = False
    no_sales: bool = False

    def allow(self, weekday: int, minute: int) -> bool:
        return not self.never and weekday not in self.not_days and self.from_minute <= minute < self.until_minute


NO_WISHES: Final = CallWishes()


def wishes_of(texts: Iterable[LocalText], hours: Iterable[tuple[time | None, time | None]] = ()) -> CallWishes:
    """Return what several wishes come to together.

    A wish is read by its English words, as the mappings write it: ``No calls after 20:00``, and by its Chinese
    ones: ``20:00 后请勿致电``. `hours` are those of the person's accounts, from and until; hours that end
    before they begin go through midnight and say nothing of one day alone, so that only what is in both parts of it is
    left out.
    """
    start, end, never, no_sales = 0, 24 * 60, False, False
    days: set[int] = set()
    texts = tuple(texts)
    for text in (each.get("en", "") for each in texts):
        never = never or _NEVER.search(text) is not None
        no_sales = no_sales or _NO_SALES.search(text) is not None
        if (after := _AFTER.search(text)) is not None:
            end = min(end, _minute(after))
        if (before := _BEFORE.search(text)) is not None:
            start = max(start, _minute(before))
        if (found := _DAYS.search(text)) is not None:
            days |= {_SATURDAY, _SUNDAY} if found[1].lower().startswith("weekend") else set()
            days |= {_SATURDAY} if found[1].lower().startswith("sat") else set()
            days |= {_SUNDAY} if found[1].lower().startswith("sun") else set()
    for clause in (clause for each in texts for clause in _CLAUSES_ZH.split(each.get("zh", ""))):
        if _NOT_ZH.search(clause) is None or _CALL_ZH.search(clause) is None:
            continue
        after, before = _AFTER_ZH.search(clause), _BEFORE_ZH.search(clause)
        end = min(end, _minute_zh(after)) if after is not None else end
        start = max(start, _minute_zh(before)) if before is not None else start
        away = _days_in(clause)
        days |= away
        sells = _SALES_ZH.search(clause) is not None
        no_sales = no_sales or sells
        never = never or (after is None and before is None and not away and not sells)
    for from_, until in hours:
        first = from_.hour * 60 + from_.minute if from_ is not None else 0
        last = until.hour * 60 + until.minute if until is not None and until != time(0) else 24 * 60
        if first < last:
            start, end = max(start, first), min(end, last)
    return CallWishes(start, end, frozenset(days), never, no_sales)


def _days_in(clause: str) -> set[int]:
    weekend = _WEEKEND_ZH.search(clause) is not None
    days = {_SATURDAY} if weekend or _SATURDAY_ZH.search(clause) is not None else set()
    return days | ({_SUNDAY} if weekend or _SUNDAY_ZH.search(clause) is not None else set())


def _minute(found: re.Match[str]) -> int:
    return min(int(found[1]), 23) * 60 + min(int(found[2]), 59)


def _minute_zh(found: re.Match[str]) -> int:
    hour = int(found[2]) + (12 if found[1] and int(found[2]) < 12 else 0)
    return min(hour, 23) * 60 + min(int(found[3] or 0), 59)

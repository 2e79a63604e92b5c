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

    A wish is read by its English words, as the mappings write it: ``No calls after 20:00``. `hours` are those of the
    person's accounts, from and until; hours that end before they begin go through midnight and say nothing of one day
    alone, so that only what is in both parts of it is left out.
    """
    start, end, never, no_sales = 0, 24 * 60, False, False
    days: set[int] = set()
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
    for from_, until in hours:
        first = from_.hour * 60 + from_.minute if from_ is not None else 0
        last = until.hour * 60 + until.minute if until is not None and until != time(0) else 24 * 60
        if first < last:
            start, end = max(start, first), min(end, last)
    return CallWishes(start, end, frozenset(days), never, no_sales)


def _minute(found: re.Match[str]) -> int:
    return min(int(found[1]), 23) * 60 + min(int(found[2]), 59)

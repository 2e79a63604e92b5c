"""When somebody may be called: by the clock at their number, and by what they wished. Pure.

The lawful hours are those of the person called, where they are (`compliance.md` A4: 8 am to 9 pm in the United States).
A number tells its country, not where its telephone is: what is said here warns, and forbids nothing.
"""

import re
from collections.abc import Iterable
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from phonenumbers.timezone import time_zones_for_number

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.outgoing import CallWarning

_AFTER: Final = re.compile(r"\bno calls? after (\d{1,2}):(\d{2})", re.IGNORECASE)
_BEFORE: Final = re.compile(r"\bno calls? before (\d{1,2}):(\d{2})", re.IGNORECASE)
_NEVER: Final = re.compile(r"\b(no calls?|do not call)\W*$", re.IGNORECASE)


def clocks_at(number: str, at: datetime) -> tuple[datetime, ...]:
    """Return the different wall clocks in the country of an E.164 number at `at`, the earliest first."""
    try:
        zones = time_zones_for_number(phonenumbers.parse(number, None))
    except phonenumbers.NumberParseException:
        return ()
    clocks: dict[datetime, datetime] = {}
    for name in zones:
        try:
            local = at.astimezone(ZoneInfo(name))
        except (ZoneInfoNotFoundError, ValueError):
            continue
        clocks.setdefault(local.replace(tzinfo=None), local)
    return tuple(clocks[wall] for wall in sorted(clocks))


def warnings_for(
    clocks: tuple[datetime, ...], wishes: Iterable[LocalText], hours: tuple[time, time]
) -> tuple[CallWarning, ...]:
    """Return what speaks against a call to whoever has these wall clocks and wishes; `hours` are the lawful ones.

    A wish with an hour is read by its English words, as the mappings write it: ``No calls after 20:00``.
    """
    warnings: list[CallWarning] = []
    outside = [not hours[0] <= clock.time() < (hours[1] if hours[1] != time(0) else time.max) for clock in clocks]
    if outside and all(outside):
        warnings.append(CallWarning.OUTSIDE_HOURS)
    elif any(outside):
        warnings.append(CallWarning.HOURS_UNKNOWN)
    texts = [wish.get("en", "") for wish in wishes]
    if any(_is_against(text, clocks) for text in texts):
        warnings.append(CallWarning.AGAINST_WISH)
    return tuple(warnings)


def _is_against(wish: str, clocks: tuple[datetime, ...]) -> bool:
    if _NEVER.search(wish):
        return True
    after, before = _AFTER.search(wish), _BEFORE.search(wish)
    late = after is not None and any(clock.time() >= _time_of(after) for clock in clocks)
    early = before is not None and any(clock.time() < _time_of(before) for clock in clocks)
    return late or early


def _time_of(found: re.Match[str]) -> time:
    return time(min(int(found[1]), 23), min(int(found[2]), 59))

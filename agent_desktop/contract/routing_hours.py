"""What is odd about opening hours whose values are right one by one: days that are there twice, spans that overlap.

A start passes over it, since a version that an earlier program saved may have it: its queues open as they did. The
editor, an import and a save tell it.
"""

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Final

from pydantic import JsonValue, TypeAdapter, ValidationError

from agent_desktop.contract.problems import ProblemCode, file_problem
from agent_desktop.contract.routing import Problem
from agent_desktop.settings_types import TimeSpan

Place = tuple[str | int, ...]

_SPAN: Final[TypeAdapter[tuple[time, time]]] = TypeAdapter(TimeSpan)
_MIDNIGHT: Final = time(0)


def hours_problems(document: Mapping[str, JsonValue]) -> Iterator[Problem]:
    """Yield each oddity, at the place of the later of the two. Looks at what can be read, whatever else is wrong."""
    for number, hours in enumerate(_list(document.get("hours"))):
        base: Place = ("hours", number)
        if not isinstance(hours, dict):
            continue
        weekly = hours.get("weekly")
        for weekday, spans in weekly.items() if isinstance(weekly, dict) else ():
            yield from _overlaps((*base, "weekly", weekday), spans)
        seen: set[str] = set()
        for row, each in enumerate(_list(hours.get("days"))):
            if not isinstance(each, dict):
                continue
            day = str(each.get("day", ""))
            if day in seen:
                twice = file_problem(ProblemCode.DAY_TWICE, day=day)
                yield Problem(place=(*base, "days", row, "day"), problem=twice.code, details=twice.details)
            seen.add(day)
            yield from _overlaps((*base, "days", row, "open"), each.get("open"))


def _overlaps(place: Place, spans: JsonValue) -> Iterator[Problem]:
    read = [(number, *span) for number, text in enumerate(_list(spans)) if (span := _span(text)) is not None]
    for count, (number, begin, end) in enumerate(read):
        for _, other_begin, other_end in read[:count]:
            if begin < other_end and other_begin < end:
                pair = sorted(((begin, end), (other_begin, other_end)))
                first, second = (_text(*span) for span in pair)
                problem = file_problem(ProblemCode.SPANS_OVERLAP, first=first, second=second)
                yield Problem(place=(*place, number), problem=problem.code, details=problem.details)
                break


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _span(text: JsonValue) -> tuple[time, time] | None:
    """Return begin and end, the latest time of a day for its end at midnight; None for what is no span."""
    try:
        begin, end = _SPAN.validate_python(text)
    except ValidationError:
        return None
    return begin, time.max if end == _MIDNIGHT else end


def _text(begin: time, end: time) -> str:
    return f"{begin:%H:%M}-{'24:00' if end == time.max else format(end, '%H:%M')}"

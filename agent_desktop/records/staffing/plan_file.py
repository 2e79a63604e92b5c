"""Reads a shift plan: a CSV file with a line for each shift, break, training or meeting. Pure.

Every problem is named by row and column; nothing is put right by guessing. Columns: agent (the name one signs in with),
date (2026-06-01), start and end (09:00; 24:00 is the day's end; an end before its start is on the next day), activity
(empty: work), or a published reason for being not ready, by its code or its name. Header and activities may be English
or Chinese; commas, semicolons or tabs part the columns.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise
from typing import Final
from uuid import UUID

from agent_desktop.contract.rules import AwayReason
from agent_desktop.contract.staffing import PlanActivity, PlannedTime
from agent_desktop.records.staffing.history import ONE_DAY

MOST_ROWS: Final = 50_000
LONGEST_SHIFT: Final = timedelta(hours=16)


class PlanProblemCode(StrEnum):
    """What can be wrong. Where its words need values, the comment names them."""

    EMPTY = "empty"
    TOO_LONG = "too_long"  # most
    COLUMN_MISSING = "column_missing"  # column
    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_TWICE = "column_twice"
    VALUE_MISSING = "value_missing"
    CELLS = "cells"  # expected: how many columns the header has
    AGENT_UNKNOWN = "agent_unknown"
    AGENT_NOT_YOURS = "agent_not_yours"
    DATE_WRONG = "date_wrong"
    TIME_WRONG = "time_wrong"
    ACTIVITY_UNKNOWN = "activity_unknown"
    NO_TIME = "no_time"  # it ends when it begins
    SHIFT_TOO_LONG = "shift_too_long"  # most: hours
    OVERLAPS = "overlaps"  # row
    OUTSIDE_SHIFT = "outside_shift"


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` from 1, the header's; `column` is empty where the whole row is meant."""

    row: int
    column: str
    code: PlanProblemCode
    value: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of a plan that is believed."""

    row: int
    agent_id: UUID
    day: date
    from_at: datetime
    until_at: datetime
    activity: PlanActivity
    reason: str = ""

    @property
    def planned(self) -> PlannedTime:
        return PlannedTime(from_at=self.from_at, until_at=self.until_at, activity=self.activity, reason=self.reason)


@dataclass(frozen=True, slots=True)
class PlanRead:
    lines: tuple[PlanLine, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class KnownAgent:
    """An agent by whom a line may be; `is_ours` says whether the one who brings the plan in looks after them."""

    agent_id: UUID
    is_ours: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What the cells of a plan may name; `activities` with the reason that is meant."""

    agents: Mapping[str, KnownAgent]
    zone: tzinfo
    activities: Mapping[str, tuple[PlanActivity, str]]


_C = PlanProblemCode
_COLUMNS: Final[Mapping[str, str]] = {
    "agent": "agent", "坐席": "agent", "工号": "agent",
    "date": "date", "日期": "date",
    "start": "start", "开始": "start",
    "end": "end", "结束": "end",
    "activity": "activity", "活动": "activity",
}  # fmt: skip
_NEEDED: Final = ("agent", "date", "start", "end")
_ACTIVITIES: Final[Mapping[str, PlanActivity]] = {
    "": PlanActivity.WORK, "work": PlanActivity.WORK, "shift": PlanActivity.WORK,
    "上班": PlanActivity.WORK, "班次": PlanActivity.WORK,
    "break": PlanActivity.BREAK, "小休": PlanActivity.BREAK,
    "meal": PlanActivity.MEAL, "lunch": PlanActivity.MEAL, "用餐": PlanActivity.MEAL,
    "training": PlanActivity.TRAINING, "培训": PlanActivity.TRAINING,
    "meeting": PlanActivity.MEETING, "会议": PlanActivity.MEETING,
}  # fmt: skip
_YEARS: Final = range(2000, 2200)
"""A plan of another year is a slip of the hand."""
_UNREAD: Final = '"…'
_TIME: Final = re.compile(r"(\d{1,2}):(\d{2})")


def read_plan(
    text: str, agents: Mapping[str, KnownAgent], zone: tzinfo, reasons: Iterable[AwayReason] = ()
) -> PlanRead:
    """Read a plan. `agents` are by the name they sign in with, in small letters; times are those of `zone`. `reasons`
    are those that are published; the plan's own words for what agents do go before their names."""
    problems: list[Problem] = []
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = list(_lines(text, _Known(agents, zone, _activities(reasons)), problems))
    problems += _clashes(lines)
    return PlanRead(tuple(lines), tuple(sorted(problems, key=lambda each: (each.row, each.column))))


def _activities(reasons: Iterable[AwayReason]) -> dict[str, tuple[PlanActivity, str]]:
    found: dict[str, tuple[PlanActivity, str]] = {}
    for each in reasons:
        for word in (each.code, *each.name.values()):
            found.setdefault(word.strip().lower(), (PlanActivity.AWAY, each.code))
    return {**found, **{word: (activity, "") for word, activity in _ACTIVITIES.items()}}


def _lines(text: str, known: _Known, problems: list[Problem]) -> Iterator[PlanLine]:
    rows = _rows(text)
    header = [cell.strip() for cell in next(rows, [])]
    if not any(header):
        problems.append(Problem(1, "", _C.EMPTY))
        return
    columns = _header(header, problems)
    if problems:
        return
    count = 0
    for number, cells in enumerate(rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            problems.append(Problem(number, "", _C.TOO_LONG, details={"most": f"{MOST_ROWS:,}"}))
            return
        if len(cells) != len(header):
            problems.append(Problem(number, "", _C.CELLS, str(len(cells)), {"expected": str(len(header))}))
            continue
        found = dict(zip(columns, (cell.strip() for cell in cells), strict=True))
        line = _line(number, found, known, problems)
        if line is not None:
            yield line
    if count == 0:
        problems.append(Problem(1, "", _C.EMPTY))


def _rows(text: str) -> Iterator[list[str]]:
    """Yield the rows; one that cannot be read, as its quotation mark has no end, is the last, and has one cell."""
    rows = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        yield from rows
    except csv.Error:
        yield [_UNREAD]


def _delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max(",;\t", key=first.count)


def _header(header: Sequence[str], problems: list[Problem]) -> list[str]:
    columns: list[str] = []
    for cell in header:
        column = _COLUMNS.get(cell.lower())
        if column is None:
            problems.append(Problem(1, cell, _C.COLUMN_UNKNOWN, cell))
        elif column in columns:
            problems.append(Problem(1, cell, _C.COLUMN_TWICE, cell))
        columns.append(column or cell)
    problems += [
        Problem(1, "", _C.COLUMN_MISSING, details={"column": column}) for column in _NEEDED if column not in columns
    ]
    return columns


def _line(row: int, found: Mapping[str, str], known: _Known, problems: list[Problem]) -> PlanLine | None:
    before = len(problems)
    agent, zone = known.agents.get(found["agent"].lower()), known.zone
    day, start, end = _date(found["date"]), _time(found["start"]), _time(found["end"])
    activity = known.activities.get(found.get("activity", "").lower())
    wrong = {
        "agent": _C.AGENT_UNKNOWN if agent is None else None if agent.is_ours else _C.AGENT_NOT_YOURS,
        "date": _C.DATE_WRONG if day is None else None,
        "start": _C.TIME_WRONG if start is None or start == ONE_DAY else None,
        "end": _C.TIME_WRONG if end is None else None,
        "activity": _C.ACTIVITY_UNKNOWN if activity is None else None,
    }
    for column, code in wrong.items():
        if code is not None:
            value = found.get(column, "")
            problems.append(Problem(row, column, code if value else _C.VALUE_MISSING, value))
    if len(problems) > before or agent is None or day is None or start is None or end is None or activity is None:
        return None
    if start == end:
        problems.append(Problem(row, "end", _C.NO_TIME, found["end"]))
        return None
    length = end - start if end > start else end - start + ONE_DAY
    if length > LONGEST_SHIFT:
        hours = f"{LONGEST_SHIFT / timedelta(hours=1):g}"
        problems.append(Problem(row, "end", _C.SHIFT_TOO_LONG, found["end"], {"most": hours}))
        return None
    from_at = (datetime.combine(day, time(), zone) + start).astimezone(UTC)  # by the clock on the wall
    until_at = (datetime.combine(day if end > start else day + ONE_DAY, time(), zone) + end).astimezone(UTC)
    return PlanLine(row, agent.agent_id, day, from_at, until_at, *activity)


def _date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return None
    return day if day.year in _YEARS else None


def _time(text: str) -> timedelta | None:
    """Read a time of the day; 24:00 is its end."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2])
    if minutes > 59 or hours > 24 or (hours == 24 and minutes):
        return None
    return timedelta(hours=hours, minutes=minutes)


def _clashes(lines: Sequence[PlanLine]) -> Iterator[Problem]:
    """Yield what lies in something else, or outside the shift."""
    by_agent: dict[UUID, list[PlanLine]] = {}
    for line in lines:
        by_agent.setdefault(line.agent_id, []).append(line)
    for own in by_agent.values():
        shifts = sorted((line for line in own if line.activity is PlanActivity.WORK), key=lambda line: line.from_at)
        others = sorted((line for line in own if line.activity is not PlanActivity.WORK), key=lambda line: line.from_at)
        for alike in (shifts, others):
            for one, other in pairwise(alike):
                if one.until_at > other.from_at:
                    later, first = max(one.row, other.row), min(one.row, other.row)
                    yield Problem(later, "start", _C.OVERLAPS, details={"row": str(first)})
        for line in others:
            if not any(shift.from_at <= line.from_at and line.until_at <= shift.until_at for shift in shifts):
                yield Problem(line.row, "start", _C.OUTSIDE_SHIFT)

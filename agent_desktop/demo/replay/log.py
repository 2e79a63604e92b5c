"""Reads the call log of a real bank ("Anonymous Bank", Technion): one call a line, seventeen fields between tabs.

Guedj and Mandelbaum, "Anonymous Bank" call-centre data; analysed in Brown et al., JASA 100 (2005). Times are local
h:mm:ss, durations whole seconds. A `call_id` repeats within a day: a call's key is its line, `call_id` and date.

The servers' names are real people's. They are turned into numbers, in the order in which they appear, before anything
is returned from here, and are kept nowhere.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

FIELDS: Final = (
    "vru+line",
    "call_id",
    "customer_id",
    "priority",
    "type",
    "date",
    "vru_entry",
    "vru_exit",
    "vru_time",
    "q_start",
    "q_exit",
    "q_time",
    "outcome",
    "ser_start",
    "ser_exit",
    "ser_time",
    "server",
)

AHEAD: Final = 2
"""The priority of callers who are put ahead in the queue."""

_NOBODY: Final = "NO_SERVER"
_CLOCKS: Final = ("vru_entry", "vru_exit", "q_start", "q_exit", "ser_start", "ser_exit")
_HARMLESS: Final = re.compile(r"[-+0-9:.E]*")
_DURATIONS: Final = ("vru_time", "q_time", "ser_time")


class RowKind(StrEnum):
    """What a row is to a replay. Every row that is not rejected is one of these."""

    PHANTOM = "phantom"  # no caller: the log says to ignore it
    MENU = "menu"  # hung up in the entry menu, before asking for an agent: the carrier's call, which never reached us
    ABANDONED = "abandoned"  # asked for an agent, and hung up in the queue
    SERVED = "served"  # asked for an agent, and got one


OFFERED: Final = frozenset({RowKind.ABANDONED, RowKind.SERVED})
"""The rows whose callers asked for an agent: what a replay offers to the server."""


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """One row. `reached_at` is the local time at which the caller left the menu for the queue or for an agent.

    `server` is the number of the agent who served, None where the log names none; `served_from` and `served_until` are
    when, and None where the talk took no time. `priority` is 0, 1 or 2 (`AHEAD`).
    """

    line: int
    key: str
    customer_id: int
    priority: int
    subject: str
    kind: RowKind
    reached_at: datetime
    queue_seconds: int
    talk_seconds: int
    server: int | None = None
    served_from: datetime | None = None
    served_until: datetime | None = None

    @property
    def day(self) -> date:
        return self.reached_at.date()


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that is not believed: the line of the file (from 1), the column, what is wrong, and its value.

    `day` is the row's, where that can be read. A server's name is never a value here.
    """

    line: int
    column: str
    reason: str
    value: str
    day: date | None


@dataclass(slots=True)
class CallLog:
    """The whole file. `found` counts what is odd about it, rows that are rejected included."""

    calls: list[LoggedCall] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)
    servers: int = 0

    def days(self) -> list[date]:
        """List the days of the log, the earliest first."""
        return sorted({call.day for call in self.calls})


class LogUnreadableError(Exception):
    """The file has another header than a call log of this form."""


def read_log(path: Path) -> CallLog:
    """Read a call log. A row that cannot be believed is rejected and named; nothing is put right by guessing.

    Raises:
        OSError: The file cannot be read.
        LogUnreadableError: It is no call log of this form.
    """
    with path.open(encoding="latin-1", newline="") as file:
        return parse_log(file)


def parse_log(lines: Iterable[str]) -> CallLog:
    """Read the lines of a call log, the header first; see `read_log`."""
    rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    header = next(rows, [])
    if tuple(cell.strip() for cell in header) != FIELDS:
        raise LogUnreadableError
    log, numbers, keys = CallLog(), _Numbers(), set[str]()
    call_ids: Counter[tuple[str, str]] = Counter()
    for number, cells in enumerate(rows, start=2):
        row = dict(zip(FIELDS, (cell.strip() for cell in cells), strict=False))
        log.found["rows"] += 1
        if len(cells) != len(FIELDS):
            log.rejects.append(Reject(number, "", "fields", str(len(cells)), None))
            continue
        call_ids[row["date"], row["call_id"]] += 1
        _count_oddities(log.found, row)
        problem = _problem(row)
        key = f"{row['vru+line']}-{row['call_id']}-{row['date']}"
        if problem is None and key in keys:
            problem = ("call_id", "repeated")
        if problem is not None:
            column, reason = problem
            log.rejects.append(Reject(number, column, reason, row[column], _day_or_none(row["date"])))
            continue
        keys.add(key)
        log.calls.append(_call(number, key, row, numbers))
    log.found["repeated_call_id"] = sum(count - 1 for count in call_ids.values())
    log.servers = len(numbers)
    return log


def write_rejects(path: Path, rejects: Sequence[Reject]) -> None:
    """Write the rejected rows as CSV: line, column, reason, value.

    A value is written only where it looks like a number or a time: in a row that lacks a field a later column stands
    in its place, and that may be a person's name.

    Raises:
        OSError: The file cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("line", "column", "reason", "value"))
        writer.writerows(
            (reject.line, reject.column, reject.reason, reject.value if _HARMLESS.fullmatch(reject.value) else "")
            for reject in rejects
        )


def parts_of(log: CallLog, days: Iterable[date]) -> dict[str, int]:
    """Count what becomes of the rows of these days; all but `rows` and the `of_…` add up to `rows`."""
    chosen = frozenset(days)
    calls = [call for call in log.calls if call.day in chosen]
    kinds = Counter(call.kind for call in calls)
    rejected = sum(reject.day in chosen for reject in log.rejects)
    return {
        "rows": len(calls) + rejected,
        "rejected": rejected,
        **{kind.value: kinds[kind] for kind in RowKind},
        "of_served_without_server": sum(call.kind is RowKind.SERVED and call.server is None for call in calls),
    }


class _Numbers:
    """Gives each name a number from 1, in the order of appearance."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def of(self, name: str) -> int | None:
        return None if name in ("", _NOBODY) else self._numbers.setdefault(name, len(self._numbers) + 1)


def _count_oddities(found: Counter[str], row: Mapping[str, str]) -> None:
    outcome = row["outcome"]
    found["phantom"] += outcome == "PHANTOM"
    found["hang_never_queued"] += outcome == "HANG" and row["q_time"] == "0"
    found["agent_without_server"] += outcome == "AGENT" and row["server"] == _NOBODY
    found["customer_unreadable"] += not row["customer_id"].isdecimal()
    found["negative_time"] += any(row[column].startswith("-") for column in _DURATIONS)


def _problem(row: Mapping[str, str]) -> tuple[str, str] | None:
    return next(_problems(row), None)


def _problems(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if _day_or_none(row["date"]) is None:
        yield "date", "not_a_date"
    yield from ((column, "not_a_time") for column in _CLOCKS if _time_or_none(row[column]) is None)
    for column in _DURATIONS:
        if not row[column].lstrip("-").isdecimal():
            yield column, "not_a_number"
        elif row[column].startswith("-"):
            yield column, "negative"
    if not row["priority"].isdecimal():
        yield "priority", "not_a_number"
    if row["outcome"] not in ("AGENT", "HANG", "PHANTOM"):
        yield "outcome", "unknown"


def _call(line: int, key: str, row: Mapping[str, str], numbers: _Numbers) -> LoggedCall:
    queue_seconds, talk_seconds = int(row["q_time"]), int(row["ser_time"])
    match row["outcome"]:
        case "PHANTOM":
            kind = RowKind.PHANTOM
        case "HANG":
            kind = RowKind.ABANDONED if queue_seconds else RowKind.MENU
        case _:
            kind = RowKind.SERVED
    day = _day_of(row["date"])
    # Who was served at once has no times in the queue; q_start 0:00:00 then means none, not midnight.
    reached = _time_of(row["q_start"]) if queue_seconds and row["q_start"] != "0:00:00" else _time_of(row["vru_exit"])
    if reached < _time_of(row["vru_entry"]):
        reached += timedelta(days=1)  # the menu was left after midnight; a negative vru_time was rejected
    server = numbers.of(row["server"]) if kind is RowKind.SERVED else None
    began = None
    if server is not None and talk_seconds:  # without a talk the log gives no time either
        began = _time_of(row["ser_start"])
        if began < _time_of(row["vru_entry"]):
            began += timedelta(days=1)
    midnight = datetime.combine(day, time())
    return LoggedCall(
        line=line,
        key=key,
        # Some were cut by a spreadsheet to 6.02701E+11: a caller, but nobody in particular.
        customer_id=int(row["customer_id"]) if row["customer_id"].isdecimal() else 0,
        priority=int(row["priority"]),
        subject=row["type"],
        kind=kind,
        reached_at=midnight + reached,
        queue_seconds=queue_seconds,
        talk_seconds=talk_seconds,
        server=server,
        served_from=None if began is None else midnight + began,
        served_until=None if began is None else midnight + began + timedelta(seconds=talk_seconds),
    )


def _day_or_none(text: str) -> date | None:
    try:
        return _day_of(text)
    except ValueError:
        return None


def _day_of(text: str) -> date:
    if len(text) != 6 or not text.isdecimal():
        raise ValueError(text)
    return date(1900 + int(text[:2]), int(text[2:4]), int(text[4:]))


def _time_or_none(text: str) -> timedelta | None:
    try:
        return _time_of(text)
    except ValueError:
        return None


def _time_of(text: str) -> timedelta:
    hours, minutes, seconds = (int(part) for part in text.split(":"))
    if not (0 <= hours < 24 and 0 <= minutes < 60 and 0 <= seconds < 60):
        raise ValueError(text)
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)

"""A small made-up call log, and where the real one is."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from agent_desktop.demo.replay.log import FIELDS

_VARIABLE = "AGENT_DESKTOP_SHARED_DATA"


def anonymous_bank() -> Path:
    """Return the call log of the Anonymous Bank; skip the test where it is absent."""
    file = find_anonymous_bank()
    if file is None:
        pytest.skip(f"the Anonymous Bank's call log is not here: name its folder's parent in {_VARIABLE}")
    return file


def find_anonymous_bank() -> Path | None:
    """Return the call log of the Anonymous Bank, None where it is absent."""
    named = os.environ.get(_VARIABLE)
    folder = Path(named) if named else Path(__file__).resolve().parents[4] / "shared" / "data"
    file = folder / "anonymous_bank" / "february_1999_01-20.txt"
    return file if file.is_file() else None


def row(call_id: int, **other: object) -> str:
    """One line of a log: a caller who reached an agent at 9:00:10 at once and talked a minute, but for `other`."""
    values: dict[str, object] = {
        "vru+line": "AA0101",
        "call_id": call_id,
        "customer_id": 0,
        "priority": 0,
        "type": "PS",
        "date": "990201",
        "vru_entry": "9:00:00",
        "vru_exit": "9:00:10",
        "vru_time": 10,
        "q_start": "0:00:00",
        "q_exit": "0:00:00",
        "q_time": 0,
        "outcome": "AGENT",
        "ser_start": "9:00:10",
        "ser_exit": "9:01:10",
        "ser_time": 60,
        "server": "SOMEBODY",
    }
    values |= {{"line": "vru+line"}.get(name, name): value for name, value in other.items()}
    return "\t".join(str(values[name]) for name in FIELDS)


def waiting(call_id: int, at: str, exits: str, seconds: int, **other: object) -> str:
    """One line of a caller who left the menu at `at`, queued for `seconds` until `exits`, and hung up."""
    gone = {"outcome": "HANG", "ser_start": "0:00:00", "ser_exit": "0:00:00", "ser_time": 0, "server": "NO_SERVER"}
    times = {"vru_entry": at, "vru_exit": at, "vru_time": 0, "q_start": at, "q_exit": exits, "q_time": seconds}
    return row(call_id, **(times | gone | other))


def log_of(*rows: str) -> Sequence[str]:
    """The lines of a log."""
    return ["\t".join(FIELDS), *rows]


def morning() -> Sequence[str]:
    """A quarter of an hour with two servers and eight callers; two of them leave, one in the menu; one row is wrong.

    Two of the callers go ahead of the others.
    """
    rows = [
        served(1, "9:00:00", 60, "FIRST"),
        served(2, "9:00:10", 90, "SECOND"),
        served(3, "9:01:20", 120, "FIRST", queue=20, priority=2, customer_id=7),
        waiting(4, "9:01:30", "9:01:40", 10),
        served(5, "9:02:00", 30, "SECOND", type="NW"),
        waiting(6, "9:03:00", "9:03:05", 0, q_start="0:00:00", q_exit="0:00:00"),
        served(7, "9:04:00", 45, "NO_SERVER"),
        served(8, "9:10:00", 60, "FIRST", priority=2, customer_id=7),
        served(9, "9:12:00", 60, "SECOND"),
        served(10, "9:13:00", 60, "SECOND", vru_time=-5),
    ]
    return log_of(*rows)


def served(call_id: int, at: str, seconds: int, server: str, *, queue: int = 0, **other: object) -> str:
    """One line of a caller who left the menu at `at`, waited `queue` seconds and talked to `server` for `seconds`."""
    begins, ends = _later(at, queue), _later(at, queue + seconds)
    times = {"vru_entry": at, "vru_exit": at, "vru_time": 0, "ser_start": begins, "ser_exit": ends, "ser_time": seconds}
    queued = {"q_start": at, "q_exit": begins, "q_time": queue} if queue else {}
    return row(call_id, **(times | queued | {"server": server} | other))


def _later(clock: str, seconds: int) -> str:
    hours, minutes, rest = (int(part) for part in clock.split(":"))
    total = hours * 3600 + minutes * 60 + rest + seconds
    return f"{total // 3600}:{total // 60 % 60:02d}:{total % 60:02d}"

"""A call log as the history that forecasts are made from."""

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Final

from agent_desktop.demo.replay.log import OFFERED, CallLog, LogUnreadableError, RowKind, read_log
from agent_desktop.demo.replay.run import CallLogError
from agent_desktop.records.staffing.history import SLOTS, History, Slots

QUEUE: Final = "log"
"""A log has one queue: whoever asked for an agent."""


def history_of_file(path: Path) -> History:
    """Read a call log as a history.

    Raises:
        CallLogError: It cannot be read, is none of the form that is known, or has no call.
    """
    try:
        history = history_of(read_log(path))
    except (OSError, LogUnreadableError) as error:
        raise CallLogError(file=str(path)) from error
    if history is None:
        raise CallLogError(file=str(path))
    return history


def history_of(log: CallLog) -> History | None:
    """Return the offered calls of a log by half hour; None where there are none."""
    days: defaultdict[date, list[float]] = defaultdict(lambda: [0.0] * SLOTS)
    talked, served = 0, 0
    for call in log.calls:
        if call.kind in OFFERED:
            days[call.day][call.reached_at.hour * 2 + call.reached_at.minute // 30] += 1
        if call.kind is RowKind.SERVED and call.talk_seconds:
            talked, served = talked + call.talk_seconds, served + 1
    if not days:
        return None
    slots: dict[date, Slots] = {day: tuple(counts) for day, counts in days.items()}
    means = {QUEUE: talked / served} if served else {}
    return History(min(days), max(days), {QUEUE: slots}, means)

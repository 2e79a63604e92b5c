"""What ``agent-desktop statistics`` is asked with."""

import argparse
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

STATISTICS: Final = "count what calls and agents came to, by each definition in use"


def add_statistics_options(part: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    part.add_argument("--from", dest="since", type=begin_of, required=True, metavar="WHEN", help="2026-06-01[T09:00]")
    part.add_argument("--to", dest="until", type=end_of, required=True, metavar="WHEN", help="that day, or before then")
    part.add_argument("--queue", action="append", default=[], help="only this one; may be given several times")
    part.add_argument("--answer-seconds", type=float, default=20, help="answered in time (%(default)s)")
    part.add_argument("--short-seconds", type=float, default=5, help="a shorter wait is a short abandon (%(default)s)")
    part.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")


def begin_of(text: str) -> datetime:
    """Return a moment of the bank's time zone, the beginning of a day where only that is given. Without a zone."""
    return datetime.combine(_day(text), datetime.min.time()) if _is_day(text) else _moment(text)


def end_of(text: str) -> datetime:
    """Return a moment of the bank's time zone, the end of a day where only that is given. Without a zone."""
    return begin_of(text) + timedelta(days=1) if _is_day(text) else _moment(text)


def _is_day(text: str) -> bool:
    return len(text) == len("2026-06-01")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(text) from None


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise argparse.ArgumentTypeError(text) from None

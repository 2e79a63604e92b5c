"""What ``agent-desktop prospects`` is asked with."""

import argparse
from datetime import date
from pathlib import Path
from typing import Final

PROSPECTS: Final = "count callers who are no customers yet, by day and by what they asked about"


def add_prospect_options(part: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    part.add_argument("--from", dest="since", type=_day, required=True, metavar="DAY", help="2026-06-01")
    part.add_argument("--to", dest="until", type=_day, required=True, metavar="DAY", help="that day included")
    part.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(text) from None

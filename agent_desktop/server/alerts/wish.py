"""What ``agent-desktop alerts`` is asked with."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ALERTS: Final = "work out what customers are to be looked after for"

_THIS_ONE: Final = Path()


@dataclass(frozen=True, slots=True)
class AlertsWish:
    """`json_path` gets the figures. With `check` nothing is worked out: `rules_path` is looked through, the file of the
    settings where it is None."""

    json_path: Path | None = None
    check: bool = False
    rules_path: Path | None = None


def add_alerts_options(part: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    part.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    part.add_argument(
        "--check",
        type=Path,
        nargs="?",
        const=_THIS_ONE,
        metavar="FILE",
        help="only say what is wrong with the rules (those of the settings)",
    )


def alerts_wish(options: argparse.Namespace) -> AlertsWish:
    """Return what the command line wishes."""
    rules = options.check
    return AlertsWish(options.json, check=rules is not None, rules_path=None if rules in (None, _THIS_ONE) else rules)

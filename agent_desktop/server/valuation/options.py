"""What ``agent-desktop value`` is asked with."""

import argparse
from pathlib import Path
from typing import Final

VALUE: Final = "reckon what each customer is worth: value, cost to serve, potential, tier, loss risk"


def add_value_options(part: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    part.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")

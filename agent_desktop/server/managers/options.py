"""What ``agent-desktop assign`` is asked with."""

import argparse
from pathlib import Path
from typing import Final

ASSIGN: Final = "give customers without a relationship manager one, by rule, load and language"


def add_assign_options(part: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    part.add_argument("--dry-run", action="store_true", help="only print what would be done")
    part.add_argument("--reason", default="", help="why, to be kept with the change")
    part.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")

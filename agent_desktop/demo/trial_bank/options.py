"""What ``agent-desktop trial-bank`` is asked with."""

import argparse
from pathlib import Path


def add_trial_bank_options(part: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    part.add_argument("--customers", type=int, default=10_000, help="how many (%(default)s)")
    part.add_argument("--seed", type=int, default=1, help="the same seed makes the same bank (%(default)s)")
    part.add_argument("--folder", type=Path, help="keep the extracts of the five source systems here")
    part.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    part.add_argument("--second", choices=("light", "heavy"), help="other systems know customers too, with mistakes")
    part.add_argument("--truth", type=Path, metavar="FILE", help="with --second: write here who is who")

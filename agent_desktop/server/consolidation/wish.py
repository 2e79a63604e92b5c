"""What ``agent-desktop consolidate`` is asked with."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CONSOLIDATE: Final = "find which accounts of different systems are one person's"


@dataclass(frozen=True, slots=True)
class ConsolidateWish:
    """`json_path` gets the figures. With `learn_path` nothing is merged: a model made from the accounts goes there."""

    json_path: Path | None = None
    learn_path: Path | None = None


def add_consolidate_options(part: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    part.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    part.add_argument(
        "--learn",
        type=Path,
        metavar="FILE",
        help="merge nothing; learn the weights from these accounts, write them here",
    )


def consolidate_wish(options: argparse.Namespace) -> ConsolidateWish:
    """Return what the command line wishes."""
    return ConsolidateWish(json_path=options.json, learn_path=options.learn)

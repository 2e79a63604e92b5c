"""The options of a replay at the command line. Nothing else of a replay is loaded with them."""

import argparse
from datetime import date
from pathlib import Path
from typing import Final

REPLAY: Final = "play a call log as live calls, with simulated agents, and count what came of it"


def add_replay_options(part: argparse.ArgumentParser) -> None:
    """Add what a replay may be told."""
    part.add_argument("file", type=Path, metavar="FILE", help="the call log")
    part.add_argument("--speed", type=_speed, default=60.0, help="times as fast as it was, or max (60)")
    part.add_argument("--days", default="", help="5, 1999-02-03, 1999-02-01..1999-02-05, or several with commas (all)")
    part.add_argument("--agents", type=_agents, metavar="N", help="N agents all day instead of the log's shifts")
    part.add_argument("--seed", type=int, default=1, help="the same seed draws the same patience (%(default)s)")
    part.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="play the first day on this date (its own)")
    part.add_argument("--rejects", type=Path, default=Path("rejects.csv"), help="write refused rows here (%(default)s)")
    part.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")


def _speed(text: str) -> float | None:
    """Read ``--speed``: None is as fast as the machine goes."""
    if text == "max":
        return None
    if not 0 < (speed := float(text)) <= 1000:
        raise ValueError(text)
    return speed


def _agents(text: str) -> int:
    """Read ``--agents``: at least one."""
    if (agents := int(text)) < 1:
        raise ValueError(text)
    return agents

"""The options of a replay at the command line. Nothing else of a replay is loaded with them."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from agent_desktop.server.secrets import Secrets
from agent_desktop.settings import load_settings

if TYPE_CHECKING:
    from agent_desktop.records.staffing.history import History

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


def replay(options: argparse.Namespace, secrets: Secrets, tell: Callable[[str], None]) -> int:
    """Play what the options say, and return the exit status."""
    from agent_desktop.demo.replay.run import ReplayWish, run_replay

    wish = ReplayWish(
        file=options.file,
        speed=options.speed,
        days=options.days,
        agents=options.agents,
        seed=options.seed,
        on=options.on,
        json_path=options.json,
        rejects=options.rejects,
        own_database=options.config is None,
    )
    return run_replay(load_settings(options.config), secrets, wish, language=options.language, tell=tell)


def read_call_log(path: Path) -> "History":
    """Read a call log as the history that forecasts are made from.

    Raises:
        LogUnreadableError: It cannot be read, or is none.
    """
    from agent_desktop.demo.replay.history import history_of_file

    return history_of_file(path)


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

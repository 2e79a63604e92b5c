"""What ``agent-desktop staffing`` is asked with."""

import argparse
import math
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from agent_desktop.records.staffing.history import History
from agent_desktop.server.secrets import Secrets
from agent_desktop.settings import load_settings

STAFFING: Final = "forecast calls by half hour, and say how many agents they need"

ReadLog = Callable[[Path], History]
"""Reads a call log; what it raises where it is none is expected."""


def add_staffing_options(
    part: argparse.ArgumentParser,
    common: argparse.ArgumentParser,
    tell: Callable[[str], None],
    secrets: Callable[[], Secrets],
    read_log: ReadLog,
) -> None:
    """Add the orders of the command to its parser; `tell` prints a line, `secrets` opens those of this machine."""
    orders = part.add_subparsers(title="what", metavar="WHAT", required=True)

    def forecast(options: argparse.Namespace) -> int:
        from agent_desktop.server.staffing.command import run_forecast

        return run_forecast(load_settings(options.config), secrets, options, options.language, tell, read_log)

    def needs(options: argparse.Namespace) -> int:
        from agent_desktop.server.staffing.command import run_needs

        return run_needs(load_settings(options.config), options, options.language, tell)

    text = "forecast the next days, say how far off both methods were, and keep the forecast"
    order = orders.add_parser("forecast", parents=[common], help=text, description=text)
    order.add_argument("--days", type=int, metavar="N", help="so many days (staffing.days_ahead)")
    order.add_argument(
        "--origins", type=int, default=14, metavar="N", help="newest days that are compared (%(default)s)"
    )
    order.add_argument("--log", type=Path, metavar="FILE", help="from a call log; it is not kept")
    order.add_argument("--until", type=date.fromisoformat, metavar="DAY", help="as if this day were today")
    order.add_argument("--json", type=Path, metavar="FILE", help="write forecast and errors here")
    order.set_defaults(command=forecast)

    text = "say how many agents so many calls need"
    order = orders.add_parser("needs", parents=[common], help=text, description=text)
    order.add_argument("--calls", type=_within(0, 100_000), required=True, help="in the interval")
    order.add_argument(
        "--handle-seconds", type=_within(1, 36_000), required=True, metavar="SECONDS", help="talk, hold and wrap-up"
    )
    order.add_argument("--minutes", type=_within(1, 1440), default=30, help="length of the interval (%(default)s)")
    order.add_argument("--model", choices=("erlang_c", "erlang_a"), help="with Erlang A callers give up")
    order.add_argument("--target", type=_within(1, 99.9), metavar="PERCENT")
    order.add_argument("--target-seconds", type=_within(0, 3600), metavar="SECONDS")
    order.add_argument("--patience-seconds", type=_within(5, 7200), metavar="SECONDS")
    order.add_argument("--shrinkage", type=_within(0, 80), metavar="PERCENT")
    order.add_argument("--occupancy", type=_within(30, 100), metavar="PERCENT", help="at most")
    order.set_defaults(command=needs)


def _within(least: float, most: float) -> Callable[[str], float]:
    """Return what reads a number of an option, as the settings limit it: beyond these no number of agents is enough."""

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is no number from {least:g} to {most:g}")
        return value

    return read

"""What ``agent-desktop staffing`` is asked with."""

import argparse
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
    order.add_argument("--calls", type=float, required=True, help="in the interval")
    order.add_argument("--handle-seconds", type=float, required=True, metavar="SECONDS", help="talk, hold and wrap-up")
    order.add_argument("--minutes", type=float, default=30, help="length of the interval (%(default)s)")
    order.add_argument("--model", choices=("erlang_c", "erlang_a"), help="with Erlang A callers give up")
    order.add_argument("--target", type=float, metavar="PERCENT")
    order.add_argument("--target-seconds", type=float, metavar="SECONDS")
    order.add_argument("--patience-seconds", type=float, metavar="SECONDS")
    order.add_argument("--shrinkage", type=float, metavar="PERCENT")
    order.add_argument("--occupancy", type=float, metavar="PERCENT", help="at most")
    order.set_defaults(command=needs)

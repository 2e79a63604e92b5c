"""The options of ``agent-desktop twilio``. Nothing else is loaded for them."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from agent_desktop.loading import loading
from agent_desktop.settings import load_settings

if TYPE_CHECKING:
    from agent_desktop.server.secrets import Secrets

TWILIO: Final = "see whether calls can come over Twilio, and set it up"
_CHECK: Final = "say what is missing for calls over Twilio; nothing is changed"
_SETUP: Final = "set the addresses that number, app and SIP domain ask, after a question"


def add_twilio_options(
    part: argparse.ArgumentParser,
    common: argparse.ArgumentParser,
    tell: Callable[[str], None],
    secrets: Callable[[], "Secrets"],
) -> None:
    """Add the two orders to the parser of ``twilio``."""
    orders = part.add_subparsers(title="what", metavar="WHAT", required=True)

    def check(options: argparse.Namespace) -> int:
        with loading():
            from agent_desktop.server.twilio.command import run_check
        return run_check(load_settings(options.config), secrets(), options.language, tell, json_path=options.json)

    part = orders.add_parser("check", parents=[common], help=_CHECK, description=_CHECK)
    part.add_argument("--json", type=Path, metavar="FILE", help="write the findings here")
    part.set_defaults(command=check)

    def setup(options: argparse.Namespace) -> int:
        with loading():
            from agent_desktop.server.twilio.command import ask_on_terminal, run_setup
        ask = None if options.yes else ask_on_terminal
        return run_setup(load_settings(options.config), secrets(), options.language, tell, ask=ask)

    part = orders.add_parser("setup", parents=[common], help=_SETUP, description=_SETUP)
    part.add_argument("--yes", action="store_true", help="do not ask: for scripts")
    part.set_defaults(command=setup)

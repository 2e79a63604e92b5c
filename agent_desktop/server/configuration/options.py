"""The options of ``agent-desktop routing``. Nothing else is loaded for them."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final

from agent_desktop.contract.rules import RuleKind

ROUTING: Final = "routing"
_ORDERS: Final = {
    "export": "write the routing that counts into a file, in the form of config.yaml; others (--what) as their file",
    "check": "say what is wrong with a file of routing, by line",
    "import": "make a file the routing that counts; running servers follow at once",
}


def add_routing_options(
    part: argparse.ArgumentParser, common: argparse.ArgumentParser, command: Callable[[argparse.Namespace], int]
) -> None:
    """Add the three orders to the parser of ``routing``."""
    orders = part.add_subparsers(title="what", metavar="WHAT", required=True)
    for order, what in _ORDERS.items():
        part = orders.add_parser(order, parents=[common], help=what, description=what)
        part.add_argument("file", type=Path, metavar="FILE")
        part.add_argument("--what", choices=[ROUTING, *RuleKind], default=ROUTING, help="what is in the file (routing)")
        part.set_defaults(command=command, order=order, reason="", move=[])
    part.add_argument("--reason", default="", help="why; it is kept with the version (the file's name)")
    part.add_argument("--move", action="append", default=[], type=_move, metavar="QUEUE=QUEUE", help="take its callers")


def _move(text: str) -> tuple[str, str]:
    gone, found, taker = text.partition("=")
    if not found:
        raise ValueError(text)
    return gone, taker

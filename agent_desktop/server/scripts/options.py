"""The options of ``agent-desktop scripts``. Nothing else is loaded for them."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from agent_desktop.server.secrets import Secrets

SCRIPTS: Final = "the service scripts that guide agents"
_ORDERS: Final = {
    "check": "say what is wrong with a script, or with all of a folder, by line and column",
    "compare": "say which files the library has, and which calls would not open, and why",
    "schema": "write the JSON Schema of scripts, for editors that help with one",
}


def add_scripts_options(
    part: argparse.ArgumentParser,
    common: argparse.ArgumentParser,
    tell: Callable[[str], None],
    secrets: "Callable[[], Secrets]",
) -> None:
    """Add the orders to the parser of ``scripts``; what they say goes to `tell`. `secrets` open the database."""

    def run(options: argparse.Namespace) -> int:
        from agent_desktop.server.scripts.command import run_scripts
        from agent_desktop.settings import load_settings

        settings = load_settings(options.config)
        order, language = options.order, options.language
        return run_scripts(settings, order, options.path, options.json, language, tell, secrets())

    orders = part.add_subparsers(title="what", metavar="WHAT", required=True)
    for order, what in _ORDERS.items():
        part = orders.add_parser(order, parents=[common], help=what, description=what)
        if order == "schema":
            part.add_argument("path", type=Path, metavar="FILE")
        else:
            metavar = "FOLDER" if order == "compare" else "FILE|FOLDER"
            part.add_argument("path", type=Path, nargs="?", metavar=metavar, help="(the folder of the settings)")
        json_help = argparse.SUPPRESS if order != "check" else "write what is wrong here, in all languages"
        part.add_argument("--json", type=Path, metavar="FILE", help=json_help)
        part.set_defaults(command=run, order=order)

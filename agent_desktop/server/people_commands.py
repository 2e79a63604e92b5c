"""The commands about people who call: on the command line, each loaded only when it is given."""

import argparse
from collections.abc import Callable
from typing import Protocol

from agent_desktop.server.managers.options import ASSIGN, add_assign_options
from agent_desktop.server.prospects.options import PROSPECTS, add_prospect_options
from agent_desktop.server.secrets import Secrets
from agent_desktop.settings import load_settings


class AddCommand(Protocol):
    """Adds one command to the command line, with what it is for, and returns its parser."""

    def __call__(
        self, name: str, command: Callable[[argparse.Namespace], int], text: str, /
    ) -> argparse.ArgumentParser: ...


def add_people_commands(add: AddCommand, tell: Callable[[str], None], secrets: Callable[[], Secrets]) -> None:
    """Add them; `tell` prints a line, `secrets` opens those of this machine."""

    def prospects(options: argparse.Namespace) -> int:
        from agent_desktop.server.prospects.command import run_prospects

        return run_prospects(load_settings(options.config), secrets(), options, options.language, tell)

    def assign(options: argparse.Namespace) -> int:
        from agent_desktop.server.managers.command import run_assign

        return run_assign(load_settings(options.config), secrets(), options, options.language, tell)

    add_prospect_options(add("prospects", prospects, PROSPECTS))
    add_assign_options(add("assign", assign, ASSIGN))

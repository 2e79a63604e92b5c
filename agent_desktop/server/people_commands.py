"""The commands about people who call: on the command line, each loaded only when it is given."""

import argparse
from collections.abc import Callable
from typing import Protocol, TypedDict

from agent_desktop.server.managers.options import ASSIGN, add_assign_options
from agent_desktop.server.prospects.options import PROSPECTS, add_prospect_options
from agent_desktop.server.recordings.options import RECORDINGS, add_recording_options
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

    def recordings(options: argparse.Namespace) -> int:
        from agent_desktop.server.recordings.command import run_recordings

        return run_recordings(load_settings(options.config), secrets(), options, options.language, tell)

    add_recording_options(add("recordings", recordings, RECORDINGS))
    add_prospect_options(add("prospects", prospects, PROSPECTS))
    add_assign_options(add("assign", assign, ASSIGN))


def add_directory_options(part: argparse.ArgumentParser) -> None:
    """Add what the directory says of a person who is to sign in."""
    part.add_argument("--other-name", default="", help="the name in the other script, such as 张敏")
    part.add_argument("--site", default="", help="where they work: a code of the directory's file")
    part.add_argument("--speaks", action="append", default=[], metavar="LANGUAGE", help="ISO 639; several times")
    part.add_argument(
        "--service-role", default="", choices=("", "assistant", "fund_manager", "currency_adviser"),
        help="what they are in the team that looks after a customer",
    )  # fmt: skip


class DirectoryWords(TypedDict):
    other_name: str
    site: str
    languages: tuple[str, ...]
    service_role: str


def directory_words(options: argparse.Namespace) -> DirectoryWords:
    """Return what the directory is to say of a person."""
    return {
        "other_name": options.other_name,
        "site": options.site,
        "languages": tuple(options.speaks),
        "service_role": options.service_role,
    }

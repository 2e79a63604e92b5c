"""What stands for a consolidation in its process, which starts with this module: it loads little."""

import os
from multiprocessing.connection import Connection
from threading import Event

from agent_desktop.records.consolidation.options import LinkOptions


def says_a_wrong_model(line: Connection, url: str, options: LinkOptions) -> None:
    line.send(("reading", 1, 4))
    line.send(("failed", "link_model_wrong"))


def is_killed(line: Connection, url: str, options: LinkOptions) -> None:
    line.send(("scoring", 3, 4))
    os._exit(9)


def finds_the_database_away(line: Connection, url: str, options: LinkOptions) -> None:
    line.send(("scoring", 3, 4))
    line.send(("failed", "database_away"))


def goes_on(line: Connection, url: str, options: LinkOptions) -> None:
    line.send(("scoring", 3, 4))
    Event().wait(60)  # ended by whoever waits for it

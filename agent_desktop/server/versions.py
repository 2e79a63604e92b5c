"""Which desktops this server talks to."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from agent_desktop.server.errors import VersionTooOldError

OLDEST_CLIENT: Final = "0.1.0"
"""A desktop older than this one cannot be understood any more."""


@cache
def server_version() -> str:
    """Return this server's version, as the installed package says it; its file is read once, not at each sign-in."""
    try:
        return version("agent-desktop")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return OLDEST_CLIENT


def check_client_version(client_version: str) -> None:
    """Let a desktop in that is new enough.

    Raises:
        VersionTooOldError: It is older than `OLDEST_CLIENT`, or says nothing that reads as a version.
    """
    if _numbers(client_version) < _numbers(OLDEST_CLIENT):
        raise VersionTooOldError(needed=OLDEST_CLIENT)


def _numbers(text: str) -> tuple[int, ...]:
    """Read ``1.2.3`` as numbers; what follows a number in a part (``3rc1``) is passed over."""
    numbers = []
    for part in text.split(".")[:3]:
        digits = ""
        for sign in part:
            if not (sign.isascii() and sign.isdigit()):
                break
            digits += sign
        if not digits:
            break
        numbers.append(int(digits))
    return tuple(numbers)

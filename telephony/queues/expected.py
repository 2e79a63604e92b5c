"""How long a caller may still have to wait. Pure."""

import math
from typing import Final

LONGEST_SECONDS: Final = 3_600
"""Beyond an hour an estimate says nothing."""


def expected_wait(ahead: int, agents: int, handle_seconds: float) -> int | None:
    """Return about how many seconds a caller with `ahead` others before them still has to wait; None where that cannot
    be said: nobody serves the queue, or it would be more than an hour.

    `agents` are signed in and take calls of the queue, whatever they do now; `handle_seconds` is the mean of talk, hold
    and wrap-up. With every agent busy one of them becomes free each ``handle_seconds / agents`` on average, and the
    caller needs ``ahead + 1`` of those: position times handling time over agents, as contact centres commonly estimate
    it. Callers ahead who give up make it shorter.
    """
    if agents <= 0:
        return None
    seconds = math.ceil((ahead + 1) * handle_seconds / agents)
    return seconds if seconds <= LONGEST_SECONDS else None

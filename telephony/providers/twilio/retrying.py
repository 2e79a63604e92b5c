"""When a request to Twilio is tried again: ours alone, since the SDK's own rule calls an agent three times (ADR 57).

429 means *never processed and always safe to retry*: exponential pauses with a little chance in them, so that many who
were refused together do not come back together (telephony.md 3.1).
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

SPREAD: Final = 0.1
"""Each pause is up to a tenth longer or shorter."""


@dataclass(frozen=True, slots=True)
class RetryRule:
    """Seconds. `total_seconds` is the most that one wish may take, waiting, trying and all; one request alone has
    `request_seconds`."""

    tries: int = 5
    first_seconds: float = 0.1
    most_seconds: float = 30.0
    request_seconds: float = 5.0
    total_seconds: float = 10.0

    def pause_after(self, tries: int, chance: float) -> float:
        """Return how long to wait after so many tries; `chance` is from 0 to 1."""
        doubled = self.first_seconds * 2.0 ** (tries - 1)
        return min(doubled * (1 - SPREAD + 2 * SPREAD * chance), self.most_seconds)


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine's time and chance: `now` grows steadily, in seconds."""

    now: Callable[[], float] = field(default=time.monotonic)
    sleep: Callable[[float], None] = field(default=time.sleep)
    chance: Callable[[], float] = field(default=random.random)
    unix_time: Callable[[], float] = field(default=time.time)

"""What the figures of a contact centre mean. Pure: they are given what happened and say one number.

Nobody agrees on these, so each stands here by its definition and its source, and none is ever stored: what happened is
kept (`telephony.statistics.records`), and every definition can be counted from it at any time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class ServiceLevel(StrEnum):
    """How the share of calls answered within the threshold T is counted; percent.

    One day gives 81 to 86 % by these (callcentrehelper.com, service-level-threshold-calculations).
    """

    ABANDONED_HELP = "abandoned_help"  # V1: (answered ≤ T + abandoned ≤ T) / all. ICR "positive"; Asterisk Perf2
    ANSWERED_ONLY = "answered_only"  # V2: answered ≤ T / answered. Asterisk ServicelevelPerf
    STRICT = "strict"  # V3: answered ≤ T / all. ICR "negative"
    LATE_ABANDONED_HURT = "late_abandoned_hurt"  # V4: answered ≤ T / (answered + abandoned > T). ICR "ignored"
    SHORT_CREDITED = "short_credited"  # V5: (answered ≤ T + abandoned < S) / all
    SHORT_REMOVED = "short_removed"  # V6: answered ≤ T / (all - abandoned < S). Genesys Cloud without short abandons


DEFAULT: Final = ServiceLevel.LATE_ABANDONED_HURT
THRESHOLD_SECONDS: Final = 20
SHORT_SECONDS: Final = 5


@dataclass(frozen=True, slots=True)
class Thresholds:
    """T is `answer_seconds`; whoever gives up sooner than `short_seconds` is a short abandon (S)."""

    answer_seconds: float = THRESHOLD_SECONDS
    short_seconds: float = SHORT_SECONDS


@dataclass(frozen=True, slots=True)
class Counts:
    """Calls that came to a queue and were to be answered, by what became of them.

    `answered_in_time` and `abandoned_in_time` waited at most T, `short_abandoned` less than S. `waiting_late` still
    wait, for more than T: they have missed it already (ICM's service level event). Callers who are to be called back
    and who were turned away are in none of these.
    """

    answered: int = 0
    answered_in_time: int = 0
    abandoned: int = 0
    abandoned_in_time: int = 0
    short_abandoned: int = 0
    waiting_late: int = 0

    @property
    def offered(self) -> int:
        """Answered or abandoned (Genesys Cloud)."""
        return self.answered + self.abandoned


_EVERY: Final = MappingProxyType({"answered": 1, "abandoned": 1, "waiting_late": 1})
_IN_TIME: Final = MappingProxyType({"answered_in_time": 1})

LEVEL_PARTS: Final[Mapping[ServiceLevel, tuple[Mapping[str, int], Mapping[str, int]]]] = MappingProxyType(
    {
        ServiceLevel.ABANDONED_HELP: ({**_IN_TIME, "abandoned_in_time": 1}, _EVERY),
        ServiceLevel.ANSWERED_ONLY: (_IN_TIME, {"answered": 1}),
        ServiceLevel.STRICT: (_IN_TIME, _EVERY),
        ServiceLevel.LATE_ABANDONED_HURT: (_IN_TIME, {**_EVERY, "abandoned_in_time": -1}),
        ServiceLevel.SHORT_CREDITED: ({**_IN_TIME, "short_abandoned": 1}, _EVERY),
        ServiceLevel.SHORT_REMOVED: (_IN_TIME, {**_EVERY, "short_abandoned": -1}),
    }
)
"""Above and below the line of each service level: how often each of `Counts` is added. As both are sums, calls that are
counted by different definitions can be counted together, and each call says for itself how it counts."""


def level_parts(counts: Counts, variant: ServiceLevel = DEFAULT) -> tuple[int, int]:
    """Return how many calls a service level counts as in time, and of how many."""
    above, below = (sum(times * getattr(counts, name) for name, times in side.items()) for side in LEVEL_PARTS[variant])
    return above, below


def service_level(counts: Counts, variant: ServiceLevel = DEFAULT) -> float | None:
    """Return the service level in percent; None where no call counts."""
    return percent(*level_parts(counts, variant))


def abandonment(counts: Counts) -> float | None:
    """Return the share of offered calls that were abandoned, in percent (Genesys Cloud, Amazon Connect)."""
    return percent(counts.abandoned, counts.offered)


def adjusted_abandonment(counts: Counts) -> float | None:
    """Return the share of abandoned calls with short ones on neither side of the line, in percent (PressOne)."""
    short = counts.short_abandoned
    return percent(counts.abandoned - short, counts.offered - short)


def count_calls(
    answered: Iterable[float], abandoned: Iterable[float], waiting: Iterable[float], thresholds: Thresholds
) -> Counts:
    """Count calls by how long each waited, in seconds."""
    served, left = tuple(answered), tuple(abandoned)
    limit = thresholds.answer_seconds
    return Counts(
        answered=len(served),
        answered_in_time=sum(waited <= limit for waited in served),
        abandoned=len(left),
        abandoned_in_time=sum(waited <= limit for waited in left),
        short_abandoned=sum(waited < thresholds.short_seconds for waited in left),
        waiting_late=sum(waited > limit for waited in waiting),
    )


def handle_time(talk: float, hold: float, wrap_up: float, handled: int) -> float | None:
    """Return the average seconds of a handled call: talk, hold and wrap-up (AHT; Amazon Connect, Genesys Cloud)."""
    return mean(talk + hold + wrap_up, handled)


def occupancy(handling: float, idle: float) -> float | None:
    """Return handling of handling and idle time, in percent. Idle is ready and nothing rings (Amazon Connect)."""
    return percent(handling, handling + idle)


def occupancy_of_signed_in(handling: float, signed_in: float) -> float | None:
    """Return handling of all signed-in time, in percent (Call Centre Helper)."""
    return percent(handling, signed_in)


def percent(part: float, whole: float) -> float | None:
    """Return `part` of `whole` in percent; None of nothing."""
    return 100 * part / whole if whole > 0 else None


def mean(total: float, count: int) -> float | None:
    """Return the average; None of nothing."""
    return total / count if count else None

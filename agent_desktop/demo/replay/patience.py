"""How long callers wait before they give up, estimated from a log in which most never had to show it.

Who was served would have waited longer than they did: their patience is censored. The Kaplan-Meier estimator is made
for that: with d(t) callers giving up after exactly t seconds and n(t) callers who waited t seconds or more (those
served at t included), the share whose patience exceeds t is

    S(t) = product over all t' <= t of (1 - d(t') / n(t'))

E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958) 457-481; used on this
very log by Brown et al., JASA 100 (2005), section 5. Where the longest wait of all is censored the curve does not come
down to 0; we let it (B. Efron, Fifth Berkeley Symposium 4 (1967) 831-853), so that nobody waits for ever.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PatienceCurve:
    """The share of callers still patient. `survival[i]` holds from `seconds[i]` until just before the next."""

    seconds: Sequence[int]
    survival: Sequence[float]

    def share_beyond(self, seconds: float) -> float:
        """Return S(`seconds`), the share whose patience exceeds it."""
        place = bisect_right(self.seconds, seconds)
        return 1.0 if place == 0 else self.survival[place - 1]

    def draw(self, chance: float, *, beyond: float = 0.0) -> float:
        """Return the patience of a caller who is known to have waited `beyond` seconds and been served then.

        `chance` is uniform in [0, 1). The patience is the first t with S(t) <= `chance` * S(`beyond`), which gives it
        the distribution of T on the condition T > `beyond`; nobody's is longer than the longest wait in the log, but
        for one who has waited that long.
        """
        wanted = chance * self.share_beyond(beyond)
        low, high = bisect_right(self.seconds, beyond), len(self.seconds)
        while low < high:
            middle = (low + high) // 2
            if self.survival[middle] <= wanted:
                high = middle
            else:
                low = middle + 1
        return float(self.seconds[low]) if low < len(self.seconds) else beyond


def estimate_patience(waits: Iterable[tuple[int, bool]]) -> PatienceCurve:
    """Return the Kaplan-Meier curve of (seconds waited, whether the caller gave up then).

    A wait of no seconds says nothing of patience and is left out.

    Raises:
        ValueError: Nobody waited.
    """
    gave_up: Counter[int] = Counter()
    ended: Counter[int] = Counter()
    for seconds, hung_up in waits:
        if seconds > 0:
            ended[seconds] += 1
            gave_up[seconds] += hung_up
    if not ended:
        raise ValueError("nobody waited")
    seconds_seen, survival = [], []
    waiting, share = ended.total(), 1.0
    for seconds in sorted(ended):
        if gave_up[seconds]:
            share *= 1.0 - gave_up[seconds] / waiting
            seconds_seen.append(seconds)
            survival.append(share)
        waiting -= ended[seconds]
    longest = max(ended)
    if survival and survival[-1] <= 0.0:
        return PatienceCurve(tuple(seconds_seen), tuple(survival))
    if seconds_seen and seconds_seen[-1] == longest:
        survival[-1] = 0.0
    else:
        seconds_seen.append(longest)
        survival.append(0.0)
    return PatienceCurve(tuple(seconds_seen), tuple(survival))

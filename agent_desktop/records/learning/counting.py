"""Whether numbers fell: by chance alone, or not. Pure.

Of two equal times with `before` and `after` events, if nothing had changed, each event falls into either with the same
chance: their numbers are binomial with p = 1/2 given their sum (Przyborowski and Wilenski, 1940). The chance of a
difference at least as large is the two-sided tail of it.
"""

from decimal import ROUND_HALF_UP, Decimal
from math import comb
from typing import Final

from agent_desktop.contract.learning import Effect

LEAST_DAYS: Final = 14
MOST_DAYS: Final = 90
"""As many days before and after are compared: at least, at most."""

SURE_BELOW: Final = Decimal(5)
"""Percent: a difference that chance alone brings about more often than this is none."""

MOST_WITHOUT_CAUSE: Final = Decimal("0.1")
"""The share of complaints after it whose root cause may be unknown yet: with more, nothing is said."""

_EXACT_UP_TO: Final = 2000


def chance_percent(before: int, after: int) -> Decimal:
    """Return how likely, in percent, a difference as large is by chance alone."""
    total, low = before + after, min(before, after)
    if total == 0 or before == after:
        return Decimal(100)
    if total > _EXACT_UP_TO:
        return _rounded(Decimal(str(_normal_tail(total, low) * 200)))
    tail = sum(comb(total, number) for number in range(low + 1))
    return _rounded(min(Decimal(100), Decimal(2 * tail * 100) / Decimal(2**total)))


def effect_of(before: int, after: int) -> Effect:
    """Return whether numbers fell, or rose, beyond what chance does."""
    if chance_percent(before, after) >= SURE_BELOW:
        return Effect.SAME
    return Effect.FELL if after < before else Effect.ROSE


def _normal_tail(total: int, low: int) -> float:
    from math import erfc, sqrt

    return erfc((total / 2 - low - 0.5) / sqrt(total / 4) / sqrt(2)) / 2


def _rounded(percent: Decimal) -> Decimal:
    return percent.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)

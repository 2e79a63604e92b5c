"""What the rest of today looks like, from what it has brought so far. Pure.

A day that begins busier than it was forecast mostly goes on so, but not by as much: on some days callers only came
sooner. Two things are learned from past days. How far days as a whole stray from their forecast: with a gamma
distribution of mean 1 for the day and Poisson calls, what is to be expected of it after `offered` calls where
`forecast` were expected is (a + offered) / (a + forecast), with a = 1 / deviation²; early in the day it stays near 1.
And how much of it the rest of the day keeps (`Carry`): 0 where mornings tell nothing of afternoons, 1 where they tell
all. J. W. Taylor, "Density forecasting of intraday call center arrivals" (2012), compares such schemes.
"""

from dataclasses import dataclass
from typing import Final

DEVIATION: Final = 0.15
"""Where nothing is known of past days."""

_LEAST_DEVIATION: Final = 0.03
_MEAN_TO_DEVIATION: Final = 0.7979
"""The mean absolute error of a normal distribution, of its standard deviation: √(2/π)."""

_DOUBT: Final = 0.02
_DAYS: Final = 4
"""What is learned weighs against what is held where nothing is known, as if `_DAYS` mornings had been 14 % off."""

CARRY: Final = 0.5
"""What is kept of a surplus where nothing is known."""


@dataclass(frozen=True, slots=True)
class Factor:
    """`offered` calls came where `forecast` were expected; the rest of the day is multiplied by `factor`."""

    offered: int
    forecast: float
    factor: float


@dataclass(frozen=True, slots=True)
class Carry:
    """How much of the surplus of a day's first half its second half keeps, from 0 to 1: a regression through the days
    that were compared, each by the calls that its second half was to bring."""

    together: float = 0.0
    alone: float = 0.0
    calls: float = 0.0
    days: int = 0

    def and_day(self, morning: float, afternoon: float, calls: float) -> "Carry":
        """Return it with one more day, whose halves brought so many times what they were forecast to."""
        return Carry(
            self.together + calls * (morning - 1.0) * (afternoon - 1.0),
            self.alone + calls * (morning - 1.0) ** 2,
            self.calls + calls,
            self.days + 1,
        )

    @property
    def share(self) -> float:
        if not self.calls:
            return CARRY
        doubt = _DOUBT * self.calls / max(1, self.days) * _DAYS
        return min(1.0, max(0.0, (self.together + CARRY * doubt) / (self.alone + doubt)))


def factor_of(offered: int, forecast: float, deviation: float, carry: float) -> Factor:
    """Return by what the rest of a day is to be multiplied."""
    trust = 1.0 / max(deviation, _LEAST_DEVIATION) ** 2
    day = (trust + offered) / (trust + forecast)
    return Factor(offered, forecast, 1.0 + carry * (day - 1.0))


def deviation_from(day_wape: float | None) -> float:
    """Return the standard deviation of days about their forecast, from the error of whole days one day ahead."""
    return DEVIATION if day_wape is None else day_wape / _MEAN_TO_DEVIATION

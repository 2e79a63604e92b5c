"""What callers meet who come by chance to so many agents: Erlang C and Erlang A. Pure.

`load` is the work offered, in erlangs: calls a second times the seconds that one takes. Arrivals are Poisson, handling
and patience exponential.

Erlang C: nobody gives up; features.md section C3, and A. K. Erlang, "Solution of some problems in the theory of
probabilities" (1917). It asks for too many agents where callers hang up.

Erlang A: whoever waits gives up after `patience` seconds in the mean (C. Palm, 1946; O. Garnett, A. Mandelbaum and
M. Reiman, "Designing a call center with impatient customers", 2002). With n agents, arrivals λ, handling μ and patience
1/θ, the wait V that a patient caller would have has the density λ π exp((λ/θ)(1 - exp(-θx)) - nμx) for x > 0, where π
is the probability that n - 1 agents are busy; all figures are integrals of it.
"""

import math
from dataclasses import dataclass
from typing import Final

_STEPS: Final = 30
"""The density of the wait is integrated over so many pieces before the target, after it and far behind it, each by
Gauss' rule of three points: a test compares with the sums of the birth-and-death process, to a millionth."""

_PATIENT: Final = 10.0
"""Far behind the target: so many times the patience."""

_NEGLIGIBLE: Final = 40.0
"""The density is followed until it has fallen to exp(-40) of its peak."""

_POINTS: Final = ((-math.sqrt(0.6), 5 / 9), (0.0, 8 / 9), (math.sqrt(0.6), 5 / 9))


@dataclass(frozen=True, slots=True)
class Waiting:
    """What callers meet. Shares from 0 to 1, seconds.

    `delayed`: who has to wait. `in_time`: answered within the target; with Erlang A of those answered or abandoned
    after it (`LATE_ABANDONED_HURT`, the variant that is counted by default). `speed_of_answer`: the mean wait of the
    answered. `occupancy` is of the agents' time.
    """

    delayed: float
    in_time: float
    speed_of_answer: float
    occupancy: float
    abandoned: float = 0.0


def inverse_erlang_b(load: float, agents: int) -> float:
    """Return one through the probability that all of `agents` are busy where nobody waits (Erlang B).

    By the recursion in its inverse, which neither loses digits nor overflows into nonsense: with far more agents than
    work it goes to infinity, and its inverse to 0.
    """
    inverse = 1.0
    for busy in range(1, agents + 1):
        inverse = 1.0 + busy / load * inverse
        if math.isinf(inverse):
            return inverse
    return inverse


def erlang_c(load: float, agents: int, handle_seconds: float, target_seconds: float) -> Waiting | None:
    """Return what callers meet where nobody gives up; None where more work comes than `agents` can do."""
    if load <= 0:
        return Waiting(0.0, 1.0, 0.0, 0.0)
    if load >= agents:
        return None
    blocked = 1.0 / inverse_erlang_b(load, agents)
    delayed = blocked / (1.0 - load / agents * (1.0 - blocked))
    free = agents - load
    return Waiting(
        delayed=delayed,
        in_time=1.0 - delayed * math.exp(-free * target_seconds / handle_seconds),
        speed_of_answer=delayed * handle_seconds / free,
        occupancy=load / agents,
    )


def erlang_a(
    load: float, agents: int, handle_seconds: float, target_seconds: float, patience_seconds: float
) -> Waiting | None:
    """Return what callers meet who give up after `patience_seconds` in the mean; None without any agent."""
    if load <= 0:
        return Waiting(0.0, 1.0, 0.0, 0.0)
    if agents < 1:
        return None
    serving, leaving = agents / handle_seconds, 1.0 / patience_seconds
    wait = _Wait(load / handle_seconds, serving, leaving)
    far, end = target_seconds + _PATIENT * patience_seconds, wait.end(target_seconds)
    before = wait.over(0.0, target_seconds)
    after = wait.over(target_seconds, min(far, end)) + wait.over(min(far, end), end)
    # Without a wait: an arrival finds fewer than n busy. 1 / B(n - 1) is their probability through that of n - 1.
    free = inverse_erlang_b(load, agents - 1) * math.exp(-wait.peak)
    whole = free + before.reached + after.reached
    if math.isinf(whole):
        return Waiting(0.0, 1.0, 0.0, load / agents)
    answered = free + before.answered + after.answered
    # Given up before the target: who would have waited until then and did not, and those who would have waited longer.
    early = (before.reached - before.answered) + after.reached * (1.0 - math.exp(-leaving * target_seconds))
    abandoned = max(0.0, 1.0 - answered / whole)
    return Waiting(
        delayed=(before.reached + after.reached) / whole,
        in_time=min(1.0, (free + before.answered) / (whole - early)),
        speed_of_answer=(before.waited + after.waited) / answered,
        occupancy=min(1.0, load / agents * (1.0 - abandoned)),
        abandoned=abandoned,
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """Of a stretch of waits: how many would have come so far, were answered there, and their seconds of waiting."""

    reached: float
    answered: float
    waited: float

    def __add__(self, other: "_Part") -> "_Part":
        return _Part(self.reached + other.reached, self.answered + other.answered, self.waited + other.waited)


class _Wait:
    """The density of the wait, through π and exp(`peak`)."""

    def __init__(self, arriving: float, serving: float, leaving: float) -> None:
        self._arriving, self._serving, self._leaving = arriving, serving, leaving
        top = max(0.0, math.log(arriving / serving) / leaving)
        self.peak: float = 0.0
        self.peak = self._exponent(top)
        self._top = top

    def _exponent(self, seconds: float) -> float:
        left = -math.expm1(-self._leaving * seconds)
        return self._arriving / self._leaving * left - self._serving * seconds - self.peak

    def end(self, least: float) -> float:
        """Return a wait beyond which there is next to nobody, at least `least` seconds."""
        low = max(self._top, least)
        high = low + 1.0
        while self._exponent(high) > -_NEGLIGIBLE:
            high = low + (high - low) * 2
        return high

    def over(self, since: float, until: float) -> _Part:
        """Integrate from one wait to another."""
        reached = answered = waited = 0.0
        wide = (until - since) / _STEPS
        for step in range(_STEPS):
            middle = since + (step + 0.5) * wide
            for place, weight in _POINTS:
                seconds = middle + place * wide / 2
                here = weight * wide / 2 * self._arriving * math.exp(self._exponent(seconds))
                kept = here * math.exp(-self._leaving * seconds)
                reached += here
                answered += kept
                waited += kept * seconds
        return _Part(reached, answered, waited)

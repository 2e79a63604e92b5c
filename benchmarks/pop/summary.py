"""Many measured times as a few figures, and figures as a table."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, in milliseconds, over `count` times. Percentiles by nearest rank: each was measured."""

    count: int
    p50: float
    p90: float
    p99: float
    most: float

    def as_json(self) -> dict[str, JsonValue]:
        """Return the figures, rounded to a hundredth of a millisecond."""
        return {
            "count": self.count,
            "p50_ms": round(self.p50, 2),
            "p90_ms": round(self.p90, 2),
            "p99_ms": round(self.p99, 2),
            "max_ms": round(self.most, 2),
        }


def spread(seconds: Sequence[float]) -> Spread:
    """Sum up measured `seconds`.

    Raises:
        ValueError: There are none.
    """
    if not seconds:
        raise ValueError("nothing was measured")
    ordered = sorted(1000 * each for each in seconds)

    def at(share: float) -> float:
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)]

    return Spread(len(ordered), at(0.50), at(0.90), at(0.99), ordered[-1])


def table(title: str, spreads: Mapping[str, Spread]) -> str:
    """Return the spreads as lines of text, milliseconds."""
    width = max(len(title), *(len(name) for name in spreads))
    lines = [f"{title:<{width}}  {'p50':>8} {'p90':>8} {'p99':>8} {'max':>8} {'count':>7}"]
    for name, each in spreads.items():
        lines.append(
            f"{name:<{width}}  {each.p50:8.2f} {each.p90:8.2f} {each.p99:8.2f} {each.most:8.2f} {each.count:7d}"
        )
    return "\n".join(lines)

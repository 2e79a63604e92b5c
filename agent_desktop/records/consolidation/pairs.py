"""What a score says of two accounts. Apart from what scores, which takes a second to load and few programs need."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two accounts that may be one person's, `left` the smaller id. `weight` is the base-2 logarithm of the odds.

    `levels` names, by comparison, how far the two agree.
    """

    left: UUID
    right: UUID
    weight: float
    levels: dict[str, str]

    @property
    def probability(self) -> float:
        """The model's probability that both are one person's, 0 to 1."""
        return probability_of(self.weight)


def probability_of(weight: float) -> float:
    """Return the probability, 0 to 1, whose odds have this base-2 logarithm."""
    return float(1 / (1 + 2 ** -max(-60.0, min(60.0, weight))))

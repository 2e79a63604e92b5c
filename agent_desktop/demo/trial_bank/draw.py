"""Deterministic draws: the same seed, topic and index always give the same ones, on every Python."""

from collections.abc import Sequence
from random import Random
from typing import Final, TypeVar

T = TypeVar("T")

_SPREAD: Final = 1_000_003


class Draw:
    """A stream of draws of its own for one topic of one customer.

    Only `random()` is used, whose results Python promises to keep; `choice` and `shuffle` may change.
    """

    __slots__ = ("_next",)

    def __init__(self, seed: int, topic: int, index: int) -> None:
        self._next = Random((seed * _SPREAD + topic) << 48 | index).random

    def chance(self, share: float) -> bool:
        """Return True in `share` of all draws."""
        return self._next() < share

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to `limit` - 1."""
        return int(self._next() * limit)

    def between(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self._next() * (high - low + 1))

    def fraction(self) -> float:
        """Return a number from 0 to 1, 1 not included."""
        return self._next()

    def one_of(self, items: Sequence[T]) -> T:
        """Return one of `items`."""
        return items[int(self._next() * len(items))]

    def weighted(self, items: Sequence[tuple[float, T]]) -> T:
        """Return one of `items`, each with its share; shares add up to 1."""
        left = self._next()
        for share, item in items:
            left -= share
            if left < 0:
                return item
        return items[-1][1]


class Topic:
    """The topics; a topic's number is never given to another one."""

    BLOCK: Final = 1
    PERSON: Final = 2
    HOLDINGS: Final = 3
    TRANSACTIONS: Final = 4
    CONTACTS: Final = 5
    DOCUMENTS: Final = 7
    YEAR: Final = 8
    PLANTED: Final = 9
    SURVEYS: Final = 20

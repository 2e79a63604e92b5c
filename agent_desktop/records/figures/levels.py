"""Which definition counts the calls of a queue on a day. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from agent_desktop.contract.figures import LevelVariant


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """A definition as `contract.figures.LevelDefinition` has it, without who made it and why."""

    version: int
    queue: str
    from_day: date
    variant: LevelVariant
    answer_seconds: int
    short_seconds: int
    target_percent: int


SHIPPED: Final = LevelChoice(0, "", date.min, LevelVariant.LATE_ABANDONED_HURT, 20, 5, 80)
"""What counts where nobody has chosen: answered within 20 s of answered and abandoned later, 80 of 100."""


@dataclass(frozen=True, slots=True)
class LevelStretch:
    """From `first` until before `until` this choice counts."""

    first: date
    until: date
    choice: LevelChoice


class LevelTimeline:
    """All choices that were ever made."""

    def __init__(self, choices: Iterable[LevelChoice]) -> None:
        self._of_queue: dict[str, list[LevelChoice]] = {}
        for choice in sorted(choices, key=lambda each: (each.from_day, each.version)):
            self._of_queue.setdefault(choice.queue, []).append(choice)

    def in_force(self, queue: str, day: date) -> LevelChoice:
        """Return what counts the calls of a queue on a day; of all queues where `queue` is empty."""
        for code in dict.fromkeys((queue, "")):
            begun = [each for each in self._of_queue.get(code, ()) if each.from_day <= day]
            if begun:
                return begun[-1]
        return SHIPPED

    def stretches(self, queue: str, first: date, until: date) -> Iterator[LevelStretch]:
        """Yield what counts from `first` until before `until`, in order and without gaps."""
        begins = {each.from_day for code in (queue, "") for each in self._of_queue.get(code, ())}
        cuts = [first, *sorted(day for day in begins if first < day < until), until]
        for begin, end in pairwise(cuts):
            if begin < end:
                yield LevelStretch(begin, end, self.in_force(queue, begin))

    def has_own(self, queue: str, day: date) -> bool:
        """Say whether a queue goes by a definition of its own on a day."""
        return any(each.from_day <= day for each in self._of_queue.get(queue, ()))

    def of_queue(self, queue: str) -> Sequence[LevelChoice]:
        """Return the choices made for a queue, the newest first."""
        return self._of_queue.get(queue, [])[::-1]

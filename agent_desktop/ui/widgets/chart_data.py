"""What a chart draws, in values and words: nothing here knows how."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor, log10

from agent_desktop.ui.theme.tokens import Token


class ChartShape(StrEnum):
    """How the bars of one place stand."""

    STACKED = "stacked"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of bar. `token` is its colour; series keep their order from left to right, or from the ground up, so
    that a chart reads without colour."""

    name: str
    token: Token


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One place along the axis: a value for each series, perhaps one of the line, and all of it in words.

    `key` is what it stands for; `share` is on the right axis, 0 to 1.
    """

    key: str
    label: str
    values: tuple[float, ...]
    share: float | None
    said: str


@dataclass(frozen=True, slots=True)
class ChartData:
    """A whole chart. `line` names the line, empty for none; `unit` is what the left axis counts.

    `heads` names the columns of the same values in a file: the place, each series, and the line.
    `mark` is the key of the place where something was done, with `mark_said`: drawn as an upright line.
    """

    title: str
    series: tuple[Series, ...] = ()
    points: tuple[ChartPoint, ...] = ()
    line: str = ""
    unit: str = ""
    shape: ChartShape = ChartShape.STACKED
    target: float | None = None
    mark: str = ""
    mark_said: str = ""
    heads: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.points or not any(value for point in self.points for value in point.values)

    @property
    def most(self) -> float:
        """The highest bar."""
        if self.shape is ChartShape.STACKED:
            return max((sum(point.values) for point in self.points), default=0.0)
        return max((value for point in self.points for value in point.values), default=0.0)


def axis_steps(most: float, wanted: int = 4) -> tuple[float, ...]:
    """Return the marks of an axis that reaches `most`: round whole numbers from 0, about `wanted` of them."""
    if most <= 0:
        return (0.0, 1.0)
    rough = most / wanted
    size = 10 ** floor(log10(rough)) if rough >= 1 else 1
    step = next(factor * size for factor in (1, 2, 5, 10) if factor * size >= rough)
    return tuple(float(step * number) for number in range(ceil(most / step) + 1))


@dataclass(frozen=True, slots=True)
class Level:
    """One row of a level chart: `share` from 0 to 1, or None where there is nothing to measure; `aside` stands after
    the per cent; `said` is all of it in words."""

    key: str
    label: str
    share: float | None
    aside: str
    said: str


@dataclass(frozen=True, slots=True)
class LevelData:
    """Levels with the one to be reached."""

    title: str
    levels: tuple[Level, ...] = ()
    target: float = 0.95
    heads: tuple[str, ...] = ()

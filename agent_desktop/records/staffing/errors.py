"""How far off forecasts were. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from agent_desktop.records.staffing.history import Slots


@dataclass(frozen=True, slots=True)
class Errors:
    """Sums, so that those of several days or queues can be added.

    `wape` is the weighted absolute percentage error: the sum of the errors of the half hours of the sum of the calls;
    `day_wape` the same of whole days; `mae` the mean absolute error of a half hour, in calls. Shares from 0 up.
    """

    off: float = 0.0
    days_off: float = 0.0
    calls: float = 0.0
    half_hours: int = 0

    @property
    def wape(self) -> float | None:
        return self.off / self.calls if self.calls else None

    @property
    def day_wape(self) -> float | None:
        return self.days_off / self.calls if self.calls else None

    @property
    def mae(self) -> float | None:
        return self.off / self.half_hours if self.half_hours else None

    def __add__(self, other: "Errors") -> "Errors":
        return Errors(
            self.off + other.off,
            self.days_off + other.days_off,
            self.calls + other.calls,
            self.half_hours + other.half_hours,
        )


def error_of(forecast: Slots, came: Slots) -> Errors:
    """Return how far off the forecast of one day was, or of a part of it."""
    return Errors(
        off=sum(abs(one - other) for one, other in zip(forecast, came, strict=True)),
        days_off=abs(sum(forecast) - sum(came)),
        calls=sum(came),
        half_hours=len(came),
    )


def sum_of(errors: Sequence[Errors]) -> Errors:
    """Return several together."""
    return sum(errors, start=Errors())

"""When the timer of a state turns caution and problem: by the thresholds that are published, in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from agent_desktop.contract.floor_alerts import FloorMeasure, TimerLimit, TimerLimitList

WRAP_UP_WARNING: Final = timedelta(seconds=10)
"""How long before its limit a wrap-up warns (features.md A14)."""
WRAP_UP_SECONDS: Final = 60.0
"""How long a wrap-up is planned to take where no clock ends it (features.md A14)."""
Turns = tuple[datetime | None, datetime | None]
"""When a timer turns caution, and when problem; None: never by itself."""

SHIPPED: Final = TimerLimitList(
    limits=(
        TimerLimit(measure=FloorMeasure.CALL_SECONDS, warn_seconds=600, act_seconds=720),
        TimerLimit(measure=FloorMeasure.HOLD_SECONDS, warn_seconds=80, act_seconds=120),
        TimerLimit(measure=FloorMeasure.WRAP_UP_OVER, warn_seconds=0, act_seconds=30),
        TimerLimit(measure=FloorMeasure.AWAY_OVER, warn_seconds=0, act_seconds=120),
        TimerLimit(measure=FloorMeasure.LONGEST_WAIT, warn_seconds=60, act_seconds=120),
    )
)
"""Those of the file that comes with the program (design.md section 2): what counts until the server has said its
own."""


@dataclass(frozen=True, slots=True)
class TimerLimits:
    """When a timer turns caution and problem, in seconds; None: never."""

    caution_seconds: float | None = None
    problem_seconds: float | None = None

    def after(self, at: datetime) -> Turns:
        """Return when a timer that counts from `at` turns."""
        return _later(at, self.caution_seconds), _later(at, self.problem_seconds)


class TimerBook:
    """The limits that count. Belongs to the thread of the window."""

    def __init__(self, listed: TimerLimitList = SHIPPED) -> None:
        self._found: dict[tuple[FloorMeasure, UUID | None], TimerLimits] = {}
        self._views: list[Callable[[], None]] = []
        self.use(listed)

    def use(self, listed: TimerLimitList) -> None:
        """Go by others from now on, and tell whoever watches."""
        found = {
            (each.measure, each.queue_id): TimerLimits(each.warn_seconds, each.act_seconds) for each in listed.limits
        }
        if found != self._found:
            self._found = found
            for view in self._views:
                view()

    def of(self, measure: FloorMeasure, queue_id: UUID | None = None) -> TimerLimits:
        """Return the limits of a measure, for calls of a queue where these have their own."""
        general = self._found.get((measure, None), TimerLimits())
        return self._found.get((measure, queue_id), general)

    def wrap_up(self, since_at: datetime, planned_end_at: datetime | None, queue_id: UUID | None = None) -> Turns:
        """Return when the timer of a wrap-up turns that began at `since_at`."""
        end = planned_end_at or since_at + timedelta(seconds=WRAP_UP_SECONDS)
        return self.of(FloorMeasure.WRAP_UP_OVER, queue_id).after(end)

    def watch(self, view: Callable[[], None]) -> None:
        """Call `view` when others count."""
        self._views.append(view)


def _later(at: datetime, seconds: float | None) -> datetime | None:
    return None if seconds is None else at + timedelta(seconds=seconds)

"""When the timer of a state turns caution and problem: the defaults of design.md section 2, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from telephony.contract import AgentState


@dataclass(frozen=True, slots=True)
class TimerLimits:
    """When a state's timer turns caution and problem, in seconds since it began."""

    caution_seconds: float
    problem_seconds: float

    def after(self, since_at: datetime) -> tuple[datetime, datetime]:
        """Return when the timer of a state that began at `since_at` turns caution, and when problem."""
        return (
            since_at + timedelta(seconds=self.caution_seconds),
            since_at + timedelta(seconds=self.problem_seconds),
        )

    def around(self, since_at: datetime, planned_end_at: datetime | None) -> tuple[datetime, datetime]:
        """Return the same where the server may have named a planned end.

        Caution is then that end, and problem comes as much later as it does without one.
        """
        if planned_end_at is None:
            return self.after(since_at)
        grace = self.problem_seconds - self.caution_seconds
        return planned_end_at, planned_end_at + timedelta(seconds=grace)


WRAP_UP_LIMITS: Final = TimerLimits(60, 90)
WRAP_UP_WARNING: Final = timedelta(seconds=10)
"""How long before its limit a wrap-up warns (features.md A14)."""

HOLD_LIMITS: Final = TimerLimits(80, 120)
DEFAULT_LIMITS: Final[Mapping[AgentState, TimerLimits]] = MappingProxyType(
    {
        AgentState.ON_CALL: TimerLimits(600, 720),
        AgentState.WRAP_UP: WRAP_UP_LIMITS,
        AgentState.NOT_READY: TimerLimits(0, 120),
    }
)

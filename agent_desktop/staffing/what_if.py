"""What a day would need if calls, handling, target or agents were others: reckoned at once, from the day. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from agent_desktop.contract.staffing import Assumptions, NeedModel, StaffingHalfHour
from agent_desktop.staffing.erlang import Waiting
from agent_desktop.staffing.needs import Need, agents_needed, waiting_with


@dataclass(frozen=True, slots=True)
class WhatIf:
    """`volume` and `handling` multiply what is forecast; `more_agents` are added to the plan, where one is known. The
    rest are the assumptions in place of the server's; `target`, `shrinkage` and `occupancy_most` from 0 to 1."""

    volume: float = 1.0
    handling: float = 1.0
    more_agents: int = 0
    target: float = 0.8
    shrinkage: float = 0.3
    occupancy_most: float = 0.85
    patience_seconds: float = 180
    model: NeedModel = NeedModel.ERLANG_C


@dataclass(frozen=True, slots=True)
class HalfHourNeed:
    """One half hour. `calls` is what it is reckoned with, None where nothing is known of it. `planned` are agents on
    the plan, with those added; `with_plan` what callers meet with these, None where they never come through the work.
    """

    calls: float | None
    need: Need | None
    planned: float | None
    with_plan: Waiting | None

    @property
    def short(self) -> int:
        """How many agents the plan lacks."""
        if self.need is None or self.planned is None:
            return 0
        return max(0, self.need.agents - round(self.planned))


@dataclass(frozen=True, slots=True)
class DayNeed:
    """A day. `calls` in all; `paid_hours` are those of agents on the plan that it needs, away or not; `in_time` is the
    share of calls answered in time with the plan, None where there is none."""

    half_hours: tuple[HalfHourNeed, ...]
    calls: float
    most: int
    paid_hours: float
    short_half_hours: int
    in_time: float | None


def as_assumed(assumed: Assumptions) -> WhatIf:
    """Return what is assumed by the server, with the day as it is."""
    return WhatIf(
        target=assumed.target,
        shrinkage=assumed.shrinkage,
        occupancy_most=assumed.occupancy_most,
        patience_seconds=assumed.patience_seconds,
        model=assumed.model,
    )


def day_need(half_hours: Sequence[StaffingHalfHour], assumed: Assumptions, what_if: WhatIf) -> DayNeed:
    """Return what a day needs: by what is expected of the rest of today, what is forecast, or what came."""
    changed = assumed.model_copy(
        update={
            "target": what_if.target,
            "shrinkage": what_if.shrinkage,
            "occupancy_most": what_if.occupancy_most,
            "patience_seconds": what_if.patience_seconds,
            "model": what_if.model,
        }
    )
    found = tuple(_half_hour(each, changed, what_if) for each in half_hours)
    planned = [each for each in found if each.planned is not None and each.calls]
    answered = sum(each.with_plan.in_time * each.calls for each in planned if each.with_plan and each.calls)
    calls = sum(each.calls or 0.0 for each in planned)
    return DayNeed(
        half_hours=found,
        calls=sum(each.calls or 0.0 for each in found),
        most=max((each.need.agents for each in found if each.need), default=0),
        paid_hours=sum(each.need.paid for each in found if each.need) / 2,
        short_half_hours=sum(each.short > 0 for each in found),
        in_time=answered / calls if calls else None,
    )


def _half_hour(each: StaffingHalfHour, assumed: Assumptions, what_if: WhatIf) -> HalfHourNeed:
    calls = next((known for known in (each.expected, each.calls, each.offered) if known is not None), None)
    planned = None if each.planned is None else max(0.0, each.planned + (what_if.more_agents if each.planned else 0))
    if calls is None:
        return HalfHourNeed(None, None, planned, None)
    calls, handle = calls * what_if.volume, each.handle_seconds * what_if.handling
    need = _needed(round(calls, 2), round(handle, 1), assumed)
    with_plan = None
    if planned is not None and calls > 0:
        with_plan = waiting_with(round(planned), calls, handle, assumed) if planned >= 0.5 else None
    return HalfHourNeed(calls, need, planned, with_plan)


@lru_cache(maxsize=4096)
def _needed(calls: float, handle_seconds: float, assumed: Assumptions) -> Need:
    return agents_needed(calls, handle_seconds, assumed)

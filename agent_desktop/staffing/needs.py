"""How many agents a half hour needs. Pure; the desktop's sliders and the server work it out by the same lines."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from agent_desktop.contract.staffing import Assumptions, NeedModel
from agent_desktop.staffing.erlang import Waiting, erlang_a, erlang_c

HALF_HOUR_SECONDS: Final = 1800.0


@dataclass(frozen=True, slots=True)
class Need:
    """`agents` at their desks, and `paid`: so many on the plan that these are there. `held_by_occupancy` says that the
    target alone would need fewer: they would be busy for more of their time than they should. `waiting` is what callers
    then meet."""

    agents: int
    paid: int
    held_by_occupancy: bool
    waiting: Waiting


def waiting_with(
    agents: int, calls: float, handle_seconds: float, assumed: Assumptions, interval_seconds: float = HALF_HOUR_SECONDS
) -> Waiting | None:
    """Return what callers meet with so many agents; None where these never come through the work."""
    load = calls * handle_seconds / interval_seconds
    if assumed.model is NeedModel.ERLANG_A:
        return erlang_a(load, agents, handle_seconds, assumed.target_seconds, assumed.patience_seconds)
    return erlang_c(load, agents, handle_seconds, assumed.target_seconds)


def agents_needed(
    calls: float, handle_seconds: float, assumed: Assumptions, interval_seconds: float = HALF_HOUR_SECONDS
) -> Need:
    """Return the fewest agents with which the target is met and none is busy for more than `occupancy_most`."""
    load = calls * handle_seconds / interval_seconds
    if load <= 0:
        return Need(0, 0, held_by_occupancy=False, waiting=Waiting(0.0, 1.0, 0.0, 0.0))

    def meets(agents: int, model: NeedModel) -> bool:
        tried = assumed.model_copy(update={"model": model})
        found = waiting_with(agents, calls, handle_seconds, tried, interval_seconds)
        return found is not None and found.in_time >= assumed.target - 1e-9

    def is_rested(agents: int) -> bool:
        found = waiting_with(agents, calls, handle_seconds, assumed, interval_seconds)
        return found is not None and found.occupancy <= assumed.occupancy_most + 1e-9

    by_target = _fewest(math.floor(load) + 1, lambda tried: meets(tried, NeedModel.ERLANG_C))
    if assumed.model is NeedModel.ERLANG_A:
        # Never more than if nobody gave up; and it may do with fewer agents than there is work: some of it goes away.
        by_target = _between(0, by_target, lambda tried: meets(tried, NeedModel.ERLANG_A))
    by_both = _fewest(by_target, is_rested)
    waiting = waiting_with(by_both, calls, handle_seconds, assumed, interval_seconds)
    assert waiting is not None
    return Need(by_both, paid_for(by_both, assumed), held_by_occupancy=by_both > by_target, waiting=waiting)


def paid_for(agents: int, assumed: Assumptions) -> int:
    """Return how many are to be on the plan so that `agents` are there: the rest is away (shrinkage)."""
    return math.ceil(agents / (1.0 - assumed.shrinkage) - 1e-9)


def _fewest(least: int, enough: Callable[[int], bool]) -> int:
    """Return the fewest agents, from `least` on, that are enough."""
    if enough(least):
        return least
    step = 1
    while not enough(least + step):
        least, step = least + step, step * 2
    return _between(least, least + step, enough)


def _between(too_few: int, plenty: int, enough: Callable[[int], bool]) -> int:
    """Return the fewest agents that are enough. More never do worse, so that halving finds them."""
    while plenty - too_few > 1:
        middle = (too_few + plenty) // 2
        too_few, plenty = (too_few, middle) if enough(middle) else (middle, plenty)
    return plenty

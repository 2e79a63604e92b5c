"""How often an agent may change their own state. Pure.

A desktop that changes its agent's state every few seconds for hours was seen in the field, with the agents unaware
(`features.md` B14). Only what could bring calls or fill the history is limited: whoever is ready can always stop.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from telephony.contract import AgentAction, AgentState

MOST_CHANGES: Final = 6
WITHIN: Final = timedelta(seconds=60)
"""At most so many chosen states begin in so long a time."""


def is_limited(state: AgentState, action: AgentAction) -> bool:
    """Say whether a change counts against the limit: not where it only takes the agent away from calls."""
    leaves = action is AgentAction.GO_OFFLINE or (action is AgentAction.GO_NOT_READY and state is AgentState.READY)
    return not leaves


def seconds_to_wait(chosen_at: Sequence[datetime], now: datetime) -> int:
    """Return how many whole seconds the next change has to wait, 0 for none. `chosen_at` is oldest first."""
    recent = [at for at in chosen_at if now - at < WITHIN]
    if len(recent) < MOST_CHANGES:
        return 0
    return max(1, ceil((recent[-MOST_CHANGES] + WITHIN - now).total_seconds()))

"""What a simulated agent does next, from the desk as the server shows it. Pure: the same for every kind of replay."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random
from types import MappingProxyType
from typing import Final
from uuid import UUID

from telephony.contract import AgentAction, AgentState, CallAction, DeskSnapshot


class Deed(StrEnum):
    ANSWER = "answer"
    FINISH = "finish"  # the wrap-up, with an outcome
    GO_READY = "go_ready"
    GO_OFFLINE = "go_offline"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `call_id` is the call it is about."""

    deed: Deed
    call_id: UUID | None = None


DELAYS: Final = MappingProxyType(
    # The log has 4 s and more between two calls of a busy server, and nothing of wrap-up: these add up to that.
    {Deed.ANSWER: (1.0, 3.0), Deed.FINISH: (2.0, 6.0), Deed.GO_READY: (0.5, 1.5), Deed.GO_OFFLINE: (0.0, 0.5)}
)
"""How many business seconds an agent takes before each deed: from, to."""


def next_step(desk: DeskSnapshot, *, on_shift: bool) -> Step | None:
    """Return what the agent does next, None where they wait. Only what the server allows is done."""
    agent, call = desk.agent, desk.call
    if desk.offer is not None and call is not None and CallAction.ANSWER in call.allowed:
        return Step(Deed.ANSWER, call.call_id)
    if agent.state is AgentState.WRAP_UP and call is not None:
        return Step(Deed.FINISH, call.call_id)
    if agent.state is AgentState.NOT_READY and on_shift and AgentAction.GO_READY in agent.allowed:
        return Step(Deed.GO_READY)
    if not on_shift and desk.offer is None and AgentAction.GO_OFFLINE in agent.allowed:
        return Step(Deed.GO_OFFLINE)
    return None


def delay_of(step: Step, chance: Random) -> float:
    """Return how many business seconds the agent takes before they do it."""
    least, most = DELAYS[step.deed]
    return chance.uniform(least, most)

"""How agents, their calls and the callers who wait stand at one moment. Pure values, read together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from telephony.contract import (
    AgentState,
    CallDirection,
    CallState,
    ChosenReason,
    ColleagueState,
    RecordingState,
    SystemReason,
)
from telephony.queues.hours import OpeningHours


@dataclass(frozen=True, slots=True)
class LiveAgent:
    """One agent who is signed in. `offered_call_id` rings at them since `offered_at`; `call_id` is theirs through
    wrap-up. `is_silent`: nothing was heard of their desktop, and no call is offered to them."""

    agent_id: UUID
    team: str
    state: AgentState
    reason: ChosenReason | SystemReason | None
    since_at: datetime
    planned_end_at: datetime | None
    next_state: AgentState | None
    call_id: UUID | None
    offered_call_id: UUID | None
    offered_at: datetime | None
    is_silent: bool


@dataclass(frozen=True, slots=True)
class LiveCall:
    """One call that goes on, or that an agent still wraps up. `caller_number` is the customer's.

    `supervisor_id` is who listens to it, or is about to. `undialled`: a callback that no carrier knows of yet.
    `about` are the words of what the caller chose in the menu, by language.
    """

    call_id: UUID
    direction: CallDirection
    state: CallState
    queue_id: UUID
    agent_id: UUID | None
    caller_number: str
    keyed_digits: str
    about: Mapping[str, str]
    enqueued_at: datetime
    answered_at: datetime | None
    since_at: datetime
    urgent: bool
    undialled: bool
    callback_wished: bool
    colleague_id: UUID | None
    colleague_state: ColleagueState | None
    conferring: bool
    supervisor_id: UUID | None
    recording: RecordingState
    pending: bool

    @property
    def is_waiting(self) -> bool:
        """Whether a caller waits to whom nobody has been offered."""
        return self.state is CallState.QUEUED and not self.undialled


@dataclass(frozen=True, slots=True)
class LiveQueue:
    queue_id: UUID
    code: str
    name: Mapping[str, str]
    position: int
    wrap_up_seconds: int
    hours: OpeningHours | None


@dataclass(frozen=True, slots=True)
class AgentDone:
    """What an agent has done since local midnight: calls whose wrap-up is finished, and the mean seconds of one."""

    handled: int = 0
    average_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Floor:
    """Everybody and everything at one moment, by id. `served` are the queues of each agent."""

    agents: Mapping[UUID, LiveAgent] = field(default_factory=dict)
    calls: Mapping[UUID, LiveCall] = field(default_factory=dict)
    queues: Mapping[UUID, LiveQueue] = field(default_factory=dict)
    served: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    done: Mapping[UUID, AgentDone] = field(default_factory=dict)

    def call_of(self, agent: LiveAgent) -> LiveCall | None:
        """Return the call that the agent has, or that rings at them."""
        call_id = agent.call_id or agent.offered_call_id
        return None if call_id is None else self.calls.get(call_id)


def words_of(menu_path: list[dict[str, Any]]) -> Mapping[str, str]:
    """Return the words of what was chosen last in a menu; none where nothing was."""
    return menu_path[-1] if menu_path else {}

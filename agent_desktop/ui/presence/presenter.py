"""The agent's own state, queues and link: what the top bar shows."""

from dataclasses import dataclass
from datetime import datetime

from agent_desktop.client.errors import Problem
from agent_desktop.client.link import LinkState
from agent_desktop.contract.base import LocalText
from telephony.contract import AgentAction, AgentState, NotReadyReason


@dataclass(frozen=True, slots=True)
class QueueFigure:
    """One queue of this agent. `longest_since_at` is when its longest waiting caller came, None if nobody waits."""

    name: LocalText
    waiting: int
    longest_since_at: datetime | None


@dataclass(frozen=True, slots=True)
class PresenceState:
    """Everything the top bar draws. All times are server time; the view counts from them by its clock.

    `state` is None until the server has spoken. `on_hold` is the part of a call that design.md shows as a state of
    its own. The timer counts from `since_at`, turns caution at `caution_at` and problem at `problem_at` (None: never).
    `pending` is the action asked for and not yet answered; nothing is `allowed` meanwhile.
    """

    state: AgentState | None = None
    on_hold: bool = False
    reason: NotReadyReason | None = None
    since_at: datetime | None = None
    planned_end_at: datetime | None = None
    caution_at: datetime | None = None
    problem_at: datetime | None = None
    allowed: frozenset[AgentAction] = frozenset()
    reasons: tuple[NotReadyReason, ...] = ()
    pending: AgentAction | None = None
    problem: Problem | None = None
    display_name: str = ""
    initials: str = ""
    extension: str = ""
    team: str = ""
    queues: tuple[QueueFigure, ...] = ()
    handled: int = 0
    average_seconds: int | None = None
    missed: int = 0
    link: LinkState = LinkState()

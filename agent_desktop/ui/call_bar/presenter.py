"""The call slot: one place, in which only ground, icon, words, timer and buttons change."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from agent_desktop.client.errors import Problem
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import CallerOutcome, Tier
from telephony.contract import AgentState, CallAction, EndCause, NumberCheck


class SlotKind(StrEnum):
    NONE = "none"
    RINGING = "ringing"
    CONNECTING = "connecting"  # answered; the carrier is joining the agent's line
    CONNECTED = "connected"
    HOLD = "hold"
    WRAP_UP = "wrap_up"
    LINE_LOST = "line_lost"  # the carrier does not get the agent's line joined; it goes on trying


@dataclass(frozen=True, slots=True)
class CallSlotState:
    """Everything the call slot draws. All times are server time; the view counts by its clock.

    The timer counts up from `since_at`, except while ringing: there it counts down to `expires_at`, and the arc is
    the share left of `ring_seconds`. It turns caution at `caution_at` and problem at `problem_at` (None: never).
    `caller_name` is empty where nobody is known: then `outcome` says why. `pending` is the action asked for and not
    yet confirmed, by us or by the carrier. A button is on only if its action is in `enabled`.
    With kind NONE `agent_state` and `queue_names` say what the agent waits for, and `since_at` is the agent's.
    """

    kind: SlotKind = SlotKind.NONE
    caller_name: str = ""
    name_chinese: str = ""
    salutation: LocalText = field(default_factory=dict)
    tier: Tier = Tier.STANDARD
    outcome: CallerOutcome | None = None
    number_masked: str = ""
    number_country: str = ""
    number_check: NumberCheck = NumberCheck.NONE
    queue_name: LocalText = field(default_factory=dict)
    waited_seconds: int = 0
    menu_path: tuple[LocalText, ...] = ()
    since_at: datetime | None = None
    expires_at: datetime | None = None
    ring_seconds: float = 0.0
    caution_at: datetime | None = None
    problem_at: datetime | None = None
    enabled: frozenset[CallAction] = frozenset()
    pending: CallAction | None = None
    muted: bool = False
    end_cause: EndCause | None = None
    problem: Problem | None = None
    link_lost: bool = False
    agent_state: AgentState | None = None
    queue_names: tuple[LocalText, ...] = ()

"""The call slot as one value: what the presenter decides and the view draws."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Literal

from agent_desktop.client.errors import Problem
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import CallerOutcome, Tier
from telephony.contract import (
    AgentState,
    CallAction,
    CallDirection,
    CallRole,
    ColleagueOutcome,
    ColleagueState,
    DeclineReason,
    EndCause,
    NumberCheck,
    PartyView,
    RecordingSnapshot,
    SupervisionMode,
    TransferKind,
    TransferSnapshot,
    TransferState,
)

_ON: Final = frozenset(
    {
        TransferState.STARTING,
        TransferState.RINGING,
        TransferState.CONSULTING,
        TransferState.CONFERRING,
        TransferState.COMPLETING,
    }
)


class SlotKind(StrEnum):
    NONE = "none"
    RINGING = "ringing"
    PREVIEW = "preview"  # the agent has taken a callback; nobody is called before they say so
    CONNECTING = "connecting"  # answered; the carrier is joining the agent's line
    DIALLING = "dialling"  # the agent calls; nothing rings yet
    ALERTING = "alerting"  # it rings at whoever is called
    CONSULT = "consult"  # the agent talks with a colleague, and the customer hears music
    CONNECTED = "connected"
    HOLD = "hold"
    WRAP_UP = "wrap_up"
    LINE_LOST = "line_lost"  # the carrier does not get the agent's line joined; it goes on trying


CONSULT_KINDS: Final = frozenset({SlotKind.CONSULT, SlotKind.HOLD, SlotKind.CONNECTED, SlotKind.CONNECTING})


@dataclass(frozen=True, slots=True)
class PartyShown:
    """One party of the call. `you`: the person at this desktop. `name` is empty where nobody knows it."""

    kind: Literal["caller", "agent", "colleague", "outside", "guest"]
    state: PartyView
    since_at: datetime
    name: str = ""
    you: bool = False


@dataclass(frozen=True, slots=True)
class CallSlotState:
    """Everything the call slot draws. All times are server time; the view counts by its clock.

    The timer counts up from `since_at`, except while ringing: there it counts down to `expires_at`, and the arc is
    the share left of `ring_seconds`; and in a wrap-up that the server ends at `limit_at`, to which it counts down. It
    turns caution at `caution_at` and problem at `problem_at` (None: never).
    `caller_name` is empty where nobody is known: then `outcome` says why. `pending` is the action asked for and not
    yet confirmed, by us or by the carrier. A button is on only if its action is in `enabled`.
    `direction` and `role` say whose call it is; `colleague_name` is who is called into it, or who calls, `colleague`
    how far they have come and `colleague_outcome` why they are in it no more. `outgoing_number` is ours that they see.
    `parties` are who is in the call and how each stands, as the server says; `transfer` the call's last one, on or
    over; `supervised` what a supervisor does in it; `call_since_at` when the call was answered, for the time of it all.
    `recording` is how that stands, as the carrier has confirmed; None where nobody means to record the call.
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
    carried: tuple[tuple[str, str], ...] = ()
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
    planned_end_at: datetime | None = None
    limit_at: datetime | None = None
    decline_reasons: tuple[DeclineReason, ...] = ()
    direction: CallDirection = CallDirection.INBOUND
    role: CallRole = CallRole.OWN
    colleague_name: str = ""
    colleague: ColleagueState | None = None
    colleague_outcome: ColleagueOutcome | None = None
    outgoing_number: str = ""
    parties: tuple[PartyShown, ...] = ()
    transfer: TransferSnapshot | None = None
    supervised: SupervisionMode | None = None
    call_since_at: datetime | None = None
    recording: RecordingSnapshot | None = None

    @property
    def hold_limit_at(self) -> datetime | None:
        """When the caller has been on hold for as long as they may be; None while they are not."""
        caller = self.party("caller")
        if self.transfer is None or caller is None or caller.state is not PartyView.HELD:
            return None
        return caller.since_at + timedelta(seconds=self.transfer.hold_limit_seconds)

    @property
    def consulting(self) -> bool:
        """Whether three parties have to do with each other, so that each is shown by itself."""
        transfer = self.transfer
        if transfer is None or transfer.outcome is not None or transfer.state not in _ON or not self.parties:
            return False
        return transfer.kind is TransferKind.WARM and self.kind in CONSULT_KINDS

    def party(self, *kinds: str) -> PartyShown | None:
        """Return the party of one of these kinds."""
        return next((each for each in self.parties if each.kind in kinds), None)

    @property
    def between_colleagues(self) -> bool:
        """Whether the other side of this desk's line is a colleague and nobody else."""
        return self.role is CallRole.COLLEAGUE or self.direction is CallDirection.INTERNAL

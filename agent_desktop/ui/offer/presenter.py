"""The card of a call on offer, shown in the guide column. It never takes the focus."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from agent_desktop.client.errors import Problem
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import CallerCard, ContactRow, HoldingsPart, Profile, ScriptChoice
from telephony.contract import OfferOutcome


@dataclass(frozen=True, slots=True)
class OfferState:
    """Everything the offer's card draws; not `visible` while nothing is on offer.

    Names, alerts and holdings stand in `profile`; several possible customers in `card.candidates`. `why` is the last
    thing chosen in the menu. `owed` are the parts whose total is negative. The countdown runs to `expires_at` of
    `ring_seconds`. `misses` counts offers missed in a row, `miss_limit` turns the agent not ready; `missed_today` is
    the day's figure. `ended` says how the last offer ended, for one line of words, until the next one comes.
    """

    visible: bool = False
    offer_id: UUID | None = None
    call_id: UUID | None = None
    card: CallerCard | None = None
    profile: Profile | None = None
    why: LocalText = field(default_factory=dict)
    owed: tuple[HoldingsPart, ...] = ()
    last_contact: ContactRow | None = None
    script: ScriptChoice | None = None
    offered_at: datetime | None = None
    expires_at: datetime | None = None
    ring_seconds: float = 0.0
    misses: int = 0
    miss_limit: int = 0
    missed_today: int = 0
    loading: bool = False
    problem: Problem | None = None
    ended: OfferOutcome | None = None

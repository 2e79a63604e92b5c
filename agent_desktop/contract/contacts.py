"""An agent's own contacts: the present one, and those of the last days."""

from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, LocalText
from agent_desktop.contract.interactions import Direction

CONTACTS_A_PAGE: Final = 50


class ContactState(StrEnum):
    """How a call stands, or ended, for the agent who asks. The first eight are present.

    Telephony's own list, which a contract may not import (ADR 13), and one more: what a call came to is the records'
    knowledge, so that telephony knows nothing unfinished. `tests/server/test_contacts.py` holds the two together.
    """

    RINGING = "ringing"
    PREVIEWING = "previewing"  # they have taken a callback, and look at it
    DIALLING = "dialling"  # the agent calls; nothing rings yet
    ALERTING = "alerting"  # it rings at whoever is called
    CONNECTING = "connecting"
    TALKING = "talking"
    HELD = "held"
    WRAP_UP = "wrap_up"
    HANDLED = "handled"
    UNFINISHED = "unfinished"  # handled, and nobody has said what it came to
    NOT_REACHED = "not_reached"  # the agent called, and nobody answered
    NOT_CONNECTED = "not_connected"  # they answered, and their line could not be joined
    MISSED = "missed"
    DECLINED = "declined"
    CALLER_GAVE_UP = "caller_gave_up"
    LINE_FAILED = "line_failed"  # the carrier lost the call while it rang
    TAKEN_BACK = "taken_back"  # the agent went away, or their desktop did
    GIVEN_BACK = "given_back"  # a callback, before it was dialled


PRESENT: Final = frozenset(
    {
        ContactState.RINGING,
        ContactState.PREVIEWING,
        ContactState.DIALLING,
        ContactState.ALERTING,
        ContactState.CONNECTING,
        ContactState.TALKING,
        ContactState.HELD,
        ContactState.WRAP_UP,
    }
)


class AgentContact(Answer):
    """One call as it was for one agent.

    `at` is when it came to them last, after `rings` times. `customer_name` is empty where nobody knows who called;
    `number_masked` where the number was withheld. `about` is the last thing chosen in the menu, `outcome` what the call
    came to, as it was chosen, and `later_outcome` what whoever took it over from them chose. `has_note`: they wrote
    something down. `talk_seconds` counts time on hold too.
    """

    call_id: UUID
    state: ContactState
    at: datetime
    rings: int = 0
    direction: Direction = Direction.INBOUND
    customer_id: UUID | None = None
    customer_name: str = ""
    number_masked: str = ""
    queue_name: LocalText = Field(default_factory=dict)
    about: LocalText = Field(default_factory=dict)
    talked_at: datetime | None = None
    ended_at: datetime | None = None
    talk_seconds: int = 0
    outcome: LocalText = Field(default_factory=dict)
    decline_reason: LocalText = Field(default_factory=dict)
    callback_wished: bool = False
    has_note: bool = False
    later_outcome: LocalText = Field(default_factory=dict)


class AgentContacts(Answer):
    """`GET /v1/contacts`: the present ones first, then the newest first.

    Where there are `more`, the next question has `after_at` and `after_call` of the last one here. `days` is how far
    back they go.
    """

    contacts: tuple[AgentContact, ...] = ()
    more: bool = False
    days: int = 14

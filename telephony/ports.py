"""What telephony asks of the program it runs in. It knows no customer: it carries ids and an opaque payload.

Every method is called inside the transaction that changes the call, so that what the host writes and what
telephony writes are committed together or not at all.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from telephony.contract import NumberCheck


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What telephony knows of a call before anybody speaks. `caller_number` is E.164 or empty (withheld)."""

    call_id: UUID
    queue_code: str
    caller_number: str
    number_check: NumberCheck
    menu_reason: str
    keyed_digits: str
    arrived_at: datetime


@dataclass(frozen=True, slots=True)
class RoutingWish:
    """How the host would like a call treated. A higher `priority` goes first."""

    priority: int = 0
    preferred_agent_id: UUID | None = None


class Host(Protocol):
    """The bank's half of the product, as telephony sees it."""

    def routing_wish(self, session: Session, call: CallFacts) -> RoutingWish:
        """Say how to treat a call that has just arrived."""
        ...

    def caller_payload(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> dict[str, JsonValue]:
        """Compose and audit what the agent sees of the caller while the call is offered. Masked values only."""
        ...

    def call_accepted(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        """The agent has taken the call: open the record of their part of it."""
        ...

    def call_ended_unanswered(self, session: Session, call: CallFacts, *, at: datetime) -> None:
        """The caller hung up before anybody answered."""
        ...

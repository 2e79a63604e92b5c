"""How a short message stands, as one table. Pure: no database, no carrier, no clock.

Carriers repeat their words, lose some and tell others late: a message only ever goes forward, and an end is an end.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class MessageState(StrEnum):
    """How far a message has come. The last three are its ends."""

    WAITING = "waiting"  # the carrier is still to be given it
    ACCEPTED = "accepted"  # the carrier has it
    QUEUED = "queued"
    SENT = "sent"  # the recipient's network has it
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"  # it was sent, and did not arrive
    FAILED = "failed"  # it was never sent


class MessageProblem(StrEnum):
    """Why a message did not arrive, in our own words; a carrier's number of it is kept beside."""

    NONE = ""
    NUMBER_WRONG = "number_wrong"  # no mobile telephone, or none at all
    OPTED_OUT = "opted_out"  # the recipient wants none
    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"  # a network took it for advertising or fraud
    TOO_LONG = "too_long"
    CARRIER_AWAY = "carrier_away"
    REFUSED = "refused"  # for another reason


_S = MessageState
ENDS: Final = frozenset({_S.DELIVERED, _S.UNDELIVERED, _S.FAILED})

_FORWARD: Final[Mapping[MessageState, int]] = MappingProxyType(
    {_S.WAITING: 0, _S.ACCEPTED: 1, _S.QUEUED: 2, _S.SENT: 3, _S.DELIVERED: 4, _S.UNDELIVERED: 4, _S.FAILED: 4}
)


@dataclass(frozen=True, slots=True)
class Message:
    """What decides what becomes of a message. `carrier_code` is the carrier's own number of the problem."""

    state: MessageState = MessageState.WAITING
    problem: MessageProblem = MessageProblem.NONE
    carrier_code: str = ""

    def after(
        self, state: MessageState, problem: MessageProblem = MessageProblem.NONE, carrier_code: str = ""
    ) -> "Message":
        """Return the message once somebody has said that it stands so; what would take it back changes nothing."""
        if self.state in ENDS or _FORWARD[state] <= _FORWARD[self.state]:
            return self
        if state in ENDS - {_S.DELIVERED}:
            return Message(state, problem or MessageProblem.REFUSED, carrier_code)
        return replace(self, state=state)

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in ENDS

"""What every sender of short messages is to telephony: a message goes out, and words about it come back."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from telephony.messages.states import MessageProblem, MessageState
from telephony.providers.base import SignedRequest


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One message. A sender sends the same `message_id` once, however often it is asked. Numbers are E.164; text and
    number are shown nowhere. `tried_since`: it was given to the sender before, whose answer was lost (aware UTC)."""

    message_id: UUID
    to_number: str = field(repr=False)
    from_number: str = ""
    text: str = field(default="", repr=False)
    tried_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class MessageAnswer:
    """The sender's word on a message: its own id of it, and how it stands. One that it refuses has `FAILED`."""

    message_sid: str
    state: MessageState
    problem: MessageProblem = MessageProblem.NONE
    carrier_code: str = ""


@dataclass(frozen=True, slots=True)
class MessageReport:
    """One word about a message that was sent. `message_id` is ours where the sender brings it back, so that a report
    which comes before the answer to the sending is not lost; `at` is the sender's clock, aware UTC."""

    event_id: str
    message_sid: str
    state: MessageState
    at: datetime
    message_id: UUID | None = None
    problem: MessageProblem = MessageProblem.NONE
    carrier_code: str = ""


class MessageSender(Protocol):
    """A carrier of short messages. Safe to use from several threads."""

    @property
    def name(self) -> str:
        """Its name in tables and routes."""
        ...

    def send_message(self, message: OutgoingMessage) -> MessageAnswer:
        """Give the sender one message and wait for its word.

        Raises:
            CarrierAwayError: No answer in time, or none that can be trusted; it may or may not be sent, and asking
                again with the same id sends it once.
        """
        ...

    def verify(self, request: SignedRequest) -> None:
        """Check that the sender sent `request`.

        Raises:
            SignatureWrongError: It did not, or too long ago.
        """
        ...

    def read_message_report(self, request: SignedRequest) -> MessageReport:
        """Read a verified report.

        Raises:
            ReportNotUnderstoodError: It does not have the agreed form.
        """
        ...

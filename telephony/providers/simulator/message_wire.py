"""What the simulator and the server say to each other of short messages."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from telephony.messages.states import MessageProblem, MessageState
from telephony.providers.simulator.messages import Fate
from telephony.providers.simulator.wire import Message

Sid = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class SendMessageRequest(Message):
    """`POST /messages`: the server has a message sent. Signed; the same `message_id` is sent once."""

    message_id: UUID
    to_number: str = Field(max_length=40, repr=False)
    from_number: str = Field(default="", max_length=40)
    text: str = Field(max_length=4000, repr=False)


class SendMessageAnswer(Message):
    message_sid: str
    state: MessageState
    problem: MessageProblem = MessageProblem.NONE
    carrier_code: str = ""


class MessageReportMessage(Message):
    """``POST …/message`` of the server, signed: how a message stands."""

    event_id: Sid
    message_sid: Sid
    state: MessageState
    at: AwareDatetime
    message_id: UUID | None = None
    problem: MessageProblem = MessageProblem.NONE
    carrier_code: str = Field(default="", max_length=20)


class FateRequest(Message):
    """`POST /message-fates`: what becomes of messages to `number`, of everybody else where it is empty. `opted_out`:
    they have answered STOP."""

    number: str = Field(default="", max_length=40)
    fate: Fate = Fate.DELIVERED
    opted_out: bool = False


class SentMessageView(Message):
    """`GET /messages`: a message as the simulator has it."""

    message_id: UUID
    message_sid: str
    to_number: str
    from_number: str = ""
    text: str
    state: MessageState
    problem: MessageProblem = MessageProblem.NONE

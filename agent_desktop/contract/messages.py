"""Short messages to customers, by templates that the bank has approved."""

from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText, Request

TEXT_LIMIT: Final = 2_000
"""The most characters of a message."""


class MessagePurpose(StrEnum):
    """What a message is for. What serves a request or an account needs no consent; advertising needs one."""

    SERVICE = "service"
    MARKETING = "marketing"


class MessageRefusal(StrEnum):
    """Why a message may not be sent; the first of these that is so."""

    NO_NUMBER = "no_number"
    OPTED_OUT = "opted_out"  # whoever has the number wants no messages
    NO_CONSENT = "no_consent"


class MessageStatus(StrEnum):
    """How far a message has come. The last three are its ends."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"


class MessageTemplate(Answer):
    """`GET /v1/message-templates`: one of them. `texts` are by language, with their {variables}."""

    code: str
    name: LocalText
    purpose: MessagePurpose
    texts: LocalText


class MessageTo(Request):
    """Whom a message is to: a customer, at the number `number_id` of theirs, or at their mobile where that is None.
    `language` is one of the template's."""

    customer_id: UUID
    template: str = Field(max_length=40)
    language: str = Field(max_length=10)
    number_id: UUID | None = None
    call_id: UUID | None = None


class PreviewMessage(MessageTo):
    """`POST /v1/messages/preview`."""


class SendMessage(MessageTo):
    """`POST /v1/messages`. `message_id` is the desktop's: sent again, it is the same message. `seen_text` is the text
    as it was previewed: what would read otherwise now is not sent unseen."""

    message_id: UUID
    seen_text: str = Field(max_length=TEXT_LIMIT)


class MessagePreview(Answer):
    """A message as it would go out. `parts` is how many short messages it takes."""

    template: str
    language: str
    text: str
    to_masked: str
    parts: int
    why_not: MessageRefusal | None = None


class SentMessage(Answer):
    """A message that was asked for, and how it stands. `problem` is why it did not arrive, empty where nothing is
    wrong."""

    message_id: UUID
    customer_id: UUID | None
    template: str
    language: str
    text: str
    to_masked: str
    status: MessageStatus
    problem: str = ""
    asked_at: AwareDatetime
    since_at: AwareDatetime


class SentMessages(Answer):
    """`GET /v1/customers/{id}/messages`: what was sent to a customer lately, the newest first."""

    messages: tuple[SentMessage, ...] = ()

"""An e-mail to one customer, from the desk: by a template of campaigns, in one of its languages, seen before it goes.

It goes out when the time to take it back is over; what became of it stands here and on the customer's timeline.
Addresses are masked. Times are aware UTC.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, Language, LocalText, Request
from agent_desktop.contract.campaigns import MemberState, WhyNot

OWN_TEXT_LIMIT: Final = 4_000
UNDO_SECONDS: Final = 30
"""So long an e-mail waits before it goes out."""
SEEN_LIMIT: Final = 20_000


class MailTemplate(Answer):
    """What may be written. `needs_text`: it has room for the writer's own words, and goes out with them only."""

    code: str
    name: LocalText
    is_marketing: bool = False
    needs_text: bool = False


class MailForm(Answer):
    """`GET /v1/customers/{id}/mail-form`. `language` is the customer's; `set_up` False: there is no mail server."""

    templates: tuple[MailTemplate, ...] = ()
    language: Language = "en"
    to_masked: str = ""
    set_up: bool = True


class PreviewMail(Request):
    """`POST /v1/customers/{id}/mails/preview`: nothing is kept but that it was looked at."""

    template: str = Field(max_length=40)
    language: Language
    text: str = Field(default="", max_length=OWN_TEXT_LIMIT)


class MailPreview(Answer):
    """How it would read, and what speaks against it. `text_needed`: the writer's own words are missing."""

    subject: str
    text: str
    to_masked: str = ""
    why_not: WhyNot | None = None
    text_needed: bool = False


class SendMail(PreviewMail):
    """`POST /v1/customers/{id}/mails`. `mail_id` is the desktop's: sent again, it is the same e-mail. `seen_text` is
    how it read: what would read otherwise now is not sent unseen."""

    mail_id: UUID
    seen_text: str = Field(max_length=SEEN_LIMIT)


class MailStep(StrEnum):
    """UNDO while it waits; SEND_AGAIN and LEAVE where nobody knows whether it went out."""

    UNDO = "undo"
    SEND_AGAIN = "send_again"
    LEAVE = "leave"


class ChangeMail(Request):
    """`POST /v1/mails/{id}/steps`: by whoever wrote it, or a supervisor."""

    command_id: UUID
    step: MailStep


class CustomerMail(Answer):
    """One e-mail. `undo_until` is when it goes out, None once it has begun to. `why` says why it was not sent."""

    mail_id: UUID
    template_name: LocalText
    language: Language
    text: str = ""
    state: MemberState
    why: WhyNot | None = None
    asked_at: datetime
    by_name: str = ""
    undo_until: datetime | None = None
    done_at: datetime | None = None
    steps: frozenset[MailStep] = frozenset()


class CustomerMails(Answer):
    """`GET /v1/customers/{id}/mails`: what was written to a person from the desk lately, the newest first."""

    as_of: datetime
    mails: tuple[CustomerMail, ...] = ()

"""Past contacts over all channels, looked for beyond those that a profile brings."""

from decimal import Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.customers import Channel, ContactRow
from agent_desktop.contract.surveys import SurveyState, SurveyWay

CONTACTS_A_PAGE: Final = 50


class ContactKind(StrEnum):
    """Whose doing a contact was."""

    FROM_CUSTOMER = "from_customer"
    FROM_BANK = "from_bank"
    HANDLED_HERE = "handled_here"  # a call of this contact centre, either way


class FindContacts(Request):
    """`POST /v1/customers/{id}/contacts`: a page of the contacts that fit all that is said, newest first.

    Every word of `text` is part of the subject or the outcome, in any language. The next page has `after_at` and
    `after_contact` of the last one here.
    """

    channel: Channel | None = None
    kind: ContactKind | None = None
    since_at: AwareDatetime | None = None
    text: str = Field(default="", max_length=100)
    after_at: AwareDatetime | None = None
    after_contact: UUID | None = None


class ContactsFound(Answer):
    """`found_count` is how many fit in all, on this page and others."""

    contacts: tuple[ContactRow, ...] = ()
    found_count: int = 0


class LegPart(StrEnum):
    """What somebody was to a call."""

    FIRST = "first"  # had it first
    TOOK_OVER = "took_over"
    CONSULTED = "consulted"  # was asked by whoever had it, and spoke with them
    ASKED = "asked"  # was to have it, or to be asked, and did not come to that
    SENT = "sent"  # it was sent to them without a word


class ContactLeg(Answer):
    """One part of a call, with `outcome` as this one chose, or what came of asking them.

    Of an agent who had the call: how long the caller waited in a queue before it, talked with them, and was held by
    them. Of somebody who was asked by `by_name`: how long it rang at them (`waited_seconds`), how long they spoke with
    whoever asked (`talked_seconds`), and how long that one held the caller meanwhile (`held_seconds`). `to` is who was
    asked where that is no agent: a queue, a masked number.
    """

    at: AwareDatetime
    part: LegPart = LegPart.FIRST
    agent_name: str = ""
    by_name: str = ""
    to: LocalText = Field(default_factory=dict)
    outcome: LocalText = Field(default_factory=dict)
    duration_seconds: int | None = None
    waited_seconds: int = 0
    talked_seconds: int = 0
    held_seconds: int = 0


class ContactSurvey(Answer):
    """How the customer found a call when they were asked. `perceived` and `expected` are means of five, of `answered`
    of the `questions` where not all need be answered."""

    way: SurveyWay
    state: SurveyState
    at: AwareDatetime
    perceived: Decimal | None = None
    expected: Decimal | None = None
    answered: int = 0
    questions: int | None = None


class ContactLegs(Answer):
    """`GET /v1/customers/{id}/contacts/{contact_id}/legs`: who had a call one after the other, and who was asked; and
    how the customer found it, the newest first. None, where the contact is not this customer's."""

    legs: tuple[ContactLeg, ...] = ()
    surveys: tuple[ContactSurvey, ...] = ()

"""Calls that an agent makes: what the preview shows before anything is dialled.

No number of a customer is clear here: a known one is named by its id, a typed one was the agent's own.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.customers import Tier


class CallWarning(StrEnum):
    """Why somebody had better not be called now. It warns, and does not forbid: the agent knows why they call."""

    OUTSIDE_HOURS = "outside_hours"  # by the clock of the number's country
    HOURS_UNKNOWN = "hours_unknown"  # the country has several clocks, and some are outside
    AGAINST_WISH = "against_wish"  # the customer said not at this hour, or not at all
    DO_NOT_CALL = "do_not_call"  # they, or this number, are on the list of those who are not to be called
    NO_MARKETING = "no_marketing"  # they are on the list of those who want no calls that sell something


class CallableNumber(Answer):
    """One number that may be called. `number_id` is None for a number that was typed or called from.

    `local_at` is the wall clock at the number, as a time with its offset; None where its country has several.
    """

    number_id: UUID | None = None
    label: LocalText = Field(default_factory=dict)
    masked: str
    country: str = ""
    local_at: datetime | None = None
    warnings: tuple[CallWarning, ...] = ()


class OwnNumber(Answer):
    """A number of ours that the customer will see."""

    code: str
    name: LocalText
    number: str


class CallPreview(Answer):
    """Whom, on which number, from which of ours. `customer_id` is None where the number is nobody's, or several's."""

    customer_id: UUID | None = None
    name: str = ""
    name_chinese: str = ""
    tier: Tier = Tier.STANDARD
    wishes: tuple[LocalText, ...] = ()
    numbers: tuple[CallableNumber, ...]
    own_numbers: tuple[OwnNumber, ...]


class WhomToCall(Request):
    """Who is meant: a customer, a typed number, whoever was in a call that was this agent's or rang at them, or whom
    this agent owes a call."""

    customer_id: UUID | None = None
    number: str = Field(default="", max_length=40)
    call_id: UUID | None = None
    owed_call_id: UUID | None = None


class PreviewCall(WhomToCall):
    """`POST /v1/calls/outgoing/preview`: nothing is dialled. Not a GET: a number in an address would be logged."""


class PlaceCall(WhomToCall):
    """`POST /v1/calls/outgoing`: call them. `number_id` is one of the customer's numbers, as the preview named it."""

    command_id: UUID
    number_id: UUID | None = None
    own_number: str = Field(max_length=40)


class CallColleague(Request):
    """`POST /v1/calls/internal`: call a colleague, with no customer in it."""

    command_id: UUID
    colleague_id: UUID


class ColleagueCalls(Answer):
    """What an offer carries where a colleague calls, in place of a `CallerCard`."""

    call_id: UUID
    from_id: UUID
    from_name: str

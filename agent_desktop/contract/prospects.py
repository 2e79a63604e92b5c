"""Callers who are no customers yet: keeping their card, and attaching a call to whom it was with.

Days are the bank's own.
"""

from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, Request
from agent_desktop.contract.customers import CallerCard, CustomerKind, Tier
from agent_desktop.contract.prospect_cards import ConsentChannel, Interest

NAME_LIMIT: Final = 120
PROSPECT_NOTE_LIMIT: Final = 500


class DuplicateReason(StrEnum):
    """Why somebody on record may be the one who is typed in, the strongest first."""

    DOCUMENT = "document"
    NUMBER = "number"
    SAME_NAME = "same_name"
    FORMER_NUMBER = "former_number"
    LIKE_NAME = "like_name"


class Duplicate(Answer):
    """Somebody on record who may be the one who is typed in. `former_until`: the last day their number was theirs.

    `sure`: document, number or whole name are the same; no second record is made before this one was shown.
    """

    customer_id: UUID
    name: str
    name_chinese: str = ""
    kind: CustomerKind = CustomerKind.PERSONAL
    tier: Tier = Tier.STANDARD
    number_masked: str = ""
    reasons: tuple[DuplicateReason, ...]
    former_until: date | None = None
    sure: bool = False


class FindDuplicates(Request):
    """`POST /v1/prospects/duplicates`: who on record may be this one. Nothing is changed.

    `call_id` stands for the number of a call of one's own; a `number` that is typed goes before it. A desktop has one
    such question at a time: the next ends the one before (SEARCH_STOPPED).
    """

    call_id: UUID | None = None
    search_id: UUID | None = None
    name: str = Field(default="", max_length=NAME_LIMIT)
    number: str = Field(default="", max_length=40)
    document: str = Field(default="", max_length=60)


class Duplicates(Answer):
    """The likeliest first. Everybody who is `sure` is among them, and a few who are not."""

    found: tuple[Duplicate, ...] = ()


class KeepProspect(Request):
    """`POST /v1/calls/{id}/prospect`: keep the card of whoever called, and say that the call was with them.

    `name` in one script or both (``何詩詠 Ho Sze Wing``). `number` empty: that of the call. `seen` are the duplicates
    that were on the screen; where another one is there by now the answer is PROSPECT_DUPLICATE and nothing is kept.
    """

    command_id: UUID
    name: str = Field(default="", max_length=NAME_LIMIT)
    number: str = Field(default="", max_length=40)
    document: str = Field(default="", max_length=60)
    interests: tuple[Interest, ...] = Field(default=(), max_length=len(Interest))
    note: str = Field(default="", max_length=PROSPECT_NOTE_LIMIT)
    agreed: frozenset[ConsentChannel] = frozenset()
    seen: frozenset[UUID] = frozenset()


class ChangeProspect(Request):
    """`PUT /v1/prospects/{id}`: this is their card now. A consent that is not in `agreed` any more is withdrawn."""

    command_id: UUID
    seen_version: int
    interests: tuple[Interest, ...] = Field(default=(), max_length=len(Interest))
    note: str = Field(default="", max_length=PROSPECT_NOTE_LIMIT)
    agreed: frozenset[ConsentChannel] = frozenset()


class AttachCall(Request):
    """`POST /v1/calls/{id}/attachment`: the call, on or over, was with this customer. `note_number`: the number of the
    call is theirs from now on."""

    command_id: UUID
    customer_id: UUID
    note_number: bool = False


class UndoAttachment(Request):
    """`POST /v1/calls/{id}/attachment/undo`: have the call stand as before this, one's own last word on it."""

    command_id: UUID
    deed_id: UUID


class Attached(Answer):
    """Whom a call is with now. `card` while it is one's own call. Of the parts of the call that were finished, so many
    `moved`; so many `stayed`, for somebody else had put them right."""

    call_id: UUID
    deed_id: UUID | None
    customer_id: UUID | None
    customer_name: str = ""
    moved: int = 0
    stayed: int = 0
    card: CallerCard | None = None


class InterestDay(Answer):
    """How many prospects were first kept on one day with one interest; None for those without any."""

    day: date
    interest: Interest | None
    count: int


class ProspectFigures(Answer):
    """`GET /v1/prospects/figures`: who was first kept in these days, both included.

    `kept` counts each once, `consenting` those who may be contacted now, `became` those who are customers by now.
    """

    since: date
    until: date
    kept: int = 0
    consenting: int = 0
    became: int = 0
    by_day: tuple[InterestDay, ...] = ()

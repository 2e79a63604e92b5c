"""What a form for complaints offers, and what it starts with: the tree of categories, the words, what the bank holds.

Nothing is asked that the bank holds already. Values are masked, times aware UTC.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.complaints import (
    MOST_SUBJECTS,
    NOTE_LIMIT,
    WORDS_LIMIT,
    ComplaintChannel,
    ComplaintGlance,
    ComplaintKind,
    Money,
    Region,
    ReplyChannel,
    Severity,
)


class Named(Answer):
    code: str
    name: LocalText


class Category(Answer):
    """One line of the category tree. `code` is its path (``cards.fees.instalment``); only a leaf can be chosen.

    `hint` says how to judge whether it is this one. `initials` are those of the Chinese name's pinyin, for the search
    box; `words` are others that it is found by. `products` are the kinds of holdings (`HoldingGroup`) it is about.
    """

    code: str
    parent_code: str = ""
    name: LocalText
    hint: LocalText = Field(default_factory=dict)
    initials: str = ""
    words: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    kinds: frozenset[ComplaintKind] = frozenset({ComplaintKind.COMPLAINT})
    severity: Severity | None = None
    is_leaf: bool = False
    is_retired: bool = False


class SeverityChoice(Answer):
    """`tells_supervisor`: a supervisor is told at once. `second_person`: another person approves the answer."""

    severity: Severity
    name: LocalText
    hint: LocalText = Field(default_factory=dict)
    tells_supervisor: bool = False
    second_person: bool = False


class OutcomeWish(Named):
    """What a customer may want. `asks_amount`: then the amount that is asked for is needed."""

    asks_amount: bool = False


class RootCause(Named):
    """`group` is the code of what it belongs to (process, system, people, product, outside)."""

    group: str = ""
    is_retired: bool = False


class Department(Named):
    """Whom a task may go to: people whose team is `team`. `days` is the deadline that is proposed, in days."""

    team: str
    days: int = 3


class RedressKindChoice(Named):
    """`has_amount`: money is given. What has none, such as an apology, needs no approval."""

    has_amount: bool = True


class RedressLimit(Answer):
    """So much may somebody of `role` give `alone`, and `approve` for another; None: without a limit."""

    role: str
    alone: Decimal | None
    approve: Decimal | None


class ColleagueChoice(Answer):
    """Somebody of the centre. `other_name` is the name in the other script, `initials` those of its pinyin."""

    user_id: UUID
    name: str
    other_name: str = ""
    team: str = ""
    initials: str = ""


class ComplaintForm(Answer):
    """`GET /v1/complaints/form`: all that forms and lists choose from; it changes with the server's file only.

    `digest` tells one content from another. The tree is flat, parents before children, in the order to show.
    `category_words` are what scripts call categories (``fees``), with the codes that they mean.
    `colleagues` are whom a complaint may be about, as of the answer; the digest says nothing of them.
    """

    digest: str
    categories: tuple[Category, ...]
    severities: tuple[SeverityChoice, ...]
    channels: tuple[Named, ...]
    reply_channels: tuple[Named, ...]
    outcomes: tuple[OutcomeWish, ...]
    states: tuple[Named, ...]
    root_causes: tuple[RootCause, ...]
    root_cause_groups: tuple[Named, ...]
    results: tuple[Named, ...]
    departments: tuple[Department, ...]
    redress_kinds: tuple[RedressKindChoice, ...]
    redress_limits: tuple[RedressLimit, ...]
    limits_currency: str
    currencies: tuple[str, ...]
    regions: tuple[Named, ...]
    default_region: Region
    undo_seconds: int
    category_words: dict[str, str] = Field(default_factory=dict)
    note_limit: int = NOTE_LIMIT
    colleagues: tuple[ColleagueChoice, ...] = ()
    dissatisfied_words: tuple[str, ...] = ()
    """"Was this a complaint?" is asked at wrap-up where the note has one of these."""


class ReplyWay(Answer):
    """One way to reach the customer. `way_id` names the address or number on record; `masked` is what is shown."""

    channel: ReplyChannel
    way_id: str = ""
    masked: str = ""


class OwnerChoice(Answer):
    """Somebody who may deal with it. `proposed`: whoever the form chooses before a person does."""

    owner_id: UUID
    name: str
    team: str = ""
    open_count: int = 0
    proposed: bool = False


class ComplaintPrefill(Answer):
    """`GET /v1/complaints/prefill?customer_id=&call_id=`: what the form starts with, from profile, script and call.

    Nothing is asked that the bank holds already. `words` is what the script run has the customer say.
    """

    customer_id: UUID | None = None
    customer_name: str = ""
    call_id: UUID | None = None
    channel: ComplaintChannel = ComplaintChannel.PHONE
    category_code: str = ""
    product_code: str = ""
    words: str = ""
    currency: str = ""
    region: Region
    vulnerable: bool = False
    language: str = "en"
    reply_ways: tuple[ReplyWay, ...] = ()
    owners: tuple[OwnerChoice, ...] = ()
    earlier: tuple[ComplaintGlance, ...] = ()
    earlier_count: int = 0
    repeats_90_days: int = 0


class SubjectTransaction(Answer):
    """One booking that a complaint may be about."""

    transaction_id: UUID
    holding_id: UUID
    booked_at: AwareDatetime
    amount: Decimal
    currency: str
    text: str = ""


class SubjectTransactions(Answer):
    """`GET /v1/complaints/transactions?holding_id=&customer_id=`: the last ones, newest first."""

    transactions: tuple[SubjectTransaction, ...] = ()


class SameReason(StrEnum):
    """Why two complaints may be about the same."""

    SAME_ACCOUNT = "same_account"
    SAME_TRANSACTION = "same_transaction"
    SAME_CATEGORY = "same_category"
    SAME_TYPE = "same_type"  # the same top of the tree
    SAME_DAY = "same_day"  # happened on the same day
    SAME_AMOUNT = "same_amount"
    SAME_WORDS = "same_words"


class FindSame(Request):
    """`POST /v1/complaints/same`: which open complaints of this customer may be about the same."""

    customer_id: UUID
    category_code: str = Field(default="", max_length=80)
    holding_ids: tuple[UUID, ...] = Field(default=(), max_length=MOST_SUBJECTS)
    transaction_ids: tuple[UUID, ...] = Field(default=(), max_length=MOST_SUBJECTS)
    happened_on: date | None = None
    amount: Money | None = None
    what_happened: str = Field(default="", max_length=WORDS_LIMIT)


class SameComplaint(Answer):
    glance: ComplaintGlance
    reasons: frozenset[SameReason]


class SameComplaints(Answer):
    """The likeliest first."""

    complaints: tuple[SameComplaint, ...] = ()

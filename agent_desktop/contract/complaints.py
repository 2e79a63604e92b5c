"""Complaints, suggestions and praise as they are recorded: what the form offers, what it asks for, what is kept.

Money is a decimal in the currency's main unit with its ISO 4217 code beside it. Times are aware UTC. Values are masked.
`contract.complaint_work` has what is done to a complaint afterwards, `contract.complaint_parts` tasks and redress,
`contract.complaint_cases` the whole case, and `contract.complaint_lists` the lists.
"""

from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText, Request

WORDS_LIMIT: Final = 4000
"""The most characters of what happened; a form may ask for fewer."""
NOTE_LIMIT: Final = 1000
MOST_SUBJECTS: Final = 20
MOST_OUTCOMES: Final = 10

Code = Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$", max_length=80)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Money = Annotated[Decimal, Field(ge=0, max_digits=15, decimal_places=2)]


class ComplaintKind(StrEnum):
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    PRAISE = "praise"


class ComplaintState(StrEnum):
    """How far it has come. `joined`: it is dealt with in another one; `undone`: it was recorded by mistake and taken
    back at once. Both, and `closed`, are ends."""

    REGISTERED = "registered"
    ACKNOWLEDGED = "acknowledged"
    INVESTIGATING = "investigating"
    WAITING_CUSTOMER = "waiting_customer"
    WAITING_THIRD_PARTY = "waiting_third_party"
    ANSWER_APPROVED = "answer_approved"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    ESCALATED_INTERNAL = "escalated_internal"
    ESCALATED_OMBUDSMAN = "escalated_ombudsman"
    CLOSED = "closed"
    REOPENED = "reopened"
    JOINED = "joined"
    UNDONE = "undone"


class Severity(StrEnum):
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class ComplaintChannel(StrEnum):
    """By what way it came."""

    PHONE = "phone"
    BRANCH = "branch"
    APP = "app"
    EMAIL = "email"
    LETTER = "letter"
    SOCIAL = "social"
    REGULATOR = "regulator"


class ReplyChannel(StrEnum):
    """By what way the customer wants the answer."""

    PHONE = "phone"
    MESSAGE = "message"
    EMAIL = "email"
    LETTER = "letter"
    APP = "app"
    BRANCH = "branch"
    NONE = "none"


class Region(StrEnum):
    """Whose rules the clocks go by."""

    CN = "cn"
    HK = "hk"
    UK = "uk"
    EU = "eu"
    US = "us"
    HOUSE = "house"


class ComplaintProblem(StrEnum):
    """What is wrong with one field; the details of COMPLAINT_FIELDS say which: ``{"amount": "currency_missing"}``."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    RETIRED = "retired"
    NOT_THIS_LEVEL = "not_this_level"  # a category that has finer ones below it
    TOO_LONG = "too_long"
    IN_FUTURE = "in_future"
    IN_PAST = "in_past"
    NOT_THEIRS = "not_theirs"  # an account, transaction or complaint of another customer
    CURRENCY_MISSING = "currency_missing"
    MORE_THAN_DISPUTED = "more_than_disputed"  # asked for more than is in dispute, without saying why
    NOT_FOR_THIS_KIND = "not_for_this_kind"
    SAME_PERSON = "same_person"  # owner and back-up are one
    CONCERNED = "concerned"  # it is about this colleague


class ComplaintGlance(Answer):
    """One complaint as it is told in one glance. `say` is what the customer can be told, in words.

    `due_at` is the first of the running clocks, None where none runs, `due_on` its day by the region's own calendar;
    `days` how long it took, once it has ended.
    Who may not see the complaint is given what the customer can be told: no severity, category or owner.
    """

    complaint_id: UUID
    number: str
    kind: ComplaintKind
    state: ComplaintState
    category_code: str
    category: LocalText
    severity: Severity | None
    about: str = ""
    recorded_at: AwareDatetime
    owner_id: UUID | None = None
    owner_name: str = ""
    due_at: AwareDatetime | None = None
    due_on: date | None = None
    due_provisional: bool = False
    is_late: bool = False
    closed_at: AwareDatetime | None = None
    days: int | None = None
    say: LocalText = Field(default_factory=dict)


class SubjectWish(Request):
    """An account or a transaction that it is about: one of the customer's on record, or in words."""

    holding_id: UUID | None = None
    transaction_id: UUID | None = None
    text: str = Field(default="", max_length=200)


class ReplyWish(Request):
    """How the answer is to come. `way_id` is that of a `ReplyWay`; `hours` in the customer's words."""

    channel: ReplyChannel
    way_id: str = Field(default="", max_length=80)
    hours_from: time | None = None
    hours_until: time | None = None
    words: str = Field(default="", max_length=200)


class SettledAtOnce(Request):
    """The customer took an answer in the same contact: what was said, and what the trouble was."""

    answer: str = Field(min_length=1, max_length=WORDS_LIMIT)
    root_cause: Code
    result: Code


class RecordComplaint(Request):
    """`POST /v1/complaints`. `complaint_id` is made by the desktop: asked twice, it is recorded once.

    Of a suggestion or praise only `category_code` and `what_happened` are needed, and `about_whom` for praise where
    somebody is meant. `asked_why` says why more is asked for than is in dispute. `kept_apart` are open ones that were
    looked at and are another matter. `settled` is first contact resolution. Without `owner_id` it goes to who is
    proposed; `region` None: that of the customer or the house.
    `received_at` is when the bank got it, where that was before now, as of a letter; `flags` are codes that rules of
    clocks know. `about_user_id` is the colleague whom it is about; without it the one of the centre whose name alone
    is `about_whom`. They do nothing with it and read nothing of the work on it.
    """

    command_id: UUID
    complaint_id: UUID
    kind: ComplaintKind = ComplaintKind.COMPLAINT
    customer_id: UUID | None = None
    person_name: str = Field(default="", max_length=200)
    call_id: UUID | None = None
    script_run: bool = False
    channel: ComplaintChannel = ComplaintChannel.PHONE
    category_code: str = Field(max_length=80)
    product_code: str = Field(default="", max_length=80)
    severity: Severity = Severity.MINOR
    what_happened: str = Field(max_length=WORDS_LIMIT)
    happened_on: date | None = None
    amount: Money | None = None
    currency: Currency | None = None
    asked_amount: Money | None = None
    asked_why: str = Field(default="", max_length=500)
    outcomes: tuple[Code, ...] = Field(default=(), max_length=MOST_OUTCOMES)
    subjects: tuple[SubjectWish, ...] = Field(default=(), max_length=MOST_SUBJECTS)
    about_whom: str = Field(default="", max_length=200)
    about_user_id: UUID | None = None
    reply: ReplyWish | None = None
    vulnerable: bool = False
    regulatory: bool = False
    legal: bool = False
    flags: tuple[Code, ...] = Field(default=(), max_length=10)
    region: Region | None = None
    received_at: AwareDatetime | None = None
    owner_id: UUID | None = None
    note: str = Field(default="", max_length=NOTE_LIMIT)
    attach_recording: bool = False
    tell_number: bool = False
    kept_apart: tuple[UUID, ...] = Field(default=(), max_length=50)
    settled: SettledAtOnce | None = None


class JoinInto(Request):
    """`POST /v1/complaints/{id}/joins`: what was typed is about this open complaint. The new record is kept, with a
    number of its own, as joined into it; what is asked in it goes on there."""

    command_id: UUID
    record: RecordComplaint


class UndoRecording(Request):
    """`POST /v1/complaints/{id}/undo`: it was recorded by mistake. For whoever recorded it, for `undo_seconds`, while
    nobody has done anything to it. Its number is never given again."""

    command_id: UUID

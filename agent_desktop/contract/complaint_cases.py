"""One complaint whole, as whoever asks may see it, and its history. Values are masked, times aware UTC."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field, JsonValue

from agent_desktop.contract.base import Answer, LocalText
from agent_desktop.contract.complaint_parts import ComplaintTask, Redress
from agent_desktop.contract.complaint_work import CaseField, ComplaintLink, FieldConflict, MoveOffer
from agent_desktop.contract.complaints import ComplaintChannel, ComplaintGlance, Region, ReplyChannel


class CaseSubject(Answer):
    """An account or transaction it is about, as it is on record now; in words where it is not on record."""

    holding_id: UUID | None = None
    transaction_id: UUID | None = None
    product: LocalText = Field(default_factory=dict)
    number_masked: str = ""
    booked_at: AwareDatetime | None = None
    amount: Decimal | None = None
    currency: str = ""
    text: str = ""


class CaseReply(Answer):
    channel: ReplyChannel
    way_id: str = ""
    masked: str = ""
    hours_from: str = ""
    hours_until: str = ""
    words: str = ""


class CasePerson(Answer):
    user_id: UUID
    name: str
    team: str = ""


class Right(StrEnum):
    """What whoever reads a case may do beside its moves."""

    EDIT = "edit"
    ASSIGN = "assign"
    TASK = "task"
    REDRESS = "redress"
    LINK = "link"
    UNDO = "undo"


class Case(Answer):
    """`GET /v1/complaints/{id}`: one complaint whole, as whoever asks may see it.

    `glance` has number, state and what the customer can be told. `answer` is the proposed or given one.
    `first_contact`: it was settled in the contact in which it was recorded. `undo_until_at` is None where it cannot be
    undone (any more). `waits_until` is the day by which what is waited for is expected.
    """

    complaint_id: UUID
    version: int
    glance: ComplaintGlance
    customer_id: UUID | None = None
    customer_name: str = ""
    customer_name_chinese: str = ""
    customer_language: str = "en"
    person_name: str = ""
    call_id: UUID | None = None
    script_run: bool = False
    channel: ComplaintChannel
    product_code: str = ""
    what_happened: str
    happened_on: date | None = None
    amount: Decimal | None = None
    currency: str = ""
    asked_amount: Decimal | None = None
    asked_why: str = ""
    outcomes: tuple[str, ...] = ()
    about_whom: str = ""
    about_user: CasePerson | None = None
    reply: CaseReply | None = None
    vulnerable: bool = False
    regulatory: bool = False
    legal: bool = False
    flags: tuple[str, ...] = ()
    received_at: AwareDatetime | None = None
    region: Region
    note: str = ""
    attach_recording: bool = False
    recorded_by: CasePerson | None = None
    owner: CasePerson | None = None
    backup: CasePerson | None = None
    team: str = ""
    answer: str = ""
    answer_proposed_by: str = ""
    answer_proposed_at: AwareDatetime | None = None
    answer_approved_by: str = ""
    answered_at: AwareDatetime | None = None
    waits_until: date | None = None
    root_cause: str = ""
    result: str = ""
    first_contact: bool = False
    repeat_of: UUID | None = None
    subjects: tuple[CaseSubject, ...] = ()
    tasks: tuple[ComplaintTask, ...] = ()
    redress: tuple[Redress, ...] = ()
    links: tuple[ComplaintLink, ...] = ()
    moves: tuple[MoveOffer, ...] = ()
    rights: frozenset[Right] = frozenset()
    undo_until_at: AwareDatetime | None = None


class Changed(Answer):
    """What came of a change: the case as it is now. With `conflicts` nothing was changed; `merged` are fields that
    others had changed meanwhile, which stay as they made them."""

    case: Case
    merged: frozenset[CaseField] = frozenset()
    conflicts: tuple[FieldConflict, ...] = ()


class EventKind(StrEnum):
    """What the history tells. A part of the server that is not here yet may add others: read them as `other`."""

    RECORDED = "recorded"
    UNDONE = "undone"
    MOVED = "moved"
    EDITED = "edited"
    ASSIGNED = "assigned"
    TASK = "task"
    REDRESS = "redress"
    LINKED = "linked"
    CLOCK = "clock"
    LETTER = "letter"
    ATTACHMENT = "attachment"
    SURVEY = "survey"
    CUSTOMER = "customer"
    OTHER = "other"


class FieldChange(Answer):
    field: str
    before: JsonValue = None
    after: JsonValue = None


class HistoryEntry(Answer):
    """One thing that happened, never altered afterwards. `version` is the complaint's after it. `detail` are codes and
    ids of it (`move`, `task_id`, `from_id`, `to_id`, ...); `words` what was written down as a reason."""

    event_id: UUID
    number: int
    version: int
    at: AwareDatetime
    by_name: str = ""
    kind: EventKind
    state: str = ""
    words: str = ""
    changes: tuple[FieldChange, ...] = ()
    detail: dict[str, JsonValue] = Field(default_factory=dict)


class CaseHistory(Answer):
    """`GET /v1/complaints/{id}/history`: from the beginning on."""

    entries: tuple[HistoryEntry, ...] = ()

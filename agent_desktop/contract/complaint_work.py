"""What is done to a complaint: moves of its state, edits that are merged, owners, links."""

from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field, JsonValue

from agent_desktop.contract.base import Answer, Request
from agent_desktop.contract.complaints import (
    MOST_OUTCOMES,
    MOST_SUBJECTS,
    NOTE_LIMIT,
    WORDS_LIMIT,
    Code,
    ComplaintChannel,
    Currency,
    Money,
    Region,
    ReplyChannel,
    ReplyWish,
    Severity,
    SubjectWish,
)

REASON_LIMIT: Final = 500


class Move(StrEnum):
    """What may be done with its state. Which may be done now, and what each needs, is in `Case.moves`."""

    ACKNOWLEDGE = "acknowledge"
    INVESTIGATE = "investigate"
    WAIT_FOR_CUSTOMER = "wait_for_customer"
    WAIT_FOR_THIRD_PARTY = "wait_for_third_party"
    GO_ON = "go_on"  # what was waited for has come
    PROPOSE_ANSWER = "propose_answer"
    APPROVE_ANSWER = "approve_answer"
    SEND_BACK = "send_back"  # the proposed answer is not good enough
    ANSWER = "answer"  # the approved answer has gone out
    SETTLE = "settle"  # an answer that the customer took at the first contact
    ACCEPT = "accept"
    DISPUTE = "dispute"
    ESCALATE_INTERNAL = "escalate_internal"
    ESCALATE_OMBUDSMAN = "escalate_ombudsman"
    WITHDRAW = "withdraw"  # the customer takes it back: it ends the day this is received
    CLOSE = "close"
    REOPEN = "reopen"
    JOIN = "join"  # it is dealt with in another one


class Need(StrEnum):
    """What a move needs. The upper ones are fields of `MakeMove`; the lower ones must be so already."""

    REASON = "reason"
    ANSWER = "answer"
    ROOT_CAUSE = "root_cause"
    RESULT = "result"
    UNTIL = "until"
    TOLD_BY = "told_by"
    INTO = "into"
    SECOND_PERSON = "second_person"  # another person than who proposed the answer
    REDRESS_DECIDED = "redress_decided"  # something is granted, or it is said that nothing is; none waits
    TASKS_DONE = "tasks_done"
    LETTER_SENT = "letter_sent"  # the final answer or the summary, where the rules of the region want one


class MoveOffer(Answer):
    """`asks` are the fields to fill in; `lacks` is what is missing yet, and stops it."""

    move: Move
    to_state: str
    asks: tuple[Need, ...] = ()
    lacks: tuple[Need, ...] = ()


class MakeMove(Request):
    """`POST /v1/complaints/{id}/moves`. What the move does not ask for is refused, but for `reason`."""

    command_id: UUID
    seen_version: int
    move: Move
    reason: str = Field(default="", max_length=REASON_LIMIT)
    answer: str = Field(default="", max_length=WORDS_LIMIT)
    root_cause: Code | None = None
    result: Code | None = None
    until: date | None = None
    told_by: ReplyChannel | None = None
    into_id: UUID | None = None


class CaseField(StrEnum):
    """What may be edited. Each is merged by itself."""

    CATEGORY_CODE = "category_code"
    PRODUCT_CODE = "product_code"
    SEVERITY = "severity"
    WHAT_HAPPENED = "what_happened"
    HAPPENED_ON = "happened_on"
    AMOUNT = "amount"
    CURRENCY = "currency"
    ASKED_AMOUNT = "asked_amount"
    ASKED_WHY = "asked_why"
    OUTCOMES = "outcomes"
    SUBJECTS = "subjects"
    ABOUT_WHOM = "about_whom"
    ABOUT_USER_ID = "about_user_id"
    REPLY = "reply"
    VULNERABLE = "vulnerable"
    REGULATORY = "regulatory"
    LEGAL = "legal"
    FLAGS = "flags"
    REGION = "region"
    CHANNEL = "channel"
    NOTE = "note"
    ANSWER = "answer"
    ROOT_CAUSE = "root_cause"
    RESULT = "result"


class Edit(Request):
    """New values. Only those named in `fields` of the command count; a None there empties the field."""

    category_code: Code | None = None
    product_code: str | None = Field(default=None, max_length=80)
    severity: Severity | None = None
    what_happened: str | None = Field(default=None, max_length=WORDS_LIMIT)
    happened_on: date | None = None
    amount: Money | None = None
    currency: Currency | None = None
    asked_amount: Money | None = None
    asked_why: str | None = Field(default=None, max_length=500)
    outcomes: tuple[Code, ...] | None = Field(default=None, max_length=MOST_OUTCOMES)
    subjects: tuple[SubjectWish, ...] | None = Field(default=None, max_length=MOST_SUBJECTS)
    about_whom: str | None = Field(default=None, max_length=200)
    about_user_id: UUID | None = None
    reply: ReplyWish | None = None
    vulnerable: bool | None = None
    regulatory: bool | None = None
    legal: bool | None = None
    flags: tuple[Code, ...] | None = Field(default=None, max_length=10)
    region: Region | None = None
    channel: ComplaintChannel | None = None
    note: str | None = Field(default=None, max_length=NOTE_LIMIT)
    answer: str | None = Field(default=None, max_length=WORDS_LIMIT)
    root_cause: Code | None = None
    result: Code | None = None


class ChangeComplaint(Request):
    """`POST /v1/complaints/{id}/changes`. What others changed since `seen_version` is merged, field by field.

    Where a field was changed by both to different values nothing is changed; the answer names it in `conflicts`. Who
    has looked at these asks again, with the version that came along and the values that are to be.

    `reason` is needed where clocks of the law would be dropped by it, and where it leaves the law of its region
    (COMPLAINT_FIELDS, `reason`: missing).
    """

    command_id: UUID
    seen_version: int
    fields: frozenset[CaseField] = Field(min_length=1)
    edit: Edit
    reason: str = Field(default="", max_length=REASON_LIMIT)


class FieldConflict(Answer):
    """One field that both changed: as it was `before`, `yours`, and `theirs` (by `by_name`, at `at`)."""

    field: CaseField
    before: JsonValue
    yours: JsonValue
    theirs: JsonValue
    by_name: str = ""
    at: AwareDatetime


class AssignComplaint(Request):
    """`POST /v1/complaints/{id}/owner`: it is `owner_id`'s from now on (None: nobody's, of `team`); a hand-over has a
    reason. `backup_id` stands in."""

    command_id: UUID
    seen_version: int
    owner_id: UUID | None
    backup_id: UUID | None = None
    team: str | None = Field(default=None, max_length=100)
    reason: str = Field(default="", max_length=REASON_LIMIT)


class LinkKind(StrEnum):
    JOINED = "joined"  # this one goes on in the other
    KEPT_APART = "kept_apart"  # looked at, another matter
    REPEAT_OF = "repeat_of"  # the same trouble again
    CONTACT = "contact"  # a call or contact about it


class LinkComplaint(Request):
    """`POST /v1/complaints/{id}/links`: a later call was about it (`call_id`), or it is the same trouble as another."""

    command_id: UUID
    kind: LinkKind
    call_id: UUID | None = None
    other_id: UUID | None = None


class ComplaintLink(Answer):
    """`incoming`: the other one points at this one. `number` and `state` are the other complaint's."""

    kind: LinkKind
    at: AwareDatetime
    by_name: str = ""
    incoming: bool = False
    call_id: UUID | None = None
    other_id: UUID | None = None
    number: str = ""
    state: str = ""

"""What somebody types into the form of a complaint, a suggestion or praise: kept as it stands, also half a number.

Pure; no Qt, no server. `client.complaint_reading` makes figures and days of it.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from agent_desktop.contract.attachments import NAME_LIMIT
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.complaints import ComplaintChannel, ComplaintKind, RecordComplaint, Severity

MOST_FILES: Final = 20


class SubjectWords(BaseModel):
    """An account, or one booking of it, that it is about. The rest is how it is shown without asking again."""

    model_config = ConfigDict(frozen=True)

    holding_id: UUID | None = None
    transaction_id: UUID | None = None
    label: LocalText = Field(default_factory=dict)
    text: str = ""


class FileWords(BaseModel):
    """A file that goes along. Its content lies sealed on this computer until the server has it (`is_sent`)."""

    model_config = ConfigDict(frozen=True)

    file_id: UUID
    name: str = Field(max_length=NAME_LIMIT)
    size: int
    checksum: str
    is_sent: bool = False


class ComplaintWords(BaseModel):
    """The fields of the form. `amount`, `asked_amount` and `happened_on` are as they are typed.

    `complaint_id` is that of the record to be: asked twice, it is recorded once. `reply_way` names one of the
    `ReplyWay`s as ``channel:way_id``. `about_user` is the id of the colleague whom it is about, empty where nobody was
    chosen. `region` is a code, empty for that of the customer; `settled`: the customer took
    `settled_answer` in this contact. `taken_out` are files that the server has and is to forget.
    """

    model_config = ConfigDict(frozen=True)

    complaint_id: UUID
    kind: ComplaintKind = ComplaintKind.COMPLAINT
    customer_id: UUID | None = None
    customer_name: str = ""
    person_name: str = ""
    call_id: UUID | None = None
    script_run: bool = False
    channel: ComplaintChannel = ComplaintChannel.PHONE
    category: str = ""
    severity: Severity | None = None
    subjects: tuple[SubjectWords, ...] = ()
    amount: str = ""
    currency: str = ""
    happened_on: str = ""
    what: str = ""
    outcomes: tuple[str, ...] = ()
    asked_amount: str = ""
    asked_why: str = ""
    owner: str = ""
    reply_way: str = ""
    reply_when: str = ""
    note: str = ""
    about_whom: str = ""
    about_user: str = ""
    region: str = ""
    settled: bool = False
    settled_answer: str = ""
    settled_cause: str = ""
    settled_result: str = ""
    attach_recording: bool = False
    tell_number: bool = False
    vulnerable: bool = False
    regulatory: bool = False
    legal: bool = False
    kept_apart: tuple[UUID, ...] = ()
    files: tuple[FileWords, ...] = ()
    taken_out: tuple[UUID, ...] = ()


class ComplaintDraft(BaseModel):
    """One form as it stood, with what is needed to record it later, once.

    `begun` is what the form started with: what differs from it was typed. `in_doubt` is a command whose answer is not
    known, `join_into` the complaint that it goes on in. `number` is what it was recorded as; then only files wait.
    """

    model_config = ConfigDict(frozen=True)

    words: ComplaintWords
    begun: ComplaintWords
    in_doubt: RecordComplaint | None = None
    join_into: UUID | None = None
    number: str = ""
    changed_at: datetime

    @property
    def draft_id(self) -> UUID:
        """What the journal finds it by."""
        return self.words.complaint_id

"""One form of a complaint on its way to the server: pure bookkeeping, no clock and no server."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from agent_desktop.client.complaint_words import ComplaintDraft, ComplaintWords
from agent_desktop.client.draft_records import DraftKind
from agent_desktop.client.errors import Problem
from agent_desktop.client.local_copy import LocalCopy
from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.complaints import RecordComplaint


class ComplaintStatus(StrEnum):
    """How far a form has come."""

    EMPTY = "empty"  # nothing was typed
    KEEPING = "keeping"  # being written to this computer
    KEPT = "kept"  # on this computer, as it stands
    NOT_KEPT = "not_kept"  # this computer does not take it
    RECORDING = "recording"
    WAITING = "waiting"  # to be recorded as soon as the server is back
    REFUSED = "refused"  # the server says why not
    SENDING_FILES = "sending_files"  # recorded; its files are on their way
    RECORDED = "recorded"


@dataclass(slots=True)
class KeptComplaint:
    """The words of one form, and what is known of its record. Times are monotonic seconds but for `_at`.

    `in_doubt` is a command whose answer is not known: it goes again, unchanged. `file_problem` says why a file could
    not be sent. `is_let_go`: nobody needs it any more, only the journal may still have it.
    """

    words: ComplaintWords
    begun: ComplaintWords
    changed_at: datetime
    in_doubt: RecordComplaint | None = None
    join_into: UUID | None = None
    number: str = ""
    case: Case | None = None
    refused: Problem | None = None
    problem: Problem | None = None
    file_problem: Problem | None = None
    sending: bool = False
    recovered: bool = False
    is_let_go: bool = False
    keep_now: bool = False
    kept_at: datetime | None = None
    retry_at: float = 0.0
    failures: int = 0
    copy: LocalCopy = field(default_factory=LocalCopy)

    @property
    def kind(self) -> DraftKind:
        """What the journal calls it."""
        return DraftKind.COMPLAINT

    @property
    def draft_id(self) -> UUID:
        """What the journal finds it by."""
        return self.words.complaint_id

    @property
    def is_touched(self) -> bool:
        """Whether somebody typed or chose something."""
        return self.words != self.begun

    @property
    def is_recorded(self) -> bool:
        """Whether the server has it."""
        return bool(self.number)

    @property
    def files_left(self) -> bool:
        """Whether the content of a file is not on the server yet."""
        return any(not each.is_sent for each in self.words.files)

    @property
    def is_clean(self) -> bool:
        """Whether nothing of it need be kept on this computer."""
        if self.is_let_go:
            return True
        if self.is_recorded:
            return not self.files_left
        return not self.is_touched and self.in_doubt is None and not self.keep_now

    def draft(self) -> ComplaintDraft:
        """What the journal keeps of it."""
        return ComplaintDraft(
            words=self.words,
            begun=self.begun,
            in_doubt=self.in_doubt,
            join_into=self.join_into,
            number=self.number,
            changed_at=self.changed_at,
        )


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """One form that is not finished, for a list of them. `of_script`: a step of the script of `call_id` began it."""

    draft_id: UUID
    customer_id: UUID | None
    customer_name: str
    what: str
    changed_at: datetime
    status: ComplaintStatus
    call_id: UUID | None = None
    of_script: bool = False


@dataclass(frozen=True, slots=True)
class KeeperView:
    """The form that is open, and all that are not finished. `words_number` goes up when the words change by
    themselves. `recovered`: it was found on this computer after the program had ended early."""

    words: ComplaintWords | None = None
    words_number: int = 0
    touched: bool = False
    status: ComplaintStatus = ComplaintStatus.EMPTY
    kept_at: datetime | None = None
    problem: Problem | None = None
    file_problem: Problem | None = None
    number: str = ""
    case: Case | None = None
    join_into: UUID | None = None
    recovered: bool = False
    drafts: tuple[KeptDraft, ...] = ()


def kept_of(draft: ComplaintDraft) -> KeptComplaint:
    """Return the form that an earlier run left."""
    return KeptComplaint(
        words=draft.words,
        begun=draft.begun,
        changed_at=draft.changed_at,
        in_doubt=draft.in_doubt,
        join_into=draft.join_into,
        number=draft.number,
        recovered=True,
        kept_at=draft.changed_at,
    )

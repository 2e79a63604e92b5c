"""What the journal of unsent words holds: a note, how a script was answered, a hand-over note, or the form of a
complaint; each one encrypted line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent_desktop.client.callback_words import OutcomeWords
from agent_desktop.client.complaint_words import ComplaintDraft
from agent_desktop.client.typed_words import TypedWords
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.handovers import EVERY_PART, HandoverDraft, HandoverPart
from agent_desktop.contract.interactions import SaveScriptRun


class DraftKind(StrEnum):
    NOTE = "note"
    RUN = "run"  # the answers to a script
    HANDOVER = "handover"  # what whoever takes over a caller is told
    OUTCOME = "outcome"  # what came of a callback
    COMPLAINT = "complaint"  # the form of a complaint that is not recorded yet
    TYPED = "typed"  # a small form: a step of a complaint, a promise to call


class Draft(BaseModel):
    """One note as it stood, with what is needed to send it later without a false conflict.

    `seen_version` is the note's version on the server that the text grew from. `sent_digest` is the SHA-256 of the
    text last sent in answer to that version, empty if none was: after a crash it tells our own save from another's.
    `other_text` is the server's text of an open conflict.
    """

    model_config = ConfigDict(frozen=True)

    interaction_id: UUID
    call_id: UUID
    text: str
    seen_version: int
    sent_digest: str = ""
    other_text: str = ""
    changed_at: datetime

    @property
    def key(self) -> "DraftKey":
        """What the last record of this note is found by."""
        return DraftKind.NOTE, self.interaction_id


class OtherAnswers(BaseModel):
    """The side of a conflict that the next save may write over. `labels` as in `RunDraft`."""

    model_config = ConfigDict(frozen=True)

    script_id: str
    version: str
    answers: dict[str, str] = Field(default_factory=dict)
    typed: dict[str, str] = Field(default_factory=dict)
    labels: dict[str, LocalText] = Field(default_factory=dict)


class RunDraft(BaseModel):
    """The answers to a script as they stood, with what is needed to send them later, each once.

    `answers`, `said`, `step_id` are as in `SaveScriptRun`; `typed` does not fit its question (a text too long, half a
    date), and the server cannot take it. `seen_version` is the run's version on the server that the answers grew from;
    `in_doubt` is a command whose answer is not known.

    With `aside_id` it is the lost side of such a conflict, kept only to be read; `finished` says that it is here
    because its call was finished.

    `labels` words it without the script: the title under an empty key, questions by their ids, and an option by
    ``question=option``.
    """

    model_config = ConfigDict(frozen=True)

    interaction_id: UUID
    call_id: UUID
    script_id: str
    version: str
    step_id: str
    answers: dict[str, str] = Field(default_factory=dict)
    said: dict[str, datetime] = Field(default_factory=dict)
    typed: dict[str, str] = Field(default_factory=dict)
    labels: dict[str, LocalText] = Field(default_factory=dict)
    seen_version: int
    in_doubt: SaveScriptRun | None = None
    others: tuple[OtherAnswers, ...] = ()
    aside_id: UUID | None = None
    finished: bool = False
    changed_at: datetime

    @property
    def draft_id(self) -> UUID:
        """The interaction of a run, an id of its own for what was set aside."""
        return self.aside_id or self.interaction_id

    @property
    def key(self) -> "DraftKey":
        """What the last record of this run is found by."""
        return DraftKind.RUN, self.draft_id


class HandoverWords(BaseModel):
    """A hand-over note as it stood, with what is needed to send it later, once. `seen_version` is the note on the
    server that it grew from; `in_doubt` a command whose answer is not known."""

    model_config = ConfigDict(frozen=True)

    call_id: UUID
    reason_code: str = ""
    summary: str = ""
    asked: str = ""
    promised: str = ""
    include: frozenset[HandoverPart] = EVERY_PART
    seen_version: int = 0
    in_doubt: HandoverDraft | None = None
    changed_at: datetime

    @property
    def key(self) -> "DraftKey":
        """What the last record of this note is found by."""
        return DraftKind.HANDOVER, self.call_id


AnyDraft = Draft | RunDraft | HandoverWords | OutcomeWords | ComplaintDraft | TypedWords
DraftKey = tuple[DraftKind, UUID]


class Record(BaseModel):
    """One line of the journal. ``drop`` takes back what is kept of `interaction_id` (for a run: its draft's id, for a
    hand-over note: its call's, for a complaint: its own)."""

    kind: Literal["note", "run", "handover", "outcome", "complaint", "typed", "drop"]
    draft: Draft | None = None
    run: RunDraft | None = None
    handover: HandoverWords | None = None
    outcome: OutcomeWords | None = None
    complaint: ComplaintDraft | None = None
    typed: TypedWords | None = None
    interaction_id: UUID | None = None
    dropped: DraftKind = DraftKind.NOTE


@dataclass(frozen=True, slots=True)
class JournalContent:
    """What a journal's bytes hold: the newest draft by key, and how many lines could be read."""

    drafts: Mapping[DraftKey, AnyDraft]
    lines: int
    bad_lines: int


def key_of(draft: AnyDraft) -> DraftKey:
    """Return what the last record of `draft` is found by."""
    if isinstance(draft, OutcomeWords):
        return DraftKind.OUTCOME, draft.callback_id
    if isinstance(draft, TypedWords):
        return DraftKind.TYPED, draft.typed_id
    return (DraftKind.COMPLAINT, draft.draft_id) if isinstance(draft, ComplaintDraft) else draft.key


def line_of(fernet: Fernet, draft: AnyDraft) -> bytes:
    """Return the line that keeps `draft`."""
    if isinstance(draft, Draft):
        return _line(fernet, Record(kind="note", draft=draft))
    if isinstance(draft, HandoverWords):
        return _line(fernet, Record(kind="handover", handover=draft))
    if isinstance(draft, OutcomeWords):
        return _line(fernet, Record(kind="outcome", outcome=draft))
    if isinstance(draft, ComplaintDraft):
        return _line(fernet, Record(kind="complaint", complaint=draft))
    if isinstance(draft, TypedWords):
        return _line(fernet, Record(kind="typed", typed=draft))
    return _line(fernet, Record(kind="run", run=draft))


def drop_line(fernet: Fernet, key: DraftKey) -> bytes:
    """Return the line that takes back what is kept under `key`."""
    kind, draft_id = key
    return _line(fernet, Record(kind="drop", interaction_id=draft_id, dropped=kind))


def read_journal(fernet: Fernet, content: bytes) -> JournalContent:
    """Read every whole line; what cannot be read is counted and passed over."""
    drafts: dict[DraftKey, AnyDraft] = {}
    lines = [line for line in content.split(b"\n") if line]
    bad = 0
    for line in lines:
        record = _record_of(fernet, line)
        if record is None:
            bad += 1
            continue
        kept = record.draft or record.run or record.handover or record.outcome or record.complaint or record.typed
        if kept is not None:
            drafts[key_of(kept)] = kept
        elif record.interaction_id is not None:
            drafts.pop((record.dropped, record.interaction_id), None)
    return JournalContent(drafts, len(lines), bad)


def _line(fernet: Fernet, record: Record) -> bytes:
    return fernet.encrypt(record.model_dump_json(exclude_none=True).encode()) + b"\n"


def _record_of(fernet: Fernet, line: bytes) -> Record | None:
    try:
        return Record.model_validate_json(fernet.decrypt(line))
    except (InvalidToken, ValidationError):
        return None

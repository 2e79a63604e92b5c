"""What an agent writes into a hand-over note, and how far the server has it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from agent_desktop.client.draft_records import DraftKind, HandoverWords
from agent_desktop.client.errors import Problem
from agent_desktop.client.local_copy import LocalCopy
from agent_desktop.contract.handovers import EVERY_PART, HandoverDraft, HandoverNote, HandoverPart


@dataclass(frozen=True, slots=True)
class HandoverText:
    """The fields of the note, as they stand on the screen or on the server."""

    reason_code: str = ""
    summary: str = ""
    asked: str = ""
    promised: str = ""
    include: frozenset[HandoverPart] = EVERY_PART


class HandoverStatus(StrEnum):
    EMPTY = "empty"
    SAVED = "saved"
    SAVING = "saving"
    KEPT_HERE = "kept_here"  # the server is away: on this computer, sent when it is back
    REFUSED = "refused"
    CONFLICT = "conflict"  # changed elsewhere meanwhile


@dataclass(frozen=True, slots=True)
class HandoverView:
    """The note of the call, for who writes it.

    `note` is the server's, with what goes along; `text` what stands in the fields, and `text_number` goes up when it
    changes by itself. `other` is the server's text of an open conflict. `sending`: it is on its way to the specialist.
    """

    call_id: UUID | None = None
    note: HandoverNote | None = None
    text: HandoverText = field(default_factory=HandoverText)
    text_number: int = 0
    status: HandoverStatus = HandoverStatus.EMPTY
    problem: Problem | None = None
    journal_problem: Problem | None = None
    other: HandoverText | None = None
    loading: bool = False
    sending: bool = False
    recovered: bool = False

    @property
    def is_sent(self) -> bool:
        """Whether the specialist has the note in some version."""
        return self.note is not None and self.note.sent_version > 0

    @property
    def changed_after_sending(self) -> bool:
        """Whether something was written that the specialist has not got."""
        note = self.note
        if note is None or not note.sent_version:
            return False
        return text_of(note) != self.text or note.version > note.sent_version


@dataclass(slots=True)
class KeptHandover:
    """One note and what the server is known to have of it. Times are monotonic seconds but for `changed_at`."""

    call_id: UUID
    text: HandoverText
    changed_at: datetime
    saved: HandoverText = field(default_factory=HandoverText)
    seen_version: int = 0
    note: HandoverNote | None = None
    other: HandoverNote | None = None
    in_doubt: HandoverDraft | None = None
    unread: bool = True  # the server's is not known yet
    reading: bool = False
    read_after: bool = False  # something new came while an answer was under way
    sending: bool = False
    send_wanted: bool = False
    refused: Problem | None = None
    problem: Problem | None = None
    recovered: bool = False
    last_key: float = 0.0
    first_unsent: float | None = None
    hurry: bool = False
    retry_at: float = 0.0
    failures: int = 0
    copy: LocalCopy = field(default_factory=LocalCopy)

    @property
    def kind(self) -> DraftKind:
        """What the journal calls it."""
        return DraftKind.HANDOVER

    @property
    def draft_id(self) -> UUID:
        """What the journal finds it by."""
        return self.call_id

    @property
    def is_clean(self) -> bool:
        """Whether the server has all of it."""
        if self.in_doubt is not None or self.other is not None:
            return False
        return self.text == self.saved if not self.unread else not self.recovered and self.text == self.saved

    @property
    def must_be_saved(self) -> bool:
        """Whether the server lacks something: also a first guess of its own that was never kept, before it is sent."""
        return self.text != self.saved or (self.send_wanted and self.seen_version == 0)

    @property
    def status(self) -> HandoverStatus:
        """What the panel says of it."""
        if self.other is not None:
            return HandoverStatus.CONFLICT
        if self.refused is not None:
            return HandoverStatus.REFUSED
        if not self.is_clean:
            return HandoverStatus.KEPT_HERE if self.failures else HandoverStatus.SAVING
        return HandoverStatus.SAVED if self.note is not None and self.note.version else HandoverStatus.EMPTY

    def draft(self) -> HandoverWords:
        """What the journal keeps of it."""
        text = self.text
        return HandoverWords(
            call_id=self.call_id,
            reason_code=text.reason_code,
            summary=text.summary,
            asked=text.asked,
            promised=text.promised,
            include=text.include,
            seen_version=self.seen_version,
            in_doubt=self.in_doubt,
            changed_at=self.changed_at,
        )


def text_of(note: HandoverNote | HandoverWords) -> HandoverText:
    """Return what the fields say of a note."""
    include = note.included if isinstance(note, HandoverNote) else note.include
    return HandoverText(note.reason_code, note.summary, note.asked, note.promised, include)


def kept_from(words: HandoverWords) -> KeptHandover:
    """Return a note that an earlier run left unsent; what the server has of it is not known yet."""
    return KeptHandover(
        call_id=words.call_id,
        text=text_of(words),
        changed_at=words.changed_at,
        seen_version=words.seen_version,
        in_doubt=words.in_doubt,
        recovered=True,
    )

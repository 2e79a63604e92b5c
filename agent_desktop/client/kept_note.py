"""One note on its way to the server: pure bookkeeping, no clock and no server."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from agent_desktop.client.drafts import Draft, DraftKind
from agent_desktop.client.errors import Problem
from agent_desktop.client.local_copy import LocalCopy
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import NOTE_LIMIT, Interaction, SaveNote

SEND_QUIET_SECONDS: Final = 1.0
SEND_MOST_SECONDS: Final = 4.0
DIVIDER: Final = "\n\n—\n"
"""Stands between two texts that are both kept."""


RETRY_SECONDS: Final = (2.0, 4.0, 8.0, 15.0)
"""The waits before what the server did not answer is sent again; the last one for every further time."""

TRY_AGAIN: Final = frozenset({ErrorCode.SIGNED_OUT, ErrorCode.SERVER_NOT_UNDERSTOOD, ErrorCode.DESKTOP_FAILED})
"""Failures which another try may overcome, though not of themselves."""


class NoteStatus(StrEnum):
    EMPTY = "empty"
    SAVED = "saved"
    SAVING = "saving"
    KEPT_HERE = "kept_here"  # the server is away: on this computer, sent when it is back
    REFUSED = "refused"  # the server does not take it: `problem` says why; the text stays
    CONFLICT = "conflict"  # saved elsewhere meanwhile


@dataclass(slots=True)
class KeptNote:
    """A note's text and what the server is known to have of it. Times are monotonic seconds but for `_at`.

    `in_doubt` is a command whose answer is not known: it goes again, unchanged, before anything newer.
    `unreconciled`: what the server has must be read before anything is sent. `is_let_go`: nobody needs it any more;
    only the journal may still have it.
    """

    interaction_id: UUID
    call_id: UUID
    text: str
    saved: str
    seen_version: int
    changed_at: datetime
    saved_at: datetime | None = None
    recovered: bool = False
    unreconciled: bool = False
    is_let_go: bool = False
    other_text: str | None = None
    other_version: int = 0
    refused: Problem | None = None
    problem: Problem | None = None
    in_doubt: SaveNote | None = None
    sent_digest: str = ""
    last_key: float = 0.0
    first_unsent: float | None = None
    hurry: bool = False
    sending: bool = False
    reading: bool = False
    retry_at: float = 0.0
    failures: int = 0
    copy: LocalCopy = field(default_factory=LocalCopy)

    @property
    def kind(self) -> DraftKind:
        """What the journal calls it."""
        return DraftKind.NOTE

    @property
    def draft_id(self) -> UUID:
        """What the journal finds it by."""
        return self.interaction_id

    @property
    def is_clean(self) -> bool:
        """Whether the server has all of it."""
        return self.text == self.saved and self.in_doubt is None and not self.unreconciled and self.other_text is None

    @property
    def can_be_sent(self) -> bool:
        """Whether there is something to send that the server may take."""
        if self.sending or self.unreconciled or self.other_text is not None or self.refused is not None:
            return False
        return self.in_doubt is not None or self.text != self.saved

    @property
    def is_waiting(self) -> bool:
        """Whether it is kept on this computer and not just on its way."""
        if self.is_clean:
            return False
        return self.failures > 0 or self.recovered or self.refused is not None or self.other_text is not None

    @property
    def status(self) -> NoteStatus:
        """What the panel says of it."""
        if self.other_text is not None:
            return NoteStatus.CONFLICT
        if self.refused is not None:
            return NoteStatus.REFUSED
        if not self.is_clean:
            return NoteStatus.KEPT_HERE if self.failures else NoteStatus.SAVING
        return NoteStatus.EMPTY if not self.text and self.saved_at is None else NoteStatus.SAVED

    def pause_is_over(self, now: float) -> bool:
        """Whether typing has rested, or gone on, for long enough to send."""
        since = self.first_unsent
        return since is None or now >= self.last_key + SEND_QUIET_SECONDS or now >= since + SEND_MOST_SECONDS

    def draft(self) -> Draft:
        """What the journal keeps of it."""
        return Draft(
            interaction_id=self.interaction_id,
            call_id=self.call_id,
            text=self.text,
            seen_version=self.seen_version,
            sent_digest=self.sent_digest,
            other_text=self.other_text or "",
            changed_at=self.changed_at,
        )

    def reconcile(self, server: Interaction) -> None:
        """Compare with what the server has: ours, ours of a moment ago, or another's."""
        self.unreconciled = False
        self.saved_at = server.note_saved_at
        ours = bool(self.sent_digest) and digest_of(server.note) == self.sent_digest
        if server.note_version == self.seen_version or server.note == self.text or ours:
            self.saved = server.note
            self.seen_version = server.note_version
            self.sent_digest = ""
            return
        self.other_text = server.note
        self.other_version = server.note_version

    def let_go(self) -> None:
        """The person needs it no more."""
        self.text, self.saved, self.other_text, self.in_doubt = "", "", None, None
        self.unreconciled = False
        self.refused = self.problem = None
        self.failures = 0
        self.is_let_go = True

    def take(self, server: Interaction) -> None:
        """Begin anew with the text that the server has."""
        self.text = self.saved = server.note
        self.seen_version = server.note_version
        self.saved_at = server.note_saved_at
        self.sent_digest = ""
        self.recovered = self.is_let_go = False

    def keep_both(self) -> None:
        """Settle a conflict: our text, then the other one, unless it is in ours already."""
        other = self.other_text
        if other is None:
            return
        if other.strip() and other.strip() not in self.text:
            self.text = f"{self.text}{DIVIDER}{other}" if self.text.strip() else other
        self.saved = other
        self.seen_version = self.other_version
        self.other_text = None
        self.sent_digest = ""
        self.check_length()

    def check_length(self) -> None:
        """Refuse here what the server would refuse; take the refusal back once the text is short enough."""
        if len(self.text) > NOTE_LIMIT:
            self.refused = Problem(ErrorCode.NOTE_TOO_LONG, {"limit": NOTE_LIMIT, "length": len(self.text)})
        elif self.refused is not None and self.refused.code == ErrorCode.NOTE_TOO_LONG:
            self.refused = None


class NotesServer(Protocol):
    """The server's side of a note."""

    def interaction(self, call_id: UUID) -> Interaction: ...

    def save_note(self, interaction_id: UUID, command: SaveNote) -> Interaction: ...


@dataclass(frozen=True, slots=True)
class NoteView:
    """The open note and the count of those that wait. `text_number` goes up when the text changes by itself.

    `stranded` are notes of earlier calls that the server takes no more: they stay on this computer until discarded.
    """

    interaction_id: UUID | None = None
    text: str = ""
    text_number: int = 0
    status: NoteStatus = NoteStatus.EMPTY
    saved_at: datetime | None = None
    waiting_count: int = 0
    other_text: str = ""
    problem: Problem | None = None
    journal_problem: Problem | None = None
    recovered: bool = False
    stranded: tuple[Draft, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody who must know when a note is saved, or why it is not."""

    interaction_id: UUID
    on_saved: Callable[[], None]
    on_failed: Callable[[Problem], None]


def note_of(server: Interaction, changed_at: datetime) -> KeptNote:
    """Return the note as the server has it."""
    return KeptNote(
        interaction_id=server.interaction_id,
        call_id=server.call_id,
        text=server.note,
        saved=server.note,
        seen_version=server.note_version,
        changed_at=changed_at,
        saved_at=server.note_saved_at,
    )


def note_from(draft: Draft) -> KeptNote:
    """Return a note that an earlier run left unsent; what the server has of it is not known yet."""
    return KeptNote(
        interaction_id=draft.interaction_id,
        call_id=draft.call_id,
        text=draft.text,
        saved="",
        seen_version=draft.seen_version,
        changed_at=draft.changed_at,
        recovered=True,
        unreconciled=True,
        sent_digest=draft.sent_digest,
    )


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()

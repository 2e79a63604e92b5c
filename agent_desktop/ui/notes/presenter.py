"""The notes panel: text that saves itself."""

from dataclasses import dataclass
from datetime import datetime

from agent_desktop.client.errors import Problem
from agent_desktop.client.notes import NoteStatus
from agent_desktop.contract.interactions import NOTE_LIMIT


@dataclass(frozen=True, slots=True)
class NotesState:
    """Everything the notes panel draws.

    The view loads `text` into its field only when `text_number` is not the one it loaded last: what is being typed
    is never written over. `saved_at` is server time of the last save. `waiting_count` counts the notes, this one too,
    that are kept on this computer and not yet sent. With CONFLICT `server_text` is the other text: `keep_mine` saves
    both, ours first. `journal_problem` says why the copy on this computer is not written, while the server still is.
    """

    open: bool = False
    text: str = ""
    text_number: int = 0
    status: NoteStatus = NoteStatus.EMPTY
    saved_at: datetime | None = None
    waiting_count: int = 0
    server_text: str = ""
    problem: Problem | None = None
    journal_problem: Problem | None = None
    recovered: bool = False
    limit: int = NOTE_LIMIT

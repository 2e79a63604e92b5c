from enum import StrEnum


class NoteStatus(StrEnum):
    EMPTY = "empty"
    SAVED = "saved"
    SAVING = "saving"
    KEPT_HERE = "kept_here"  # the server is away: on this computer, sent when it is back
    REFUSED = "refused"  # the server does not take it: `problem` says why; the text stays
    CONFLICT = "conflict"  # saved elsewhere meanwhile

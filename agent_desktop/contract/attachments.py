"""Files that belong to a record: what a customer sent, and the letters that went out."""

from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, Request

NAME_LIMIT: Final = 120
WHY_LIMIT: Final = 400

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class RecordKind(StrEnum):
    """What a file, a letter or a survey can belong to."""

    COMPLAINT = "complaint"
    CALL = "call"
    CUSTOMER = "customer"


class FileType(StrEnum):
    """What a file may be, as its content says; the value is its media type."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"
    TEXT = "text/plain"
    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class AttachmentOrigin(StrEnum):
    """Where a file comes from."""

    ADDED = "added"
    LETTER = "letter"


class AttachmentState(StrEnum):
    """How far a file has come. The last is its end: its row stays, its content is gone."""

    WAITING = "waiting"  # announced, its content has not come
    KEPT = "kept"
    REMOVED = "removed"


class FileRefusal(StrEnum):
    """Why a file is not taken: the `problem` of ATTACHMENT_REFUSED."""

    EMPTY = "file_empty"
    TOO_LARGE = "file_too_large"  # limit_bytes
    TOO_MANY = "files_too_many"  # limit
    TYPE_UNKNOWN = "file_type_unknown"
    TYPE_NOT_TAKEN = "file_type_not_taken"  # media_type
    HOLDS_MACROS = "file_holds_macros"
    NOT_AS_ANNOUNCED = "file_not_as_announced"  # another size or checksum: it changed on its way, or meanwhile


class Attachment(Answer):
    """One file of a record. `checksum` is the SHA-256 of its content, `removed_why` why it is no longer there."""

    attachment_id: UUID
    record_kind: RecordKind
    record_id: UUID
    name: str
    media_type: FileType | None
    size: int
    checksum: str
    origin: AttachmentOrigin
    state: AttachmentState
    added_at: AwareDatetime
    added_by: UUID
    added_by_name: str = ""
    removed_at: AwareDatetime | None = None
    removed_why: str = ""
    may_remove: bool = False


class Attachments(Answer):
    """`GET /v1/records/{record_kind}/{record_id}/attachments`, oldest first, with what may be added yet.

    `may_add` False: whoever asks may not, or the server keeps no files (`is_set_up`).
    """

    attachments: tuple[Attachment, ...] = ()
    media_types: tuple[FileType, ...] = ()
    largest_bytes: int = 0
    most: int = 0
    is_set_up: bool = True
    may_add: bool = False


class AnnounceFile(Request):
    """`POST /v1/attachments`: what is about to be sent; the answer is an `Attachment` that waits.

    `attachment_id` is the desktop's: announced again, it is the same file. The content follows as it is, by
    `PUT /v1/attachments/{attachment_id}/content`, whose answer is the `Attachment` that is kept. Sent again, it changes
    nothing. `GET` gives the content back; each is audited.
    """

    attachment_id: UUID
    record_kind: RecordKind
    record_id: UUID
    name: str = Field(min_length=1, max_length=NAME_LIMIT)
    size: int = Field(ge=0)
    checksum: Sha256


class RemoveFile(Request):
    """`POST /v1/attachments/{attachment_id}/removal`: its content goes for good, that it was there stays."""

    command_id: UUID
    why: str = Field(min_length=1, max_length=WHY_LIMIT)

"""Files that belong to records: announced, kept, looked at, removed. Nothing here commits.

The content of a file goes to the disk within the transaction that says so, and nothing else does: a server that dies
in between leaves a file that no key opens, and a row that waits; both go with `clean`, or when it is sent again.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.attachments import (
    AnnounceFile,
    AttachmentOrigin,
    AttachmentState,
    FileRefusal,
    FileType,
    RecordKind,
)
from agent_desktop.records.attachments.errors import (
    AttachmentNotFoundError,
    AttachmentRefusedError,
    AttachmentsNotSetUpError,
)
from agent_desktop.records.attachments.models import TAKEN_OUT, AttachmentRow
from agent_desktop.records.attachments.repository import AttachmentRepository
from agent_desktop.records.attachments.sniffing import HoldsMacrosError, clean_name, type_of
from agent_desktop.records.audit.service import record_change, record_look
from agent_desktop.records.sealed_files.files import SealedFiles
from agent_desktop.records.sealed_files.sealing import WrappedKey

WAITS_FOR: Final = timedelta(days=1)
"""How long what was announced is waited for."""
CLEANED_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class AttachmentLimits:
    """What is taken: kinds, the most bytes of one file, and the most files of one record."""

    types: Collection[FileType]
    largest_bytes: int
    most: int


@dataclass(frozen=True, slots=True)
class AttachmentStore:
    """Where files are kept, and which. `files` None: nowhere."""

    limits: AttachmentLimits
    files: SealedFiles | None

    def needed(self) -> SealedFiles:
        """Return where files are kept.

        Raises:
            AttachmentsNotSetUpError: Nowhere.
        """
        if self.files is None:
            raise AttachmentsNotSetUpError
        return self.files


def announce(session: Session, store: AttachmentStore, wish: AnnounceFile, *, by: UUID, at: datetime) -> AttachmentRow:
    """Say that a file is about to come.

    Raises:
        AttachmentRefusedError: It is empty, too large, or one too many.
        AttachmentNotFoundError: The id is another's.
        AttachmentsNotSetUpError: No files are kept here.
    """
    store.needed()
    limits = store.limits
    if wish.size == 0:
        raise AttachmentRefusedError(problem=FileRefusal.EMPTY.value)
    if wish.size > limits.largest_bytes:
        raise AttachmentRefusedError(problem=FileRefusal.TOO_LARGE.value, limit_bytes=limits.largest_bytes)
    repository = AttachmentRepository(session)
    row = repository.add_once(
        {
            "attachment_id": wish.attachment_id,
            "record_kind": wish.record_kind,
            "record_id": wish.record_id,
            "name": clean_name(wish.name),
            "size": wish.size,
            "checksum": wish.checksum,
            "origin": AttachmentOrigin.ADDED,
            "state": AttachmentState.WAITING,
            "added_at": at,
            "added_by": by,
        }
    )
    if (row.added_by, row.record_kind, row.record_id) != (by, wish.record_kind, wish.record_id):
        raise AttachmentNotFoundError(attachment_id=str(wish.attachment_id))
    if row.state is AttachmentState.WAITING:
        row.name, row.size, row.checksum = clean_name(wish.name), wish.size, wish.checksum
        if repository.count_of_record(wish.record_kind, wish.record_id, wish.attachment_id) >= limits.most:
            raise AttachmentRefusedError(problem=FileRefusal.TOO_MANY.value, limit=limits.most)
    session.flush()
    return row


def keep_content(
    session: Session, store: AttachmentStore, attachment_id: UUID, content: bytes, *, by: UUID, at: datetime
) -> tuple[AttachmentRow, bool]:
    """Keep the content of a file that was announced; say whether it is kept since now.

    Raises:
        AttachmentNotFoundError: It was not announced, by somebody else, or was removed.
        AttachmentRefusedError: It is not what was announced, or none of the kinds that are taken.
        AttachmentsNotSetUpError: No files are kept here.
        OSError: It cannot be written.
    """
    files = store.needed()
    row = AttachmentRepository(session).lock(attachment_id)
    if row.added_by != by or row.state is AttachmentState.REMOVED:
        raise AttachmentNotFoundError(attachment_id=str(attachment_id))
    if len(content) != row.size or sha256(content).hexdigest() != row.checksum:
        raise AttachmentRefusedError(problem=FileRefusal.NOT_AS_ANNOUNCED.value)
    if row.state is AttachmentState.KEPT:
        return row, False
    row.media_type = _taken_type(content, store.limits.types)
    _store(session, files, row, content, at)
    _audit(session, row, "attachment.added", by, at, media_type=row.media_type.value, checksum=row.checksum)
    return row, True


def keep_made(
    session: Session,
    store: AttachmentStore,
    content: bytes,
    *,
    attachment_id: UUID,
    record: tuple[RecordKind, UUID],
    name: str,
    by: UUID,
    at: datetime,
) -> AttachmentRow:
    """Keep a PDF that this server has made, a letter.

    Raises:
        AttachmentNotFoundError: The id is another file's, which stays as it is.
        AttachmentsNotSetUpError: No files are kept here.
        OSError: It cannot be written.
    """
    files = store.needed()
    row = AttachmentRepository(session).add(
        {
            "attachment_id": attachment_id,
            "record_kind": record[0],
            "record_id": record[1],
            "name": clean_name(name),
            "size": len(content),
            "checksum": sha256(content).hexdigest(),
            "origin": AttachmentOrigin.LETTER,
            "state": AttachmentState.WAITING,
            "added_at": at,
            "added_by": by,
        }
    )
    row.media_type = FileType.PDF
    _store(session, files, row, content, at)
    return row


def open_content(
    session: Session, store: AttachmentStore, row: AttachmentRow, *, by: UUID, at: datetime
) -> AbstractContextManager[Iterator[bytes]]:
    """Audit that somebody looks at a file, and return what gives its content.

    Raises:
        AttachmentNotFoundError: Its content is not here: not yet, or no more.
        AttachmentsNotSetUpError: No files are kept here.
    """
    content = content_of(store, row)
    record_look(
        session,
        at=at,
        by=by,
        what="attachment.opened",
        record_kind=row.record_kind.value,
        record_id=row.record_id,
        detail={"attachment": str(row.attachment_id)},
    )
    return content


def content_of(store: AttachmentStore, row: AttachmentRow) -> AbstractContextManager[Iterator[bytes]]:
    """Return what gives the content of a file to the server itself, where nobody looks at it.

    Raises:
        AttachmentNotFoundError: Its content is not here: not yet, or no more.
        AttachmentsNotSetUpError: No files are kept here.
    """
    files = store.needed()
    if row.state is not AttachmentState.KEPT or row.wrapped_key is None:
        raise AttachmentNotFoundError(attachment_id=str(row.attachment_id))
    return files.opened(row.attachment_id, WrappedKey(row.wrapped_key, row.key_name))


def remove(session: Session, row: AttachmentRow, *, why: str, by: UUID, at: datetime) -> None:
    """Forget the key of a file: nothing opens it from then on, and `clean` takes it away. Removed already: nothing.

    Raises:
        AttachmentNotFoundError: It has not come.
    """
    if row.state is AttachmentState.REMOVED:
        return
    if row.state is AttachmentState.WAITING:
        raise AttachmentNotFoundError(attachment_id=str(row.attachment_id))
    row.state, row.removed_at, row.removed_by, row.removed_why = AttachmentState.REMOVED, at, by, why
    row.wrapped_key, row.key_name, row.is_file_due = None, "", True
    _audit(session, row, "attachment.removed", by, at, why=why)
    session.flush()


def take_out(session: Session, rows: Collection[AttachmentRow], *, by: UUID, at: datetime) -> None:
    """Forget files of a form that is not recorded, or thrown away: with their content also that they were there."""
    for row in rows:
        row.state, row.removed_at, row.removed_by, row.removed_why = AttachmentState.REMOVED, at, by, TAKEN_OUT
        row.wrapped_key, row.key_name, row.is_file_due = None, "", True
        _audit(session, row, "attachment.taken_out", by, at)
    session.flush()


def clean(session: Session, store: AttachmentStore, *, at: datetime) -> Sequence[UUID]:
    """Take away the files of what was removed, and what was announced and has not come; return whose."""
    if store.files is None:
        return ()
    repository, gone = AttachmentRepository(session), []
    for row in repository.lock_files_due(at - WAITS_FOR, CLEANED_AT_ONCE):
        store.files.remove(row.attachment_id)
        gone.append(row.attachment_id)
        if row.state is AttachmentState.WAITING or row.removed_why == TAKEN_OUT:
            repository.delete(row)
        else:
            row.is_file_due = False
    session.flush()
    return gone


def _taken_type(content: bytes, taken: Collection[FileType]) -> FileType:
    try:
        media_type = type_of(content)
    except HoldsMacrosError:
        raise AttachmentRefusedError(problem=FileRefusal.HOLDS_MACROS.value) from None
    if media_type is None:
        raise AttachmentRefusedError(problem=FileRefusal.TYPE_UNKNOWN.value)
    if media_type not in taken:
        raise AttachmentRefusedError(problem=FileRefusal.TYPE_NOT_TAKEN.value, media_type=media_type.value)
    return media_type


def _store(session: Session, files: SealedFiles, row: AttachmentRow, content: bytes, at: datetime) -> None:
    if row.state is not AttachmentState.WAITING:
        raise AttachmentNotFoundError(attachment_id=str(row.attachment_id))
    files.remove(row.attachment_id)  # left by a server that died before its commit: no key opens what a row waits for
    stored = files.store(row.attachment_id, [content])
    row.wrapped_key, row.key_name = stored.key.sealed, stored.key.key_name
    row.state, row.kept_at = AttachmentState.KEPT, at
    session.flush()


def _audit(session: Session, row: AttachmentRow, what: str, by: UUID, at: datetime, **detail: JsonValue) -> None:
    record_change(
        session,
        at=at,
        by=by,
        what=what,
        record_kind=row.record_kind.value,
        record_id=row.record_id,
        detail={"attachment": str(row.attachment_id), **detail},
    )

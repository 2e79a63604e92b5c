"""What becomes of a file's content on the disk, whatever happens to the server meanwhile."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from agent_desktop.contract.attachments import AnnounceFile, AttachmentState, FileRefusal, FileType, RecordKind
from agent_desktop.records.attachments.errors import (
    AttachmentDamagedError,
    AttachmentNotFoundError,
    AttachmentRefusedError,
    AttachmentsNotSetUpError,
    attachment_damaged,
)
from agent_desktop.records.attachments.models import AttachmentRow
from agent_desktop.records.attachments.repository import AttachmentRepository
from agent_desktop.records.attachments.service import (
    WAITS_FOR,
    AttachmentLimits,
    AttachmentStore,
    announce,
    clean,
    keep_content,
    open_content,
    remove,
)
from agent_desktop.records.sealed_files.files import SealedFiles
from agent_desktop.records.sealed_files.sealing import MasterKeys, new_master_key

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BY, RECORD = UUID(int=7), UUID(int=8)
LIMITS = AttachmentLimits(types=(FileType.PDF, FileType.TEXT), largest_bytes=100, most=2)


@pytest.fixture
def store(tmp_path: Path) -> AttachmentStore:
    return AttachmentStore(LIMITS, SealedFiles(tmp_path, MasterKeys(new_master_key()), attachment_damaged))


def wish(content: bytes, attachment_id: UUID | None = None) -> AnnounceFile:
    return AnnounceFile(
        attachment_id=attachment_id or uuid4(),
        record_kind=RecordKind.COMPLAINT,
        record_id=RECORD,
        name="a.txt",
        size=len(content),
        checksum=sha256(content).hexdigest(),
    )


def added(session: Session, store: AttachmentStore, content: bytes = b"words") -> AttachmentRow:
    row = announce(session, store, wish(content), by=BY, at=AT)
    return keep_content(session, store, row.attachment_id, content, by=BY, at=AT)[0]


def files(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def content_of(session: Session, store: AttachmentStore, row: AttachmentRow) -> bytes:
    with open_content(session, store, row, by=BY, at=AT) as pieces:
        return b"".join(pieces)


def test_a_file_whose_commit_was_lost_is_sent_again_and_only_one_stays(
    session: Session, store: AttachmentStore, tmp_path: Path
) -> None:
    asked = wish(b"words")
    announce(session, store, asked, by=BY, at=AT)
    session.commit()
    keep_content(session, store, asked.attachment_id, b"words", by=BY, at=AT)
    session.rollback()  # the server died between the disk and the commit
    assert len(files(tmp_path)) == 1
    assert AttachmentRepository(session).get(asked.attachment_id).state is AttachmentState.WAITING

    row, is_new = keep_content(session, store, asked.attachment_id, b"words", by=BY, at=AT)
    session.commit()
    again, is_new_again = keep_content(session, store, asked.attachment_id, b"words", by=BY, at=AT)

    assert (is_new, is_new_again, again is row) == (True, False, True)
    assert len(files(tmp_path)) == 1
    assert content_of(session, store, row) == b"words"
    assert not AttachmentRepository(session).list_of_record(RecordKind.CALL, RECORD)


def test_what_is_removed_opens_no_more_at_once_and_its_file_goes_after_it(
    session: Session, store: AttachmentStore, tmp_path: Path
) -> None:
    row, waits = added(session, store), announce(session, store, wish(b"later"), by=BY, at=AT)
    remove(session, row, why="wrong customer", by=BY, at=AT)
    remove(session, row, why="again", by=BY, at=AT)
    session.flush()

    assert (row.state, row.wrapped_key, row.removed_why) == (AttachmentState.REMOVED, None, "wrong customer")
    with pytest.raises(AttachmentNotFoundError):
        content_of(session, store, row)
    with pytest.raises(AttachmentNotFoundError):
        keep_content(session, store, row.attachment_id, b"words", by=BY, at=AT)
    with pytest.raises(AttachmentNotFoundError):
        remove(session, waits, why="not here", by=BY, at=AT)
    assert clean(session, store, at=AT) == [row.attachment_id]
    assert files(tmp_path) == []
    assert clean(session, store, at=AT + WAITS_FOR) == []
    assert clean(session, store, at=AT + WAITS_FOR + timedelta(seconds=1)) == [waits.attachment_id]
    with pytest.raises(AttachmentNotFoundError):
        AttachmentRepository(session).get(waits.attachment_id)
    assert [each.state for each in AttachmentRepository(session).list_of_record(RecordKind.COMPLAINT, RECORD)] == [
        AttachmentState.REMOVED
    ]


def test_a_file_that_somebody_changed_is_given_to_nobody(
    session: Session, store: AttachmentStore, tmp_path: Path
) -> None:
    row = added(session, store)
    (place,) = files(tmp_path)
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    with pytest.raises(AttachmentDamagedError):
        content_of(session, store, row)
    place.unlink()
    with pytest.raises(AttachmentDamagedError):
        content_of(session, store, row)


def test_limits_hold_and_a_server_without_a_key_keeps_nothing(session: Session, store: AttachmentStore) -> None:
    def problem(deed: Callable[[], object]) -> object:
        with pytest.raises(AttachmentRefusedError) as refused:
            deed()
        return refused.value.details["problem"]

    added(session, store)
    second = announce(session, store, wish(b"%PDF-1"), by=BY, at=AT)  # on its way: it counts
    with session.begin_nested() as tried:
        assert problem(lambda: announce(session, store, wish(b"x"), by=BY, at=AT)) == FileRefusal.TOO_MANY.value
        tried.rollback()
    assert announce(session, store, wish(b"%PDF-1", second.attachment_id), by=BY, at=AT) is second
    large = wish(b"x" * 101)
    assert problem(lambda: announce(session, store, large, by=BY, at=AT)) == FileRefusal.TOO_LARGE.value
    png = b"\x89PNG\r\n\x1a\n"
    announce(session, store, wish(png, second.attachment_id), by=BY, at=AT)
    assert problem(lambda: keep_content(session, store, second.attachment_id, png, by=BY, at=AT)) == (
        FileRefusal.TYPE_NOT_TAKEN.value
    )
    with pytest.raises(AttachmentNotFoundError):
        announce(session, store, wish(b"x", second.attachment_id), by=UUID(int=9), at=AT)
    with pytest.raises(AttachmentsNotSetUpError):
        announce(session, AttachmentStore(LIMITS, None), wish(b"x"), by=BY, at=AT)

"""Files that belong to a record: listed, added, looked at, saved. Each raises `ClientError`."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.errors import ClientError
from agent_desktop.client.http import SignedHttp
from agent_desktop.client.whole_file import whole_file
from agent_desktop.contract.attachments import (
    NAME_LIMIT,
    AnnounceFile,
    Attachment,
    Attachments,
    RecordKind,
    RemoveFile,
)
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.errors import ErrorCode

PIECE: Final = 64 * 1024

Told = Callable[[int, int], None]
"""Is told how many bytes of how many have gone, on the thread that sends them. What it raises stops it."""


class AttachmentsApi:
    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._list = TypeAdapter(Attachments)
        self._one = TypeAdapter(Attachment)

    def attachments(self, kind: RecordKind, record_id: UUID) -> Attachments:
        """Return the files of a record, and what may be added to them."""
        return self._http.send("GET", f"{API_PREFIX}/records/{kind}/{record_id}/attachments", self._list)

    def add(
        self, kind: RecordKind, record_id: UUID, attachment_id: UUID, file: Path, told: Told = lambda *_: None
    ) -> Attachment:
        """Add a file to a record. `attachment_id` is made once per file: added again, it is the same one.

        Raises ATTACHMENT_REFUSED (`problem`, a `FileRefusal`), ATTACHMENTS_NOT_SET_UP, FILE_NOT_READABLE, NOT_ALLOWED.
        """
        size, checksum = _measured(file)
        body = AnnounceFile(
            attachment_id=attachment_id,
            record_kind=kind,
            record_id=record_id,
            name=_short(file.name),
            size=size,
            checksum=checksum,
        )
        self._http.send("POST", f"{API_PREFIX}/attachments", self._one, body=body)
        path = f"{API_PREFIX}/attachments/{attachment_id}/content"
        return self._http.upload(path, self._one, lambda: _pieces(file, size, told), size)

    def add_content(self, announced: AnnounceFile, content: bytes) -> Attachment:
        """Add what is in memory, as announced: nothing of it lies open on a disk. Raises as `add`."""
        self._http.send("POST", f"{API_PREFIX}/attachments", self._one, body=announced)
        path = f"{API_PREFIX}/attachments/{announced.attachment_id}/content"
        pieces = [content[at : at + PIECE] for at in range(0, len(content), PIECE)]
        return self._http.upload(path, self._one, lambda: iter(pieces), len(content))

    def content(self, attachment: Attachment) -> bytes:
        """Return what a file holds; that somebody looks at it is audited. Raises ATTACHMENT_NOT_FOUND,
        ATTACHMENT_DAMAGED, and SERVER_NOT_UNDERSTOOD where it did not come as it was kept."""
        path = f"{API_PREFIX}/attachments/{attachment.attachment_id}/content"
        content = self._http.fetch("GET", path, largest=attachment.size)
        if hashlib.sha256(content).hexdigest() != attachment.checksum:
            raise ClientError(ErrorCode.SERVER_NOT_UNDERSTOOD)
        return content

    def save(self, attachment: Attachment, place: Path) -> None:
        """Write a file's content to `place`, whole or not at all. Raises as `content`, and FILE_NOT_WRITABLE."""
        content = self.content(attachment)
        with whole_file(place) as file:
            file.write(content)

    def remove(self, attachment_id: UUID, command: RemoveFile) -> Attachment:
        """Remove a file's content for good. Raises NOT_ALLOWED, ATTACHMENT_NOT_FOUND."""
        return self._http.send("POST", f"{API_PREFIX}/attachments/{attachment_id}/removal", self._one, body=command)


def _measured(file: Path) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    try:
        with file.open("rb") as opened:
            while piece := opened.read(PIECE):
                digest.update(piece)
                size += len(piece)
    except OSError as error:
        raise ClientError(ErrorCode.FILE_NOT_READABLE, {"file": file.name}) from error
    return size, digest.hexdigest()


def _pieces(file: Path, size: int, told: Told) -> Iterator[bytes]:
    """Yield what was measured: a file that grew meanwhile is sent as far as that, and refused for its checksum."""
    gone = 0
    try:
        with file.open("rb") as opened:
            while gone < size and (piece := opened.read(min(PIECE, size - gone))):
                yield piece
                gone += len(piece)
                told(gone, size)
    except OSError as error:
        raise ClientError(ErrorCode.FILE_NOT_READABLE, {"file": file.name}) from error


def _short(name: str) -> str:
    """Return a name within its limit, the ending kept."""
    if len(name) <= NAME_LIMIT:
        return name
    ending = Path(name).suffix[:20]
    return name[: NAME_LIMIT - len(ending) - 1] + "…" + ending

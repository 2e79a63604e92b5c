"""The sealed files, in a folder of their own: whole or not there at all. Recordings and attachments are kept so."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from agent_desktop.records.errors import RecordsError
from agent_desktop.records.sealed_files.errors import SealBrokenError
from agent_desktop.records.sealed_files.sealing import MasterKeys, WrappedKey, seal, unseal

_OWNER_ONLY: Final = 0o700
_SUFFIX: Final = ".sealed"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`checksum`: SHA-256 of the content itself, of `size` bytes; `key` opens its file."""

    checksum: str
    size: int
    key: WrappedKey


class SealedFiles:
    """Keeps content in `folder`, sealed by `keys`. Safe to use from several threads and servers.

    `damaged` makes the error for a file, by its id, that is missing or is not what was stored.
    """

    def __init__(self, folder: Path, keys: MasterKeys, damaged: Callable[[UUID], RecordsError]) -> None:
        self._folder = folder
        self._keys = keys
        self._damaged = damaged

    def store(self, file_id: UUID, content: Iterable[bytes]) -> StoredFile:
        """Seal and keep the content, beside whatever else was kept under this id: whoever comes second overwrites
        nothing of the first's. It is on the disk once this returns, and has been read back.

        Raises:
            RecordsError: What was written does not read as what came: what `damaged` makes.
            OSError: It cannot be written.
        """
        key, wrapped = self._keys.new_key(file_id)
        place = self._place(file_id, wrapped)
        place.parent.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        unfinished = place.with_suffix(".part")
        try:
            with unfinished.open("wb") as file:
                unfinished.chmod(0o600)
                checksum, size = seal(content, key, file_id, file)
                file.flush()
                os.fsync(file.fileno())
            with unfinished.open("rb") as file:
                self._compare(self._unsealed(file, key, file_id), checksum, file_id)
            unfinished.replace(place)
        finally:
            unfinished.unlink(missing_ok=True)
        _sync_folder(place.parent)
        return StoredFile(checksum, size, wrapped)

    @contextmanager
    def opened(self, file_id: UUID, wrapped: WrappedKey) -> Iterator[Iterator[bytes]]:
        """Give the content, piece by piece.

        Raises:
            RecordsError: What `damaged` makes, where the file is missing or is not what was stored; perhaps while it
                is read.
            MasterKeyMissingError: The key that sealed it is not there.
        """
        try:
            key = self._keys.open_key(file_id, wrapped)
            file: BinaryIO = self._place(file_id, wrapped).open("rb")
        except (FileNotFoundError, SealBrokenError):
            raise self._damaged(file_id) from None
        with file:
            yield self._unsealed(file, key, file_id)

    def verify(self, file_id: UUID, wrapped: WrappedKey, checksum: str) -> None:
        """Read a file to its end.

        Raises:
            RecordsError: What `damaged` makes, where it is missing or is not what was stored.
            MasterKeyMissingError: The key that sealed it is not there.
        """
        with self.opened(file_id, wrapped) as content:
            self._compare(content, checksum, file_id)

    def remove(self, file_id: UUID) -> None:
        """Remove every file of an id; nothing where there is none."""
        for place in self._folder_of(file_id).glob(f"{file_id.hex}-*"):
            place.unlink(missing_ok=True)

    def remove_one(self, file_id: UUID, wrapped: WrappedKey) -> None:
        """Remove the file that this key opens."""
        self._place(file_id, wrapped).unlink(missing_ok=True)

    def _unsealed(self, file: BinaryIO, key: bytes, file_id: UUID) -> Iterator[bytes]:
        try:
            yield from unseal(file, key, file_id)
        except SealBrokenError:
            raise self._damaged(file_id) from None

    def _compare(self, content: Iterator[bytes], checksum: str, file_id: UUID) -> None:
        digest = hashlib.sha256()
        for piece in content:
            digest.update(piece)
        if digest.hexdigest() != checksum:
            raise self._damaged(file_id)

    def _folder_of(self, file_id: UUID) -> Path:
        return self._folder / file_id.hex[:2]

    def _place(self, file_id: UUID, wrapped: WrappedKey) -> Path:
        name = hashlib.sha256(wrapped.sealed).hexdigest()[:12]
        return self._folder_of(file_id) / f"{file_id.hex}-{name}{_SUFFIX}"


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

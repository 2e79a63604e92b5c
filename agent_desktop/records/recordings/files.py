"""The sealed files, in a folder of their own: one a recording, whole or not there at all."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from agent_desktop.records.recordings.errors import RecordingDamagedError
from agent_desktop.records.recordings.sealing import MasterKeys, WrappedKey, seal, unseal

_OWNER_ONLY: Final = 0o700
_SUFFIX: Final = ".sealed"


@dataclass(frozen=True, slots=True)
class StoredSound:
    """`checksum`: SHA-256 of the sound itself, of `size` bytes; `key` opens its file."""

    checksum: str
    size: int
    key: WrappedKey


class SealedFiles:
    """Keeps sound in `folder`, sealed by `keys`. Safe to use from several threads and servers."""

    def __init__(self, folder: Path, keys: MasterKeys) -> None:
        self._folder = folder
        self._keys = keys

    def store(self, recording_id: UUID, sound: Iterable[bytes]) -> StoredSound:
        """Seal and keep the sound, beside whatever else was kept of the recording: whoever comes second overwrites
        nothing of the first's. It is on the disk once this returns, and has been read back.

        Raises:
            RecordingDamagedError: What was written does not read as what came.
            OSError: It cannot be written.
        """
        key, wrapped = self._keys.new_key(recording_id)
        place = self._place(recording_id, wrapped)
        place.parent.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        unfinished = place.with_suffix(".part")
        try:
            with unfinished.open("wb") as file:
                unfinished.chmod(0o600)
                checksum, size = seal(sound, key, recording_id, file)
                file.flush()
                os.fsync(file.fileno())
            with unfinished.open("rb") as file:
                _compare(unseal(file, key, recording_id), checksum, recording_id)
            unfinished.replace(place)
        finally:
            unfinished.unlink(missing_ok=True)
        _sync_folder(place.parent)
        return StoredSound(checksum, size, wrapped)

    @contextmanager
    def opened(self, recording_id: UUID, wrapped: WrappedKey) -> Iterator[Iterator[bytes]]:
        """Give the sound, piece by piece.

        Raises:
            RecordingDamagedError: The file is missing, or is not what was stored; perhaps while it is read.
            MasterKeyMissingError: The key that sealed it is not there.
        """
        key = self._keys.open_key(recording_id, wrapped)
        try:
            file: BinaryIO = self._place(recording_id, wrapped).open("rb")
        except FileNotFoundError:
            raise RecordingDamagedError(recording_id=str(recording_id)) from None
        with file:
            yield unseal(file, key, recording_id)

    def verify(self, recording_id: UUID, wrapped: WrappedKey, checksum: str) -> None:
        """Read a file to its end.

        Raises:
            RecordingDamagedError: It is missing, or is not what was stored.
            MasterKeyMissingError: The key that sealed it is not there.
        """
        with self.opened(recording_id, wrapped) as sound:
            _compare(sound, checksum, recording_id)

    def remove(self, recording_id: UUID) -> None:
        """Remove every file of a recording; nothing where there is none."""
        for place in self._folder_of(recording_id).glob(f"{recording_id.hex}-*"):
            place.unlink(missing_ok=True)

    def remove_one(self, recording_id: UUID, wrapped: WrappedKey) -> None:
        """Remove the file that this key opens."""
        self._place(recording_id, wrapped).unlink(missing_ok=True)

    def _folder_of(self, recording_id: UUID) -> Path:
        return self._folder / recording_id.hex[:2]

    def _place(self, recording_id: UUID, wrapped: WrappedKey) -> Path:
        name = hashlib.sha256(wrapped.sealed).hexdigest()[:12]
        return self._folder_of(recording_id) / f"{recording_id.hex}-{name}{_SUFFIX}"


def _compare(sound: Iterator[bytes], checksum: str, recording_id: UUID) -> None:
    digest = hashlib.sha256()
    for piece in sound:
        digest.update(piece)
    if digest.hexdigest() != checksum:
        raise RecordingDamagedError(recording_id=str(recording_id))


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

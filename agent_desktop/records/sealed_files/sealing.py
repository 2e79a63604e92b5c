"""Seals the content of files: AES-256-GCM with a key for each, which a master key seals.

A file is read and written piece by piece. Each piece is sealed by itself with a nonce of the file's own random prefix,
its number and whether it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015), so that
a piece that is missing, doubled, moved, or cut off at the end is found out as surely as a changed one. The id of
what it belongs to is sealed in: no file opens as another one.
"""

import base64
import binascii
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from agent_desktop.records.sealed_files.errors import MasterKeyMissingError, MasterKeyWrongError, SealBrokenError

MAGIC: Final = b"ADREC1\0\0"
PIECE: Final = 64 * 1024
_PREFIX: Final = 7
_TAG: Final = 16
_NONCE: Final = 12
KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """The key of one file, sealed; `key_name` says by which master key."""

    sealed: bytes
    key_name: str


class MasterKeys:
    """The master keys by name; the first is used for what is sealed from now on, the others open what was."""

    def __init__(self, secret: str) -> None:
        """Read the secret: keys of 32 bytes in base64, with commas between.

        Raises:
            MasterKeyWrongError: It is none.
        """
        keys = [_read_key(each) for each in secret.split(",")]
        self._keys = {name_of(key): key for key in keys}
        self._newest = name_of(keys[0])

    @property
    def newest(self) -> str:
        """The name of the key in use."""
        return self._newest

    def new_key(self, file_id: UUID) -> tuple[bytes, WrappedKey]:
        """Return a new key for a file, and the same sealed."""
        key, nonce = AESGCM.generate_key(bit_length=256), os.urandom(_NONCE)
        sealed = AESGCM(self._keys[self._newest]).encrypt(nonce, key, _bound(file_id, self._newest))
        return key, WrappedKey(nonce + sealed, self._newest)

    def open_key(self, file_id: UUID, wrapped: WrappedKey) -> bytes:
        """Return the key of a file.

        Raises:
            MasterKeyMissingError: It was sealed by a master key that is not there.
            SealBrokenError: It is not what was sealed for this file.
        """
        master = self._keys.get(wrapped.key_name)
        if master is None:
            raise MasterKeyMissingError(key=wrapped.key_name)
        nonce, sealed = wrapped.sealed[:_NONCE], wrapped.sealed[_NONCE:]
        try:
            return AESGCM(master).decrypt(nonce, sealed, _bound(file_id, wrapped.key_name))
        except (InvalidTag, ValueError):
            raise SealBrokenError from None


def name_of(key: bytes) -> str:
    """Return the name of a master key: what it is called where it cannot be read."""
    return hashlib.sha256(b"agent-desktop recordings " + key).hexdigest()[:16]


def new_master_key() -> str:
    """Return a new master key as the secret has it."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


def seal(content: Iterable[bytes], key: bytes, file_id: UUID, into: BinaryIO) -> tuple[str, int]:
    """Write the sealed content; return the SHA-256 and the size in bytes of what was sealed."""
    cipher, prefix, digest, size = AESGCM(key), os.urandom(_PREFIX), hashlib.sha256(), 0
    into.write(MAGIC + prefix)
    number, held = 0, b""
    for piece in _pieces(content):
        if held:
            into.write(cipher.encrypt(_nonce(prefix, number, last=False), held, file_id.bytes))
            number += 1
        digest.update(piece)
        size += len(piece)
        held = piece
    into.write(cipher.encrypt(_nonce(prefix, number, last=True), held, file_id.bytes))
    return digest.hexdigest(), size


def unseal(file: BinaryIO, key: bytes, file_id: UUID) -> Iterator[bytes]:
    """Yield the content of a sealed file, piece by piece; none is given that was not found whole.

    Raises:
        SealBrokenError: It is not what was sealed for this file; perhaps only found out at its end.
    """
    head = file.read(len(MAGIC) + _PREFIX)
    if head[: len(MAGIC)] != MAGIC or len(head) != len(MAGIC) + _PREFIX:
        raise SealBrokenError
    cipher, prefix, number = AESGCM(key), head[len(MAGIC) :], 0
    sealed = file.read(PIECE + _TAG)
    while True:
        following = file.read(PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(prefix, number, last=not following), sealed, file_id.bytes)
        except (InvalidTag, ValueError):
            raise SealBrokenError from None
        if not following:
            return
        sealed, number = following, number + 1


def _pieces(content: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for part in content:
        waiting += part
        while len(waiting) >= PIECE:
            yield bytes(waiting[:PIECE])
            del waiting[:PIECE]
    if waiting:
        yield bytes(waiting)


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + (b"\1" if last else b"\0")


def _bound(file_id: UUID, key_name: str) -> bytes:
    return file_id.bytes + key_name.encode()


def _read_key(text: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise MasterKeyWrongError from None
    if len(key) != KEY_BYTES:
        raise MasterKeyWrongError
    return key

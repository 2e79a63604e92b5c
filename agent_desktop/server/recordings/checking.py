"""Looks whether what a carrier gives is the whole sound of a recording, while it is read."""

import struct
from collections.abc import Iterable, Iterator
from typing import Final

MOST_BEFORE_SOUND: Final = 64 * 1024
"""A WAV file whose sound begins later than after so many bytes is taken for none."""

MISSING_SECONDS: Final = 3.0
MISSING_PART: Final = 0.05
"""How much less sound than the carrier has told of may be there: it rounds, and cuts off at its own seams."""

_HEAD: Final = 12
_CHUNK: Final = 8
_FORMAT: Final = 16


class SoundNotWholeError(Exception):
    """What came is no WAV file, less of one than its own head says, or of much less sound than the carrier has told."""


def whole_sound(pieces: Iterable[bytes], seconds: int | None) -> Iterator[bytes]:
    """Yield the pieces of a WAV file as they come; `seconds` is how much sound it is to have, None where nobody knows.

    Raises:
        SoundNotWholeError: It is not whole, as is known once its last piece was read.
    """
    head, size, begins = bytearray(), 0, None
    for piece in pieces:
        size += len(piece)
        if begins is None and len(head) < MOST_BEFORE_SOUND:
            head += piece
            begins = _sound_in(bytes(head))
        yield piece
    if begins is None:
        raise SoundNotWholeError
    offset, length, bytes_a_second = begins
    if size < offset + length:
        raise SoundNotWholeError
    if seconds is not None and length / bytes_a_second < seconds - max(MISSING_SECONDS, seconds * MISSING_PART):
        raise SoundNotWholeError


def _sound_in(head: bytes) -> tuple[int, int, int] | None:
    """Return where the sound of a WAV file begins, its bytes, and how many of them are a second; None where `head` does
    not say so, yet."""
    if len(head) < _HEAD or head[:4] != b"RIFF" or head[8:_HEAD] != b"WAVE":
        return None
    place, bytes_a_second = _HEAD, 0
    while place + _CHUNK <= len(head):
        name, length = struct.unpack_from("<4sI", head, place)
        place += _CHUNK
        if name == b"data":
            return (place, length, bytes_a_second) if bytes_a_second else None
        if name == b"fmt " and length >= _FORMAT and place + _FORMAT <= len(head):
            bytes_a_second = struct.unpack_from("<I", head, place + 8)[0]
        place += length + length % 2
    return None

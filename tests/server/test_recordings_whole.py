"""Only the whole sound of a recording is kept, and deleted at the carrier then."""

import io
import wave
from collections.abc import Iterator

import pytest

from agent_desktop.server.recordings.checking import SoundNotWholeError, whole_sound


def wav(seconds: float) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(bytes(int(seconds * 32_000)))
    return made.getvalue()


def in_pieces(sound: bytes, size: int) -> Iterator[bytes]:
    return (sound[place : place + size] for place in range(0, len(sound), size))


@pytest.mark.parametrize("size", [1, 7, 44, 4_096])
@pytest.mark.parametrize("seconds", [None, 2, 4])
def test_a_whole_wav_file_of_about_so_many_seconds_comes_as_it_is(size: int, seconds: int | None) -> None:
    sound = wav(2.2)
    with_more = sound[:12] + b"LIST\x03\0\0\0abc\0" + sound[12:]  # before the format, and of an odd length
    for each in (sound, with_more):
        assert b"".join(whole_sound(in_pieces(each, size), seconds)) == each


@pytest.mark.parametrize(
    ("sound", "seconds"),
    [
        (b"", 5),
        (b"<html>busy</html>" * 9_000, None),
        (wav(9)[:-2], 9),  # broken off, and nobody said so
        (wav(9)[:20], None),
        (wav(9), 60),  # whole, and of another call
        (wav(0), 60),
    ],
)
def test_what_is_not_the_whole_sound_is_refused_once_it_was_read(sound: bytes, seconds: int | None) -> None:
    with pytest.raises(SoundNotWholeError):
        list(whole_sound(in_pieces(sound, 4_096), seconds))

"""What callers hear while they wait, where the bank has no music of its own: a few soft notes, made here, which belong
to nobody else. Pure."""

import math
import wave
from array import array
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Final

MUSIC_FILE: Final = "waiting-music.wav"
MUSIC_SECONDS: Final = 20

_RATE: Final = 8000
"""Samples a second: a telephone carries no more."""

_BEAT: Final = 0.625
_LOUDEST: Final = 6000
_NOTES: Final = (
    # halftones from middle A, two bars of eight beats, twice; None is a rest
    *(-9, -5, -2, 3, -2, -5, -9, None, -12, -5, 0, 3, 0, -5, -12, None),
    *(-7, -4, 0, 5, 0, -4, -7, None, -14, -5, -2, 2, -2, -5, None, None),
)


@lru_cache(maxsize=1)
def music() -> bytes:
    """Return the music as a WAV file of `MUSIC_SECONDS`. It ends in silence and can be played again."""
    samples = array("h", bytes(2 * _RATE * MUSIC_SECONDS))
    tones = {note: _tone(440 * 2 ** (note / 12)) for note in set(_NOTES) if note is not None}
    for place, note in enumerate(_NOTES):
        if note is not None:
            start = round(place * _BEAT * _RATE)
            for number, sample in enumerate(tones[note][: len(samples) - start], start):
                samples[number] += sample
    file = BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(_RATE)
        written.writeframes(samples.tobytes())
    return file.getvalue()


def _tone(hertz: float) -> Sequence[int]:
    """Return one note that swells for a moment and dies away over three beats."""
    length = round(3 * _BEAT * _RATE)
    turn = 2 * math.pi * hertz / _RATE
    return [
        round(
            _LOUDEST
            * (min(1.0, number / 200) * math.exp(-3.5 * number / length) * (1 - number / length))
            * (math.sin(turn * number) + 0.25 * math.sin(2 * turn * number))
        )
        for number in range(length)
    ]

"""The ring tone, made in code: two soft notes and a rest. No sound file, no Qt."""

import math
import sys
from array import array
from typing import Final

SAMPLE_RATE: Final = 48_000
"""Samples a second, one channel, signed 16 bit, little endian."""

CADENCE_SECONDS: Final = 2.4
"""One ring with its rest; played again and again."""

_NOTES: Final = ((0.00, 659.26), (0.18, 880.00), (0.60, 659.26), (0.78, 880.00))
"""Start in seconds and pitch in hertz: E5 and A5, twice."""

_NOTE_SECONDS: Final = 0.55
_ATTACK_SECONDS: Final = 0.008
_LOUDNESS: Final = 0.22


def ring_tone() -> bytes:
    """Return one cadence as PCM: `SAMPLE_RATE` mono samples a second, signed 16 bit little endian."""
    samples = [0.0] * int(CADENCE_SECONDS * SAMPLE_RATE)
    length = int(_NOTE_SECONDS * SAMPLE_RATE)
    for start_seconds, pitch in _NOTES:
        start = int(start_seconds * SAMPLE_RATE)
        step = 2 * math.pi * pitch / SAMPLE_RATE
        for index in range(length):
            seconds = index / SAMPLE_RATE
            # A struck bar: a quick rise, then a fall to nothing, so that no note ends with a click.
            loudness = min(1.0, seconds / _ATTACK_SECONDS) * math.exp(-7 * seconds) * (1 - index / length)
            phase = step * index
            samples[start + index] += loudness * (math.sin(phase) + 0.25 * math.sin(3 * phase))
    loudest = max(abs(sample) for sample in samples)
    pcm = array("h", (int(sample / loudest * _LOUDNESS * 32_767) for sample in samples))
    if sys.byteorder == "big":
        pcm.byteswap()
    return pcm.tobytes()

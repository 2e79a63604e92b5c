"""The recordings of a simulated room: what an order does to all of them at once, and their sound. Pure.

Like a real one the carrier keeps two channels, the first party's and everybody else's, and says that a recording is
ready only a while after its end. The sound is made here from when it ran: a tone a channel, silence while paused.
"""

import io
import math
import wave
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from telephony.contract import RecordingState
from telephony.providers.base import OrderKind, PartState, RecordedPart

RATE: Final = 8_000
LONGEST_SECONDS: Final = 60
"""The most sound that is made of one recording; it is none that anybody said."""
_TONES: Final = (440.0, 330.0)
_LOUD: Final = 40
_SILENT: Final = 128

LIVE: Final = frozenset({PartState.RUNNING, PartState.PAUSED})


@dataclass(slots=True)
class Recording:
    """One recording. `pauses` are when it was paused and when it went on, the last perhaps not yet."""

    recording_sid: str
    began_at: datetime
    channels: int = 2
    state: PartState = PartState.RUNNING
    ended_at: datetime | None = None
    pauses: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    deleted: bool = False

    def as_reported(self) -> RecordedPart:
        """Return the recording as a report has it."""
        ready = self.state is PartState.READY and self.ended_at is not None
        seconds = seconds_of(self) if ready else None
        channels = self.channels if ready else 1
        return RecordedPart(self.recording_sid, self.state, self.began_at, self.ended_at, seconds, channels)


def how_it_stands(recordings: Sequence[Recording]) -> RecordingState:
    """Return how all recordings of a room stand together: one that runs is enough."""
    states = {each.state for each in recordings}
    if PartState.RUNNING in states:
        return RecordingState.ON
    return RecordingState.PAUSED if PartState.PAUSED in states else RecordingState.OFF


def record(recordings: list[Recording], kind: OrderKind, new_sid: str, at: datetime) -> bool:
    """Do what a recording order says to every recording of a room that is on; say whether there was anything to do it
    to. A second one is not begun beside one that is on."""
    live = [each for each in recordings if each.state in LIVE]
    match kind:
        case OrderKind.RECORD_START:
            if not live:
                recordings.append(Recording(new_sid, at))
            return True
        case OrderKind.RECORD_PAUSE:
            for each in live:
                if each.state is PartState.RUNNING:
                    each.state = PartState.PAUSED
                    each.pauses.append((at, None))
            return bool(live)
        case OrderKind.RECORD_RESUME:
            for each in live:
                _go_on(each, at)
            return bool(live)
        case _:
            stop_all(recordings, at)
            return True


def stop_all(recordings: Sequence[Recording], at: datetime) -> None:
    """End every recording that is on."""
    for each in recordings:
        if each.state in LIVE:
            _go_on(each, at)
            each.state, each.ended_at = PartState.STOPPED, at


def _go_on(recording: Recording, at: datetime) -> None:
    if recording.state is PartState.PAUSED:
        began, _ = recording.pauses[-1]
        recording.pauses[-1] = (began, at)
        recording.state = PartState.RUNNING


def seconds_of(recording: Recording) -> int:
    """Return how much sound there is of a recording that is over."""
    ended_at = recording.ended_at or recording.began_at
    return min(LONGEST_SECONDS, max(1, round((ended_at - recording.began_at).total_seconds())))


def sound_of(recording: Recording) -> bytes:
    """Return the sound of a recording that is over, as a WAV file of 8 bits."""
    ended_at, seconds = recording.ended_at or recording.began_at, seconds_of(recording)
    pauses = [
        ((began - recording.began_at).total_seconds(), ((ended or ended_at) - recording.began_at).total_seconds())
        for began, ended in recording.pauses
    ]
    second = [bytes(_samples(tone)) for tone in _TONES[: recording.channels]]
    loud = b"".join(bytes(frame) for frame in zip(*second, strict=True))
    silent = bytes([_SILENT]) * len(loud)
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(recording.channels)
        file.setsampwidth(1)
        file.setframerate(RATE)
        for number in range(seconds):
            paused = any(began < number + 1 and number < ended for began, ended in pauses)
            file.writeframes(silent if paused else loud)
    return made.getvalue()


def _samples(tone: float) -> list[int]:
    return [_SILENT + round(_LOUD * math.sin(2 * math.pi * tone * place / RATE)) for place in range(RATE)]

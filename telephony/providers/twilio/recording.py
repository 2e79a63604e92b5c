"""The recordings of a room at Twilio. Pure.

A conference cannot be made to record by REST (telephony.md 1.8), so it is the customer's own leg that is recorded: with
whom they speak is in it, and what is said while they are on hold is not. Orders are of every recording that is on, of
their leg and of the conference, whoever began it (pitfall 20): what Twilio lists afterwards says how they stand.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from telephony.contract import RecordingState
from telephony.providers.base import OrderKind, PartState, RecordedPart
from telephony.providers.twilio.values import TwilioRecording

WISHES: Final[Mapping[OrderKind, RecordingState]] = MappingProxyType(
    {
        OrderKind.RECORD_START: RecordingState.ON,
        OrderKind.RECORD_PAUSE: RecordingState.PAUSED,
        OrderKind.RECORD_RESUME: RecordingState.ON,
        OrderKind.RECORD_STOP: RecordingState.OFF,
    }
)

_P = PartState
_STATES: Final[Mapping[str, PartState]] = MappingProxyType(
    {
        "in-progress": _P.RUNNING,
        "paused": _P.PAUSED,
        "stopped": _P.STOPPED,
        "processing": _P.STOPPED,
        "completed": _P.READY,
        "absent": _P.FAILED,
        "failed": _P.FAILED,
        "deleted": _P.FAILED,
    }
)
_RANK: Final[Mapping[PartState, int]] = MappingProxyType(
    {_P.RUNNING: 0, _P.PAUSED: 0, _P.STOPPED: 1, _P.READY: 2, _P.FAILED: 2}
)


@dataclass(frozen=True, slots=True)
class RecordingTold:
    """What a webhook, or an answer, says of one recording. `by_answer`: it is of now, and not of when it began."""

    sid: str
    status: str
    at: datetime
    began_at: datetime | None = None
    seconds: int | None = None
    channels: int = 1
    by_answer: bool = False


def told_by(answer: TwilioRecording, at: datetime) -> RecordingTold:
    """Return what an answer of Twilio's, given `at`, says of a recording."""
    return RecordingTold(
        answer.sid,
        answer.status,
        at,
        began_at=answer.started_at,
        seconds=answer.duration_seconds or None,
        channels=max(1, answer.channels),
        by_answer=True,
    )


def after_told(parts: tuple[RecordedPart, ...], told: RecordingTold) -> tuple[RecordedPart, ...]:
    """Return a room's recordings once this is known of one. None goes back, and that one has begun, told late, says
    nothing of whether it is paused now."""
    state = _STATES.get(told.status)
    if state is None:
        return parts
    known = next((each for each in parts if each.recording_sid == told.sid), None)
    if known is None:
        began = told.began_at or told.at
        return (*parts, _over(RecordedPart(told.sid, state, began), told))
    if _RANK[state] < _RANK[known.state] or (_RANK[state] == _RANK[known.state] == 2):
        return parts
    if _RANK[state] == _RANK[known.state] == 0 and not told.by_answer:
        return parts
    now = _over(replace(known, state=state), told)
    return tuple(now if each is known else each for each in parts)


def after_answers(
    parts: tuple[RecordedPart, ...], answers: Iterable[TwilioRecording], at: datetime
) -> tuple[RecordedPart, ...]:
    """Return a room's recordings as Twilio's list of them says."""
    for answer in answers:
        parts = after_told(parts, told_by(answer, at))
    return parts


def how_they_stand(parts: Sequence[RecordedPart]) -> RecordingState:
    """Return how all recordings of a room stand together: one that runs is enough."""
    states = {each.state for each in parts}
    if _P.RUNNING in states:
        return RecordingState.ON
    return RecordingState.PAUSED if _P.PAUSED in states else RecordingState.OFF


def is_untold(parts: Sequence[RecordedPart]) -> bool:
    """Say whether of some of them it is not known what became of it; also where nothing is known of any."""
    return not parts or any(_RANK[each.state] < 2 for each in parts)


def as_over(parts: tuple[RecordedPart, ...]) -> tuple[RecordedPart, ...]:
    """Return the recordings of a room that is over: with its calls none goes on."""
    return tuple(replace(each, state=_P.STOPPED) if _RANK[each.state] == 0 else each for each in parts)


def _over(part: RecordedPart, told: RecordingTold) -> RecordedPart:
    if _RANK[part.state] == 0:
        return part
    ended_at = part.ended_at
    if ended_at is None:
        ended_at = told.at if told.seconds is None else part.began_at + timedelta(seconds=told.seconds)
    if part.state is not _P.READY:
        return replace(part, ended_at=ended_at)
    return replace(part, ended_at=ended_at, seconds=told.seconds or 0, channels=told.channels)

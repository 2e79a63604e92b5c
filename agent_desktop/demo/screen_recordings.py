"""Recordings in the pictures: how one stands in the call slot, what is written down of it, and what there is of a past
call."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from agent_desktop.client.errors import Problem
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.recordings import KeptState, ListenReason, Recording
from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo import screen_transfers as transfers
from agent_desktop.demo.screen_customers import NOW, made_id
from agent_desktop.ui.call_bar.presenter import CallSlotState
from agent_desktop.ui.notes.heard_presenter import HeardState
from agent_desktop.ui.recordings.presenter import Playing, RecordingsState
from telephony.contract import (
    CallAction,
    HeardLine,
    PausedBy,
    RecordingDeed,
    RecordingProblem,
    RecordingSnapshot,
    RecordingState,
    RecordingStop,
    Speaker,
)

_ON, _PAUSED = RecordingState.ON, RecordingState.PAUSED
_PAUSE, _GO_ON = CallAction.PAUSE_RECORDING, CallAction.RESUME_RECORDING


def slot(recording: RecordingSnapshot, *actions: CallAction) -> CallSlotState:
    """Return the slot of a talk that is recorded so."""
    return replace(samples.TALKING, recording=recording, enabled=samples.TALKING.enabled | set(actions))


SLOTS: Final = {
    "recording": slot(RecordingSnapshot(state=_ON), _PAUSE),
    "recording-pause-asked": slot(
        RecordingSnapshot(state=_ON, asked=RecordingDeed.PAUSE, paused_by=PausedBy.AGENT), _PAUSE, _GO_ON
    ),
    "recording-paused": slot(RecordingSnapshot(state=_PAUSED, paused_by=PausedBy.AGENT), _GO_ON),
    "recording-not-paused": slot(
        RecordingSnapshot(state=_ON, problem=RecordingProblem.NOT_PAUSED, paused_by=PausedBy.AGENT), _PAUSE, _GO_ON
    ),
    "recording-refused": slot(RecordingSnapshot(stopped_by=RecordingStop.CALLER)),
}
CONSULT: Final = replace(transfers.CONSULTING, recording=RecordingSnapshot(state=_PAUSED, in_consult=True))


def _recording(number: int, state: KeptState, *, playable: bool = False, **more: object) -> Recording:
    made = Recording(
        recording_id=made_id(900 + number),
        state=state,
        began_at=NOW - timedelta(days=4, minutes=10 - 3 * number),
        seconds=142 + 17 * number,
        channels=2,
        basis="consent",
        announced=True,
        keep_until=date(2026, 12, 9),
        playable=playable,
    )
    return made.model_copy(update=more)


_FIRST: Final = _recording(1, KeptState.STORED, playable=True)
_SECOND: Final = _recording(2, KeptState.STORED, playable=True, held=True, held_why="Dispute 26-018")
_THIRD: Final = _recording(3, KeptState.REFUSED)

NO_RECORDINGS: Final = RecordingsState()
NOTHING_HEARD: Final = HeardState()
LISTED: Final = RecordingsState(open=True, recordings=(_FIRST, _SECOND, _THIRD))
PLAYING: Final = replace(
    LISTED,
    reason=ListenReason.COMPLAINT,
    chosen=_FIRST.recording_id,
    playing=Playing(61_000, 159_000, is_on=True),
)
LISTS: Final = {
    "recordings": LISTED,
    "recordings-no-reason": replace(LISTED, reason_missing=True),
    "recordings-playing": PLAYING,
    "recordings-damaged": replace(LISTED, reason=ListenReason.DISPUTE, problem=Problem(ErrorCode.RECORDING_DAMAGED)),
    "recordings-no-device": replace(PLAYING, playing=Playing(no_device=True)),
    "recordings-none": RecordingsState(open=True),
}

_SAID: Final = (
    (Speaker.AGENT, "Good morning, this is the bank. How may I help you?"),
    (Speaker.CUSTOMER, "I was in Osaka last week, and there are two payments on my card that I did not make."),
    (Speaker.AGENT, "I am sorry to hear that. May I ask which ones?"),
    (
        Speaker.CUSTOMER,
        "One is four hundred and twelve euros at a shop in Lyon on the fourteenth, the other later.",
    ),
    (Speaker.AGENT, "Thank you. I block the card at once."),
    (Speaker.CUSTOMER, "我用普通话说可能更清楚：那家商店我从来没有去过。"),
)
_HEARD: Final = tuple(
    HeardLine(speaker=who, text=text, said_at=NOW - timedelta(seconds=9 * (len(_SAID) - number)))
    for number, (who, text) in enumerate(_SAID)
)
_WRITTEN: Final = slot(RecordingSnapshot(state=_ON, transcribed=True), _PAUSE)

TALKS: Final[dict[str, dict[str, Any]]] = {
    **{name: {"slot": shown} for name, shown in SLOTS.items()},
    **{name: {"recordings": shown} for name, shown in LISTS.items()},
    "heard-begun": {"slot": _WRITTEN, "heard": HeardState(on=True)},
    "heard": {"slot": _WRITTEN, "heard": HeardState(on=True, lines=_HEARD[:3])},
    "heard-much": {"slot": _WRITTEN, "heard": HeardState(on=True, lines=_HEARD)},
    "heard-paused": {"slot": SLOTS["recording-paused"], "heard": HeardState(lines=_HEARD[:2])},
}
"""What a window in a talk shows besides the talk, by the name of the picture and the field of its scene."""

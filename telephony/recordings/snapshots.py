"""The recording of a call as a desk shows it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from telephony.calls.models import CallRow
from telephony.contract import (
    CallAction,
    CallState,
    ColleagueState,
    RecordingSnapshot,
    RecordingState,
    RecordingStop,
)
from telephony.recordings.policy import HEEDS_REFUSAL, PAUSES_IN_CONSULT, TRANSCRIBES
from telephony.recordings.states import Recorded

_ASKED: Final = frozenset({ColleagueState.RINGING, ColleagueState.JOINING, ColleagueState.JOINED})


_HEEDED: Final[Mapping[RecordingStop, str]] = MappingProxyType(
    # what the policy is to allow for it to be stopped so
    {RecordingStop.CALLER: HEEDS_REFUSAL, RecordingStop.AGENT: CallAction.STOP_RECORDING.value}
)


def recorded_of(row: CallRow) -> Recorded:
    """Return what decides how the call is to be recorded."""
    consults = row.state is CallState.HELD and row.colleague_state in _ASKED
    return Recorded(
        call=row.state,
        is_ours=bool(row.recording_policy),
        known=row.recording,
        asked=row.recording_asked,
        paused_by=row.recording_paused_by,
        in_consult=consults and PAUSES_IN_CONSULT in row.recording_allows.split(),
        stopped_by=_heeded(row),
    )


def _heeded(row: CallRow) -> RecordingStop | None:
    stop = row.recording_stopped_by
    return stop if stop is not None and _HEEDED[stop] in row.recording_allows.split() else None


def recording_snapshot(row: CallRow) -> RecordingSnapshot | None:
    """Return the recording of a call; None where nobody means to record it and nothing was recorded."""
    if not row.recording_policy and (row.recording or RecordingState.OFF) is RecordingState.OFF:
        return None
    return RecordingSnapshot(
        state=row.recording,
        asked=row.recording_asked,
        problem=row.recording_problem,
        paused_by=row.recording_paused_by,
        in_consult=recorded_of(row).in_consult,
        stopped_by=_heeded(row),
        transcribed=row.recording is RecordingState.ON and TRANSCRIBES in row.recording_allows.split(),
    )


def recording_actions(row: CallRow) -> frozenset[CallAction]:
    """Return what the agent may do about the recording now."""
    if not row.recording_policy:
        return frozenset()
    known = {action.value: action for action in CallAction}
    return recorded_of(row).allowed(frozenset(known[each] for each in row.recording_allows.split() if each in known))

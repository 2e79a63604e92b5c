"""How a call's recording is to stand, and what to ask of the carrier so that it does. Pure.

What the carrier confirmed and what is wanted are kept apart: the second follows from the call by `wanted`, the first
only from reports. Whatever is lost or late in between, the two are compared again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from telephony.contract import (
    CallAction,
    CallState,
    PausedBy,
    RecordingDeed,
    RecordingProblem,
    RecordingState,
    RecordingStop,
)
from telephony.terms import PartState

_S = RecordingState
_D = RecordingDeed

_DEEDS: Final[Mapping[tuple[RecordingState, RecordingState], RecordingDeed]] = MappingProxyType(
    # from how it stands to how it is wanted; where nothing is recorded yet, a pause needs nothing
    {
        (_S.OFF, _S.ON): _D.START,
        (_S.ON, _S.PAUSED): _D.PAUSE,
        (_S.PAUSED, _S.ON): _D.RESUME,
        (_S.ON, _S.OFF): _D.STOP,
        (_S.PAUSED, _S.OFF): _D.STOP,
    }
)

LEADS_TO: Final[Mapping[RecordingDeed, RecordingState]] = MappingProxyType(
    {_D.START: _S.ON, _D.PAUSE: _S.PAUSED, _D.RESUME: _S.ON, _D.STOP: _S.OFF}
)

PROBLEMS: Final[Mapping[RecordingDeed, RecordingProblem]] = MappingProxyType(
    {
        _D.START: RecordingProblem.NOT_STARTED,
        _D.PAUSE: RecordingProblem.NOT_PAUSED,
        _D.RESUME: RecordingProblem.NOT_RESUMED,
        _D.STOP: RecordingProblem.NOT_STOPPED,
    }
)

_P = PartState
PART_STEPS: Final[Mapping[PartState, frozenset[PartState]]] = MappingProxyType(
    # where one recording may go; a report that was overtaken takes it nowhere
    {
        _P.RUNNING: frozenset({_P.PAUSED, _P.STOPPED, _P.READY, _P.FAILED}),
        _P.PAUSED: frozenset({_P.RUNNING, _P.STOPPED, _P.READY, _P.FAILED}),
        _P.STOPPED: frozenset({_P.READY, _P.FAILED}),
        _P.READY: frozenset(),
        _P.FAILED: frozenset(),
    }
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What decides how a call is to be recorded. `is_ours`: a policy has it recorded; `in_consult`: a colleague is
    asked while the caller waits, and the policy pauses meanwhile."""

    call: CallState
    is_ours: bool
    known: RecordingState = RecordingState.OFF
    asked: RecordingDeed | None = None
    paused_by: PausedBy | None = None
    in_consult: bool = False
    stopped_by: RecordingStop | None = None

    def wanted(self) -> RecordingState:
        """Return how the recording is to stand."""
        speaks = self.call in {CallState.TALKING, CallState.HELD}
        if not self.is_ours or not speaks or self.stopped_by is not None:
            return RecordingState.OFF
        return RecordingState.PAUSED if self.paused_by is not None or self.in_consult else RecordingState.ON

    def next_deed(self) -> RecordingDeed | None:
        """Return what to ask of the carrier now; None where it stands as wanted, or will once it does what it was
        asked."""
        expected = self.known if self.asked is None else LEADS_TO[self.asked]
        return _DEEDS.get((expected, self.wanted()))

    def confirmed(self) -> bool:
        """Say whether the carrier has done what it was asked."""
        return self.asked is not None and LEADS_TO[self.asked] is self.known

    def allowed(self, allows: frozenset[CallAction]) -> frozenset[CallAction]:
        """Return what the agent may do about it, of what the policy `allows`."""
        if not self.is_ours or self.call not in {CallState.TALKING, CallState.HELD} or self.stopped_by is not None:
            return frozenset()
        if CallAction.PAUSE_RECORDING not in allows:
            return allows
        if self.paused_by is None:
            return allows
        if self.known is RecordingState.ON:  # the carrier has not paused it: it may be asked again
            return allows | {CallAction.RESUME_RECORDING}
        return allows - {CallAction.PAUSE_RECORDING} | {CallAction.RESUME_RECORDING}


def may_step(before: PartState, after: PartState) -> bool:
    """Say whether the table lists the step of one recording."""
    return after in PART_STEPS[before]

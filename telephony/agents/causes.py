"""What brought an agent into a state, in the few words that the agent is told. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from telephony.agents.states import AgentTrigger
from telephony.contract import StateCause

_C = StateCause
_T = AgentTrigger

CAUSES: Final[Mapping[AgentTrigger, StateCause]] = MappingProxyType(
    {
        _T.SIGNED_IN: _C.SIGNED_IN,
        _T.WENT_READY: _C.CHOSEN,
        _T.WENT_NOT_READY: _C.CHOSEN,
        _T.WENT_OFFLINE: _C.CHOSEN,
        _T.MISSED_TOO_OFTEN: _C.NO_ANSWER,
        _T.ACCEPTED: _C.CALL_ANSWERED,
        _T.DIALLED: _C.CALL_DIALLED,
        _T.NOT_JOINED: _C.LINE_NOT_JOINED,
        _T.GAVE_BACK: _C.GIVEN_BACK,
        _T.GAVE_BACK_NOT_READY: _C.GIVEN_BACK,
        _T.GAVE_BACK_OFFLINE: _C.GIVEN_BACK,
        _T.PREVIEW_RAN_OUT: _C.NO_ANSWER,
        _T.CALL_ENDED: _C.CALL_ENDED,
        _T.WORK_DONE: _C.WRAPPED_UP,
        _T.WORK_DONE_NOT_READY: _C.WRAPPED_UP,
        _T.WORK_DONE_OFFLINE: _C.WRAPPED_UP,
        _T.DESKTOP_LOST: _C.DESKTOP_LOST,
        _T.FOUND_ON_CALL: _C.MENDED,
        _T.FREED: _C.MENDED,
    }
)


def cause_of(trigger: AgentTrigger | None, *, by_supervisor: bool = False) -> StateCause:
    """Return the cause that is kept of a step; `by_supervisor` says that one of them did it by hand."""
    if by_supervisor:
        return StateCause.SUPERVISOR
    return StateCause.SYSTEM if trigger is None else CAUSES[trigger]

"""How an alert goes from one state to the next. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.alerts import AlertState, AlertStep

_S, _T = AlertState, AlertStep

TRANSITIONS: Final[Mapping[tuple[AlertState, AlertStep], AlertState]] = MappingProxyType(
    {
        (_S.NEW, _T.SEE): _S.SEEN,
        (_S.NEW, _T.FINISH): _S.DONE,
        (_S.NEW, _T.DISMISS): _S.DISMISSED,
        (_S.SEEN, _T.FINISH): _S.DONE,
        (_S.SEEN, _T.DISMISS): _S.DISMISSED,
        (_S.DONE, _T.REOPEN): _S.SEEN,
        (_S.DISMISSED, _T.REOPEN): _S.SEEN,
    }
)

OPEN: Final = (AlertState.NEW, AlertState.SEEN)


def steps_from(state: AlertState) -> frozenset[AlertStep]:
    """Return what may be done to an alert in `state`."""
    return frozenset(step for known, step in TRANSITIONS if known is state)

"""How callbacks move from state to state. A pure table: what it does not list is refused."""

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.callbacks import CallbackState


class CallbackTrigger(Enum):
    """What moves a callback."""

    COME_DUE = auto()
    TAKE = auto()  # somebody has it before them
    RETURN = auto()  # and called nobody
    DIAL = auto()
    RETRY = auto()  # nobody was reached, and there is another attempt
    EXHAUST = auto()  # nobody was reached, and there is none
    EXPIRE = auto()
    FINISH = auto()  # the attempt was the last that is needed
    BY_HAND = auto()
    CALL_IN = auto()
    CANCEL = auto()
    MOVE = auto()
    JOIN = auto()
    REOPEN = auto()


_S, _T = CallbackState, CallbackTrigger
_WAITING: Final = (_S.OPEN, _S.DUE, _S.EXPIRED)

TRANSITIONS: Final[Mapping[tuple[CallbackState, CallbackTrigger], CallbackState]] = MappingProxyType(
    {
        (_S.OPEN, _T.COME_DUE): _S.DUE,
        (_S.OPEN, _T.EXPIRE): _S.EXPIRED,
        (_S.DUE, _T.EXPIRE): _S.EXPIRED,
        **{(state, _T.TAKE): _S.OFFERED for state in _WAITING},
        **{(state, _T.MOVE): _S.OPEN for state in (*_WAITING, _S.OFFERED)},
        **{(state, _T.BY_HAND): _S.DONE for state in (*_WAITING, _S.OFFERED)},
        **{(state, _T.CALL_IN): _S.DONE for state in (*_WAITING, _S.OFFERED)},
        **{(state, _T.CANCEL): _S.CANCELLED for state in (*_WAITING, _S.OFFERED)},
        **{(state, _T.JOIN): _S.JOINED for state in (*_WAITING, _S.OFFERED)},
        (_S.OFFERED, _T.RETURN): _S.OPEN,
        (_S.OFFERED, _T.DIAL): _S.DIALLING,
        (_S.DIALLING, _T.RETRY): _S.OPEN,
        (_S.DIALLING, _T.EXHAUST): _S.EXPIRED,
        (_S.DIALLING, _T.FINISH): _S.DONE,
        (_S.DONE, _T.REOPEN): _S.OPEN,
        (_S.CANCELLED, _T.REOPEN): _S.OPEN,
    }
)


def after(state: CallbackState, trigger: CallbackTrigger) -> CallbackState | None:
    """Return the state that `trigger` leads to, None where it is not possible."""
    return TRANSITIONS.get((state, trigger))

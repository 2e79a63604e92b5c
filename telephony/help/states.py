"""An agent's call for help, as one table. Pure: no database, no clock."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from telephony.contract import HelpState
from telephony.errors import HelpOverError


class HelpTrigger(StrEnum):
    """What can happen to one."""

    NOT_ANSWERED = "not_answered"  # in time
    ANSWERED = "answered"
    CANCELLED = "cancelled"  # by the agent
    OVER = "over"  # what it was about is


_S, _T = HelpState, HelpTrigger

TRANSITIONS: Final[Mapping[tuple[HelpState, HelpTrigger], HelpState]] = MappingProxyType(
    {
        (_S.OPEN, _T.NOT_ANSWERED): _S.ESCALATED,
        (_S.OPEN, _T.ANSWERED): _S.ANSWERED,
        (_S.OPEN, _T.CANCELLED): _S.CANCELLED,
        (_S.OPEN, _T.OVER): _S.OVER,
        (_S.ESCALATED, _T.ANSWERED): _S.ANSWERED,
        (_S.ESCALATED, _T.CANCELLED): _S.CANCELLED,
        (_S.ESCALATED, _T.OVER): _S.OVER,
    }
)

ON: Final = frozenset({HelpState.OPEN, HelpState.ESCALATED})
"""Somebody is still to answer."""


def after(state: HelpState, trigger: HelpTrigger) -> HelpState:
    """Return the state after `trigger`.

    Raises:
        HelpOverError: It is over.
    """
    try:
        return TRANSITIONS[state, trigger]
    except KeyError:
        raise HelpOverError(state=state.value) from None

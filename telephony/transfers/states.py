"""The life of a transfer, as one table. Pure: no database, no carrier, no clock.

The cells are those of `telephony.md` 1.6 and 7.3: whoever leaves, at whatever step, leaves the caller with somebody or
back in the queue. What comes late or twice changes nothing.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from telephony.contract import ColleagueOutcome, TransferOutcome, TransferState


class TransferTrigger(StrEnum):
    """What can happen to a transfer."""

    CALLER_HELD = "caller_held"
    JOINED = "joined"  # whoever was asked is on the line, in place of the agent where that one has left
    CONFERRED = "conferred"
    PARTED = "parted"  # one of the others is on hold again
    COMPLETION_ASKED = "completion_asked"
    COMPLETION_REFUSED = "completion_refused"
    HANDED_OVER = "handed_over"
    AGENT_LEFT = "agent_left"  # before whoever was asked was there
    CANCELLED = "cancelled"
    NOT_COME = "not_come"  # whoever was asked did not answer, declined, or is away
    SPECIALIST_LEFT = "specialist_left"
    CALLER_GONE = "caller_gone"
    REQUEUED = "requeued"
    CARRIER_LOST = "carrier_lost"
    STAYED = "stayed"  # they are a guest in the call from now on, and another may be asked


_S = TransferState
_T = TransferTrigger

OPEN: Final = frozenset({_S.STARTING, _S.RINGING, _S.CONSULTING, _S.CONFERRING, _S.COMPLETING, _S.BLIND})
ENDS: Final = frozenset(_S) - OPEN

_BEFORE_JOINED: Final = {
    _T.JOINED: _S.CONSULTING,
    _T.HANDED_OVER: _S.DONE,  # the report that they joined was overtaken
    _T.AGENT_LEFT: _S.BLIND,
    _T.CANCELLED: _S.CANCELLED,
    _T.NOT_COME: _S.FAILED,
}
_TOGETHER: Final = {
    _T.COMPLETION_ASKED: _S.COMPLETING,
    _T.HANDED_OVER: _S.DONE,
    _T.CANCELLED: _S.CANCELLED,
    _T.NOT_COME: _S.FAILED,
    _T.SPECIALIST_LEFT: _S.CANCELLED,
    _T.STAYED: _S.CANCELLED,
}
_ALWAYS: Final = {
    _T.CALLER_GONE: _S.ABANDONED,
    _T.REQUEUED: _S.FAILED,
    _T.CARRIER_LOST: _S.FAILED,
}

TRANSITIONS: Final[Mapping[TransferState, Mapping[TransferTrigger, TransferState]]] = MappingProxyType(
    {
        _S.STARTING: MappingProxyType({**_ALWAYS, **_BEFORE_JOINED, _T.CALLER_HELD: _S.RINGING}),
        _S.RINGING: MappingProxyType({**_ALWAYS, **_BEFORE_JOINED}),
        _S.CONSULTING: MappingProxyType({**_ALWAYS, **_TOGETHER, _T.CONFERRED: _S.CONFERRING}),
        _S.CONFERRING: MappingProxyType({**_ALWAYS, **_TOGETHER, _T.PARTED: _S.CONSULTING}),
        _S.COMPLETING: MappingProxyType(
            {
                **_ALWAYS,
                **_TOGETHER,
                _T.COMPLETION_ASKED: _S.COMPLETING,
                _T.COMPLETION_REFUSED: _S.CONSULTING,
            }
        ),
        _S.BLIND: MappingProxyType({**_ALWAYS, _T.JOINED: _S.DONE, _T.HANDED_OVER: _S.DONE}),
        **{end: MappingProxyType({}) for end in ENDS},
    }
)


def after(state: TransferState, trigger: TransferTrigger) -> TransferState:
    """Return the transfer's state once `trigger` happened: the same where that is late, or was known."""
    return TRANSITIONS[state].get(trigger, state)


_OUTCOMES: Final[Mapping[TransferTrigger, TransferOutcome]] = MappingProxyType(
    {
        _T.CANCELLED: TransferOutcome.CANCELLED,
        _T.NOT_COME: TransferOutcome.NO_ANSWER,
        _T.SPECIALIST_LEFT: TransferOutcome.SPECIALIST_LEFT,
        _T.CALLER_GONE: TransferOutcome.CALLER_GONE,
        _T.REQUEUED: TransferOutcome.REQUEUED,
        _T.CARRIER_LOST: TransferOutcome.CARRIER_FAILED,
        _T.STAYED: TransferOutcome.STAYED,
    }
)


def outcome_of(state: TransferState, trigger: TransferTrigger, *, agent_gone: bool) -> TransferOutcome | None:
    """Return why a transfer in `state` ended by `trigger`; None where that ends none. `agent_gone`: the agent who
    began it did not ask for this end, they went away."""
    end = after(state, trigger)
    if state in ENDS or end not in ENDS:
        return None
    if end is TransferState.DONE:
        if not agent_gone:
            return TransferOutcome.COMPLETED
        blind = state is TransferState.BLIND
        return TransferOutcome.AGENT_GONE_BLIND if blind else TransferOutcome.AGENT_GONE_COMPLETED
    return _OUTCOMES[trigger]


NOT_COME: Final[Mapping[ColleagueOutcome, TransferOutcome]] = MappingProxyType(
    {
        ColleagueOutcome.NO_ANSWER: TransferOutcome.NO_ANSWER,
        ColleagueOutcome.DECLINED: TransferOutcome.DECLINED,
        ColleagueOutcome.AWAY: TransferOutcome.SPECIALIST_AWAY,
    }
)
"""Why whoever was asked has not come."""


def trigger_of(outcome: ColleagueOutcome) -> TransferTrigger:
    """Return what the end of a colleague's part means for the transfer."""
    if outcome is ColleagueOutcome.LEFT:
        return TransferTrigger.SPECIALIST_LEFT
    return TransferTrigger.CANCELLED if outcome is ColleagueOutcome.ENDED else TransferTrigger.NOT_COME

"""What a person may have done by hand, what would come of it, and what looks wrong although nothing contradicts itself.
Pure: no database and no clock of its own.

Whoever presses is told before what will happen. The same functions decide under the lock, so that what was told is what
is done, or nothing is.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from telephony.calls.states import HANDLED, WAITING
from telephony.contract import AgentState, CallDirection, CallState, ColleagueState
from telephony.reconciling.states import AgentFacts


class Effect(StrEnum):
    """What comes of something done by hand."""

    AGENT_NOT_READY = "agent_not_ready"
    OFFER_RETURNS = "offer_returns"  # to its queue, at its place
    CALLBACK_RETURNS = "callback_returns"  # likewise, one that they look at
    WRAP_UP_ENDS = "wrap_up_ends"  # with the outcome that was chosen, or without one
    CALLER_IS_CUT_OFF = "caller_is_cut_off"  # who waits, or whose call rings at somebody
    TALK_IS_CUT_OFF = "talk_is_cut_off"  # the agent wraps it up
    COLLEAGUE_IS_CUT_OFF = "colleague_is_cut_off"


class Doubt(StrEnum):
    """What contradicts nothing, and has gone on for so long that a person should look."""

    LONG_CALL = "long_call"
    LONG_HOLD = "long_hold"
    LONG_WAIT = "long_wait"
    LONG_WRAP_UP = "long_wrap_up"


LONG_AFTER: Final[Mapping[Doubt, timedelta]] = MappingProxyType(
    {
        Doubt.LONG_CALL: timedelta(hours=2),
        Doubt.LONG_HOLD: timedelta(minutes=15),
        Doubt.LONG_WAIT: timedelta(minutes=30),
        Doubt.LONG_WRAP_UP: timedelta(minutes=30),
    }
)
"""Far beyond what any queue means; ADR 47. Nothing is done by itself because of them."""


def free_effects(agent: AgentFacts) -> tuple[Effect, ...]:
    """Return what comes of freeing an agent; nothing where that is refused: they are offline, or on a call that is on
    and really theirs."""
    previews = agent.call_is_theirs and agent.call_state is CallState.PREVIEWING
    on_call = agent.call_is_theirs and agent.call_state in HANDLED and not agent.wraps_up_part and not previews
    if agent.state is AgentState.OFFLINE or on_call:
        return ()
    effects = [Effect.AGENT_NOT_READY]
    if agent.reserved and agent.offer_is_open:
        effects.insert(0, Effect.OFFER_RETURNS)
    if previews:
        effects.insert(0, Effect.CALLBACK_RETURNS)
    if agent.state is AgentState.WRAP_UP and agent.call_is_theirs:
        effects.insert(0, Effect.WRAP_UP_ENDS)
    return tuple(effects)


def end_effects(
    state: CallState, direction: CallDirection, colleague: ColleagueState | None, *, undialled: bool = False
) -> tuple[Effect, ...]:
    """Return what comes of ending a call; nothing where it has ended. An `undialled` callback is nobody's call yet: it
    is closed where callbacks are."""
    if state is CallState.ENDED or undialled:
        return ()
    first = Effect.CALLER_IS_CUT_OFF if state in WAITING else Effect.TALK_IS_CUT_OFF
    with_colleague = colleague is not None or direction is CallDirection.INTERNAL
    return (first, Effect.COLLEAGUE_IS_CUT_OFF) if with_colleague else (first,)


def agent_doubt(state: AgentState, since_at: datetime, now: datetime) -> Doubt | None:
    """Return what looks wrong with how long an agent has been in a state."""
    return _long(Doubt.LONG_WRAP_UP, since_at, now) if state is AgentState.WRAP_UP else None


def call_doubt(state: CallState, since_at: datetime, answered_at: datetime | None, now: datetime) -> Doubt | None:
    """Return what looks wrong with how long a call has been as it is."""
    if state is CallState.QUEUED:
        return _long(Doubt.LONG_WAIT, since_at, now)
    if state is CallState.HELD and (held := _long(Doubt.LONG_HOLD, since_at, now)) is not None:
        return held
    return _long(Doubt.LONG_CALL, answered_at or since_at, now) if state in HANDLED else None


def _long(doubt: Doubt, since_at: datetime, now: datetime) -> Doubt | None:
    return doubt if now - since_at >= LONG_AFTER[doubt] else None

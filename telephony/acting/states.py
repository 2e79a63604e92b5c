"""What a supervisor may have an agent's state become, and what comes of it. Pure: no database, no clock.

Whoever presses is told before. The same function decides under the lock, so that what was told is what is done, or
nothing is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from telephony.agents.states import BUSY, Agent
from telephony.contract import (
    AgentAction,
    AgentState,
    CallDirection,
    CallState,
    ChosenReason,
    StateEffect,
    StateWhen,
)

_E = StateEffect

CHOICES: Final = {
    AgentState.READY: AgentAction.GO_READY,
    AgentState.NOT_READY: AgentAction.GO_NOT_READY,
    AgentState.OFFLINE: AgentAction.GO_OFFLINE,
}
"""What a supervisor may have an agent be."""

_SPEAKING: Final = frozenset({CallState.TALKING, CallState.HELD})


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides what comes of a change. `call_state` and the rest are of the call that is the agent's now.

    `rings`: a call is offered to them. `asked_for`: colleagues have asked for them next. `busy_with_colleague`:
    somebody else was called into the call, or it is being passed on. `ending`: they have hung up, and the carrier is to
    say so.
    """

    agent: Agent
    rings: bool = False
    asked_for: bool = False
    call_state: CallState | None = None
    direction: CallDirection | None = None
    busy_with_colleague: bool = False
    ending: bool = False
    callbacks_due: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """Something that may be done. `proposed`: the one to begin with for its state."""

    state: AgentState
    when: StateWhen
    effects: tuple[StateEffect, ...]
    proposed: bool = False


def options(facts: Facts) -> Sequence[Option]:
    """Return what may be done to an agent's state now; nothing to one who is off the telephone."""
    found = []
    for state in CHOICES:
        effects = {when: effects_of(facts, state, when) for when in StateWhen}
        possible = [when for when in StateWhen if effects[when] is not None]
        found += [Option(state, when, effects[when] or (), when is possible[0]) for when in possible]
    return found


def effects_of(facts: Facts, state: AgentState, when: StateWhen) -> tuple[StateEffect, ...] | None:
    """Return what would come of it; None where it cannot be done. After the call is for those who have one."""
    agent = facts.agent
    if state not in CHOICES or agent.state is AgentState.OFFLINE:
        return None
    if when is StateWhen.AFTER_CALL:
        return _after_call(facts, state) if agent.state in BUSY else None
    if agent.state in BUSY:
        return _out_of_call(facts, state)
    if state is agent.state and state is not AgentState.NOT_READY:
        return None
    return tuple(_of_going(facts, state))


def _after_call(facts: Facts, state: AgentState) -> tuple[StateEffect, ...] | None:
    agent = facts.agent
    chosen = AgentState.READY if agent.next is None else agent.next.state
    if chosen is state and state is not AgentState.NOT_READY:
        return None  # that is what they will be anyway
    first = _E.CALL_GOES_ON if agent.state is AgentState.ON_CALL else _E.WRAP_UP_GOES_ON
    replaced = () if agent.next is None else (_E.CHOICE_REPLACED,)
    return (first, *replaced, *_of_being(facts, state))


def _out_of_call(facts: Facts, state: AgentState) -> tuple[StateEffect, ...] | None:
    first = _first_effect(facts)
    if first is None or (state is AgentState.READY and first is _E.CALLER_RETURNS):
        return None  # to take a caller away from somebody who is then free for the next is nothing to be done
    return (first, *_of_being(facts, state))


def _first_effect(facts: Facts) -> StateEffect | None:
    if facts.agent.state is AgentState.WRAP_UP:
        return _E.WRAP_UP_ENDS
    if facts.call_state is CallState.PREVIEWING:
        return _E.CALLBACK_RETURNS
    may_wait = facts.direction is CallDirection.INBOUND and not facts.busy_with_colleague and not facts.ending
    return _E.CALLER_RETURNS if facts.call_state in _SPEAKING and may_wait else None


def _of_going(facts: Facts, state: AgentState) -> Iterable[StateEffect]:
    if facts.rings and state is not AgentState.READY:
        yield _E.OFFER_RETURNS
    if facts.agent.state is AgentState.NOT_READY and state is AgentState.NOT_READY:
        return  # only why they are not ready is another
    yield from _of_being(facts, state)


def _of_being(facts: Facts, state: AgentState) -> Iterable[StateEffect]:
    yield _E.GETS_CALLS if state is AgentState.READY else _E.GETS_NO_CALLS
    if facts.asked_for and state is not AgentState.READY:
        yield _E.ASKED_LOSE_THEM
    if facts.callbacks_due and state is AgentState.OFFLINE:
        yield _E.CALLBACKS_WAIT


def choosing(agent: Agent, state: AgentState, reason: ChosenReason | None) -> Agent:
    """Return the agent with this chosen for after the call.

    Raises:
        AgentTransitionRefusedError: They have no call.
        ReasonNeededError: Not ready, and no reason.
    """
    return agent.choosing_next(CHOICES[state], reason)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a call stands among those that wait: urgent ones first, then by when they came less their points."""

    enqueued_at: datetime
    points: int
    urgent: bool = False

    def reckoned_at(self, point_seconds: int) -> datetime:
        return self.enqueued_at - timedelta(seconds=self.points * point_seconds)


def points_to_front(mine: Standing, others: Iterable[Standing], point_seconds: int) -> int:
    """Return how many points more put a call before all `others` that are urgent as it is; 0 where it stands there.

    Urgent callers stay before others who are not: so no supervisor puts anybody before a lost card.
    """
    rivals = [each.reckoned_at(point_seconds) for each in others if each.urgent is mine.urgent]
    own = mine.reckoned_at(point_seconds)
    if point_seconds <= 0 or not rivals or own < min(rivals):
        return 0
    behind = (own - min(rivals)) / timedelta(seconds=point_seconds)
    return int(behind) + 1

"""A supervisor in somebody's call, as one table. Pure: no database, no carrier, no clock.

What they asked for is `pending` until the carrier's report of the room says so: nobody is shown a silence that is only
hoped for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from telephony.contract import CallDirection, CallState, SupervisionMode, SupervisionOutcome, SupervisionState
from telephony.errors import CallTransitionRefusedError

_S, _M = SupervisionState, SupervisionMode

STATE_OF: Final[Mapping[SupervisionMode, SupervisionState]] = MappingProxyType(
    {_M.LISTEN: _S.LISTENING, _M.WHISPER: _S.WHISPERING, _M.BARGE: _S.BARGED}
)
MODE_OF: Final[Mapping[SupervisionState, SupervisionMode]] = MappingProxyType(
    {state: mode for mode, state in STATE_OF.items()}
)

TRANSITIONS: Final[Mapping[SupervisionState, frozenset[SupervisionState]]] = MappingProxyType(
    {
        _S.JOINING: frozenset({_S.LISTENING, _S.WHISPERING, _S.BARGED, _S.LEFT}),
        _S.LISTENING: frozenset({_S.WHISPERING, _S.BARGED, _S.LEFT}),
        _S.WHISPERING: frozenset({_S.LISTENING, _S.BARGED, _S.LEFT}),
        _S.BARGED: frozenset({_S.LISTENING, _S.WHISPERING, _S.LEFT}),
        _S.LEFT: frozenset(),  # who comes again begins anew
    }
)
"""Where a supervisor may go from where they stand. To stay is no step."""


@dataclass(frozen=True, slots=True)
class Supervision:
    """What decides what a supervisor may do next, and what a report says of them."""

    state: SupervisionState = SupervisionState.JOINING
    pending: SupervisionMode | None = SupervisionMode.LISTEN
    outcome: SupervisionOutcome | None = None

    def allowed(self) -> frozenset[SupervisionMode]:
        """Return what may be asked for now: nothing while the carrier is still to confirm something."""
        if self.state is SupervisionState.LEFT or self.pending is not None:
            return frozenset()
        return frozenset(SupervisionMode) - {MODE_OF[self.state]}

    def asked(self, mode: SupervisionMode) -> "Supervision":
        """Return the supervision once the carrier is asked for `mode`.

        Raises:
            CallTransitionRefusedError: It is so already, something else is asked for, or it is over.
        """
        if mode not in self.allowed():
            raise CallTransitionRefusedError(state=self.state.value, action=mode.value)
        return replace(self, pending=mode)

    def after_report(self, mode: SupervisionMode | None) -> "Supervision":
        """Return the supervision as the room stands: their line is in it in this `mode`, or not at all (None).

        While they are still to be joined an empty room says nothing: it may have been told of before.
        """
        if self.state is SupervisionState.LEFT:
            return self
        if mode is None:
            return self if self.state is SupervisionState.JOINING else self.left(SupervisionOutcome.LINE_LOST)
        state = STATE_OF[mode]
        pending = None if self.pending is mode else self.pending
        return replace(self, state=self._to(state), pending=pending)

    def given_up(self) -> "Supervision":
        """Return the supervision once the carrier has not done what was asked: who is not in is never in, and who is
        stays as they are."""
        if self.state is SupervisionState.JOINING:
            return self.left(SupervisionOutcome.NOT_JOINED)
        return replace(self, pending=None)

    def left(self, outcome: SupervisionOutcome) -> "Supervision":
        """Return the supervision once it is over; the first reason stays."""
        if self.state is SupervisionState.LEFT:
            return self
        return replace(self, state=self._to(SupervisionState.LEFT), pending=None, outcome=outcome)

    def _to(self, state: SupervisionState) -> SupervisionState:
        if state is not self.state and state not in TRANSITIONS[self.state]:
            raise CallTransitionRefusedError(state=self.state.value, action=state.value)
        return state


def may_supervise(state: CallState, direction: CallDirection) -> bool:
    """Say whether somebody may listen to such a call: a customer and an agent speak in it."""
    return state in {CallState.TALKING, CallState.HELD} and direction is not CallDirection.INTERNAL


def shown_to_agent(state: SupervisionState, *, listening_shown: bool) -> SupervisionMode | None:
    """Return what the agent is told of: whom they hear in any case, and who only listens where policy says so."""
    mode = MODE_OF.get(state)
    if mode is SupervisionMode.LISTEN and not listening_shown:
        return None
    return mode

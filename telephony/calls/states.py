"""The life of a call, as one table. Pure: no database, no carrier, no clock.

A room's state as a carrier reports it is turned into triggers here, so that any order and any repetition of
reports ends in the same place: a report which was overtaken changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from telephony.contract import CallAction, CallState, EndCause
from telephony.errors import CallTransitionRefusedError


class CallTrigger(StrEnum):
    """What can happen to a call."""

    OFFERED = "offered"
    DECLINED = "declined"
    NOT_ANSWERED = "not_answered"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    JOINED = "joined"
    NOT_JOINED = "not_joined"
    HELD = "held"
    RESUMED = "resumed"
    ENDED = "ended"


_S = CallState
_T = CallTrigger
_A = CallAction

TRANSITIONS: Final[Mapping[tuple[CallState, CallTrigger], CallState]] = MappingProxyType(
    {
        (_S.QUEUED, _T.OFFERED): _S.RINGING,
        (_S.QUEUED, _T.ENDED): _S.ENDED,
        (_S.RINGING, _T.DECLINED): _S.QUEUED,  # place kept, here and in the next two
        (_S.RINGING, _T.NOT_ANSWERED): _S.QUEUED,
        (_S.RINGING, _T.WITHDRAWN): _S.QUEUED,
        (_S.RINGING, _T.ACCEPTED): _S.CONNECTING,
        (_S.RINGING, _T.ENDED): _S.ENDED,
        (_S.CONNECTING, _T.JOINED): _S.TALKING,
        (_S.CONNECTING, _T.NOT_JOINED): _S.QUEUED,
        (_S.CONNECTING, _T.ENDED): _S.ENDED,
        (_S.TALKING, _T.HELD): _S.HELD,
        (_S.TALKING, _T.ENDED): _S.ENDED,
        (_S.HELD, _T.RESUMED): _S.TALKING,
        (_S.HELD, _T.ENDED): _S.ENDED,
    }
)

WAITING: Final = frozenset({_S.QUEUED, _S.RINGING})
HANDLED: Final = frozenset({_S.CONNECTING, _S.TALKING, _S.HELD})

_ALLOWED: Final[Mapping[tuple[CallState, bool], frozenset[CallAction]]] = MappingProxyType(
    # by state and whether the agent's line is muted
    {
        (_S.RINGING, False): frozenset({_A.ANSWER, _A.DECLINE}),
        (_S.CONNECTING, False): frozenset({_A.HANG_UP}),
        (_S.TALKING, False): frozenset({_A.HOLD, _A.MUTE, _A.HANG_UP}),
        (_S.TALKING, True): frozenset({_A.HOLD, _A.UNMUTE, _A.HANG_UP}),
        (_S.HELD, False): frozenset({_A.RESUME, _A.HANG_UP}),
        (_S.HELD, True): frozenset({_A.RESUME, _A.HANG_UP}),
    }
)


class End(StrEnum):
    """Whose doing the end of a room was, as the carrier says."""

    CALLER = "caller"
    AGENT = "agent"
    CARRIER = "carrier"


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """A room after a report, seen from the agent who handles the call: is *their* line in it?"""

    agent_joined: bool = False
    caller_held: bool = False
    agent_muted: bool = False
    end: End | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """What decides what a call may do next."""

    state: CallState = CallState.QUEUED
    muted: bool = False
    pending: CallAction | None = None
    end_cause: EndCause | None = None
    last_sequence: int = 0

    def after(self, trigger: CallTrigger) -> "Call":
        """Return the call once `trigger` happened.

        Raises:
            CallTransitionRefusedError: The table does not list it.
        """
        try:
            state = TRANSITIONS[self.state, trigger]
        except KeyError:
            raise CallTransitionRefusedError(state=self.state.value, action=trigger.value) from None
        waiting = state in WAITING or state is CallState.ENDED
        return replace(
            self,
            state=state,
            muted=False if waiting else self.muted,
            pending=None if waiting else _still_pending(self.pending, state, self.muted),
        )

    def ended(self, end: End) -> "Call":
        """Return the call after its end, with the cause that its state gives."""
        return replace(self.after(CallTrigger.ENDED), end_cause=end_cause(self.state, end))

    def turned_away(self, cause: EndCause) -> "Call":
        """Return the call once its queue has sent it away, before anybody was asked."""
        return replace(self.after(CallTrigger.ENDED), end_cause=cause)

    def asked(self, action: CallAction) -> "Call":
        """Return the call once the carrier is asked for `action`.

        Raises:
            CallTransitionRefusedError: It is not among `allowed`, or no carrier does it.
        """
        if action not in self.allowed() or action not in _CONFIRMED_BY:
            raise CallTransitionRefusedError(state=self.state.value, action=action.value)
        return replace(self, pending=action)

    def given_up(self) -> "Call":
        """Return the call once the carrier has refused what was pending."""
        return replace(self, pending=None)

    def allowed(self) -> frozenset[CallAction]:
        """Return what the agent may do. While the carrier is still to confirm something, only to hang up."""
        allowed = _ALLOWED.get((self.state, self.muted), frozenset())
        if self.pending is not None:
            return allowed & {CallAction.HANG_UP} - {self.pending}
        return allowed

    def after_report(self, room: RoomFacts, sequence: int) -> tuple["Call", ...]:
        """Return every step the call takes so that it stands as the room does; none for an overtaken report.

        The last step carries `sequence`. A report may say more than one new thing when it overtook others.
        """
        if sequence <= self.last_sequence:
            return ()
        call = replace(self, last_sequence=sequence)
        steps: list[Call] = []
        if room.end is not None:
            return () if self.state is CallState.ENDED else (call.ended(room.end),)
        if call.state is CallState.CONNECTING and room.agent_joined:
            steps.append(call := call.after(CallTrigger.JOINED))
        if call.state is CallState.TALKING and room.agent_joined and room.caller_held:
            steps.append(call := call.after(CallTrigger.HELD))
        elif call.state is CallState.HELD and room.agent_joined and not room.caller_held:
            steps.append(call := call.after(CallTrigger.RESUMED))
        if call.state in (CallState.TALKING, CallState.HELD) and call.muted is not room.agent_muted:
            call = replace(call, muted=room.agent_muted)
            steps.append(call := replace(call, pending=_still_pending(call.pending, call.state, call.muted)))
        if not steps:
            return (call,)
        return tuple(steps)


_CONFIRMED_BY: Final[Mapping[CallAction, tuple[CallState | None, bool | None]]] = MappingProxyType(
    # the state, or the muting, that says an asked action is done
    {
        _A.HOLD: (_S.HELD, None),
        _A.RESUME: (_S.TALKING, None),
        _A.MUTE: (None, True),
        _A.UNMUTE: (None, False),
        _A.HANG_UP: (_S.ENDED, None),
    }
)


def _still_pending(pending: CallAction | None, state: CallState, muted: bool) -> CallAction | None:
    if pending is None:
        return None
    wanted_state, wanted_muted = _CONFIRMED_BY[pending]
    done = state is wanted_state if wanted_state is not None else muted is wanted_muted
    return None if done else pending


def end_cause(state: CallState, end: End) -> EndCause:
    """Return why a call in `state` ended, given whose doing it was."""
    if end is End.CARRIER:
        return EndCause.CARRIER_FAILED
    if state is CallState.QUEUED:
        return EndCause.ABANDONED_WAITING
    if state is CallState.RINGING:
        return EndCause.ABANDONED_RINGING
    return EndCause.CALLER_HUNG_UP if end is End.CALLER else EndCause.AGENT_HUNG_UP

"""The life of a call, as one table. Pure: no database, no carrier, no clock.

A room's state as a carrier reports it is turned into triggers here, so that any order and any repetition of
reports ends in the same place: a report which was overtaken changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from telephony.contract import CallAction, CallDirection, CallState, ColleagueState, EndCause, Reached
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
    ALERTED = "alerted"
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
        (_S.DIALLING, _T.ALERTED): _S.ALERTING,
        (_S.DIALLING, _T.JOINED): _S.TALKING,
        (_S.DIALLING, _T.ENDED): _S.ENDED,
        (_S.ALERTING, _T.JOINED): _S.TALKING,
        (_S.ALERTING, _T.ENDED): _S.ENDED,
        (_S.TALKING, _T.HELD): _S.HELD,
        (_S.TALKING, _T.ENDED): _S.ENDED,
        (_S.HELD, _T.RESUMED): _S.TALKING,
        (_S.HELD, _T.ENDED): _S.ENDED,
    }
)

WAITING: Final = frozenset({_S.QUEUED, _S.RINGING})
CALLING: Final = frozenset({_S.DIALLING, _S.ALERTING})
"""An agent calls, and nobody has answered yet."""
HANDLED: Final = frozenset({_S.CONNECTING, _S.TALKING, _S.HELD}) | CALLING
_SPEAKING: Final = frozenset({_S.TALKING, _S.HELD})

_ALLOWED: Final[Mapping[tuple[CallState, bool], frozenset[CallAction]]] = MappingProxyType(
    # by state and whether the agent's line is muted
    {
        (_S.RINGING, False): frozenset({_A.ANSWER, _A.DECLINE}),
        (_S.CONNECTING, False): frozenset({_A.HANG_UP}),
        (_S.DIALLING, False): frozenset({_A.HANG_UP}),
        (_S.ALERTING, False): frozenset({_A.HANG_UP}),
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
    BUSY = "busy"  # of calls that an agent makes, this and the next three
    NO_ANSWER = "no_answer"
    DECLINED = "declined"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """A room after a report, seen from the agent who handles the call: is *their* line in it, and that of the
    colleague they called?"""

    agent_joined: bool = False
    caller_held: bool = False
    agent_muted: bool = False
    end: End | None = None
    reached: Reached = Reached.HERE
    colleague_joined: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """What decides what a call may do next."""

    state: CallState = CallState.QUEUED
    muted: bool = False
    pending: CallAction | None = None
    end_cause: EndCause | None = None
    last_sequence: int = 0
    direction: CallDirection = CallDirection.INBOUND
    colleague: ColleagueState | None = None

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
            colleague=None if waiting else self.colleague,
            pending=None if waiting else _still_pending(self.pending, state, self.muted),
        )

    def ended(self, end: End) -> "Call":
        """Return the call after its end, with the cause that its state gives."""
        return replace(self.after(CallTrigger.ENDED), end_cause=end_cause(self.state, end))

    def rung_at(self) -> "Call":
        """Return the call once a colleague is called into it. A call between colleagues is nobody else's.

        Raises:
            CallTransitionRefusedError: Nobody speaks in it, or a colleague is in it already.
        """
        begins = self.direction is CallDirection.INTERNAL and self.state is CallState.ALERTING
        if self.colleague is not None or not (begins or CallAction.CONSULT in self.allowed()):
            raise CallTransitionRefusedError(state=self.state.value, action=CallAction.CONSULT.value)
        to_hold = self.state is CallState.TALKING  # the customer is not to hear what is said of them
        return replace(self, colleague=ColleagueState.RINGING, pending=CallAction.HOLD if to_hold else self.pending)

    def colleague_accepted(self) -> "Call":
        """Return the call once the colleague has answered.

        Raises:
            CallTransitionRefusedError: It does not ring there.
        """
        if self.colleague is not ColleagueState.RINGING:
            raise CallTransitionRefusedError(state=self.state.value, action=CallAction.ANSWER.value)
        return replace(self, colleague=ColleagueState.JOINING)

    def colleague_gone(self) -> "Call":
        """Return the call once the colleague is in it no more, or never came."""
        return replace(self, colleague=None)

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
        """Return what the agent may do. While the carrier is still to confirm something, only to end what is on.

        With a colleague in it the call cannot be hung up, so that no customer is dropped by mistake: to hold and to
        resume is then to go from one to the other.
        """
        allowed = _ALLOWED.get((self.state, self.muted), frozenset())
        if self.direction is CallDirection.INTERNAL:
            allowed -= {CallAction.HOLD, CallAction.RESUME}
        elif self.state in _SPEAKING and self.colleague is None:
            allowed |= {CallAction.CONSULT}
        elif self.state in _SPEAKING:
            allowed = allowed - {CallAction.HANG_UP} | {CallAction.END_CONSULT}
        if self.pending is not None:
            return allowed & {CallAction.HANG_UP, CallAction.END_CONSULT} - {self.pending}
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
        steps += [call := call.after(trigger) for trigger in call._come_together(room)]
        if call.state is CallState.TALKING and room.agent_joined and room.caller_held:
            steps.append(call := call.after(CallTrigger.HELD))
        elif call.state is CallState.HELD and room.agent_joined and not room.caller_held:
            steps.append(call := call.after(CallTrigger.RESUMED))
        if call.state in _SPEAKING and call.muted is not room.agent_muted:
            call = replace(call, muted=room.agent_muted)
            steps.append(call := replace(call, pending=_still_pending(call.pending, call.state, call.muted)))
        if call.state in _SPEAKING and call._colleague_moved(room):
            steps.append(call := call.colleague_gone() if not room.colleague_joined else call._colleague_joined())
        if not steps:
            return (call,)
        return tuple(steps)

    def _come_together(self, room: RoomFacts) -> tuple[CallTrigger, ...]:
        """Return what a room with the agent in it says of a call in which nobody spoke yet."""
        if not room.agent_joined or self.state not in CALLING | {CallState.CONNECTING}:
            return ()
        if self.state is CallState.CONNECTING:
            return (CallTrigger.JOINED,)
        if self.direction is CallDirection.INTERNAL:
            here = self.colleague is ColleagueState.JOINING and room.colleague_joined
            return (CallTrigger.JOINED,) if here else ()
        if room.reached is Reached.HERE:
            return (CallTrigger.JOINED,)
        alerts = room.reached is Reached.RINGING and self.state is CallState.DIALLING
        return (CallTrigger.ALERTED,) if alerts else ()

    def _colleague_moved(self, room: RoomFacts) -> bool:
        expected = ColleagueState.JOINED if room.colleague_joined else None
        in_it = self.colleague if self.colleague is not ColleagueState.JOINING or room.colleague_joined else None
        return self.colleague in (ColleagueState.JOINING, ColleagueState.JOINED) and in_it is not expected

    def _colleague_joined(self) -> "Call":
        return replace(self, colleague=ColleagueState.JOINED)


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


_NOT_REACHED: Final[Mapping[End, EndCause]] = MappingProxyType(
    {
        End.BUSY: EndCause.BUSY,
        End.NO_ANSWER: EndCause.NO_ANSWER,
        End.DECLINED: EndCause.DECLINED,
        End.UNREACHABLE: EndCause.UNREACHABLE,
    }
)


def end_cause(state: CallState, end: End) -> EndCause:
    """Return why a call in `state` ended, given whose doing it was."""
    if end is End.CARRIER:
        return EndCause.CARRIER_FAILED
    if end in _NOT_REACHED:
        return _NOT_REACHED[end]
    if state in CALLING:
        return EndCause.DECLINED if end is End.CALLER else EndCause.CANCELLED
    if state is CallState.QUEUED:
        return EndCause.ABANDONED_WAITING
    if state is CallState.RINGING:
        return EndCause.ABANDONED_RINGING
    return EndCause.CALLER_HUNG_UP if end is End.CALLER else EndCause.AGENT_HUNG_UP


def allowed_to_colleague(call: Call) -> frozenset[CallAction]:
    """Return what the colleague who was called may do."""
    if call.colleague is None or call.state is CallState.ENDED:
        return frozenset()
    rings = call.colleague is ColleagueState.RINGING
    return frozenset({CallAction.ANSWER, CallAction.DECLINE} if rings else {CallAction.HANG_UP})

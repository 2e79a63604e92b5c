"""The life of a call, as one table. Pure: no database, no carrier, no clock.

A room's state as a carrier reports it is turned into triggers here, so that any order and any repetition of
reports ends in the same place: a report which was overtaken changes nothing.
"""

from collections.abc import Callable, Mapping
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
    PREVIEWED = "previewed"  # an agent has taken a call that is to be made: a callback; this and the next two
    GIVEN_BACK = "given_back"
    DIALLED = "dialled"
    JOINED = "joined"
    NOT_JOINED = "not_joined"
    HELD = "held"
    RESUMED = "resumed"
    ALERTED = "alerted"
    LEFT_RINGING = "left_ringing"  # the agent has left it to a colleague at whom it rings
    LEFT_JOINING = "left_joining"  # likewise to one who has answered, and whose line is still to be joined
    LEFT_WAITING = "left_waiting"  # likewise to a queue
    HANDED_OVER = "handed_over"  # to a colleague who was in it
    ENDED = "ended"


_S = CallState
_T = CallTrigger
_A = CallAction

TRANSITIONS: Final[Mapping[tuple[CallState, CallTrigger], CallState]] = MappingProxyType(
    {
        (_S.QUEUED, _T.OFFERED): _S.RINGING,
        (_S.QUEUED, _T.PREVIEWED): _S.PREVIEWING,
        (_S.QUEUED, _T.ENDED): _S.ENDED,
        (_S.RINGING, _T.DECLINED): _S.QUEUED,  # place kept, here and in the next two
        (_S.RINGING, _T.NOT_ANSWERED): _S.QUEUED,
        (_S.RINGING, _T.WITHDRAWN): _S.QUEUED,
        (_S.RINGING, _T.ACCEPTED): _S.CONNECTING,
        (_S.RINGING, _T.PREVIEWED): _S.PREVIEWING,
        (_S.RINGING, _T.ENDED): _S.ENDED,
        (_S.PREVIEWING, _T.GIVEN_BACK): _S.QUEUED,  # place kept
        (_S.PREVIEWING, _T.DIALLED): _S.DIALLING,
        (_S.PREVIEWING, _T.ENDED): _S.ENDED,
        (_S.CONNECTING, _T.JOINED): _S.TALKING,
        (_S.CONNECTING, _T.NOT_JOINED): _S.QUEUED,
        (_S.CONNECTING, _T.ENDED): _S.ENDED,
        (_S.DIALLING, _T.ALERTED): _S.ALERTING,
        (_S.DIALLING, _T.JOINED): _S.TALKING,
        (_S.DIALLING, _T.ENDED): _S.ENDED,
        (_S.ALERTING, _T.JOINED): _S.TALKING,
        (_S.ALERTING, _T.ENDED): _S.ENDED,
        (_S.TALKING, _T.HELD): _S.HELD,
        (_S.TALKING, _T.LEFT_RINGING): _S.RINGING,
        (_S.TALKING, _T.LEFT_JOINING): _S.CONNECTING,
        (_S.TALKING, _T.LEFT_WAITING): _S.QUEUED,
        (_S.TALKING, _T.HANDED_OVER): _S.TALKING,
        (_S.TALKING, _T.ENDED): _S.ENDED,
        (_S.HELD, _T.RESUMED): _S.TALKING,
        (_S.HELD, _T.LEFT_RINGING): _S.RINGING,
        (_S.HELD, _T.LEFT_JOINING): _S.CONNECTING,
        (_S.HELD, _T.LEFT_WAITING): _S.QUEUED,
        (_S.HELD, _T.HANDED_OVER): _S.TALKING,
        (_S.HELD, _T.ENDED): _S.ENDED,
    }
)

LEAVING: Final = frozenset({_T.LEFT_RINGING, _T.LEFT_JOINING, _T.LEFT_WAITING, _T.HANDED_OVER})
"""The call goes on without the agent who had it."""

WAITING: Final = frozenset({_S.QUEUED, _S.RINGING})
CALLING: Final = frozenset({_S.DIALLING, _S.ALERTING})
"""An agent calls, and nobody has answered yet."""
HANDLED: Final = frozenset({_S.PREVIEWING, _S.CONNECTING, _S.TALKING, _S.HELD}) | CALLING
SPEAKING: Final = frozenset({_S.TALKING, _S.HELD})

_ALLOWED: Final[Mapping[tuple[CallState, bool], frozenset[CallAction]]] = MappingProxyType(
    # by state and whether the agent's line is muted
    {
        (_S.RINGING, False): frozenset({_A.ANSWER, _A.DECLINE}),
        (_S.PREVIEWING, False): frozenset({_A.DIAL, _A.GIVE_BACK}),
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
    colleague they called?

    `agent_absent`: no agent's line at all is in it. `handed_over`: the colleague's line is the agent's there, and the
    agent's own is out; `handed_outside` likewise of somebody outside. These are called in place of a colleague:
    `colleague_called` says that the carrier does, `colleague_failed` why they never came. `conferring`: customer and
    colleague hear each other, or would if nobody was muted. `guest_joined`: the guest's line is in it;
    `colleague_stays`: the colleague's is a guest's there.
    """

    agent_joined: bool = False
    caller_held: bool = False
    agent_muted: bool = False
    end: End | None = None
    reached: Reached = Reached.HERE
    colleague_joined: bool = False
    agent_absent: bool = False
    handed_over: bool = False
    handed_outside: bool = False
    conferring: bool = False
    colleague_called: bool = False
    colleague_failed: End | None = None
    guest_joined: bool = False
    colleague_stays: bool = False


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
    conferring: bool = False
    guest: bool = False

    def after(self, trigger: CallTrigger) -> "Call":
        """Return the call once `trigger` happened.

        Raises:
            CallTransitionRefusedError: The table does not list it.
        """
        try:
            state = TRANSITIONS[self.state, trigger]
        except KeyError:
            raise CallTransitionRefusedError(state=self.state.value, action=trigger.value) from None
        if trigger in LEAVING or state in WAITING or state is CallState.ENDED:
            stays = self.guest and trigger is CallTrigger.HANDED_OVER  # with whoever has the caller now
            gone = replace(self, state=state, muted=False, colleague=None, conferring=False, pending=None)
            return replace(gone, guest=stays)
        return replace(self, state=state, conferring=self.conferring and state is CallState.TALKING)._confirmed()

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
        """Return the call once the colleague is in it no more, or never came: nothing is asked of the carrier any more
        that is about the two."""
        pending = None if self.pending in _WITH_COLLEAGUE else self.pending
        return replace(self, colleague=None, conferring=False, pending=pending)

    def _with_guest(self) -> "Call":
        """Return the call once its colleague stays in it as a guest, so that another may be asked."""
        return replace(self.colleague_gone(), guest=True)

    def turned_away(self, cause: EndCause) -> "Call":
        """Return the call once its queue has sent it away, before anybody was asked."""
        return replace(self.after(CallTrigger.ENDED), end_cause=cause)

    def asked(self, action: CallAction) -> "Call":
        """Return the call once the carrier is asked for `action`.

        Raises:
            CallTransitionRefusedError: It is not among `allowed`, or no carrier does it.
        """
        if action not in self.allowed() or action not in _IS_DONE:
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
        elif self.state in SPEAKING and self.colleague is None:
            allowed |= {CallAction.CONSULT}
            if self.state is CallState.HELD:
                allowed |= {CallAction.RECOVER_CALLER}
            if self.guest:
                allowed |= {CallAction.REMOVE_GUEST}
        elif self.state in SPEAKING:
            allowed = allowed - {CallAction.HANG_UP} | self._with_colleague()
        if self.pending is None:
            return allowed
        still = {CallAction.HANG_UP, CallAction.END_CONSULT, CallAction.RECOVER_CALLER, CallAction.REMOVE_GUEST}
        if self.pending is CallAction.COMPLETE_TRANSFER:
            still -= {CallAction.END_CONSULT}  # the caller may be the colleague's by now
        elif self.pending is CallAction.HOLD:
            still |= {CallAction.COMPLETE_TRANSFER}
        return allowed & still - {self.pending}

    def _with_colleague(self) -> frozenset[CallAction]:
        always = frozenset({CallAction.END_CONSULT, CallAction.COMPLETE_TRANSFER, CallAction.RECOVER_CALLER})
        if self.guest:
            always |= {CallAction.REMOVE_GUEST}
        if self.colleague is not ColleagueState.JOINED:
            return always
        if self.conferring:
            always |= {CallAction.LEAVE_CONFERENCE, CallAction.RESUME}
            return always if self.guest else always | {CallAction.KEEP_GUEST}
        return always | {CallAction.CONFER}

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
        if room.handed_over and self.state in SPEAKING and self.direction is not CallDirection.INTERNAL:
            return (call.after(CallTrigger.HANDED_OVER),)
        if room.handed_outside and self.state in SPEAKING | {CallState.RINGING}:
            return (replace(call.after(CallTrigger.ENDED), end_cause=EndCause.HANDED_OVER),)
        steps += [call := call.after(trigger) for trigger in call._come_together(room)]
        if call.state is CallState.TALKING and room.agent_joined and room.caller_held:
            steps.append(call := call.after(CallTrigger.HELD))
        elif call.state is CallState.HELD and room.agent_joined and not room.caller_held:
            steps.append(call := call.after(CallTrigger.RESUMED))
        if call.state in SPEAKING and room.agent_joined and call.muted is not room.agent_muted:
            steps.append(call := replace(call, muted=room.agent_muted)._confirmed())
        if call.state in SPEAKING and call.guest and not room.guest_joined:
            steps.append(call := replace(call, guest=False))
        if call.state in SPEAKING and not call.guest and call.colleague is not None and room.colleague_stays:
            steps.append(call := call._with_guest())
        if call.state in SPEAKING and call._colleague_moved(room):
            steps.append(call := call._with(room))
        conferring = room.conferring and call.colleague is ColleagueState.JOINED and call.state is CallState.TALKING
        if room.agent_joined and call.state in SPEAKING and call.conferring is not conferring:
            steps.append(call := replace(call, conferring=conferring)._confirmed())
        if room.agent_joined and call._confirmed() != call:
            steps.append(call := call._confirmed())
        return tuple(steps) or (call,)

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
        return self.colleague is not self._with(room).colleague

    def _with(self, room: RoomFacts) -> "Call":
        """Return the call with its colleague as the room says; while it rings at one of ours the room says nothing."""
        match self.colleague:
            case ColleagueState.RINGING | ColleagueState.JOINING if room.colleague_joined:
                return replace(self, colleague=ColleagueState.JOINED)
            case ColleagueState.RINGING if room.colleague_called:
                return replace(self, colleague=ColleagueState.JOINING)
            case ColleagueState.JOINING if room.colleague_failed is not None:
                return self.colleague_gone()
            case ColleagueState.JOINED if not room.colleague_joined:
                return self.colleague_gone()
        return self

    def _confirmed(self) -> "Call":
        """Return the call without what was pending where it stands so now."""
        done = self.pending is not None and _IS_DONE[self.pending](self)
        return replace(self, pending=None) if done else self


_IS_DONE: Final[Mapping[CallAction, Callable[[Call], bool]]] = MappingProxyType(
    # what says that an asked action is done; that a call is handed over says nobody's state but the other's
    {
        _A.HOLD: lambda call: call.state is CallState.HELD,
        _A.RESUME: lambda call: call.state is CallState.TALKING and not call.conferring,
        _A.MUTE: lambda call: call.muted,
        _A.UNMUTE: lambda call: not call.muted,
        _A.HANG_UP: lambda call: call.state is CallState.ENDED,
        _A.CONFER: lambda call: call.conferring,
        _A.COMPLETE_TRANSFER: lambda _: False,
        _A.KEEP_GUEST: lambda call: call.guest,
    }
)

_WITH_COLLEAGUE: Final = frozenset({_A.CONFER, _A.COMPLETE_TRANSFER, _A.KEEP_GUEST})


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
    """Return what the colleague who was called may do. Who is being given the customer cannot leave in that moment, or
    the carrier would give them to an empty line."""
    given = call.colleague is ColleagueState.JOINED and call.pending is CallAction.COMPLETE_TRANSFER
    if call.colleague is None or call.state is CallState.ENDED or given:
        return frozenset()
    rings = call.colleague is ColleagueState.RINGING
    return frozenset({CallAction.ANSWER, CallAction.DECLINE} if rings else {CallAction.HANG_UP})


def handing_over(call: Call) -> Call:
    """Return the call once the carrier is asked to give the customer to the colleague."""
    return replace(call, pending=CallAction.COMPLETE_TRANSFER)


def brought_back(call: Call) -> Call:
    """Return the call once the carrier is asked to bring the customer back to the agent, wherever they are."""
    here = call.state is CallState.TALKING and not call.conferring and call.pending is not CallAction.HOLD
    return replace(call, pending=None if here else CallAction.RESUME)

"""What an agent's state may become, as one table. Pure: no database, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from telephony.contract import AgentAction, AgentState, ChosenReason, SystemReason
from telephony.errors import AgentTransitionRefusedError, ReasonNeededError
from telephony.wrap_up.states import Plan


class AgentTrigger(StrEnum):
    """What can happen to an agent. A call's work is done at its end, or at that of its wrap-up."""

    SIGNED_IN = "signed_in"
    WENT_READY = "go_ready"
    WENT_NOT_READY = "go_not_ready"
    WENT_OFFLINE = "go_offline"
    MISSED_TOO_OFTEN = "missed_too_often"
    ACCEPTED = "accepted"
    DIALLED = "dialled"
    NOT_JOINED = "not_joined"
    GAVE_BACK = "gave_back"  # they are done with a callback before it was dialled; likewise the next two
    GAVE_BACK_NOT_READY = "gave_back_not_ready"
    GAVE_BACK_OFFLINE = "gave_back_offline"
    PREVIEW_RAN_OUT = "preview_ran_out"
    CALL_ENDED = "call_ended"
    WORK_DONE = "work_done"
    WORK_DONE_NOT_READY = "work_done_not_ready"  # as was chosen for after the call; likewise the next
    WORK_DONE_OFFLINE = "work_done_offline"
    DESKTOP_LOST = "desktop_lost"  # not heard of for longer than the chosen state is kept
    FOUND_ON_CALL = "found_on_call"  # the call says that it is theirs, and their own row did not
    FREED = "freed"  # they were held by a call or an offer that is no longer theirs


_S = AgentState
_T = AgentTrigger
_A = AgentAction

TRANSITIONS: Final[Mapping[tuple[AgentState, AgentTrigger], AgentState]] = MappingProxyType(
    {
        (_S.OFFLINE, _T.SIGNED_IN): _S.NOT_READY,
        (_S.OFFLINE, _T.WENT_READY): _S.READY,
        (_S.OFFLINE, _T.WENT_NOT_READY): _S.NOT_READY,
        (_S.NOT_READY, _T.WENT_READY): _S.READY,
        (_S.NOT_READY, _T.WENT_NOT_READY): _S.NOT_READY,  # another reason
        (_S.NOT_READY, _T.WENT_OFFLINE): _S.OFFLINE,
        (_S.READY, _T.WENT_NOT_READY): _S.NOT_READY,
        (_S.READY, _T.WENT_OFFLINE): _S.OFFLINE,
        (_S.READY, _T.MISSED_TOO_OFTEN): _S.NOT_READY,
        (_S.READY, _T.ACCEPTED): _S.ON_CALL,
        (_S.READY, _T.DIALLED): _S.ON_CALL,
        (_S.NOT_READY, _T.DIALLED): _S.ON_CALL,
        (_S.ON_CALL, _T.NOT_JOINED): _S.NOT_READY,
        (_S.ON_CALL, _T.GAVE_BACK): _S.READY,
        (_S.ON_CALL, _T.GAVE_BACK_NOT_READY): _S.NOT_READY,
        (_S.ON_CALL, _T.GAVE_BACK_OFFLINE): _S.OFFLINE,
        (_S.ON_CALL, _T.PREVIEW_RAN_OUT): _S.NOT_READY,
        (_S.ON_CALL, _T.CALL_ENDED): _S.WRAP_UP,
        (_S.ON_CALL, _T.WORK_DONE): _S.READY,
        (_S.ON_CALL, _T.WORK_DONE_NOT_READY): _S.NOT_READY,
        (_S.ON_CALL, _T.WORK_DONE_OFFLINE): _S.OFFLINE,
        (_S.WRAP_UP, _T.WORK_DONE): _S.READY,
        (_S.WRAP_UP, _T.WORK_DONE_NOT_READY): _S.NOT_READY,
        (_S.WRAP_UP, _T.WORK_DONE_OFFLINE): _S.OFFLINE,
        (_S.READY, _T.DESKTOP_LOST): _S.NOT_READY,
        (_S.NOT_READY, _T.DESKTOP_LOST): _S.NOT_READY,
        (_S.OFFLINE, _T.FOUND_ON_CALL): _S.ON_CALL,
        (_S.READY, _T.FOUND_ON_CALL): _S.ON_CALL,
        (_S.NOT_READY, _T.FOUND_ON_CALL): _S.ON_CALL,
        (_S.WRAP_UP, _T.FOUND_ON_CALL): _S.ON_CALL,
        (_S.READY, _T.FREED): _S.NOT_READY,
        (_S.NOT_READY, _T.FREED): _S.NOT_READY,
        (_S.ON_CALL, _T.FREED): _S.NOT_READY,
        (_S.WRAP_UP, _T.FREED): _S.NOT_READY,
    }
)

BUSY: Final = frozenset({_S.ON_CALL, _S.WRAP_UP})
"""The states in which an agent has a call, and may choose what comes after it."""

_SYSTEM_REASONS: Final[Mapping[AgentTrigger, SystemReason]] = MappingProxyType(
    {
        _T.SIGNED_IN: SystemReason.SIGNED_IN,
        _T.MISSED_TOO_OFTEN: SystemReason.NO_ANSWER,
        _T.NOT_JOINED: SystemReason.CONNECTION,
        _T.PREVIEW_RAN_OUT: SystemReason.NO_ANSWER,
        _T.DESKTOP_LOST: SystemReason.CONNECTION,
        _T.FREED: SystemReason.CONNECTION,
    }
)

_ASKED: Final[Mapping[AgentAction, AgentTrigger]] = MappingProxyType(
    {
        _A.GO_READY: _T.WENT_READY,
        _A.GO_NOT_READY: _T.WENT_NOT_READY,
        _A.GO_OFFLINE: _T.WENT_OFFLINE,
    }
)

_CHOSEN_NEXT: Final[Mapping[AgentAction, AgentState]] = MappingProxyType(
    {_A.GO_READY: _S.READY, _A.GO_NOT_READY: _S.NOT_READY, _A.GO_OFFLINE: _S.OFFLINE}
)

_WORK_DONE: Final[Mapping[AgentState, AgentTrigger]] = MappingProxyType(
    {_S.READY: _T.WORK_DONE, _S.NOT_READY: _T.WORK_DONE_NOT_READY, _S.OFFLINE: _T.WORK_DONE_OFFLINE}
)

_GAVE_BACK: Final[Mapping[AgentState, AgentTrigger]] = MappingProxyType(
    {_S.READY: _T.GAVE_BACK, _S.NOT_READY: _T.GAVE_BACK_NOT_READY, _S.OFFLINE: _T.GAVE_BACK_OFFLINE}
)

_FORGIVING: Final = frozenset({_T.SIGNED_IN, _T.WENT_READY, _T.ACCEPTED, _T.DIALLED})
"""After these the agent is there again: offers missed before count no more."""


@dataclass(frozen=True, slots=True)
class Next:
    """What an agent has chosen to be after the call. `planned_seconds` count from when they are not ready."""

    state: AgentState
    reason: ChosenReason | None = None
    planned_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """What decides what an agent may do next. `next` and `wrap_up` are of the present call, and go with it. `cause` is
    what happened last, where that is known."""

    state: AgentState = AgentState.OFFLINE
    reason: ChosenReason | SystemReason | None = None
    misses: int = 0
    next: Next | None = None
    wrap_up: Plan | None = None
    cause: AgentTrigger | None = field(default=None, compare=False)

    def after(self, trigger: AgentTrigger, reason: ChosenReason | None = None) -> "Agent":
        """Return the agent once `trigger` happened. `reason` counts only where the agent chose to be not ready.

        Raises:
            AgentTransitionRefusedError: The table does not list it.
            ReasonNeededError: Not ready by choice, and no reason.
        """
        try:
            state = TRANSITIONS[self.state, trigger]
        except KeyError:
            raise AgentTransitionRefusedError(state=self.state.value, action=trigger.value) from None
        given: ChosenReason | SystemReason | None = _SYSTEM_REASONS.get(trigger)
        if trigger in (_T.WENT_NOT_READY, _T.WORK_DONE_NOT_READY, _T.GAVE_BACK_NOT_READY):
            if reason is None:
                raise ReasonNeededError
            given = reason
        busy = state in BUSY
        return Agent(
            state=state,
            reason=given,
            misses=0 if trigger in _FORGIVING else self.misses,
            next=self.next if busy else None,
            wrap_up=self.wrap_up if busy else None,
            cause=trigger,
        )

    def accepted(self, wrap_up: Plan) -> "Agent":
        """Return the agent with a call whose queue wants this of its wrap-up.

        Raises:
            AgentTransitionRefusedError: Not ready for one.
        """
        return replace(self.after(AgentTrigger.ACCEPTED), wrap_up=wrap_up, next=None)

    def dialling(self, wrap_up: Plan) -> "Agent":
        """Return the agent once they call somebody. Who was not ready for calls is so again after it.

        Where the system gave the reason, it is theirs to choose another; until then their work is other than calls.

        Raises:
            AgentTransitionRefusedError: They have a call, or are not there.
        """
        chosen = self.reason if isinstance(self.reason, ChosenReason) else ChosenReason.BACK_OFFICE
        after = Next(AgentState.NOT_READY, chosen) if self.state is AgentState.NOT_READY else None
        return replace(self.after(AgentTrigger.DIALLED), wrap_up=wrap_up, next=after)

    def with_wrap_up(self, wrap_up: Plan) -> "Agent":
        """Return the agent with the wrap-up of their call as it stands now."""
        return replace(self, wrap_up=wrap_up)

    def work_done(self) -> "Agent":
        """Return the agent once the work of their call is done: as they chose before, or else ready.

        Raises:
            AgentTransitionRefusedError: There is no such work.
        """
        chosen = self.next or Next(AgentState.READY)
        return self.after(_WORK_DONE[chosen.state], chosen.reason)

    def choosing_next(
        self, action: AgentAction, reason: ChosenReason | None = None, planned_seconds: int | None = None
    ) -> "Agent":
        """Return the agent with what they will be after the call; the last choice counts.

        Raises:
            AgentTransitionRefusedError: They have no call, or `action` is no state.
            ReasonNeededError: Not ready, and no reason.
        """
        if action not in self.allowed_next():
            raise AgentTransitionRefusedError(state=self.state.value, action=action.value)
        state = _CHOSEN_NEXT[action]
        if state is not AgentState.NOT_READY:
            return replace(self, next=Next(state))
        if reason is None:
            raise ReasonNeededError
        return replace(self, next=Next(state, reason, planned_seconds))

    def acting(self, action: AgentAction) -> "Agent":
        """Return the agent after an action that leaves their state as it is.

        Raises:
            AgentTransitionRefusedError: It is not allowed now, or changes the state.
        """
        if action in _ASKED or action not in self.allowed():
            raise AgentTransitionRefusedError(state=self.state.value, action=action.value)
        if action is AgentAction.CANCEL_NEXT:
            return replace(self, next=None)
        return replace(self, wrap_up=None if self.wrap_up is None else self.wrap_up.after(action))

    def missed(self, limit: int) -> tuple["Agent", bool]:
        """Return the agent after an offer not answered, and whether that was one too many in a row."""
        agent = replace(self, misses=self.misses + 1)
        return agent, agent.misses >= limit

    def allowed(self) -> frozenset[AgentAction]:
        """Return what the agent may ask now."""
        states = frozenset(action for action, trigger in _ASKED.items() if (self.state, trigger) in TRANSITIONS)
        if self.state not in BUSY:
            return states
        cancel = frozenset() if self.next is None else frozenset({AgentAction.CANCEL_NEXT})
        of_plan = frozenset() if self.wrap_up is None else self.wrap_up.allowed(self.state)
        return states | cancel | of_plan

    def allowed_next(self) -> frozenset[AgentAction]:
        """Return what the agent may choose for after the call."""
        return frozenset(_CHOSEN_NEXT) if self.state in BUSY else frozenset()


def trigger_of(action: AgentAction) -> AgentTrigger | None:
    """Return what happens when an agent asks for `action`; None where that leaves the state as it is."""
    return _ASKED.get(action)


def gave_back(agent: Agent) -> Agent:
    """Return the agent once they are done with a callback that was not dialled: as they chose before, or ready.

    Raises:
        AgentTransitionRefusedError: They have none.
    """
    chosen = agent.next or Next(AgentState.READY)
    return agent.after(_GAVE_BACK[chosen.state], chosen.reason)

"""What an agent's state may become, as one table. Pure: no database, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from telephony.contract import CHOSEN_REASONS, AgentAction, AgentState, NotReadyReason
from telephony.errors import AgentTransitionRefusedError, ReasonNeededError


class AgentTrigger(StrEnum):
    """What can happen to an agent."""

    SIGNED_IN = "signed_in"
    WENT_READY = "go_ready"
    WENT_NOT_READY = "go_not_ready"
    WENT_OFFLINE = "go_offline"
    MISSED_TOO_OFTEN = "missed_too_often"
    ACCEPTED = "accepted"
    NOT_JOINED = "not_joined"
    CALL_ENDED = "call_ended"
    WRAPPED_UP = "wrapped_up"
    DESKTOP_LOST = "desktop_lost"  # not heard of for longer than the chosen state is kept
    FOUND_ON_CALL = "found_on_call"  # the call says that it is theirs, and their own row did not
    FREED = "freed"  # they were held by a call or an offer that is no longer theirs


_S = AgentState
_T = AgentTrigger

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
        (_S.ON_CALL, _T.NOT_JOINED): _S.NOT_READY,
        (_S.ON_CALL, _T.CALL_ENDED): _S.WRAP_UP,
        (_S.WRAP_UP, _T.WRAPPED_UP): _S.READY,
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

_SYSTEM_REASONS: Final[Mapping[AgentTrigger, NotReadyReason]] = MappingProxyType(
    {
        _T.SIGNED_IN: NotReadyReason.SIGNED_IN,
        _T.MISSED_TOO_OFTEN: NotReadyReason.NO_ANSWER,
        _T.NOT_JOINED: NotReadyReason.CONNECTION,
        _T.DESKTOP_LOST: NotReadyReason.CONNECTION,
        _T.FREED: NotReadyReason.CONNECTION,
    }
)

_ASKED: Final[Mapping[AgentAction, AgentTrigger]] = MappingProxyType(
    {
        AgentAction.GO_READY: _T.WENT_READY,
        AgentAction.GO_NOT_READY: _T.WENT_NOT_READY,
        AgentAction.GO_OFFLINE: _T.WENT_OFFLINE,
    }
)

_FORGIVING: Final = frozenset({_T.SIGNED_IN, _T.WENT_READY, _T.ACCEPTED})
"""After these the agent is there again: offers missed before count no more."""


@dataclass(frozen=True, slots=True)
class Agent:
    """What decides what an agent may do next. `cause` is what happened last, where that is known."""

    state: AgentState = AgentState.OFFLINE
    reason: NotReadyReason | None = None
    misses: int = 0
    cause: AgentTrigger | None = field(default=None, compare=False)

    def after(self, trigger: AgentTrigger, reason: NotReadyReason | None = None) -> "Agent":
        """Return the agent once `trigger` happened. `reason` counts only where the agent chose it.

        Raises:
            AgentTransitionRefusedError: The table does not list it.
            ReasonNeededError: Not ready without a reason that may be chosen.
        """
        try:
            state = TRANSITIONS[self.state, trigger]
        except KeyError:
            raise AgentTransitionRefusedError(state=self.state.value, action=trigger.value) from None
        if trigger is AgentTrigger.WENT_NOT_READY and reason not in CHOSEN_REASONS:
            raise ReasonNeededError
        given = reason if trigger is AgentTrigger.WENT_NOT_READY else _SYSTEM_REASONS.get(trigger)
        misses = 0 if trigger in _FORGIVING else self.misses
        return replace(self, state=state, reason=given, misses=misses, cause=trigger)

    def missed(self, limit: int) -> tuple["Agent", bool]:
        """Return the agent after an offer not answered, and whether that was one too many in a row."""
        agent = replace(self, misses=self.misses + 1)
        return agent, agent.misses >= limit

    def allowed(self) -> frozenset[AgentAction]:
        """Return what the agent may ask now."""
        return frozenset(action for action, trigger in _ASKED.items() if (self.state, trigger) in TRANSITIONS)


def trigger_of(action: AgentAction) -> AgentTrigger:
    """Return what happens when an agent asks for `action`."""
    return _ASKED[action]

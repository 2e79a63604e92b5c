"""What a supervisor does to agents and waiting calls from the board. What would come of it is told before."""

from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.rules import AwayReason

LONGEST_REASON: Final = 200
REASON_CODE: Final = r"^[a-z][a-z0-9_]{0,39}$"


class StateChoice(StrEnum):
    """What a supervisor may have an agent be; telephony's own words."""

    READY = "ready"
    NOT_READY = "not_ready"
    OFFLINE = "offline"  # off the telephone


class StateWhen(StrEnum):
    """When an agent's state is to change. After the call is what is proposed: it cuts nobody off."""

    AFTER_CALL = "after_call"  # once the work of their present call is done
    NOW = "now"


class StateEffect(StrEnum):
    """What comes of changing an agent's state; telephony's own words."""

    CALL_GOES_ON = "call_goes_on"  # their call is not touched, nor its wrap-up
    WRAP_UP_GOES_ON = "wrap_up_goes_on"
    CHOICE_REPLACED = "choice_replaced"  # what was chosen for after the call before counts no more
    GETS_CALLS = "gets_calls"  # callers may ring at them from then on
    GETS_NO_CALLS = "gets_no_calls"
    OFFER_RETURNS = "offer_returns"  # what rings at them goes back to its queue, at its place
    CALLBACK_RETURNS = "callback_returns"  # likewise, a callback that they look at
    WRAP_UP_ENDS = "wrap_up_ends"  # with the outcome that was chosen, or as unfinished work
    CALLER_RETURNS = "caller_returns"  # the customer they speak with goes to the front of their queue
    ASKED_LOSE_THEM = "asked_lose_them"  # colleagues have asked for them next
    CALLBACKS_WAIT = "callbacks_wait"  # see `callbacks_due`; they go to the queue when their time comes


class MoveOutcome(StrEnum):
    """Why an agent serves other queues no more for a while; telephony's own words."""

    TIME_UP = "time_up"
    ENDED = "ended"  # by a supervisor
    WENT_OFF = "went_off"  # the agent went off the telephone
    REPLACED = "replaced"  # by another move
    OVERTAKEN = "overtaken"  # an administrator has said what they serve from now on


class StateOption(Answer):
    """One thing that may be done to an agent's state now. `proposed`: the one to begin with for this state."""

    state: StateChoice
    when: StateWhen
    effects: tuple[StateEffect, ...] = ()
    proposed: bool = False


class AgentOptions(Answer):
    """`GET /v1/acting/agents/{id}`: how an agent stands, and what may be done to their state, with what would come of
    it. Ready, not ready and offline are what may be chosen; offline is off the telephone.

    `state`, `reason`, `next_state` and `call_state` are telephony's words. `next_state` is what they, or a supervisor,
    chose for after the call. `callbacks_due` are promised to customers by this agent within the next two hours.
    `reasons` are why they may be not ready.
    """

    agent_id: UUID
    name: str = ""
    team: str = ""
    state: str
    reason: str = ""
    since_at: AwareDatetime
    next_state: str = ""
    call_id: UUID | None = None
    call_state: str = ""
    queues: tuple[str, ...] = ()
    callbacks_due: int = 0
    reasons: tuple[AwayReason, ...] = ()
    options: tuple[StateOption, ...] = ()
    version: int = 1


class ChangeState(Request):
    """`POST /v1/acting/agents/{id}/state`. Not ready needs `reason`. `note` is why, told to the agent and kept.

    `told` are the effects that the person saw: where others would come of it by now, nothing is done and MEND_OVERTAKEN
    says so. None asks for no such care. `sign_out`, with offline and now: their desktops are signed out too.
    """

    command_id: UUID
    state: StateChoice
    when: StateWhen = StateWhen.AFTER_CALL
    reason: str | None = Field(default=None, pattern=REASON_CODE)
    note: str = Field(default="", max_length=LONGEST_REASON)
    sign_out: bool = False
    told: tuple[StateEffect, ...] | None = None

    @model_validator(mode="after")
    def _has_a_reason(self) -> "ChangeState":
        if self.state is StateChoice.NOT_READY and self.reason is None:
            raise ValueError("why?")
        return self


class Taker(Answer):
    """Somebody to whom a waiting call may be given. `free`: it rings at them at once; who is not gets it next, before
    any other, and everybody may have it after `LONGEST_KEPT_SECONDS`. `serves`: the call's queue is one of theirs."""

    agent_id: UUID
    name: str = ""
    team: str = ""
    state: str
    since_at: AwareDatetime
    free: bool = False
    serves: bool = True


LONGEST_KEPT_SECONDS: Final = 120


class WaitingOptions(Answer):
    """`GET /v1/acting/calls/{id}`: a call that waits, its `place` in its queue (the first at 1), and who may have it.

    `may_move`: it is not in front already. `behind_urgent`: so many stand before the front, for they are urgent.
    `may_take`: the person who asks takes calls themselves; `take_makes_ready`: they are ready from then on.
    """

    call_id: UUID
    queue: str
    queue_name: LocalText = Field(default_factory=dict)
    enqueued_at: AwareDatetime
    urgent: bool = False
    callback: bool = False
    place: int = 1
    waiting: int = 1
    may_move: bool = False
    behind_urgent: int = 0
    may_take: bool = False
    take_makes_ready: bool = False
    kept_for_id: UUID | None = None
    takers: tuple[Taker, ...] = ()


class MoveToFront(Request):
    """`POST /v1/acting/calls/{id}/front`."""

    command_id: UUID
    reason: str = Field(default="", max_length=LONGEST_REASON)


class GiveCall(Request):
    """`POST /v1/acting/calls/{id}/taker`: give a waiting call to an agent; without one, take it oneself."""

    command_id: UUID
    agent_id: UUID | None = None
    reason: str = Field(default="", max_length=LONGEST_REASON)


class CallGiven(Answer):
    """The call rings at this agent, or, where not `rings`, is kept for them until then."""

    call_id: UUID
    agent_id: UUID
    rings: bool = False
    kept_until_at: AwareDatetime | None = None


class MoveAgents(Request):
    """`POST /v1/acting/moves`: have agents serve exactly these queues (by code) for a while, then what they served
    before. It ends at `until_at`; without one when they go off the telephone, and by hand at any time.

    Each agent is told, and told again when it ends. Their skills stay.
    """

    command_id: UUID
    agent_ids: tuple[UUID, ...] = Field(min_length=1, max_length=200)
    queues: tuple[str, ...] = Field(min_length=1, max_length=50)
    until_at: AwareDatetime | None = None
    reason: str = Field(default="", max_length=LONGEST_REASON)


class QueueMove(Answer):
    """One agent who serves other queues for a while. `before` is what they serve again after it."""

    move_id: UUID
    agent_id: UUID
    agent_name: str = ""
    team: str = ""
    queues: tuple[str, ...]
    before: tuple[str, ...]
    until_at: AwareDatetime | None = None
    reason: str = ""
    by_name: str = ""
    began_at: AwareDatetime
    ended_at: AwareDatetime | None = None
    outcome: MoveOutcome | None = None


class QueueChoice(Answer):
    """A queue to which agents may be moved. Agents go only between queues of one `group`."""

    code: str
    name: LocalText
    group: str


class QueueMoves(Answer):
    """`GET /v1/acting/moves`: the moves that are on, in the supervisor's scope, and the queues there are."""

    moves: tuple[QueueMove, ...] = ()
    queues: tuple[QueueChoice, ...] = ()


class EndMove(Request):
    """`POST /v1/acting/moves/{id}/end`."""

    command_id: UUID

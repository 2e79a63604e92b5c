"""How an agent came to be as they are, and whom they may call. Import it from `telephony.contract`."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from telephony.answers import Answer
from telephony.terms import AgentState, NotReadyReason, StateCause


class DeclineReason(Answer):
    """One of the reasons for which a call may be declined."""

    code: str
    name: dict[str, str]


class AgentStretch(Answer):
    """One stretch of an agent in one state, with what brought it about. `ended_at` is None for the present one."""

    state: AgentState
    reason: NotReadyReason | None = None
    cause: StateCause = StateCause.SYSTEM
    call_id: UUID | None = None
    began_at: datetime
    ended_at: datetime | None = None


class AgentHistory(Answer):
    """`GET /v1/agent/history`: how the agent came to be as they are, the newest first."""

    stretches: tuple[AgentStretch, ...] = ()


class NotCallable(StrEnum):
    """Why a colleague who is signed in cannot be called now; the first of these that is so."""

    OTHER_QUEUES = "other_queues"  # they serve another group of queues
    STATE = "state"  # they are not ready, on a call or in wrap-up
    RINGING = "ringing"  # a call is being offered to them
    DESKTOP_LOST = "desktop_lost"  # nothing has been heard of their desktop


class Colleague(Answer):
    """`GET /v1/colleagues`: somebody who is signed in. `free`: they can be called now; else `why_not` says why."""

    agent_id: UUID
    name: str
    team: str = ""
    state: AgentState
    reason: NotReadyReason | None = None
    since_at: datetime
    free: bool = False
    why_not: NotCallable | None = None

"""What the reconciler has set right, and what a supervisor has set right by hand."""

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from agent_desktop.contract.base import Answer, LocalText, Request


class HandDeed(StrEnum):
    """What a supervisor may do by hand."""

    LOOK = "look"  # at the database and the carrier, at once
    FREE_AGENT = "free_agent"  # an offer goes back, a wrap-up ends, and they are not ready
    END_CALL = "end_call"


class MendByHand(Request):
    """`POST /v1/mends`. `reason` is kept with what was done; a look needs none.

    `told` are the effects that the person was told of: where something else would come of it by now, nothing is done
    and MEND_OVERTAKEN says so. None asks for no such care.
    """

    command_id: UUID
    deed: HandDeed
    agent_id: UUID | None = None
    call_id: UUID | None = None
    reason: str = Field(default="", max_length=200)
    told: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _names_whom(self) -> "MendByHand":
        wanted = {HandDeed.FREE_AGENT: self.agent_id, HandDeed.END_CALL: self.call_id}
        if self.deed in wanted and wanted[self.deed] is None:
            raise ValueError("whom?")
        if self.deed in wanted and not self.reason.strip():
            raise ValueError("why?")
        return self


class Mend(Answer):
    """One thing that was set right: what was found, and what was done. `by` is the supervisor who asked for it.
    `agent_name`, `by_name` and `queue` name whom and what it was about, where they are still known."""

    mend_id: UUID
    at: AwareDatetime
    finding: str
    deed: str
    agent_id: UUID | None = None
    call_id: UUID | None = None
    offer_id: UUID | None = None
    by: UUID | None = None
    reason: str = ""
    agent_name: str = ""
    by_name: str = ""
    queue: LocalText = Field(default_factory=dict)


class Mends(Answer):
    """`GET /v1/mends`: the newest first; `counts` by finding, of the last 24 hours. `more`: there are older ones."""

    mends: tuple[Mend, ...] = ()
    counts: dict[str, int] = Field(default_factory=dict)
    more: bool = False


class LiveWhich(StrEnum):
    """What is listed of all that is live."""

    STUCK = "stuck"  # what contradicts itself, or goes on for too long
    AGENTS = "agents"
    CALLS = "calls"


class Live(Answer):
    """An agent, a call or an offer (`kind`) with its `state` since `since_at`; `reason` says why one is not ready.

    `finding`: what contradicts itself, which the server sets right by itself. `doubt`: it goes on for too long.
    `free` and `end`: what would come of freeing the agent, and of ending the call; empty where that cannot be done.
    """

    kind: str
    subject_id: UUID
    state: str
    since_at: AwareDatetime
    agent_id: UUID | None = None
    call_id: UUID | None = None
    agent_name: str = ""
    queue: LocalText = Field(default_factory=dict)
    reason: str = ""
    finding: str = ""
    doubt: str = ""
    free: tuple[str, ...] = ()
    end: tuple[str, ...] = ()


class LiveList(Answer):
    """`GET /v1/mends/live?which=…&find=…`: the first of `total`, the longest as they are first.

    `stuck` counts what looks stuck, whatever is listed. The server last looked at its database and asked the carrier
    then; None for never. `turn_seconds`: after how long a call that is wanted now starts, where the carrier starts only
    so many a second.
    """

    lives: tuple[Live, ...] = ()
    total: int = 0
    stuck: int = 0
    database_looked_at: AwareDatetime | None = None
    carrier_looked_at: AwareDatetime | None = None
    turn_seconds: float = 0.0

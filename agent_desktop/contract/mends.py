"""What the reconciler has set right, and what a supervisor has set right by hand."""

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from agent_desktop.contract.base import Answer, Request


class HandDeed(StrEnum):
    """What a supervisor may do by hand."""

    LOOK = "look"  # at the database and the carrier, at once
    FREE_AGENT = "free_agent"  # an offer goes back, a wrap-up ends, and they are not ready
    END_CALL = "end_call"


class MendByHand(Request):
    """`POST /v1/mends`. `reason` is kept with what was done."""

    command_id: UUID
    deed: HandDeed
    agent_id: UUID | None = None
    call_id: UUID | None = None
    reason: str = Field(min_length=1, max_length=200)

    @model_validator(mode="after")
    def _names_whom(self) -> "MendByHand":
        wanted = {HandDeed.FREE_AGENT: self.agent_id, HandDeed.END_CALL: self.call_id}
        if self.deed in wanted and wanted[self.deed] is None:
            raise ValueError("whom?")
        return self


class Mend(Answer):
    """One thing that was set right: what was found, and what was done. `by` is the supervisor who asked for it."""

    at: AwareDatetime
    finding: str
    deed: str
    agent_id: UUID | None = None
    call_id: UUID | None = None
    offer_id: UUID | None = None
    by: UUID | None = None
    reason: str = ""


class Mends(Answer):
    """`GET /v1/mends`: the newest first; `counts` by finding, of the last 24 hours."""

    mends: tuple[Mend, ...] = ()
    counts: dict[str, int] = Field(default_factory=dict)

"""Transfers as they cross the wire. Import them from `telephony.contract`."""

from datetime import datetime
from typing import Final, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from telephony.answers import Answer, Request
from telephony.terms import CallerTold, PartyView, TransferKind, TransferOutcome, TransferState

HOLD_LIMIT_SECONDS: Final = 120
"""How long a caller may be on hold before the desk warns."""


class PartySnapshot(Answer):
    """One party of a call. `agent_id` is who an agent or a colleague is; `since_at` when they came to stand so."""

    kind: Literal["caller", "agent", "colleague", "outside", "guest"]
    agent_id: UUID | None = None
    state: PartyView
    since_at: datetime


class TransferSnapshot(Answer):
    """A transfer of a call: the one that is on, or the last one.

    `expires_at` is when the ring ends by itself, `told` what the caller was last told, `hold_limit_seconds` how long
    the caller may be on hold before a desk warns. `outcome` is why it ended, None while it is on.
    """

    transfer_id: UUID
    kind: TransferKind
    state: TransferState
    from_agent_id: UUID
    to_agent_id: UUID | None = None
    to_queue_id: UUID | None = None
    to_number_masked: str = ""
    began_at: datetime
    since_at: datetime
    expires_at: datetime | None = None
    outcome: TransferOutcome | None = None
    told: CallerTold = CallerTold.NOTHING
    hold_limit_seconds: int = HOLD_LIMIT_SECONDS


class StartTransfer(Request):
    """`POST /v1/calls/{id}/transfers`. A warm one and a cold one to a person name `agent_id`, one to a queue
    `queue_code`, one to an outside number `number_id` of the directory or `number` as it was typed; a warm one may name
    a number too. `priority` is in points, added to those of the call where it goes to a queue."""

    command_id: UUID
    kind: TransferKind
    agent_id: UUID | None = None
    queue_code: str = Field(default="", max_length=40)
    number_id: str = Field(default="", max_length=60)
    number: str = Field(default="", max_length=40)
    priority: int = Field(default=0, ge=0, le=20)

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        given = {
            "agent": self.agent_id is not None,
            "queue": bool(self.queue_code),
            "number": bool(self.number_id) or bool(self.number),
        }
        named = {each for each, is_given in given.items() if is_given}
        if len(named) != 1 or (bool(self.number_id) and bool(self.number)):
            raise ValueError("one target is named")
        if not named <= _TARGETS[self.kind]:
            raise ValueError(f"a transfer of the kind {self.kind} goes elsewhere")
        return self


_TARGETS: Final = {
    TransferKind.WARM: {"agent", "number"},
    TransferKind.COLD_AGENT: {"agent"},
    TransferKind.COLD_QUEUE: {"queue"},
    TransferKind.COLD_NUMBER: {"number"},
}


class AskedNext(Answer):
    """The agent `by_agent_id` has asked, for a call of theirs, for a colleague (`agent_id`) who is busy. `place` 1 is
    rung first once that one is free."""

    call_id: UUID
    agent_id: UUID
    by_agent_id: UUID
    asked_at: datetime
    place: int = 1


class AskNext(Request):
    """`POST /v1/calls/{id}/ask-next`: keep a busy colleague for this call; they are called into it once free."""

    command_id: UUID
    agent_id: UUID

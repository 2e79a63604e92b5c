"""Calls that a colleague owes a customer: they were wanted, were busy or away, and call the customer back instead.

Numbers are masked; whoever owes the call previews and places it by its id. Times are aware UTC.
"""

from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText, Request

REASON_LIMIT: Final = 200
"""The most characters of why the customer is called back."""
LONGEST_DAYS: Final = 30
"""So far ahead a call may be promised."""


class OweCall(Request):
    """`POST /v1/calls/{id}/owed-calls`: the colleague `owner_id` owes the caller a call by `due_at`. Without `number`
    it is the one they call from. `told`: the caller was told so. The agent's hand-over note goes along as it is."""

    command_id: UUID
    owner_id: UUID
    reason: str = Field(min_length=1, max_length=REASON_LIMIT)
    due_at: AwareDatetime
    number: str = Field(default="", max_length=40)
    told: bool = False


class ChangeOwedCall(Request):
    """`POST /v1/owed-calls/{id}/changes`: the call was made (`done`), or is open again after all."""

    command_id: UUID
    seen_version: int
    done: bool


class OwedCall(Answer):
    """`summary`, `asked` and `promised` are those of the hand-over note, `note_reason` why it was written. `told`: the
    customer knows of it."""

    owed_call_id: UUID
    version: int
    call_id: UUID
    customer_id: UUID | None = None
    customer_name: str = ""
    number_masked: str
    reason: str
    owner_id: UUID
    owner_name: str
    by_name: str = ""
    asked_at: AwareDatetime
    due_at: AwareDatetime
    is_late: bool = False
    told: bool = False
    done_at: AwareDatetime | None = None
    note_reason: LocalText = Field(default_factory=dict)
    summary: str = ""
    asked: str = ""
    promised: str = ""

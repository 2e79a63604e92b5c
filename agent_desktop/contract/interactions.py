"""What was said and done in one agent's part of one call: notes, script run, outcome."""

from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, LocalText, Request

NOTE_LIMIT: Final = 20_000
"""The most characters a note holds."""


class DispositionGroup(Answer):
    """A group of outcomes that belong together; not itself to be chosen."""

    code: str
    name: LocalText


class Disposition(Answer):
    """One outcome that wrap-up offers. `groups` are those it lies in, the outermost first; outcomes come in the tree's
    order. `initials` are the pinyin initials of its Chinese words and of its groups', to find it by.
    `promises_callback`: who chooses it has promised to call back, and is shown the form of that. `retired`: calls
    came to it, and it is offered no more."""

    code: str
    name: LocalText
    groups: tuple[DispositionGroup, ...] = ()
    initials: tuple[str, ...] = ()
    promises_callback: bool = False
    retired: bool = False


class SystemOutcome(StrEnum):
    """What a call came to where its agent has not said so. Kept apart from what agents choose; unfinished work."""

    NOT_CHOSEN = "not_chosen"


class Direction(StrEnum):
    """Who called whom."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class ScriptRun(Answer):
    """Where a script stands: the answers so far and the step the walk gives for them.

    `answers` is by question id; `said` maps a must-say id to when it was ticked;
    `step_times` maps a step id to when it was first reached.
    """

    script_id: str
    version: str
    step_id: str
    answers: dict[str, str] = Field(default_factory=dict)
    said: dict[str, datetime] = Field(default_factory=dict)
    step_times: dict[str, datetime] = Field(default_factory=dict)
    outcome: str = ""


class Interaction(Answer):
    """One agent's part of one call."""

    interaction_id: UUID
    call_id: UUID
    agent_id: UUID
    customer_id: UUID | None
    direction: Direction = Direction.INBOUND
    started_at: datetime
    finished_at: datetime | None = None
    note: str = ""
    note_version: int
    note_saved_at: datetime | None = None
    script_run: ScriptRun | None = None
    script_version_number: int = 0
    disposition_code: str = ""
    system_outcome: SystemOutcome | None = None


class UnfinishedPart(Answer):
    """One call of an agent whose work ended without an outcome. `subject` is what the caller chose in the menu,
    `customer_name` empty where nobody is known, `note` its beginning."""

    interaction_id: UUID
    call_id: UUID
    customer_name: str = ""
    subject: LocalText = Field(default_factory=dict)
    started_at: datetime
    ended_at: datetime
    note: str = ""


class UnfinishedWork(Answer):
    """`GET /v1/interactions/unfinished`: the agent's own, the oldest first. `count` tells also those not listed; with
    ``?count_only=true`` none is."""

    count: int = 0
    parts: tuple[UnfinishedPart, ...] = ()


class SaveNote(Request):
    """`PUT /v1/interactions/{id}/note`."""

    command_id: UUID
    seen_version: int
    text: str


class SaveScriptRun(Request):
    """`PUT /v1/interactions/{id}/script-run`. The server walks again before it stores."""

    command_id: UUID
    seen_version: int
    script_id: str
    version: str
    step_id: str
    answers: dict[str, str] = Field(default_factory=dict)
    said: dict[str, datetime] = Field(default_factory=dict)


class ChooseOutcome(Request):
    """`PUT /v1/interactions/{id}/outcome`: keep what the call came to, at once. The last choice counts. Where it is all
    that was missing, the agent's wrap-up ends with it."""

    command_id: UUID
    disposition_code: str


class FinishWrapUp(Request):
    """`POST /v1/interactions/{id}/finish`: store the outcome and end the agent's wrap-up, in one transaction."""

    command_id: UUID
    disposition_code: str

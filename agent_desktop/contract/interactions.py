"""What was said and done in one agent's part of one call: notes, script run, outcome."""

from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, LocalText, Request

NOTE_LIMIT: Final = 20_000
"""The most characters a note holds."""


class Disposition(Answer):
    """One outcome that wrap-up offers."""

    code: str
    name: LocalText


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
    started_at: datetime
    finished_at: datetime | None = None
    note: str = ""
    note_version: int
    note_saved_at: datetime | None = None
    script_run: ScriptRun | None = None
    script_version_number: int = 0
    disposition_code: str = ""


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


class FinishWrapUp(Request):
    """`POST /v1/interactions/{id}/finish`: store the outcome and end the agent's wrap-up, in one transaction."""

    command_id: UUID
    disposition_code: str

"""The form of a complaint that is half filled in when its caller is handed over: it goes along with the note.

What stands in it is the desktop's own (`client.complaint_words`); the server keeps it, and says whose it is to go on
with: one person at a time.
"""

import json
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, JsonValue, field_validator

from agent_desktop.contract.base import Answer, Request

FORM_LIMIT: Final = 60_000
"""The most characters of a form, as JSON."""


class HandedFile(Answer):
    """A file that came along with a form: an attachment of the complaint to be, sent as those of one that is recorded
    (`contract.attachments`) by whoever goes on with the form. Who may read the form may see it."""

    file_id: UUID
    name: str
    size: int
    checksum: str


class HandedForm(Answer):
    """`GET /v1/handed-forms/{complaint_id}`, and with a note. `complaint_id` is that of the record to be.

    `from_agent_id` has filled it in so far and goes on with it until `taken_by_id` does. `attached` came along; `files`
    lie yet on the computer on which they were chosen. `is_yours`: whoever asks goes on with it.
    """

    complaint_id: UUID
    call_id: UUID
    from_agent_id: UUID
    from_name: str = ""
    version: int
    content: dict[str, JsonValue]
    files: int = 0
    attached: tuple[HandedFile, ...] = ()
    changed_at: AwareDatetime
    taken_by_id: UUID | None = None
    taken_by_name: str = ""
    is_yours: bool = False


class HandForm(Request):
    """`PUT /v1/calls/{id}/handed-form`: have the form go along with the note of this call, as it now stands. `files`
    are all that it has.

    Raises HANDED_FORM_TAKEN (`name`), NOT_YOUR_CALL.
    """

    command_id: UUID
    complaint_id: UUID
    content: dict[str, JsonValue]
    files: int = 0

    @field_validator("content")
    @classmethod
    def _not_too_long(cls, content: dict[str, JsonValue]) -> dict[str, JsonValue]:
        if len(json.dumps(content)) > FORM_LIMIT:
            raise ValueError(f"more than {FORM_LIMIT} characters")
        return content


class HandedFormDeed(Request):
    """`POST /v1/handed-forms/{complaint_id}/take`: go on with it, having the call now; or ``/drop``: it goes along no
    more. Raises HANDED_FORM_GONE, HANDED_FORM_TAKEN (`name`), NOT_YOUR_CALL."""

    command_id: UUID

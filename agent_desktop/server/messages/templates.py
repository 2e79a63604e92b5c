"""Reads the templates of short messages, and says what is wrong with such a file."""

import json
from pathlib import Path
from typing import Any, ClassVar, Final

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.messages.checks import WARNINGS, findings_in
from agent_desktop.records.messages.schema import MessageTemplates
from agent_desktop.server.checked_files import CheckedFile, CheckedFileError, Reading, read_checked


class MessagesFileError(CheckedFileError):
    """A file of message templates is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.MESSAGES_FILE_WRONG


def read_templates(path: Path) -> Reading[MessageTemplates]:
    """Read and check a file. Warned of is what agents will not like."""
    return read_checked(path, MessageTemplates, findings_in, warnings=WARNINGS, error=MessagesFileError)


_FILE: Final = CheckedFile(
    lambda settings: settings.records.messages_file, "messages/main.yaml", lambda path, _: read_templates(path)
)
templates_file, load_templates, check_templates = _FILE.path, _FILE.load, _FILE.check


def schema_text() -> str:
    """Return the JSON schema of the file, as ``resources/schemas/messages.schema.json`` has it, for editors."""
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Message templates of Agent Desktop",
    }
    schema |= MessageTemplates.model_json_schema()
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"

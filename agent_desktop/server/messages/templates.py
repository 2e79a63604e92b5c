"""Reads the templates of short messages, and says what is wrong with such a file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.messages.checks import WARNINGS, findings_in
from agent_desktop.records.messages.schema import MessageTemplates
from agent_desktop.server.checked_files import CheckedFileError, Reading, content_of, read_checked, tell_all
from agent_desktop.settings import Settings, shipped_file
from agent_desktop.words import Language


class MessagesFileError(CheckedFileError):
    """A file of message templates is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.MESSAGES_FILE_WRONG


def templates_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    named = settings.records.messages_file
    return Path(named) if named else shipped_file("resources") / "messages" / "main.yaml"


def read_templates(path: Path) -> Reading[MessageTemplates]:
    """Read and check a file. Warned of is what agents will not like."""
    return read_checked(path, MessageTemplates, findings_in, warnings=WARNINGS, error=MessagesFileError)


def load_templates(settings: Settings) -> MessageTemplates:
    """Load it; what it is warned of is logged.

    Raises:
        MessagesFileError: The first problem of the file, by line.
    """
    path = templates_file(settings)
    return content_of(path, read_templates(path))


def check_templates(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file, the one of the settings where `path` is None; say whether a server
    would take it."""
    path = path or templates_file(settings)
    return tell_all(path, read_templates(path), language, tell)


def schema_text() -> str:
    """Return the JSON schema of the file, as ``resources/schemas/messages.schema.json`` has it, for editors."""
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Message templates of Agent Desktop",
    }
    schema |= MessageTemplates.model_json_schema()
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"

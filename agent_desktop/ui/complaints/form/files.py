"""Whether a file may go along, by its beginning and size; the server looks again. Pure."""

import hashlib
from typing import Final
from uuid import uuid4

from agent_desktop.client.complaint_words import MOST_FILES, FileWords
from agent_desktop.client.errors import Problem
from agent_desktop.contract.attachments import NAME_LIMIT, FileRefusal
from agent_desktop.contract.errors import ErrorCode

LARGEST_BYTES: Final = 10 * 1024 * 1024
_STARTS: Final = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF", b"PK\x03\x04")
_TEXT: Final = (".txt", ".csv", ".log", ".eml")


def added_file(name: str, content: bytes, files: tuple[FileWords, ...]) -> FileWords | Problem:
    """Return a file as it goes along with the form, or why it does not."""
    if not content:
        return _refused(FileRefusal.EMPTY)
    if len(content) > LARGEST_BYTES:
        return _refused(FileRefusal.TOO_LARGE, limit_bytes=LARGEST_BYTES)
    if len(files) >= MOST_FILES:
        return _refused(FileRefusal.TOO_MANY, limit=MOST_FILES)
    if not content.startswith(_STARTS) and not name.casefold().endswith(_TEXT):
        return _refused(FileRefusal.TYPE_UNKNOWN)
    checksum = hashlib.sha256(content).hexdigest()
    return FileWords(file_id=uuid4(), name=_short(name), size=len(content), checksum=checksum)


def _refused(problem: FileRefusal, **details: int) -> Problem:
    return Problem(ErrorCode.ATTACHMENT_REFUSED, {"problem": problem.value, **details})


def _short(name: str) -> str:
    if len(name) <= NAME_LIMIT:
        return name or "file"
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[: NAME_LIMIT - 1] + "…"
    return f"{stem[: NAME_LIMIT - len(ending) - 2]}….{ending}"

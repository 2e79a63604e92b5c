"""Reads the file of complaints, and says what is wrong with one."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.complaints.checks import WARNINGS, findings_in
from agent_desktop.records.complaints.schema import ComplaintPlan
from agent_desktop.server.checked_files import CheckedFileError, Reading, content_of, read_checked, tell_all
from agent_desktop.settings import Settings, shipped_file
from agent_desktop.words import Language


class ComplaintsFileError(CheckedFileError):
    """A file of complaints is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.COMPLAINTS_FILE_WRONG


def complaints_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    named = settings.records.complaints_file
    return Path(named) if named else shipped_file("resources") / "complaints" / "main.yaml"


def read_complaints(path: Path) -> Reading[ComplaintPlan]:
    """Read and check a file. Warned of is what agents will not find their way in."""
    return read_checked(path, ComplaintPlan, findings_in, warnings=WARNINGS, error=ComplaintsFileError)


def load_book(settings: Settings) -> ComplaintBook:
    """Load it; what it is warned of is logged.

    Raises:
        ComplaintsFileError: The first problem of the file, by line.
    """
    path = complaints_file(settings)
    return ComplaintBook(content_of(path, read_complaints(path)))


def check_complaints(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file, the one of the settings where `path` is None; say whether a server
    would take it."""
    path = path or complaints_file(settings)
    return tell_all(path, read_complaints(path), language, tell)

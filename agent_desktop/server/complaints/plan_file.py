"""Reads the file of complaints, and says what is wrong with one."""

from pathlib import Path
from typing import ClassVar, Final

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.complaints.checks import WARNINGS, findings_in
from agent_desktop.records.complaints.schema import ComplaintPlan
from agent_desktop.server.checked_files import CheckedFile, CheckedFileError, Reading, read_checked
from agent_desktop.settings import Settings


class ComplaintsFileError(CheckedFileError):
    """A file of complaints is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.COMPLAINTS_FILE_WRONG


def read_complaints(path: Path) -> Reading[ComplaintPlan]:
    """Read and check a file. Warned of is what agents will not find their way in."""
    return read_checked(path, ComplaintPlan, findings_in, warnings=WARNINGS, error=ComplaintsFileError)


_FILE: Final = CheckedFile(
    lambda settings: settings.records.complaints_file, "complaints/main.yaml", lambda path, _: read_complaints(path)
)
complaints_file, check_complaints = _FILE.path, _FILE.check


def load_book(settings: Settings) -> ComplaintBook:
    """Load it; what it is warned of is logged.

    Raises:
        ComplaintsFileError: The first problem of the file, by line.
    """
    return ComplaintBook(_FILE.load(settings))

"""Reads the directory's file and says what is wrong with one."""

from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.directory.checks import WARNINGS, findings_in
from agent_desktop.records.directory.schema import DirectoryPlan
from agent_desktop.server.checked_files import CheckedFile, CheckedFileError, Reading, read_checked
from agent_desktop.settings import Settings


class DirectoryFileError(CheckedFileError):
    """A file of the directory is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.DIRECTORY_FILE_WRONG


def read_directory(path: Path, settings: Settings) -> Reading[DirectoryPlan]:
    """Read and check a file."""
    telephony = settings.telephony
    hours = [each.code for each in telephony.hours]
    check = partial(findings_in, region=telephony.default_region, hours=hours)
    return read_checked(path, DirectoryPlan, check, warnings=WARNINGS, error=DirectoryFileError)


_FILE: Final = CheckedFile(lambda settings: settings.records.directory_file, "directory/main.yaml", read_directory)
directory_file, load_directory, check_directory = _FILE.path, _FILE.load, _FILE.check

"""Reads the directory's file and says what is wrong with one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.directory.checks import WARNINGS, findings_in
from agent_desktop.records.directory.schema import DirectoryPlan
from agent_desktop.server.checked_files import CheckedFileError, Reading, content_of, read_checked, tell_all
from agent_desktop.settings import Settings, shipped_file
from agent_desktop.words import Language


class DirectoryFileError(CheckedFileError):
    """A file of the directory is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.DIRECTORY_FILE_WRONG


def directory_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    named = settings.records.directory_file
    return Path(named) if named else shipped_file("resources") / "directory" / "main.yaml"


def read_directory(path: Path, settings: Settings) -> Reading[DirectoryPlan]:
    """Read and check a file."""
    telephony = settings.telephony
    hours = [each.code for each in telephony.hours]
    check = partial(findings_in, region=telephony.default_region, hours=hours)
    return read_checked(path, DirectoryPlan, check, warnings=WARNINGS, error=DirectoryFileError)


def load_directory(settings: Settings) -> DirectoryPlan:
    """Load it.

    Raises:
        DirectoryFileError: The first problem of the file, by line.
    """
    path = directory_file(settings)
    return content_of(path, read_directory(path, settings))


def check_directory(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file, the one of the settings where `path` is None; say whether a server
    would take it."""
    path = path or directory_file(settings)
    return tell_all(path, read_directory(path, settings), language, tell)

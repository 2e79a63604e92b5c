"""Reads the surveys of the bank, and says what is wrong with such a file."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.surveys.checks import findings_in
from agent_desktop.records.surveys.schema import SurveyBook
from agent_desktop.server.checked_files import CheckedFileError, Reading, content_of, read_checked, tell_all
from agent_desktop.settings import Settings, shipped_file
from agent_desktop.words import Language


class SurveysFileError(CheckedFileError):
    """The file of surveys is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.SURVEYS_FILE_WRONG


def surveys_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    named = settings.surveys.file
    return Path(named) if named else shipped_file("resources") / "surveys" / "main.yaml"


def read_surveys(path: Path) -> Reading[SurveyBook]:
    """Read and check a file."""
    return read_checked(path, SurveyBook, findings_in, warnings=(), error=SurveysFileError)


def load_surveys(settings: Settings) -> SurveyBook:
    """Load it.

    Raises:
        SurveysFileError: The first problem of the file, by line.
    """
    path = surveys_file(settings)
    return content_of(path, read_surveys(path))


def check_surveys(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file, the one of the settings where `path` is None; say whether a server
    would take it."""
    path = path or surveys_file(settings)
    return tell_all(path, read_surveys(path), language, tell)

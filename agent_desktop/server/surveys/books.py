"""Reads the surveys of the bank, and says what is wrong with such a file."""

from pathlib import Path
from typing import ClassVar, Final

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.surveys.checks import findings_in
from agent_desktop.records.surveys.schema import SurveyBook
from agent_desktop.server.checked_files import CheckedFile, CheckedFileError, Reading, read_checked


class SurveysFileError(CheckedFileError):
    """The file of surveys is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.SURVEYS_FILE_WRONG


def read_surveys(path: Path) -> Reading[SurveyBook]:
    """Read and check a file."""
    return read_checked(path, SurveyBook, findings_in, warnings=(), error=SurveysFileError)


_FILE: Final = CheckedFile(
    lambda settings: settings.surveys.file, "surveys/main.yaml", lambda path, _: read_surveys(path)
)
surveys_file, load_surveys, check_surveys = _FILE.path, _FILE.load, _FILE.check

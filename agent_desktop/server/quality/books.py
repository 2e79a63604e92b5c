"""Reads the scorecards of the bank, and says what is wrong with such a file."""

from pathlib import Path
from typing import ClassVar, Final

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.quality.checks import findings_in
from agent_desktop.records.quality.schema import ScoreBook
from agent_desktop.server.checked_files import CheckedFile, CheckedFileError, Reading, read_checked


class QualityFileError(CheckedFileError):
    """The file of scorecards is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.QUALITY_FILE_WRONG


def read_scorecards(path: Path) -> Reading[ScoreBook]:
    """Read and check a file."""
    return read_checked(path, ScoreBook, findings_in, warnings=(), error=QualityFileError)


_FILE: Final = CheckedFile(
    lambda settings: settings.quality.file, "quality/main.yaml", lambda path, _: read_scorecards(path)
)
quality_file, load_scorecards, check_scorecards = _FILE.path, _FILE.load, _FILE.check

"""Reads the scorecards of the bank, and says what is wrong with such a file."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.quality.checks import findings_in
from agent_desktop.records.quality.schema import ScoreBook
from agent_desktop.server.checked_files import CheckedFileError, Reading, content_of, read_checked, tell_all
from agent_desktop.settings import Settings, shipped_file
from agent_desktop.words import Language


class QualityFileError(CheckedFileError):
    """The file of scorecards is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.QUALITY_FILE_WRONG


def quality_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    named = settings.quality.file
    return Path(named) if named else shipped_file("resources") / "quality" / "main.yaml"


def read_scorecards(path: Path) -> Reading[ScoreBook]:
    """Read and check a file."""
    return read_checked(path, ScoreBook, findings_in, warnings=(), error=QualityFileError)


def load_scorecards(settings: Settings) -> ScoreBook:
    """Load it.

    Raises:
        QualityFileError: The first problem of the file, by line.
    """
    path = quality_file(settings)
    return content_of(path, read_scorecards(path))


def check_scorecards(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file, the one of the settings where `path` is None; say whether a server
    would take it."""
    path = path or quality_file(settings)
    return tell_all(path, read_scorecards(path), language, tell)

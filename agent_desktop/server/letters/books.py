"""Reads the letters of the bank, and says what is wrong with such a file."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Final

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.letters.checks import findings_in
from agent_desktop.records.letters.schema import LetterBook
from agent_desktop.records.letters.writing import LetterWriter
from agent_desktop.server.checked_files import (
    CheckedFileError,
    Reading,
    content_of,
    own_or_shipped,
    read_checked,
    tell_all,
)
from agent_desktop.settings import Settings
from agent_desktop.words import Language

BOOK: Final = "main.yaml"


class LettersFileError(CheckedFileError):
    """The file of letters is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.LETTERS_FILE_WRONG


def letters_folder(settings: Settings) -> Path:
    """Return the folder that the settings name, or the one that comes with the program."""
    return own_or_shipped(settings.letters.folder, "letters")


def read_letters(path: Path) -> Reading[LetterBook]:
    """Read and check a file."""
    return read_checked(path, LetterBook, findings_in, warnings=(), error=LettersFileError)


def load_letters(settings: Settings) -> LetterBook:
    """Load it.

    Raises:
        LettersFileError: The first problem of the file, by line.
    """
    path = letters_folder(settings) / BOOK
    return content_of(path, read_letters(path))


def open_writer(settings: Settings, book: LetterBook) -> LetterWriter:
    """Return what makes letters; nothing is loaded for it yet."""
    fonts = Path(settings.letters.fonts_folder) if settings.letters.fonts_folder else None
    return LetterWriter(letters_folder(settings), book.look, fonts)


def check_letters(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file, the one of the settings where `path` is None; say whether a server
    would take it."""
    path = path or letters_folder(settings) / BOOK
    return tell_all(path, read_letters(path), language, tell)

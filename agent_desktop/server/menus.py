"""Reads an entry menu and says what is wrong with one. What it means is telephony's."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import ClassVar, Final

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.server.checked_files import CheckedFileError, Reading, content_of, read_checked, tell_all
from agent_desktop.settings import Settings, shipped_file
from agent_desktop.words import Language
from telephony.menu.checks import WARNINGS, findings_in
from telephony.menu.schema import Menu

_RECORDED: Final = frozenset({".mp3", ".wav"})


class MenuFileError(CheckedFileError):
    """A menu file is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.MENU_FILE_WRONG


def menu_file(settings: Settings) -> Path:
    """Return the file of the entry menu: the one that the settings name, or the one that comes with the program."""
    named = settings.telephony.menu_file
    return Path(named) if named else shipped_file("resources") / "menus" / "main.yaml"


def recordings_in(settings: Settings) -> frozenset[str]:
    """Return the recordings that a menu may name: those in the folder of the settings."""
    folder = settings.telephony.prompts_folder
    if not folder:
        return frozenset()
    try:
        return frozenset(each.name for each in Path(folder).iterdir() if each.suffix in _RECORDED and each.is_file())
    except OSError:
        return frozenset()


def refuse_keys_of(settings: Settings) -> frozenset[str]:
    """Return the keys by which callers refuse to be recorded."""
    return frozenset(each.refuse_key for each in settings.recordings.policies if each.records and each.refuse_key)


def read_menu(
    path: Path,
    queue_codes: Collection[str],
    text: str | None = None,
    recordings: Collection[str] | None = None,
    refuse_keys: Collection[str] = (),
) -> Reading[Menu]:
    """Read and check a menu, or a `text` that is none of a file yet; `queue_codes`, `recordings` and `refuse_keys` are
    those there are. Warned of is what callers will not like."""
    return read_checked(
        path,
        Menu,
        lambda menu: findings_in(menu, queue_codes, recordings, refuse_keys),
        warnings=WARNINGS,
        error=MenuFileError,
        text=text,
    )


def load_menu(settings: Settings) -> Menu:
    """Load the entry menu of the settings; what callers will not like is logged.

    Raises:
        MenuFileError: The first problem of the file, by line.
    """
    path = menu_file(settings)
    return content_of(path, _read(settings, path))


def check_menu(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a menu, the one of the settings where `path` is None; say whether a server
    would take it."""
    path = path or menu_file(settings)
    return tell_all(path, _read(settings, path), language, tell)


def _read(settings: Settings, path: Path) -> Reading[Menu]:
    codes = [queue.code for queue in settings.telephony.queues]
    return read_menu(path, codes, recordings=recordings_in(settings), refuse_keys=refuse_keys_of(settings))

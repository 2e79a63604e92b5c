"""Reads an entry menu and says what is wrong with one. What it means is telephony's."""

from collections.abc import Collection
from pathlib import Path
from typing import ClassVar, Final

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.server.checked_files import CheckedFile, CheckedFileError, Reading, read_checked
from agent_desktop.settings import Settings
from telephony.menu.checks import WARNINGS, findings_in
from telephony.menu.schema import Menu

_RECORDED: Final = frozenset({".mp3", ".wav"})


class MenuFileError(CheckedFileError):
    """A menu file is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.MENU_FILE_WRONG


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


def _read(path: Path, settings: Settings) -> Reading[Menu]:
    codes = [queue.code for queue in settings.telephony.queues]
    return read_menu(path, codes, recordings=recordings_in(settings), refuse_keys=refuse_keys_of(settings))


_FILE: Final = CheckedFile(lambda settings: settings.telephony.menu_file, "menus/main.yaml", _read)
menu_file, load_menu, check_menu = _FILE.path, _FILE.load, _FILE.check

"""Reads the tree of dispositions and says what is wrong with one."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Disposition
from agent_desktop.records.dispositions.checks import WARNINGS, findings_in
from agent_desktop.records.dispositions.schema import DispositionTree, outcomes_of
from agent_desktop.server.checked_files import CheckedFileError, Reading, content_of, read_checked, tell_all
from agent_desktop.settings import Settings, SettingsError, shipped_file
from agent_desktop.words import Language


class DispositionsFileError(CheckedFileError):
    """A file of dispositions is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.DISPOSITIONS_FILE_WRONG


def dispositions_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    named = settings.records.dispositions_file
    return Path(named) if named else shipped_file("resources") / "dispositions" / "main.yaml"


def read_dispositions(path: Path) -> Reading[DispositionTree]:
    """Read and check a tree of dispositions. Warned of is what agents will not like."""
    return read_checked(path, DispositionTree, findings_in, warnings=WARNINGS, error=DispositionsFileError)


def load_dispositions(settings: Settings) -> tuple[Disposition, ...]:
    """Load what a call may come to; what agents will not like is logged.

    Raises:
        DispositionsFileError: The first problem of the file, by line.
        SettingsError: A promise of the settings is none of them.
    """
    path = dispositions_file(settings)
    outcomes = outcomes_of(content_of(path, read_dispositions(path)))
    refuse_promises(settings, outcomes)
    return outcomes


def refuse_promises(settings: Settings, outcomes: Iterable[Disposition]) -> None:
    """Raises SettingsError: A promise of the settings is none of the outcomes."""
    codes = [each.code for each in outcomes]
    for promise in settings.telephony.promise_dispositions:
        if promise not in codes:
            key, limit = "telephony.promise_dispositions", ", ".join(codes)
            raise SettingsError("config_value_wrong", file="", key=key, value=promise, limit=limit)


def check_dispositions(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file, the one of the settings where `path` is None; say whether a server
    would take it."""
    path = path or dispositions_file(settings)
    return tell_all(path, read_dispositions(path), language, tell)

"""Reads the tree of dispositions and says what is wrong with one."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Final

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Disposition
from agent_desktop.records.dispositions.checks import WARNINGS, findings_in
from agent_desktop.records.dispositions.schema import DispositionTree, outcomes_of
from agent_desktop.server.checked_files import CheckedFile, CheckedFileError, Reading, read_checked
from agent_desktop.settings import Settings, SettingsError


class DispositionsFileError(CheckedFileError):
    """A file of dispositions is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.DISPOSITIONS_FILE_WRONG


def read_dispositions(path: Path) -> Reading[DispositionTree]:
    """Read and check a tree of dispositions. Warned of is what agents will not like."""
    return read_checked(path, DispositionTree, findings_in, warnings=WARNINGS, error=DispositionsFileError)


_FILE: Final = CheckedFile(
    lambda settings: settings.records.dispositions_file,
    "dispositions/main.yaml",
    lambda path, _: read_dispositions(path),
)
dispositions_file, check_dispositions = _FILE.path, _FILE.check


def load_dispositions(settings: Settings) -> tuple[Disposition, ...]:
    """Load what a call may come to; what agents will not like is logged.

    Raises:
        DispositionsFileError: The first problem of the file, by line.
        SettingsError: A promise of the settings is none of them.
    """
    outcomes = outcomes_of(_FILE.load(settings))
    refuse_promises(settings, outcomes)
    return outcomes


def refuse_promises(settings: Settings, outcomes: Iterable[Disposition]) -> None:
    """Raises SettingsError: A promise of the settings is none of the outcomes."""
    codes = [each.code for each in outcomes]
    for promise in settings.telephony.promise_dispositions:
        if promise not in codes:
            key, limit = "telephony.promise_dispositions", ", ".join(codes)
            raise SettingsError("config_value_wrong", file="", key=key, value=promise, limit=limit)

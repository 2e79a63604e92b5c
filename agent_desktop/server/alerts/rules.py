"""Reads the bank's rules of alerts and says what is wrong with them."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.alerts.checks import WARNINGS, findings_in
from agent_desktop.records.alerts.options import AlertOptions
from agent_desktop.records.alerts.schema import AlertRules
from agent_desktop.server.checked_files import CheckedFileError, Reading, content_of, read_checked, tell_all
from agent_desktop.settings import Settings, shipped_file
from agent_desktop.words import Language


class AlertsFileError(CheckedFileError):
    """The rules of alerts are wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.ALERTS_FILE_WRONG


def rules_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    named = settings.alerts.rules_file
    return Path(named) if named else shipped_file("resources") / "alerts" / "main.yaml"


def read_rules(path: Path) -> Reading[AlertRules]:
    """Read and check the rules."""
    return read_checked(path, AlertRules, findings_in, warnings=WARNINGS, error=AlertsFileError)


def load_rules(settings: Settings) -> AlertRules:
    """Load the rules; what they are warned of is logged.

    Raises:
        AlertsFileError: The first problem of the file, by line.
    """
    path = rules_file(settings)
    return content_of(path, read_rules(path))


def check_rules(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file, the one of the settings where `path` is None; say whether a server
    would take it."""
    path = path or rules_file(settings)
    return tell_all(path, read_rules(path), language, tell)


def alert_options(settings: Settings) -> AlertOptions:
    """Return what working out alerts needs to know.

    Raises:
        AlertsFileError: The rules are wrong.
    """
    records = settings.records
    return AlertOptions(load_rules(settings), ZoneInfo(records.time_zone), records.base_currency, records.rates)

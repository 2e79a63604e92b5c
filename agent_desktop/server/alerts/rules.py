"""Reads the bank's rules of alerts and says what is wrong with them."""

from pathlib import Path
from typing import ClassVar, Final
from zoneinfo import ZoneInfo

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.alerts.checks import WARNINGS, findings_in
from agent_desktop.records.alerts.options import AlertOptions
from agent_desktop.records.alerts.schema import AlertRules
from agent_desktop.server.checked_files import CheckedFile, CheckedFileError, Reading, read_checked
from agent_desktop.settings import Settings


class AlertsFileError(CheckedFileError):
    """The rules of alerts are wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.ALERTS_FILE_WRONG


def read_rules(path: Path) -> Reading[AlertRules]:
    """Read and check the rules."""
    return read_checked(path, AlertRules, findings_in, warnings=WARNINGS, error=AlertsFileError)


_FILE: Final = CheckedFile(
    lambda settings: settings.alerts.rules_file, "alerts/main.yaml", lambda path, _: read_rules(path)
)
rules_file, load_rules, check_rules = _FILE.path, _FILE.load, _FILE.check


def alert_options(settings: Settings) -> AlertOptions:
    """Return what working out alerts needs to know.

    Raises:
        AlertsFileError: The rules are wrong.
    """
    records = settings.records
    return AlertOptions(load_rules(settings), ZoneInfo(records.time_zone), records.base_currency, records.rates)

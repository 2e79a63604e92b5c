"""Reads the bank's rules of callbacks and the lawful hours, and says what is wrong with them."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import ClassVar, Final

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.calendars.calendar import Calendars
from agent_desktop.records.calendars.days import DayKind
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.callbacks.schema import CallbackRules, findings_in
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.lawful_hours.hours import LawfulHours
from agent_desktop.records.lawful_hours.places import Places
from agent_desktop.records.lawful_hours.schema import LawfulHoursFile
from agent_desktop.server.checked_files import (
    CheckedFileError,
    Finding,
    Reading,
    content_of,
    own_or_shipped,
    read_checked,
)
from agent_desktop.server.complaint_clocks.files import load_calendars
from agent_desktop.settings import Settings

_MIDNIGHT: Final = time(0)
_DAY: Final = 24 * 60


class CallbacksFileError(CheckedFileError):
    """The rules of callbacks, or the lawful hours, are wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.CALLBACKS_FILE_WRONG


class PublicHolidays:
    """`lawful_hours.hours.Holidays` on the bank's calendars."""

    def __init__(self, calendars: Calendars) -> None:
        self._calendars = calendars

    def is_holiday(self, calendar: str, day: date) -> bool:
        """Say whether a day is a public holiday; of one that is not announced yet what is known so far counts."""
        return self._calendars.of(calendar).day(day).kind is DayKind.HOLIDAY


def rules_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    return own_or_shipped(settings.records.callbacks_file, "callbacks/main.yaml")


def hours_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    return own_or_shipped(settings.records.lawful_hours_file, "callbacks/lawful_hours.yaml")


def read_rules(path: Path) -> Reading[CallbackRules]:
    """Read and check the rules."""
    return read_checked(path, CallbackRules, findings_in, warnings=(), error=CallbacksFileError)


def read_hours(path: Path) -> Reading[LawfulHoursFile]:
    """Read and check the lawful hours."""
    return read_checked(path, LawfulHoursFile, _nothing_more, warnings=(), error=CallbacksFileError)


def open_book(settings: Settings, options: ProfileOptions) -> CallbackBook:
    """Return everything that callbacks are decided by. The bank's own hours (`telephony.call_hours`) count everywhere.

    Raises:
        CallbacksFileError: The first problem of a file, by line.
        CalendarsFileError: The calendars are wrong.
    """
    rules = content_of(path := rules_file(settings), read_rules(path))
    hours = content_of(path := hours_file(settings), read_hours(path))
    calendars = load_calendars(settings)
    start, end = (_minute(each) for each in settings.telephony.call_hours)
    house = (start, end or _DAY)
    return CallbackBook(rules, LawfulHours(hours, PublicHolidays(calendars), house), Places(hours), options)


def _minute(at: time) -> int:
    return 0 if at == _MIDNIGHT else at.hour * 60 + at.minute


def _nothing_more(_: LawfulHoursFile) -> Iterator[Finding]:
    """The schema says all."""
    return iter(())

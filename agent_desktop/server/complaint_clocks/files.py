"""Reads the bank's calendars and the rules of complaint deadlines, and says what is wrong with them."""

import json
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from pydantic import BaseModel

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.calendars.calendar import Calendar, Calendars
from agent_desktop.records.calendars.checks import WARNINGS as CALENDAR_WARNINGS
from agent_desktop.records.calendars.checks import findings_in as calendar_findings
from agent_desktop.records.calendars.schema import CalendarsFile
from agent_desktop.records.complaint_clocks.book import RuleBook
from agent_desktop.records.complaint_clocks.checks import WARNINGS, findings_in
from agent_desktop.records.complaint_clocks.schema import ClockFile
from agent_desktop.server.checked_files import (
    CheckedFileError,
    Reading,
    content_of,
    own_or_shipped,
    read_checked,
    tell_all,
)
from agent_desktop.server.complaints.plan_file import load_book
from agent_desktop.settings import Settings, SettingsError
from agent_desktop.words import Language


class CalendarsFileError(CheckedFileError):
    """A file of calendars is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.CALENDARS_FILE_WRONG


class ClocksFileError(CheckedFileError):
    """The rules of complaint deadlines are wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.CLOCKS_FILE_WRONG


def calendars_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    return own_or_shipped(settings.records.calendars_file, "calendars/main.yaml")


def clocks_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    return own_or_shipped(settings.records.complaint_clocks_file, "complaints/clocks.yaml")


def read_calendars(path: Path) -> Reading[CalendarsFile]:
    """Read and check a file of calendars."""
    return read_checked(path, CalendarsFile, calendar_findings, warnings=CALENDAR_WARNINGS, error=CalendarsFileError)


def read_clocks(path: Path, calendars: Collection[str], categories: Collection[str]) -> Reading[ClockFile]:
    """Read and check a file of rules; `calendars` and `categories` are the codes that it may name."""
    check = partial(findings_in, calendars=calendars, categories=categories)
    return read_checked(path, ClockFile, check, warnings=WARNINGS, error=ClocksFileError)


def load_calendars(settings: Settings) -> Calendars:
    """Load the calendars.

    Raises:
        CalendarsFileError: The first problem of the file, by line.
    """
    path = calendars_file(settings)
    return Calendars(content_of(path, read_calendars(path)))


def calendar_of(settings: Settings, code: str, key: str) -> Calendar:
    """Return the calendar that a setting (`key`) names.

    Raises:
        SettingsError: There is none of this code.
        CalendarsFileError: The first problem of the file, by line.
    """
    calendars = load_calendars(settings)
    if code not in calendars:
        known = ", ".join(each.code for each in calendars)
        raise SettingsError("config_value_wrong", file="", key=key, value=code, limit=known)
    return calendars.of(code)


def load_rules(settings: Settings, calendars: Calendars) -> RuleBook:
    """Load the rules of deadlines; what they are warned of is logged.

    Raises:
        ClocksFileError: The first problem of the file, by line.
        ComplaintsFileError: The file of complaints is wrong, whose categories the rules name.
    """
    path = clocks_file(settings)
    reading = read_clocks(path, [each.code for each in calendars], load_book(settings).categories)
    return RuleBook(content_of(path, reading), calendars)


def check_calendars(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file, the one of the settings where `path` is None; say whether a server
    would take it."""
    path = path or calendars_file(settings)
    return tell_all(path, read_calendars(path), language, tell)


def check_clocks(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file of rules, as `check_calendars`."""
    path = path or clocks_file(settings)
    calendars, categories = load_calendars(settings), load_book(settings).categories
    return tell_all(path, read_clocks(path, [each.code for each in calendars], categories), language, tell)


def calendars_schema() -> str:
    """Return the JSON schema of calendars, as ``resources/schemas/calendars.schema.json`` has it, for editors."""
    return _schema("Calendars of Agent Desktop", CalendarsFile)


def clocks_schema() -> str:
    """Return the JSON schema of the rules, as ``resources/schemas/complaint_clocks.schema.json`` has it."""
    return _schema("Complaint deadlines of Agent Desktop", ClockFile)


def _schema(title: str, model: type[BaseModel]) -> str:
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= model.model_json_schema()
    schema["title"] = title
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"

"""Reads why callers are handed over and what is said to them, and says what is wrong with such a file."""

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.handovers.checks import WARNINGS, findings_in
from agent_desktop.records.handovers.schema import HandoverPlan
from agent_desktop.server.checked_files import CheckedFileError, Reading, content_of, read_checked, tell_all
from agent_desktop.settings import Settings, shipped_file
from agent_desktop.words import Language


class HandoverFileError(CheckedFileError):
    """A file of hand-overs is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.HANDOVER_FILE_WRONG


def plan_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    named = settings.records.handover_file
    return Path(named) if named else shipped_file("resources") / "handover" / "main.yaml"


def read_plan(path: Path, skills: Collection[str]) -> Reading[HandoverPlan]:
    """Read and check a file. Warned of is what agents will not like."""
    return read_checked(
        path, HandoverPlan, partial(findings_in, skills=skills), warnings=WARNINGS, error=HandoverFileError
    )


def load_plan(settings: Settings) -> HandoverPlan:
    """Load it; what it is warned of is logged.

    Raises:
        HandoverFileError: The first problem of the file, by line.
    """
    path = plan_file(settings)
    return content_of(path, read_plan(path, _skills(settings)))


def check_plan(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file, the one of the settings where `path` is None; say whether a server
    would take it."""
    path = path or plan_file(settings)
    return tell_all(path, read_plan(path, _skills(settings)), language, tell)


def _skills(settings: Settings) -> tuple[str, ...]:
    return tuple(skill.code for skill in settings.telephony.skills)

"""Reads why callers are handed over and what is said to them, and says what is wrong with such a file."""

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.handovers.checks import WARNINGS, findings_in
from agent_desktop.records.handovers.schema import HandoverPlan
from agent_desktop.server.checked_files import CheckedFile, CheckedFileError, Reading, read_checked


class HandoverFileError(CheckedFileError):
    """A file of hand-overs is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.HANDOVER_FILE_WRONG


def read_plan(path: Path, skills: Collection[str]) -> Reading[HandoverPlan]:
    """Read and check a file. Warned of is what agents will not like."""
    return read_checked(
        path, HandoverPlan, partial(findings_in, skills=skills), warnings=WARNINGS, error=HandoverFileError
    )


_FILE: Final = CheckedFile(
    lambda settings: settings.records.handover_file,
    "handover/main.yaml",
    lambda path, settings: read_plan(path, tuple(skill.code for skill in settings.telephony.skills)),
)
plan_file, load_plan, check_plan = _FILE.path, _FILE.load, _FILE.check

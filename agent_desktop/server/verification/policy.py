"""Reads the bank's policy of verification and says what is wrong with one."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.verification.checks import WARNINGS, findings_in
from agent_desktop.records.verification.schema import VerificationPolicy
from agent_desktop.server.checked_files import CheckedFileError, Reading, content_of, read_checked, tell_all
from agent_desktop.settings import Settings, shipped_file
from agent_desktop.words import Language


class VerificationFileError(CheckedFileError):
    """A policy of verification is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.VERIFICATION_FILE_WRONG


def policy_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    named = settings.records.verification_file
    return Path(named) if named else shipped_file("resources") / "verification" / "main.yaml"


def read_policy(path: Path) -> Reading[VerificationPolicy]:
    """Read and check a policy. Warned of is what makes it weaker or narrower than it looks."""
    return read_checked(path, VerificationPolicy, findings_in, warnings=WARNINGS, error=VerificationFileError)


def load_policy(settings: Settings) -> VerificationPolicy:
    """Load what callers are asked; what it is warned of is logged.

    Raises:
        VerificationFileError: The first problem of the file, by line.
    """
    path = policy_file(settings)
    return content_of(path, read_policy(path))


def check_policy(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file, the one of the settings where `path` is None; say whether a server
    would take it."""
    path = path or policy_file(settings)
    return tell_all(path, read_policy(path), language, tell)

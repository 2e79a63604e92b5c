"""Reads the bank's policy of verification and says what is wrong with one."""

from pathlib import Path
from typing import ClassVar, Final

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.verification.checks import WARNINGS, findings_in
from agent_desktop.records.verification.schema import VerificationPolicy
from agent_desktop.server.checked_files import CheckedFile, CheckedFileError, Reading, read_checked


class VerificationFileError(CheckedFileError):
    """A policy of verification is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.VERIFICATION_FILE_WRONG


def read_policy(path: Path) -> Reading[VerificationPolicy]:
    """Read and check a policy. Warned of is what makes it weaker or narrower than it looks."""
    return read_checked(path, VerificationPolicy, findings_in, warnings=WARNINGS, error=VerificationFileError)


_FILE: Final = CheckedFile(
    lambda settings: settings.records.verification_file, "verification/main.yaml", lambda path, _: read_policy(path)
)
policy_file, load_policy, check_policy = _FILE.path, _FILE.load, _FILE.check

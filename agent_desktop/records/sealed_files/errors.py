"""What may go wrong with files that are kept sealed."""

from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class SealBrokenError(Exception):
    """What is there is not what was sealed. Whoever keeps the files says what that means of theirs."""


class MasterKeyMissingError(RecordsError):
    """It was sealed by a master key that this server does not have. Details: `key`, its name."""

    code: ClassVar[ErrorCode] = ErrorCode.RECORDING_KEY_MISSING


class MasterKeyWrongError(RecordsError):
    """What is set as master key is none: 32 bytes in base64."""

    code: ClassVar[ErrorCode] = ErrorCode.RECORDING_KEY_WRONG

"""What may go wrong with what is kept of recordings."""

from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class RecordingNotFoundError(RecordsError):
    """No such recording, or none of a call that this person may hear."""

    code: ClassVar[ErrorCode] = ErrorCode.RECORDING_NOT_FOUND


class RecordingNotKeptError(RecordsError):
    """It is not stored: not yet, or no more. Details: `state`."""

    code: ClassVar[ErrorCode] = ErrorCode.RECORDING_NOT_KEPT


class RecordingDamagedError(RecordsError):
    """Its file is missing, or is not what was stored. Details: `recording_id`."""

    code: ClassVar[ErrorCode] = ErrorCode.RECORDING_DAMAGED


class RecordingHeldError(RecordsError):
    """It is held already, or was not held. Details: `held`."""

    code: ClassVar[ErrorCode] = ErrorCode.RECORDING_HELD


class MasterKeyMissingError(RecordsError):
    """It was sealed by a master key that this server does not have. Details: `key`, its name."""

    code: ClassVar[ErrorCode] = ErrorCode.RECORDING_KEY_MISSING


class MasterKeyWrongError(RecordsError):
    """What is set as master key is none: 32 bytes in base64."""

    code: ClassVar[ErrorCode] = ErrorCode.RECORDING_KEY_WRONG

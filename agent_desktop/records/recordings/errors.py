"""What may go wrong with what is kept of recordings."""

from typing import ClassVar
from uuid import UUID

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


def recording_damaged(recording_id: UUID) -> RecordingDamagedError:
    """Return the error for a recording's file that is missing, or is not what was stored."""
    return RecordingDamagedError(recording_id=str(recording_id))

"""What may go wrong with files that belong to records."""

from typing import ClassVar
from uuid import UUID

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class AttachmentNotFoundError(RecordsError):
    """No such file, or its content is not here: not yet, or no more."""

    code: ClassVar[ErrorCode] = ErrorCode.ATTACHMENT_NOT_FOUND


class AttachmentRefusedError(RecordsError):
    """The file is not taken. Details: `problem`, a `FileRefusal`, and what its comment names."""

    code: ClassVar[ErrorCode] = ErrorCode.ATTACHMENT_REFUSED


class AttachmentDamagedError(RecordsError):
    """Its file is missing, or is not what was kept. Details: `attachment_id`."""

    code: ClassVar[ErrorCode] = ErrorCode.ATTACHMENT_DAMAGED


class AttachmentsNotSetUpError(RecordsError):
    """The server has no key to seal files by."""

    code: ClassVar[ErrorCode] = ErrorCode.ATTACHMENTS_NOT_SET_UP


def attachment_damaged(attachment_id: UUID) -> AttachmentDamagedError:
    """Return the error for a file that is missing, or is not what was kept."""
    return AttachmentDamagedError(attachment_id=str(attachment_id))

"""What can be wrong with a deed on a floor alert."""

from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class FloorAlertNotFoundError(RecordsError):
    """There is no such alert, or it is not this person's to look after."""

    code: ClassVar[ErrorCode] = ErrorCode.FLOOR_ALERT_NOT_FOUND

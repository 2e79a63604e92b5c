"""Expected failures of staffing."""

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.server.errors import ServerError


class StaffingHistoryShortError(ServerError):
    """There are too few days of calls to forecast from."""

    code = ErrorCode.STAFFING_HISTORY_SHORT


class ShiftPlanChangedError(ServerError):
    """The plan has problems, or is another than the one that was previewed, or people or shifts changed since."""

    code = ErrorCode.SHIFT_PLAN_CHANGED


class ShiftImportNotFoundError(ServerError):
    code = ErrorCode.SHIFT_IMPORT_NOT_FOUND

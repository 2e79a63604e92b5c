"""Every expected failure of alerts."""

from uuid import UUID

from agent_desktop.contract.alerts import AlertState
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class AlertNotFoundError(RecordsError):
    code = ErrorCode.ALERT_NOT_FOUND

    def __init__(self, alert_id: UUID) -> None:
        super().__init__(alert_id=str(alert_id))


class AlertDecidedError(RecordsError):
    """What was asked cannot be done to an alert in this `state`: somebody else was quicker, or it has passed."""

    code = ErrorCode.ALERT_DECIDED

    def __init__(self, state: AlertState) -> None:
        super().__init__(state=state.value)


class AlertReasonMissingError(RecordsError):
    """Who dismisses an alert says why."""

    code = ErrorCode.ALERT_REASON_MISSING

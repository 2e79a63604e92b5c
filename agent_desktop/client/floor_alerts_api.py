"""Alerts of the floor. For supervisors. Each raises `ClientError`."""

from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from pydantic import AwareDatetime, TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.floor_alerts import (
    AcknowledgeAlert,
    FloorAlert,
    FloorAlertHistory,
    FloorAlerts,
    FloorAlertSteps,
    FloorRules,
    OwnAlert,
    SnoozeAlert,
)

_ALERTS: Final = f"{API_PREFIX}/floor-alerts"


class FloorAlertsApi:
    """What goes wrong now, and what did. A deed on what has changed meanwhile raises STALE_VERSION."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._now = TypeAdapter(FloorAlerts)
        self._past = TypeAdapter(FloorAlertHistory)
        self._steps = TypeAdapter(FloorAlertSteps)
        self._one = TypeAdapter(FloorAlert)
        self._rules = TypeAdapter(FloorRules)

    def alerts(self) -> FloorAlerts:
        """Return what is on in the supervisor's scope."""
        return self._http.send("GET", _ALERTS, self._now)

    def history(self, *, rule: str = "", before: AwareDatetime | None = None) -> FloorAlertHistory:
        """Return what is over, the newest first, of one rule or of all, from `before` back."""
        wanted = {"rule": rule, "before": "" if before is None else before.isoformat()}
        query = urlencode({key: value for key, value in wanted.items() if value})
        return self._http.send("GET", f"{_ALERTS}/history{'?' if query else ''}{query}", self._past)

    def alert(self, alert_id: UUID) -> FloorAlertSteps:
        """Return one with all that happened to it. Raises FLOOR_ALERT_NOT_FOUND."""
        return self._http.send("GET", f"{_ALERTS}/{alert_id}", self._steps)

    def rules(self) -> FloorRules:
        """Return the rules as the server has read them."""
        return self._http.send("GET", f"{_ALERTS}/rules", self._rules)

    def acknowledge(self, alert_id: UUID, command: AcknowledgeAlert) -> FloorAlert:
        """Raises STALE_VERSION and FLOOR_ALERT_NOT_FOUND."""
        return self._http.send("POST", f"{_ALERTS}/{alert_id}/acknowledgement", self._one, body=command)

    def own(self, alert_id: UUID, command: OwnAlert) -> FloorAlert:
        """Raises STALE_VERSION and FLOOR_ALERT_NOT_FOUND."""
        return self._http.send("POST", f"{_ALERTS}/{alert_id}/owner", self._one, body=command)

    def snooze(self, alert_id: UUID, command: SnoozeAlert) -> FloorAlert:
        """Raises STALE_VERSION and FLOOR_ALERT_NOT_FOUND."""
        return self._http.send("POST", f"{_ALERTS}/{alert_id}/snooze", self._one, body=command)

"""The routes of alerts and of tasks to turn to a customer. Each raises `ClientError`."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.alerts import ChangeAlert, CustomerAlert, CustomerAlerts
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.outreach import ChangeTask, OutreachTask, OutreachTasks, StartOutreach


class OutreachApi:
    """What customers are to be looked after for, and who turns to them."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._task = TypeAdapter(OutreachTask)

    def alerts(self, customer_id: UUID, *, also_closed: bool = False) -> CustomerAlerts:
        """Raises CUSTOMER_NOT_FOUND."""
        query = "?all=true" if also_closed else ""
        path = f"{API_PREFIX}/customers/{customer_id}/alerts{query}"
        return self._http.send("GET", path, TypeAdapter(CustomerAlerts))

    def change_alert(self, alert_id: UUID, command: ChangeAlert) -> CustomerAlert:
        """Raises ALERT_NOT_FOUND, ALERT_DECIDED, ALERT_REASON_MISSING."""
        path = f"{API_PREFIX}/alerts/{alert_id}/changes"
        return self._http.send("POST", path, TypeAdapter(CustomerAlert), body=command)

    def tasks(self, *, count_only: bool = False) -> OutreachTasks:
        """Return one's own open tasks and those one may take; `count_only`: only how many they are."""
        query = "?count_only=true" if count_only else ""
        return self._http.send("GET", f"{API_PREFIX}/outreach{query}", TypeAdapter(OutreachTasks))

    def start(self, alert_id: UUID, command: StartOutreach) -> OutreachTask:
        """Raises ALERT_NOT_FOUND, TASK_REFUSED."""
        return self._http.send("POST", f"{API_PREFIX}/alerts/{alert_id}/outreach", self._task, body=command)

    def change(self, task_id: UUID, command: ChangeTask) -> OutreachTask:
        """Raises TASK_NOT_FOUND, STALE_VERSION, TASK_REFUSED."""
        return self._http.send("POST", f"{API_PREFIX}/outreach/{task_id}/changes", self._task, body=command)

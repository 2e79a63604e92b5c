"""The window of staffing for one person, built when it is first wanted, and kept."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from PySide6.QtCore import QSettings

from agent_desktop.client.api import Api
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.sessions import Person
from agent_desktop.ui.staffing.adherence_presenter import AdherencePresenter
from agent_desktop.ui.staffing.plan_presenter import PlanPresenter
from agent_desktop.ui.staffing.presenter import StaffingPresenter
from agent_desktop.ui.staffing.window import StaffingWindow
from agent_desktop.ui.theme.theme import Theme


class StaffingDesk:
    """Opens the window; its size and place are the person's in `store`."""

    def __init__(
        self,
        theme: Theme,
        api: Api,
        tasks: Tasks,
        store: QSettings,
        person: Person,
        now: Callable[[], datetime],
        zone: tzinfo | None,
    ) -> None:
        self._theme, self._api, self._tasks = theme, api, tasks
        self._store, self._place = store, f"window/{person.user_id}/staffing"
        self._now, self._zone = now, zone
        self.window: StaffingWindow | None = None

    def show(self) -> None:
        """Read the page anew, and bring the window to the front."""
        if self.window is None:
            server, tasks, now, zone = self._api.staffing, self._tasks, self._now, self._zone
            self.window = StaffingWindow(
                self._theme,
                StaffingPresenter(server, tasks, now=now, zone=zone),
                AdherencePresenter(server, tasks, now=now, zone=zone),
                PlanPresenter(server, tasks),
                now=now,
                zone=zone,
            )
            self.window.remember_in(self._store, self._place)
        self.window.start()

    def stop(self) -> None:
        """Put the window away for good."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
        self.window = None

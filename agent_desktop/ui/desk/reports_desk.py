"""The window of reports for one person, built when it is first wanted, and kept."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from PySide6.QtCore import QSettings

from agent_desktop.client.api import Api
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.ui.exports.presenter import ExportPresenter
from agent_desktop.ui.reports.cell_presenter import CellPresenter
from agent_desktop.ui.reports.keeping_presenter import KeepingPresenter
from agent_desktop.ui.reports.presenter import ReportsPresenter
from agent_desktop.ui.reports.window import ReportsWindow
from agent_desktop.ui.theme.theme import Theme

REPORTERS = frozenset({Role.ADMINISTRATOR, Role.COMPLIANCE, Role.SUPERVISOR, Role.COMPLAINT_HANDLER})
OWN = frozenset({Role.AGENT, Role.SPECIALIST})


def may_report(person: Person) -> bool:
    """Say whether the server lets this person keep, save and export reports."""
    return bool(person.roles & REPORTERS)


def has_reports(person: Person) -> bool:
    """Say whether there are reports for this person, or figures of their own."""
    return bool(person.roles & (REPORTERS | OWN))


class ReportsDesk:
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
        self._store, self._person = store, person
        self._now, self._zone = now, zone
        self.window: ReportsWindow | None = None

    def show(self) -> None:
        """Count what shows anew, and bring the window to the front."""
        if self.window is None:
            api, tasks, now, zone = self._api, self._tasks, self._now, self._zone
            keeping = KeepingPresenter(api.reports, api.saved_reports, tasks) if may_report(self._person) else None
            self.window = ReportsWindow(
                self._theme,
                ReportsPresenter(api.reports, api.rules, tasks, lambda: now().astimezone(zone).date()),
                keeping,
                CellPresenter(api.figures, tasks),
                ExportPresenter(api.exports, tasks),
                now=now,
                zone=zone,
            )
            self.window.remember_in(self._store, f"window/{self._person.user_id}/reports")
        self.window.start()

    def stop(self) -> None:
        """Put the window away for good; a file that is being written is given up."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
        self.window = None

"""The window of reports for one person."""

from agent_desktop.contract.sessions import Person, Role
from agent_desktop.ui.desk.one_window import OneWindowDesk
from agent_desktop.ui.exports.presenter import ExportPresenter
from agent_desktop.ui.reports.cell_presenter import CellPresenter
from agent_desktop.ui.reports.keeping_presenter import KeepingPresenter
from agent_desktop.ui.reports.presenter import ReportsPresenter
from agent_desktop.ui.reports.window import ReportsWindow

REPORTERS = frozenset({Role.ADMINISTRATOR, Role.COMPLIANCE, Role.SUPERVISOR, Role.COMPLAINT_HANDLER})
OWN = frozenset({Role.AGENT, Role.SPECIALIST})


def may_report(person: Person) -> bool:
    """Say whether the server lets this person keep, save and export reports."""
    return bool(person.roles & REPORTERS)


def has_reports(person: Person) -> bool:
    """Say whether there are reports for this person, or figures of their own."""
    return bool(person.roles & (REPORTERS | OWN))


class ReportsDesk(OneWindowDesk[ReportsWindow]):
    name = "reports"

    def _build(self) -> ReportsWindow:
        api, tasks, now, zone = self._api, self._tasks, self._now, self._zone
        keeping = KeepingPresenter(api.reports, api.saved_reports, tasks) if may_report(self._person) else None
        return ReportsWindow(
            self._theme,
            ReportsPresenter(api.reports, api.rules, tasks, lambda: now().astimezone(zone).date()),
            keeping,
            CellPresenter(api.figures, tasks),
            ExportPresenter(api.exports, tasks),
            now=now,
            zone=zone,
        )

    def _start(self, window: ReportsWindow) -> None:
        window.start()

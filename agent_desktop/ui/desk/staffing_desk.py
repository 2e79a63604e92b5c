"""The window of staffing for one person."""

from agent_desktop.ui.desk.one_window import OneWindowDesk
from agent_desktop.ui.staffing.adherence_presenter import AdherencePresenter
from agent_desktop.ui.staffing.plan_presenter import PlanPresenter
from agent_desktop.ui.staffing.presenter import StaffingPresenter
from agent_desktop.ui.staffing.window import StaffingWindow


class StaffingDesk(OneWindowDesk[StaffingWindow]):
    name = "staffing"

    def _build(self) -> StaffingWindow:
        server, tasks, now, zone = self._api.staffing, self._tasks, self._now, self._zone
        return StaffingWindow(
            self._theme,
            StaffingPresenter(server, tasks, now=now, zone=zone),
            AdherencePresenter(server, tasks, now=now, zone=zone),
            PlanPresenter(server, tasks),
            now=now,
            zone=zone,
        )

    def _start(self, window: StaffingWindow) -> None:
        window.start()

"""The window of staffing, in one state after another."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Final
from uuid import UUID

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.staffing import (
    AdherenceDay,
    ForecastState,
    ImportShiftPlan,
    MakeForecast,
    NextHalfHour,
    ShiftImport,
    ShiftImportDetail,
    ShiftImports,
    ShiftPlanFile,
    ShiftPlanPreview,
    StaffingDay,
)
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_staffing_samples import (
    ADHERENCE,
    CARD,
    IMPORTS,
    NEXT,
    PREVIEW,
    TODAY,
    WRONG,
    staffing_day,
)
from agent_desktop.demo.screen_stage import HONG_KONG
from agent_desktop.ui.staffing.adherence_presenter import AdherencePresenter
from agent_desktop.ui.staffing.plan_presenter import PlanPresenter
from agent_desktop.ui.staffing.presenter import StaffingPresenter
from agent_desktop.ui.staffing.window import StaffingWindow
from agent_desktop.ui.theme.theme import Theme


class Centre:
    """A server of a picture: it says what stands here."""

    def __init__(
        self,
        *,
        away: bool = False,
        day: StaffingDay | None = None,
        following: NextHalfHour = NEXT,
        adherence: AdherenceDay = ADHERENCE,
        preview: ShiftPlanPreview = PREVIEW,
    ) -> None:
        self.away, self.day_told, self.following = away, day or staffing_day(), following
        self.adherence_told, self.preview_told = adherence, preview
        self.imported: list[ImportShiftPlan] = []
        self.under_way = False

    def forecast(self) -> ForecastState:
        return ForecastState(newest=CARD, under_way=self.under_way)

    def make_forecast(self, command: MakeForecast) -> ForecastState:  # noqa: ARG002  the server's own signature
        return self.forecast()

    def day(self, day: date, queues: tuple[str, ...] = ()) -> StaffingDay:
        self._there()
        return self.day_told.model_copy(update={"day": day, "chosen": queues})

    def next_half_hour(self, queues: tuple[str, ...] = ()) -> NextHalfHour:  # noqa: ARG002
        return self.following

    def adherence(self, day: date) -> AdherenceDay:
        self._there()
        return self.adherence_told.model_copy(update={"day": day})

    def preview(self, file: ShiftPlanFile) -> ShiftPlanPreview:  # noqa: ARG002
        return self.preview_told

    def import_plan(self, command: ImportShiftPlan) -> ShiftImport:
        self.imported.append(command)
        return IMPORTS.imports[0].model_copy(update={"shifts": 4, "agents": 3, "replaced": 1})

    def imports(self) -> ShiftImports:
        self._there()
        return IMPORTS

    def one_import(self, shift_import_id: UUID) -> ShiftImportDetail:  # noqa: ARG002
        return ShiftImportDetail(shift_import=IMPORTS.imports[0], changes=PREVIEW.changes)

    def _there(self) -> None:
        if self.away:
            raise ClientError(ErrorCode.SERVER_AWAY)


def staffing_window(theme: Theme, centre: Centre) -> StaffingWindow:
    """Return the window on this centre."""
    tasks = ImmediateTasks()
    return StaffingWindow(
        theme,
        StaffingPresenter(centre, tasks, now=lambda: NOW, zone=HONG_KONG),
        AdherencePresenter(centre, tasks, now=lambda: NOW, zone=HONG_KONG),
        PlanPresenter(centre, tasks),
        now=lambda: NOW,
        zone=HONG_KONG,
        show_at_once=True,
    )


def _day(theme: Theme, centre: Centre | None = None) -> StaffingWindow:
    window = staffing_window(theme, centre or Centre())
    window.staffing.open()
    return window


def _supposed(theme: Theme) -> StaffingWindow:
    window = _day(theme)
    what_if = window.staffing.state.what_if
    window.staffing.suppose(replace(what_if, volume=1.2, handling=0.95, more_agents=3))
    window.day_page.chart.choose(9)
    return window


def _unplanned(theme: Theme) -> StaffingWindow:
    calm = NEXT.model_copy(update={"short": 0, "planned": None})
    return _day(theme, Centre(day=staffing_day(has_plan=False), following=calm))


def _empty(theme: Theme) -> StaffingWindow:
    unknown = NEXT.model_copy(update={"needed": None, "short": None, "expected": None})
    return _day(theme, Centre(day=staffing_day(has_plan=False, has_forecast=False, has_calls=False), following=unknown))


def _coming(theme: Theme) -> StaffingWindow:
    return staffing_window(theme, Centre())


def _away(theme: Theme) -> StaffingWindow:
    return _day(theme, Centre(away=True))


def _adherence(theme: Theme, centre: Centre | None = None) -> StaffingWindow:
    window = _day(theme, centre)
    window.open_page(1)
    return window


def _nobody(theme: Theme) -> StaffingWindow:
    return _adherence(theme, Centre(adherence=AdherenceDay(day=TODAY, as_of=NOW)))


def _plan_page(theme: Theme, centre: Centre | None = None, *, chosen: bool = True) -> StaffingWindow:
    window = _day(theme, centre)
    window.open_page(2)
    if chosen:
        with TemporaryDirectory(prefix="agent-desktop-plan-") as folder:
            file = Path(folder) / "retail-week-25.csv"
            file.write_text("agent,date,start,end,activity\n", encoding="utf-8")
            window.plans.choose_file(file)
    return window


def _plan_wrong(theme: Theme) -> StaffingWindow:
    return _plan_page(theme, Centre(preview=WRONG))


def _plan_done(theme: Theme) -> StaffingWindow:
    window = _plan_page(theme)
    window.plans.bring_in()
    return window


STAFFING: Final[Mapping[str, Callable[[Theme], StaffingWindow]]] = MappingProxyType(
    {
        "staffing": _day,
        "staffing-supposed": _supposed,
        "staffing-unplanned": _unplanned,
        "staffing-empty": _empty,
        "staffing-coming": _coming,
        "staffing-away": _away,
        "staffing-adherence": _adherence,
        "staffing-nobody": _nobody,
        "staffing-plan": _plan_page,
        "staffing-plan-wrong": _plan_wrong,
        "staffing-plan-done": _plan_done,
    }
)

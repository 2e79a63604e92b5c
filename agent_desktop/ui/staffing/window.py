"""The window of staffing: the day, adherence, and shift plans."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.ui.staffing.adherence_page import AdherencePage
from agent_desktop.ui.staffing.adherence_presenter import AdherencePresenter
from agent_desktop.ui.staffing.day_page import DayPage
from agent_desktop.ui.staffing.plan_page import PlanPage
from agent_desktop.ui.staffing.plan_presenter import PlanPresenter
from agent_desktop.ui.staffing.presenter import StaffingPresenter
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.tabs import TabStrip
from agent_desktop.ui.widgets.window_keys import add_keys

REFRESH_MS: Final = 30_000
MAKING_MS: Final = 1_000
"""How often the page that is shown is read again, and while a forecast is made it is asked whether it is there."""

_DAY, _ADHERENCE, _PLAN = range(3)


class StaffingWindow(OfficeWindow):
    """Shows one of three pages, and has it read again while it is shown."""

    def __init__(
        self,
        theme: Theme,
        staffing: StaffingPresenter,
        adherence: AdherencePresenter,
        plans: PlanPresenter,
        *,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        show_at_once: bool = False,
    ) -> None:
        super().__init__(theme, usual=QSize(1360, 820))
        self.staffing, self.adherence, self.plans = staffing, adherence, plans
        self.tabs = TabStrip(theme, ("Alt+1", "Alt+2", "Alt+3"))
        self.day_page = DayPage(theme, staffing, zone, show_at_once=show_at_once)
        self.adherence_page = AdherencePage(theme, adherence, zone, show_at_once=show_at_once)
        self.plan_page = PlanPage(theme, plans, now=now, zone=zone)
        self._pages = QStackedWidget()
        for page in (self.day_page, self.adherence_page, self.plan_page):
            self._pages.addWidget(page)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(whole)
        self._refreshing = QTimer(self)
        self._refreshing.setInterval(REFRESH_MS)
        self._refreshing.timeout.connect(self.read_again)
        self._making = QTimer(self)
        self._making.setInterval(MAKING_MS)
        self._making.timeout.connect(staffing.look_whether_made)
        self.tabs.opened.connect(self.open_page)
        self.day_page.plan_wanted.connect(self._show_plan)
        add_keys(
            self,
            {
                "Alt+1": self._show_day,
                "Alt+2": self._show_adherence,
                "Alt+3": self._show_plan,
                "Alt+Left": self._go_back,
                "Alt+Right": self._go_on,
                "Alt+D": self._go_today,
                "Alt+F": staffing.make_forecast,
                "Alt+R": staffing.as_usual,
                "Alt+O": self._choose_file,
                "Alt+S": self._bring_in,
                "Ctrl+R": self.read_again,
            },
        )
        self._retranslate()

    def start(self) -> None:
        """Ask the server, and show the window."""
        self.bring_forward()
        self.read_again()
        self.day_page.chart.setFocus()

    def open_page(self, number: int) -> None:
        """Show a page, from 0, and read it."""
        self.tabs.open_tab(number)
        self._pages.setCurrentIndex(number)
        self.read_again()

    def read_again(self) -> None:
        """Read what the shown page shows; a forecast that is being made is looked for by its own clock."""
        page = self._pages.currentIndex()
        if page == _DAY:
            self.staffing.open()
        elif page == _ADHERENCE:
            self.adherence.open()
        else:
            self.plans.open()

    @guarded(nothing)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refreshing.start()
        self._making.start()

    @guarded(nothing)
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._refreshing.stop()
        self._making.stop()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Staffing"))
        names = (self.tr("Forecast and needs"), self.tr("Adherence"), self.tr("Shift plan"))
        for tab, name in zip(self.tabs.tabs, names, strict=True):
            tab.show_tab(name)
        self.day_page.retranslate()
        self.adherence_page.retranslate()
        self.plan_page.retranslate()

    def _show_day(self) -> None:
        self.open_page(_DAY)

    def _show_adherence(self) -> None:
        self.open_page(_ADHERENCE)

    def _show_plan(self) -> None:
        self.open_page(_PLAN)

    def _go_back(self) -> None:
        self._move(-1)

    def _go_on(self) -> None:
        self._move(1)

    def _move(self, days: int) -> None:
        if self._pages.currentIndex() == _ADHERENCE:
            self.adherence.move_day(days)
        elif self._pages.currentIndex() == _DAY:
            self.staffing.move_day(days)

    def _go_today(self) -> None:
        self.staffing.choose_day(self.staffing.today)
        self.adherence.choose_day(self.adherence.today)

    def _choose_file(self) -> None:
        if self._pages.currentIndex() == _PLAN:
            self.plan_page.choose_pressed()

    def _bring_in(self) -> None:
        if self._pages.currentIndex() == _PLAN:
            self.plans.bring_in()

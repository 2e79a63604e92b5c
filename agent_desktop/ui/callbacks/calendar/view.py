"""The calendar over the window: a day or a week of callbacks."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from agent_desktop.ui.callbacks.calendar.grid import CalendarGrid
from agent_desktop.ui.callbacks.calendar.presenter import CalendarState, Span
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.formats import day_text, weekday_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.ticker import Ticker

_WIDTH: Final = 1080
_HEIGHT: Final = 560
_TOP: Final = 134
"""Under the call slot, which stays in sight."""


class CalendarView(Overlay):
    """Draws a `CalendarState`.

    Signals:
        span_chosen: Show a day or a week (`Span`).
        turned: So many pages on (`int`), back where negative.
        today_chosen: Show today.
        selected: Look at this one (`UUID`).
        day_chosen: Show this day alone (`date`).
        opened: Go to it in the list, or to its customer (`UUID`).
        retry_chosen: Read again.
    """

    span_chosen = Signal(object)
    turned = Signal(int)
    today_chosen = Signal()
    selected = Signal(object)
    day_chosen = Signal(object)
    opened = Signal(object)
    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._state = CalendarState()
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._aside = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self.span = SegmentedChoice(theme)
        self._back = CommandButton(theme, small=True, icon="ph.caret-left")
        self._today = CommandButton(theme, small=True)
        self._on = CommandButton(theme, small=True, icon="ph.caret-right")
        self._notice = Notice(theme)
        self._notice.setContentsMargins(16, 6, 14, 6)
        self.grid = CalendarGrid(theme, ticker.local)
        self._scroll = QScrollArea()
        self._build()
        self.span.chosen.connect(lambda text: self.span_chosen.emit(Span(text)))
        self._back.clicked.connect(lambda: self.turned.emit(-1))
        self._on.clicked.connect(lambda: self.turned.emit(1))
        self._today.clicked.connect(self.today_chosen)
        self.grid.selected.connect(self.selected)
        self.grid.opened.connect(self.opened)
        self.grid.day_chosen.connect(self.day_chosen)
        self._notice.action_chosen.connect(self.retry_chosen)

    def display(self, state: CalendarState) -> None:
        """Draw `state`, opening and closing with it."""
        self._state = state
        if not state.open:
            self.close_over()
            return
        self._draw()
        if self.isHidden():
            self.open_over()

    def take_focus(self) -> None:
        """The days have the focus."""
        self.grid.setFocus(Qt.FocusReason.PopupFocusReason)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._state.open:
            self._draw()

    def _build(self) -> None:
        theme = self.theme
        head = frame("head")
        head.setMinimumHeight(theme.px(46))
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(IconView(theme, "ph.calendar-blank", Token.ACCENT, 18))
        row.addWidget(self._title)
        row.addWidget(self._aside, 1)
        self.span.setFixedWidth(theme.px(170))
        for widget in (self.span, self._back, self._today, self._on, KeyCap(theme, "Esc")):
            row.addWidget(widget)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFixedHeight(theme.px(_HEIGHT))
        self._scroll.setWidget(self.grid)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for part in (head, self._notice, self._scroll):
            column.addWidget(part)

    def _draw(self) -> None:
        state = self._state
        self._title.set_text(self.tr("Your callbacks"))
        self.frame.setAccessibleName(self._title.full_text())
        first, last = state.days[0], state.days[-1]
        if state.span is Span.DAY:
            span = weekday_text(first)
        else:
            span = f"{day_text(first, state.today)} – {day_text(last, state.today)}"
        if state.loading:
            count = self.tr("Getting them")
        elif state.callbacks:
            count = self.tr("{count} callbacks").format(count=len(state.callbacks))
        else:
            count = self.tr("None")
        self._aside.set_text(f"{span} · {count}")
        self.span.show_options(((Span.DAY.value, self.tr("Day")), (Span.WEEK.value, self.tr("Week"))), state.span.value)
        self._today.set_words(self.tr("Today"))
        for button, name in ((self._back, self.tr("Before")), (self._on, self.tr("After"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
        problem = problem_text(state.problem) if state.problem is not None else ""
        self._notice.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem, button=self.tr("Try again"))
        self.grid.setAccessibleName(self.tr("Callbacks by day and hour"))
        self.grid.show_days(state.days, state.today, state.callbacks, state.selected)

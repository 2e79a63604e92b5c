"""The panel of the day: the chart with its key, or the same as a table."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from agent_desktop.contract.board import BoardDay, BoardSlot
from agent_desktop.ui.board.cells import Cell, Cells
from agent_desktop.ui.board.day_chart import DayChart, DayShown
from agent_desktop.ui.board.live_table import LiveTable
from agent_desktop.ui.board.presenter import BoardState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import LEFT, IconButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.formats import DASH, time_or_day_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.panel import PanelFrame
from agent_desktop.ui.widgets.panel_states import EmptyState, StateKind
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate

_ROOT: Final = UUID("5b8f5a0e-3a9e-4c11-8a59-1f4b2d7c6e00")
_COLUMNS: Final = (Column(110, 1), Column(80), Column(80), Column(90), Column(80))


class ChartKey(QWidget):
    """Names the colours of the chart, in the order in which the bars stand."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names: tuple[str, ...] = ("", "", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_names(self, names: tuple[str, str, str, str]) -> None:
        """Name offered, answered, abandoned and forecast."""
        self._names = names
        self.setAccessibleName(", ".join(names))
        self.updateGeometry()
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        theme = self._theme
        return QSize(sum(theme.width(Role.SMALL, name) + 34 for name in self._names) + 8, theme.px(18))

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setFont(theme.font(Role.SMALL))
        x, middle = 0.0, self.height() / 2
        tokens = (Token.CHART_OFFERED, Token.CHART_ANSWERED, Token.PROBLEM, Token.CAUTION)
        for number, (name, token) in enumerate(zip(self._names, tokens, strict=True)):
            if number == len(tokens) - 1:
                painter.setPen(QPen(theme.colour(token), 2, Qt.PenStyle.DashLine))
                painter.drawLine(QPointF(x, middle), QPointF(x + 18, middle))
                x += 23
            else:
                painter.fillRect(QRectF(x, middle - 5, 10, 10), theme.colour(token))
                x += 15
            width = theme.width(Role.SMALL, name)
            painter.setPen(theme.colour(Token.TEXT_2))
            painter.drawText(QRectF(x, 0, width + 4, self.height()), LEFT, name)
            x += width + 19
        painter.end()


class DayPanel(PanelFrame):
    """Draws the day of a `BoardState`."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__(theme)
        self._ticker = ticker
        self._shown = DayShown()
        self._state = BoardState()
        self._key = ChartKey(theme)
        self.as_table = IconButton(theme, "ph.table")
        self.chart = DayChart(theme, ticker)
        self.table = LiveTable(theme, ticker, _slot_key, self._cells, _COLUMNS, at_right=frozenset({1, 2, 3, 4}))
        self.table.setObjectName("board-day")
        self._empty = EmptyState(theme)
        self._pages = QStackedWidget()
        for page in (self.chart, self.table, self._empty):
            self._pages.addWidget(page)
        self.head_row.addWidget(self._key)
        self.head_row.addWidget(self.as_table)
        self.body.addWidget(self._pages, 1)
        self._tabled = False
        self.as_table.clicked.connect(self._toggle)

    def display(self, state: BoardState) -> None:
        """Draw the day."""
        before, self._state = self._state.board, state
        board = state.board
        if board is None or (before is not None and board.day is before.day):
            return
        zone = _zone(board.day)
        local = self._ticker.local if zone is None else _in(zone)
        self._shown = DayShown(board.day, local if board.day != self._shown.day else self._shown.local)
        self._draw()

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._key.show_names(
            (
                translate("Board", "Offered"),
                translate("Board", "Answered"),
                translate("Board", "Abandoned"),
                translate("Board", "Forecast"),
            )
        )
        self.chart.retranslate()
        self.table.setAccessibleName(translate("Board", "Today by half hour"))
        self.table.set_heads(
            (
                translate("Board", "Half hour"),
                translate("Board", "Offered"),
                translate("Board", "Answered"),
                translate("Board", "Abandoned"),
                translate("Board", "Forecast"),
            )
        )
        self._draw()

    def _forecast_words(self) -> str:
        """Say when the forecast was made that is drawn, or that there is none."""
        day = self._shown.day
        if not day.slots:
            return ""
        if day.forecast_made_at is None:
            return translate("Board", "no forecast for today")
        made, today = self._shown.local(day.forecast_made_at), self._shown.local(self._ticker.now())
        when = time_or_day_text(made, today.date())
        return translate("Board", "forecast made {when}").format(when=when)

    def _draw(self) -> None:
        self.set_title(translate("Board", "Today by half hour"), self._forecast_words())
        slots = self._shown.day.slots
        self.chart.display(self._shown)
        self.table.show_rows(slots)
        if not slots:
            self._empty.show_state(
                StateKind.QUIET,
                translate("Board", "Closed today"),
                translate("Board", "The day shows here from when the queues open."),
                icon="ph.chart-bar",
            )
        read = self._state.board is not None
        page = self._empty if read and not slots else self.table if self._tabled else self.chart
        self._pages.setCurrentWidget(page)
        other = translate("Board", "Show it as a chart") if self._tabled else translate("Board", "Show it as a table")
        self.as_table.set_name(other)
        self.as_table.set_icon("ph.chart-bar" if self._tabled else "ph.table")
        self.as_table.setEnabled(bool(slots))

    def _toggle(self) -> None:
        self._tabled = not self._tabled
        self._draw()

    def _cells(self, slot: BoardSlot) -> Cells:
        forecast = DASH if slot.forecast is None else f"{round(slot.forecast):,}"
        numbers = (f"{slot.offered:,}", f"{slot.answered:,}", f"{slot.abandoned:,}", forecast)
        return (Cell(self._shown.name(slot)), *(Cell(each, at_right=True) for each in numbers))


def _slot_key(slot: BoardSlot) -> UUID:
    return uuid5(_ROOT, slot.began_at.isoformat())


def _zone(day: BoardDay) -> tzinfo | None:
    try:
        return ZoneInfo(day.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return None  # this computer does not know the zone: its own is shown


def _in(zone: tzinfo) -> Callable[[datetime], datetime]:
    return lambda at: at.astimezone(zone)

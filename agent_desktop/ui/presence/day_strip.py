"""The agent's day in six figures, while no call is on."""

from datetime import datetime
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.contract.home import MyDay
from agent_desktop.ui.presence.presenter import PresenceState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import DASH, clock_text, time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.ticker import Ticker

_COUNT: Final = 6
_NARROW: Final = 3
"""So many stand beside each other where six have no room."""


class _Figure(NamedTuple):
    caption: str
    value: str
    detail: str = ""
    tone: Token = Token.TEXT_2


class _Cell(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._caption = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._value = TextLabel(role=Role.TITLE)
        self._detail = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self.edge = line("v")
        values = QHBoxLayout()
        values.setSpacing(6)
        values.addWidget(self._value)
        values.addWidget(self._detail, 1)
        column = QVBoxLayout()
        column.setContentsMargins(14, 10, 6, 10)
        column.setSpacing(1)
        column.addWidget(self._caption)
        column.addLayout(values)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.edge)
        row.addLayout(column, 1)

    def show_cell(self, figure: _Figure) -> None:
        self._caption.set_text(figure.caption)
        self._value.set_text(figure.value)
        self._detail.set_text(figure.detail)
        self._detail.set_tone(figure.tone)
        self.setAccessibleName(" ".join(part for part in figure[:3] if part))

    def wanted(self) -> int:
        """Return how wide it is with nothing cut."""
        detail = self._detail.fontMetrics().horizontalAdvance(self._detail.full_text())
        return max(self._caption.sizeHint().width(), self._value.sizeHint().width() + 6 + detail) + 26


class DayStrip(QFrame):
    """Draws the day's figures: those of a `PresenceState`, which change by themselves, and those of the last word on
    the person's day."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme, self._ticker = theme, ticker
        self._state, self._day = PresenceState(), MyDay()
        self._minute: datetime | None = None
        self._columns = 0
        self._cells = [_Cell() for _ in range(_COUNT)]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(1, 1, 1, 1)
        self._grid.setSpacing(0)
        self._draw()
        ticker.ticked.connect(self._ticked)

    def display(self, state: PresenceState) -> None:
        """Draw the figures of `state`."""
        self._state = state
        self._draw()

    def show_day(self, day: MyDay) -> None:
        """Draw what the server said of the day."""
        self._day = day
        self._draw()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _draw(self) -> None:
        self._minute = self._ticker.now().replace(second=0, microsecond=0)
        for cell, figure in zip(self._cells, self._figures(), strict=True):
            cell.show_cell(figure)
        self._place()

    def _place(self) -> None:
        """Put six beside each other, or three where they would be cut; each column has its share by what it holds."""
        wanted = [cell.wanted() for cell in self._cells]
        columns = _COUNT if sum(wanted) <= self.width() else _NARROW
        for column in range(_COUNT):
            self._grid.setColumnStretch(column, max(wanted[column::columns]) if column < columns else 0)
        if columns == self._columns:
            return
        self._columns = columns
        for number, cell in enumerate(self._cells):
            self._grid.addWidget(cell, number // columns, number % columns)
            cell.edge.setVisible(number % columns > 0)

    def _figures(self) -> tuple[_Figure, ...]:
        state, day = self._state, self._day
        average = DASH if state.average_seconds is None else clock_text(state.average_seconds)
        team = "" if day.team_average_seconds is None else clock_text(day.team_average_seconds)
        satisfaction = DASH if day.satisfaction is None else f"{day.satisfaction:.1f}"
        surveys = self.tr("1 survey") if day.surveys == 1 else self.tr("{count} surveys").format(count=day.surveys)
        ready = DASH if day.ready_percent is None else f"{day.ready_percent:.0f}%"
        done = self.tr("{done} of {all}").format(done=day.callbacks_done, all=day.callbacks_of)
        late = self.tr("{count} late").format(count=day.callbacks_late) if day.callbacks_late else ""
        return (
            _Figure(self.tr("Calls handled"), str(state.handled), self._target(day.handled_target, "")),
            _Figure(self.tr("Average call"), average, self.tr("team {time}").format(time=team) if team else ""),
            _Figure(self.tr("Satisfaction"), satisfaction, surveys),
            _Figure(self.tr("Ready time"), ready, self._target(day.ready_target_percent, "%")),
            _Figure(self.tr("Callbacks done"), done, late, Token.PROBLEM),
            self._next_break(),
        )

    def _target(self, target: float | None, unit: str) -> str:
        return "" if target is None else self.tr("target {value}").format(value=f"{target:g}{unit}")

    def _next_break(self) -> _Figure:
        caption, planned = self.tr("Next break"), self._day.next_break
        now = self._ticker.now()
        if planned is None or planned.until_at <= now:
            return _Figure(caption, DASH, self.tr("none planned"))
        begins = time_text(self._ticker.local(planned.from_at))
        if planned.from_at <= now:
            until = time_text(self._ticker.local(planned.until_at))
            return _Figure(caption, begins, self.tr("now, until {time}").format(time=until))
        hours, minutes = divmod(max(1, round((planned.from_at - now).total_seconds() / 60)), 60)
        if hours:
            return _Figure(caption, begins, self.tr("in {hours} h {minutes} m").format(hours=hours, minutes=minutes))
        return _Figure(caption, begins, self.tr("in {minutes} m").format(minutes=minutes))

    def _ticked(self) -> None:
        if self.isVisible() and self._ticker.now().replace(second=0, microsecond=0) != self._minute:
            self._draw()

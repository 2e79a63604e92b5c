"""A chart in a card: its title, and the ways to take it along as a picture or as values."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.ui.complaints.learning.levels import LevelChart
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.chart import ColumnChart
from agent_desktop.ui.widgets.chart_data import ChartData, LevelData
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line
from agent_desktop.ui.widgets.menu_button import MenuButton
from agent_desktop.ui.widgets.panel_states import Notice

AskPlace = Callable[[str], Path | None]
_PICTURE: Final = QSize(1200, 560)
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula where it begins a cell."""


class ChartCard(QFrame):
    """Takes a `ColumnChart` or a `LevelChart`.

    Signals:
        file_wanted: The whole list behind it as a file of the server's.
    """

    file_wanted = Signal()

    def __init__(
        self, theme: Theme, icon: str, chart: ColumnChart | LevelChart, ask_place: AskPlace | None = None
    ) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self._theme, self.chart = theme, chart
        self._ask_place = ask_place or self._ask_by_dialog
        self._title = TextLabel(role=Role.PANEL_TITLE, elided=True)
        self._aside = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self.menu_button = MenuButton(theme)
        self._menu = QMenu(self)
        self._notice = Notice(theme)
        self._notice.setContentsMargins(14, 2, 14, 6)
        self._nothing = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._nothing.setContentsMargins(14, 18, 14, 18)
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 10, 8)
        head.setSpacing(8)
        head.addWidget(IconView(theme, icon, Token.TEXT_2, 16))
        head.addWidget(self._title, 1)
        head.addWidget(self._aside)
        head.addWidget(self.menu_button)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addWidget(chart)
        self._pages = QStackedWidget()
        self._pages.addWidget(holder)
        self._pages.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line("h"))
        column.addWidget(self._pages, 1)
        column.addWidget(self._notice)
        self.menu_button.clicked.connect(self._open_menu)

    def display(self, data: ChartData | LevelData, nothing: str, aside: str = "") -> None:
        """Draw the chart, or say what it means that there is nothing to draw."""
        self._title.set_text(data.title)
        self._aside.set_text(aside)
        if isinstance(self.chart, ColumnChart) and isinstance(data, ChartData):
            self.chart.display(data)
            empty = data.is_empty
        elif isinstance(self.chart, LevelChart) and isinstance(data, LevelData):
            self.chart.display(data)
            empty = not data.levels
        else:
            return
        self._nothing.set_text(nothing)
        self._pages.setCurrentIndex(1 if empty else 0)
        self.menu_button.show_alone(False, self.tr("Take along"), self.tr("Take along"))
        self.menu_button.setEnabled(not empty)

    def save_picture(self) -> None:
        """Write the chart as a PNG."""
        place = self._ask_place(f"{self._title.full_text()}.png")
        if place is not None:
            self._told(place, done=self.chart.picture(_PICTURE).save(str(place), "PNG"))  # type: ignore[call-overload]

    def save_values(self) -> None:
        """Write the values as CSV, in UTF-8 with a mark, as spreadsheets want it."""
        place = self._ask_place(f"{self._title.full_text()}.csv")
        if place is None:
            return
        try:
            place.write_text("\ufeff" + values_csv(self.chart.drawn), encoding="utf-8", newline="")
        except OSError:
            self._told(place, done=False)
            return
        self._told(place, done=True)

    def _told(self, place: Path, *, done: bool) -> None:
        if done:
            text = self.tr("{file} is written.").format(file=place.name)
            self._notice.show_notice("ph.check-circle-fill", Token.GOOD, text)
        else:
            text = self.tr("{file} could not be written. Choose another folder.").format(file=place.name)
            self._notice.show_notice("ph.warning-circle-fill", Token.PROBLEM, text)

    def _open_menu(self) -> None:
        self._menu.clear()
        for text, deed in (
            (self.tr("As a picture (PNG)"), self.save_picture),
            (self.tr("As values (CSV)"), self.save_values),
            (self.tr("The whole list as a file"), self.file_wanted.emit),
        ):
            action = QAction(text, self._menu)
            action.triggered.connect(deed)
            self._menu.addAction(action)
        self._menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def _ask_by_dialog(self, name: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Take along"), name)
        return Path(chosen) if chosen else None


def values_csv(data: ChartData | LevelData) -> str:
    """Return what a chart shows as CSV; a cell that a spreadsheet would take for a formula is told to be text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_safe(head) for head in data.heads])
    if isinstance(data, LevelData):
        for level in data.levels:
            share = "" if level.share is None else f"{level.share * 100:.1f}"
            writer.writerow([_safe(level.label), share, _safe(level.aside)])
        return out.getvalue()
    for point in data.points:
        values = [f"{value:g}" for value in point.values]
        shares = [f"{point.share * 100:.1f}"] if point.share is not None else []
        writer.writerow([_safe(point.label), *values, *shares])
    return out.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_RISKY) else text

"""The list of calibrations, what is to be scored first."""

from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.quality.calibration_presenter import CalibratingState
from agent_desktop.ui.quality.tables import CalibrationTable
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel_states import EmptyState, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.views import RowTable

_COLUMNS: Final = (Column(80), Column(150, 8), Column(110, 6), Column(64), Column(80))


class CalibrationList(QWidget):
    """Draws the list of a `CalibratingState`.

    Signals:
        chosen: The id of another one.
        read_wanted: Read the list again.
    """

    chosen = Signal(object)
    read_wanted = Signal()

    def __init__(self, theme: Theme, today: Callable[[], date], *, show_at_once: bool = False) -> None:
        super().__init__()
        self._today = today
        self._state = CalibratingState()
        self._rows = CalibrationTable(self)
        self.table = RowTable(theme, self._rows.model)
        self.table.set_columns(_COLUMNS)
        self._count = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 6, 30, show_at_once=show_at_once)
        self._pages = QStackedWidget()
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._count)
        column.addWidget(self._pages, 1)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self._empty.action_chosen.connect(self.read_wanted)

    def display(self, state: CalibratingState) -> None:
        """Draw `state`; the one that shows stays marked wherever it stands now."""
        before, self._state = self._state, state
        if (state.listed, state.chosen) != (before.listed, before.chosen):
            self._fill(state)
        wanted = sum(each.mine_is_wanted for each in state.listed or ())
        one, more = self.tr("1 to score"), self.tr("{count} to score").format(count=wanted)
        self._count.set_text("" if state.listed is None else one if wanted == 1 else more)
        if state.listed is None and state.away is None:
            self._pages.setCurrentIndex(2)
        elif state.listed:
            self._pages.setCurrentIndex(0)
        else:
            self._pages.setCurrentIndex(1)
            title, text = self.tr("No calibration yet"), self.tr("Choose a call, and have others score it as well.")
            if state.away is not None:
                title, text = self.tr("The list cannot be read now"), deed_text(state.away)
            self._empty.show_state(StateKind.QUIET, title, text, button=self.tr("Read again"), keys="Ctrl+R")

    def retranslate(self) -> None:
        """Say it in the language now shown."""
        self.table.setAccessibleName(self.tr("Calibrations, what is to be scored first"))
        self._skeleton.set_words(self.tr("Getting the calibrations"))
        self._rows.retranslate()
        self._fill(self._state)
        self.display(self._state)

    def _fill(self, state: CalibratingState) -> None:
        table, listed = self.table, state.listed or ()
        was = table.selectionModel().blockSignals(True)
        self._rows.show(listed, self._today())
        keys = [each.calibration_id for each in listed]
        if state.chosen in keys:
            table.selectRow(keys.index(state.chosen))
        else:
            table.setCurrentIndex(QModelIndex())
            table.clearSelection()
        table.selectionModel().blockSignals(was)
        table.viewport().update()
        table.fit_columns()

    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = str(current.siblingAtColumn(0).data(CellRole.KEY) or "") if current.isValid() else ""
        if key:
            self.chosen.emit(UUID(key))

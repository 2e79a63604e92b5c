"""The window of source systems: how each stands, what its last load refused, and a load now."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import QModelIndex, QSize, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.sources.presenter import SourcesKind, SourcesPresenter, SourcesState
from agent_desktop.ui.sources.table import RefusedTable, SourceTable
from agent_desktop.ui.sources.words import failure_text, load_text, schedule_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.formats import day_time_text, words
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.views import RowTable
from agent_desktop.ui.widgets.window_keys import add_keys

LOOK_MS: Final = 3_000
"""How often is asked how the sources stand while one is loaded."""

LEAST: Final = QSize(980, 600)
USUAL: Final = QSize(1120, 760)
_SOURCE_COLUMNS: Final = (Column(150, 10), Column(110), Column(110), Column(80), Column(70), Column(110))
_REFUSED_COLUMNS: Final = (Column(150, 4), Column(60), Column(90, 2), Column(200, 10))
_TABLE, _EMPTY, _LOADING = range(3)


class SourcesWindow(OfficeWindow):
    """Draws a `SourcesState`, and tells the presenter what the person did."""

    def __init__(
        self,
        theme: Theme,
        sources: SourcesPresenter,
        *,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        show_at_once: bool = False,
    ) -> None:
        super().__init__(theme, least=LEAST, usual=USUAL)
        self._theme, self.sources = theme, sources
        self._now, self._zone = now, zone
        self._state = SourcesState()
        self._listed = SourceTable(self._when, self)
        self._rows = RefusedTable(self)
        self.table = RowTable(theme, self._listed.model)
        self.table.set_columns(_SOURCE_COLUMNS)
        self.refused = RowTable(theme, self._rows.model)
        self.refused.set_columns(_REFUSED_COLUMNS)
        self._title = TextLabel(role=Role.TITLE)
        self._name = TextLabel(role=Role.FORM_TITLE)
        self._load = TextLabel(role=Role.BODY, tone=Token.TEXT_2, wrap=True)
        self._plan = TextLabel(role=Role.BODY, tone=Token.TEXT_2, wrap=True)
        self._count = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._failed_load, self._failure = Notice(theme), Notice(theme)
        self.run = CommandButton(theme, look=Look.PRIMARY, keys="Alt+L", icon="ph.arrows-clockwise")
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 8, 30, show_at_once=show_at_once)
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_MS)
        self._looking.timeout.connect(sources.look)
        self._build()
        self._join()
        self._retranslate()
        sources.show_to(self.display)

    def start(self) -> None:
        """Ask the server for the list, and show the window."""
        self.bring_forward()
        self.sources.open()
        self.table.setFocus()

    def display(self, state: SourcesState) -> None:
        """Draw `state`."""
        self._state = state
        ready = state.kind is SourcesKind.READY
        pages = {SourcesKind.READY: _TABLE, SourcesKind.LOADING: _LOADING}
        self._pages.setCurrentIndex(pages.get(state.kind, _EMPTY))
        self._below.setVisible(ready)
        if ready:
            self._fill()
            self._draw_source()
        elif state.kind is not SourcesKind.LOADING:
            self._draw_empty()
        beside = ready and state.problem is not None
        self._failure.show_notice(
            "ph.warning-circle-fill",
            Token.PROBLEM,
            deed_text(state.problem) if beside and state.problem is not None else "",
        )
        if state.going_on and self.isVisible():
            self._looking.start()
        else:
            self._looking.stop()

    def _put_by(self) -> None:
        self._looking.stop()

    def _build(self) -> None:
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self.run)
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(6)
        below.addLayout(head)
        for widget in (self._failed_load, self._load, self._plan, self._count):
            below.addWidget(widget)
        below.addWidget(self.refused, 100)
        below.addStretch(1)  # takes the room where nothing was refused
        sheet = QFrame()
        sheet.setProperty("panel", "column")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._failure)
        column.addWidget(self._pages, 5)
        column.addWidget(self._below, 6)
        self.setCentralWidget(sheet)

    def _join(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._current_changed)
        self.run.clicked.connect(self.sources.run)
        self._empty.action_chosen.connect(self.sources.open)
        add_keys(self, {"Alt+L": self.sources.run, "Ctrl+R": self.sources.open})

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Source systems"))
        self._title.set_text(self.tr("Source systems"))
        self.table.setAccessibleName(self.tr("Source systems"))
        self.refused.setAccessibleName(self.tr("Refused rows of the last load"))
        self.run.set_words(self.tr("Load now"))
        self._skeleton.set_words(self.tr("Getting the list"))
        self._listed.retranslate()
        self._rows.retranslate()
        self.display(self._state)

    def _fill(self) -> None:
        state, table = self._state, self.table
        model = table.selectionModel()
        was_blocked = model.blockSignals(True)  # the row moves with its source; that is no choice of the person's
        self._listed.show(state.told.sources)
        row = self._listed.row_of(state.told.sources, state.selected)
        if row >= 0 and table.currentIndex().row() != row:
            table.selectRow(row)
        model.blockSignals(was_blocked)
        table.viewport().update()
        table.fit_columns()

    def _draw_source(self) -> None:
        state, source = self._state, self._state.source
        if source is None:
            return
        schedule = state.schedule
        self._name.set_text(words(source.name))
        self._load.set_text(
            load_text(source.last, self._when) if source.last is not None else self.tr("It was never loaded.")
        )
        self._plan.set_text(schedule_text(schedule, self._when))
        failed = failure_text(source, schedule, self._when)
        self._failed_load.show_notice("ph.warning-circle-fill", Token.PROBLEM, failed)
        self.run.setEnabled(state.may_run)
        refused = state.refused
        self._rows.show(refused.rows if refused is not None else ())
        self.refused.setVisible(bool(refused is not None and refused.rows))
        self.refused.fit_columns()
        self._count.set_text(self._count_words())

    def _count_words(self) -> str:
        refused = self._state.refused
        if refused is None:
            return self.tr("Getting the refused rows")
        if not refused.count:
            return self.tr("No row of the last load was refused.")
        if len(refused.rows) < refused.count:
            text = self.tr("{count} rows were refused; {shown} are kept here, all are in the rejects file.")
            return text.format(count=f"{refused.count:,}", shown=f"{len(refused.rows):,}")
        return self.tr("{count} rows were refused").format(count=f"{refused.count:,}")

    def _draw_empty(self) -> None:
        state = self._state
        if state.kind is SourcesKind.FAILED and state.problem is not None:
            title, kind = self.tr("The list cannot be read now"), StateKind.ERROR
            self._empty.show_state(kind, title, deed_text(state.problem), button=self.tr("Try again"), keys="Ctrl+R")
            return
        self._empty.show_state(
            StateKind.QUIET,
            self.tr("Nothing was loaded yet"),
            self.tr("An administrator runs: agent-desktop import, or sets sources.loads"),
            icon="ph.database",
        )

    def _when(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        return day_time_text(local, self._now().astimezone(self._zone).date())

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = current.siblingAtColumn(0).data(CellRole.KEY) if current.isValid() else None
        if key:
            self.sources.select(str(key))

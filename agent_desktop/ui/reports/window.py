"""The window of reports: what stays at the left; the question, the table and the chart of one figure at the right."""

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.exports import ExportedList, ExportFormat
from agent_desktop.contract.reports import ReportRow, SavedReport, Schedule, Step
from agent_desktop.ui.exports.bar import ExportBar
from agent_desktop.ui.exports.presenter import ExportPresenter
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.reports.ask_bar import AskBar
from agent_desktop.ui.reports.cell_presenter import CellPresenter
from agent_desktop.ui.reports.cell_sheet import CellSheet
from agent_desktop.ui.reports.charts import chart_of, chart_rows
from agent_desktop.ui.reports.keep_sheet import KeepSheet
from agent_desktop.ui.reports.keeping_presenter import KeepingPresenter
from agent_desktop.ui.reports.presenter import ReportsPresenter, ReportsState, Rows, about_cell
from agent_desktop.ui.reports.schedule_sheet import ScheduleSheet
from agent_desktop.ui.reports.side import SidePanel
from agent_desktop.ui.reports.table import ReportView
from agent_desktop.ui.reports.words import days_text, kind_words, moment_text, rows_words, step_text, translate
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.chart import ColumnChart
from agent_desktop.ui.widgets.formats import language_now, month_text, words
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.window_keys import add_keys

AskPlace = Callable[[str, tuple[ExportFormat, ...]], Path | None]
USUAL: Final = QSize(1440, 860)
MONTHS: Final = 12
"""So many months back the monthly service report is offered."""
_TABLE, _EMPTY, _LOADING = range(3)


class ReportsWindow(OfficeWindow):
    """Draws reports, and tells the presenters what the person did. Who is told only what is their own has no more than
    the question, the table, the chart, and what each figure counts."""

    def __init__(
        self,
        theme: Theme,
        reports: ReportsPresenter,
        keeping: KeepingPresenter | None,
        cell: CellPresenter,
        exports: ExportPresenter,
        *,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        show_at_once: bool = False,
        ask_place: AskPlace | None = None,
    ) -> None:
        """Without `keeping` nothing is kept, saved or exported: for who is told only what is their own."""
        super().__init__(theme, usual=USUAL)
        self._theme, self._now, self._zone = theme, now, zone
        self.reports, self.keeping, self.cell, self.exports = reports, keeping, cell, exports
        self.ask_place = ask_place or self._ask_by_dialog
        self._state = ReportsState()
        self._title = TextLabel(role=Role.TITLE)
        self._means = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self.side = SidePanel(theme, self._when, show_at_once=show_at_once)
        self.bar = AskBar(theme)
        self.again = CommandButton(theme, small=True, keys="Ctrl+R", icon="ph.arrow-clockwise")
        self.keep = CommandButton(theme, small=True, keys="Alt+K", icon="ph.lock-simple")
        self.save = CommandButton(theme, small=True, keys="Alt+S", icon="ph.floppy-disk")
        self.file = CommandButton(theme, small=True, keys="Alt+X", icon="ph.file-arrow-down")
        self.month = CommandButton(theme, small=True, keys="Alt+M", icon="ph.file-pdf")
        self.rows = SegmentedChoice(theme, compact=True)
        self._kept, self._away = Notice(theme), Notice(theme)
        self.view = ReportView(theme, zone)
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 8, 30, show_at_once=show_at_once)
        self.chart = ColumnChart(theme)
        self._hint = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self.progress = ExportBar(theme)
        whole = self._build()
        self.sheet = CellSheet(theme, whole, self._when, lambda: now().astimezone(zone))
        self.naming = KeepSheet(theme, whole)
        self.planning = ScheduleSheet(theme, whole)
        self._join()
        self._retranslate()
        reports.show_to(self.display)
        cell.show_to(self.sheet.display)
        exports.show_to(self.progress.display)
        if keeping is not None:
            keeping.show_to(self.side.display)

    def start(self) -> None:
        """Ask the server, and show the window."""
        self.bring_forward()
        self.reports.open()
        if self.keeping is not None:
            self.keeping.read()
        self.bar.subject.setFocus()

    def display(self, state: ReportsState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        self.bar.display(state)
        table, kept = state.table, state.kept
        self._draw_head(state)
        if (table, state.rows) != (before.table, before.rows):
            self.view.show_table(table, state.listed)
        self.chart.display(chart_of(state, self._zone))
        self._picture.setVisible(table is not None and bool(state.listed))
        told = ""
        if kept is not None:
            text = translate("Reports", "“{name}”, as it was counted {when}. It does not change.")
            told = text.format(name=kept.name, when=self._when(kept.made_at))
        self._kept.show_notice("ph.lock-simple-fill", Token.INFO, told, button=translate("Reports", "Count anew"))
        self._draw_page(state)

    def export(self) -> None:
        """Have the table that shows written as a file."""
        state = self._state
        if state.table is None or self.keeping is None or self.exports.state.going_on:
            return
        kinds = (ExportFormat.XLSX, ExportFormat.CSV, ExportFormat.PDF)
        place = self.ask_place(translate("Reports", "report"), kinds)
        if place is None:
            return
        kind = ExportFormat(place.suffix[1:].lower())
        if state.kept is not None:
            kept_id = str(state.kept.kept_id)
            self.exports.start(ExportedList.KEPT_REPORT, kind, {"kept_id": kept_id}, place, language_now())
            return
        asked = state.table.query.model_dump(mode="json", exclude_none=True)
        self.exports.start(ExportedList.REPORT, kind, asked, place, language_now())

    def export_month(self, month: date) -> None:
        """Have the month's service report written as PDF; `month` is its first day."""
        if self.keeping is None or self.exports.state.going_on:
            return
        name = translate("Reports", "service report {month}").format(month=f"{month:%Y-%m}")
        place = self.ask_place(name, (ExportFormat.PDF,))
        if place is not None:
            asked = {"month": month.isoformat()}
            self.exports.start(ExportedList.SERVICE_REPORT, ExportFormat.PDF, asked, place, language_now())

    def _put_by(self) -> None:
        self.exports.stop()

    # building

    def _build(self) -> QWidget:
        right = QFrame()
        right.setProperty("panel", "canvas")
        column = QVBoxLayout(right)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        head, under = QHBoxLayout(), QHBoxLayout()
        for row in (head, under):
            row.setSpacing(8)
        head.addWidget(self._title, 1)
        for button in (self.again, self.keep, self.save, self.file, self.month):
            head.addWidget(button)
        under.addWidget(self._means, 1)
        under.addWidget(self.rows)
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.view, self._empty, loading):
            self._pages.addWidget(page)
        self._picture = picture = QWidget()
        below = QVBoxLayout(picture)
        below.setContentsMargins(0, 6, 0, 0)
        below.setSpacing(4)
        below.addWidget(self.chart, 1)
        below.addWidget(self._hint)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self._pages)
        split.addWidget(picture)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self._kept)
        column.addWidget(self._away)
        column.addLayout(under)
        column.addWidget(split, 1)
        column.addWidget(self.progress)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        self.side.setFixedWidth(self._theme.px(300))
        row.addWidget(self.side)
        row.addWidget(right, 1)
        self.setCentralWidget(whole)
        return whole

    def _join(self) -> None:
        reports, side = self.reports, self.side
        self.bar.wished.connect(reports.wish)
        self.again.clicked.connect(reports.count)
        self._kept.action_chosen.connect(reports.count)
        self._empty.action_chosen.connect(reports.count)
        self.keep.clicked.connect(lambda: self._name(saves=False))
        self.save.clicked.connect(lambda: self._name(saves=True))
        self.file.clicked.connect(self.export)
        self.month.clicked.connect(self._offer_months)
        self.rows.chosen.connect(lambda rows: reports.show_rows(Rows(rows)))
        self.view.cell_chosen.connect(self._explain)
        self.view.figure_pointed.connect(reports.draw_figure)
        self.chart.place_chosen.connect(self._explain_bar)
        self.sheet.items_wanted.connect(self.cell.read_items)
        self.sheet.closed.connect(self.cell.close)
        self.progress.stop_chosen.connect(self.exports.stop)
        self.progress.looked.connect(self.exports.tick)
        self.progress.put_away.connect(self.exports.put_away)
        keeping = self.keeping
        side.setVisible(keeping is not None)
        if keeping is not None:
            side.saved_chosen.connect(lambda saved: reports.ask(saved.query))
            side.kept_chosen.connect(reports.open_kept)
            side.share_wanted.connect(lambda saved, shared: keeping.share(saved, shared=shared))
            side.pause_wanted.connect(lambda schedule, is_on: keeping.pause(schedule, is_on=is_on))
            side.remove_wanted.connect(self._remove)
            side.add_wanted.connect(self._plan)
            side.read_wanted.connect(keeping.read)
            self.naming.keep_wanted.connect(self._keep_named)
            self.naming.save_wanted.connect(self._save_named)
            self.planning.schedule_wanted.connect(keeping.schedule)
        add_keys(
            self,
            {
                "Ctrl+R": self._read,
                "Alt+K": lambda: self._name(saves=False),
                "Alt+S": lambda: self._name(saves=True),
                "Alt+X": self.export,
                "Alt+M": self._offer_months,
                "Alt+G": self.chart.setFocus,
                "Alt+T": self.view.setFocus,
            },
        )

    def _retranslate(self) -> None:
        title = translate("Reports", "Reports") if self.keeping is not None else translate("Reports", "My figures")
        self.setWindowTitle(title)
        self._title.set_text(title)
        self.again.set_words(translate("Reports", "Count"))
        self.keep.set_words(translate("Reports", "Keep"))
        self.save.set_words(translate("Reports", "Save"))
        self.file.set_words(translate("Reports", "As a file"))
        self.month.set_words(translate("Reports", "Monthly report"))
        self.view.setAccessibleName(translate("Reports", "The figures"))
        self._skeleton.set_words(translate("Reports", "Counting"))
        self._hint.set_text(
            translate("Reports", "Enter or a double click on a figure or a bar says how it was counted, and of what.")
        )
        self.bar.retranslate()
        self.side.retranslate()
        self.sheet.display(self.cell.state)
        self.progress.retranslate()
        self.view.report.show(self._state.table, self._state.listed)
        self.display(self._state)

    # drawing

    def _draw_head(self, state: ReportsState) -> None:
        table = state.table
        for button in (self.keep, self.save, self.file, self.month):
            button.setVisible(self.keeping is not None)
        self.keep.setEnabled(table is not None and state.kept is None)
        self.save.setEnabled(table is not None and state.kept is None)
        self.file.setEnabled(table is not None)
        in_steps = table is not None and table.query.step is not Step.WHOLE
        self.rows.setVisible(in_steps)
        if table is None:
            self._means.set_text("")
            return
        self.rows.show_options(
            tuple((each.value, rows_words(each, words(table.key_name))) for each in Rows), state.rows
        )
        text = translate("Reports", "{title}, {days}. As of {when}, times of {zone}.")
        when = self._when(table.as_of)
        self._means.set_text(text.format(title=words(table.title), days=days_text(table), when=when, zone=table.zone))

    def _draw_page(self, state: ReportsState) -> None:
        problem, table = state.problem, state.table
        if table is not None and state.listed:
            self._pages.setCurrentIndex(_TABLE)
        elif state.loading:
            self._pages.setCurrentIndex(_LOADING)
        else:
            again = translate("Reports", "Count again")
            if problem is not None:
                title, text = translate("Reports", "The report cannot be counted now"), deed_text(problem)
                self._empty.show_state(StateKind.ERROR, title, text, button=again, keys="Ctrl+R")
            elif state.subjects is not None and not state.subjects:
                title = translate("Reports", "There is nothing that you may ask for")
                self._empty.show_state(StateKind.LOCKED, title)
            elif state.mistake is not None:
                title = translate("Reports", "Nothing is counted yet")
                self._empty.show_state(StateKind.QUIET, title, icon="ph.calendar-blank")
            else:
                title = translate("Reports", "Nothing to count in this time")
                text = translate("Reports", "Choose other days, or narrow it less.")
                self._empty.show_state(StateKind.FILTERED, title, text, button=again, keys="Ctrl+R")
            self._pages.setCurrentIndex(_EMPTY)

    # what the person did

    def _read(self) -> None:
        self.reports.count()
        if self.keeping is not None:
            self.keeping.read()

    def _explain(self, row: ReportRow, figure: str) -> None:
        state, table = self._state, self._state.table
        place = next((n for n, each in enumerate(table.columns) if each.figure == figure), -1) if table else -1
        if table is None or place < 0:
            return
        known = state.figures.get(figure)
        self.cell.open(about_cell(table, row, figure), known, row.values[place], kept=state.kept is not None)
        name = words(row.name) if row.key is not None else translate("Reports", "All together")
        time = step_text(row, table, self._zone) or days_text(table)
        self.sheet.open_on(f"{name} · {time}")

    def _explain_bar(self, key: str) -> None:
        rows = chart_rows(self._state)
        if key.isdecimal() and int(key) < len(rows):
            self._explain(rows[int(key)], self._state.figure)

    def _name(self, *, saves: bool) -> None:
        table = self._state.table
        if self.keeping is None or table is None or self._state.kept is not None:
            return
        name = words(table.title)
        self.naming.ask(saves=saves, name=name if saves else f"{name} {days_text(table)}")

    def _keep_named(self, name: str) -> None:
        table = self._state.table
        if self.keeping is not None and table is not None:
            self.keeping.keep(table.query, name)

    def _save_named(self, name: str, shared: bool) -> None:
        table = self._state.table
        if self.keeping is not None and table is not None:
            self.keeping.save(table.query, name, shared=shared)

    def _remove(self, what: SavedReport | Schedule) -> None:
        if self.keeping is None:
            return
        if isinstance(what, SavedReport):
            self.keeping.remove_saved(what)
        elif isinstance(what, Schedule):
            self.keeping.remove_schedule(what)

    def _plan(self) -> None:
        schedules = self.keeping.state.schedules if self.keeping is not None else None
        if self.keeping is not None and schedules is not None:
            self.planning.ask(self.keeping.state.saved or (), schedules)

    def _offer_months(self) -> None:
        if self.keeping is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        month = self._now().astimezone(self._zone).date().replace(day=1)
        for _ in range(MONTHS):
            month = date(month.year - (month.month == 1), month.month - 1 or 12, 1)
            menu.addAction(month_text(month)).triggered.connect(lambda _=False, month=month: self.export_month(month))
        menu.popup(self.month.mapToGlobal(self.month.rect().bottomLeft()))

    def _when(self, at: datetime) -> str:
        return moment_text(at, self._zone, self._now())

    def _ask_by_dialog(self, name: str, kinds: tuple[ExportFormat, ...]) -> Path | None:
        named = [(each, f"{text} (*.{each.value})") for each, text in kind_words() if each in kinds]
        first = f"{name}.{kinds[0].value}"
        filters = ";;".join(text for _, text in named)
        chosen, kind = QFileDialog.getSaveFileName(self, translate("Reports", "As a file"), first, filters)
        if not chosen:
            return None
        place = Path(chosen)
        wanted = next((each for each, text in named if text == kind), kinds[0])
        return place if place.suffix[1:].lower() in set(kinds) else place.with_name(f"{place.name}.{wanted.value}")

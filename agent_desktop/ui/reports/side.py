"""What stays of reports, at the left: saved questions, kept tables, and schedules."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.reports import KeptReport, SavedReport, Schedule
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.reports.keeping_presenter import KeepingState
from agent_desktop.ui.reports.words import cadence_words, sending_words, translate
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole, fill
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.views import RowTable

_COLUMNS: Final = (Column(120, 6), Column(60, 3))
_LIST, _EMPTY, _LOADING = range(3)
_DAY = slice(0, -6)


class Lists(StrEnum):
    """What is listed."""

    SAVED = "saved"
    KEPT = "kept"
    SCHEDULES = "schedules"


class SidePanel(QFrame):
    """Draws a `KeepingState`.

    Signals:
        saved_chosen: Count this saved report (`SavedReport`).
        kept_chosen: Show the kept report of this id.
        share_wanted: Let others open this saved report, or no longer.
        remove_wanted: Remove this `SavedReport` or `Schedule`.
        pause_wanted: Let this schedule rest, or go on.
        add_wanted: Set up a schedule.
        read_wanted: Read the lists again.
    """

    saved_chosen = Signal(object)
    kept_chosen = Signal(object)
    share_wanted = Signal(object, bool)
    remove_wanted = Signal(object)
    pause_wanted = Signal(object, bool)
    add_wanted = Signal()
    read_wanted = Signal()

    def __init__(self, theme: Theme, when: Callable[[datetime], str], *, show_at_once: bool = False) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._when = when
        self._state = KeepingState()
        self.which = Lists.SAVED
        self.lists = SegmentedChoice(theme, compact=True)
        self._model = QStandardItemModel(0, len(_COLUMNS), self)
        self.table = RowTable(theme, self._model)
        self.table.set_columns(_COLUMNS)
        self.table.horizontalHeader().hide()
        self._empty, self._away, self._trouble = EmptyState(theme), Notice(theme), Notice(theme)
        self._skeleton = SkeletonRows(theme, 5, 30, show_at_once=show_at_once)
        self._detail = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._met = Notice(theme)
        self.open, self.share = CommandButton(theme, small=True), CommandButton(theme, small=True)
        self.pause, self.remove = CommandButton(theme, small=True), CommandButton(theme, small=True)
        self.add = CommandButton(theme, small=True, icon="ph.plus")
        self._build()
        self._join()

    def display(self, state: KeepingState) -> None:
        """Draw `state`."""
        self._state = state
        self._fill()
        told = ""
        if state.away is not None:
            told = translate("Reports", "These lists are not of now. {why}").format(why=deed_text(state.away))
        self._away.show_notice("ph.clock-fill", Token.CAUTION, told)
        problem = deed_text(state.problem) if state.problem is not None else ""
        if problem:
            self._trouble.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem)
        else:
            self._trouble.show_notice("ph.check-circle-fill", Token.GOOD, _done_words(state.done))
        self._draw_chosen()

    def list_what(self, which: Lists) -> None:
        """List something else."""
        self.which = which
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())
        self.display(self._state)

    def retranslate(self) -> None:
        """Say it in the language now shown."""
        self._skeleton.set_words(translate("Reports", "Getting the lists"))
        self.add.set_words(translate("Reports", "Add a schedule"))
        self.table.setAccessibleName(translate("Reports", "Saved, kept and scheduled reports"))
        self.display(self._state)

    @property
    def chosen(self) -> SavedReport | KeptReport | Schedule | None:
        """What is marked in the list."""
        index = self.table.currentIndex()
        key = str(index.siblingAtColumn(0).data(CellRole.KEY) or "") if index.isValid() else ""
        return next((each for each in self._listed() or () if str(_id(each)) == key), None)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(8)
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        column.addWidget(self.lists)
        column.addWidget(self._away)
        column.addWidget(self._pages, 1)
        for widget in (self._detail, self._met, self._trouble):
            column.addWidget(widget)
        deeds, more = QHBoxLayout(), QHBoxLayout()
        for row in (deeds, more):
            row.setSpacing(6)
        for button in (self.open, self.share, self.pause, self.remove):
            deeds.addWidget(button)
        deeds.addStretch(1)
        more.addWidget(self.add)
        more.addStretch(1)
        column.addLayout(deeds)
        column.addLayout(more)

    def _join(self) -> None:
        self.lists.chosen.connect(lambda which: self.list_what(Lists(which)))
        self.table.selectionModel().currentRowChanged.connect(self._draw_chosen)
        self.table.row_chosen.connect(self._open)
        self._empty.action_chosen.connect(self.read_wanted)
        self.open.clicked.connect(self._open)
        self.share.clicked.connect(self._share)
        self.pause.clicked.connect(self._pause)
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self.chosen))
        self.add.clicked.connect(self.add_wanted)

    def _listed(self) -> tuple[SavedReport | KeptReport | Schedule, ...] | None:
        state = self._state
        if self.which is Lists.SAVED:
            return state.saved
        if self.which is Lists.KEPT:
            return state.kept
        return state.schedules.schedules if state.schedules is not None else None

    def _fill(self) -> None:
        names = (
            (Lists.SAVED.value, translate("Reports", "Saved")),
            (Lists.KEPT.value, translate("Reports", "Kept")),
            (Lists.SCHEDULES.value, translate("Reports", "Scheduled")),
        )
        self.lists.show_options(names, self.which.value)
        rows = self._listed()
        was = self.table.selectionModel().blockSignals(True)
        model = self._model
        model.setRowCount(len(rows or ()))
        for number, each in enumerate(rows or ()):
            for column in range(len(_COLUMNS)):
                if model.item(number, column) is None:
                    cell = QStandardItem()
                    cell.setEditable(False)
                    model.setItem(number, column, cell)
            aside, icon = self._aside(each)
            fill(model.item(number, 0), each.name, key=str(_id(each)), type=Role.BODY_BOLD.value)
            fill(model.item(number, 1), aside, tone=Token.TEXT_2.value, icon=icon or None)
        self.table.selectionModel().blockSignals(was)
        self.table.viewport().update()
        self.table.fit_columns()
        self._show_page(rows)

    def _show_page(self, rows: tuple[object, ...] | None) -> None:
        away = self._state.away
        if rows:
            self._pages.setCurrentIndex(_LIST)
        elif rows is None and away is None:
            self._pages.setCurrentIndex(_LOADING)
        else:
            title, text = {
                Lists.SAVED: (
                    translate("Reports", "No saved report"),
                    translate("Reports", "Save a question that you ask again."),
                ),
                Lists.KEPT: (
                    translate("Reports", "No kept report"),
                    translate("Reports", "Keep a table that is to stay as it is."),
                ),
                Lists.SCHEDULES: (
                    translate("Reports", "Nothing is made by itself"),
                    translate("Reports", "Add a schedule to have a report made and sent."),
                ),
            }[self.which]
            if rows is None and away is not None:
                title, text = translate("Reports", "The list cannot be read now"), ""
            button = translate("Reports", "Read again") if rows is None else ""
            self._empty.show_state(StateKind.QUIET, title, text, button=button, icon="ph.folder-open")
            self._pages.setCurrentIndex(_EMPTY)

    def _aside(self, each: SavedReport | KeptReport | Schedule) -> tuple[str, str]:
        if isinstance(each, SavedReport):
            if not each.mine:
                return each.owner_name, "ph.share-network"
            return (translate("Reports", "shared"), "ph.share-network") if each.shared else ("", "")
        if isinstance(each, KeptReport):
            return self._when(each.made_at)[_DAY], "ph.warning-circle-fill" if each.problem else ""
        if not each.is_on:
            return translate("Reports", "paused"), "ph.pause-circle"
        icon = "ph.warning-circle-fill" if each.problem else ""
        return (self._when(each.next_at)[_DAY] if each.next_at is not None else "", icon)

    def _draw_chosen(self) -> None:
        chosen = self.chosen
        is_mine = isinstance(chosen, SavedReport) and chosen.mine
        opens = isinstance(chosen, SavedReport) or (isinstance(chosen, KeptReport) and chosen.subject is not None)
        self._detail.set_text(self._details(chosen))
        self._detail.setVisible(bool(self._detail.full_text()))
        problem = chosen.problem if isinstance(chosen, KeptReport | Schedule) else ""
        self._met.show_notice("ph.warning-circle-fill", Token.PROBLEM, sending_words(problem) if problem else "")
        self.open.setVisible(opens)
        self.open.set_words(translate("Reports", "Open"))
        self.share.setVisible(is_mine)
        shared = isinstance(chosen, SavedReport) and chosen.shared
        self.share.set_words(translate("Reports", "Share no longer") if shared else translate("Reports", "Share"))
        self.pause.setVisible(isinstance(chosen, Schedule))
        is_on = isinstance(chosen, Schedule) and chosen.is_on
        self.pause.set_words(translate("Reports", "Pause") if is_on else translate("Reports", "Go on"))
        self.remove.setVisible(is_mine or isinstance(chosen, Schedule))
        self.remove.set_words(translate("Reports", "Remove"))
        self.add.setVisible(self.which is Lists.SCHEDULES and self._state.schedules is not None)
        for button in (self.share, self.pause, self.remove, self.add):
            button.setEnabled(not self._state.busy)

    def _details(self, chosen: SavedReport | KeptReport | Schedule | None) -> str:
        if isinstance(chosen, SavedReport):
            return translate("Reports", "By {name}, {when}").format(
                name=chosen.owner_name, when=self._when(chosen.changed_at)
            )
        if isinstance(chosen, KeptReport):
            told = translate("Reports", "Made by {name}, {when}").format(
                name=chosen.made_by_name, when=self._when(chosen.made_at)
            )
            if chosen.delivered:
                told += "\n" + translate("Reports", "Sent to {places}").format(places=", ".join(chosen.delivered))
            return told
        if isinstance(chosen, Schedule):
            places = ", ".join(each for each in (chosen.folder, *chosen.emails) if each)
            cadence = dict(cadence_words())[chosen.cadence]
            told = translate("Reports", "{cadence} at {at}, as {kind}, to {places}").format(
                cadence=cadence, at=chosen.at, kind=chosen.format.value.upper(), places=places
            )
            if chosen.next_at is not None:
                told += "\n" + translate("Reports", "Next: {when}").format(when=self._when(chosen.next_at))
            if chosen.last_made_at is None:
                return told + "\n" + translate("Reports", "It was not made yet.")
            last = translate("Reports", "Made last: {when}").format(when=self._when(chosen.last_made_at))
            return f"{told}\n{last}"
        return ""

    def _open(self) -> None:
        chosen = self.chosen
        if isinstance(chosen, SavedReport):
            self.saved_chosen.emit(chosen)
        elif isinstance(chosen, KeptReport) and chosen.subject is not None:
            self.kept_chosen.emit(chosen.kept_id)

    def _share(self) -> None:
        if isinstance(self.chosen, SavedReport):
            self.share_wanted.emit(self.chosen, not self.chosen.shared)

    def _pause(self) -> None:
        if isinstance(self.chosen, Schedule):
            self.pause_wanted.emit(self.chosen, not self.chosen.is_on)


def _id(each: SavedReport | KeptReport | Schedule) -> UUID:
    if isinstance(each, SavedReport):
        return each.saved_id
    return each.kept_id if isinstance(each, KeptReport) else each.schedule_id


def _done_words(done: str) -> str:
    return {
        "": "",
        "kept": translate("Reports", "The report is kept."),
        "saved": translate("Reports", "The question is saved."),
        "removed": translate("Reports", "It is removed."),
        "scheduled": translate("Reports", "The schedule is set up."),
        "paused": translate("Reports", "It is paused."),
        "resumed": translate("Reports", "It goes on."),
    }[done]

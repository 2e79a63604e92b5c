"""The page of lists: its tabs, and what stands beside and under a list."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QVBoxLayout, QWidget

from agent_desktop.contract.complaint_lists import DeadlineBand, OwnerLoad, SortBy, Standing
from agent_desktop.contract.exports import ExportedList, ExportFormat
from agent_desktop.ui.complaints.cases.counts.presenter import CountsPresenter, CountsState
from agent_desktop.ui.complaints.cases.deadlines.presenter import FiguresPresenter
from agent_desktop.ui.complaints.cases.deadlines.view import DeadlinesView
from agent_desktop.ui.complaints.cases.lists.category_list import CategoryList
from agent_desktop.ui.complaints.cases.lists.filter_bar import filter_words
from agent_desktop.ui.complaints.cases.lists.presenter import ListPresenter, ListState
from agent_desktop.ui.complaints.cases.lists.results import results_of
from agent_desktop.ui.complaints.cases.lists.tabs import ListTab
from agent_desktop.ui.complaints.cases.lists.view import ListView
from agent_desktop.ui.complaints.cases.many.bar import ManyBar
from agent_desktop.ui.complaints.cases.many.presenter import ManyPresenter, ManyState
from agent_desktop.ui.complaints.cases.saved.presenter import SavedPresenter, SavedState
from agent_desktop.ui.complaints.small_form import FieldKind, FieldSpec, FormSpec, SmallForm, Values
from agent_desktop.ui.exports.bar import ExportBar
from agent_desktop.ui.exports.presenter import ExportPresenter
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.ticker import Ticker

AskPlace = Callable[[str], Path | None]
"""Asks the person where a file of this name is to be; None: nowhere."""
_NARROW: Final = 900
_BESIDE: Final = 300


@dataclass(frozen=True, slots=True)
class ListPresenters:
    """Who decides on the lists."""

    lists: ListPresenter
    many: ManyPresenter
    saved: SavedPresenter
    figures: FiguresPresenter
    counts: CountsPresenter
    exports: ExportPresenter


class ListsPage(QFrame):
    """A list with what belongs to its tab: the tree of categories, or the figures of a supervisor.

    Signals:
        case_chosen: Open this complaint (`UUID`).
        new_chosen: Record a complaint.
        counted: The live numbers are others (`CountsState`).
    """

    case_chosen = Signal(object)
    new_chosen = Signal()
    counted = Signal(object)

    def __init__(
        self,
        theme: Theme,
        ticker: Ticker,
        presenters: ListPresenters,
        *,
        ask_place: AskPlace | None = None,
        show_at_once: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("panel", "canvas")
        self._theme = theme
        self.presenters = presenters
        self.ask_place = ask_place or self._ask_by_dialog
        self._band: DeadlineBand | None = None
        self._owner: OwnerLoad | None = None
        self.list = ListView(theme, ticker, show_at_once=show_at_once)
        self.categories = CategoryList(theme)
        self.deadlines = DeadlinesView(theme)
        self.many = ManyBar(theme)
        self.exported = ExportBar(theme)
        self.form = SmallForm(theme)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(10)
        self._row.addWidget(self.categories)
        self._row.addWidget(self.list, 1)
        self._row.addWidget(self.deadlines)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(10)
        self._column = column
        column.addWidget(self.form)
        column.addLayout(self._row, 1)
        column.addWidget(self.many)
        column.addWidget(self.exported)
        self._join()

    def put_above(self, widget: QWidget) -> None:
        """Show something above the list."""
        self._column.insertWidget(0, widget)

    def open(self, tab: ListTab) -> None:
        """Show a list, read anew."""
        shown = self.presenters
        if tab is not shown.lists.state.tab:
            self._band = self._owner = None
            self.deadlines.show_chosen(None, None)
        shown.lists.open(tab)
        shown.saved.read()
        shown.counts.read()
        if tab is ListTab.DEADLINE:
            shown.figures.read(shown.lists.state.begun.scope)

    def look(self) -> None:
        """Something has changed on the server: read what is shown anew."""
        shown = self.presenters
        shown.lists.look()
        if shown.lists.state.tab is ListTab.DEADLINE:
            shown.figures.read(shown.lists.state.begun.scope)

    def assign_marked(self) -> None:
        """Alt+I: whom the marked ones are to go to."""
        self.many.show_marked(len(self.list.marked()), wanted=True)
        self.presenters.many.read_owners()
        self.many.focus_to()

    def export(self) -> None:
        """Alt+X: the list as a file."""
        if self.presenters.exports.state.going_on:
            return
        place = self.ask_place(self.tr("complaints") + ".xlsx")
        if place is None:
            return
        state = self.presenters.lists.state
        filters: dict[str, object] = {**filter_words(state.filter), "scope": state.filter.scope.value}
        filters |= {"sort": state.sort.value, "descending": state.descending}
        kind = ExportFormat.CSV if place.suffix.lower() == ".csv" else ExportFormat.XLSX
        self.presenters.exports.start(ExportedList.COMPLAINTS, kind, filters, place, language_now())  # type: ignore[arg-type]

    def retranslate(self) -> None:
        """Name everything in the language now shown."""
        self.list.retranslate()
        self.categories.retranslate()
        self.many.retranslate()
        self.exported.retranslate()

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _join(self) -> None:
        shown, view = self.presenters, self.list
        view.case_chosen.connect(self.case_chosen)
        view.new_chosen.connect(self.new_chosen)
        view.selected.connect(shown.lists.select)
        view.more_wanted.connect(shown.lists.read_more)
        view.retry_chosen.connect(self.look)
        view.clear_chosen.connect(self._clear)
        view.export_chosen.connect(self.export)
        view.marks_changed.connect(self._marked)
        view.filters.narrowed.connect(shown.lists.narrow)
        view.filters.sorted.connect(self._sorted)
        view.filters.saved_chosen.connect(self._saved_chosen)
        view.filters.save_wanted.connect(self._save)
        view.filters.drop_chosen.connect(shown.saved.drop)
        self.categories.chosen.connect(self._category_chosen)
        self.deadlines.band_chosen.connect(self._band_chosen)
        self.deadlines.owner_chosen.connect(self._owner_chosen)
        self.deadlines.retry_chosen.connect(self.look)
        self.form.done.connect(self._named)
        self.form.cancelled.connect(self._put_form_away)
        self.many.assign_chosen.connect(self._assign)
        self.many.undo_chosen.connect(shown.many.undo)
        self.many.put_away.connect(shown.many.put_away)
        self.exported.stop_chosen.connect(shown.exports.stop)
        self.exported.looked.connect(shown.exports.tick)
        self.exported.put_away.connect(shown.exports.put_away)
        shown.lists.show_to(self._show_list)
        shown.saved.show_to(self._show_saved)
        shown.many.show_to(self._show_many)
        shown.figures.show_to(self.deadlines.display)
        shown.counts.show_to(self._show_counts)
        shown.exports.show_to(self.exported.display)

    def _show_list(self, state: ListState) -> None:
        self.list.display(state, self.presenters.saved.state)
        self.categories.setVisible(state.tab is ListTab.CATEGORY)
        self.deadlines.setVisible(state.tab is ListTab.DEADLINE)
        if state.tab is ListTab.CATEGORY:
            self.categories.display(state.form, state.filter.category)
        self._arrange()

    def _show_saved(self, state: SavedState) -> None:
        self.list.display(self.presenters.lists.state, state)

    def _show_many(self, state: ManyState) -> None:
        self.many.display(state)
        self.list.show_results(results_of(state))

    def _show_counts(self, state: CountsState) -> None:
        self.counted.emit(state)

    def _arrange(self) -> None:
        """Beside the list where there is room, above it where there is not."""
        narrow = self.width() < self._theme.px(_NARROW)
        wanted = QBoxLayout.Direction.BottomToTop if narrow else QBoxLayout.Direction.LeftToRight
        if self.presenters.lists.state.tab is not ListTab.DEADLINE:
            wanted = QBoxLayout.Direction.LeftToRight
        if self._row.direction() is not wanted:
            self._row.setDirection(wanted)
        self.deadlines.set_beside(not narrow, self._theme.px(_BESIDE))

    def _clear(self) -> None:
        self._band = self._owner = None
        self.deadlines.show_chosen(None, None)
        self.presenters.lists.clear()

    def _sorted(self, sort: SortBy, descending: bool) -> None:
        self.presenters.lists.sort_by(sort, descending=descending)

    def _saved_chosen(self, filter_id: object) -> None:
        kept = next((each for each in self.presenters.saved.state.filters if each.filter_id == filter_id), None)
        if kept is not None:
            self.presenters.lists.apply(kept.filter, kept.sort, descending=kept.descending)

    def _save(self) -> None:
        like = self.presenters.saved.state.like(self.presenters.lists.state)
        name = FieldSpec(
            "name",
            FieldKind.LINE,
            self.tr("Its name"),
            needed=True,
            value=like.name if like is not None else "",
            limit=60,
        )
        self.form.display(
            FormSpec("filter", self.tr("Keep this filter"), self.tr("Keep it"), (name,), icon="ph.bookmark-simple")
        )

    def _put_form_away(self) -> None:
        self.form.display(None)
        self.list.focus_list()

    def _named(self, values: Values) -> None:
        self.presenters.saved.save(str(values["name"]), self.presenters.lists.state)
        self._put_form_away()

    def _category_chosen(self, code: str) -> None:
        lists = self.presenters.lists
        lists.narrow(lists.state.filter.model_copy(update={"category": code}))

    def _band_chosen(self, band: DeadlineBand | None) -> None:
        self._band = band
        self._narrow()

    def _owner_chosen(self, load: OwnerLoad | None) -> None:
        self._owner = load
        self._narrow()

    def _narrow(self) -> None:
        lists, band, owner = self.presenters.lists, self._band, self._owner
        self.deadlines.show_chosen(band, owner)
        lists.narrow(
            lists.state.filter.model_copy(
                update={
                    "standing": Standing.OPEN,
                    "band": band,
                    "owner_id": owner.owner_id if owner is not None else None,
                    "nobody": owner is not None and owner.owner_id is None,
                }
            )
        )

    def _marked(self, count: int) -> None:
        self.many.show_marked(count)
        if count > 1 and self.presenters.many.state.owners is None:
            self.presenters.many.read_owners()

    def _assign(self, owner_id: object, reason: str) -> None:
        lines = self.list.marked()
        self.presenters.many.assign(lines, owner_id, reason)  # type: ignore[arg-type]

    def _ask_by_dialog(self, name: str) -> Path | None:
        kinds = self.tr("Excel file") + " (*.xlsx);;" + self.tr("CSV file") + " (*.csv)"
        chosen, kind = QFileDialog.getSaveFileName(self, self.tr("As a file"), name, kinds)
        if not chosen:
            return None
        place = Path(chosen)
        wanted = ".csv" if kind.endswith("(*.csv)") else ".xlsx"
        return place if place.suffix.lower() in (".csv", ".xlsx") else place.with_name(place.name + wanted)

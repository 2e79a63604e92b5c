"""Complaints: the page of lists, of one complaint, and of what they teach, as one widget for any window."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from agent_desktop.client.typed_words import TypedStore
from agent_desktop.contract.exports import ExportedList, ExportFormat
from agent_desktop.ui.complaints.cases.case.deeds import CasePresenters
from agent_desktop.ui.complaints.cases.case.page import AskFile, CasePage
from agent_desktop.ui.complaints.cases.counts.presenter import CountsState
from agent_desktop.ui.complaints.cases.lists.page import AskPlace, ListPresenters, ListsPage
from agent_desktop.ui.complaints.cases.lists.tabs import ListTab
from agent_desktop.ui.complaints.cases.reach.card import ReachCard
from agent_desktop.ui.complaints.cases.reach.presenter import ReachPresenter
from agent_desktop.ui.complaints.learning.presenter import LearningPresenter
from agent_desktop.ui.complaints.learning.view import LearningView
from agent_desktop.ui.complaints.warnings.card import WarningsCard
from agent_desktop.ui.complaints.warnings.presenter import WarningsPresenter, WarningsState
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.tabs import TabStrip
from agent_desktop.ui.widgets.ticker import Ticker

_LISTS, _CASE, _LEARNING = range(3)
_LEARNED: Final = frozenset(
    {ExportedList.ROOT_CAUSES, ExportedList.COMPLAINT_TREND, ExportedList.REPEATS, ExportedList.TIMELINESS}
)


@dataclass(frozen=True, slots=True)
class CasesPresenters:
    """Everybody who decides on the page."""

    lists: ListPresenters
    case: CasePresenters
    learning: LearningPresenter
    warnings: WarningsPresenter | None = None
    reach: ReachPresenter | None = None


class CasesPage(QFrame):
    """The tabs and what each shows.

    Signals:
        new_wanted: Record a complaint.
        customer_chosen: Show this customer (`UUID`).
        counted: The live numbers are others (`CountsState`).
        left: Esc on a list: the person wants to be elsewhere.
        warned_of: So many warnings of clocks are not seen yet.
    """

    left = Signal()
    warned_of = Signal(int)
    new_wanted = Signal()
    customer_chosen = Signal(object)
    counted = Signal(object)

    def __init__(
        self,
        theme: Theme,
        ticker: Ticker,
        presenters: CasesPresenters,
        tabs: tuple[ListTab, ...],
        *,
        ask_place: AskPlace | None = None,
        ask_file: AskFile | None = None,
        show_at_once: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("panel", "canvas")
        self.presenters, self._tabs = presenters, tabs
        self._counts = CountsState()
        self._may_record = True
        self.lists = ListsPage(theme, ticker, presenters.lists, ask_place=ask_place, show_at_once=show_at_once)
        self.case = CasePage(theme, ticker, presenters.case, ask_file=ask_file, show_at_once=show_at_once)
        self.learning = LearningView(theme, ticker, presenters.learning, ask_place=ask_place, show_at_once=show_at_once)
        self.strip = TabStrip(theme, tuple("" for _ in tabs))
        self.new = CommandButton(theme, look=Look.NORMAL, keys="Ctrl+N", icon="ph.plus", small=True)
        self.strip.row.addWidget(self.new)
        self.older = CommandButton(theme, icon="ph.clock-counter-clockwise", small=True)
        self.strip.row.insertWidget(self.strip.row.count() - 1, self.older)
        self.older.setVisible(presenters.reach is not None)
        self._pages = QStackedWidget()
        for page in (self.lists, self.case, self.learning):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self._pages, 1)
        self.warned = WarningsCard(theme)
        if presenters.warnings is not None:
            self.lists.put_above(self.warned)
            presenters.warnings.show_to(self._show_warnings)
            self.warned.seen_chosen.connect(presenters.warnings.see)
            self.warned.case_chosen.connect(self.open_case)
        self.reached = ReachCard(theme)
        self.lists.put_above(self.reached)
        if presenters.reach is not None:
            self._join_reach(presenters.reach)
        self.strip.opened.connect(lambda number: self.open_tab(self._tabs[number]))
        self.new.clicked.connect(self.start_new)
        self.lists.case_chosen.connect(self.open_case)
        self.lists.new_chosen.connect(self.start_new)
        self.lists.counted.connect(self._show_counts)
        self.lists.counted.connect(self._read_warnings)
        self.case.back_chosen.connect(self.go_to_lists)
        self.case.case_chosen.connect(self.open_case)
        self.case.customer_chosen.connect(self.customer_chosen)
        self.learning.list_wanted.connect(self._export_learned)
        self._retranslate()

    def open_tab(self, tab: ListTab) -> None:
        """Show a list, read anew, or what complaints teach."""
        if tab not in self._tabs:
            tab = self._tabs[0]
        self.strip.open_tab(self._tabs.index(tab))
        if tab is ListTab.LEARNING:
            self._pages.setCurrentIndex(_LEARNING)
            self.presenters.learning.open()
        else:
            self._pages.setCurrentIndex(_LISTS)
            self.lists.open(tab)
        self.strip.setVisible(True)

    def open_case(self, complaint_id: UUID) -> None:
        """Show one complaint."""
        self._pages.setCurrentIndex(_CASE)
        if self.presenters.warnings is not None:
            self.presenters.warnings.open_case(complaint_id)
        self.strip.hide()
        self.case.open(complaint_id)
        self.case.view.head.focus_moves()

    def go_to_lists(self) -> None:
        """Back from a complaint to the list that it was chosen from, read anew."""
        self._pages.setCurrentIndex(_LISTS)
        self.strip.show()
        self.lists.open(self.presenters.lists.lists.state.tab)
        self.lists.list.focus_list()

    def look(self) -> None:
        """Something has changed on the server: read what is on the screen anew."""
        self.presenters.lists.counts.read()
        if not self.isVisible():
            return
        if self._pages.currentIndex() == _CASE:
            self.case.look()
        elif self._pages.currentIndex() == _LISTS:
            self.lists.look()

    def start_new(self) -> None:
        """Ctrl+N: a complaint is to be recorded; on the page of learning, a prevention written down."""
        if self._pages.currentIndex() == _LEARNING:
            self.learning.new_prevention()
        elif self._may_record:
            self.new_wanted.emit()

    def allow_recording(self, allowed: bool) -> None:
        """Offer to record a complaint, or do not where there is no form for it."""
        self._may_record = allowed
        self.new.setVisible(allowed)

    def change(self) -> None:
        """Ctrl+E: change what was recorded of the complaint on the screen."""
        if self.shows_case and not self.case.view.head.edit.isHidden() and self.case.view.head.edit.isEnabled():
            self.case.deeds.edit()

    def assign(self) -> None:
        """Alt+I: hand over the complaint on the screen, or the marked ones."""
        head = self.case.view.head
        if not self.shows_case:
            self.lists.assign_marked()
        elif not head.hand_over.isHidden() and head.hand_over.isEnabled():
            self.case.deeds.hand_over()

    def finish(self) -> bool:
        """Ctrl+Enter: do what is being filled in; return whether anything is."""
        if self.shows_case:
            return self.case.finish()
        if self.learning.isVisible() and self.learning.host.is_open:
            self.learning.form.finish()
        elif self.lists.isVisible() and self.lists.form.isVisible():
            self.lists.form.finish()
        elif self.lists.isVisible() and self.lists.many.isVisible():
            self.lists.many.assign.click()
        else:
            return False
        return True

    @property
    def shows_case(self) -> bool:
        """Whether one complaint is on the screen."""
        return self._pages.currentIndex() == _CASE

    def step_tab(self, step: int) -> None:
        """Ctrl+Page Down and Up: the next tab, or the one before."""
        if self.shows_case:
            self.case.view.step_tab(step)
            return
        at = next((number for number, tab in enumerate(self.strip.tabs) if tab.isChecked()), 0)
        self.open_tab(self._tabs[(at + step) % len(self._tabs)])

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.shows_case:
            self.case.go_back()
        else:
            self.left.emit()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Complaints"))
        self.new.set_words(self.tr("New complaint"))
        self.new.setVisible(self._may_record)
        self.older.set_words(self.tr("Older ones, new rules"))
        self.reached.retranslate()
        self.lists.retranslate()
        self.case.retranslate()
        self.learning.retranslate()
        self._show_counts(self._counts)

    def _join_reach(self, reach: ReachPresenter) -> None:
        self.older.clicked.connect(self._show_older)
        self.reached.start_chosen.connect(reach.start)
        self.reached.stop_chosen.connect(reach.stop)
        self.reached.look_chosen.connect(reach.open)
        self.reached.put_away.connect(reach.close)
        reach.show_to(self.reached.display)

    def _show_older(self) -> None:
        """Show over the list what new rules of the house would start for older complaints."""
        if self._pages.currentIndex() != _LISTS:
            self.open_tab(ListTab.DEADLINE)
        if self.presenters.reach is not None:
            self.presenters.reach.open()

    def _show_counts(self, state: CountsState) -> None:
        self._counts = state
        counts = state.counts
        numbers = {
            ListTab.MINE: (counts.mine_open, counts.mine_late),
            ListTab.TEAM: (counts.team_open, counts.team_late),
            ListTab.DEADLINE: (counts.team_late, counts.team_late),
        }
        names = {
            ListTab.MINE: self.tr("Mine"),
            ListTab.RECORDED: self.tr("Recorded by me"),
            ListTab.TEAM: self.tr("My team's"),
            ListTab.DEADLINE: self.tr("By deadline"),
            ListTab.CATEGORY: self.tr("By category"),
            ListTab.LEARNING: self.tr("Learning"),
        }
        for tab, button in zip(self._tabs, self.strip.tabs, strict=True):
            many, late = numbers.get(tab, (0, 0))
            button.show_tab(names[tab], f"{many:,}" if many else "", Kind.PROBLEM if late else Kind.PLAIN)
        self.counted.emit(state)

    def _show_warnings(self, state: WarningsState) -> None:
        self.warned.display(state)
        self.warned_of.emit(len(state.warnings))

    def _read_warnings(self) -> None:
        """With the live numbers, which come at the start, when something has changed, and once a minute."""
        if self.presenters.warnings is not None:
            self.presenters.warnings.read()

    def _export_learned(self, listed: ExportedList) -> None:
        exports = self.presenters.lists.exports
        if listed not in _LEARNED or exports.state.going_on:
            return
        place = self.lists.ask_place(f"{listed.value}.xlsx")
        if place is not None:
            asked = self.presenters.learning.state.asked.model_dump(mode="json")
            kind = ExportFormat.CSV if place.suffix.lower() == ".csv" else ExportFormat.XLSX
            exports.start(listed, kind, asked, place, language_now())


def keep_words(page: CasesPage, words: TypedStore) -> None:
    """Keep what is typed into any form of a page on this computer until it is sent."""
    page.case.keep_words(words)
    page.learning.keep_words(words)

"""The page of one complaint: its head, the form of what is being done, and everything that is known of it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.ui.complaints.cases.case.cards import (
    FactsCard,
    LinksCard,
    PeopleCard,
    RedressCard,
    StoryCard,
    TasksCard,
)
from agent_desktop.ui.complaints.cases.case.conflict import ConflictView
from agent_desktop.ui.complaints.cases.case.head import CaseHead
from agent_desktop.ui.complaints.cases.case.presenter import CaseKind, CaseState
from agent_desktop.ui.complaints.cases.clocks.card import ClocksCard
from agent_desktop.ui.complaints.cases.files.card import FilesCard
from agent_desktop.ui.complaints.cases.letters.card import LettersCard
from agent_desktop.ui.complaints.cases.surveys.card import SurveysCard
from agent_desktop.ui.complaints.small_form import SmallForm
from agent_desktop.ui.complaints.words import field_word
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.at_once import laid_out_once
from agent_desktop.ui.widgets.formats import day_time_text, time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.scrolling import scrolled
from agent_desktop.ui.widgets.tabs import TabStrip
from agent_desktop.ui.widgets.ticker import Ticker

AskFile = Callable[[str], Path | None]
_BESIDE: Final = 820
"""From so many pixels on, deadlines and people stand beside the rest; below they have a tab of their own."""
_SIDE: Final = 300
_CASE, _WORK, _PAPERS, _STORY, _DATES = range(5)


class CaseView(QFrame):
    """Draws a `CaseState` and its parts. What is pressed comes out of its cards, `head`, `form` and `conflict`.

    Signals:
        retry_chosen: Read it again.
    """

    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, *, show_at_once: bool = False) -> None:
        super().__init__()
        self.setProperty("panel", "canvas")
        self._theme, self._ticker = theme, ticker
        self._state = CaseState()
        self._drawn: tuple[object, ...] = ()
        self.head = CaseHead(theme)
        self.form = SmallForm(theme)
        self.conflict = ConflictView(theme, self.when)
        self._notice = Notice(theme)
        self._notice.setContentsMargins(14, 4, 14, 4)
        self.tabs = TabStrip(theme, ("", "", "", "", ""))
        self.facts, self.story = FactsCard(theme, self.when), StoryCard(theme, self.when)
        self.tasks, self.redress = TasksCard(theme, self.when), RedressCard(theme, self.when)
        self.letters, self.files = LettersCard(theme, self.when), FilesCard(theme, self.when)
        self.clocks = ClocksCard(theme, ticker.now)
        self.people, self.links = PeopleCard(theme), LinksCard(theme, self.when)
        self.surveys = SurveysCard(theme, self.when)
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 8, 30, show_at_once=show_at_once)
        self._build()
        self.tabs.opened.connect(self.open_tab)
        self._empty.action_chosen.connect(self.retry_chosen)
        self._notice.action_chosen.connect(self.retry_chosen)
        self.retranslate()

    def display(self, state: CaseState, *, editing: bool) -> None:
        """Draw `state`; `editing`: a form is open."""
        self._state = state
        case = state.case
        pages = {CaseKind.READY: 0, CaseKind.LOADING: 2, CaseKind.NONE: 2}
        self._pages.setCurrentIndex(pages.get(state.kind, 1))
        if state.kind in (CaseKind.LOCKED, CaseKind.FAILED):
            self._draw_empty()
        self._draw_notice()
        if case is None:
            return
        self.head.display(case, busy=state.busy, editing=editing or bool(state.conflicts))
        self.conflict.display(state.conflicts, state.form)
        drawn = (case, state.form, state.others)
        if drawn != self._drawn:
            self._drawn = drawn
            with laid_out_once(self):
                self.facts.display(case, state.form)
                self.tasks.display(case)
                self.redress.display(case)
                self.people.display(case)
                self.links.display(state)
        self.story.display(state)
        open_tasks = sum(each.ended_at is None for each in case.tasks)
        self.tabs.tabs[_WORK].show_tab(self.tr("Tasks and redress"), str(open_tasks) if open_tasks else "")

    def show_papers(self, count: int) -> None:
        """So many files and letters there are."""
        self.tabs.tabs[_PAPERS].show_tab(self.tr("Letters and files"), str(count) if count else "")

    def open_tab(self, number: int) -> None:
        """Open a part of the page."""
        self.tabs.open_tab(number)
        self._parts.setCurrentIndex(number)

    def step_tab(self, step: int) -> None:
        """Open the next part, or the one before with -1."""
        shown = [number for number, tab in enumerate(self.tabs.tabs) if not tab.isHidden()]
        at = shown.index(self._parts.currentIndex()) if self._parts.currentIndex() in shown else 0
        self.open_tab(shown[(at + step) % len(shown)])

    def when(self, at: datetime) -> str:
        """Return a time as people say it."""
        local, today = self._ticker.local(at), self._ticker.local(self._ticker.now())
        if local.date() == today.date():
            return self.tr("today {time}").format(time=time_text(local))
        return day_time_text(local, today.date())

    def retranslate(self) -> None:
        """Name everything in the language now shown."""
        self._skeleton.set_words(self.tr("Getting the complaint"))
        for number, name in (
            (_CASE, self.tr("Complaint")),
            (_WORK, self.tr("Tasks and redress")),
            (_PAPERS, self.tr("Letters and files")),
            (_STORY, self.tr("History")),
            (_DATES, self.tr("Deadlines")),
        ):
            self.tabs.tabs[number].show_tab(name)
        self._drawn = ()
        self.display(self._state, editing=False)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        self._side = _column(self.clocks, self.people, self.links, self.surveys)
        self._dates = QWidget()
        self._dates_place = QVBoxLayout(self._dates)
        self._dates_place.setContentsMargins(0, 0, 0, 0)
        self._parts = QStackedWidget()
        for part in (
            _column(self.facts),
            _column(self.tasks, self.redress),
            _column(self.letters, self.files),
            _column(self.story),
            self._dates,
        ):
            self._parts.addWidget(part)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(12, 0, 12, 10)
        self._row.setSpacing(10)
        self._row.addWidget(self._parts, 1)
        self._row.addWidget(self._side)
        self._holder = _FormHolder(self.form, self.conflict)
        ready = QWidget()
        inside = QVBoxLayout(ready)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.head)
        inside.addWidget(self._notice)
        inside.addWidget(self._holder)
        inside.addWidget(self.tabs)
        inside.addSpacing(10)
        inside.addLayout(self._row, 1)
        loading = QWidget()
        waits = QVBoxLayout(loading)
        waits.setContentsMargins(24, 16, 24, 16)
        waits.addWidget(self._skeleton)
        waits.addStretch(1)
        self._pages = QStackedWidget()
        for page in (ready, self._empty, loading):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _arrange(self) -> None:
        beside = self.width() >= self._theme.px(_BESIDE)
        self.tabs.tabs[_DATES].setVisible(not beside)
        self._side.setFixedWidth(self._theme.px(_SIDE)) if beside else self._side.setMaximumWidth(_WIDEST)
        if not beside:
            self._side.setMinimumWidth(0)
        in_tab = self._dates_place.count() > 0
        if beside and in_tab:
            self._dates_place.removeWidget(self._side)
            self._row.addWidget(self._side)
            if self._parts.currentIndex() == _DATES:
                self.open_tab(_CASE)
        elif not beside and not in_tab:
            self._row.removeWidget(self._side)
            self._dates_place.addWidget(self._side)
        self._side.show()

    def _draw_notice(self) -> None:
        state = self._state
        text, token, icon, button = "", Token.CAUTION, "ph.clock-fill", ""
        if state.case is not None and state.is_old and state.problem is not None:
            text = self.tr("What is shown may be old. {why}").format(why=deed_text(state.problem))
            button = self.tr("Try again")
        elif state.case is not None and state.problem is not None and self.form.spec is None:
            text, token, icon = deed_text(state.problem), Token.PROBLEM, "ph.warning-circle-fill"
        elif state.merged:
            fields = ", ".join(field_word(each) for each in sorted(state.merged))
            text = self.tr("Saved. Somebody else had changed {fields} meanwhile; that stays too.").format(fields=fields)
            token, icon = Token.GOOD, "ph.git-merge"
        self._notice.show_notice(icon, token, text, button=button, keys="Ctrl+R" if button else "")

    def _draw_empty(self) -> None:
        state = self._state
        if state.kind is CaseKind.LOCKED:
            title = self.tr("This complaint is not open to you")
            text = self.tr("It is not there any more, or somebody else deals with it.")
            self._empty.show_state(StateKind.LOCKED, title, text)
            return
        why = deed_text(state.problem) if state.problem is not None else ""
        title, again = self.tr("The complaint cannot be read now"), self.tr("Try again")
        self._empty.show_state(StateKind.ERROR, title, why, button=again, keys="Ctrl+R")


_WIDEST: Final = 16_777_215
"""Qt's own: no limit."""


class _FormHolder(QScrollArea):
    """Takes the height that its form needs, at most about half of the page; beyond it scrolls."""

    def __init__(self, *forms: QWidget) -> None:
        super().__init__()
        inside = QWidget()
        inside.setProperty("ground", "clear")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(12, 10, 12, 2)
        self._forms = forms
        for form in forms:
            self._column.addWidget(form)
            form.installEventFilter(self)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        self.fit()

    @guarded(lambda: False)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest):
            self.fit()
        return False

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(200, self._height())

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(200, min(self._height(), 150))

    def fit(self) -> None:
        """Another form is shown, or none."""
        self.setVisible(any(not form.isHidden() for form in self._forms))
        self.setMaximumHeight(self._height())
        self.updateGeometry()

    def _height(self) -> int:
        if all(form.isHidden() for form in self._forms):
            return 0
        widget = self.widget()
        height = self._column.heightForWidth(self.width()) if self._column.hasHeightForWidth() else -1
        return height if height > 0 else widget.sizeHint().height() if widget is not None else 0


def _column(*cards: QWidget) -> QScrollArea:
    inside = QWidget()
    inside.setProperty("ground", "clear")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return scrolled(inside)

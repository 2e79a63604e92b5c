"""Past contacts: the whole tab, and the latest few on the overview."""

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.customers import ContactRow
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.timeline.filter_bar import FilterBar
from agent_desktop.ui.timeline.presenter import TimelineFilter, TimelineKind, TimelineState
from agent_desktop.ui.timeline.table import ContactsTable
from agent_desktop.ui.widgets.age_label import AgeLabel
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel import PanelFrame
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.views import RowTable
from agent_desktop.ui.widgets.waiting_words import WaitingWords

_COLUMNS = (Column(90), Column(78), Column(150, 13), Column(90, 7))


class TimelineView(PanelFrame):
    """The Timeline tab.

    Signals:
        filter_chosen: Show only what fits this `TimelineFilter`.
        more_chosen: Read older contacts.
        recordings_wanted: The button under them: what was recorded of the selected contact, by its id.
        retry_chosen: Ask again for what did not come.
        contact_chosen: Enter on a contact: who had it (`ContactRow`).
    """

    filter_chosen = Signal(object)
    contact_chosen = Signal(object)
    more_chosen = Signal()
    recordings_wanted = Signal(str)
    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, *, show_at_once: bool = False) -> None:
        super().__init__(theme)
        self._state = TimelineState()
        self._is_drawn = False
        self._wanted = ""
        self._table = ContactsTable(ticker.local, ticker.now, self)
        self.table = RowTable(theme, self._table.model)
        self.table.setObjectName("timeline")
        self.table.set_columns(_COLUMNS)
        self.filters = FilterBar(theme)
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 6, 30, show_at_once=show_at_once)
        self._notice = Notice(theme)
        self._notice.setContentsMargins(14, 6, 14, 6)
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(14, 4, 14, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        self._foot = QWidget()
        self._count = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._waiting = WaitingWords(show_at_once=show_at_once)
        self.clear = LinkButton(theme)
        self.more = LinkButton(theme)
        self.recordings = LinkButton(theme, icon="ph.speaker-high")
        self._age = AgeLabel(theme, ticker)
        self._age.setContentsMargins(0, 0, 0, 0)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(14, 3, 12, 3)
        foot.addStrut(theme.px(24))
        foot.addWidget(self._count)
        foot.addWidget(self._age)
        foot.addWidget(self.clear)
        foot.addWidget(self._waiting, 1)
        foot.addStretch(1)
        foot.addWidget(self.recordings)
        foot.addWidget(self.more)
        self.head.hide()
        self.body.addWidget(self.filters)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(self._notice)  # under the rows, which it then does not push down
        self.body.addWidget(self._foot)
        self.filters.chosen.connect(self.filter_chosen)
        self.filters.left.connect(self._filters_left)
        self.clear.clicked.connect(self._cleared)
        self.more.clicked.connect(self.more_chosen)
        self.recordings.clicked.connect(self._recordings_pressed)
        self._notice.action_chosen.connect(self.retry_chosen)
        self._empty.action_chosen.connect(self._cleared)
        self.table.row_chosen.connect(self._row_chosen)
        self.display(self._state)

    def display(self, state: TimelineState) -> None:
        """Draw `state`, as soon as the tab is open: behind another one, answering a call need not wait for it."""
        self._state = state
        self._is_drawn = False
        if self.isVisible():
            self._draw()

    def focus_text(self) -> None:
        """Put the focus where one types what is looked for; on the panel, where there is nothing to look for."""
        if self.filters.isHidden():
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.filters.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filters.text.selectAll()

    def select_contact(self, contact_id: UUID) -> None:
        """Put the selection and the focus on this contact, as soon as it is among those that show."""
        self._wanted = str(contact_id)
        if self.isVisible() and self._is_drawn:
            self._select_wanted()

    @guarded(nothing)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_drawn:
            self._draw()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _draw(self) -> None:
        state = self._state
        self._is_drawn = True
        self._table.retranslate()
        self.setAccessibleName(self.tr("Timeline"))
        self.table.setAccessibleName(self.tr("Past contacts"))
        self.filters.setVisible(state.kind in (TimelineKind.READY, TimelineKind.EMPTY_AFTER_FILTER))
        self.filters.display(state.chosen)
        self._draw_foot()
        problem = problem_text(state.problem) if state.problem is not None else ""
        again = self.tr("Try again")
        self._notice.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem, button=again, keys="Ctrl+R")
        if state.kind is TimelineKind.READY:
            self._table.show(state.rows)
            self.table.fit_columns()
            self._pages.setCurrentIndex(0)
            self._select_wanted()
        elif state.kind is TimelineKind.LOADING:
            self._skeleton.set_words(self.tr("Getting past contacts"))
            self._pages.setCurrentIndex(2)
        else:
            self._draw_empty()
            self._pages.setCurrentIndex(1)

    def show_age(self, at: datetime | None, *, is_old: bool) -> None:
        """Say how new past contacts are; nothing where that is not known."""
        self._age.show_age(at, is_old=is_old)

    def _select_wanted(self) -> None:
        number = next((n for n, row in enumerate(self._state.rows) if str(row.contact_id) == self._wanted), None)
        if number is None:
            return
        self._wanted = ""
        self.table.selectRow(number)
        self.table.scrollTo(self._table.model.index(number, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw_foot(self) -> None:
        state = self._state
        self._foot.setVisible(state.kind in (TimelineKind.READY, TimelineKind.EMPTY_AFTER_FILTER))
        if state.searching:  # what is counted there is what still shows
            self._waiting.wait(self.tr("Looking for contacts"))
        else:
            self._waiting.say("", Token.TEXT_2)
            shown, found = len(state.rows), state.found_count
            if state.problem is not None:
                text = ""  # the rows that show are those from before
            elif state.chosen.is_empty:
                text = self.tr("{shown} shown of {all}, newest first").format(shown=shown, all=state.total_count)
            else:
                text = self.tr("{shown} of {found}, {all} in all").format(
                    shown=shown, found=found, all=state.total_count
                )
            self._count.set_text(text)
        self.clear.set_words(self.tr("Clear filters"))
        self.clear.setVisible(not state.chosen.is_empty)
        self.recordings.set_words(self.tr("Recordings"))
        self.recordings.setToolTip(self.tr("What was recorded of the selected contact"))
        self.more.set_words(self.tr("Show older ones"))
        self.more.setVisible(state.has_more and state.kind is TimelineKind.READY)
        self.more.setEnabled(not state.searching)

    def _draw_empty(self) -> None:
        state = self._state
        if state.kind is TimelineKind.EMPTY_AFTER_FILTER:
            self._empty.show_state(
                StateKind.FILTERED,
                self.tr("No contact fits"),
                "  ·  ".join(self.filters.words_of(state.chosen)),
                button=self.tr("Show all"),
            )
        elif state.kind is TimelineKind.EMPTY:
            self._empty.show_state(
                StateKind.QUIET,
                self.tr("No contact before this one"),
                self.tr("The customer has not called, written or come by so far."),
                icon="ph.clock-counter-clockwise",
            )
        else:
            self._empty.show_state(
                StateKind.QUIET,
                self.tr("No customer yet"),
                self.tr("Past contacts show here once it is known who calls."),
                icon="ph.clock-counter-clockwise",
            )

    def _cleared(self) -> None:
        self.filter_chosen.emit(TimelineFilter())

    def _row_chosen(self, key: str) -> None:
        chosen = _row_of(self._state.rows, key)
        if chosen is not None:
            self.contact_chosen.emit(chosen)

    def _recordings_pressed(self) -> None:
        index = self.table.currentIndex()
        row = index if index.isValid() else self._table.model.index(0, 0)
        if row.isValid():
            self.recordings_wanted.emit(row.siblingAtColumn(0).data(CellRole.KEY))

    def _filters_left(self) -> None:
        if self._pages.currentWidget() is self.table and self._table.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)


def _row_of(rows: tuple[ContactRow, ...], key: str) -> ContactRow | None:
    return next((row for row in rows if str(row.contact_id) == key), None)


class RecentView(PanelFrame):
    """The latest contacts, on the overview.

    Signals:
        all_wanted: Open the Timeline tab.
        contact_chosen: Who had this contact (`ContactRow`).
    """

    all_wanted = Signal()
    contact_chosen = Signal(object)

    def __init__(self, theme: Theme, ticker: Ticker, *, rows: int = 3) -> None:
        super().__init__(theme)
        self._theme = theme
        self._rows = rows
        self._state = TimelineState()
        self._table = ContactsTable(ticker.local, ticker.now, self)
        self.table = RowTable(theme, self._table.model)
        self.table.horizontalHeader().hide()
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setObjectName("recent")
        self.table.set_columns(_COLUMNS)
        self._none = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._none.setContentsMargins(14, 8, 14, 8)
        self._link = LinkButton(theme)
        self._age = AgeLabel(theme, ticker)
        self._age.setContentsMargins(0, 0, 0, 0)
        self.head_row.addWidget(self._age)
        self.head_row.addWidget(self._link)
        self.body.addWidget(self.table)
        self.body.addWidget(self._none)
        self.body.addStretch(1)
        self._link.clicked.connect(self.all_wanted)
        self.table.row_chosen.connect(self._row_chosen)
        theme.changed.connect(self._restyle)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._restyle()
        self.display(self._state)

    def display(self, state: TimelineState) -> None:
        """Draw the latest of `state`."""
        self._state = state
        self.set_title(self.tr("Recent"))
        rows = state.latest[: self._rows]
        self._table.show(rows)
        self.table.fit_columns()
        self.table.setVisible(bool(rows))
        self.table.setAccessibleName(self.tr("Recent contacts"))
        self._none.setVisible(not rows)
        self._none.set_text(
            self.tr("Getting past contacts") if state.kind is TimelineKind.LOADING else self.tr("No past contacts")
        )
        self._link.set_words(self.tr("All {count} in Timeline").format(count=state.total_count))
        self._link.setVisible(state.total_count > 0)

    def show_age(self, at: datetime | None, *, is_old: bool) -> None:
        """Say how new past contacts are; nothing where that is not known."""
        self._age.show_age(at, is_old=is_old)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _row_chosen(self, key: str) -> None:
        chosen = _row_of(self._state.latest, key)
        if chosen is not None:
            self.contact_chosen.emit(chosen)

    def _restyle(self) -> None:
        # The height is kept whatever comes, so that no part pushes another down.
        self.setFixedHeight(self.table.height_for(self._rows, head=False) + self._theme.px(36) + 3)
        self.table.setFixedHeight(self.table.height_for(self._rows, head=False))

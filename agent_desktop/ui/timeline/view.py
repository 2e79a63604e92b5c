"""Past contacts: the whole tab, and the latest few on the overview."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.customers import Channel
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.timeline.channels import channel_word
from agent_desktop.ui.timeline.presenter import TimelineKind, TimelineState
from agent_desktop.ui.timeline.table import ContactsTable
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel import PanelFrame
from agent_desktop.ui.widgets.panel_states import EmptyState, SkeletonRows, StateKind
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.views import RowTable

_ALL = "all"


_COLUMNS = (Column(90), Column(78), Column(150, 13), Column(90, 7))


class TimelineView(PanelFrame):
    """The Timeline tab.

    Signals:
        channel_chosen: Show one `Channel` only, or None for all.
    """

    channel_chosen = Signal(object)

    def __init__(self, theme: Theme, ticker: Ticker, *, show_at_once: bool = False) -> None:
        super().__init__(theme)
        self._state = TimelineState()
        self._table = ContactsTable(ticker.local, ticker.now, self)
        self.table = RowTable(theme, self._table.model)
        self.table.setObjectName("timeline")
        self.table.set_columns(_COLUMNS)
        self._choice = SegmentedChoice(theme)
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 6, 30, show_at_once=show_at_once)
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(14, 4, 14, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        self._foot = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._foot.setContentsMargins(14, 6, 14, 6)
        self.head.setMinimumHeight(theme.px(44))
        self.head_row.insertWidget(0, self._choice)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(self._foot)
        self._choice.chosen.connect(self._chosen)
        self._empty.action_chosen.connect(self._cleared)
        self.display(self._state)

    def display(self, state: TimelineState) -> None:
        """Draw `state`."""
        self._state = state
        self._table.retranslate()
        self.setAccessibleName(self.tr("Timeline"))
        self.table.setAccessibleName(self.tr("Past contacts"))
        options = [(_ALL, self.tr("All"))]
        options += [(channel.value, channel_word(channel)) for channel in state.channels]
        self._choice.show_options(tuple(options), state.channel.value if state.channel else _ALL)
        self._choice.setVisible(len(state.channels) > 1)
        self._foot.setVisible(state.kind is TimelineKind.READY)
        self._foot.set_text(
            self.tr("{shown} shown of {all}, newest first").format(shown=len(state.rows), all=state.total_count)
        )
        if state.kind is TimelineKind.READY:
            self._table.show(state.rows)
            self.table.fit_columns()
            self._pages.setCurrentIndex(0)
        elif state.kind is TimelineKind.LOADING:
            self._skeleton.set_words(self.tr("Getting past contacts"))
            self._pages.setCurrentIndex(2)
        else:
            self._draw_empty()
            self._pages.setCurrentIndex(1)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _draw_empty(self) -> None:
        state = self._state
        if state.kind is TimelineKind.EMPTY_AFTER_FILTER and state.channel is not None:
            self._empty.show_state(
                StateKind.FILTERED,
                self.tr("No contact over {channel}").format(channel=channel_word(state.channel)),
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

    def _chosen(self, channel: str) -> None:
        self.channel_chosen.emit(None if channel == _ALL else Channel(channel))

    def _cleared(self) -> None:
        self.channel_chosen.emit(None)


class RecentView(PanelFrame):
    """The latest contacts, on the overview.

    Signals:
        all_wanted: Open the Timeline tab.
    """

    all_wanted = Signal()

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
        self.head_row.addWidget(self._link)
        self.body.addWidget(self.table)
        self.body.addWidget(self._none)
        self.body.addStretch(1)
        self._link.clicked.connect(self.all_wanted)
        theme.changed.connect(self._restyle)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._restyle()
        self.display(self._state)

    def display(self, state: TimelineState) -> None:
        """Draw the latest of `state`."""
        self._state = state
        self.set_title(self.tr("Recent"))
        rows = state.rows[: self._rows] if state.kind is TimelineKind.READY else ()
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

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _restyle(self) -> None:
        # The height is kept whatever comes, so that no part pushes another down.
        self.setFixedHeight(self.table.height_for(self._rows, head=False) + self._theme.px(36) + 3)
        self.table.setFixedHeight(self.table.height_for(self._rows, head=False))

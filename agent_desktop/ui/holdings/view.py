"""The holdings panel."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.ui.holdings.presenter import HoldingsState
from agent_desktop.ui.holdings.table import HoldingsTable
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.formats import day_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.menu_button import MenuButton
from agent_desktop.ui.widgets.panel import PanelFrame
from agent_desktop.ui.widgets.panel_states import EmptyState, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.views import GroupTree

_WORDS_AFTER = timedelta(seconds=2)


class HoldingsView(PanelFrame):
    """Draws a `HoldingsState`.

    Signals:
        retry_chosen: Ask this source system again; its code.
        groups_changed: The person opened or closed a group.
        origins_wanted: Show where the values come from.
        currency_chosen: Show totals in this currency (ISO 4217).
    """

    retry_chosen = Signal(str)
    groups_changed = Signal()
    origins_wanted = Signal()
    currency_chosen = Signal(str)

    def __init__(self, theme: Theme, ticker: Ticker, *, show_at_once: bool = False) -> None:
        super().__init__(theme)
        self._ticker = ticker
        self._state = HoldingsState()
        self._closed: set[str] = set()
        self._filling = False
        self._table = HoldingsTable(ticker.local, ticker.now, self)
        self.tree = GroupTree(theme, self._table.model)
        self._empty = EmptyState(theme)
        self._at_once = show_at_once
        self._waiting = False
        self._skeleton = SkeletonRows(theme, 6, 28, show_at_once=show_at_once)
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(14, 6, 14, 6)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.tree, self._empty, loading):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages)
        self.currency = MenuButton(theme)
        self.head_row.addWidget(self.currency)
        self.currency.clicked.connect(self._open_currencies)
        self.tree.link_chosen.connect(self.retry_chosen)
        self.tree.expanded.connect(self._group_moved)
        self.tree.collapsed.connect(self._group_moved)
        ticker.ticked.connect(self._tick)
        self.origins = LinkButton(theme, icon="ph.git-branch")
        self.origins.clicked.connect(self.origins_wanted)
        self.head_row.addWidget(self.origins)
        self._retranslate()
        self.tree.setObjectName("holdings")
        self.tree.set_columns((Column(130, 10), Column(96), Column(96), Column(120, 10)))
        self.display(self._state)

    def display(self, state: HoldingsState) -> None:
        """Draw `state`. Each group is filled in its own place; what is open stays open."""
        self._state = state
        if self._waiting and not state.shown:
            self._skeleton.set_words(self.tr("Getting holdings"))
            self._pages.setCurrentIndex(2)
        elif not state.shown or not state.parts:
            self._empty.show_state(
                StateKind.QUIET,
                self.tr("No products") if state.shown else self.tr("No customer yet"),
                self.tr("No source system knows a product of this customer.")
                if state.shown
                else self.tr("Products show here once it is known who calls."),
                icon="ph.wallet",
            )
            self._pages.setCurrentIndex(1)
        else:
            self._fill()
            self._pages.setCurrentIndex(0)
        self.origins.setVisible(state.shown and bool(state.parts))
        self._draw_title()

    def set_waiting(self, waiting: bool) -> None:
        """Stand in with grey rows while it is being found out who calls."""
        if waiting != self._waiting:
            self._waiting = waiting
            self.display(self._state)

    def closed_groups(self) -> list[str]:
        """Return the codes of the systems whose group the person has closed, to be remembered."""
        return sorted(self._closed)

    def set_closed_groups(self, systems: list[str]) -> None:
        """Close these groups, as remembered."""
        self._closed = set(systems)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.display(self._state)

    def _fill(self) -> None:
        self._filling = True
        new, changed = self._table.show(self._state)
        for item in new:
            if item.data(CellRole.KEY) not in self._closed:
                self.tree.expand(item.index())
        for group in range(self._table.model.rowCount()):
            parent = self._table.model.index(group, 0)
            for row in range(self._table.model.rowCount(parent)):
                note = bool(self._table.model.index(row, 0, parent).data(CellRole.NOTE))
                if self.tree.isFirstColumnSpanned(row, parent) != note:
                    self.tree.setFirstColumnSpanned(row, parent, note)
        if changed:
            self.tree.fit_columns()
        self._filling = False

    def _group_moved(self) -> None:
        if self._filling:
            return
        root = self._table.model.invisibleRootItem()
        for row in range(root.rowCount()):
            item = root.child(row, 0)
            if self.tree.isExpanded(item.index()):
                self._closed.discard(item.data(CellRole.KEY))
            elif item.hasChildren():
                self._closed.add(item.data(CellRole.KEY))
        self.groups_changed.emit()

    def _tick(self) -> None:
        if self._state.loading_count:  # only then does the title hang on the time
            self._draw_title()

    def _draw_title(self) -> None:
        state = self._state
        title = self.tr("Holdings")
        self.currency.setVisible(len(state.currencies) > 1)
        self.currency.set_words(self.tr("Show in {currency}").format(currency=state.total_currency))
        self.currency.setToolTip(self._rates_words())
        if not state.shown or not state.parts:
            self.set_title(title)
            return
        since = state.loading_since_at
        slow = since is not None and (self._at_once or self._ticker.now() - since >= _WORDS_AFTER)
        if state.loading_count and slow:
            text = self.tr("Getting holdings, {done} of {all}").format(done=state.loaded_count, all=len(state.parts))
        else:
            text = self.tr("{products} products, {systems} systems").format(
                products=state.product_count, systems=len(state.parts)
            )
        tone = Token.TEXT_2
        if not (state.loading_count and slow):
            if state.wanted_currency != state.total_currency:
                tone = Token.CAUTION
                why = self.tr("no rate to {wanted}: totals in {currency}")
                if state.rates_problem is not None:
                    why = self.tr("rates to {wanted} could not be read: totals in {currency}")
                text += "  ·  " + why.format(wanted=state.wanted_currency, currency=state.total_currency)
            elif self._is_converted():
                text += "  ·  " + self._rates_words()
        self.set_title(title, text, tone)

    def _is_converted(self) -> bool:
        """Whether a total hangs on a rate."""
        held = (holding.currency for part in self._state.parts for holding in part.part.holdings)
        return any(currency != self._state.total_currency for currency in held)

    def _rates_words(self) -> str:
        """Say of when the rates are, and who says them."""
        state = self._state
        if state.rates_on is not None:
            today = self._ticker.local(self._ticker.now()).date()
            text = self.tr("rates of {day}").format(day=day_text(state.rates_on, today))
        else:
            text = self.tr("rates of a day not known")
        source = words(state.rates_source)
        return self.tr(", ").join(filter(None, (text, source)))

    def _open_currencies(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for currency in self._state.currencies:
            action = menu.addAction(currency)
            action.setData(currency)
            action.setCheckable(True)
            action.setChecked(currency == self._state.total_currency)
        menu.addSeparator()
        menu.addAction(self._rates_words()).setEnabled(False)
        menu.triggered.connect(self._currency_picked)
        menu.popup(self.currency.mapToGlobal(QPoint(0, self.currency.height())))

    def _currency_picked(self, action: QAction) -> None:
        chosen = action.data()
        if isinstance(chosen, str) and chosen != self._state.total_currency:
            self.currency_chosen.emit(chosen)

    def _retranslate(self) -> None:
        self._table.retranslate()
        self.tree.setAccessibleName(self.tr("Holdings"))
        self.origins.set_words(self.tr("Origins"))
        self.origins.setToolTip(self.tr("Where these values come from (Alt+O)"))

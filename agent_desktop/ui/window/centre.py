"""The centre: the agent's day while no customer is shown, then the tabs of the customer."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.tabs import TabStrip
from agent_desktop.ui.window.idle_page import GAP, IdlePage

OVERVIEW, TIMELINE, COMPLAINTS, CALLBACKS = range(4)
_CARD = 168
"""As wide as a card must be for its figure, at the usual text size."""


class Body(Enum):
    """What the window is about."""

    IDLE = "idle"  # no call and no customer: the agent's day, without the customer column
    NOBODY = "nobody"  # a call, and nobody known yet, or which of several
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class CentreParts:
    """What stands in the centre, each made and filled by its own feature."""

    day: QWidget
    value_card: QWidget
    satisfaction_card: QWidget
    contacts_card: QWidget
    holdings: QWidget
    recent: QWidget
    timeline: QWidget
    again: QWidget
    complaints: QWidget
    callbacks: QWidget
    directory: QWidget
    home: QWidget


class Centre(QFrame):
    """Four tabs, Ctrl+1 to Ctrl+4; or a page that stands in their place while the person works on something else.

    Signals:
        search_wanted: Find a customer, from the empty centre.
        tab_opened: The number of the tab now open, from 0.
        body_changed: The window is about another `Body`.
        page_changed: Another page stands in the place of the tabs; empty for none.
    """

    search_wanted = Signal()
    tab_opened = Signal(int)
    body_changed = Signal(object)
    page_changed = Signal(str)

    def __init__(self, theme: Theme, parts: CentreParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "canvas")
        self._counts = dict.fromkeys((TIMELINE, COMPLAINTS, CALLBACKS), 0)
        self._body = Body.IDLE
        self._shown = self._waiting = self._consulting = False
        self._named: dict[str, QWidget] = {}
        self._page = ""
        # From the outside in, as the window is built.
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        outer.addWidget(self._stack)
        self.idle = IdlePage(theme, parts.day, parts.home)
        """What stands there while there is no customer."""
        self._stack.addWidget(self.idle)
        self._customer = QWidget()
        self._stack.addWidget(self._customer)
        self.tabs = TabStrip(theme, ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4"))
        self._pages = QStackedWidget()
        column = QVBoxLayout(self._customer)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        overview, past, complaints, callbacks = QWidget(), QWidget(), QWidget(), QWidget()
        for page in (overview, past, complaints, callbacks):
            self._pages.addWidget(page)
        _fill(overview, parts.again, _Cards(theme, parts), (parts.holdings, 1), parts.recent)
        _fill(past, (parts.timeline, 1))
        _fill(complaints, (parts.complaints, 1))
        _fill(callbacks, (parts.callbacks, 1))
        self._stack.addWidget(parts.directory)
        self.idle.search_wanted.connect(self.search_wanted)
        self.tabs.opened.connect(self.open_tab)
        self._retranslate()

    def show_customer(self, shown: bool) -> None:
        """Show the tabs of the customer, or the agent's day where there is none."""
        self._shown = shown
        self._choose_body()

    def show_directory(self, shown: bool) -> None:
        """Show whom to ask in place of the customer's tabs, or these again."""
        self._consulting = shown
        self._choose_body()

    def set_page(self, name: str, widget: QWidget) -> None:
        """Have `widget` be the page of this name."""
        self._named[name] = widget
        self._stack.addWidget(widget)

    def show_page(self, name: str) -> None:
        """Show a page in place of the customer's tabs and of the agent's day; with an empty name these again.

        Whom to ask, while somebody else is asked, goes before any page: a caller waits for it.
        """
        if name == self._page:
            return
        self._page = name
        self._choose_body()
        self.page_changed.emit(name)

    @property
    def page(self) -> str:
        """The name of the page that is shown, empty for none."""
        return self._page

    def set_waiting(self, waiting: bool) -> None:
        """Say that a call is on, so that nobody on screen means nobody known yet."""
        self._waiting = waiting
        self._choose_body()

    def body(self) -> Body:
        """Return what the window is about now."""
        return self._body

    def set_tab_count(self, tab: int, count: int) -> None:
        """Show how many past contacts there are, or how many complaints or callbacks are open."""
        if self._counts[tab] != count:
            self._counts[tab] = count
            self._retranslate()

    def open_tab(self, number: int) -> None:
        """Open tab `number`: `OVERVIEW`, `TIMELINE`, `COMPLAINTS` or `CALLBACKS`. A page goes."""
        self.show_page("")
        self.tabs.open_tab(number)
        self._pages.setCurrentIndex(number)
        self.tab_opened.emit(number)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _choose_body(self) -> None:
        body = Body.CUSTOMER if self._shown else Body.NOBODY if self._waiting else Body.IDLE
        page = self._named.get(self._page)
        if page is not None and not self._consulting:
            self._stack.setCurrentWidget(page)
        else:
            self._stack.setCurrentIndex(2 if self._consulting else 1 if self._shown else 0)
        if body is not self._body:
            self._body = body
            self.idle.set_somebody_calls(body is Body.NOBODY)
            self.body_changed.emit(body)

    def _retranslate(self) -> None:
        names = (self.tr("Overview"), self.tr("Timeline"), self.tr("Complaints"), self.tr("Callbacks"))
        kinds = {COMPLAINTS: Kind.CAUTION, CALLBACKS: Kind.INFO}
        for number, name in enumerate(names):
            count = self._counts.get(number, 0)
            text = self.tr("{count} open").format(count=count) if number in kinds else str(count)
            self.tabs.tabs[number].show_tab(name, text if count else "", kinds.get(number, Kind.PLAIN))


class _Cards(QWidget):
    """The cards beside each other. Where they are too narrow for their figures the satisfaction, which stands in the
    customer column as well, makes room."""

    def __init__(self, theme: Theme, parts: CentreParts) -> None:
        super().__init__()
        self._theme = theme
        self._spare = parts.satisfaction_card
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for card in (parts.value_card, parts.satisfaction_card, parts.contacts_card):
            row.addWidget(card, 1)
        theme.changed.connect(self._choose)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        self._spare.setVisible(self.width() >= 3 * self._theme.px(_CARD) + 2 * GAP)


def _fill(page: QWidget, *parts: QWidget | tuple[QWidget, int]) -> None:
    column = QVBoxLayout(page)
    column.setContentsMargins(12, GAP, 12, GAP)
    column.setSpacing(GAP)
    for part in parts:
        widget, stretch = part if isinstance(part, tuple) else (part, 0)
        column.addWidget(widget, stretch)

"""The main window: where everything stands. It knows no feature; the composition root gives it widgets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from agent_desktop.ui.messages import Message
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.focus_panels import focus_in, step_panel
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.logo import logo_icon
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.views import GroupTree, RowTable
from agent_desktop.ui.window.centre import Body, Centre, CentreParts
from agent_desktop.ui.window.customer_column import CustomerColumn
from agent_desktop.ui.window.guide import GuideColumn, GuidePage, GuideParts
from agent_desktop.ui.window.message_stack import MessageStack
from agent_desktop.ui.window.on_screen import FirstPlace
from agent_desktop.ui.window.rail import Rail
from agent_desktop.ui.window.status_bar import StatusBar

LEAST: Final = QSize(1280, 690)
FOLD_UNDER: Final = 1360
# Least, narrow window, wide window, most.
CUSTOMER_WIDTHS: Final = (240, 246, 300, 380)
GUIDE_WIDTHS: Final = (340, 346, 388, 480)
CENTRE_LEAST: Final = 560
COMPLAINT_PAGE: Final = "complaint"
CONSULT_WIDTH: Final = 264
"""Of the customer column while somebody else is asked."""
COMPLAINT_WIDTHS: Final = (248, 340)
"""Of the customer column and the guide while a complaint is recorded: the form takes the rest."""


@dataclass(frozen=True, slots=True)
class WindowParts:
    """The widgets of the window, each made and filled by its own feature."""

    top_bar: QWidget
    call_bar: QWidget
    customer: CustomerColumn
    centre: CentreParts
    guide: GuideParts
    sources: QWidget


class MainWindow(QMainWindow):
    """Rail, top bar, call slot, messages, three columns and status bar.

    Signals:
        help_wanted: Show all keys.
        tasks_wanted: Show what is left to finish.
        outreach_wanted: Show whom to turn to.
        recents_wanted: Show the person's contacts.
        settings_wanted: Open the settings.
        search_wanted: Open the palette.
        message_closed: The person put away this `News`.
        closing: The window is about to close.
    """

    help_wanted = Signal()
    tasks_wanted = Signal()
    outreach_wanted = Signal()
    recents_wanted = Signal()
    settings_wanted = Signal()
    search_wanted = Signal()
    message_closed = Signal(object)
    closing = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, parts: WindowParts) -> None:
        super().__init__()
        self._theme = theme
        self._parts = parts
        self._store: QSettings | None = None
        self._user = ""
        self._own_columns = self._consulting = self._recording = False
        self._whole: tuple[QWidget, ...] = ()
        self._may_close: Callable[[], bool] | None = None
        self.rail = Rail(theme)
        self.messages = MessageStack(theme)
        self.status = StatusBar(theme, ticker, parts.sources)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._place = FirstPlace(self)
        self.centre, self.guide = self._build(theme)
        self._name_parts()
        self._body_changed(self.centre.body())
        self.rail.help_chosen.connect(self.help_wanted)
        self.rail.outreach_chosen.connect(self.outreach_wanted)
        self.rail.recents_chosen.connect(self.recents_wanted)
        self.rail.settings_chosen.connect(self.settings_wanted)
        self.rail.call_chosen.connect(self.focus_guide)
        self.rail.tasks_chosen.connect(self.tasks_wanted)
        self.centre.search_wanted.connect(self.search_wanted)
        self.centre.body_changed.connect(self._body_changed)
        self.centre.page_changed.connect(self._page_changed)
        self.messages.closed.connect(self.message_closed)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._columns.splitterMoved.connect(self._columns_moved)
        self.setWindowTitle("Agent Desktop")
        self.resize(1440, 900)

    def show_messages(self, messages: tuple[Message, ...]) -> None:
        """Show the most urgent of `messages` above the body; none takes the bar away."""
        self.messages.show_messages(messages)

    def add_above(self, widget: QWidget) -> None:
        """Have `widget` stand above the columns, under the messages; it takes no room while it is hidden."""
        self._body.insertWidget(self._body.indexOf(self.messages) + 1, widget)

    def show_guide(self, page: GuidePage) -> None:
        """Show `page` in the guide column."""
        self.guide.show_page(page)

    def show_consult(self, shown: bool) -> None:
        """Show whom to ask, and what happened so far, in place of the customer's products and contacts; or these."""
        if shown == self._consulting:
            return
        self._consulting = shown
        self.centre.show_directory(shown)
        self._parts.customer.show_below(shown)
        self._fold()

    def show_whole(self, panels: tuple[QWidget, ...]) -> None:
        """Have the page in the centre take the columns beside it too, with F6 going through `panels` of it; with none
        the columns are back."""
        if bool(panels) is not bool(self._whole):
            self.guide.setVisible(not panels)
            self._parts.customer.setVisible(not panels and self.centre.body() is not Body.IDLE)
        self._whole = panels

    def set_close_check(self, may_close: Callable[[], bool]) -> None:
        """Ask `may_close` before the window closes; False keeps it open."""
        self._may_close = may_close

    def remember_in(self, store: QSettings, user: str) -> None:
        """Take up this person's sizes from `store`, and keep them there from now on."""
        self._store, self._user = store, user
        store.beginGroup(f"window/{user}")
        geometry, columns, guide = (store.value(key) for key in ("geometry", "columns", "guide"))
        heads = {view.objectName(): store.value(f"columns/{view.objectName()}") for view in self._views()}
        store.endGroup()
        for view in self._views():
            state = heads[view.objectName()]
            if isinstance(state, QByteArray) and view.fit is not None:
                view.fit.own = _head(view).restoreState(state)
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        if isinstance(columns, QByteArray):
            self._own_columns = self._columns.restoreState(columns)
        if isinstance(guide, QByteArray):
            self.guide.restore_border(guide)

    def save_layout(self) -> None:
        """Keep sizes and columns for this person."""
        if self._store is None:
            return
        self._store.beginGroup(f"window/{self._user}")
        self._store.setValue("geometry", self.saveGeometry())
        if self._own_columns:
            self._store.setValue("columns", self._columns.saveState())
        if (border := self.guide.border()) is not None:
            self._store.setValue("guide", border)
        for view in self._views():
            if view.fit is not None and view.fit.own:
                self._store.setValue(f"columns/{view.objectName()}", _head(view).saveState())
        self._store.endGroup()

    def next_panel(self, step: int = 1) -> None:
        """Move the focus to the next panel (F6), or the previous one with `step` -1."""
        step_panel(self._panels(), step)

    def focus_guide(self) -> None:
        """Put the focus into the guide column."""
        focus_in(self.guide)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    @guarded(nothing)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._place.shown()
        if not event.spontaneous() and self.focusWidget() is None:
            self.setFocus()  # not on the first button of the rail, where Qt would put it

    @guarded(nothing)
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close is not None and not self._may_close():
            event.ignore()
            return
        self.save_layout()
        self.closing.emit()
        super().closeEvent(event)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name_parts()

    def _build(self, theme: Theme) -> tuple[Centre, GuideColumn]:
        """Put everything where it stands, from the outside in: who is given a parent is styled anew with all that they
        hold, and the parts of the window hold a thousand widgets."""
        parts = self._parts
        # Below the least size the window scrolls instead of squeezing.
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCentralWidget(scroll)
        sheet = QFrame()
        sheet.setProperty("panel", "canvas")
        sheet.setMinimumSize(LEAST)
        scroll.setWidget(sheet)
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        self._body = body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        row.addLayout(body, 1)
        for above in (parts.top_bar, parts.call_bar, self.messages):
            body.addWidget(above)
        body.addWidget(self._columns, 1)
        self._columns.setHandleWidth(1)
        self._columns.setChildrenCollapsible(False)
        self._columns.addWidget(parts.customer)  # and the next two by being its children
        centre = Centre(theme, parts.centre, self._columns)
        centre.setMinimumWidth(CENTRE_LEAST)
        guide = GuideColumn(theme, parts.guide, self._columns)
        for place, stretch in enumerate((0, 1, 0)):
            self._columns.setStretchFactor(place, stretch)
        body.addWidget(self.status)
        return centre, guide

    def _page_changed(self, page: str) -> None:
        if (page == COMPLAINT_PAGE) is not self._recording:
            self._recording = page == COMPLAINT_PAGE
            self._fold()

    def _body_changed(self, body: Body) -> None:
        self._parts.customer.setVisible(body is not Body.IDLE and not self._whole)

    def _name_parts(self) -> None:
        self.rail.setAccessibleName(self.tr("Main menu"))
        self._parts.customer.setAccessibleName(self.tr("Customer"))
        self.centre.setAccessibleName(self.tr("Products and past contacts"))
        self.guide.setAccessibleName(self.tr("Guide"))

    def _restyle(self) -> None:
        self.setWindowIcon(logo_icon(self._theme))
        px = self._theme.px
        for widget, widths in ((self._parts.customer, CUSTOMER_WIDTHS), (self.guide, GUIDE_WIDTHS)):
            widget.setMinimumWidth(widths[0])
            widget.setMaximumWidth(px(widths[-1]))
        self._fold()

    def _fold(self) -> None:
        px = self._theme.px
        narrow = self.width() < px(FOLD_UNDER)
        self._parts.customer.set_folded(narrow)
        if not self._own_columns:
            at = 1 if narrow else 2
            customer, guide = px(CUSTOMER_WIDTHS[at]), px(GUIDE_WIDTHS[at])
            customer = px(CONSULT_WIDTH) if self._consulting and not narrow else customer
            if self._recording and not self._consulting:
                customer, guide = px(CUSTOMER_WIDTHS[0] if narrow else COMPLAINT_WIDTHS[0]), px(COMPLAINT_WIDTHS[1])
            self._columns.setSizes([customer, max(0, self.width() - customer - guide), guide])

    def _columns_moved(self) -> None:
        self._own_columns = True

    def _views(self) -> list[RowTable | GroupTree]:
        found: list[RowTable | GroupTree] = [*self.findChildren(RowTable), *self.findChildren(GroupTree)]
        return [view for view in found if view.objectName()]

    def _panels(self) -> tuple[QWidget, ...]:
        guide = self._parts.guide
        above = {
            GuidePage.IDLE: guide.queues,
            GuidePage.SCRIPT: guide.script,
            GuidePage.WRAP_UP: guide.wrap_up,
            GuidePage.HANDOVER: guide.handover,
            GuidePage.RECEIVED: guide.received,
            GuidePage.COMPLAINT: guide.complaint,
        }
        return (
            self._parts.top_bar,
            self._parts.call_bar,
            *self._whole,
            self._parts.customer,
            *(() if self._whole else (self.centre,)),
            above[self.guide.page()],
            guide.notes,
        )


def _head(view: RowTable | GroupTree) -> QHeaderView:
    return view.header() if isinstance(view, GroupTree) else view.horizontalHeader()

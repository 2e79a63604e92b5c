"""The guide column: offer and queues, then the script, then the wrap-up; below them the pages of the call, and notes
while one is on."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.ground import Ground
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import line
from agent_desktop.ui.widgets.panel_states import EmptyState, StateKind


class GuidePage(IntEnum):
    """What the column shows above the notes."""

    IDLE = 0  # the offer's card and the agent's queues; no field
    SCRIPT = 1
    WRAP_UP = 2
    HANDOVER = 3  # the note for whoever takes over
    RECEIVED = 4  # the note of a colleague who asks
    COMPLAINT = 5  # clocks and earlier complaints, beside the form of one


@dataclass(frozen=True, slots=True)
class GuideParts:
    """What stands in the guide column, each made and filled by its own feature."""

    offer: QWidget
    caller_gone: QWidget
    queues: QWidget
    script: QWidget
    wrap_up: QWidget
    notes: QWidget
    pinned: QWidget
    handover: QWidget
    received: QWidget
    complaint: QWidget


GUIDE_WANTS: Final = 600
"""What a long step of a script takes in pixels at 100 % text: the notes get what is over."""

NOTES_WANT: Final = 150
OFFER_WANTS: Final = 700
"""What an offer's card, the queues and what is under them take in pixels at 100 % text."""

_MOST_HEIGHT: Final = 16_777_215  # Qt's own


class GuideColumn(QFrame):
    """The offer's card has its own place above the queues, so that it moves nothing when it comes.

    Until the person moves the border, a low column gives the notes their least and the script the rest.
    """

    def __init__(self, theme: Theme, parts: GuideParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "column")
        self._theme = theme
        self._parts = parts
        self._own_border = False
        # From the outside in, as the window is built.
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        outer.addWidget(self.splitter)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        above = QWidget()
        self.splitter.addWidget(above)
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(theme.px(160))
        column.addWidget(self._stack, 1)
        idle = QWidget()
        self._stack.addWidget(idle)
        self._none = EmptyState(theme)
        self._under_queues = QWidget()
        self._below = QVBoxLayout(self._under_queues)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._fill_idle(idle)
        for page in (parts.script, parts.wrap_up, parts.handover, parts.received, parts.complaint):
            self._stack.addWidget(page)
        column.addWidget(parts.pinned)
        self.splitter.addWidget(parts.notes)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.splitterMoved.connect(self._border_moved)
        for each in (parts.offer, parts.caller_gone):
            each.installEventFilter(self)
        self._show_none()
        self._retranslate()
        self.show_page(GuidePage.IDLE)

    def _fill_idle(self, idle: QWidget) -> None:
        column = QVBoxLayout(idle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # In a low window the card is scrolled to rather than squeezed.
        scroll = QScrollArea()
        column.addWidget(scroll, 1)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        place = Ground(self._theme, Token.CANVAS)
        scroll.setWidget(place)
        card = QVBoxLayout(place)
        card.setContentsMargins(9, 8, 9, 24)
        card.addWidget(self._parts.offer)
        card.addWidget(self._parts.caller_gone)
        card.addWidget(self._none, 100)
        card.addStretch(1)
        column.addWidget(line("h"))
        column.addWidget(self._parts.queues)
        column.addWidget(self._under_queues)

    def put_under_queues(self, widget: QWidget) -> None:
        """Have `widget` stand under the agent's queues while no call is on; a low column has no place for it,
        offer or not, so that an offer moves nothing.

        In a holder of its own, so that a widget which hides itself for want of content may go on doing so.
        """
        self._below.addWidget(widget)

    def show_page(self, page: GuidePage) -> None:
        """Show `page`; the notes are there with the script and the wrap-up."""
        self._stack.setCurrentIndex(page.value)
        self._parts.notes.setVisible(page in (GuidePage.SCRIPT, GuidePage.WRAP_UP))
        self._parts.pinned.setMaximumHeight(0 if page is GuidePage.HANDOVER else _MOST_HEIGHT)
        self._share()

    def border(self) -> QByteArray | None:
        """Return where the person has put the border over the notes; None where they have not moved it."""
        return self.splitter.saveState() if self._own_border else None

    def restore_border(self, border: QByteArray) -> None:
        """Put the border where the person had it."""
        self._own_border = self.splitter.restoreState(border)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()
        self._show_none()

    @guarded(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        cards = (self._parts.offer, self._parts.caller_gone)
        if watched in cards and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._show_none()
        return False

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _show_none(self) -> None:
        none = self._parts.offer.isHidden() and self._parts.caller_gone.isHidden()
        self._none.setVisible(none)
        self._under_queues.setVisible(self.height() >= self._theme.px(OFFER_WANTS))

    def _share(self) -> None:
        if self._own_border or self._parts.notes.isHidden():
            return
        height = self.height() - self.splitter.handleWidth()
        over = max(height - self._theme.px(GUIDE_WANTS), height // 6)
        notes = max(
            self._parts.notes.minimumSizeHint().height(), min(over, max(self._theme.px(NOTES_WANT), height // 4))
        )
        if self.splitter.sizes() != [height - notes, notes]:
            self.splitter.setSizes([height - notes, notes])

    def _border_moved(self) -> None:
        self._own_border = True

    def _retranslate(self) -> None:
        title = self.tr("No call on offer")
        text = self.tr("The next call shows here, with who it is and why they call.")
        self._none.show_state(StateKind.QUIET, title, text, icon="ph.phone-incoming")

    def page(self) -> GuidePage:
        """Return the page now shown."""
        return GuidePage(self._stack.currentIndex())

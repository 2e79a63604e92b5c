"""Over the whole window: another desktop is the active one. Nothing behind it may be done."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.seat.presenter import SeatState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.formats import time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.ticker import Ticker

_WIDTH: Final = 470
_TOP: Final = 180
_INDENT: Final = 32


class SeatView(Overlay):
    """Draws a `SeatState`. Neither Esc nor a click beside it puts it away: only the seat does.

    Signals:
        take_back_chosen: This desktop is to be the active one again.
        sign_out_chosen: End the sign-in here.
    """

    take_back_chosen = Signal()
    sign_out_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._ticker = ticker
        self._state = SeatState()
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._since = TextLabel(wrap=True)
        self._call = TextLabel(role=Role.BODY_BOLD, wrap=True)
        self._kept = TextLabel(tone=Token.TEXT_2, wrap=True)
        self._problem = TextLabel(tone=Token.PROBLEM, wrap=True)
        self._sign_out = CommandButton(theme)
        self._take = CommandButton(theme, look=Look.PRIMARY, icon="ph.desktop-tower")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconView(theme, "ph.desktop-tower", Token.CAUTION, 22))
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(18, 18, 18, 16)
        column.setSpacing(6)
        column.addLayout(head)
        for words in (self._since, self._call, self._kept, self._problem):
            words.setContentsMargins(_INDENT, 0, 0, 0)
            column.addWidget(words)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._sign_out)
        row.addWidget(self._take)
        column.addLayout(row)
        self._take.clicked.connect(self.take_back_chosen)
        self._sign_out.clicked.connect(self.sign_out_chosen)
        self.display(self._state)

    def display(self, state: SeatState) -> None:
        """Draw `state`."""
        self._state = state
        if not state.elsewhere:
            self.close_over()
            return
        self._title.set_text(self.tr("Another desktop has your calls now"))
        at = "" if state.taken_at is None else time_text(self._ticker.local(state.taken_at))
        since = self.tr("Since {time} your calls ring there, and no more here.")
        self._since.set_text(since.format(time=at))
        self._call.set_text(self.tr("Your call goes on there. The caller heard nothing of the change."))
        self._call.setVisible(state.call_goes_on)
        self._kept.set_text(self.tr("What you typed here is kept and sent."))
        problem = deed_text(state.problem) if state.problem is not None else ""
        self._problem.set_text(problem)
        self._problem.setVisible(bool(problem))
        self._take.set_words(self.tr("Taking the seat back") if state.taking else self.tr("Take the seat back here"))
        self._take.setEnabled(not state.taking)
        self._sign_out.set_words(self.tr("Sign out here"))
        self.frame.setAccessibleName(self._title.full_text())
        told = (self._since, self._call, self._kept, self._problem)
        self.frame.setAccessibleDescription("\n".join(each.full_text() for each in told if not each.isHidden()))
        if self.isHidden():
            self.open_over()
        self.raise_()

    def take_focus(self) -> None:
        """The focus goes to no button: a key pressed for something else must not take the seat."""
        self.frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.frame.setFocus(Qt.FocusReason.PopupFocusReason)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    @guarded(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

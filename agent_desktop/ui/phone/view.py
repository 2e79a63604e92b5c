"""A band over the window: a call waits for the agent's telephone, and this is what it is to call. It takes no focus."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.phone.presenter import PhoneState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.formats import clock_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.ticker import Ticker


class PhoneBand(QFrame):
    """Draws a `PhoneState`; hidden while no call waits for the telephone.

    Signals:
        renew_chosen: Another address is wanted.
    """

    renew_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("band", "info")
        self._ticker = ticker
        self._state = PhoneState()
        self._copied = ""
        self._title = TextLabel(role=Role.BODY_BOLD, wrap=True)
        self._address = TextLabel()
        self._address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._left = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._problem = TextLabel(role=Role.SMALL, tone=Token.PROBLEM, wrap=True)
        self.copy = CommandButton(theme, look=Look.PRIMARY, small=True, icon="ph.copy")
        self.renew = CommandButton(theme, small=True, icon="ph.arrows-clockwise")
        # Low, for there is a whole call below it.
        what = QHBoxLayout()
        what.setSpacing(12)
        what.addWidget(self._address)
        what.addWidget(self._left)
        what.addStretch(1)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addLayout(what)
        texts.addWidget(self._problem)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 14, 5)
        row.setSpacing(10)
        row.addWidget(IconView(theme, "ph.phone-incoming", Token.INFO, 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        for button in (self.copy, self.renew):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.copy.clicked.connect(self._copy)
        self.renew.clicked.connect(self.renew_chosen)
        ticker.ticked.connect(self._tick)
        self.hide()

    def display(self, state: PhoneState) -> None:
        """Draw `state`."""
        self._state = state
        if not state.address:
            self.hide()
            return
        self._title.set_text(self.tr("A call waits for your telephone: call this address with it"))
        self._address.set_text(state.address)
        self.copy.set_words(self.tr("Copied") if self._copied == state.address else self.tr("Copy"))
        self.copy.setEnabled(not state.expired)
        self.renew.set_words(self.tr("Getting another") if state.asking else self.tr("Another address"))
        self.renew.setEnabled(not state.asking)
        problem = deed_text(state.problem) if state.problem is not None else ""
        self._problem.set_text(problem)
        self._problem.setVisible(bool(problem))
        self._draw_left()
        self.setAccessibleName(self._title.full_text())
        self.show()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    @guarded(nothing)
    def _tick(self, *_: object) -> None:
        if not self.isHidden():
            self._draw_left()

    def _draw_left(self) -> None:
        state = self._state
        if state.expired or state.expires_at is None:
            self._left.set_text(self.tr("It is good no more. Ask for another one."))
        else:
            left = clock_text(self._ticker.seconds_until(state.expires_at))
            self._left.set_text(self.tr("Good once, for {time} more").format(time=left))
        self.setAccessibleDescription(f"{state.address}\n{self._left.full_text()}")

    @guarded(nothing)
    def _copy(self, *_: object) -> None:
        self._copied = self._state.address
        QGuiApplication.clipboard().setText(self._copied)
        self.display(self._state)

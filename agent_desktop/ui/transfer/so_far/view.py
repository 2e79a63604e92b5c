"""What happened in this call so far, and what is said to the caller when the agent comes back."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from agent_desktop.contract.handovers import HandoverNote, MomentKind
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.transfer.note.presenter import NoteState
from agent_desktop.ui.widgets.drawing import Drawing
from agent_desktop.ui.widgets.drawn_panel import DrawnPanel
from agent_desktop.ui.widgets.formats import time_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.tick_box import TickBox
from agent_desktop.ui.widgets.ticker import Ticker

MOMENT_ICONS: Final = {
    MomentKind.ANSWERED: ("ph.phone-call", Token.TEXT_2),
    MomentKind.SAID: ("ph.chat-teardrop-dots", Token.TEXT_2),
    MomentKind.VERIFIED: ("ph.shield-check", Token.GOOD),
    MomentKind.NOT_VERIFIED: ("ph.shield-warning", Token.CAUTION),
    MomentKind.ACTION: ("ph.check-circle", Token.TEXT_2),
    MomentKind.ACTION_FAILED: ("ph.warning-circle-fill", Token.PROBLEM),
    MomentKind.SCRIPT: ("ph.path", Token.TEXT_2),
    MomentKind.HELD: ("ph.pause", Token.TEXT_2),
    MomentKind.RESUMED: ("ph.play", Token.TEXT_2),
    MomentKind.CONSULTED: ("ph.users", Token.TEXT_2),
    MomentKind.HANDED_OVER: ("ph.arrows-left-right", Token.TEXT_2),
}
_ICON: Final = 15


class SoFarView(QFrame):
    """Draws what a hand-over note says of the call.

    Signals:
        said_toggled: The caller was told who takes over, or not.
    """

    said_toggled = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._theme, self._ticker = theme, ticker
        self._state = NoteState()
        self._title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._moments = DrawnPanel(theme, self._compose_moments)
        self._none = TextLabel(role=Role.SMALL, tone=Token.TEXT_3, wrap=True)
        self._say_title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._say = DrawnPanel(theme, self._compose_say)
        self._said = TickBox(theme, kind=Kind.CAUTION)
        self._said.clicked.connect(self._said_pressed)
        inside = QFrame()
        inside.setProperty("panel", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 11, 14, 12)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._moments)
        column.addWidget(self._none)
        column.addSpacing(4)
        column.addWidget(line("h"))
        column.addSpacing(4)
        column.addWidget(self._say_title)
        column.addWidget(self._say)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._said, 1)
        row.addWidget(KeyCap(theme, "Alt+M"))
        column.addLayout(row)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(line("h"))
        outer.addWidget(scroll)
        self.display(self._state)

    def display(self, state: NoteState) -> None:
        """Draw `state`."""
        self._state = state
        note = self._note()
        self._title.set_text(self.tr("This call so far"))
        self._none.set_text(self.tr("Nothing is noted yet"))
        self._none.setVisible(note is None or not note.so_far)
        self._moments.setVisible(note is not None and bool(note.so_far))
        self._moments.redraw()
        say = words(note.say) if note is not None else ""
        self._say_title.set_text(self.tr("Tell the caller when you come back"))
        self._say.redraw()
        self._said.set_words(self.tr("Said who takes over"))
        self._said.setChecked(state.said)
        for each in (self._say_title, self._say, self._said):
            each.setVisible(bool(say))
        self.setAccessibleName(self._title.full_text())
        self._moments.setAccessibleName("\n".join(self._moments.texts()))
        self._say.setAccessibleName(say)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _note(self) -> HandoverNote | None:
        return self._state.own.note

    def _said_pressed(self) -> None:
        self._said.setChecked(self._state.said)  # as the presenter says, not as the click did
        self.said_toggled.emit()

    def _compose_moments(self, drawing: Drawing, width: int) -> int:
        note = self._note()
        if note is None:
            return 0
        clock = drawing.size(Role.SMALL, "00:00")[0]
        left = clock + 8 + _ICON + 8
        y = 0
        for moment in note.so_far:
            icon, token = MOMENT_ICONS[moment.kind]
            place = QRect(0, y + 3, clock + 2, self._theme.line(Role.BODY))
            drawing.write(place, Role.SMALL, Token.TEXT_2, time_text(self._ticker.local(moment.at)))
            drawing.icon(clock + 8, y + 3 + (self._theme.line(Role.BODY) - _ICON) / 2, icon, token, _ICON)
            y += 6 + drawing.flow(left, y + 3, width - left, Role.BODY, Token.TEXT, words(moment.text))
        return y

    def _compose_say(self, drawing: Drawing, width: int) -> int:
        note = self._note()
        text = words(note.say) if note is not None else ""
        if not text:
            return 0
        height = drawing.flow(12, 2, width - 14, Role.BODY, Token.TEXT, self.tr("“{words}”").format(words=text))
        drawing.rule(QRect(0, 0, 3, height + 4), Token.ACCENT)
        return height + 4

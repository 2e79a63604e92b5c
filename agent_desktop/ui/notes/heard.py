"""What is said in the call, under the note: read by the agent, and taken over with one press. It takes no focus."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from agent_desktop.ui.notes.heard_presenter import HeardState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from telephony.contract import HeardLine, Speaker

SHOWN: Final = 2
"""So many lines are shown, the newest, each cut where it is longer than the column; all that are not in the note yet
are taken over."""


class HeardStrip(QFrame):
    """Draws a `HeardState`; hidden where nothing is written down. The whole of a line is its tooltip.

    Signals:
        take_chosen: These lines, as text, are to stand in the note.
    """

    take_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._state = HeardState()
        self._title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2, elided=True)
        self._lines = tuple(TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True) for _ in range(SHOWN))
        self.take = CommandButton(theme, small=True, icon="ph.arrow-line-up")
        self.take.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head = QHBoxLayout()
        head.setSpacing(7)
        head.addWidget(IconView(theme, "ph.closed-captioning", Token.TEXT_2, 16))
        head.addWidget(self._title, 1)
        head.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(head)
        for each in self._lines:
            column.addWidget(each)
        self.take.clicked.connect(self._take)
        self.hide()

    def display(self, state: HeardState) -> None:
        """Draw `state`."""
        self._state = state
        if not state.on and not state.lines:
            self.hide()
            return
        count = len(state.lines)
        one, more = self.tr("By machine: 1 line"), self.tr("By machine: {count} lines").format(count=count)
        self._title.set_text((one if count == 1 else more) if count else self.tr("What is said is being written down"))
        shown = [self._text(each) for each in state.lines[-SHOWN:]]
        for number, label in enumerate(self._lines):
            label.set_text(shown[number] if number < len(shown) else "")
            label.setVisible(number < len(shown))
        self.take.set_words(self.tr("Into the note"))
        self.take.setVisible(bool(count))
        self.setAccessibleName(self.tr("Written down by a machine"))
        self.setAccessibleDescription("\n".join(shown))
        self.show()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    @guarded(nothing)
    def _take(self, *_: object) -> None:
        if self._state.lines:
            self.take_chosen.emit("\n".join(self._text(each) for each in self._state.lines))

    def _text(self, line: HeardLine) -> str:
        who = self.tr("Customer") if line.speaker is Speaker.CUSTOMER else self.tr("Agent")
        return self.tr("{who}: {text}").format(who=who, text=line.text)

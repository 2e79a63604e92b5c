"""The news above the body: at most two lines, the most urgent first."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame

from agent_desktop.ui.messages import Message, News
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.message_bar import MessageBar

_MOST: Final = 2


class MessageStack(QFrame):
    """Draws messages; those with a lasting cause cannot be put away.

    Signals:
        closed: The person put away this `News`.
    """

    closed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "canvas")
        self._shown: list[News] = []
        self._bars = [MessageBar(theme) for _ in range(_MOST)]
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(12, 8, 12, 0)
        self._row.setSpacing(6)
        for bar in self._bars:
            self._row.addWidget(bar)
            bar.closed.connect(self._closed)
            bar.hide()
        self.hide()

    def show_messages(self, messages: tuple[Message, ...]) -> None:
        """Show the first of `messages`."""
        self._shown = [message.news for message in messages[:_MOST]]
        for number, bar in enumerate(self._bars):
            bar.setVisible(number < len(messages))
            if number < len(messages):
                message = messages[number]
                bar.show_message(
                    message.kind,
                    message.text,
                    title=message.title,
                    aside=message.aside,
                    icon=message.icon,
                    closable=not message.lasting,
                )
        self._arrange()
        self.setVisible(bool(messages))

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the messages beside each other where every word has room: the body below needs the height more."""
        widths = [bar.sizeHint().width() for bar in self._bars if not bar.isHidden()]
        fits = len(widths) * (max(widths, default=0) + self._row.spacing()) <= self._row.geometry().width()
        wanted = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if wanted is not self._row.direction():
            self._row.setDirection(wanted)

    def _closed(self) -> None:
        at = next((number for number, bar in enumerate(self._bars) if bar is self.sender()), None)
        if at is not None and at < len(self._shown):
            self.closed.emit(self._shown[at])

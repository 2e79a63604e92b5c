"""The layout of a text with room below one line, for what is said about it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from agent_desktop.ui.widgets.guard import guarded


class RoomLayout(QPlainTextDocumentLayout):
    """Lines stand one below the other; `open_room` keeps some pixels free under one of them."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._line = 0
        self._room = 0

    @property
    def room(self) -> tuple[int, int]:
        """The line (from 1) that has room below it, and how much; 0 for none."""
        return self._line, self._room

    def open_room(self, line: int, room: int) -> None:
        """Keep `room` pixels under `line`, and under no other; 0 for none."""
        if (line, room) == self.room:
            return
        self._line, self._room = line, room
        self.requestUpdate()
        self.documentSizeChanged.emit(self.documentSize())

    @guarded(QRectF)
    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        rect = super().blockBoundingRect(block)
        if self._room and block.blockNumber() == self._line - 1:
            rect.setHeight(rect.height() + self._room)
        return rect

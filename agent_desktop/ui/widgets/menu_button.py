"""Quiet words with a caret that open a menu."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import WordButton
from agent_desktop.ui.widgets.guard import guarded, nothing


class MenuButton(WordButton):
    """Quiet words with a caret that open a menu."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_alone(self, alone: bool, text: str, name: str) -> None:
        """Show `text`, or its caret `alone`; then `name` tells what it does."""
        self.set_words("" if alone else text)
        self.setAccessibleName(name if alone else text)
        self.setToolTip(name if alone else "")

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(self.theme.width(Role.SMALL, self.text()) + 28, self.theme.px(24))

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        token = Token.TEXT if self.is_hovered() else Token.TEXT_2
        if not self.isEnabled():
            token = Token.TEXT_3
        self._write(painter, Role.SMALL, token, QRectF(4, 0, self.width() - 22, self.height()))
        picture = self.theme.pixmap("ph.caret-down", token, 14, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(self.width() - 18, (self.height() - 14) / 2), picture)
        painter.end()

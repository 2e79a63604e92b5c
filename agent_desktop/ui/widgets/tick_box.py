"""A tick box that paints its own tick: the style sheet would need a picture file for it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, text_token
from agent_desktop.ui.widgets.buttons import WordButton
from agent_desktop.ui.widgets.guard import guarded, nothing


class TickBox(WordButton):
    """A 14 px box in a 24 px target, with one line of words. `kind` colours the box before it is ticked, `fill` once
    it is."""

    def __init__(self, theme: Theme, text: str = "", kind: Kind = Kind.PLAIN, *, fill: Token = Token.GOOD_FILL) -> None:
        super().__init__(theme)
        self._kind, self._fill = kind, fill
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_words(text)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        words = self.theme.width(Role.BODY, self.text()) + 10 if self.text() else 0
        return QSize(18 + words + 6, self.theme.px(24))

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - 14) / 2
        box = QRectF(2.5, top + 0.5, 13, 13)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(self._fill))
            painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), 2, 2)
            picture = theme.pixmap("ph.check-bold", Token.ON_FILL, 12, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(3, top + 1), picture)
        else:
            edge = Token.BORDER_STRONG if self._kind is Kind.PLAIN else text_token(self._kind)
            painter.setPen(QPen(theme.colour(edge), 1.4))
            painter.setBrush(theme.colour(Token.SURFACE))
            painter.drawRoundedRect(box, 2, 2)
        if self.text():
            ink = Token.TEXT if self.isEnabled() else Token.TEXT_3
            self._write(painter, Role.BODY, ink, QRectF(26, 0, self.width() - 26, self.height()))
        painter.end()

"""Chips: a short word with a meaning, with or without an icon; counts; the tier of a customer; an agent's state."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, border_token, soft_token, text_token
from agent_desktop.ui.widgets.guard import guarded, nothing

CHIP_ICON: Final = 14


def chip_size(theme: Theme, text: str, icon: str, role: Role = Role.SMALL_STRONG) -> QSize:
    """Return the size that a chip of `text` takes, in pixels."""
    width = theme.width(role, text) + 14
    if icon:
        width += CHIP_ICON + (4 if text else 0)
    return QSize(width, theme.px(20))


def paint_chip(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    text: str,
    kind: Kind,
    icon: str = "",
    *,
    role: Role = Role.SMALL_STRONG,
    ratio: float = 1.0,
) -> None:
    """Paint a chip into `rect`; delegates use it too, so that a chip in a table is the same chip."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(border_token(kind)), 1))
    painter.setBrush(theme.colour(soft_token(kind)))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    ink = text_token(kind)
    x = rect.x() + 7
    if icon:
        picture = theme.pixmap(icon, ink, CHIP_ICON, ratio)
        painter.drawPixmap(QPointF(x - 1, rect.y() + (rect.height() - CHIP_ICON) / 2), picture)
        x += CHIP_ICON + 3
    painter.setPen(theme.colour(ink))
    painter.setFont(theme.font(role))
    room = QRectF(x, rect.y(), rect.right() - x - 5, rect.height())
    shown = theme.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()) + 2)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


class Chip(QWidget):
    """A word with a meaning: `Late`, `Platinum`, `17 years`."""

    def __init__(self, theme: Theme, text: str = "", kind: Kind = Kind.PLAIN, icon: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._text, self._kind, self._icon = text, kind, icon
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def show_chip(self, text: str, kind: Kind = Kind.PLAIN, icon: str = "") -> None:
        """Show another word, meaning or icon."""
        if (text, kind, icon) == (self._text, self._kind, self._icon):
            return
        self._text, self._kind, self._icon = text, kind, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._text

    def kind(self) -> Kind:
        return self._kind

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return chip_size(self._theme, self._text, self._icon)

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(min(48, self.sizeHint().width()), self.sizeHint().height())

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(
            painter,
            self._theme,
            QRectF(self.rect()),
            self._text,
            self._kind,
            self._icon,
            ratio=self.devicePixelRatioF(),
        )
        painter.end()


class CountChip(QWidget):
    """A count in a pill: grey for how many, in a meaning's colours for how many need a look."""

    def __init__(self, theme: Theme, text: str = "", kind: Kind = Kind.PLAIN) -> None:
        super().__init__()
        self._theme = theme
        self._text, self._kind = text, kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def show_count(self, text: str, kind: Kind = Kind.PLAIN) -> None:
        if (text, kind) != (self._text, self._kind):
            self._text, self._kind = text, kind
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def text(self) -> str:
        return self._text

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        height = self._theme.px(18)
        return QSize(max(height, self._theme.width(Role.SMALL_STRONG, self._text) + 12), height)

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_count(painter, self._theme, QRectF(self.rect()), self._text, self._kind)
        painter.end()


def paint_count(painter: QPainter, theme: Theme, rect: QRectF, text: str, kind: Kind) -> None:
    """Paint a count pill into `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(Token.SUNKEN if kind is Kind.PLAIN else soft_token(kind)))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setPen(theme.colour(text_token(kind)))
    painter.setFont(theme.font(Role.SMALL_STRONG))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

"""The bell of the top bar: how much there is that warns, of what, and the way there."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import WordButton
from agent_desktop.ui.widgets.guard import guarded, nothing

_MOST = 99


class BellPart(StrEnum):
    """What may warn, in the order in which the menu has it."""

    COMPLAINTS = "complaints"
    CALLBACKS = "callbacks"
    UNKEPT = "unkept"
    MESSAGES = "messages"


_ICONS = {
    BellPart.COMPLAINTS: "ph.megaphone",
    BellPart.CALLBACKS: "ph.phone-outgoing",
    BellPart.UNKEPT: "ph.phone-slash",
    BellPart.MESSAGES: "ph.chat-text",
}


class Bell(WordButton):
    """One button with a number on it; pressed, it lists what the number is made of. Nothing of it takes the focus."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._counts: dict[BellPart, int] = {}
        self._ways: dict[BellPart, Callable[[], object]] = {}
        self._menu = QMenu(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._pressed)
        self.retranslate()

    @property
    def count(self) -> int:
        """How much there is in all."""
        return sum(self._counts.values())

    def show_part(self, part: BellPart, count: int, way: Callable[[], object]) -> None:
        """Say how much of a part warns, and how one gets there."""
        self._ways[part] = way
        if count != self._counts.get(part, 0):
            self._counts[part] = count
            self.retranslate()

    def lines(self) -> tuple[tuple[BellPart, str], ...]:
        """Return what the menu says: each part of which there is something."""
        return tuple((part, self._line(part)) for part in BellPart if self._counts.get(part, 0))

    def retranslate(self) -> None:
        """Say it in the language of now."""
        said = self.tr(", ").join(text for _, text in self.lines()) or self.tr("Nothing warns")
        self.set_words(str(min(self.count, _MOST)) if self.count else "")
        self.setAccessibleName(said)  # after the words, which name the button too
        self.setToolTip(said)
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(34), self.theme.px(28))

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.is_hovered() or self.is_pressed() or self.hasFocus():
            painter.setBrush(theme.colour(Token.SURFACE_ALT))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        picture = theme.pixmap("ph.bell", Token.TEXT_2, 18, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(6, (self.height() - 18) / 2), picture)
        if self.text():
            width = max(15.0, theme.width(Role.SMALL_STRONG, self.text()) + 7.0)
            pill = QRectF(self.width() - width - 1, 1, width, 15)
            painter.setBrush(theme.colour(Token.PROBLEM))
            painter.drawRoundedRect(pill, 7.5, 7.5)
            painter.setPen(theme.colour(Token.SURFACE))
            painter.setFont(theme.font(Role.SMALL_STRONG))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()

    def _pressed(self) -> None:
        self._menu.clear()
        for part, text in self.lines():
            entry = self._menu.addAction(self.theme.icon(_ICONS[part]), text)
            entry.triggered.connect(self._ways[part])
        if self._menu.isEmpty():
            self._menu.addAction(self.tr("Nothing warns")).setEnabled(False)
        width = self._menu.sizeHint().width()
        self._menu.popup(self.mapToGlobal(QPoint(self.width() - width, self.height())))

    def _line(self, part: BellPart) -> str:
        text = {
            BellPart.COMPLAINTS: self.tr("Complaints: {count} warn"),
            BellPart.CALLBACKS: self.tr("Callbacks: {count} late"),
            BellPart.UNKEPT: self.tr("Callbacks: {count} for you to decide"),
            BellPart.MESSAGES: self.tr("Messages: {count} not read"),
        }[part]
        return text.format(count=self._counts.get(part, 0))

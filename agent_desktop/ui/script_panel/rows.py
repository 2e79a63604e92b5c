"""The rows that are ticked: statements that must be said, and the options of which any may be chosen."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.flowing_row import FLOW, FlowingRow
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import cap_size, paint_cap


class MustSayRow(FlowingRow, QCheckBox):
    """One statement the agent must have said. Ticked, it shows when in the call; unticked, the next one has the key."""

    _edge = Token.CAUTION
    _cap = Token.CAUTION_BORDER

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self._keys = ""
        self._said = ""
        self._begin(theme, text)

    def set_words(self, text: str) -> None:
        """Show other words, in another language."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()

    def show_said(self, said: bool, note: str, keys: str) -> None:
        """Draw it said or not, with `note` (``said 00:21``) or `keys` (``Alt+M``) at its right."""
        if (said, note, keys) == (self.isChecked(), self._said, self._keys):
            return
        self.setChecked(said)
        self._said, self._keys = note, keys
        self.setAccessibleDescription(note or keys)
        self.updateGeometry()
        self.update()

    def _least_height(self) -> int:
        return self._theme.px(24)

    def _height_for(self, width: int) -> int:
        return int(self._words(width).height()) + 6

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._theme.line(Role.BODY)
        box = QRectF(1.5, 3 + (line - 13) / 2, 13, 13)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(Token.GOOD_FILL))
            painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), 3, 3)
            tick = self._theme.pixmap("ph.check-bold", Token.ON_FILL, 10, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(box.x() + 1.5, box.y() + 1.5), tick)
        else:
            painter.setPen(QPen(colour(self._edge), 2 if self.hasFocus() or self.underMouse() else 1.5))
            painter.setBrush(colour(Token.SURFACE))
            painter.drawRoundedRect(box, 2, 2)
        if self.hasFocus():
            painter.setPen(QPen(colour(Token.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        words = self._words(self.width())
        painter.setFont(self._theme.font(Role.BODY))
        painter.setPen(colour(self._ink()))
        painter.drawText(words.translated(25, 3), FLOW, self.text())
        if self._keys:
            cap = cap_size(self._theme, self._keys)
            place = QRectF(self.width() - cap.width(), 3 + (line - cap.height()) / 2, cap.width(), cap.height())
            ground = colour(self._cap)
            paint_cap(painter, self._theme, place, self._keys, ground=ground, ink=colour(Token.TEXT))
        elif self._said:
            painter.setFont(self._theme.font(Role.SMALL))
            painter.setPen(colour(Token.TEXT_2))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, 3, self.width(), line), int(right), self._said)
        painter.end()

    def _ink(self) -> Token:
        return Token.TEXT_2 if self.isChecked() else Token.TEXT

    def _words(self, width: int) -> QRectF:
        aside = cap_size(self._theme, self._keys).width() if self._keys else 0
        if self._said:
            aside = self._theme.width(Role.SMALL, self._said)
        return self._flow(width - 25 - (aside + 10 if aside else 0), Role.BODY)


class OptionRow(MustSayRow):
    """One option of several of which any may be ticked."""

    _edge = Token.BORDER_STRONG
    _cap = Token.SUNKEN

    def _ink(self) -> Token:
        return Token.TEXT if self.isEnabled() else Token.TEXT_3

"""An answer as a big row with its key: the script's answers, the outcomes of wrap-up."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.flowing_row import FLOW, FlowingRow
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import cap_size, paint_cap

_PAD = 12
_DOT = 14
_WORDS_X = 35
_STEP = 20
"""How much further right each level of a tree stands."""


class AnswerRow(FlowingRow, QRadioButton):
    """One answer of several, with its key."""

    def __init__(self, theme: Theme, text: str, keys: str) -> None:
        super().__init__(text)
        self._keys = keys
        self._left = 0
        self._air = 14  # over and under the words together
        self.setAutoExclusive(False)
        self.setAccessibleDescription(keys)
        self._begin(theme, text)

    def set_level(self, level: int) -> None:
        """Stand `level` steps to the right: an entry of a group."""
        if level * _STEP != self._left:
            self._left = level * _STEP
            self.updateGeometry()

    def set_low(self, low: bool) -> None:
        """Take less height, in a low column."""
        air = 10 if low else 14
        if air != self._air:
            self._air = air
            self.updateGeometry()

    def set_keys(self, keys: str) -> None:
        """Show another key; empty shows none."""
        if keys != self._keys:
            self._keys = keys
            self.setAccessibleDescription(keys)
            self.update()

    def _least_height(self) -> int:
        return self._theme.px(18 + self._air)

    def _height_for(self, width: int) -> int:
        return int(self._words(width).height()) + self._theme.px(self._air)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            rows = _beside(self)
            rows[(rows.index(self) + step) % len(rows)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isChecked() or self.hasFocus()
        hovered = self.underMouse() and self.isEnabled()
        ground = Token.SELECTION if self.isChecked() else Token.HOVER_ROW if hovered else Token.SURFACE
        border = Token.ACCENT if strong else Token.BORDER_STRONG
        if not self.isEnabled():
            ground, border = (Token.SELECTION if self.isChecked() else Token.SUNKEN), Token.BORDER
        inset = 1.0 if strong else 0.5
        painter.setPen(QPen(colour(border), 2 * inset))
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(self._left + inset, inset, -inset, -inset), 6, 6)
        middle = self.height() / 2
        dot = QRectF(self._left + _PAD, middle - _DOT / 2, _DOT, _DOT)
        if self.isChecked():
            picture = self._theme.pixmap("ph.check-circle-fill", Token.ACCENT, 16, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(self._left + _PAD - 1, middle - 8), picture)
        else:
            painter.setPen(QPen(colour(Token.BORDER_STRONG), 1.25))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(dot.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(colour(Token.TEXT if self.isEnabled() else Token.TEXT_2))
        painter.setFont(self._theme.font(Role.BODY_BOLD if self.isChecked() else Role.BODY_STRONG))
        words = self._words(self.width())
        painter.drawText(words.translated(self._left + _WORDS_X, middle - words.height() / 2), FLOW, self.text())
        if not self._keys:
            painter.end()
            return
        cap = cap_size(self._theme, self._keys)
        place = QRectF(self.width() - _PAD - cap.width(), middle - cap.height() / 2, cap.width(), cap.height())
        ground_of_cap = colour(Token.SUNKEN if not self.isChecked() else Token.INFO_BORDER)
        paint_cap(painter, self._theme, place, self._keys, ground=ground_of_cap, ink=colour(Token.TEXT))
        painter.end()

    def _words(self, width: int) -> QRectF:
        return self._flow(
            width - self._left - _WORDS_X - cap_size(self._theme, self._keys).width() - _PAD - 8, Role.BODY_BOLD
        )


class GroupRow(AnswerRow):
    """A group of answers: pressed, it opens or closes. It stands among them for the arrow keys and the numbers."""

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = self.underMouse() and self.isEnabled()
        inset = 1.0 if self.hasFocus() else 0.5
        painter.setPen(QPen(colour(Token.ACCENT if self.hasFocus() else Token.BORDER), 2 * inset))
        painter.setBrush(colour(Token.HOVER_ROW if hovered else Token.SURFACE_ALT))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(self._left + inset, inset, -inset, -inset), 6, 6)
        middle = self.height() / 2
        icon = "ph.caret-down" if self.isChecked() else "ph.caret-right"
        picture = self._theme.pixmap(icon, Token.TEXT_2, 14, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(self._left + _PAD, middle - 7), picture)
        painter.setPen(colour(Token.TEXT))
        painter.setFont(self._theme.font(Role.BODY_BOLD))
        words = self._words(self.width())
        painter.drawText(words.translated(self._left + _WORDS_X, middle - words.height() / 2), FLOW, self.text())
        if self._keys:
            cap = cap_size(self._theme, self._keys)
            place = QRectF(self.width() - _PAD - cap.width(), middle - cap.height() / 2, cap.width(), cap.height())
            paint_cap(painter, self._theme, place, self._keys, ground=colour(Token.SUNKEN), ink=colour(Token.TEXT))
        painter.end()


def _beside(row: AnswerRow) -> list[AnswerRow]:
    """Return the rows of the same question that take the focus, from top to bottom."""
    parent = row.parentWidget()
    if parent is None:
        return [row]
    rows = parent.findChildren(AnswerRow, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [each for each in rows if each is row or (each.isEnabled() and each.isVisible())]

"""How a cell of a live table is painted."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from agent_desktop.ui.board.cells import Cell, CellButton, Level
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.chips import chip_size, paint_chip

PAD: Final = 10
_END: Final = 2
_ICON: Final = 16
_BAR: Final = 88
_BAR_HEIGHT: Final = 8
_BUTTON: Final = 24
_BUTTON_GAP: Final = 6
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class CellPainter:
    """Paints ground and content of cells."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def ground(
        self, painter: QPainter, rect: QRectF, *, selected: bool, focused: bool, hovered: bool, first: bool
    ) -> None:
        """Paint the row's ground and hairline, and the bar at its head while it is selected with the focus."""
        colour = self._theme.colour
        token = Token.SURFACE
        if selected:
            token = Token.SELECTION if focused else Token.SUNKEN
        elif hovered:
            token = Token.HOVER_ROW
        painter.fillRect(rect, colour(token))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), colour(Token.BORDER))
        if selected and focused and first:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), colour(Token.ACCENT))

    def content(
        self, painter: QPainter, rect: QRectF, cell: Cell, now: datetime, *, ratio: float, lit: str = ""
    ) -> None:
        """Paint what stands in the cell; `lit` is the button under the pointer."""
        theme = self._theme
        left, right = rect.left() + PAD, rect.right() - (PAD if cell.at_right else _END)
        middle = rect.center().y()
        tone = cell.timer.tone(now, cell.tone) if cell.timer is not None else cell.tone
        text = cell.first(now)
        if cell.buttons:
            self._buttons(painter, rect, cell.buttons, ratio, lit)
            return
        if cell.chip is not None and text:
            size = chip_size(theme, text, cell.icon)
            box = QRectF(left, middle - size.height() / 2, min(size.width(), right - left), size.height())
            paint_chip(painter, theme, box, text, cell.chip, cell.icon, ratio=ratio)
            return
        if cell.level is not None:
            left += self._level(painter, left, middle, cell.level)
        if cell.below:
            middle = self._below(painter, rect, left + (_ICON + 8 if cell.icon else 0), right, cell.below)
        if cell.icon:
            token = cell.icon_tone or tone
            painter.drawPixmap(QPointF(left, middle - 8.5), theme.pixmap(cell.icon, token, _ICON, ratio))
            left += _ICON + (8 if cell.below else 5)
        high = theme.line(cell.role) if cell.below else rect.height() - 1
        top = middle - high / 2 if cell.below else rect.top()
        self._words(painter, QRectF(left, top, right - left, high), cell, text, tone)

    def width(self, cell: Cell, now: datetime) -> int:
        """Return the pixels that the cell takes uncut."""
        text = cell.first(now)
        width = PAD + _END + self._theme.width(cell.role, text) + (_ICON + 5 if cell.icon else 0)
        if cell.second:
            width += 8 + self._theme.width(Role.SMALL, cell.second)
        return width + (self._theme.px(_BAR) + 10 if cell.level is not None else 0)

    def button_at(self, rect: QRectF, cell: Cell, at: QPoint) -> CellButton | None:
        """Return the painted button at `at`."""
        for button, box in zip(cell.buttons, self._boxes(rect, len(cell.buttons)), strict=True):
            if box.contains(QPointF(at)):
                return button
        return None

    def _words(self, painter: QPainter, place: QRectF, cell: Cell, text: str, tone: Token) -> None:
        theme = self._theme
        metrics = theme.metrics(cell.role)
        if cell.at_right and cell.second:
            width = theme.px(cell.second_width)
            painter.setFont(theme.font(Role.SMALL))
            painter.setPen(theme.colour(Token.TEXT_3))
            painter.drawText(QRectF(place.right() - width, place.top(), width, place.height()), _RIGHT, cell.second)
            place = place.adjusted(0, 0, -width, 0)
        painter.setFont(theme.font(cell.role))
        painter.setPen(theme.colour(tone))
        if theme.width(cell.role, text) > place.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()) + 1)
        painter.drawText(place, _RIGHT if cell.at_right else _LEFT, text)
        if cell.second and not cell.at_right:
            rest = place.adjusted(theme.width(cell.role, text) + 8, 0, 0, 0)
            if rest.width() >= 40:
                painter.setFont(theme.font(Role.SMALL))
                painter.setPen(theme.colour(Token.TEXT_2))
                small = theme.metrics(Role.SMALL)
                shown = small.elidedText(cell.second, Qt.TextElideMode.ElideRight, int(rest.width()) + 1)
                painter.drawText(rest, _LEFT, shown)

    def _below(self, painter: QPainter, rect: QRectF, left: float, right: float, text: str) -> float:
        """Paint the second line; return the middle of the first one's height."""
        theme = self._theme
        first, second = theme.line(Role.BODY), theme.line(Role.SMALL)
        top = rect.center().y() - (first + second) / 2 - 0.5
        painter.setFont(theme.font(Role.SMALL))
        painter.setPen(theme.colour(Token.TEXT_2))
        shown = theme.metrics(Role.SMALL).elidedText(text, Qt.TextElideMode.ElideRight, int(right - left))
        painter.drawText(QRectF(left, top + first, right - left, second), _LEFT, shown)
        return top + first / 2

    def _level(self, painter: QPainter, left: float, middle: float, level: Level) -> float:
        """Paint the bar; return how much room it takes. The mark at the target is higher than the bar."""
        theme = self._theme
        width, height = theme.px(_BAR), _BAR_HEIGHT
        track = QRectF(left, middle - height / 2 - 0.5, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(Token.SUNKEN))
        painter.drawRoundedRect(track, 2, 2)
        painter.setBrush(theme.colour(level.tone))
        full = width * min(1.0, max(0.0, level.share))
        if full > 0:
            painter.drawRoundedRect(QRectF(track.left(), track.top(), max(3.0, full), height), 2, 2)
        if level.target is not None:
            x = round(track.left() + width * level.target)
            mark = QRectF(x - 1, track.top() - 3, 2, height + 6)
            painter.fillRect(mark.adjusted(-1, 0, 1, 0), theme.colour(Token.SURFACE))
            painter.fillRect(mark, theme.colour(Token.TEXT))
        return width + 10

    def _boxes(self, rect: QRectF, count: int) -> list[QRectF]:
        side = self._theme.px(_BUTTON)
        first = rect.right() - 8 - count * side - (count - 1) * _BUTTON_GAP
        top = rect.center().y() - side / 2 - 0.5
        return [QRectF(first + number * (side + _BUTTON_GAP), top, side, side) for number in range(count)]

    def _buttons(
        self, painter: QPainter, rect: QRectF, buttons: tuple[CellButton, ...], ratio: float, lit: str
    ) -> None:
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for button, box in zip(buttons, self._boxes(rect, len(buttons)), strict=True):
            on = button.name == lit
            painter.setPen(QPen(theme.colour(Token.BORDER_STRONG if on else Token.BORDER), 1))
            painter.setBrush(theme.colour(Token.SURFACE_ALT if on else Token.SURFACE))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            picture = theme.pixmap(button.icon, Token.TEXT if on else Token.TEXT_2, 15, ratio)
            painter.drawPixmap(QPointF(box.center().x() - 7.5, box.center().y() - 7.5), picture)

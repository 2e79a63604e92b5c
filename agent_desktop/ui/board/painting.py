"""How a cell of a live table is painted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

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
_MOST_CUT: Final = 2000


@dataclass(frozen=True, slots=True)
class RowLook:
    """How a row stands: `lit` is the name of the button under the pointer."""

    selected: bool = False
    focused: bool = False
    hovered: bool = False
    lit: str = ""


class CellPainter:
    """Paints rows of cells. What is alike in many cells is drawn once: cut words, buttons with their frames."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._cut: dict[tuple[Role, str, int], str] = {}
        self._pictures: dict[tuple[str, bool, float], QPixmap] = {}
        self._role: Role | None = None

    def forget(self) -> None:
        """Draw everything anew: colours or text size are others now."""
        self._cut.clear()
        self._pictures.clear()

    def begin(self) -> None:
        """Say that what is painted next is painted with a new painter, of which no font is known."""
        self._role = None

    def ground(self, painter: QPainter, rect: QRect, look: RowLook) -> None:
        """Paint the row's ground and hairline, and the bar at its head while it is selected with the focus."""
        colour = self._theme.colour
        token = Token.SURFACE
        if look.selected:
            token = Token.SELECTION if look.focused else Token.SUNKEN
        elif look.hovered:
            token = Token.HOVER_ROW
        left, top, width, high = rect.left(), rect.top(), rect.width(), rect.height()
        painter.fillRect(left, top, width, high, colour(token))
        painter.fillRect(left, top + high - 1, width, 1, colour(Token.BORDER))
        if look.selected and look.focused:
            painter.fillRect(left, top, 3, high, colour(Token.ACCENT))

    def content(self, painter: QPainter, rect: QRectF, cell: Cell, now: datetime, ratio: float, look: RowLook) -> None:
        """Paint what stands in the cell at `now`, for a screen of device pixel `ratio`."""
        if cell.buttons:
            for button, box in zip(cell.buttons, self._boxes(rect, len(cell.buttons)), strict=True):
                painter.drawPixmap(box.topLeft(), self._picture(button.icon, button.name == look.lit, ratio))
            return
        theme = self._theme
        left, right = rect.left() + PAD, rect.right() - (PAD if cell.at_right else _END)
        middle = rect.center().y()
        tone = cell.timer.tone(now, cell.tone) if cell.timer is not None else cell.tone
        text = cell.first(now)
        if cell.chip is not None and text:
            size = chip_size(theme, text, cell.icon)
            box = QRectF(left, middle - size.height() / 2, min(size.width(), right - left), size.height())
            paint_chip(painter, theme, box, text, cell.chip, cell.icon, ratio=ratio)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            self._role = None
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
        if cell.at_right and cell.second:
            width = self._theme.px(cell.second_width)
            behind = QRectF(place.right() - width, place.top(), width, place.height())
            self._say(painter, behind, Role.SMALL, Token.TEXT_3, cell.second, at_right=True)
            place = place.adjusted(0, 0, -width, 0)
        taken = self._say(painter, place, cell.role, tone, text, at_right=cell.at_right)
        if cell.second and not cell.at_right:
            rest = place.adjusted(taken + 8, 0, 0, 0)
            if rest.width() >= 40:
                self._say(painter, rest, Role.SMALL, Token.TEXT_2, cell.second)

    def _say(
        self, painter: QPainter, place: QRectF, role: Role, tone: Token, text: str, *, at_right: bool = False
    ) -> int:
        """Write one line in the middle of `place`, cut where it has no room. Returns how wide it is."""
        if not text:
            return 0
        theme = self._theme
        width, room = theme.width(role, text), place.width()
        if width > room:
            text = self._shortened(role, text, int(room) + 1)
            width = theme.width(role, text)
        if role is not self._role:
            painter.setFont(theme.font(role))
            self._role = role
        painter.setPen(theme.colour(tone))
        metrics = theme.metrics(role)
        x = place.right() - width if at_right else place.left()
        # At a point and not in a box: Qt lays a box out anew as a text of many lines, which takes three times as long.
        y = place.top() + (place.height() - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(x, y), text)
        return width

    def _shortened(self, role: Role, text: str, room: int) -> str:
        known = self._cut.get((role, text, room))
        if known is None:
            if len(self._cut) >= _MOST_CUT:
                self._cut.clear()
            known = self._theme.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, room)
            self._cut[role, text, room] = known
        return known

    def _below(self, painter: QPainter, rect: QRectF, left: float, right: float, text: str) -> float:
        """Paint the second line; return the middle of the first one's height."""
        theme = self._theme
        first, second = theme.line(Role.BODY), theme.line(Role.SMALL)
        top = rect.center().y() - (first + second) / 2 - 0.5
        self._say(painter, QRectF(left, top + first, right - left, second), Role.SMALL, Token.TEXT_2, text)
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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        return width + 10

    def _boxes(self, rect: QRectF, count: int) -> list[QRectF]:
        side = self._theme.px(_BUTTON)
        first = rect.right() - 8 - count * side - (count - 1) * _BUTTON_GAP
        top = rect.top() + (rect.height() - 1 - side) // 2
        return [QRectF(first + number * (side + _BUTTON_GAP), top, side, side) for number in range(count)]

    def _picture(self, icon: str, on: bool, ratio: float) -> QPixmap:
        """Return a button as a picture: its frame and its icon. They are the same in every row."""
        known = self._pictures.get((icon, on, ratio))
        if known is not None:
            return known
        theme = self._theme
        side = theme.px(_BUTTON)
        picture = QPixmap(round(side * ratio), round(side * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(Token.BORDER_STRONG if on else Token.BORDER), 1))
        painter.setBrush(theme.colour(Token.SURFACE_ALT if on else Token.SURFACE))
        painter.drawRoundedRect(QRectF(0.5, 0.5, side - 1, side - 1), 5, 5)
        drawn = theme.pixmap(icon, Token.TEXT if on else Token.TEXT_2, _ICON, ratio)
        painter.drawPixmap((side - _ICON) // 2, (side - _ICON) // 2, drawn)
        painter.end()
        self._pictures[icon, on, ratio] = picture
        return picture

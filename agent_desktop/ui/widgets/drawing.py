"""Words, icons and chips of a panel as one drawing: worked out once, painted as often as Qt asks.

A label is a widget of its own: styled, laid out, shown and painted by itself. That is right for a form, and too slow
for what changes with each call: the card of an offer had thirty of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPen,
    QStaticText,
    QTextLayout,
    QTextOption,
)

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, border_token, soft_token, text_token
from agent_desktop.ui.widgets.chips import CHIP_ICON, chip_size

_NEW_LINE: Final = "\u2028"
"""What breaks a line in Qt's static text, which takes no notice of a line feed."""
_MOST_TEXTS: Final = 300
_MOST_WIDTHS: Final = 4
_HINT_WIDTH: Final = 300
"""Before it has a width of its own a panel is as high as its words are in this many pixels."""
_Paint = Callable[[QPainter], None]
_Words = tuple[float, float, QStaticText, Role, Token, bool]


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text that is ready to be painted; in pixels.

    `width` and `height` are what it takes, up to whole pixels, `natural` is its width to a part of one. `drop` is how
    much deeper than its own top Qt paints the words of a label, which it centres by their height to a part of a pixel.
    """

    text: QStaticText
    width: int
    height: int
    natural: float
    drop: float


class TextShaper:
    """Turns words into glyphs, once for as long as they are used again and again."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._known: dict[tuple[Role, str, int], Shaped] = {}
        self._drops: dict[tuple[Role, int], float] = {}

    def shaped(self, role: Role, text: str, width: int = -1) -> Shaped:
        """Return `text` in the font of `role`, in one line, or flowing in `width` pixels."""
        key = (role, text, width)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST_TEXTS:
                self._known.clear()
            known = self._known[key] = self._shape(role, text, width)
        return known

    def forget(self) -> None:
        """The fonts are others now."""
        self._known.clear()
        self._drops.clear()

    def _shape(self, role: Role, text: str, width: int) -> Shaped:
        made = QStaticText(text.replace("\n", _NEW_LINE))
        made.setTextFormat(Qt.TextFormat.PlainText)
        if width >= 0:
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WordWrap)
            made.setTextOption(option)
            made.setTextWidth(width)
        font = self._theme.font(role)
        made.prepare(font=font)
        size = made.size()
        height = ceil(size.height())
        drop = self._drops.get((role, height))
        if drop is None:
            drop = self._drops[role, height] = _drop(font, text)
        return Shaped(made, ceil(size.width()), height, size.width(), drop)


def _drop(font: QFont, text: str) -> float:
    layout = QTextLayout(text.partition("\n")[0], font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return (line.height() - line.ascent() - line.descent()) / 2 if line.isValid() else 0.0


class Drawing:
    """Marks at their places, in pixels of the panel; painted in the order in which they came.

    Texts say how much room they took, so that what composes a panel goes on from there.
    """

    def __init__(self, theme: Theme, shaper: TextShaper) -> None:
        self.theme = theme
        self._shaper = shaper
        self._marks: list[tuple[int, int, _Paint | _Words]] = []
        self.rules: list[tuple[QRect, QColor]] = []
        """The hairlines, for who paints them by themselves."""
        self.texts: list[str] = []
        """All words, whole, in the order in which they are read."""
        self.cut: list[tuple[QRect, str]] = []
        """Where words had no room, and the whole of them."""
        self._flows: list[tuple[int, Role, str, int]] = []

    def size(self, role: Role, text: str) -> tuple[int, int]:
        """Return the width and height in pixels that `text` takes in one line, at least the line of its role."""
        made = self._shaper.shaped(role, text)
        return made.width, max(made.height, self.theme.line(role))

    def write(self, place: QRect, role: Role, token: Token, text: str, *, smooth: bool = False) -> None:
        """Put one line into the middle of the height of `place`, cut with … at its width.

        `smooth` words belong to a box with smooth edges: their baseline need not be on a whole pixel.
        """
        self.texts.append(text)
        made = self._shaper.shaped(role, text)
        if made.natural > place.width():
            self.cut.append((place, text))
            shown = self.theme.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            made = self._shaper.shaped(role, shown)
        self._put(place.x(), place.y(), place.height(), made, role, token, smooth=smooth)

    def flow(self, x: int, y: int, width: int, role: Role, token: Token, text: str) -> int:
        """Let `text` flow in `width` pixels; return its height."""
        self.texts.append(text)
        made = self._flowing(width, role, text)
        height = max(made.height, self.theme.line(role))
        self._flows.append((width, role, text, height))
        self._put(x, y, height, made, role, token)
        return height

    def flow_height(self, width: int, role: Role, text: str) -> int:
        """Return the height in pixels that `flow` would take."""
        return max(self._flowing(width, role, text).height, self.theme.line(role))

    def is_as_high(self, wider: int) -> bool:
        """Whether each text that flows would take the same height with so many pixels more, or fewer, of width."""
        return all(self.flow_height(width + wider, role, text) == height for width, role, text, height in self._flows)

    def icon(self, x: float, y: float, name: str, token: Token, size: int) -> None:
        """Put an icon of `size` pixels."""
        if not name:
            return
        place, theme = QPointF(x, y), self.theme

        def paint(painter: QPainter) -> None:  # knows no `self`: a drawing goes with its last user, uncollected
            ratio = painter.device().devicePixelRatioF()  # the screen it is on now
            painter.drawPixmap(place, theme.pixmap(name, token, size, ratio))

        self._marks.append((int(y), ceil(y) + size, paint))

    def rule(self, place: QRect, token: Token = Token.BORDER) -> None:
        """Fill `place`: a hairline."""
        colour = self.theme.colour(token)
        self.rules.append((place, colour))
        self._marks.append((place.top(), place.bottom() + 1, lambda painter: painter.fillRect(place, colour)))

    def chip(self, x: int, y: int, text: str, kind: Kind, icon: str = "") -> QSize:
        """Put a chip; return its size. It is the chip of `chips.paint_chip`."""
        size = chip_size(self.theme, text, icon)
        ink = text_token(kind)
        self.box(QRectF(x, y, size.width(), size.height()), soft_token(kind), border_token(kind))
        left = x + 7
        if icon:
            self.icon(left - 1, y + (size.height() - CHIP_ICON) / 2, icon, ink, CHIP_ICON)
            left += CHIP_ICON + 3
        room = x + size.width() - left - 5
        self.write(QRect(left, y, room + 2, size.height()), Role.SMALL_STRONG, ink, text, smooth=True)
        return size

    def box(self, place: QRectF, fill: Token, border: Token | None) -> None:
        """Put a box of radius 4, with a hairline or without."""
        ground = self.theme.colour(fill)
        pen: QPen | QColor | Qt.PenStyle = Qt.PenStyle.NoPen
        if border is not None:
            pen = QPen(self.theme.colour(border), 1)
            place = place.adjusted(0.5, 0.5, -0.5, -0.5)

        def paint(painter: QPainter) -> None:
            painter.setPen(pen)
            painter.setBrush(ground)
            painter.drawRoundedRect(place, 4, 4)

        self._marks.append((int(place.top()), ceil(place.bottom()) + 1, paint))

    def paint_on(self, painter: QPainter, region: QRect) -> None:
        """Paint what lies in the rows of `region`."""
        first, last = region.top(), region.bottom()
        colour, fonts = self.theme.colour, self.theme.font
        font: Role | None = None
        smooth = False
        for top, bottom, mark in self._marks:
            if bottom < first or top > last:
                continue
            if isinstance(mark, tuple):
                x, y, made, role, token, wanted = mark
                if wanted is not smooth:
                    smooth = wanted
                    painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
                if role is not font:
                    font = role
                    painter.setFont(fonts(role))
                painter.setPen(colour(token))
                painter.drawStaticText(QPointF(x, y), made)
            else:
                smooth = True
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                mark(painter)

    def _flowing(self, width: int, role: Role, text: str) -> Shaped:
        made = self._shaper.shaped(role, text)
        return self._shaper.shaped(role, text, width) if made.width > width or "\n" in text else made

    def _put(
        self, x: int, y: int, height: int, made: Shaped, role: Role, token: Token, *, smooth: bool = False
    ) -> None:
        at = y + (height - made.height) / 2 + made.drop
        self._marks.append((y, y + height, (x, at, made.text, role, token, smooth)))

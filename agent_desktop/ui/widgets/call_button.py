"""The buttons of the call slot: icon over word over key, always in the same place."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import Look, Paint, PaintedButton, button_paint
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import cap_size, paint_cap

_MOST_PICTURES: Final = 12


class CallButton(PaintedButton):
    """70x62 or larger. `wide` paints icon, word and key in one line (Answer, Decline).

    `waiting` shows that the server has been asked: the button is off and its icon becomes a clock.
    Where it is told what it lies on it is drawn once for each of its looks, then copied: at each call it is the same.
    """

    def __init__(self, theme: Theme, *, look: Look = Look.QUIET, wide: bool = False, minimum_width: int = 70) -> None:
        super().__init__(theme)
        self._look, self._wide, self._minimum = look, wide, minimum_width
        self._icon, self._keys = "", ""
        self._waiting = False
        self._on = False
        self._icon_token: Token | None = None
        self._lies_on: Token | None = None
        self._pictures: dict[tuple[object, ...], QPixmap] = {}
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_words(self, text: str, icon: str, keys: str, icon_token: Token | None = None) -> None:
        """Show this word, icon and key; `icon_token` colours the icon alone."""
        if (text, icon, keys, icon_token) == (self.text(), self._icon, self._keys, self._icon_token):
            return
        self._icon, self._keys, self._icon_token = icon, keys, icon_token
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(keys)
        self.updateGeometry()
        self.update()

    def show_use(self, *, enabled: bool, on: bool = False, waiting: bool = False, reason: str = "") -> None:
        """Turn on or off; off ones say why in the tooltip. `on` is a toggle that is on (on hold, muted)."""
        if (on, waiting) != (self._on, self._waiting):
            self._waiting = waiting
            self._on = on
            self.update()
        self.setEnabled(enabled and not waiting)
        self.setToolTip("" if enabled and not waiting else reason)

    def lie_on(self, ground: Token) -> None:
        """Say which one colour is under the button."""
        if ground is not self._lies_on:
            self._lies_on = ground
            self.update()

    def is_on(self) -> bool:
        # Not Qt's own check mark, which a click would flip before the server has said so.
        return self._on

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        role = Role.TITLE if self._look is Look.GOOD else Role.BODY_STRONG
        words = self.theme.width(role, self.text())
        cap = cap_size(self.theme, self._keys).width() if self._keys else 0
        if self._wide:
            width = 16 + 18 + 8 + words + (10 + cap if self._keys else 0) + 16
        else:
            width = max(words + 14, cap + 14)
        return QSize(max(self.theme.px(self._minimum), width), self.theme.px(62))

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        if self._lies_on is None or not ratio.is_integer():  # copied between two pixels it would not be sharp
            self._paint(painter)
        else:
            painter.drawPixmap(0, 0, self._drawn(self._lies_on, ratio))
        painter.end()

    def _drawn(self, ground: Token, ratio: float) -> QPixmap:
        """Return the button as it is now on its ground, drawn earlier or now."""
        state = (self.isEnabled(), self._on, self._waiting, self.is_hovered(), self.is_pressed())
        words = (self.text(), self._icon, self._keys, self._icon_token)
        look = (self.width(), self.height(), ratio, ground, state, words)
        picture = self._pictures.get(look)
        if picture is None:
            if len(self._pictures) >= _MOST_PICTURES:
                self._pictures.clear()
            picture = QPixmap(self.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(self.theme.colour(ground))
            painter = QPainter(picture)
            self._paint(painter)
            painter.end()
            self._pictures[look] = picture
        return picture

    def _restyle(self) -> None:
        self._pictures.clear()
        super()._restyle()

    def _paint(self, painter: QPainter) -> None:
        paint = button_paint(self, self._look, Kind.CAUTION)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(paint.border, 1))
        painter.setBrush(paint.ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self._wide:
            self._paint_wide(painter, paint)
        else:
            self._paint_tall(painter, paint)

    def _picture(self, painter: QPainter, paint: Paint, x: float, y: float) -> None:
        name = "ph.hourglass-medium" if self._waiting else self._icon
        colour = paint.ink
        if self._icon_token is not None and self.isEnabled():
            colour = self.theme.colour(self._icon_token)
        painter.drawPixmap(QPointF(x, y), self.theme.pixmap(name, colour, 18, self.devicePixelRatioF()))

    def _paint_tall(self, painter: QPainter, paint: Paint) -> None:
        cap = cap_size(self.theme, self._keys)
        line = self.theme.line(Role.BODY)
        gap = max(1.0, (self.height() - 18 - line - cap.height()) / 4)
        self._picture(painter, paint, (self.width() - 18) / 2, gap + 1)
        painter.setPen(paint.ink)
        painter.setFont(self.theme.font(Role.BODY_STRONG))
        painter.drawText(QRectF(0, 18 + 2 * gap, self.width(), line), Qt.AlignmentFlag.AlignCenter, self.text())
        if self._keys:
            place = QRectF((self.width() - cap.width()) / 2, 18 + line + 3 * gap, cap.width(), cap.height())
            paint_cap(painter, self.theme, place, self._keys, ground=paint.cap, ink=paint.cap_ink)

    def _paint_wide(self, painter: QPainter, paint: Paint) -> None:
        role = Role.TITLE if self._look is Look.GOOD else Role.BODY_STRONG
        words = self.theme.width(role, self.text())
        cap = cap_size(self.theme, self._keys)
        whole = 18 + 8 + words + (10 + cap.width() if self._keys else 0)
        x = (self.width() - whole) / 2
        middle = self.height() / 2
        self._picture(painter, paint, x, middle - 9)
        x += 26
        painter.setPen(paint.ink)
        painter.setFont(self.theme.font(role))
        painter.drawText(
            QRectF(x, 0, words + 2, self.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self.text(),
        )
        if self._keys:
            place = QRectF(x + words + 10, middle - cap.height() / 2, cap.width(), cap.height())
            paint_cap(painter, self.theme, place, self._keys, ground=paint.cap, ink=paint.cap_ink)

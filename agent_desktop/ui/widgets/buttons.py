"""Buttons with their key painted in, and a ring when they have the focus."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QMoveEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, border_token, soft_token, text_token
from agent_desktop.ui.widgets.focus_ring import FocusRing
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import cap_on_fill, cap_size, paint_cap

LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
"""Words at the left, in the middle of the height."""


class Look(StrEnum):
    PRIMARY = "primary"
    NORMAL = "normal"
    QUIET = "quiet"  # as normal, with a hairline instead of the strong border
    DANGER = "danger"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Paint:
    """What one state of a button is drawn with."""

    ground: QColor
    border: QColor
    ink: QColor
    cap: QColor
    cap_ink: QColor


class PaintedButton(QAbstractButton):
    """A button that paints itself and keeps its ring beside it.

    It takes the focus from the keyboard only: a click must not pull it out of the notes.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._ring: FocusRing | None = None
        self._forced = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._restyle)

    def force_state(self, state: str) -> None:
        """Draw as ``"hover"``, ``"pressed"`` or ``"focus"`` whatever the pointer does; for pictures."""
        self._forced = state
        self._ring_shown(state == "focus")
        self.update()

    def is_on(self) -> bool:
        """Whether this is a toggle that is on."""
        return self.isChecked()

    def is_hovered(self) -> bool:
        return self._forced == "hover" or (self.underMouse() and self.isEnabled())

    def is_pressed(self) -> bool:
        return self._forced == "pressed" or self.isDown()

    @guarded(nothing)
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring_shown(True)

    @guarded(nothing)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring_shown(False)

    @guarded(nothing)
    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        if self._ring is not None:
            self._ring.follow(self)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._ring is not None:
            self._ring.follow(self)

    @guarded(nothing)
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ring_shown(False)

    def _ring_shown(self, wanted: bool) -> None:
        if self._ring is None:
            if not wanted or self.parentWidget() is None:
                return
            self._ring = FocusRing(self.theme, self)
        self._ring.follow(self)
        self._ring.setVisible(wanted)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class CommandButton(PaintedButton):
    """A button with words, perhaps an icon, and the key that does the same.

    `small` is 26 px high, otherwise 30.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        look: Look = Look.NORMAL,
        keys: str = "",
        icon: str = "",
        small: bool = False,
    ) -> None:
        super().__init__(theme)
        self._look, self._keys, self._icon = look, keys, icon
        self._height = 26 if small else 30
        self._toggle_kind = Kind.CAUTION
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_words(text)

    def set_words(self, text: str, keys: str | None = None, icon: str | None = None) -> None:
        """Show other words, keys or icon; what is None stays."""
        self._keys = self._keys if keys is None else keys
        self._icon = self._icon if icon is None else icon
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(self._keys)
        self.updateGeometry()
        self.update()

    def set_toggle(self, kind: Kind) -> None:
        """Say by which meaning's colours the button shows that it is on."""
        self._toggle_kind = kind
        self.update()

    def set_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def set_off(self, reason: str) -> None:
        """Turn off and say why in the tooltip; an empty reason turns on."""
        self.setEnabled(not reason)
        self.setToolTip(reason)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        width = 22 + self.theme.width(Role.BODY_STRONG, self.text())
        if self._icon:
            width += 16 + 6
        if self._keys:
            width += 7 + cap_size(self.theme, self._keys).width()
        return QSize(width, self.theme.px(self._height))

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        paint = button_paint(self, self._look, self._toggle_kind)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painter.setPen(QPen(paint.border, 1))
        painter.setBrush(paint.ground)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        self._paint_words(painter, paint)
        painter.end()

    def _paint_words(self, painter: QPainter, paint: Paint) -> None:
        metrics = self.theme.metrics(Role.BODY_STRONG)
        cap = cap_size(self.theme, self._keys) if self._keys else QSize(0, 0)
        words = metrics.horizontalAdvance(self.text())
        whole = words + (22 if self._icon else 0) + (cap.width() + 7 if self._keys else 0)
        x = max(11.0, (self.width() - whole) / 2)
        middle = self.height() / 2
        if self._icon:
            picture = self.theme.pixmap(self._icon, paint.ink, 16, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x, middle - 8), picture)
            x += 22
        painter.setPen(paint.ink)
        painter.setFont(self.theme.font(Role.BODY_STRONG))
        painter.drawText(
            QRectF(x, 0, words + 2, self.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self.text(),
        )
        x += words + 7
        if self._keys:
            place = QRectF(x, middle - cap.height() / 2, cap.width(), cap.height())
            paint_cap(painter, self.theme, place, self._keys, ground=paint.cap, ink=paint.cap_ink)


def button_paint(button: PaintedButton, look: Look, toggle: Kind = Kind.CAUTION) -> Paint:
    """Return what `button` is drawn with in its present state: off, on, pressed, under the pointer, at rest."""
    colour = button.theme.colour
    if not button.isEnabled():
        off = colour(Token.SUNKEN)
        return Paint(off, colour(Token.BORDER), colour(Token.TEXT_3), off, colour(Token.TEXT_3))
    if button.is_on():
        ink = colour(text_token(toggle))
        ground = colour(border_token(toggle) if button.is_hovered() else soft_token(toggle))
        if button.is_hovered():
            return Paint(ground, ink, colour(Token.TEXT), ground, colour(Token.TEXT))
        return Paint(ground, ink, ink, colour(border_token(toggle)), colour(Token.TEXT))
    if look in (Look.NORMAL, Look.QUIET):
        token = Token.SURFACE
        if button.is_pressed():
            token = Token.SUNKEN
        elif button.is_hovered():
            token = Token.SURFACE_ALT
        border = Token.BORDER_STRONG if look is Look.NORMAL else Token.BORDER
        return Paint(colour(token), colour(border), colour(Token.TEXT), colour(Token.SUNKEN), colour(Token.TEXT_2))
    rest, hover, pressed = {
        Look.PRIMARY: (Token.ACCENT_FILL, Token.ACCENT_FILL_HOVER, Token.ACCENT_FILL_PRESSED),
        Look.DANGER: (Token.PROBLEM_FILL, Token.PROBLEM_FILL_HOVER, Token.PROBLEM_FILL_PRESSED),
        Look.GOOD: (Token.GOOD_FILL, Token.GOOD_FILL_HOVER, Token.GOOD_FILL_PRESSED),
    }[look]
    fill = colour(pressed if button.is_pressed() else hover if button.is_hovered() else rest)
    white = colour(Token.ON_FILL)
    return Paint(fill, fill, white, cap_on_fill(), white)


class WordButton(PaintedButton):
    """A painted button that is as wide as its words: it is never squeezed."""

    def set_words(self, text: str) -> None:
        """Show `text`, and be called by it."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _write(self, painter: QPainter, role: Role, token: Token, place: QRectF, text: str = "") -> None:
        """Paint the words, or `text`, at the left of `place`, in the middle of its height."""
        painter.setFont(self.theme.font(role))
        painter.setPen(self.theme.colour(token))
        painter.drawText(place, LEFT, text or self.text())


class LinkButton(WordButton):
    """Words in accent that do something: `Try again`, `All 42 in Timeline`."""

    def __init__(self, theme: Theme, text: str = "", *, icon: str = "", role: Role = Role.SMALL_STRONG) -> None:
        super().__init__(theme)
        self._icon, self._role = icon, role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_words(text)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        width = self.theme.width(self._role, self.text()) + 4 + (18 if self._icon else 0)
        return QSize(width, self.theme.px(24))

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        token = Token.ACCENT if self.isEnabled() else Token.TEXT_3
        x = 2.0
        if self._icon:
            picture = self.theme.pixmap(self._icon, token, 14, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x, (self.height() - 14) / 2), picture)
            x += 18
        font = self.theme.font(self._role)
        if self.is_hovered():
            font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(self.theme.colour(token))
        painter.drawText(
            QRectF(x, 0, self.width() - x, self.height()),
            LEFT,
            self.text(),
        )
        painter.end()


class IconButton(PaintedButton):
    """An icon alone, 24x24 at least; its words are its accessible name and tooltip."""

    def __init__(self, theme: Theme, icon: str, name: str = "", *, size: int = 16, token: Token = Token.TEXT_2) -> None:
        super().__init__(theme)
        self._icon, self._size, self._token = icon, size, token
        self.setFixedSize(26, 26)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setToolTip(name)

    def set_icon(self, icon: str, token: Token | None = None) -> None:
        self._icon = icon
        self._token = token or self._token
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(26, 26)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and (self.is_hovered() or self.is_pressed()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour(Token.SUNKEN))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        token = self._token if self.isEnabled() else Token.TEXT_3
        picture = self.theme.pixmap(self._icon, token, self._size, self.devicePixelRatioF())
        painter.drawPixmap(QPointF((self.width() - self._size) / 2, (self.height() - self._size) / 2), picture)
        painter.end()

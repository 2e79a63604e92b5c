"""The quiet buttons of the top bar, and the one that looks like a search field."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import LEFT, PaintedButton, WordButton
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import cap_size, paint_cap


class BarButton(WordButton):
    """An icon and a word; a second, quieter line where `two_lines`. Turned off it only tells."""

    def __init__(self, theme: Theme, *, two_lines: bool = False) -> None:
        super().__init__(theme)
        self._two_lines = two_lines
        self._icon, self._second, self._token = "", "", Token.TEXT_2
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_words(
        self, text: str, icon: str, *, second: str = "", token: Token = Token.TEXT_2, name: str = ""
    ) -> None:
        """Show `text`; `name` is what it is called and does, for the tooltip and screen readers."""
        if (text, icon, second, token) != (self.text(), self._icon, self._second, self._token):
            self._icon, self._second, self._token = icon, second, token
            self.set_words(text)
        self.setAccessibleName(name or text)
        self.setToolTip(name if name != text else "")

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        first = Role.BODY_BOLD if self._two_lines else Role.BODY
        width = self.theme.width(first, self.text())
        if self._second:
            width = max(width, self.theme.width(Role.SMALL, self._second))
        return QSize(width + 6 + (22 if self._icon else 0), self.theme.px(36 if self._two_lines else 28))

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and (self.is_hovered() or self.is_pressed()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(Token.SURFACE_ALT))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        x = 2.0
        if self._icon:
            picture = theme.pixmap(self._icon, self._token, 16, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x, (self.height() - 16) / 2), picture)
            x += 22
        room = self.width() - x
        if self._two_lines and self._second:
            top = theme.line(Role.BODY)
            bottom = theme.line(Role.SMALL)
            y = (self.height() - top - bottom) / 2
            self._write(painter, Role.BODY_BOLD, Token.TEXT, QRectF(x, y, room, top))
            self._write(painter, Role.SMALL, Token.TEXT_2, QRectF(x, y + top, room, bottom), self._second)
        else:
            role = Role.BODY_BOLD if self._two_lines else Role.BODY
            token = Token.TEXT if self._two_lines else self._token
            self._write(painter, role, token, QRectF(x, 0, room, self.height()))
        painter.end()


class SearchButton(PaintedButton):
    """Looks like a field and opens the palette."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._keys = ""
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def set_words(self, text: str, keys: str) -> None:
        if (text, keys) == (self.text(), self._keys):
            return
        self._keys = keys
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(keys)
        self.updateGeometry()
        self.update()

    def words_width(self) -> int:
        """Return the width in pixels under which the words are cut."""
        words = self.theme.width(Role.BODY, self.text())
        return 34 + words + 10 + cap_size(self.theme, self._keys).width() + 8

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(max(320, self.words_width()), self.theme.px(32))

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(32 + cap_size(self.theme, self._keys).width() + 68, self.theme.px(32))

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = Token.TEXT_2 if self.is_hovered() else Token.BORDER_STRONG
        painter.setPen(QPen(theme.colour(edge), 1))
        painter.setBrush(theme.colour(Token.SURFACE))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        middle = self.height() / 2
        picture = theme.pixmap("ph.magnifying-glass", Token.TEXT_2, 16, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(10, middle - 8), picture)
        cap = cap_size(theme, self._keys)
        place = QRectF(self.width() - cap.width() - 8, middle - cap.height() / 2, cap.width(), cap.height())
        paint_cap(painter, theme, place, self._keys, ground=theme.colour(Token.SUNKEN), ink=theme.colour(Token.TEXT_2))
        room = place.left() - 34 - 8
        text = theme.metrics(Role.BODY).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room))
        painter.setPen(theme.colour(Token.TEXT_3))
        painter.setFont(theme.font(Role.BODY))
        painter.drawText(QRectF(34, 0, room, self.height()), LEFT, text)
        painter.end()

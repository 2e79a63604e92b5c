"""Text in a role and a tone, restyled through the sheet."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing


def set_property(widget: QWidget, name: str, value: str | bool) -> None:
    """Set a dynamic property that the sheet looks at, and dress the widget again if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


class TextLabel(QLabel):
    """A plain-text label. `tone` is the token of its colour; `elided` cuts with … instead of asking for width."""

    def __init__(
        self,
        text: str = "",
        *,
        role: Role = Role.BODY,
        tone: Token = Token.TEXT,
        wrap: bool = False,
        elided: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role.value)
        self.setProperty("tone", tone.value)
        self._elided = elided
        self._elide_mode = Qt.TextElideMode.ElideRight
        self._full = text
        self.setWordWrap(wrap)
        if elided:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self.setMinimumWidth(24)
        elif wrap:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setText(text)

    def set_text(self, text: str) -> None:
        """Show `text`; an elided label keeps the whole of it as its tooltip and accessible name."""
        if text == self._full and (self.text() or not text):
            return
        self._full = text
        self.setText(text)
        if self._elided:
            self.setAccessibleName(text)
        self._cut()

    def full_text(self) -> str:
        """Return the text as it was given, uncut."""
        return self._full

    def may_be_cut(self) -> bool:
        """Whether the label shows … where there is no room, with the whole text as its tooltip."""
        return self._elided

    def set_tone(self, tone: Token) -> None:
        set_property(self, "tone", tone.value)

    def set_role(self, role: Role) -> None:
        set_property(self, "role", role.value)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._elided:
            # By the whole text: measured by the cut one, the label could never grow again.
            hint.setWidth(self.fontMetrics().horizontalAdvance(self._full) + 2)
        return hint

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def cut_in_the_middle(self) -> None:
        """Keep both ends where there is no room: of a number the end says most."""
        self._elide_mode = Qt.TextElideMode.ElideMiddle
        self._cut()

    def _cut(self) -> None:
        if not self._elided:
            return
        shown = self.fontMetrics().elidedText(self._full, self._elide_mode, self.width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._full if shown != self._full else "")


class IconView(QWidget):
    """One icon of a fixed size, following the theme; in the middle of `height` where that is given."""

    def __init__(self, theme: Theme, name: str, token: Token = Token.TEXT_2, size: int = 16, height: int = 0) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._token = token
        self._size = size
        theme.changed.connect(self.update)
        self.setFixedSize(size, max(size, height))

    def show_icon(self, name: str, token: Token) -> None:
        """Draw another icon or colour."""
        if (name, token) != (self._name, self._token):
            self._name, self._token = name, token
            self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(self._size, self.height())

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._name:
            return
        painter = QPainter(self)
        picture = self._theme.pixmap(self._name, self._token, self._size, self.devicePixelRatioF())
        painter.drawPixmap(0, (self.height() - self._size) // 2, picture)
        painter.end()


def line(direction: str = "h") -> QFrame:
    """Return a hairline: ``"h"`` across or ``"v"`` down."""
    frame = QFrame()
    frame.setProperty("line", direction)
    return frame


def frame(kind: str, *, name: str = "panel") -> QFrame:
    """Return a frame dressed by the sheet's rule for `name` = `kind` (``panel``, ``soft`` or ``band``)."""
    made = QFrame()
    made.setProperty(name, kind)
    return made

"""The pages of the call, under the script: titles that open beside it."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from agent_desktop.ui.knowledge.presenter import GuideState, PinnedPage
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import LEFT, PaintedButton
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import cap_size, paint_cap
from agent_desktop.ui.widgets.panel import clear_layout

MOST: Final = 4
"""More would take the script its room; the guide has them all."""


class PageButton(PaintedButton):
    """A book, or a pin where the agent put it there, the title, cut where it is long, and perhaps a key."""

    def __init__(self, theme: Theme, page: PinnedPage, keys: str = "") -> None:
        super().__init__(theme)
        self._keys = keys
        self._icon = "ph.book-open" if page.of_step else "ph.push-pin"
        self.page_id = page.page_id
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(words(page.title))
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(keys)
        self.setToolTip(self.text())

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(160, self.theme.px(26))

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, height = self.theme, float(self.height())
        painter = QPainter(self)
        picture = theme.pixmap(self._icon, Token.ACCENT, 16, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(0, (height - 16) / 2), picture)
        right = float(self.width())
        if self._keys:
            cap = cap_size(theme, self._keys)
            right -= cap.width()
            place = QRectF(right, (height - cap.height()) / 2, cap.width(), cap.height())
            paint_cap(
                painter, theme, place, self._keys, ground=theme.colour(Token.SUNKEN), ink=theme.colour(Token.TEXT_2)
            )
        font = theme.font(Role.BODY_STRONG)
        font.setUnderline(self.is_hovered())
        painter.setFont(font)
        painter.setPen(theme.colour(Token.ACCENT))
        room = right - 8 - 23
        shown = theme.metrics(Role.BODY_STRONG).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(23, 0, room, height), LEFT, shown)
        painter.end()


class PinnedStrip(QFrame):
    """Draws the pinned pages of a `GuideState`; hidden while there is none.

    Signals:
        page_chosen: Open this page (its id).
    """

    page_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "foot")
        self._theme = theme
        self._pages: tuple[PinnedPage, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 4, 14, 4)
        self._column.setSpacing(0)
        self.hide()

    def display(self, state: GuideState) -> None:
        """Draw the pages of the call."""
        if state.pinned != self._pages:
            self._pages = state.pinned
            self._draw()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()

    def _draw(self) -> None:
        clear_layout(self._column)
        for number, page in enumerate(self._pages[:MOST]):
            button = PageButton(self._theme, page, "Alt+G" if number == 0 else "")
            button.clicked.connect(self._pressed)
            self._column.addWidget(button)
        self.setAccessibleName(self.tr("Guide pages for this call"))
        self.setVisible(bool(self._pages))

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, PageButton):
            self.page_chosen.emit(button.page_id)

"""In which language what is said is shown: one, the other, or both."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import LEFT, WordButton
from agent_desktop.ui.widgets.guard import guarded, nothing


class SayLanguage(WordButton):
    """The switch ``中文 / EN`` for what is said to the caller; the one shown is bold."""

    _ZH, _SLASH, _EN = "中文", " / ", "EN"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._language = "en"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_language(self, language: str) -> None:
        """Mark `language`."""
        self._language = language
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        metrics = self.theme.metrics(Role.SMALL_STRONG)
        return QSize(metrics.horizontalAdvance(self._ZH + self._SLASH + self._EN) + 12, self.theme.px(24))

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = self.theme.metrics(Role.SMALL_STRONG)
        whole = metrics.horizontalAdvance(self._ZH + self._SLASH + self._EN)
        x = float(self.width() - whole - 2)
        for text, language in ((self._ZH, "zh"), (self._SLASH, ""), (self._EN, "en")):
            chosen = language == self._language
            font = self.theme.font(Role.SMALL_STRONG if chosen else Role.SMALL)
            font.setUnderline(self.is_hovered() and bool(language) and not chosen)
            painter.setFont(font)
            painter.setPen(self.theme.colour(Token.TEXT if chosen else Token.TEXT_2))
            width = metrics.horizontalAdvance(text)
            painter.drawText(QRectF(x, 0, width + 2, self.height()), LEFT, text)
            x += width
        painter.end()


class BothLanguages(WordButton):
    """Shows both languages, one under the other, while it is on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(self.theme.width(Role.SMALL_STRONG, self.text()) + 34, self.theme.px(24))

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, chosen = self.theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or self.is_hovered():
            painter.setPen(QPen(theme.colour(Token.INFO_BORDER if chosen else Token.BORDER), 1))
            painter.setBrush(theme.colour(Token.INFO_SOFT if chosen else Token.SURFACE_ALT))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5), 4, 4)
        ink = Token.ACCENT if chosen else Token.TEXT_2
        picture = theme.pixmap("ph.translate", ink, 14, self.devicePixelRatioF())
        painter.drawPixmap(7, (self.height() - 14) // 2, picture)
        self._write(
            painter, Role.SMALL_STRONG if chosen else Role.SMALL, ink, QRectF(25, 0, self.width() - 25, self.height())
        )
        painter.end()

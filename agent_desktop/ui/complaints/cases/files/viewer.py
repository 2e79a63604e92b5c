"""A file or a letter as it is: PDF pages, a picture, or plain text.

Pages are drawn by Qt PDF, a module of Qt itself, under the LGPL 3 as the rest of Qt that is used here. Nothing leaves
the computer, and no other program is started.
"""

from math import ceil
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.attachments import FileType
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.fields import TextField
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel

_WORDS, _PDF, _PICTURE, _TEXT = range(4)
MOST_TEXT: Final = 200_000
_MARGIN: Final = 14
_MOST_KEPT: Final = 6
_WIDEST_PAGE: Final = 820


class PdfPages(QWidget):
    """The pages under each other, as wide as there is room. Only those in sight are drawn; the last few are kept."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.document = QPdfDocument(self)
        self._buffer: QBuffer | None = None
        self._kept: dict[tuple[int, int], QImage] = {}
        theme.changed.connect(self.update)

    def load(self, content: bytes) -> bool:
        """Show a document; return False where it is none."""
        self.document.close()
        self._kept.clear()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        pages = range(min(3, self.document.pageCount()))
        self.setAccessibleDescription("\n".join(self.document.getAllText(page).text() for page in pages))
        self._measure()
        self.update()
        return self.document.status() is QPdfDocument.Status.Ready

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    @guarded(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour(Token.SUNKEN))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page, place in enumerate(self._places()):
            if place.toAlignedRect().intersects(event.rect()):
                painter.drawImage(place, self._page(page, place))
                painter.setPen(QPen(self._theme.colour(Token.BORDER), 1))
                painter.drawRect(place)
        painter.end()

    def _places(self) -> list[QRectF]:
        width = min(_WIDEST_PAGE, max(80, self.width() - 2 * _MARGIN))
        x, y = (self.width() - width) / 2, float(_MARGIN)
        places = []
        for page in range(self.document.pageCount()):
            size = self.document.pagePointSize(page)
            height = width * size.height() / size.width() if size.width() else width
            places.append(QRectF(x, y, width, height))
            y += height + _MARGIN
        return places

    def _measure(self) -> None:
        places = self._places()
        self.setMinimumHeight(ceil(places[-1].bottom()) + _MARGIN if places else 0)

    def _page(self, page: int, place: QRectF) -> QImage:
        ratio = self.devicePixelRatioF()
        size = QSize(round(place.width() * ratio), round(place.height() * ratio))
        kept = self._kept.get((page, size.width()))
        if kept is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            drawn = self.document.render(page, size)
            kept = QImage(size, QImage.Format.Format_RGB32)
            kept.fill(Qt.GlobalColor.white)  # paper, in either theme
            painter = QPainter(kept)
            painter.drawImage(0, 0, drawn)
            painter.end()
            self._kept[page, size.width()] = kept
        return kept


class PaperView(QFrame):
    """Shows what a file holds; Page Up and Down go through it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._words = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages = PdfPages(theme)
        self._image = QImage()
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = TextField()
        self._text.setReadOnly(True)
        self._stack = QStackedWidget()
        for page in (self._words, _scrolled(self.pages), _scrolled(self._picture), self._text):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._stack)

    def show_words(self, words: str) -> None:
        """Say something in place of pages."""
        self._words.set_text(words)
        self._stack.setCurrentIndex(_WORDS)

    def show_content(self, content: bytes, media_type: FileType | None, name: str) -> bool:
        """Show what a file holds; return False where it cannot be shown."""
        self.setAccessibleName(name)
        if media_type is FileType.PDF:
            self._stack.setCurrentIndex(_PDF)
            return self.pages.load(content)
        if media_type in (FileType.PNG, FileType.JPEG, FileType.WEBP):
            self._image = QImage.fromData(content)
            self._draw_picture()
            self._stack.setCurrentIndex(_PICTURE)
            return not self._image.isNull()
        if media_type is FileType.TEXT:
            self._text.setPlainText(content.decode("utf-8", errors="replace")[:MOST_TEXT])
            self._stack.setCurrentIndex(_TEXT)
            return True
        return False

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw_picture()

    def _draw_picture(self) -> None:
        if self._image.isNull():
            return
        room = self.width() - 24
        picture = QPixmap.fromImage(self._image)
        if picture.width() > room > 0:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        self._picture.setPixmap(picture)


def _scrolled(widget: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    scroll.setWidget(widget)
    return scroll

"""A page of Markdown in the fonts and colours of the theme. Nothing is fetched, and no link is followed by itself."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QFont,
    QKeyEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.window_keys import refuses

FEATURES: Final = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
"""Tables as GitHub writes them; HTML is shown as it is written."""

_HEADINGS: Final = {1: Role.TITLE, 2: Role.FORM_TITLE}
_CODE_FAMILIES: Final = ("Noto Sans Mono CJK SC", "monospace")


class PageReader(QTextBrowser):
    """Shows one page. Tab goes from link to link, Enter follows it, Backspace goes back.

    Signals:
        link_chosen: The target of a link, as it is written.
        back_chosen: Return to the page before.
    """

    link_chosen = Signal(str)
    back_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text = ""
        self.setOpenLinks(False)
        self.setProperty("reader", True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._clicked)
        theme.changed.connect(self._render)

    def show_page(self, text: str) -> None:
        """Show this Markdown from its beginning, unless it is the one that shows."""
        if text != self._text:
            self._text = text
            self._render()
            self.verticalScrollBar().setValue(0)

    def scroll_page(self, step: int) -> None:
        """Move by a page of text down (1) or up (-1)."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + step * max(1, bar.pageStep() - self._theme.line(Role.BODY)))

    @guarded(nothing)
    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        """Nothing is loaded: neither a picture of the network's nor a file of this computer's."""

    @guarded(bool)
    def event(self, event: QEvent) -> bool:
        if refuses(event):
            return False
        return super().event(event)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()  # closes the guide
        elif event.key() == Qt.Key.Key_Backspace:
            self.back_chosen.emit()
        else:
            super().keyPressEvent(event)

    def _clicked(self, url: QUrl) -> None:
        self.link_chosen.emit(url.toString())

    # dressing

    def _render(self) -> None:
        theme, document = self._theme, self.document()
        at = self.verticalScrollBar().value()
        document.setDefaultFont(theme.font(Role.BODY))
        document.setDocumentMargin(0)
        document.setIndentWidth(theme.px(18))
        document.setMarkdown(self._text, FEATURES)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        block = document.begin()
        while block.isValid():
            self._dress_block(cursor, block)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._dress_table(frame)
        cursor.endEditBlock()
        # Qt brings the cursor into view when the page is shown or is another size: it must not stand at the end.
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(at)

    def _dress_block(self, cursor: QTextCursor, block: QTextBlock) -> None:
        theme, form = self._theme, block.blockFormat()
        level = form.headingLevel()
        quoted = form.intProperty(QTextFormat.Property.BlockQuoteLevel) > 0
        in_table = QTextCursor(block).currentTable() is not None
        dress = QTextBlockFormat()
        if level:
            dress.setTopMargin(theme.px(14 if block.blockNumber() else 0))
            dress.setBottomMargin(theme.px(5))
        elif in_table:
            dress.setTopMargin(0)
            dress.setBottomMargin(0)
        else:
            dress.setTopMargin(0)
            goes_on = block.textList() is not None and block.next().textList() is not None
            dress.setBottomMargin(theme.px(3 if goes_on else 8))
        dress.setLineHeight(122, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if quoted:
            dress.setBackground(theme.colour(Token.INFO_SOFT))
            dress.setLeftMargin(theme.px(10))
            dress.setRightMargin(theme.px(10))
        cursor.setPosition(block.position())
        cursor.mergeBlockFormat(dress)
        role = _HEADINGS.get(level, Role.PANEL_TITLE) if level else Role.SAY_LOW if quoted else Role.BODY
        spans = []
        step = block.begin()
        while not step.atEnd():
            piece = step.fragment()
            spans.append((piece.position(), piece.length(), piece.charFormat()))
            step += 1
        for start, length, form_of in spans:
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(self._dress_span(form_of, role))

    def _dress_span(self, given: QTextCharFormat, role: Role) -> QTextCharFormat:
        theme, dress = self._theme, QTextCharFormat(given)
        dress.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)  # Markdown's own sizes of headings
        font = theme.font(role)
        if given.fontWeight() > QFont.Weight.Normal:
            font.setWeight(QFont.Weight.DemiBold)
        if given.fontFixedPitch():
            font.setFamilies(list(_CODE_FAMILIES))
            dress.setBackground(theme.colour(Token.SUNKEN))
        # No italics: Chinese has none. What is set apart so is set apart by its weight.
        if given.fontItalic():
            font.setWeight(QFont.Weight.Medium)
        dress.setFont(font)
        dress.setForeground(QBrush(theme.colour(Token.ACCENT if given.isAnchor() else Token.TEXT)))
        dress.setFontUnderline(given.isAnchor())
        return dress

    def _dress_table(self, table: QTextTable) -> None:
        theme, form = self._theme, table.format()
        form.setBorder(1)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(QBrush(theme.colour(Token.BORDER)))
        form.setBorderCollapse(True)
        form.setCellPadding(theme.px(5))
        form.setCellSpacing(0)
        form.setTopMargin(theme.px(2))
        form.setBottomMargin(theme.px(10))
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(form)
        for column in range(table.columns()):
            cell = table.cellAt(0, column)
            head = cell.format()
            head.setBackground(theme.colour(Token.SURFACE_ALT))
            cell.setFormat(head)

"""The text of a script: line numbers, colours, what is wrong in it and what could stand at the caret."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit, QTextEdit, QWidget

from agent_desktop.client.script_completion import Completion, Names, completion_at
from agent_desktop.client.script_text import Fix, ReadText, TextProblem
from agent_desktop.ui.authoring.highlighter import ScriptHighlighter
from agent_desktop.ui.authoring.problem_bar import ProblemBar
from agent_desktop.ui.authoring.text_layout import RoomLayout
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.window_keys import refuses

MONOSPACE: Final = ("Noto Sans Mono CJK SC", "DejaVu Sans Mono", "monospace")
_INDENT: Final = 2
_ACCEPTS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class _Numbers(QWidget):
    """The line numbers beside the text; a click goes to the line."""

    def __init__(self, editor: "ScriptEditor") -> None:
        super().__init__(editor)
        self._editor = editor

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(self._editor.numbers_width(), 0)

    @guarded(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_numbers(self, event)

    @guarded(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self._editor.cursorForPosition(event.position().toPoint()).blockNumber() + 1
        self._editor.go_to(line)


class ScriptEditor(QPlainTextEdit):
    """Writes YAML. Enter keeps the indent; Tab goes in by two, Shift+Tab out. Esc lets Tab leave the field.

    Signals:
        written: The text as it is now.
        line_changed: The caret came to another line (from 1).
        place_changed: The caret moved: line and column from 1.
    """

    written = Signal(str)
    line_changed = Signal(int)
    place_changed = Signal(int, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._read = ReadText()
        self._names = Names()
        self._line = 0
        self._problem: TextProblem | None = None
        self._filling = False
        self.setProperty("bare", "true")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._room = RoomLayout(self.document())
        self.document().setDocumentLayout(self._room)
        self._colours = ScriptHighlighter(self.document(), theme)
        self._numbers = _Numbers(self)
        self.problem_bar = ProblemBar(theme, self.viewport())
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._take_word)
        self._completion = Completion()
        self.textChanged.connect(self._typed)
        self.cursorPositionChanged.connect(self._moved)
        self.updateRequest.connect(self._scrolled)
        self.problem_bar.fix_chosen.connect(self.use_fix)
        theme.changed.connect(self._dress)
        self._dress()

    def display(self, text: str, read: ReadText, *, may_type: bool) -> None:
        """Draw a text and what is wrong in it. A text that stands there already is left alone, undo and all."""
        if text != self.toPlainText():
            self._filling = True
            self.setPlainText(text)
            self._filling = False
            self._line = 0
            self._moved()
        self.setReadOnly(not may_type)
        if read is not self._read:
            self._read = read
            self._colours.show_problems(read.problems)
            self._show_problem()

    def set_names(self, names: Names) -> None:
        """Know the other scripts and the knowledge pages, for completion."""
        self._names = names

    def go_to(self, line: int, column: int = 1) -> None:
        """Put the caret at a place, and the line into view, with some of what is around it."""
        block = self.document().findBlockByNumber(line - 1)
        if not block.isValid():
            return
        cursor = QTextCursor(block)
        cursor.movePosition(
            QTextCursor.MoveOperation.Right,
            QTextCursor.MoveMode.MoveAnchor,
            min(column - 1, max(0, block.length() - 1)),
        )
        self.setTextCursor(cursor)
        self.centerCursor()

    def next_problem(self) -> bool:
        """Go to the next problem; say whether there is one."""
        problem = self._read.problem_after(self._line)
        if problem is not None:
            self.go_to(problem.line, problem.column)
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return problem is not None

    def use_fix(self) -> None:
        """Put right what is shown below the line, as one step that can be undone."""
        problem = self._problem
        if problem is not None and problem.fix is not None and not self.isReadOnly():
            self._replace(problem.fix)

    def complete(self) -> None:
        """Offer what could stand at the caret."""
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        self._completion = completion_at(self.toPlainText(), cursor.position(), self._read.document, self._names)
        popup = self._popup
        if not self._completion.words:
            popup.hide()
            return
        self._words.setStringList(list(self._completion.words[:40]))
        self._completer.setCompletionPrefix("")
        popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
        rect = self.cursorRect()
        rect.setWidth(popup.sizeHintForColumn(0) + popup.verticalScrollBar().sizeHint().width() + 24)
        self._completer.complete(rect)

    @property
    def offered(self) -> tuple[str, ...]:
        """What is offered at the caret now."""
        return self._completion.words if self._popup.isVisible() else ()

    # Qt

    @guarded(bool)
    def event(self, event: QEvent) -> bool:
        if refuses(event):
            return False
        return super().event(event)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._popup
        if popup.isVisible() and event.key() in (*_ACCEPTS, Qt.Key.Key_Escape):
            if event.key() == Qt.Key.Key_Escape:
                popup.hide()
            else:
                self._take_word(popup.currentIndex().data() or self._completion.words[0])
            return
        if not self.isReadOnly() and self._own_key(event):
            return
        super().keyPressEvent(event)
        typed = event.text()
        if typed and (typed.isalnum() or typed in "_.{-") and typed.isascii():
            self._offer_typed()
        elif popup.isVisible():
            self.complete() if event.key() == Qt.Key.Key_Backspace else popup.hide()

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        area = self.contentsRect()
        self._numbers.setGeometry(QRect(area.left(), area.top(), self.numbers_width(), area.height()))
        self._place_bar()

    def numbers_width(self) -> int:
        """Return the width of the line numbers in pixels."""
        digits = max(3, len(str(max(1, self.blockCount()))))
        return self.fontMetrics().horizontalAdvance("9") * digits + 26

    def paint_numbers(self, numbers: QWidget, event: QPaintEvent) -> None:
        """Paint the numbers of the lines that are seen."""
        painter = QPainter(numbers)
        painter.fillRect(event.rect(), self._theme.colour(Token.SURFACE))
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        offset = self.contentOffset()
        height = self.fontMetrics().height()
        while block.isValid():
            rect = self.blockBoundingGeometry(block).translated(offset)
            if rect.top() > event.rect().bottom():
                break
            line = block.blockNumber() + 1
            problem = self._problem is not None and line == self._problem.line
            if problem and self._problem is not None:
                painter.fillRect(QRect(0, int(rect.top()), numbers.width(), height + 2), self._soft(self._problem))
            painter.setPen(self._theme.colour(Token.TEXT_2 if line == self._line else Token.TEXT_3))
            area = QRect(0, int(rect.top()), numbers.width() - 16, height)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(line))
            block = block.next()
        painter.end()

    # inside

    def _own_key(self, event: QKeyEvent) -> bool:
        cursor = self.textCursor()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            line = cursor.block().text()[: cursor.positionInBlock()]
            indent = len(line) - len(line.lstrip())
            opens = line.rstrip().endswith(":")
            dash = _INDENT if line.lstrip().startswith("- ") else 0
            cursor.insertText("\n" + " " * (indent + dash + (_INDENT if opens else 0)))
            self.ensureCursorVisible()
            return True
        if (
            event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        ):
            self._shift_lines(out=event.key() == Qt.Key.Key_Backtab)
            return True
        return False

    def _shift_lines(self, *, out: bool) -> None:
        cursor = self.textCursor()
        if not cursor.hasSelection() and not out:
            cursor.insertText(" " * (_INDENT - cursor.positionInBlock() % _INDENT))
            return
        document = self.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        last = document.findBlock(cursor.selectionEnd()).blockNumber()
        cursor.beginEditBlock()
        for number in range(first, last + 1):
            block = document.findBlockByNumber(number)
            at = QTextCursor(block)
            if not out:
                at.insertText(" " * _INDENT)
                continue
            for _ in range(_INDENT):
                if block.text().startswith(" "):
                    at.deleteChar()
        cursor.endEditBlock()

    def _replace(self, fix: Fix) -> None:
        block = self.document().findBlockByNumber(fix.line - 1)
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + fix.column - 1)
        cursor.setPosition(block.position() + fix.column - 1 + fix.length, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(fix.new)
        self.setTextCursor(cursor)

    def _offer_typed(self) -> None:
        """Offer by itself once a word has begun; a lone letter of a text offers nothing, for nothing fits there."""
        self.complete()

    def _take_word(self, word: str) -> None:
        self._popup.hide()
        cursor = self.textCursor()
        cursor.movePosition(
            QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(self._completion.prefix)
        )
        cursor.insertText(word)
        self.setTextCursor(cursor)

    def _typed(self) -> None:
        if self._filling:
            return
        self._show_problem()
        self.written.emit(self.toPlainText())

    def _moved(self) -> None:
        cursor = self.textCursor()
        line = cursor.blockNumber() + 1
        self.place_changed.emit(line, cursor.positionInBlock() + 1)
        if line != self._line:
            self._line = line
            self._numbers.update()
            self._show_problem()
            self.line_changed.emit(line)

    def _show_problem(self) -> None:
        """Show the problem of the caret's line, else the first error there is."""
        errors = self._read.errors
        self._problem = self._read.problem_at(self._line) or (errors[0] if errors else None)
        self.problem_bar.display(self._problem, may_fix=not self.isReadOnly())
        marked = []
        if self._problem is not None:
            mark = QTextEdit.ExtraSelection()
            mark.format.setBackground(self._soft(self._problem))
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            mark.cursor = QTextCursor(self.document().findBlockByNumber(self._problem.line - 1))
            marked.append(mark)
        self.setExtraSelections(marked)
        room = self.problem_bar.height_in(self._bar_width()) + 8 if self._problem is not None else 0
        self._room.open_room(self._problem.line if self._problem is not None else 0, room)
        self.viewport().update()
        self._numbers.update()
        self._place_bar()

    def _place_bar(self) -> None:
        problem = self._problem
        if problem is None:
            self.problem_bar.hide()
            return
        block = self.document().findBlockByNumber(problem.line - 1)
        rect = self.blockBoundingGeometry(block).translated(self.contentOffset())
        _, room = self._room.room
        top = int(rect.bottom()) - room + 3
        height = self.problem_bar.height_in(self._bar_width())
        self.problem_bar.setGeometry(6, top, self._bar_width(), height)
        self.problem_bar.setVisible(block.isVisible() and -height < top < self.viewport().height())

    def _bar_width(self) -> int:
        return max(200, self.viewport().width() - 20)

    def _soft(self, problem: TextProblem) -> QColor:
        return self._theme.colour(Token.CAUTION_SOFT if problem.is_warning else Token.PROBLEM_SOFT)

    def _scrolled(self, rect: QRect, dy: int) -> None:
        if dy:
            self._numbers.scroll(0, dy)
            self._place_bar()
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())
        if self.viewportMargins().left() != self.numbers_width():
            self.setViewportMargins(self.numbers_width(), 0, 0, 0)

    def _dress(self) -> None:
        font = QFont(list(MONOSPACE))
        font.setPixelSize(self._theme.px(12))
        self.setFont(font)
        self.document().setDefaultFont(font)
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)
        self._show_problem()

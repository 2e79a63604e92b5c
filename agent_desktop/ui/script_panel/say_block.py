"""What the agent says, with the facts that were filled in marked, and those that are missing too."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.service_scripts.variables import Piece
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, no_height, nothing

_BAR = 3
_INDENT = 15


class SayBlock(QWidget):
    """Flowing text beside a blue bar; its height follows its width."""

    def __init__(self, theme: Theme, *, role: Role = Role.SAY, bar: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._role = role
        self._bar = bar
        self._pieces: tuple[Piece, ...] = ()
        self._text = ""
        self._marks: list[tuple[int, int, bool]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show `pieces` one after another, in quotation marks."""
        if tuple(pieces) == self._pieces:
            return
        self._pieces = tuple(pieces)
        text, marks = "“", []
        for piece in pieces:
            start = len(text)
            text += piece.text
            if piece.is_variable:
                marks.append((start, len(text), piece.is_missing))
        self._text = f"{text}”" if pieces else ""
        self._marks = marks
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def set_role(self, role: Role) -> None:
        """Set the text in another size."""
        if role is not self._role:
            self._role = role
            self.updateGeometry()
            self.update()

    def text(self) -> str:
        """The words as shown."""
        return self._text

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        width = max(self.width(), 240)
        return QSize(width, self.heightForWidth(width))

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._theme.line(self._role))

    @guarded(bool)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(no_height)
    def heightForWidth(self, width: int) -> int:
        if not self._text:
            return 0
        return max(1, self._flow(width).lineCount()) * self._theme.line(self._role) + (4 if self._bar else 0)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._text:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._bar:
            painter.setBrush(self._theme.colour(Token.ACCENT_FILL))
            painter.drawRect(QRectF(0, 0, _BAR, self.height()))
        layout = self._flow(self.width())
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first, last = line.textStart(), line.textStart() + line.textLength()
            for start, end, missing in self._marks:
                left, right = max(start, first), min(end, last)
                if left >= right:
                    continue
                while right > left and self._text[right - 1].isspace():
                    right -= 1
                x1, x2 = _x(line.cursorToX(left)), _x(line.cursorToX(right))
                box = QRectF(x1 - 2, line.y() - 1, x2 - x1 + 4, line.height() + 2)
                painter.setBrush(self._theme.colour(Token.CAUTION_SOFT if missing else Token.INFO_SOFT))
                painter.drawRoundedRect(box.translated(0, 2 if self._bar else 0), 4, 4)
        painter.setPen(self._theme.colour(Token.TEXT))
        layout.draw(painter, QPointF(0, 2 if self._bar else 0))
        painter.end()

    def _flow(self, width: int) -> QTextLayout:
        font = self._theme.font(self._role)
        layout = QTextLayout(self._text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([self._mark(*mark) for mark in self._marks])
        indent = _INDENT if self._bar else 0
        height = self._theme.line(self._role)
        layout.beginLayout()
        top = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(80, width - indent))
            line.setPosition(QPointF(indent, top + (height - line.height()) / 2))
            top += height
        layout.endLayout()
        return layout

    def _mark(self, start: int, end: int, missing: bool) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        look = QTextCharFormat()
        look.setForeground(self._theme.colour(Token.CAUTION if missing else Token.VARIABLE_TEXT))
        look.setFontWeight(QFont.Weight.Medium)
        made.start, made.length, made.format = start, end - start, look
        return made


def _x(answer: object) -> float:
    """Return the place from what `cursorToX` gives: PySide hands back the cursor's position with it."""
    return float(answer[0]) if isinstance(answer, tuple) else float(str(answer))

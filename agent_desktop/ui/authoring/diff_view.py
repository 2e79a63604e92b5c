"""Two texts beside their line numbers: what was added and removed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.client.script_diff import DiffKind, DiffLine, counted
from agent_desktop.contract.scripts import ScriptVersion
from agent_desktop.ui.authoring.editor import MONOSPACE
from agent_desktop.ui.authoring.state import AuthoringState, Comparison
from agent_desktop.ui.authoring.words import state_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame
from agent_desktop.ui.widgets.menu_button import MenuButton

_SIGNS = {DiffKind.ADDED: "+", DiffKind.REMOVED: "−"}
_GROUNDS = {DiffKind.ADDED: Token.GOOD_SOFT, DiffKind.REMOVED: Token.PROBLEM_SOFT, DiffKind.GAP: Token.SURFACE_ALT}
_INKS = {DiffKind.ADDED: Token.GOOD, DiffKind.REMOVED: Token.PROBLEM, DiffKind.GAP: Token.TEXT_3}
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class _Lines(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.lines: tuple[DiffLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: tuple[DiffLine, ...]) -> None:
        self.lines = lines
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        longest = max((len(each.text) for each in self.lines), default=0)
        return QSize(120 + longest * self._theme.px(8), len(self.lines) * self._line())

    @guarded(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, height = self._theme, self._line()
        painter = QPainter(self)
        font = QFont(list(MONOSPACE))
        font.setPixelSize(theme.px(12))
        painter.setFont(font)
        first = event.rect().top() // height
        for number, line in enumerate(self.lines[first : event.rect().bottom() // height + 1], first):
            rect = QRectF(0, number * height, self.width(), height)
            if line.kind in _GROUNDS:
                painter.fillRect(rect, theme.colour(_GROUNDS[line.kind]))
            painter.setPen(theme.colour(Token.TEXT_3))
            if line.kind is DiffKind.GAP:
                told = self.tr("{count} lines alike").format(count=line.text)
                painter.drawText(rect.adjusted(112, 0, 0, 0), _LEFT, told)
                continue
            painter.drawText(QRectF(0, rect.y(), 40, height), _RIGHT, str(line.before or ""))
            painter.drawText(QRectF(44, rect.y(), 40, height), _RIGHT, str(line.after or ""))
            painter.setPen(theme.colour(_INKS.get(line.kind, Token.TEXT)))
            painter.drawText(QRectF(94, rect.y(), 14, height), _LEFT, _SIGNS.get(line.kind, ""))
            painter.setPen(theme.colour(Token.TEXT if line.kind is not DiffKind.SAME else Token.TEXT_2))
            painter.drawText(rect.adjusted(112, 0, 0, 0), _LEFT, line.text)
        painter.end()

    def _line(self) -> int:
        return self._theme.px(19)


class DiffView(QFrame):
    """Stands in the place of the editor while two versions are compared.

    Signals:
        back_wanted: Show the text alone again.
        other_wanted: Compare the text with this version (number).
    """

    back_wanted = Signal()
    other_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._comparison: Comparison | None = None
        self._others: Sequence[ScriptVersion] = ()
        self._other = MenuButton(theme)
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self._counts = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._back = CommandButton(theme, small=True, keys="Esc")
        self._alike = TextLabel(tone=Token.TEXT_2)
        self._lines = _Lines(theme)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._lines)
        head = frame("head")
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 4, 10, 4)
        row.setSpacing(8)
        row.addWidget(IconView(theme, "ph.git-diff", Token.TEXT_2, 16))
        row.addWidget(self._title)
        row.addWidget(self._other)
        row.addWidget(self._counts, 1)
        row.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._alike)
        column.addWidget(self._scroll, 1)
        self._alike.setContentsMargins(16, 16, 16, 16)
        self._back.clicked.connect(self.back_wanted)
        self._other.clicked.connect(self._open_menu)

    def display(self, state: AuthoringState) -> None:
        """Draw the comparison; without one the last is left, which is not seen then."""
        comparison, opened = state.comparison, state.open_version
        if comparison is None:
            return
        here = {comparison.number, opened.number if opened is not None else 0}
        self._others = [each for each in state.versions if each.number not in here]
        self._other.setVisible(bool(self._others))
        self._draw(comparison)

    def menu(self) -> QMenu:
        """Return the menu of the other versions that the text can be compared with, the newest first."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for version in self._others:
            action = menu.addAction(f"v{version.version} · {state_words(version.state)}")
            action.triggered.connect(partial(self.other_wanted.emit, version.number))
        return menu

    def _open_menu(self) -> None:
        self.menu().popup(self._other.mapToGlobal(QPoint(0, self._other.height())))

    def _draw(self, comparison: Comparison) -> None:
        if comparison != self._comparison:
            self._lines.show_lines(comparison.lines)
        self._comparison = comparison
        name = f"v{comparison.version}"
        told = self.tr("Compared with live {version}") if comparison.is_live else self.tr("Compared with {version}")
        self._title.set_text(told.format(version=name))
        added, removed = counted(comparison.lines)
        self._counts.set_text(self.tr("{added} lines added, {removed} removed").format(added=added, removed=removed))
        self._alike.set_text("" if comparison.lines else self.tr("Both texts are alike."))
        self._alike.setVisible(not comparison.lines)

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._back.set_words(self.tr("Back to the text"))
        self._other.set_words(self.tr("Another version"))
        if self._comparison is not None:
            self._draw(self._comparison)

    def shown(self) -> tuple[DiffLine, ...]:
        """Return the lines that are drawn."""
        return self._lines.lines

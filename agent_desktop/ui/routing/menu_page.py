"""The entry menu: its text with the mistakes by line, and beside it the tree that callers walk."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontDatabase, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from agent_desktop.contract.routing import MenuBranch, MenuChecked
from agent_desktop.ui.routing.menu_presenter import MenuState
from agent_desktop.ui.routing.save_row import SaveRow, failure_words
from agent_desktop.ui.routing.words import name_in, problem_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.fields import TextField
from agent_desktop.ui.widgets.labels import TextLabel, frame
from agent_desktop.ui.widgets.panel_states import Notice

CHECK_MS = 400
"""How long after the last letter the text is checked."""


class MenuPage(QWidget):
    """Text, mistakes and tree.

    Signals:
        written: The text as it is now, a moment after the last letter.
        save_asked: Save it, for this reason.
        stale_settled: Somebody else saved: True keeps the own text, False takes theirs.
    """

    written = Signal(str)
    save_asked = Signal(str)
    stale_settled = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._theme = theme
        self._state = MenuState()
        self._text = TextField()
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        fixed = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        fixed.setPixelSize(theme.px(12))
        self._text.setFont(fixed)
        self._found = QListWidget()
        self._found.setWordWrap(True)
        self._found.setMaximumHeight(theme.px(110))
        self._tree = QListWidget()
        self._tree_title = TextLabel(role=Role.PANEL_TITLE)
        self._text_title = TextLabel(role=Role.PANEL_TITLE)
        self._night = Notice(theme)
        self._stale = Notice(theme)
        self._theirs = LinkButton(theme)
        self._mine = LinkButton(theme)
        self.save_row = SaveRow(theme)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(CHECK_MS)
        self._build()
        self._text.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.flush)
        self._found.itemActivated.connect(self._go_to)
        self._found.itemClicked.connect(self._go_to)
        self.save_row.save_asked.connect(self._save_asked)
        self._theirs.clicked.connect(self._take_theirs)
        self._mine.clicked.connect(self._keep_mine)

    def display(self, state: MenuState) -> None:
        """Draw the text and what the server says of it."""
        before = self._state
        self._state = state
        if state.text != before.text and state.text != self._text.toPlainText():
            self._text.blockSignals(True)
            self._text.setPlainText(state.text)
            self._text.blockSignals(False)
        self._text.setReadOnly(state.menu is None or not state.menu.may_edit)
        if state.checked is not before.checked:
            self._draw_checked(state.checked or MenuChecked())
        self._draw_state()

    def flush(self) -> None:
        """Give on what was typed, now."""
        self._pause.stop()
        if self._text.toPlainText() != self._state.text:
            self.written.emit(self._text.toPlainText())

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._text_title.set_text(self.tr("Text"))
        self._tree_title.set_text(self.tr("What callers can choose"))
        self._text.setAccessibleName(self.tr("Text of the entry menu"))
        self._found.setAccessibleName(self.tr("Mistakes and warnings"))
        self._tree.setAccessibleName(self.tr("What callers can choose"))
        self._theirs.set_words(self.tr("Take the newer one"))
        self._mine.set_words(self.tr("Keep my text"))
        self.save_row.retranslate()
        self._draw_checked(self._state.checked or MenuChecked())
        self._draw_state()

    def _build(self) -> None:
        left = frame("card")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        column.addWidget(self._text_title)
        column.addWidget(self._text, 1)
        column.addWidget(self._found)
        stale = QHBoxLayout()
        stale.addWidget(self._stale, 1)
        stale.addWidget(self._theirs)
        stale.addWidget(self._mine)
        column.addLayout(stale)
        column.addWidget(self._night)
        column.addWidget(self.save_row)
        right = frame("card")
        tree = QVBoxLayout(right)
        tree.setContentsMargins(16, 12, 8, 14)
        tree.addWidget(self._tree_title)
        tree.addWidget(self._tree, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([600, 340])
        split.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 16)
        outer.addWidget(split)
        self.setMinimumSize(QSize(600, 420))

    def _draw_checked(self, checked: MenuChecked) -> None:
        self._found.clear()
        both = [*((each, True) for each in checked.problems), *((each, False) for each in checked.warnings)]
        for problem, is_wrong in both:
            text = self.tr("Line %1: %2").replace("%1", str(problem.line)).replace("%2", problem_words(problem))
            token = Token.PROBLEM if is_wrong else Token.CAUTION
            icon = "ph.warning-circle-fill" if is_wrong else "ph.warning-fill"
            item = QListWidgetItem(self._theme.icon(icon, token), text)
            item.setData(Qt.ItemDataRole.UserRole, problem.line)
            self._found.addItem(item)
        self._found.setVisible(bool(both))
        if checked.problems:
            return  # the tree of the last text that could be read stays
        self._tree.clear()
        for branch in checked.tree:
            self._tree.addItem(_branch_words(branch))

    def _draw_state(self) -> None:
        state = self._state
        is_changed = state.is_changed
        self._night.show_notice(
            "ph.info-fill",
            Token.INFO,
            self.tr("Callers who are in the menu hear the new one from their next key on.") if is_changed else "",
        )
        self._stale.show_notice(
            "ph.users-fill", Token.CAUTION, self.tr("Somebody saved a newer menu meanwhile.") if state.stale else ""
        )
        self._theirs.setVisible(state.stale)
        self._mine.setVisible(state.stale)
        self.save_row.display(
            may_save=state.may_save,
            told=self.tr("Saved. Callers hear it from now on.") if state.saved else "",
            failure="" if state.stale else failure_words(state.failure),
            shown=state.menu is not None and state.menu.may_edit,
        )

    def _save_asked(self, reason: str) -> None:
        self.flush()
        self.save_asked.emit(reason)

    def _go_to(self, item: QListWidgetItem) -> None:
        block = self._text.document().findBlockByNumber(int(item.data(Qt.ItemDataRole.UserRole)) - 1)
        self._text.setTextCursor(QTextCursor(block))
        self._text.centerCursor()
        self._text.setFocus()

    def _take_theirs(self) -> None:
        self.stale_settled.emit(False)

    def _keep_mine(self) -> None:
        self.stale_settled.emit(True)


def _branch_words(branch: MenuBranch) -> str:
    indent = "    " * branch.depth
    if branch.step:
        return f"{indent}{branch.step}"
    ends = " · ".join(part for part in (branch.queue, branch.reason, branch.language) if part)
    return f"{indent}[{branch.key}] {name_in(branch.label, '')}" + (f"  → {ends}" if ends else "")

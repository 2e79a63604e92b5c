"""The entry menu: a tree with a form for each node, its text with the mistakes by line, and a caller to try it. All
three show one text."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontDatabase, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from agent_desktop.contract.routing import MenuChecked
from agent_desktop.ui.routing.menu_forms import MenuForm
from agent_desktop.ui.routing.menu_presenter import MenuState
from agent_desktop.ui.routing.menu_tree import MenuTree, Node, NodeKind
from agent_desktop.ui.routing.menu_try import MenuTry
from agent_desktop.ui.routing.save_row import SaveRow, failure_words
from agent_desktop.ui.routing.words import problem_words
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton
from agent_desktop.ui.widgets.fields import TextField
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, StateKind
from agent_desktop.ui.widgets.segmented import SegmentedChoice

CHECK_MS = 400
"""How long after the last letter the text is checked."""


class MenuView(StrEnum):
    FORMS = "forms"
    TEXT = "text"
    TRY = "try"


class MenuPage(QWidget):
    """Forms, text, and a caller to try it.

    Signals:
        written: The text as it is now, a moment after the last letter; and what of it was changed.
        undo_asked, redo_asked: One step back or forth.
        keyed: What the caller keys who tries it; empty is silence.
        called_anew: That caller calls again.
        save_asked: Save it, for this reason.
        stale_settled: Somebody else saved: True keeps the own text, False takes theirs.
    """

    written = Signal(str, object)
    undo_asked = Signal()
    redo_asked = Signal()
    keyed = Signal(str)
    called_anew = Signal()
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
        self._view = MenuView.FORMS
        self._node = Node(NodeKind.GENERAL)
        self._views = SegmentedChoice(theme)
        self.tree, self.form, self.trial = MenuTree(theme), MenuForm(theme), MenuTry(theme)
        self._unread = EmptyState(theme)
        self._undo = CommandButton(theme, keys="Ctrl+Z", small=True, icon="ph.arrow-counter-clockwise")
        self._redo = CommandButton(theme, keys="Ctrl+Y", small=True, icon="ph.arrow-clockwise")
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
        self._views.chosen.connect(self._view_chosen)
        self.tree.chosen.connect(self._node_chosen)
        self.form.chosen.connect(self._node_chosen)
        self.form.written.connect(self.written)
        self.trial.keyed.connect(self.keyed)
        self.trial.again.connect(self.called_anew)
        self._undo.clicked.connect(self.undo_asked)
        self._redo.clicked.connect(self.redo_asked)
        self._unread.action_chosen.connect(self._to_text)
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
        self._draw_forms()
        self.trial.display(state)
        self._draw_state()

    def show_queues(self, queues: Mapping[str, str]) -> None:
        """Know the queues there are, names by code."""
        self.form.show_queues(queues)
        self.trial.show_queues(queues)
        self._draw_forms()

    def show_view(self, view: MenuView, node: Node | None = None) -> None:
        """Show forms, text or trial; `node` is what the forms show."""
        self._node = node or self._node
        self._view_chosen(view.value)

    def flush(self) -> None:
        """Give on what was typed, now."""
        self._pause.stop()
        if self._text.toPlainText() != self._state.text:
            self.written.emit(self._text.toPlainText(), "text")

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._undo.set_words(self.tr("Undo"))
        self._redo.set_words(self.tr("Redo"))
        for part in (self.tree, self.form, self.trial):
            part.retranslate()
        self._text.setAccessibleName(self.tr("Text of the entry menu"))
        self._found.setAccessibleName(self.tr("Mistakes and warnings"))
        self._theirs.set_words(self.tr("Take the newer one"))
        self._mine.set_words(self.tr("Keep my text"))
        self.save_row.retranslate()
        self._draw_checked(self._state.checked or MenuChecked())
        self._draw_forms()
        self.trial.display(self._state)
        self._draw_state()

    def _build(self) -> None:
        self.tree.setFixedWidth(self._theme.px(230))
        sheet = QWidget()
        sheet.setProperty("ground", "clear")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(self.form)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(sheet)
        forms = QWidget()
        row = QHBoxLayout(forms)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.tree)
        row.addWidget(scroll, 1)
        self._forms = QStackedWidget()
        self._forms.addWidget(forms)
        self._forms.addWidget(self._unread)
        written = QWidget()
        text = QVBoxLayout(written)
        text.setContentsMargins(0, 0, 0, 0)
        text.setSpacing(8)
        text.addWidget(self._text, 1)
        text.addWidget(self._found)
        self._stack = QStackedWidget()
        for page in (self._forms, written, self.trial):
            self._stack.addWidget(page)
        head, stale = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._views)
        head.addStretch(1)
        head.addWidget(self._undo)
        head.addWidget(self._redo)
        stale.addWidget(self._stale, 1)
        stale.addWidget(self._theirs)
        stale.addWidget(self._mine)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 16)
        outer.setSpacing(10)
        outer.addLayout(head)
        outer.addWidget(self._stack, 1)
        outer.addLayout(stale)
        outer.addWidget(self._night)
        outer.addWidget(self.save_row)
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

    def _draw_forms(self) -> None:
        state = self._state
        wrong = len(state.checked.problems) if state.checked is not None else 0
        text = self.tr("Text ({count} wrong)").format(count=wrong) if wrong else self.tr("Text")
        options = (
            (MenuView.FORMS.value, self.tr("Forms")),
            (MenuView.TEXT.value, text),
            (MenuView.TRY.value, self.tr("Try it")),
        )
        self._views.show_options(options, self._view.value)
        self._stack.setCurrentIndex(list(MenuView).index(self._view))
        may_edit = state.menu is not None and state.menu.may_edit
        if state.tree is not None:
            self.form.show_recordings(state.menu.recordings if state.menu is not None else ())
            self.tree.display(state.tree, state.checked, self._node)
            self.form.display(state.tree, self._node, state.checked, may_edit=may_edit)
        self._forms.setCurrentIndex(0 if state.tree is not None or state.menu is None else 1)
        self._unread.show_state(
            StateKind.ERROR,
            self.tr("The text cannot be read as a menu"),
            self.tr("Put it right as text, or undo the last step."),
            button=self.tr("Show the text"),
        )
        self._undo.setVisible(may_edit)
        self._redo.setVisible(may_edit)
        self._undo.setEnabled(bool(state.past))
        self._redo.setEnabled(bool(state.future))

    def _node_chosen(self, node: Node) -> None:
        self._node = node
        self._draw_forms()

    def _view_chosen(self, view: str) -> None:
        self.flush()
        self._view = MenuView(view)
        self._draw_forms()
        if self._view is MenuView.TRY and self._state.tried is None:
            self.called_anew.emit()

    def _to_text(self) -> None:
        self._view_chosen(MenuView.TEXT.value)

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

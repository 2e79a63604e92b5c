"""The notes panel: one field and how it is saved."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client.notes import NoteStatus
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.notes.presenter import NotesState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import TextField
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.waiting_line import WaitingLine

_FIELD_HEIGHT: Final = 52
"""With the head above it the panel is then 96 high; a conflict or a problem makes it higher."""


class _NoteField(TextField):
    """Signals: focus_moved, the field was entered or left."""

    focus_moved = Signal()

    @guarded(nothing)
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_moved.emit()

    @guarded(nothing)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_moved.emit()


class NotesView(QFrame):
    """Draws the note and how it is kept. What is being typed or composed is never written over.

    Signals:
        typed: The whole text after each change.
        keep_both_chosen: Settle a conflict: save both texts.
    """

    typed = Signal(str)
    keep_both_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self._theme = theme
        self._ticker = ticker
        self._state = NotesState()
        self._loaded = -1
        self._offer_waiting = False
        self.setProperty("panel", "column")
        self._build()
        self._field.textChanged.connect(self._changed)
        self._field.focus_moved.connect(self._draw_waiting)
        self._keep_both.clicked.connect(self.keep_both_chosen)
        self._retranslate()

    def display(self, state: NotesState) -> None:
        """Draw `state`."""
        self._state = state
        if state.text_number != self._loaded:
            self._loaded = state.text_number
            self._field.blockSignals(True)
            self._field.setPlainText(state.text)
            self._field.moveCursor(QTextCursor.MoveOperation.End)
            self._field.blockSignals(False)
        if self._field.isReadOnly() is state.open:
            self._field.setReadOnly(not state.open)
            style = self._field.style()
            style.unpolish(self._field)
            style.polish(self._field)
        self._field.setFocusPolicy(Qt.FocusPolicy.StrongFocus if state.open else Qt.FocusPolicy.NoFocus)
        if not state.open:
            self._field.clearFocus()
        self._draw()

    def put_below(self, widget: QWidget) -> None:
        """Have `widget` stand under the field; it takes no room while it is hidden."""
        self._column.insertWidget(self._column.indexOf(self._field) + 1, widget)

    def insert_lines(self, text: str) -> None:
        """Put lines of their own at the end of an open note."""
        if not self._state.open:
            return
        self._field.moveCursor(QTextCursor.MoveOperation.End)
        before = self._field.toPlainText()
        self._field.insertPlainText(text if not before or before.endswith("\n") else f"\n{text}")

    def show_offer_waiting(self, waiting: bool) -> None:
        """A call is on offer, or none is: one line under the field says so while the field is in focus."""
        self._offer_waiting = waiting
        self._draw_waiting()

    def focus_field(self) -> None:
        """Put the focus into the field; the cursor stays where it was."""
        if self._state.open:
            self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_typing(self) -> bool:
        """Whether the field has the focus."""
        return self._field.hasFocus()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _build(self) -> None:
        theme = self._theme
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self._status_icon = IconView(theme, "", size=16)
        self._status = TextLabel(role=Role.SMALL)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(KeyCap(theme, "Alt+N"))
        head.addStretch(1)
        head.addWidget(self._status_icon)
        head.addWidget(self._status)
        self._field = _NoteField()
        self._field.setMinimumHeight(theme.px(_FIELD_HEIGHT))
        self._conflict = frame("caution", name="soft")
        self._conflict_text = TextLabel(role=Role.SMALL, wrap=True)
        self._other = TextField()
        self._other.setReadOnly(True)
        self._other.setFixedHeight(theme.px(44))
        self._keep_both = CommandButton(theme, look=Look.NORMAL, small=True)
        conflict = QVBoxLayout(self._conflict)
        conflict.setContentsMargins(10, 7, 10, 8)
        conflict.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(IconView(theme, "ph.warning-fill", Token.CAUTION, 15), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._conflict_text, 1)
        line.addWidget(self._keep_both)
        conflict.addLayout(line)
        conflict.addWidget(self._other)
        self._problem = Notice(theme)
        self._waiting = WaitingLine(theme, kept=True)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._conflict)
        column.addWidget(self._field, 1)
        column.addWidget(self._waiting)
        column.addWidget(self._problem)

    def _retranslate(self) -> None:
        self._title.set_text(self.tr("Notes"))
        self._field.setAccessibleName(self.tr("Notes"))
        self._other.setAccessibleName(self.tr("The other text"))
        self._conflict_text.set_text(self.tr("The text saved elsewhere:"))
        self._keep_both.set_words(self.tr("Save both"))
        self._draw()

    def _draw(self) -> None:
        state = self._state
        icon, token, words = self._status_words()
        self._status_icon.show_icon(icon, token)
        self._status.set_text(words)
        self._status.set_tone(token)
        self._field.setAccessibleDescription(words)
        placeholder = (
            self.tr("What the customer said, and what you did") if state.open else self.tr("Opens with a call")
        )
        self._field.setPlaceholderText(placeholder)
        in_conflict = state.status is NoteStatus.CONFLICT
        self._conflict.setVisible(in_conflict)
        if in_conflict and self._other.toPlainText() != state.server_text:
            self._other.setPlainText(state.server_text)
        problem = state.problem if state.status is NoteStatus.REFUSED else state.journal_problem
        if problem is not None:
            token = Token.PROBLEM if state.status is NoteStatus.REFUSED else Token.CAUTION
            self._problem.show_notice("ph.warning-circle-fill", token, problem_text(problem))
        elif state.recovered:
            text = self.tr("Found on this computer after the program had ended early. Read it through.")
            self._problem.show_notice("ph.clock-counter-clockwise", Token.INFO, text)
        else:
            self._problem.show_notice("", Token.TEXT_2, "")
        self._field.set_wrong(state.status is NoteStatus.REFUSED)
        self._draw_waiting()

    def _status_words(self) -> tuple[str, Token, str]:
        state = self._state
        match state.status:
            case NoteStatus.SAVED if state.saved_at is not None:
                at = self._ticker.local(state.saved_at)
                words = self.tr("Saved {time}").format(time=f"{at:%H:%M:%S}")
                return "ph.cloud-check", Token.GOOD, words
            case NoteStatus.SAVED:
                return "ph.cloud-check", Token.GOOD, self.tr("Saved")
            case NoteStatus.SAVING:
                return "ph.cloud-arrow-up", Token.TEXT_2, self.tr("Saving")
            case NoteStatus.KEPT_HERE:
                return "ph.hard-drive", Token.CAUTION, self.tr("Kept on this computer only")
            case NoteStatus.REFUSED:
                return "ph.warning-circle-fill", Token.PROBLEM, self.tr("Not saved")
            case NoteStatus.CONFLICT:
                return "ph.warning-fill", Token.CAUTION, self.tr("Changed elsewhere too")
            case _:
                return "", Token.TEXT_2, ""

    def _draw_waiting(self) -> None:
        self._waiting.show_waiting(self._offer_waiting and self._field.hasFocus())

    def _changed(self) -> None:
        self.typed.emit(self._field.toPlainText())

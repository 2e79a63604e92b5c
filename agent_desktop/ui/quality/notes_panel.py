"""The coaching notes of one agent, under what shows of them: what was written, what they said, and closing one."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from agent_desktop.contract.quality import WORDS_MOST, CoachingNote
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.quality.notes_presenter import NotesPresenter, NotesState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import day_text, language_now
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.panel_states import Notice


class NoteRow(QWidget):
    """One note.

    Signals:
        close_wanted: Close it with these words.
    """

    close_wanted = Signal(str)

    def __init__(
        self, theme: Theme, note: CoachingNote, when: Callable[[datetime], str], today: Callable[[], date]
    ) -> None:
        super().__init__()
        self.words, self.close_it = LineField(theme), CommandButton(theme, small=True, icon="ph.check")
        self.words.setMaxLength(WORDS_MOST)
        self.words.setPlaceholderText(self.tr("It has come about, or why it is let be"))
        self.words.setAccessibleName(self.tr("Words to close the note with"))
        self.close_it.set_words(self.tr("Close the note"))
        head = [self.tr("{when}, {name}").format(when=when(note.written_at), name=note.by_name)]
        if note.look_again_on is not None:
            day = day_text(note.look_again_on, today())
            late = note.closed_at is None and note.look_again_on <= today()
            head.append((self.tr("look again now: {day}") if late else self.tr("look again {day}")).format(day=day))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(3)
        column.addWidget(TextLabel(" · ".join(head), role=Role.SMALL, tone=Token.TEXT_2))
        column.addWidget(TextLabel(note.text, wrap=True))
        if note.answer:
            said = self.tr("{name}: {words}").format(name=note.agent_name, words=note.answer)
        else:
            said = self.tr("Read, nothing said to it") if note.read_at is not None else self.tr("Not read yet")
        column.addWidget(TextLabel(said, role=Role.BODY if note.answer else Role.SMALL, tone=Token.TEXT_2, wrap=True))
        if note.closed_at is None:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(self.words, 1)
            row.addWidget(self.close_it)
            column.addLayout(row)
        else:
            closed = self.tr("Closed {when}. {words}").format(when=when(note.closed_at), words=note.closing_words)
            column.addWidget(TextLabel(closed.strip(), role=Role.SMALL, tone=Token.GOOD, wrap=True))
        column.addWidget(line("h"))
        self.close_it.clicked.connect(lambda: self.close_wanted.emit(self.words.text()))


class NotesPanel(QFrame):
    """Draws a `NotesState`; put together it is one button."""

    def __init__(
        self, theme: Theme, notes: NotesPresenter, when: Callable[[datetime], str], today: Callable[[], date]
    ) -> None:
        super().__init__()
        self.setProperty("panel", "canvas")
        self._theme, self.notes, self._when, self._today = theme, notes, when, today
        self._drawn: tuple[object, ...] = ()
        self._state = NotesState()
        self._typed: dict[UUID, str] = {}
        self.rows: dict[UUID, NoteRow] = {}
        self.fold = CommandButton(theme, small=True, keys="Alt+O", icon="ph.chat-teardrop-text")
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._list.setFrameShape(QScrollArea.Shape.NoFrame)
        self._list.setFixedHeight(theme.px(230))
        self._said = Notice(theme)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 0, 20, 12)
        whole.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self.fold)
        head.addStretch(1)
        whole.addLayout(head)
        whole.addWidget(self._said)
        whole.addWidget(self._list)
        self.fold.clicked.connect(self.toggle)

    def toggle(self) -> None:
        """Show the notes, or put them together."""
        if self._state.agent_id is not None:
            self.notes.open(not self._state.open)

    def display(self, state: NotesState) -> None:
        """Draw `state`. Words that were typed to a note stay with it."""
        self._state = state
        self.setVisible(state.agent_id is not None)
        self.fold.set_words(self.tr("Put the notes away") if state.open else self.tr("Coaching notes to this agent"))
        self._list.setVisible(state.open)
        problem = deed_text(state.problem) if state.problem is not None and state.open else ""
        self._said.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem)
        if not state.open:
            return
        wanted = state.notes, language_now()
        if wanted != self._drawn:
            self._drawn = wanted
            self._build(state.notes)
        for row in self.rows.values():
            row.close_it.setEnabled(not state.busy)

    def retranslate(self) -> None:
        """Say it in the language now shown."""
        self.display(self._state)

    def _build(self, notes: tuple[CoachingNote, ...] | None) -> None:
        self._typed |= {key: row.words.text() for key, row in self.rows.items()}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(0)
        self.rows = {}
        for note in notes or ():
            row = NoteRow(self._theme, note, self._when, self._today)
            row.words.setText(self._typed.get(note.note_id, ""))
            row.close_wanted.connect(lambda words, key=note.note_id: self.notes.close(key, words))
            self.rows[note.note_id] = row
            column.addWidget(row)
        if not notes:
            words = self.tr("Getting the notes") if notes is None else self.tr("Nobody has written to this agent yet.")
            column.addWidget(TextLabel(words, role=Role.SMALL, tone=Token.TEXT_2))
        column.addStretch(1)
        self._list.setWidget(inside)

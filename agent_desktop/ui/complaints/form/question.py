"""*Was this a complaint?* Asked in the wrap-up where the agent's words or the script suggest it, and none is recorded.

It is answered with one key or put away; what becomes of it is counted.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID, uuid4

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from agent_desktop.client.complaint_hints import sounds_like_a_complaint
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.client.watched import Shows
from agent_desktop.contract.complaint_questions import AnswerQuestion, QuestionAnswer, QuestionCause
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel


@dataclass(frozen=True, slots=True)
class QuestionState:
    """`word` is what suggested it, empty where the script did."""

    visible: bool = False
    word: str = ""


class QuestionCounter(Protocol):
    """Counts what became of the question."""

    def answer_question(self, command: AnswerQuestion) -> None: ...


class QuestionPresenter(Shows[QuestionState]):
    """Once a call: answered or put away, it does not come again."""

    def __init__(self, counter: QuestionCounter, tasks: Tasks) -> None:
        super().__init__(QuestionState())
        self._counter, self._tasks = counter, tasks
        self._call_id: UUID | None = None
        self._settled: set[UUID] = set()
        self._words: tuple[str, ...] = ()
        self._on_yes: Callable[[], None] = lambda: None

    def answer_yes_with(self, on_yes: Callable[[], None]) -> None:
        """Have `on_yes` open the form."""
        self._on_yes = on_yes

    def know_words(self, words: tuple[str, ...]) -> None:
        """Take the words that suggest a complaint."""
        self._words = words

    def call_stands(self, call_id: UUID | None, *, wrapping_up: bool, note: str, by_script: bool) -> None:
        """Take how the call stands: what is written down, and whether its script came to recording a complaint."""
        self._call_id = call_id
        if call_id is None or not wrapping_up or call_id in self._settled:
            self._show(QuestionState())
            return
        word = sounds_like_a_complaint(note, self._words)
        self._show(QuestionState(visible=bool(word) or by_script, word=word))

    def recorded(self, call_id: UUID) -> None:
        """A complaint was recorded in this call: nothing is to be asked."""
        self._settled.add(call_id)
        if call_id == self._call_id:
            self._show(QuestionState())

    def yes(self) -> None:
        """It was: record it."""
        if self.state.visible:
            self._answer(QuestionAnswer.YES)
            self._on_yes()

    def no(self) -> None:
        """It was not."""
        if self.state.visible:
            self._answer(QuestionAnswer.NO)

    def _answer(self, answer: QuestionAnswer) -> None:
        call_id, state = self._call_id, self.state
        if call_id is None:
            return
        cause = QuestionCause.WORDS if state.word else QuestionCause.SCRIPT
        command = AnswerQuestion(command_id=uuid4(), call_id=call_id, answer=answer, cause=cause)
        self._settled.add(call_id)
        self._show(replace(state, visible=False))
        self._tasks.run(lambda: self._counter.answer_question(command), ignore, ignore)  # a count, no more


class QuestionBand(QFrame):
    """Signals: yes_chosen, no_chosen."""

    yes_chosen = Signal()
    no_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("band", "info")
        self._state = QuestionState()
        self._title = TextLabel(role=Role.BODY_BOLD, wrap=True)
        self._why = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._yes = CommandButton(theme, small=True, look=Look.PRIMARY, keys="Alt+C")
        self._no = CommandButton(theme, small=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._why)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._yes)
        buttons.addWidget(self._no)
        buttons.addStretch(1)
        words.addSpacing(5)
        words.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 9, 14, 10)
        row.setSpacing(9)
        row.addWidget(IconView(theme, "ph.megaphone-simple-fill", Token.ACCENT, 17), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._yes.clicked.connect(self.yes_chosen)
        self._no.clicked.connect(self.no_chosen)
        self.hide()

    def display(self, state: QuestionState) -> None:
        """Draw `state`."""
        self._state = state
        self._title.set_text(self.tr("Was this a complaint?"))
        why = self.tr("Your note says “{word}”.").format(word=state.word) if state.word else ""
        self._why.set_text(why or self.tr("The script came to it, and none is recorded."))
        self._yes.set_words(self.tr("Yes, record it"))
        self._no.set_words(self.tr("No"))
        self.setAccessibleName(f"{self._title.full_text()} {self._why.full_text()}")
        self.setVisible(state.visible)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

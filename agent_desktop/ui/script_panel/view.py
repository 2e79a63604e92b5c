"""The script guide of the right column."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.script_panel.head import SayLanguage, ScriptHead
from agent_desktop.ui.script_panel.presenter import BlockedBy, ScriptKind, ScriptSaving, ScriptState
from agent_desktop.ui.script_panel.step_page import StepPage
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import end_composing
from agent_desktop.ui.widgets.formats import language_now, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel_states import EmptyState, SkeletonRows, StateKind

_SIDE: Final = 14
LOW: Final = 560
"""Under this height in pixels, at 100 % text, a long step does not fit with room around everything."""


class ScriptView(QFrame):
    """Draws one step: what to say, the answers, what must be said, back and next.

    Signals:
        answered: Question id and answer.
        must_say_toggled: Id of a statement.
        back_chosen, next_chosen: Another step.
        script_chosen: Another script (`ScriptChoice`).
        retry_chosen: Read the script again.
    """

    answered = Signal(str, str)
    must_say_toggled = Signal(str)
    back_chosen = Signal()
    next_chosen = Signal()
    script_chosen = Signal(object)
    retry_chosen = Signal()

    def __init__(self, theme: Theme, *, show_at_once: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._at_once = show_at_once  # draw the loading state without its wait; for pictures
        self._state = ScriptState()
        self._say_language = ""
        self._compact = False
        self.setProperty("panel", "column")
        self._build()
        self._head.script_chosen.connect(self._choose_script)
        self._say_switch.clicked.connect(self._switch_say_language)
        self._page.answered.connect(self.answered)
        self._page.must_say_toggled.connect(self.must_say_toggled)
        theme.changed.connect(self._refit)
        self._back.clicked.connect(self.go_back)
        self._next.clicked.connect(self.go_on)
        self._empty.action_chosen.connect(self.retry_chosen)
        self._fit()
        self._draw()

    def display(self, state: ScriptState) -> None:
        """Draw `state`. A field that is being typed in is left alone."""
        if state.script_id != self._state.script_id:
            self._say_language = ""
        self._state = state
        self._draw()

    def choose_answer(self, number: int) -> None:
        """Give the main question's answer of this number, counted from 1; a number without one does nothing."""
        self._page.choose_answer(number)

    def go_back(self) -> None:
        """Ask for the step before, with the words that an input method is still composing."""
        end_composing()
        self.back_chosen.emit()

    def go_on(self) -> None:
        """Ask for the next step, with the words that an input method is still composing."""
        end_composing()
        self.next_chosen.emit()

    def tick_next_must_say(self) -> None:
        """Tick the first statement that is not said yet."""
        left = [row.must_say_id for row in self._state.must_says if row.said_at is None]
        if left and not self._state.read_only:
            self.must_say_toggled.emit(left[0])

    def focus_first(self) -> None:
        """Put the focus on the chosen answer, or the first one; without answers on the first thing to do."""
        if not self._page.focus_first():
            self._next.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_blocked(self) -> None:
        """Put the focus on what keeps Next off: the unanswered question, or the answers."""
        if not self._page.focus_blocked():
            self._next.setFocus(Qt.FocusReason.TabFocusReason)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()
        super().changeEvent(event)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A height alone changes nothing that is drawn: a pop, which moves the border over the notes, has no time.
        if event.size().width() != event.oldSize().width() or self._is_low() is not self._compact:
            self._refit()

    # building

    def _build(self) -> None:
        theme = self._theme
        self._head = ScriptHead(theme)
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 5, show_at_once=self._at_once)
        waiting = QWidget()
        waiting_column = QVBoxLayout(waiting)
        waiting_column.setContentsMargins(14, 14, 14, 14)
        waiting_column.addWidget(self._skeleton)
        waiting_column.addStretch(1)
        self._say_switch = SayLanguage(theme)
        self._page = StepPage(theme, self._say_switch)
        step = QWidget()
        self._foot_column = self._foot()
        step_column = QVBoxLayout(step)
        step_column.setContentsMargins(0, 0, 0, 0)
        step_column.setSpacing(0)
        step_column.addWidget(self._page, 1)
        step_column.addLayout(self._foot_column)
        self._pages = QStackedLayout()
        for page in (self._empty, waiting, step):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(self._pages, 1)

    def _foot(self) -> QVBoxLayout:
        self._reason = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._back = CommandButton(self._theme, look=Look.QUIET, keys="Alt+←", icon="ph.caret-left")
        self._next = CommandButton(self._theme, look=Look.PRIMARY, keys="Alt+→")
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._next)
        foot = QVBoxLayout()
        foot.addWidget(self._reason)
        foot.addLayout(buttons)
        return foot

    # drawing

    def _draw(self) -> None:
        state = self._state
        self._head.display(state, self._saving_words())
        if state.kind is ScriptKind.READY:
            self._pages.setCurrentIndex(2)
            self._draw_step()
            return
        self._pages.setCurrentIndex(1 if state.kind is ScriptKind.LOADING else 0)
        self._skeleton.set_words(self.tr("Getting the script"))
        if state.kind is ScriptKind.FAILED:
            text = problem_text(state.problem) if state.problem is not None else ""
            title = self.tr("The script is not here")
            self._empty.show_state(StateKind.ERROR, title, text, button=self.tr("Try again"), keys="Ctrl+R")
        else:
            self._empty.show_state(
                StateKind.QUIET,
                self.tr("No script is open"),
                self.tr("The one for the call opens when you answer."),
                icon="ph.path",
            )

    def _draw_step(self) -> None:
        say_language = self._say_language or language_now()
        self._say_switch.setAccessibleName(self.tr("Language to say it in"))
        self._say_switch.show_language(say_language)
        self._page.display(self._state, say_language)
        self._draw_foot()

    def _refit(self) -> None:
        self._fit()
        if self._state.kind is ScriptKind.READY:
            self._draw()

    def _is_low(self) -> bool:
        return self.height() < self._theme.px(LOW)

    def _fit(self) -> None:
        """Stand closer together in a low column: what must be said and asked shall be seen without scrolling."""
        compact = self._is_low()
        if compact != self._compact:
            self._compact = compact
            self._head.set_compact(compact, self._say_switch)
            self._page.set_compact(compact)
        self._foot_column.setContentsMargins(_SIDE, 3 if compact else 4, _SIDE, 6 if compact else 12)
        self._foot_column.setSpacing(4 if compact else 7)

    def _draw_foot(self) -> None:
        state = self._state
        self._back.set_words(self.tr("Back"))
        self._back.set_off("" if state.can_go_back else self.tr("This is the first step."))
        title = words(state.next_title)
        self._next.set_words(self.tr("Next: {step}").format(step=title) if title else self.tr("Next"))
        reason = "" if state.can_go_on else self._why_not()
        self._next.set_off(reason)
        self._next.setEnabled(state.can_go_on)
        self._next.setVisible(state.blocked_by is not BlockedBy.LAST_STEP)
        self._reason.set_text(reason)
        # The box of must-says tells by itself how many are left.
        self._reason.setVisible(bool(reason) and state.blocked_by is BlockedBy.ANSWER)

    def _why_not(self) -> str:
        state = self._state
        if state.blocked_by is BlockedBy.MUST_SAY:
            return self.tr("Next opens once you have said and ticked what must be said.")
        if state.blocked_by is BlockedBy.LAST_STEP:
            return self.tr("This is the last step.")
        question = next((q for q in state.questions if q.question_id == state.blocked_question), None)
        if question is not None:
            return self.tr("Next opens once “{question}” is answered.").format(question=words(question.label))
        return self.tr("Next opens once you have chosen an answer.")

    def _saving_words(self) -> str:
        match self._state.saving:
            case ScriptSaving.KEPT_HERE:
                return self.tr("Kept on this computer")
            case ScriptSaving.REFUSED:
                return self.tr("Not saved")
            case _:
                return ""

    def _choose_script(self, choice: object) -> None:
        end_composing()
        self.script_chosen.emit(choice)

    def _switch_say_language(self) -> None:
        shown = self._say_language or language_now()
        self._say_language = "en" if shown == "zh" else "zh"
        self._draw()

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
from agent_desktop.ui.script_panel.action_rows import ActionList
from agent_desktop.ui.script_panel.head import ScriptHead
from agent_desktop.ui.script_panel.presenter import BlockedBy, ScriptKind, ScriptSaving, ScriptState
from agent_desktop.ui.script_panel.say_switch import BothLanguages, SayLanguage
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
        answered: Question id and answer as typed or chosen.
        stepped: Question id and by how many days its date is to move.
        must_say_toggled: Id of a statement.
        verify_chosen: Ask the next question of the check.
        could_not_verify: Whether the agent says so, or takes it back.
        undo_chosen: Answer as before what altered the way.
        both_toggled: Whether what is said shows in both languages from now on.
        back_chosen, next_chosen: Another step.
        script_chosen: Another script (`ScriptChoice`).
        retry_chosen: Read the script again.
        offers_others: The scripts that can be changed to are not those of before.
    """

    answered = Signal(str, str)
    stepped = Signal(str, int)
    verify_chosen = Signal()
    could_not_verify = Signal(bool)
    undo_chosen = Signal()
    both_toggled = Signal(bool)
    must_say_toggled = Signal(str)
    back_chosen = Signal()
    next_chosen = Signal()
    script_chosen = Signal(object)
    retry_chosen = Signal()
    offers_others = Signal()

    def __init__(self, theme: Theme, *, show_at_once: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._at_once = show_at_once  # draw the loading state without its wait; for pictures
        self._state = ScriptState()
        self._say_language = ""
        self._both = False
        self._compact = False
        self.setProperty("panel", "column")
        self._build()
        self._head.script_chosen.connect(self._choose_script)
        self._say_switch.clicked.connect(self._switch_say_language)
        self._page.answered.connect(self.answered)
        self._say_both.clicked.connect(self._switch_both)
        self._page.stepped.connect(self.stepped)
        self._page.must_say_toggled.connect(self.must_say_toggled)
        self._page.entered.connect(self._entered)
        self._page.verify.verify_chosen.connect(self.verify_chosen)
        self._page.verify.failed_chosen.connect(self.could_not_verify)
        self._page.deeds.verify_chosen.connect(self.verify_chosen)
        self._page.alteration.undo_chosen.connect(self.undo_chosen)
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
        before, self._state = self._state, state
        self._draw()
        if (state.choices, state.script_id, state.read_only) != (before.choices, before.script_id, before.read_only):
            self.offers_others.emit()

    def choose_answer(self, number: int) -> None:
        """Give the main question's answer of this number, counted from 1; a number without one does nothing."""
        self._page.choose_answer(number)

    def go_back(self) -> None:
        """Ask for the step before, with the words that an input method is still composing."""
        end_composing()
        self.back_chosen.emit()

    def go_on(self) -> None:
        """Ask for the next step, with the words that an input method is still composing.

        Where it may not be yet, go to what is left to do; what must be said first turns red.
        """
        end_composing()
        if self._state.kind is ScriptKind.READY and not self._state.can_go_on and not self._state.finished:
            if self._state.blocked_by is BlockedBy.MUST_SAY:
                self._page.insist()
            self.focus_blocked()
        self.next_chosen.emit()

    @property
    def deeds(self) -> ActionList:
        """The actions of the step; their signals say what was pressed."""
        return self._page.deeds

    def set_both(self, both: bool) -> None:
        """Show what is said in both languages, or in one."""
        self._both = both
        self._draw()

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
        self._say_both = BothLanguages(theme)
        self._say_tools = QWidget()
        tools = QHBoxLayout(self._say_tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(6)
        tools.addWidget(self._say_both)
        tools.addWidget(self._say_switch)
        self._page = StepPage(theme, self._say_tools)
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
        self._say_both.set_words(self.tr("Both"))
        self._say_both.setToolTip(self.tr("Show what to say in both languages"))
        self._say_both.setChecked(self._both)
        other = "en" if say_language == "zh" else "zh"
        self._page.display(self._state, (say_language, other) if self._both else (say_language,))
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
            self._head.set_compact(compact, self._say_tools)
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
        # What must be said is told here too: the box may be out of view, and Next must not look broken.
        self._reason.set_tone(Token.CAUTION if state.blocked_by is BlockedBy.MUST_SAY else Token.TEXT_2)
        self._reason.setVisible(bool(reason) and state.blocked_by is not BlockedBy.LAST_STEP)

    def _why_not(self) -> str:
        state = self._state
        if state.blocked_by is BlockedBy.MUST_SAY:
            return self.tr("Next opens once you have said and ticked what must be said.")
        if state.blocked_by is BlockedBy.LAST_STEP:
            return self.tr("This is the last step.")
        if state.blocked_by is BlockedBy.VERIFY:
            return self.tr("Next opens once the check is passed, or you say that you could not verify.")
        action = next((each for each in state.actions if each.action_id == state.blocked_question), None)
        if action is not None:
            return self.tr("Next opens once this is done: {action}.").format(action=words(action.label))
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

    def _switch_both(self) -> None:
        self.both_toggled.emit(not self._both)
        self.set_both(not self._both)

    def _entered(self) -> None:
        """Enter in a field: on to what is left to do, else to Next."""
        if self._state.can_go_on or self._state.finished:
            self._next.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focus_blocked()

    def _switch_say_language(self) -> None:
        shown = self._say_language or language_now()
        self._say_language = "en" if shown == "zh" else "zh"
        self._draw()

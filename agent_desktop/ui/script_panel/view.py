"""The script guide of the right column."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.script_panel.head import SayLanguage, ScriptHead
from agent_desktop.ui.script_panel.must_say import MustSayBox
from agent_desktop.ui.script_panel.presenter import BlockedBy, ScriptKind, ScriptSaving, ScriptState
from agent_desktop.ui.script_panel.questions import QuestionField, is_wide
from agent_desktop.ui.script_panel.say_block import SayBlock
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.answer_row import AnswerRow
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.focus_ring import REACH
from agent_desktop.ui.widgets.formats import language_now, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind

_SIDE: Final = 14


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
        self._built: tuple[str, ...] = ()
        self._answers: list[AnswerRow] = []
        self._questions: dict[str, QuestionField] = {}
        self.setProperty("panel", "column")
        self._build()
        self._head.script_chosen.connect(self.script_chosen)
        self._say_switch.clicked.connect(self._switch_say_language)
        self._must_says.toggled.connect(self.must_say_toggled)
        self._back.clicked.connect(self.back_chosen)
        self._next.clicked.connect(self.next_chosen)
        self._empty.action_chosen.connect(self.retry_chosen)
        self._draw()

    def display(self, state: ScriptState) -> None:
        """Draw `state`. A field that is being typed in is left alone."""
        if state.script_id != self._state.script_id:
            self._say_language = ""
        self._state = state
        self._draw()

    def choose_answer(self, number: int) -> None:
        """Give the main question's answer of this number, counted from 1; a number without one does nothing."""
        if 1 <= number <= len(self._answers) and self._answers[number - 1].isEnabled():
            self._answers[number - 1].click()

    def tick_next_must_say(self) -> None:
        """Tick the first statement that is not said yet."""
        left = [row.must_say_id for row in self._state.must_says if row.said_at is None]
        if left and not self._state.read_only:
            self.must_say_toggled.emit(left[0])

    def focus_first(self) -> None:
        """Put the focus on the chosen answer, or the first one; without answers on the first thing to do."""
        row = next((row for row in self._answers if row.isChecked()), None)
        row = row or next(iter(self._answers), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._questions:
            next(iter(self._questions.values())).focus()
        elif self._state.must_left:
            self._must_says.focus_left()
        else:
            self._next.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_blocked(self) -> None:
        """Put the focus on what keeps Next off: the unanswered question, or the answers."""
        question = self._questions.get(self._state.blocked_question)
        if question is not None:
            question.focus()
        elif self._state.blocked_by is BlockedBy.MUST_SAY:
            self._must_says.focus_left()
        else:
            self.focus_first()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()
        super().changeEvent(event)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._state.kind is ScriptKind.READY:
            self._draw()

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
        step = QWidget()
        self._pages = QStackedLayout()
        for page in (self._empty, waiting, step):
            self._pages.addWidget(page)
        self._fill_step(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(self._pages, 1)

    def _fill_step(self, page: QWidget) -> None:
        theme = self._theme
        self._say_title = TextLabel(role=Role.SMALL_STRONG, tone=Token.ACCENT)
        self._say_switch = SayLanguage(theme)
        self._say = SayBlock(theme)
        self._say_head = QWidget()
        say_row = QHBoxLayout(self._say_head)
        say_row.setContentsMargins(0, REACH, REACH, REACH)  # room for the ring of the switch
        say_row.setSpacing(7)
        say_row.addWidget(IconView(theme, "ph.chat-teardrop-text-fill", Token.ACCENT, 15))
        say_row.addWidget(self._say_title)
        say_row.addStretch(1)
        say_row.addWidget(self._say_switch)
        self._main_label = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._answer_box = QWidget()
        self._answer_column = QVBoxLayout(self._answer_box)
        self._answer_column.setContentsMargins(0, 0, 0, 0)
        self._answer_column.setSpacing(6)
        self._question_box = QWidget()
        self._question_grid = QGridLayout(self._question_box)
        self._question_grid.setContentsMargins(0, 0, 0, 0)
        self._question_grid.setHorizontalSpacing(12)
        self._question_grid.setVerticalSpacing(10)
        self._question_grid.setColumnStretch(0, 1)
        self._question_grid.setColumnStretch(1, 1)
        self._must_says = MustSayBox(theme)
        self._outcome = frame("good", name="soft")
        outcome = QHBoxLayout(self._outcome)
        outcome.setContentsMargins(12, 9, 12, 9)
        outcome.setSpacing(8)
        self._outcome_text = TextLabel(role=Role.BODY_STRONG, wrap=True)
        outcome.addWidget(IconView(theme, "ph.check-circle-fill", Token.GOOD, 16), 0, Qt.AlignmentFlag.AlignTop)
        outcome.addWidget(self._outcome_text, 1)
        self._notice = Notice(theme)

        content = QWidget()
        content.setProperty("ground", "clear")
        self._content = content
        inside = QVBoxLayout(content)
        inside.setContentsMargins(_SIDE, 4, _SIDE, 6)
        # A layout leaves out the gaps of what is hidden: so the gaps are the layout's.
        inside.setSpacing(9)
        for group in (
            _together(self._say_head, self._say, gap=2),
            _together(self._main_label, self._answer_box, gap=4),
            self._question_box,
            self._must_says,
            self._outcome,
            self._notice,
        ):
            if isinstance(group, QVBoxLayout):
                inside.addLayout(group)
            else:
                inside.addWidget(group)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        self._scroll = scroll
        self._inside = inside
        # Queued: the bar has come or gone by then, else the two widths would call each other for ever.
        scroll.verticalScrollBar().rangeChanged.connect(self._make_room, Qt.ConnectionType.QueuedConnection)

        self._reason = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._back = CommandButton(theme, look=Look.QUIET, keys="Alt+←", icon="ph.caret-left")
        self._next = CommandButton(theme, look=Look.PRIMARY, keys="Alt+→")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._next)
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 4, 14, 12)
        foot.setSpacing(7)
        foot.addWidget(self._reason)
        foot.addLayout(buttons)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)

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
        state = self._state
        say_language = self._say_language or language_now()
        paired = "paired" if self._fits_in_pairs() else ""
        built = (state.script_id, state.version, state.step_id, language_now(), paired)
        if built != self._built:
            self._built = built
            self._build_step()
        pieces = state.say.get(say_language) or state.say.get("en", ())
        self._say_title.set_text(self.tr("Say this"))
        self._say_switch.setAccessibleName(self.tr("Language to say it in"))
        self._say_switch.show_language(say_language)
        self._say.show_pieces(pieces)
        self._say_head.setVisible(bool(pieces) or bool(state.must_says))
        self._say.setVisible(bool(pieces))
        main = state.main_question
        chosen = main.answer if main is not None else ""
        self._main_label.set_text(words(main.label) if main is not None else "")
        self._main_label.setVisible(main is not None)
        for row in self._answers:
            row.setChecked(row.objectName() == chosen)
            row.setEnabled(not state.read_only)
        for question in state.questions:
            self._questions[question.question_id].display(question)
            self._questions[question.question_id].set_off(state.read_only)
        self._must_says.display(state.must_says, state.must_left, say_language, read_only=state.read_only)
        self._outcome.setVisible(state.finished)
        self._outcome_text.set_text(self.tr("The script is done. Finish the call, then choose the outcome."))
        self._draw_problem()
        self._draw_foot()

    def _build_step(self) -> None:
        state = self._state
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self._content.isAncestorOf(focused)
        if had_focus and focused is not None:
            focused.clearFocus()
        clear_layout(self._answer_column)
        clear_layout(self._question_grid)
        for gone in self._questions.values():
            gone.deleteLater()
        self._answers, self._questions = [], {}
        options = state.main_question.options if state.main_question is not None else ()
        for number, option in enumerate(options, start=1):
            row = AnswerRow(self._theme, words(option.label), f"Alt+{number}" if number <= 9 else "")
            row.setObjectName(option.id)
            row.clicked.connect(self._answer_clicked)
            self._answer_column.addWidget(row)
            row.show()  # at once, not with the next turn of the loop: it may be given the focus
            self._answers.append(row)
        self._answer_box.setVisible(bool(self._answers))
        line, column = 0, 0
        paired = self._fits_in_pairs()
        for question in state.questions:
            narrow = not is_wide(question)
            field = QuestionField(self._theme, question, self, inline=narrow and not paired)
            field.answered.connect(self.answered)
            if not (narrow and paired):
                line, column = (line + 1, 0) if column else (line, 0)
                self._question_grid.addWidget(field.widget, line, 0, 1, 2)
                line += 1
            else:
                self._question_grid.addWidget(field.widget, line, column, Qt.AlignmentFlag.AlignTop)
                line, column = (line, 1) if column == 0 else (line + 1, 0)
            field.widget.show()
            self._questions[question.question_id] = field
        self._question_box.setVisible(bool(self._questions))
        self._scroll.verticalScrollBar().setValue(0)
        if had_focus:
            self.focus_first()

    def _fits_in_pairs(self) -> bool:
        """Whether the questions with narrow fields can stand side by side: their labels are short enough."""
        half = (self.width() - 28 - 12) // 2 - self._theme.px(14)
        narrow = [question for question in self._state.questions if not is_wide(question)]
        metrics = self._theme.metrics(Role.SMALL)
        return len(narrow) > 1 and all(metrics.horizontalAdvance(words(each.label)) <= half for each in narrow)

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

    def _draw_problem(self) -> None:
        state = self._state
        text = problem_text(state.problem) if state.problem is not None else ""
        self._notice.show_notice("ph.warning-circle-fill", Token.PROBLEM, text)

    def _saving_words(self) -> str:
        match self._state.saving:
            case ScriptSaving.KEPT_HERE:
                return self.tr("Kept on this computer")
            case ScriptSaving.REFUSED:
                return self.tr("Not saved")
            case _:
                return ""

    def _make_room(self, _least: int, most: int) -> None:
        """Let the scroll bar stand in the margin: the words keep their width, and with it their lines."""
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self._inside.setContentsMargins(_SIDE, 4, max(2, _SIDE - bar) if most else _SIDE, 6)

    def _answer_clicked(self) -> None:
        question, row = self._state.main_question, self.sender()
        if question is not None:
            self.answered.emit(question.question_id, row.objectName())

    def _switch_say_language(self) -> None:
        shown = self._say_language or language_now()
        self._say_language = "en" if shown == "zh" else "zh"
        self._draw()


def _together(*widgets: QWidget, gap: int) -> QVBoxLayout:
    group = QVBoxLayout()
    group.setSpacing(gap)
    for widget in widgets:
        group.addWidget(widget)
    return group

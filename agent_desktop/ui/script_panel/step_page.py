"""One step of the script: what to say, the check, the answers, the questions, what must be said, and what is done."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from agent_desktop.service_scripts.schema import QuestionKind
from agent_desktop.service_scripts.walk import NO, YES
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.script_panel.action_rows import ActionList
from agent_desktop.ui.script_panel.alteration_note import AlterationNote
from agent_desktop.ui.script_panel.answer_fields import toggled
from agent_desktop.ui.script_panel.must_say import MustSayBox
from agent_desktop.ui.script_panel.question_grid import QuestionGrid
from agent_desktop.ui.script_panel.say_block import SayBlock
from agent_desktop.ui.script_panel.state import BlockedBy, QuestionState, ScriptState
from agent_desktop.ui.script_panel.verify_block import VerifyBlock
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.answer_row import AnswerRow
from agent_desktop.ui.widgets.fields import end_composing
from agent_desktop.ui.widgets.focus_ring import REACH
from agent_desktop.ui.widgets.formats import language_now, words
from agent_desktop.ui.widgets.guard import guarded
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.panel_states import Notice

_SIDE: Final = 14
_GAPS: Final = (9, 5)
"""Between the groups of a step: with room, and in a low column."""


class StepPage(QScrollArea):
    """Draws the step of a `ScriptState`. In a low column it is `compact`, so that a whole step may be seen at once.

    What the agent must do next is brought into view as the answers come; a step opens at its top.

    Signals:
        answered: Question id and answer.
        stepped: Question id and by how many days its date is to move.
        must_say_toggled: Id of a statement.
        entered: Enter was pressed in a field.
    """

    answered = Signal(str, str)
    stepped = Signal(str, int)
    must_say_toggled = Signal(str)
    entered = Signal()

    def __init__(self, theme: Theme, say_switch: QWidget) -> None:
        """`say_switch` turns the language of what is said; it stands over that, except where `compact`."""
        super().__init__()
        self._theme = theme
        self._say_switch = say_switch
        self._state = ScriptState()
        self._compact = False
        self._built: tuple[str, ...] = ()
        self._next_thing: tuple[str, str] = ("", "")
        self._led_step = ""
        self._answers: list[AnswerRow] = []
        self.verify = VerifyBlock(theme)
        self.deeds = ActionList(theme)
        self.alteration = AlterationNote(theme)
        self._fill()
        self._must_says.toggled.connect(self.must_say_toggled)
        self.deeds.say_first_chosen.connect(self._go_to_must_says)
        self._questions.answered.connect(self.answered)
        self._questions.stepped.connect(self.stepped)
        self._questions.entered.connect(self.entered)
        # Once the layouts have come to rest: only then is it known what can be seen.
        self._leading = QTimer(self)
        self._leading.setSingleShot(True)
        self._leading.setInterval(0)
        self._leading.timeout.connect(self._lead_on)

    def display(self, state: ScriptState, say_languages: tuple[str, ...]) -> None:
        """Draw `state`, and say it in `say_languages`. A field that is being typed in is left alone."""
        say_language = say_languages[0]
        paired = "paired" if self._questions.fits_in_pairs(state.questions, self.width() - 2 * _SIDE) else ""
        # By a condition a question may come and go within its step.
        asked = ",".join(question.question_id for question in _all(state))
        built = (state.script_id, state.version, state.step_id, language_now(), paired, asked)
        if built != self._built:
            end_composing()  # an answer to a field that goes now: it comes back as a newer state
            if built == self._built:
                return
        self._state = state
        if built != self._built:
            opens = built[:3] != self._built[:3]
            self._built = built
            self._build_step(opens)
        self.alteration.display(state.alteration)
        pieces = state.say.get(say_language) or state.say.get("en", ())
        self._say_title.set_text(self.tr("Say this"))
        self._say.show_pieces(pieces)
        self._say_head.setVisible((bool(pieces) or bool(state.must_says)) and not self._compact)
        self._say.setVisible(bool(pieces))
        other = state.say.get(say_languages[1], ()) if len(say_languages) > 1 else ()
        self._say_too.show_pieces(other)
        self._say_too.setVisible(bool(other))
        self.verify.display(state.verify, read_only=state.read_only)
        main = state.main_question
        chosen = main.answer if main is not None else ""
        self._main_label.set_text(words(main.label) if main is not None else "")
        self._main_label.setVisible(main is not None)
        for row in self._answers:
            row.setChecked(row.objectName() == chosen)
            row.setEnabled(not state.read_only)
        self._questions.display(state.questions, read_only=state.read_only)
        self._must_says.display(state.must_says, state.must_left, say_languages, read_only=state.read_only)
        self.deeds.display(state.actions, say_language, read_only=state.read_only)
        self._outcome.setVisible(state.finished)
        self._outcome_text.set_text(self.tr("The script is done. Finish the call, then choose the outcome."))
        text = problem_text(state.problem) if state.problem is not None else ""
        if text:
            self._notice.show_notice("ph.warning-circle-fill", Token.PROBLEM, text)
        else:
            self._notice.show_notice("ph.info-fill", Token.INFO, self._moved_words() if state.moved_from else "")
        self._follow()

    def set_compact(self, compact: bool) -> None:
        """Stand closer together, because the column is low; `display` has to follow."""
        if compact == self._compact:
            return
        self._compact = compact
        self._say.set_role(Role.SAY_LOW if compact else Role.SAY)
        self._must_says.set_compact(compact)
        for row in self._answers:
            row.set_low(compact)
        self._inside.setSpacing(_GAPS[compact])
        self._answer_column.setSpacing(4 if compact else 6)
        self._set_margins(self.verticalScrollBar().maximum() > 0)
        if not compact:
            self._say_row.addWidget(self._say_switch)

    def choose_answer(self, number: int) -> None:
        """Give the answer, or press the action, that has this number; a number without one does nothing."""
        state = self._state
        if state.read_only:
            return
        for question in _all(state):
            first = 1 if question is state.main_question else question.first_key
            at = number - first
            options = _options(question)
            if first and 0 <= at < len(options):
                multi = question.kind is QuestionKind.MULTI_CHOICE
                self.answered.emit(question.question_id, toggled(question, options[at]) if multi else options[at])
                return
        self.deeds.press(number)

    def insist(self) -> None:
        """Somebody wanted to go on, and may not yet: make what must be said impossible to miss."""
        self._must_says.insist()

    def _go_to_must_says(self) -> None:
        """Somebody wanted to do what waits for a statement: to that, and no way to miss it."""
        self._must_says.insist()
        self._must_says.focus_left()
        self._leading.start()

    def focus_first(self) -> bool:
        """Put the focus on the chosen answer, or the first one; without answers on the first thing to do.

        Returns False where the step asks for nothing.
        """
        row = next((row for row in self._answers if row.isChecked()), None)
        row = row or next(iter(self._answers), None)
        if row is not None:
            row.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._questions.focus():
            pass
        elif self._state.must_left:
            self._must_says.focus_left()
        elif not self.verify.focus() and not self.deeds.focus():
            return False
        self._leading.start()
        return True

    def focus_blocked(self) -> bool:
        """Put the focus on what keeps Next off: the unanswered question, or the answers. False: nothing does here."""
        blocked = self._state.blocked_question
        question, action = self._questions.field(blocked), self.deeds.row(blocked)
        if question is not None:
            question.focus()
        elif self._state.blocked_by is BlockedBy.MUST_SAY:
            self._must_says.focus_left()
        elif self._state.blocked_by is BlockedBy.VERIFY:
            self.verify.focus()
        elif action is not None:
            action.focus()
        else:
            return self.focus_first()
        self._leading.start()
        return True

    @guarded(bool)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:  # an answer reached by an arrow key: of Tab Qt takes care
            self._leading.start()
        return False

    # building

    def _fill(self) -> None:
        theme = self._theme
        self._say_title = TextLabel(role=Role.SMALL_STRONG, tone=Token.ACCENT)
        self._say = SayBlock(theme)
        self._say_too = SayBlock(theme, role=Role.SAY_LOW)
        self._say_head = QWidget()
        self._say_row = QHBoxLayout(self._say_head)
        self._say_row.setContentsMargins(0, REACH, REACH, REACH)  # room for the ring of the switch
        self._say_row.setSpacing(7)
        self._say_row.addWidget(IconView(theme, "ph.chat-teardrop-text-fill", Token.ACCENT, 15))
        self._say_row.addWidget(self._say_title)
        self._say_row.addStretch(1)
        self._say_row.addWidget(self._say_switch)
        self._main_label = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._answer_box = QWidget()
        self._answer_column = QVBoxLayout(self._answer_box)
        self._answer_column.setContentsMargins(0, 0, 0, 0)
        self._answer_column.setSpacing(6)
        self._questions = QuestionGrid(theme)
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
        self._inside = QVBoxLayout(content)
        # A layout leaves out the gaps of what is hidden: so the gaps are the layout's.
        self._inside.setSpacing(_GAPS[0])
        for group in (
            self.alteration,
            _together(self._say_head, self._say, self._say_too, gap=2),
            self.verify,
            _together(self._main_label, self._answer_box, gap=4),
            self._questions,
            self._must_says,
            self.deeds,
            self._outcome,
            self._notice,
        ):
            if isinstance(group, QVBoxLayout):
                self._inside.addLayout(group)
            else:
                self._inside.addWidget(group)
        self._inside.addStretch(1)
        self._set_margins(False)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        # Queued: the bar has come or gone by then, else the two widths would call each other for ever.
        self.verticalScrollBar().rangeChanged.connect(self._make_room, Qt.ConnectionType.QueuedConnection)

    def _build_step(self, opens: bool) -> None:
        state = self._state
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self._content.isAncestorOf(focused)
        if had_focus and focused is not None:
            focused.clearFocus()
        clear_layout(self._answer_column)
        self._answers = []
        options = state.main_question.options if state.main_question is not None else ()
        for number, option in enumerate(options, start=1):
            row = AnswerRow(self._theme, words(option.label), f"Alt+{number}" if number <= 9 else "")
            row.set_low(self._compact)
            row.setObjectName(option.id)
            row.clicked.connect(self._answer_clicked)
            row.installEventFilter(self)
            self._answer_column.addWidget(row)
            row.show()  # at once, not with the next turn of the loop: it may be given the focus
            self._answers.append(row)
        self._answer_box.setVisible(bool(self._answers))
        self._questions.build(state.questions, paired=bool(self._built[4]))
        if opens:
            self.verticalScrollBar().setValue(0)
        if had_focus:
            self.focus_first()

    def _make_room(self, _least: int, most: int) -> None:
        self._set_margins(most > 0)

    def _set_margins(self, scrolls: bool) -> None:
        """Let the scroll bar stand in the margin: the words keep their width, and with it their lines."""
        right = max(2, _SIDE - self.verticalScrollBar().sizeHint().width()) if scrolls else _SIDE
        self._inside.setContentsMargins(_SIDE, 5 if self._compact else 4, right, 0 if self._compact else 6)

    def _moved_words(self) -> str:
        return self.tr("This script has another version now. You go on in it; the answers that fit it are kept.")

    # what comes next

    def _follow(self) -> None:
        """Have the next thing to do brought into view where it is another one than before, on the same step."""
        thing = (self._state.step_id, self._thing_to_do())
        before, self._next_thing = self._next_thing, thing
        if before[0] == thing[0] and before[1] != thing[1]:
            self._led_step = thing[0]
            self._leading.start()

    def _thing_to_do(self) -> str:
        state = self._state
        if state.main_question is not None and not state.main_question.answer:
            return state.main_question.question_id
        if state.blocked_by is BlockedBy.VERIFY:
            return BlockedBy.VERIFY
        left = [say.must_say_id for say in state.must_says if say.said_at is None]
        return state.blocked_question or (left[0] if left else "")

    def _lead_on(self) -> None:
        thing = self._next_thing[1]
        field = self._questions.field(thing)
        target: QWidget | None = (
            field.widget if field is not None else self._must_says.row(thing) or self.deeds.row(thing)
        )
        if thing == BlockedBy.VERIFY:
            target = self.verify
        if target is not None and self._state.step_id == self._led_step:
            self.ensureWidgetVisible(target, 0, 8)
        focused = QApplication.focusWidget()
        if focused is not None and self._content.isAncestorOf(focused):
            self.ensureWidgetVisible(focused, 0, 8)

    def _answer_clicked(self) -> None:
        question, row = self._state.main_question, self.sender()
        if question is not None:
            self.answered.emit(question.question_id, row.objectName())


def _all(state: ScriptState) -> tuple[QuestionState, ...]:
    return (*((state.main_question,) if state.main_question is not None else ()), *state.questions)


def _options(question: QuestionState) -> tuple[str, ...]:
    """The ids of what can be chosen by a number, in order."""
    if question.kind is QuestionKind.YES_NO:
        return (YES, NO)
    return tuple(option.id for option in question.options)


def _together(*widgets: QWidget, gap: int) -> QVBoxLayout:
    group = QVBoxLayout()
    group.setSpacing(gap)
    for widget in widgets:
        group.addWidget(widget)
    return group

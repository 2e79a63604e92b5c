"""The form over the window in which a follow-up is planned, handed on, and ended."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.follow_ups import STEP_LIMIT, FollowUpStep, Phase
from agent_desktop.contract.prospect_cards import Interest
from agent_desktop.ui.follow_ups.kept import PlanWords
from agent_desktop.ui.follow_ups.presenter import PlansState
from agent_desktop.ui.follow_ups.words import line_words, phase_words
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import ChoiceField, LineField
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.prospects import interest_words
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.time_field import DayField, read_day

_WIDTH: Final = 640
_TOP: Final = 134
"""Under the call slot, which stays in sight."""
_NEW: Final = ""


class PlanForm(Overlay):
    """Draws a `PlansState`.

    Signals:
        changed: The form as it stands (`PlanWords`).
        chosen: Plan on with this one (`UUID`), or None for a new one.
        keep_chosen: Keep the next step.
        refer_chosen: Hand it to who looks after the customer.
        step_chosen: Do this with it (`FollowUpStep`, words as `str`).
    """

    changed = Signal(object)
    chosen = Signal(object)
    keep_chosen = Signal()
    refer_chosen = Signal()
    step_chosen = Signal(object, str)

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._ticker = ticker
        self._state = PlansState()
        self._filling = False
        self._title = TextLabel(role=Role.FORM_TITLE, elided=True)
        self._labels = [TextLabel(role=Role.SMALL, tone=Token.TEXT_2) for _ in range(5)]
        self.plan_choice, self.topic = ChoiceField(theme), ChoiceField(theme)
        self.phase = SegmentedChoice(theme, compact=True)
        self.next_step, self.result = LineField(theme), LineField(theme)
        for field in (self.next_step, self.result):
            field.setMaxLength(STEP_LIMIT)
        self.day = DayField(theme)
        self._notice, self._done = Notice(theme), Notice(theme)
        self.keep = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter")
        self.refer = CommandButton(theme, keys="Alt+W", icon="ph.handshake")
        self.win, self.lose = CommandButton(theme, small=True), CommandButton(theme, small=True)
        self.cancel = CommandButton(theme, small=True)
        self._leave = CommandButton(theme, keys="Esc")
        self._ends = QWidget()
        self._build()
        self.plan_choice.activated.connect(self._plan_picked)
        self.topic.activated.connect(self._emit)
        self.phase.chosen.connect(self._phase_picked)
        self.next_step.textEdited.connect(self._emit)
        self.day.typed.connect(self._emit)
        self.keep.clicked.connect(self.keep_chosen)
        self.refer.clicked.connect(self.refer_chosen)
        for button, step in (
            (self.win, FollowUpStep.WIN),
            (self.lose, FollowUpStep.LOSE),
            (self.cancel, FollowUpStep.CANCEL),
        ):
            button.clicked.connect(lambda _=False, step=step: self.step_chosen.emit(step, self.result.text()))
        self._done.action_chosen.connect(self._mistake)
        self._leave.clicked.connect(self.close_over)
        self.display(self._state)

    def display(self, state: PlansState) -> None:
        """Draw `state`, opening and closing with it."""
        before, self._state = self._state, state
        if not state.open:
            self.close_over()
            return
        self._filling = True
        self._draw(begins=not before.open or state.planning != before.planning)
        self._filling = False
        if self.isHidden():
            self.open_over()
        if state.problem is not None and state.problem != before.problem:
            wanted = {"day_needed": self.day, "day_past": self.day, "day_too_far": self.day}
            lacking = str(state.problem.details.get("problem", ""))
            if lacking in wanted:
                wanted[lacking].setFocus(Qt.FocusReason.OtherFocusReason)
            elif lacking in ("words_needed", "next_step_needed"):
                field = self.result if lacking == "words_needed" else self.next_step
                field.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Where the next step is typed."""
        self.next_step.setFocus(Qt.FocusReason.PopupFocusReason)

    def typed(self) -> PlanWords:
        """Return what stands in the form."""
        return PlanWords(
            topic=Interest(self.topic.currentData() or Interest.OTHER.value),
            phase=self._state.words.phase,
            next_step=self.next_step.text(),
            day=read_day(self.day.text()),
        )

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._state.open:
            self._filling = True
            self._draw(begins=True)
            self._filling = False

    def _build(self) -> None:
        head = sheet_head(self.theme, self._title, icon="ph.handshake")
        grid = QGridLayout()
        grid.setContentsMargins(16, 14, 16, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for number, field in enumerate((self.plan_choice, self.topic, self.phase, self.next_step, self.day)):
            grid.addWidget(self._labels[number], number, 0)
            grid.addWidget(field, number, 1)
        ends = QHBoxLayout(self._ends)
        ends.setContentsMargins(16, 0, 16, 8)
        ends.setSpacing(8)
        ends.addWidget(self.result, 1)
        for button in (self.win, self.lose, self.cancel):
            ends.addWidget(button)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 14)
        foot.setSpacing(8)
        foot.addWidget(self.keep)
        foot.addWidget(self.refer)
        foot.addStretch(1)
        foot.addWidget(self._leave)
        for notice in (self._notice, self._done):
            notice.setContentsMargins(16, 4, 16, 4)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(grid)
        column.addWidget(self._ends)
        column.addWidget(self._notice)
        column.addWidget(self._done)
        column.addLayout(foot)

    def _draw(self, *, begins: bool) -> None:
        state, words = self._state, self._state.words
        name = "" if state.whose is None else state.whose.name
        if language_now() == "zh" and state.whose is not None:
            name = state.whose.name_chinese or name
        self._title.set_text(self.tr("Follow-up with {name}").format(name=name))
        self.frame.setAccessibleName(self._title.full_text())
        texts = (self.tr("Plan"), self.tr("About"), self.tr("Phase"), self.tr("Next step"), self.tr("Day"))
        for label, text, field in zip(
            self._labels, texts, (self.plan_choice, self.topic, self.phase, self.next_step, self.day), strict=True
        ):
            label.set_text(text)
            field.setAccessibleName(text)
        self._fill_choices()
        self.phase.show_options(tuple((each.value, phase_words(each)) for each in Phase), words.phase.value)
        self.topic.setEnabled(state.planning is None)
        if begins or self.next_step.text() != words.next_step:
            self.next_step.setText(words.next_step)
        if begins:
            self.day.setText("" if words.day is None else words.day.isoformat())
            self.result.clear()
        plan = state.follow_up
        steps = frozenset() if plan is None else plan.steps
        self._ends.setVisible(FollowUpStep.WIN in steps)
        self.result.setPlaceholderText(self.tr("What came of it"))
        self.result.setAccessibleName(self.tr("What came of it"))
        self.win.set_words(self.tr("Won"))
        self.lose.set_words(self.tr("Not wanted"))
        self.cancel.set_words(self.tr("No plan after all"))
        self.keep.set_words(self.tr("Keep"))
        self.keep.setEnabled(not state.busy and (plan is None or FollowUpStep.PLAN in steps))
        found = state.found
        to = "" if found is None else found.manager_name
        self.refer.set_words(self.tr("Hand to {name}").format(name=to) if to else self.tr("Refer"))
        self.refer.setEnabled(not state.busy and found is not None and found.may_refer and state.referred is None)
        self._leave.set_words(self.tr("Close"))
        self._draw_notices()

    def _draw_notices(self) -> None:
        state = self._state
        text = "" if state.problem is None else deed_text(state.problem)
        self._notice.show_notice("ph.warning-circle-fill", Token.PROBLEM, text)
        given = state.referred
        said = ""
        if given is not None:
            whose = given.owner_name or given.team
            said = self.tr("Handed to {name}. What comes of it is told on your page of tasks.").format(name=whose)
        may_undo = given is not None and FollowUpStep.CANCEL in given.steps
        undo = self.tr("It was a mistake") if may_undo else ""
        self._done.show_notice("ph.check-circle-fill", Token.GOOD, said, button=undo)

    def _fill_choices(self) -> None:
        state = self._state
        today = self._ticker.local(self._ticker.now()).date()
        plans = () if state.found is None else tuple(each for each in state.found.follow_ups if each.ended_at is None)
        self.plan_choice.clear()
        self.plan_choice.addItem(self.tr("A new plan"), _NEW)
        for each in plans:
            self.plan_choice.addItem(line_words(each, today), str(each.follow_up_id))
        wanted = _NEW if state.planning is None else str(state.planning)
        self.plan_choice.setCurrentIndex(max(0, self.plan_choice.findData(wanted)))
        self.plan_choice.setEnabled(bool(plans))
        self.topic.clear()
        for topic in Interest:
            self.topic.addItem(interest_words(topic), topic.value)
        self.topic.setCurrentIndex(max(0, self.topic.findData(state.words.topic.value)))

    def _plan_picked(self) -> None:
        found = str(self.plan_choice.currentData() or "")
        self.chosen.emit(UUID(found) if found else None)

    def _phase_picked(self, phase: str) -> None:
        if not self._filling:
            words = self.typed()
            self.changed.emit(PlanWords(words.topic, Phase(phase), words.next_step, words.day))

    def _emit(self, *_: object) -> None:
        if not self._filling:
            self.changed.emit(self.typed())

    def _mistake(self) -> None:
        self.step_chosen.emit(FollowUpStep.CANCEL, self.tr("By mistake"))

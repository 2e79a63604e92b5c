"""What the call came to: chosen during the call, where the agent opens it, and in the wrap-up after it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.formats import clock_text, time_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame, set_property
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.timer_label import TimerLabel
from agent_desktop.ui.wrap_up.picker import OutcomePicker
from agent_desktop.ui.wrap_up.presenter import WrapUpState
from telephony.contract import AgentState, EndCause, WrapUpMode


class WrapUpView(QFrame):
    """Asks for the outcome; the finish button stays on and leads to what is missing. During a call there is nothing to
    finish: what is chosen is kept, and the button leads back to the script.

    Signals:
        disposition_chosen: Its code.
        finish_chosen: Store the outcome and end the wrap-up.
        extend_chosen: Give the queue's one more stretch of time.
        retry_chosen: Read the list of outcomes again.
        back_chosen: Back to the script.
    """

    disposition_chosen = Signal(str)
    finish_chosen = Signal()
    extend_chosen = Signal()
    retry_chosen = Signal()
    back_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self._theme = theme
        self._ticker = ticker
        self._state = WrapUpState()
        self.setProperty("panel", "column")
        self._build()
        self._picker.outcome_chosen.connect(self.disposition_chosen)
        self._picker.retry_chosen.connect(self.retry_chosen)
        self._finish.clicked.connect(self.finish_chosen)
        self._back.clicked.connect(self.back_chosen)
        self._extend.clicked.connect(self.extend_chosen)
        self._retranslate()

    def display(self, state: WrapUpState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        if _is_used(state) and not _is_used(before):
            self._picker.begin()
        self._draw()
        if state.problem is not None and state.problem != before.problem and not state.chosen and not state.busy:
            self.focus_first()

    def choose_number(self, number: int) -> None:
        """Choose the outcome with this number among those shown, counted from 1."""
        self._picker.choose_number(number)

    def focus_first(self) -> None:
        """Put the focus where the outcome is looked for."""
        self._picker.focus_first()

    def put_above(self, widget: QWidget) -> None:
        """Have what another part of the window asks after a call stand over the outcomes."""
        self._above.addWidget(widget)

    def show_offer_waiting(self, waiting: bool) -> None:
        """A call is on offer, or none is."""
        self._picker.show_offer_waiting(waiting)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._state.in_call:
            self.back_chosen.emit()
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _build(self) -> None:
        theme = self._theme
        self._head = frame("caution", name="band")
        self._head.setMinimumHeight(theme.px(39))
        row = QHBoxLayout(self._head)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        self._icon = IconView(theme, "ph.hourglass-medium-fill", Token.CAUTION, 17)
        self._title = TextLabel(role=Role.PANEL_TITLE, tone=Token.CAUTION)
        self._caller = TextLabel(role=Role.BODY, elided=True)
        self._timer = TimerLabel(self._ticker, role=Role.BODY_BOLD)
        self._planned = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._rule = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._extend = CommandButton(theme, look=Look.QUIET, small=True)
        self._up = Notice(theme)
        row.addWidget(self._icon)
        row.addWidget(self._title)
        row.addWidget(self._caller, 1)
        row.addWidget(self._timer)
        row.addWidget(self._planned)
        self._cause = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._label = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._star = TextLabel("*", role=Role.SMALL_STRONG, tone=Token.PROBLEM)
        label = QHBoxLayout()
        label.setSpacing(4)
        label.addWidget(self._label)
        label.addWidget(self._star)
        label.addStretch(1)
        self._picker = OutcomePicker(theme)
        self._above = QVBoxLayout()
        top = QVBoxLayout()
        top.setContentsMargins(14, 10, 14, 4)
        top.setSpacing(4)
        rule = QHBoxLayout()
        rule.setSpacing(8)
        rule.addWidget(self._rule, 1)
        rule.addWidget(self._extend)
        top.addWidget(self._cause)
        top.addLayout(rule)
        top.addWidget(self._up)
        top.addSpacing(4)
        top.addLayout(label)
        self._finish = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter")
        self._back = CommandButton(theme, keys="Alt+D", icon="ph.caret-left")
        self._hint = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 6, 14, 12)
        foot.setSpacing(10)
        foot.addWidget(self._finish)
        foot.addWidget(self._back)
        foot.addWidget(self._hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(self._above)
        column.addLayout(top)
        column.addWidget(self._picker, 1)
        column.addLayout(foot)

    def _retranslate(self) -> None:
        self._label.set_text(self.tr("Outcome"))
        self._back.set_words(self.tr("Back to the script"))
        self._draw()

    def _draw(self) -> None:
        state = self._state
        self._draw_head()
        self._draw_time()
        self._draw_rules()
        self._cause.set_text(self._cause_words(state.end_cause))
        self._cause.setVisible(state.end_cause is not None)
        self._picker.display(
            state.dispositions,
            state.chosen,
            enabled=not state.busy,
            loading=state.loading,
            problem=state.problem,
            list_problem=state.disposition_problem,
        )
        self._finish.set_words(
            self.tr("Finishing") if state.busy else self.tr("Finish"), icon="ph.spinner" if state.busy else ""
        )
        self._finish.setEnabled(not state.busy and not state.fixed)

    def _draw_head(self) -> None:
        in_call = self._state.in_call
        set_property(self._head, "band", "plain" if in_call else "caution")
        self._title.set_text(self.tr("What the call came to") if in_call else self.tr("Wrap-up"))
        self._title.set_tone(Token.TEXT if in_call else Token.CAUTION)
        if in_call:
            self._icon.show_icon("ph.tag", Token.ACCENT)
        else:
            self._icon.show_icon("ph.hourglass-medium-fill", Token.CAUTION)
        self._caller.set_text("" if in_call else self._state.caller_name)
        for part in (self._timer, self._planned, self._finish):
            part.setVisible(not in_call)
        self._back.setVisible(in_call)

    def _draw_time(self) -> None:
        """Where the server ends it what is left is counted, else what has gone by of the planned time."""
        state = self._state
        limit_at = state.rules.limit_at if state.rules is not None and not state.overdue else None
        if limit_at is not None:
            self._timer.count_down(limit_at, state.caution_at)
            self._planned.set_text(self.tr("left"))
            return
        self._timer.count_up(state.since_at, state.late_at, state.problem_at)
        planned = ""
        if state.since_at is not None and state.planned_end_at is not None and state.planned_end_at > state.since_at:
            seconds = round((state.planned_end_at - state.since_at).total_seconds())
            planned = self.tr("of {time}").format(time=clock_text(seconds))
        self._planned.set_text(planned)

    def _draw_rules(self) -> None:
        state = self._state
        rule = self._rule_words()
        self._rule.set_text(rule)
        self._rule.setVisible(bool(rule))
        self._star.setVisible(state.required and not state.in_call)
        self._extend.setVisible(state.can_extend)
        if state.rules is not None:
            more = self.tr("{time} more").format(time=clock_text(state.rules.extension_seconds))
            self._extend.set_words(more, icon="ph.plus")
        late = self.tr("The time is up. Choose an outcome: that ends the wrap-up.") if state.overdue else ""
        self._up.show_notice("ph.timer-fill", Token.CAUTION, late)
        self._hint.set_text(self._hint_words())

    def _rule_words(self) -> str:
        state, rules = self._state, self._state.rules
        if state.in_call:
            return self.tr("Choose it now or after the call. You can change it until you finish.")
        if rules is None or state.overdue:
            return ""
        if rules.limit_at is None:
            return self.tr("It lasts until you finish.")
        time = time_text(self._ticker.local(rules.limit_at), seconds=True)
        if rules.mode is WrapUpMode.FIXED:
            return self.tr("It ends at {time}, not before.").format(time=time)
        if state.required and not state.chosen:
            return self.tr("It ends at {time} if an outcome is chosen, or when you finish.").format(time=time)
        return self.tr("It ends at {time}, or when you finish.").format(time=time)

    def _hint_words(self) -> str:
        state, chosen = self._state, self._state.next
        if state.in_call:
            name = next((words(each.name) for each in state.dispositions if each.code == state.chosen), "")
            if not name:
                return ""
            kept = self.tr("Kept: {outcome}") if state.kept else self.tr("Not kept yet: {outcome}")
            return kept.format(outcome=name)
        if chosen is None or chosen.state is AgentState.READY:
            return self.tr("Then you are ready for the next call.")
        if chosen.state is AgentState.OFFLINE:
            return self.tr("Then you are offline.")
        return self.tr("Then you are not ready, as you chose.")

    def _cause_words(self, cause: EndCause | None) -> str:
        match cause:
            case EndCause.CALLER_HUNG_UP:
                return self.tr("The caller hung up.")
            case EndCause.AGENT_HUNG_UP:
                return self.tr("You hung up.")
            case EndCause.CARRIER_FAILED:
                return self.tr("The line broke.")
            case EndCause.HANDED_OVER:
                return self.tr("You passed the caller on.")
            case _:
                return ""


def _is_used(state: WrapUpState) -> bool:
    return state.visible or state.in_call

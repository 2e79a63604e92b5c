"""Wrap-up, in place of the script: what the call came to."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import clock_text, time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame
from agent_desktop.ui.widgets.panel_states import Notice, SkeletonRows
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.timer_label import TimerLabel
from agent_desktop.ui.widgets.waiting_line import WaitingLine
from agent_desktop.ui.wrap_up.presenter import WrapUpState
from agent_desktop.ui.wrap_up.tree import OutcomeTree
from telephony.contract import AgentState, EndCause, WrapUpMode


class WrapUpView(QFrame):
    """Asks for the outcome; the finish button stays on and leads to what is missing.

    Signals:
        disposition_chosen: Its code.
        finish_chosen: Store the outcome and end the wrap-up.
        extend_chosen: Give the queue's one more stretch of time.
        retry_chosen: Read the list of outcomes again.
    """

    disposition_chosen = Signal(str)
    finish_chosen = Signal()
    extend_chosen = Signal()
    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self._theme = theme
        self._ticker = ticker
        self._state = WrapUpState()
        self._offer_waiting = False
        self.setProperty("panel", "column")
        self._build()
        self._find.textEdited.connect(self._filter)
        self._find.returnPressed.connect(self._take_first)
        self._find.installEventFilter(self)
        self._tree.outcome_chosen.connect(self.disposition_chosen)
        self._finish.clicked.connect(self.finish_chosen)
        self._extend.clicked.connect(self.extend_chosen)
        self._notice.action_chosen.connect(self.retry_chosen)
        self._retranslate()

    def display(self, state: WrapUpState) -> None:
        """Draw `state`."""
        opens = state.visible and not self._state.visible
        before, self._state = self._state, state
        if opens:
            self._find.clear()
            self._tree.close_groups()
        self._draw()
        if state.problem is not None and state.problem != before.problem and not state.chosen and not state.busy:
            self.focus_first()

    def choose_number(self, number: int) -> None:
        """Choose the outcome with this number among those shown, counted from 1."""
        shown = self._tree.shown()
        if 1 <= number <= len(shown):
            shown[number - 1].click()

    def focus_first(self) -> None:
        """Put the focus where the outcome is looked for."""
        self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_offer_waiting(self, waiting: bool) -> None:
        """A call is on offer, or none is."""
        self._offer_waiting = waiting
        self._waiting.show_waiting(waiting and self._find.hasFocus())

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    @guarded(lambda: False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._find:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                if event.key() == Qt.Key.Key_Down and not event.modifiers():
                    shown = self._tree.shown()
                    if shown:
                        shown[0].setFocus(Qt.FocusReason.TabFocusReason)
                    return True
            elif event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
                self._waiting.show_waiting(self._offer_waiting and event.type() == QEvent.Type.FocusIn)
        return False

    def _build(self) -> None:
        theme = self._theme
        head = frame("caution", name="band")
        head.setMinimumHeight(theme.px(39))
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        self._title = TextLabel(role=Role.PANEL_TITLE, tone=Token.CAUTION)
        self._caller = TextLabel(role=Role.BODY, elided=True)
        self._timer = TimerLabel(self._ticker, role=Role.BODY_BOLD)
        self._planned = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._rule = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._extend = CommandButton(theme, look=Look.QUIET, small=True)
        self._up = Notice(theme)
        row.addWidget(IconView(theme, "ph.hourglass-medium-fill", Token.CAUTION, 17))
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
        self._find = LineField(theme)
        self._waiting = WaitingLine(theme, kept=False)
        self._problem = Notice(theme)
        self._notice = Notice(theme)
        self._skeleton = SkeletonRows(theme, 5, 40)
        self._none = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        box = QWidget()
        box.setProperty("ground", "clear")
        self._tree = OutcomeTree(theme)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(14, 2, 14, 8)
        inside.setSpacing(6)
        inside.addWidget(self._tree)
        inside.addWidget(self._none)
        inside.addWidget(self._skeleton)
        inside.addWidget(self._notice)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(box)
        self._scroll = scroll
        top = QVBoxLayout()
        top.setContentsMargins(14, 10, 14, 6)
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
        top.addWidget(self._find)
        top.addWidget(self._problem)
        top.addWidget(self._waiting)
        self._finish = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter")
        self._hint = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 6, 14, 12)
        foot.setSpacing(10)
        foot.addWidget(self._finish)
        foot.addWidget(self._hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(top)
        column.addWidget(scroll, 1)
        column.addLayout(foot)

    def _retranslate(self) -> None:
        self._title.set_text(self.tr("Wrap-up"))
        self._label.set_text(self.tr("Outcome"))
        self._find.setPlaceholderText(self.tr("Type to find, or choose below"))
        self._find.setAccessibleName(self.tr("Outcome"))
        self._skeleton.set_words(self.tr("Getting the outcomes"))
        self._draw()

    def _draw(self) -> None:
        state = self._state
        self._caller.set_text(state.caller_name)
        self._draw_time()
        self._draw_rules()
        self._cause.set_text(self._cause_words(state.end_cause))
        self._cause.setVisible(state.end_cause is not None)
        self._tree.display(state.dispositions, state.chosen, enabled=not state.busy)
        self._skeleton.setVisible(state.loading and not state.dispositions)
        reason = problem_text(state.disposition_problem) if state.disposition_problem is not None else ""
        again = self.tr("Try again") if reason else ""
        self._notice.show_notice("ph.warning-circle-fill", Token.PROBLEM, reason, button=again, keys="Ctrl+R")
        problem = problem_text(state.problem) if state.problem is not None else ""
        self._problem.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem)
        self._find.set_wrong(bool(problem) and not state.chosen)
        self._finish.set_words(
            self.tr("Finishing") if state.busy else self.tr("Finish"), icon="ph.spinner" if state.busy else ""
        )
        self._finish.setEnabled(not state.busy and not state.fixed)
        self._filter()

    def _draw_time(self) -> None:
        """Where the server ends it what is left is counted, else what has gone by of the planned time."""
        state = self._state
        limit_at = state.rules.limit_at if state.rules is not None and not state.overdue else None
        if limit_at is not None:
            self._timer.count_down(limit_at, state.caution_at)
            self._planned.set_text(self.tr("left"))
            return
        self._timer.count_up(state.since_at, state.planned_end_at, state.problem_at)
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
        self._star.setVisible(state.required)
        self._extend.setVisible(state.can_extend)
        if state.rules is not None:
            more = self.tr("{time} more").format(time=clock_text(state.rules.extension_seconds))
            self._extend.set_words(more, icon="ph.plus")
        late = self.tr("The time is up. Choose an outcome: that ends the wrap-up.") if state.overdue else ""
        self._up.show_notice("ph.timer-fill", Token.CAUTION, late)
        self._hint.set_text(self._hint_words())

    def _rule_words(self) -> str:
        state, rules = self._state, self._state.rules
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
        chosen = self._state.next
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
            case _:
                return ""

    def _filter(self) -> None:
        text = self._find.text().strip()
        found = self._tree.seek(text)
        self._none.setVisible(bool(text) and found == 0 and not self._tree.is_empty)
        self._none.set_text(self.tr("No outcome matches “{text}”.").format(text=text))

    def _take_first(self) -> None:
        shown = self._tree.shown()
        if shown and self._find.text().strip():
            shown[0].click()

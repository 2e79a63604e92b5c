"""The plan of the customer on screen, in a few lines at the foot of the customer's column."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from agent_desktop.contract.follow_ups import FollowUpState
from agent_desktop.ui.follow_ups.presenter import PlansState
from agent_desktop.ui.follow_ups.words import giver_words, phase_words, step_words, when_tone, when_words, whose_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line
from agent_desktop.ui.widgets.prospects import interest_words
from agent_desktop.ui.widgets.ticker import Ticker


class PlanStrip(QFrame):
    """Draws a `PlansState`: the open plan whose day comes first. Without a customer it is not there.

    Signals:
        plan_chosen: Plan a follow-up, or plan on.
        refer_chosen: Hand the customer to who looks after them.
    """

    plan_chosen = Signal()
    refer_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self._ticker = ticker
        self._state = PlansState()
        self.setProperty("ground", "clear")
        self._title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2, elided=True)
        self._when = TextLabel(role=Role.SMALL_STRONG)
        self._step = TextLabel(elided=True)
        self._whose = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self.plan = CommandButton(theme, small=True, keys="Alt+J")
        self.refer = CommandButton(theme, small=True, keys="Alt+W")
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(IconView(theme, "ph.handshake", Token.TEXT_2, 14))
        head.addWidget(self._title, 1)
        head.addWidget(self._when)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.plan)
        row.addWidget(self.refer)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line("h"))
        inside = QVBoxLayout()
        inside.setContentsMargins(14, 8, 14, 10)
        inside.setSpacing(4)
        inside.addLayout(head)
        inside.addWidget(self._step)
        inside.addWidget(self._whose)
        inside.addLayout(row)
        column.addLayout(inside)
        self.plan.clicked.connect(self.plan_chosen)
        self.refer.clicked.connect(self.refer_chosen)
        self.display(self._state)

    def display(self, state: PlansState) -> None:
        """Draw `state`."""
        self._state = state
        self.setVisible(state.whose is not None and state.found is not None)
        if state.found is not None:
            self._draw()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()

    def _draw(self) -> None:
        state, plan = self._state, self._state.first
        found = state.found
        if found is None:
            return
        today = self._ticker.local(self._ticker.now()).date()
        opened = sum(each.state is FollowUpState.OPEN for each in found.follow_ups)
        more = self.tr("{count} more").format(count=opened - 1) if opened > 1 else ""
        title = self.tr("Follow-up") if plan is None else f"{interest_words(plan.topic)} · {phase_words(plan.phase)}"
        self._title.set_text(f"{title} · {more}" if more else title)
        self._when.set_text("" if plan is None else when_words(plan, today))
        self._when.set_tone(Token.TEXT if plan is None else when_tone(plan))
        self._step.set_text(self.tr("Nothing is planned.") if plan is None else step_words(plan))
        self._step.set_tone(Token.TEXT_2 if plan is None else Token.TEXT)
        who = "" if plan is None else " · ".join(filter(None, (whose_words(plan), giver_words(plan))))
        self._whose.set_text(who)
        self._whose.setVisible(bool(who))
        self.plan.set_words(self.tr("Plan"))
        self.refer.set_words(self.tr("Refer"))
        self.refer.setToolTip(
            self.tr("Hand to {name}").format(name=found.manager_name)
            if found.may_refer
            else self.tr("Nobody looks after this customer")
        )
        self.refer.setEnabled(found.may_refer and not state.busy)
        self.setAccessibleName(self.tr("Follow-up plan"))

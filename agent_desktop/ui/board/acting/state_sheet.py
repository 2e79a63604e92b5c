"""Changes an agent's state, and says before what would come of it."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from agent_desktop.contract.acting import AgentOptions, StateChoice, StateOption, StateWhen
from agent_desktop.ui.board.acting.base import SheetFrame
from agent_desktop.ui.board.acting.presenter import ActingState
from agent_desktop.ui.board.acting.words import CUTS, effect_text, state_word, when_word
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import Look
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.segmented import SegmentedChoice

translate = QCoreApplication.translate


class StateSheet(SheetFrame):
    """Which state, when, and why. "After this call" is proposed: it cuts nobody off.

    Signals:
        chosen: `StateChoice`, `StateWhen`, the code of a reason or None, and the note.
    """

    chosen = Signal(object, object, object, str)

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, host, "ph.user-circle-gear")
        self._agent: AgentOptions | None = None
        self._state: StateChoice | None = None
        self._when = StateWhen.AFTER_CALL
        self._reason: str | None = None
        self.states, self.whens, self.reasons = SegmentedChoice(theme), SegmentedChoice(theme), SegmentedChoice(theme)
        self._now_label = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._effects = QVBoxLayout()
        self._effects.setSpacing(4)
        self.note = LineField(theme)
        self.note.setMaxLength(200)
        for each in (self._now_label, self.states, self.reasons, self.whens):
            self.content.addWidget(each)
        self.content.addLayout(self._effects)
        self.content.addWidget(self.note)
        self.states.chosen.connect(self._state_chosen)
        self.whens.chosen.connect(self._when_chosen)
        self.reasons.chosen.connect(self._reason_chosen)
        self.do_pressed.connect(self._do)

    def display(self, state: ActingState) -> None:
        """Draw what may be done to the agent's state."""
        self.show_frame(loading=state.loading, busy=state.busy, problem=state.problem)
        self.title.set_text(translate("Board", "Change the state of {name}").format(name=state.name))
        self.leave.set_words(translate("Board", "Leave it"))
        self.note.setPlaceholderText(translate("Board", "Why, for the agent to read (may be empty)"))
        self.note.setAccessibleName(self.note.placeholderText())
        agent = state.agent
        if agent is None:
            self._agent = None
            self.do_it.setEnabled(False)
            return
        if self._agent is None or self._agent.agent_id != agent.agent_id:
            self.note.clear()
            self._reason = None
            proposed = next((each for each in agent.options if each.proposed), None)
            first = proposed or (agent.options[0] if agent.options else None)
            self._state = first.state if first is not None else None
            self._when = first.when if first is not None else StateWhen.AFTER_CALL
        self._agent = agent
        self._draw()

    def focus_first(self) -> None:
        """Put the focus on the states."""
        self.states.setFocus()

    def _draw(self) -> None:
        agent = self._agent
        if agent is None:
            return
        self._now_label.set_text(translate("Board", "Now: {state}").format(state=state_word(agent.state)))
        states = list(dict.fromkeys(each.state for each in agent.options))
        self.states.show_options(
            tuple((each.value, state_word(each)) for each in states), self._state.value if self._state else ""
        )
        whens = [each.when for each in agent.options if each.state is self._state]
        if self._when not in whens and whens:
            self._when = StateWhen.AFTER_CALL if StateWhen.AFTER_CALL in whens else whens[0]
        self.whens.show_options(tuple((each.value, when_word(each)) for each in whens), self._when.value)
        during = StateWhen.AFTER_CALL in whens
        self.whens.setVisible(during)
        self.reasons.setVisible(self._state is StateChoice.NOT_READY)
        self.reasons.show_options(tuple((each.code, words(each.name)) for each in agent.reasons), self._reason or "")
        option = self._option()
        self._draw_effects(option)
        cuts = option is not None and bool(CUTS & set(option.effects))
        self.do_it.set_look(Look.DANGER if cuts else Look.PRIMARY)
        when = when_word(self._when) if during else ""
        what = state_word(self._state) if self._state is not None else ""
        self.do_it.set_words(" · ".join(filter(None, (what, when))))
        ready = option is not None and (self._state is not StateChoice.NOT_READY or self._reason is not None)
        self.do_it.set_off("" if ready else translate("Board", "Choose why they are not ready"))

    def _draw_effects(self, option: StateOption | None) -> None:
        clear_layout(self._effects)
        agent = self._agent
        if option is None or agent is None:
            return
        for effect in option.effects:
            line = Notice(self.theme)
            bad = effect in CUTS
            icon, tone = ("ph.warning-fill", Token.CAUTION) if bad else ("ph.arrow-right", Token.TEXT_2)
            line.show_notice(icon, tone, effect_text(effect, agent))
            self._effects.addWidget(line)

    def _option(self) -> StateOption | None:
        agent = self._agent
        if agent is None:
            return None
        return next((each for each in agent.options if (each.state, each.when) == (self._state, self._when)), None)

    def _state_chosen(self, state: str) -> None:
        self._state = StateChoice(state)
        self._draw()

    def _when_chosen(self, when: str) -> None:
        self._when = StateWhen(when)
        self._draw()

    def _reason_chosen(self, reason: str) -> None:
        self._reason = reason
        self._draw()

    def _do(self) -> None:
        if self._state is not None and self.do_it.isEnabled():
            reason = self._reason if self._state is StateChoice.NOT_READY else None
            self.chosen.emit(self._state, self._when, reason, self.note.text())

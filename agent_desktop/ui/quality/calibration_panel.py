"""The right of the window while calibrations are listed: one is begun, scored, looked at and agreed on."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from agent_desktop.contract.base import text_in
from agent_desktop.contract.quality import WORDS_MOST, Calibration, CalibrationState, ScoreForm
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.quality.calibration_begin import BeginForm
from agent_desktop.ui.quality.calibration_presenter import CalibratingState, CalibrationPresenter, is_seen, missing_in
from agent_desktop.ui.quality.scorecard import Scorecard
from agent_desktop.ui.quality.spreads import CalibrationResults
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.confirm import ConfirmDialog
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import day_text, language_now
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, StateKind

_EMPTY, _BEGIN, _SCORE, _RESULTS = range(4)


class CalibrationPanel(QFrame):
    """Draws the calibration that shows, and tells the presenter what the person did.

    Signals:
        hear_wanted: Play what was recorded of the contact of this id.
    """

    hear_wanted = Signal(object)

    def __init__(self, theme: Theme, calibrating: CalibrationPresenter, today: Callable[[], date]) -> None:
        super().__init__()
        self.setProperty("panel", "canvas")
        self._theme, self._calibrating, self._today = theme, calibrating, today
        self._state = CalibratingState()
        self._forms: tuple[ScoreForm, ...] = ()
        self._form = ""
        self._agreeing = False
        self._title = TextLabel(role=Role.TITLE)
        self._aside = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._text = TextLabel(wrap=True)
        self.hear = CommandButton(theme, small=True, keys="Alt+L", icon="ph.play")
        self._empty = EmptyState(theme)
        self.begin = BeginForm(theme, today)
        self.scorecard = Scorecard(theme)
        self.results = CalibrationResults(theme)
        self._said = Notice(theme)
        self._missing = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self.words = LineField(theme)
        self.words.setMaxLength(WORDS_MOST)
        self.call_off = CommandButton(theme, icon="ph.x")
        self.back = CommandButton(theme)
        self.agree = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter", icon="ph.scales")
        self.close_it = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter", icon="ph.scales")
        self.hand_in = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter", icon="ph.paper-plane-tilt")
        self._build()
        self._join()

    def show_forms(self, forms: tuple[ScoreForm, ...], form: str) -> None:
        """Know the scorecards that one may be begun with, and the one to begin with."""
        if (forms, form) != (self._forms, self._form):
            self._forms, self._form = forms, form
            self.begin.display(self._state, forms, form)

    def display(self, state: CalibratingState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        shown = state.shown
        if state.chosen != before.chosen or state.begins is not None or (shown is not None and not shown.may_close):
            self._agreeing = False
        if self.words.text() != state.words:
            self.words.setText(state.words)
        self.begin.display(state, self._forms, self._form)
        self._draw_head(state)
        page = self._page_of(state)
        self._pages.setCurrentIndex(page)
        self._draw_foot(state, page)
        if page == _EMPTY:
            self._draw_empty(shown)
        elif shown is not None and page == _SCORE:
            subject = f"{shown.calibration_id} {shown.mine_is_wanted}"
            self.scorecard.display(shown.form, state.answers, may_edit=not state.busy, subject=subject)
        elif shown is not None and page == _RESULTS:
            self.results.display(shown)
        self._draw_notice(state)

    def retranslate(self) -> None:
        """Say it in the language now shown."""
        self.hear.set_words(self.tr("Listen"))
        self.hand_in.set_words(self.tr("Hand in"))
        self.agree.set_words(self.tr("Settle what is agreed on"))
        self.close_it.set_words(self.tr("Close it for all"))
        self.back.set_words(self.tr("Back to what was given"))
        self.call_off.set_words(self.tr("Call it off"))
        self.words.setAccessibleName(self.tr("Words to all reviewers"))
        self.begin.retranslate()
        self.scorecard.retranslate()
        self.display(self._state)

    def go_on(self) -> None:
        """Ctrl+Enter: do what the first button says."""
        for button in (self.begin.ask, self.hand_in, self.agree, self.close_it):
            if button.isVisible() and button.isEnabled():
                button.click()
                return

    def hear_call(self) -> None:
        """Play the call that is calibrated."""
        shown = self._state.begins or self._state.shown
        if shown is not None and shown.contact_id is not None:
            self.hear_wanted.emit(shown.contact_id)

    # building

    def _build(self) -> None:
        head, words, foot = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        words.setSpacing(2)
        for label in (self._title, self._aside, self._text):
            words.addWidget(label)
        head.addLayout(words, 1)
        head.addWidget(self.hear)
        self._pages = QStackedWidget()
        for page in (self._empty, self.begin, self.scorecard, self.results):
            self._pages.addWidget(page)
        foot.setSpacing(8)
        foot.addWidget(self._missing, 1)
        foot.addStretch(0)
        for button in (self.call_off, self.back, self.agree, self.close_it, self.hand_in):
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 14, 20, 14)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self._pages, 1)
        whole.addWidget(self.words)
        whole.addLayout(foot)
        whole.addWidget(self._said)

    def _join(self) -> None:
        calibrating = self._calibrating
        self.hear.clicked.connect(self.hear_call)
        self.begin.begin_wanted.connect(calibrating.begin)
        self.begin.let_be.connect(lambda: calibrating.start(None))
        self.scorecard.given.connect(calibrating.give)
        self.words.textEdited.connect(calibrating.say)
        self.agree.clicked.connect(lambda: self._show_agreeing(True))
        self.back.clicked.connect(lambda: self._show_agreeing(False))
        self.hand_in.clicked.connect(self._hand_in)
        self.close_it.clicked.connect(self._close)
        self.call_off.clicked.connect(self._call_off)

    # drawing

    def _page_of(self, state: CalibratingState) -> int:
        shown = state.shown
        if state.begins is not None:
            return _BEGIN
        if shown is None:
            return _EMPTY
        if shown.mine_is_wanted or self._agreeing:
            return _SCORE
        return _RESULTS if is_seen(shown) else _EMPTY

    def _draw_head(self, state: CalibratingState) -> None:
        shown, call = state.shown, state.begins
        contact = call.contact_id if call is not None else shown.contact_id if shown is not None else None
        self.hear.setVisible(contact is not None)
        text = ""
        if call is not None:
            self._title.set_text(self.tr("Calibrate with a call of {agent}").format(agent=call.agent_name))
            self._aside.set_text(self.tr("Several reviewers score the same call apart; then you see how far apart."))
        elif shown is None:
            self._title.set_text("")
            self._aside.set_text("")
        else:
            self._title.set_text(shown.name)
            self._aside.set_text(
                self.tr("{form} · call of {agent} · begun by {name} · due {day}").format(
                    form=text_in(shown.form.name, language_now()),
                    agent=shown.agent_name,
                    name=shown.began_by_name,
                    day=day_text(shown.due_on, self._today()),
                )
            )
            text = shown.words
        self._text.set_text(text)
        self._text.setVisible(bool(text))

    def _draw_empty(self, shown: Calibration | None) -> None:
        if shown is None:
            title = self.tr("Nothing is chosen")
            text = self.tr("Choose a calibration at the left. A call in the list of calls begins another.")
        elif shown.state is CalibrationState.CLOSED:
            title, text = self.tr("Called off"), self.tr("Nobody had handed in.")
        else:
            title = self.tr("Nobody has handed in yet")
            text = self.tr("As soon as one reviewer has, it shows here what was given.")
        self._empty.show_state(StateKind.QUIET, title, text, icon="ph.users-three")

    def _draw_foot(self, state: CalibratingState, page: int) -> None:
        shown = state.shown if state.begins is None else None
        mine = shown is not None and shown.mine_is_wanted
        may_close = shown is not None and shown.may_close
        missing = missing_in(shown.form, state.answers) if shown is not None and page == _SCORE else 0
        one, more = self.tr("1 question not looked at yet"), self.tr("{count} questions not looked at yet")
        words = one if missing == 1 else more.format(count=missing) if missing else ""
        if mine and not missing:
            words = self.tr("Whole. Nobody sees it before you hand it in; then it stays as it is.")
        if mine and not state.kept:
            words = self.tr("{words} · being kept").format(words=words)
        self._missing.set_text(words)
        self.words.setVisible(may_close)
        off, agreed = (
            self.tr("Why it is called off"),
            self.tr("What was agreed on, or why it is called off; all read it"),
        )
        self.words.setPlaceholderText(agreed if self._agreeing or page == _RESULTS else off)
        self.call_off.setVisible(may_close and not self._agreeing)
        self.call_off.setEnabled(not state.busy and bool(state.words.strip()))
        self.hand_in.setVisible(mine)
        self.hand_in.setEnabled(not state.busy and not missing)
        self.agree.setVisible(may_close and page == _RESULTS)
        self.back.setVisible(self._agreeing)
        self.close_it.setVisible(self._agreeing)
        self.close_it.setEnabled(not state.busy and not missing)

    def _draw_notice(self, state: CalibratingState) -> None:
        if state.problem is not None:
            self._said.show_notice("ph.warning-circle-fill", Token.PROBLEM, deed_text(state.problem))
            return
        words = {
            "begun": self.tr("Begun. It stands in the list of each reviewer."),
            "handed_in": self.tr("Handed in. Here is what the others gave so far."),
            "closed": self.tr("Closed. Everybody who was asked sees all of it now."),
        }
        self._said.show_notice("ph.check-circle-fill", Token.GOOD, words.get(state.done, ""))

    # what the person did

    def _show_agreeing(self, agreeing: bool) -> None:
        self._agreeing = agreeing
        self.display(self._state)

    def _hand_in(self) -> None:
        text = self.tr("The others see it once they have handed in theirs. It cannot be changed any more.")
        if self._is_sure(self.tr("Hand in your score?"), text, self.tr("Hand in")):
            self._calibrating.hand_in()

    def _close(self) -> None:
        text = self.tr("All reviewers see what was given and what was agreed on. Nobody can hand in any more.")
        if self._is_sure(self.tr("Close the calibration?"), text, self.tr("Close it for all")):
            self._calibrating.close()

    def _call_off(self) -> None:
        text = self.tr("Nothing is agreed on, and nobody can hand in any more.")
        if self._is_sure(self.tr("Call the calibration off?"), text, self.tr("Call it off")):
            self._calibrating.close(off=True)

    def _is_sure(self, title: str, text: str, do_it: str) -> bool:
        dialog = ConfirmDialog(self._theme, self, title=title, text=text, do_it=do_it, keep=self.tr("Not yet"))
        return bool(dialog.exec())

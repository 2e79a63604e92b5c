"""The right of the window of reviews: the call, its scorecard, what it comes to, and what is done with it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.base import text_in
from agent_desktop.contract.quality import WORDS_MOST, CallToReview, Review, ReviewMove
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.quality.card_presenter import QualityState
from agent_desktop.ui.quality.scorecard import Scorecard
from agent_desktop.ui.quality.tables import percent_words, score_tone, state_word
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, LineField, TextField
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, StateKind

LOOK_AGAIN_DAYS = (0, 7, 14, 30)
_EMPTY, _CARD = range(2)


class ReviewCard(QFrame):
    """Draws what is chosen.

    Signals:
        given: What one question got (a `GivenPoints`).
        said: The summary as it stands.
        begin_wanted, calibrate_wanted, hear_wanted: Begin to review the call; have others score it as well; hear what
            was recorded of it.
        form_chosen: The code of another scorecard.
        move_wanted: A `ReviewMove`, and why.
        coach_wanted: What to write to the agent, and the day to look again (a `date`, or None).
    """

    given = Signal(object)
    said = Signal(str)
    begin_wanted = Signal()
    calibrate_wanted = Signal()
    hear_wanted = Signal()
    form_chosen = Signal(str)
    move_wanted = Signal(object, str)
    coach_wanted = Signal(str, object)

    def __init__(self, theme: Theme, when: Callable[[datetime], str], today: Callable[[], date]) -> None:
        super().__init__()
        self.setProperty("panel", "canvas")
        self._theme, self._when, self._today = theme, when, today
        self._state = QualityState()
        self._typed: dict[UUID, tuple[str, str]] = {}
        self._words_to: UUID | None = None
        self._title = TextLabel(role=Role.TITLE)
        self._aside = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self.hear = CommandButton(theme, small=True, keys="Alt+L", icon="ph.play")
        self.form = ChoiceField(theme)
        self.begin = CommandButton(theme, look=Look.PRIMARY, keys="Alt+B", icon="ph.clipboard-text")
        self.calibrate = CommandButton(theme, keys="Alt+C", icon="ph.users-three")
        self._empty = EmptyState(theme)
        self.scorecard = Scorecard(theme)
        self._score = TextLabel(role=Role.TITLE)
        self._passes = TextLabel(role=Role.SMALL, wrap=True)
        self.summary, self.note = TextField(), TextField()
        self.again = ChoiceField(theme)
        self._summary_frame = FieldFrame(theme, self.summary)
        self._note_frame = FieldFrame(theme, self.note)
        self.coach = CommandButton(theme, small=True, keys="Alt+N", icon="ph.chat-teardrop-text")
        self._said = Notice(theme)
        self.publish = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter", icon="ph.paper-plane-tilt")
        self.settle = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter", icon="ph.scales")
        self.withdraw = CommandButton(theme, icon="ph.trash")
        self.why = LineField(theme)
        self.why.setMaxLength(WORDS_MOST)
        self._build()
        self._join()

    def display(self, state: QualityState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        review, call = state.review, state.chosen_call
        self._pages.setCurrentIndex(_EMPTY if review is None else _CARD)
        self._draw_head(state)
        if review is None:
            self._draw_empty(call)
        else:
            may = (review.may_edit or ReviewMove.SETTLE in review.may) and not state.busy
            self.scorecard.display(review.form, state.answers, may_edit=may, subject=str(review.review_id))
            other = before.review is None or before.review.review_id != review.review_id
            if other or (self.summary.toPlainText() != state.summary and not self.summary.hasFocus()):
                self.summary.setPlainText(state.summary)
            if other:
                self._put_words(review.review_id)
            self.summary.setReadOnly(not review.may_edit or state.busy)
            self._draw_foot(review)
        if state.done == "coached" and before.done != state.done:
            self.note.clear()
        self._draw_notice(state)

    def retranslate(self) -> None:
        """Say it in the language now shown."""
        self.hear.set_words(self.tr("Listen"))
        self.begin.set_words(self.tr("Review this call"))
        self.calibrate.set_words(self.tr("Calibrate with others"))
        self._summary_frame.set_label(self.tr("What the agent reads first"))
        self._note_frame.set_label(self.tr("Coaching note to the agent"))
        self.coach.set_words(self.tr("Send the note"))
        self.publish.set_words(self.tr("Publish to the agent"))
        self.settle.set_words(self.tr("Settle"))
        self.withdraw.set_words(self.tr("Withdraw"))
        self.why.setPlaceholderText(self.tr("Why; the agent reads it"))
        self.why.setAccessibleName(self.tr("Why"))
        self.form.setAccessibleName(self.tr("Scorecard"))
        self.again.setAccessibleName(self.tr("Look again"))
        chosen = max(self.again.currentIndex(), 0)
        self.again.clear()
        for days in LOOK_AGAIN_DAYS:
            words = self.tr("Look again in {days} days").format(days=days) if days else self.tr("No day to look again")
            self.again.addItem(words, days)
        self.again.setCurrentIndex(chosen)
        self.scorecard.retranslate()
        self.display(self._state)

    # building

    def _build(self) -> None:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._aside)
        head.addLayout(words, 1)
        head.addWidget(self.hear)
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty, 1)
        starting = QHBoxLayout()
        starting.addStretch(1)
        self.form.setMaximumWidth(self._theme.px(240))
        starting.addWidget(self.form)
        starting.addWidget(self.begin)
        starting.addWidget(self.calibrate)
        starting.addStretch(1)
        column.addLayout(starting)
        column.addStretch(2)
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(self._build_card())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 14, 20, 14)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self._pages, 1)
        whole.addWidget(self._said)

    def _build_card(self) -> QWidget:
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.scorecard, 1)
        column.addWidget(line("h"))
        texts = QHBoxLayout()
        texts.setSpacing(16)
        for frame, field in ((self._summary_frame, self.summary), (self._note_frame, self.note)):
            field.setFixedHeight(self._theme.px(66))
            texts.addWidget(frame, 1)
        column.addLayout(texts)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._score)
        foot.addWidget(self._passes, 1)
        foot.addWidget(self.again)
        foot.addWidget(self.coach)
        self.again.setMaximumWidth(self._theme.px(200))
        column.addLayout(foot)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        deeds.addWidget(self.why, 1)
        deeds.addStretch(1)
        for button in (self.withdraw, self.settle, self.publish):
            deeds.addWidget(button)
        column.addLayout(deeds)
        return card

    def _join(self) -> None:
        self.scorecard.given.connect(self.given)
        self.summary.textChanged.connect(lambda: self.said.emit(self.summary.toPlainText()[:WORDS_MOST]))
        self.begin.clicked.connect(self.begin_wanted)
        self.calibrate.clicked.connect(self.calibrate_wanted)
        self.hear.clicked.connect(self.hear_wanted)
        self.form.activated.connect(lambda: self.form_chosen.emit(str(self.form.currentData())))
        self.coach.clicked.connect(self.send_note)
        for button, move in (
            (self.publish, ReviewMove.PUBLISH),
            (self.settle, ReviewMove.SETTLE),
            (self.withdraw, ReviewMove.WITHDRAW),
        ):
            button.clicked.connect(lambda _=False, move=move: self.move_wanted.emit(move, self.why.text()))

    def send_note(self) -> None:
        """Send what stands in the coaching note."""
        days = int(self.again.currentData() or 0)
        text = self.note.toPlainText().strip()[:WORDS_MOST]
        if text:
            self.coach_wanted.emit(text, self._today() + timedelta(days=days) if days else None)

    # drawing

    def _put_words(self, review_id: UUID) -> None:
        # Words that were not sent stay with the review that they were typed to.
        if self._words_to is not None:
            self._typed[self._words_to] = self.note.toPlainText(), self.why.text()
        self._words_to = review_id
        note, why = self._typed.get(review_id, ("", ""))
        self.note.setPlainText(note)
        self.why.setText(why)

    def _draw_head(self, state: QualityState) -> None:
        review, call = state.review, state.chosen_call
        shown = call if review is None else review
        self.hear.setVisible(shown is not None and shown.contact_id is not None)
        if review is not None:
            self._title.set_text(
                self.tr("{agent}, call of {when}").format(agent=review.agent_name, when=self._when(review.call_at))
            )
            self._aside.set_text(
                self.tr("{form} · {state} · reviewed by {name}").format(
                    form=text_in(review.form.name, language_now()),
                    state=state_word(review.state),
                    name=review.reviewer_name,
                )
            )
        elif call is not None:
            self._title.set_text(
                self.tr("{agent}, call of {when}").format(agent=call.agent_name, when=self._when(call.started_at))
            )
            parts = (text_in(call.queue_name, language_now()), text_in(call.outcome, language_now()))
            self._aside.set_text(" · ".join(part for part in parts if part))
        else:
            self._title.set_text("")
            self._aside.set_text("")

    def _draw_empty(self, call: CallToReview | None) -> None:
        self.begin.setVisible(call is not None)
        self.calibrate.setVisible(call is not None)
        self.form.setVisible(call is not None)
        self.begin.setEnabled(not self._state.busy and bool(self._state.form))
        if self.form.count() != len(self._state.forms):
            self.form.clear()
            for form in self._state.forms:
                self.form.addItem(text_in(form.name, language_now()), form.code)
        self.form.setCurrentIndex(self.form.findData(self._state.form))
        if call is None:
            self._empty.show_state(
                StateKind.QUIET,
                self.tr("Nothing is chosen"),
                self.tr("Choose a call at the left, or draw some by chance: nobody picks the calls that suit."),
                icon="ph.clipboard-text",
            )
        else:
            self._empty.show_state(
                StateKind.QUIET,
                self.tr("This call is not under review by you"),
                self.tr("The agent sees a review only once you publish it."),
                icon="ph.clipboard-text",
            )

    def _draw_foot(self, review: Review) -> None:
        state = self._state
        score = review.score
        self._score.set_text(percent_words(score))
        self._score.set_tone(Token.TEXT_2 if score.missing and not score.fatal else score_tone(score))
        if score.fatal:
            words = self.tr("Fails: something that must not be missed got nothing")
        elif score.missing:
            one, more = self.tr("1 question not looked at yet"), self.tr("{count} questions not looked at yet")
            words = one if len(score.missing) == 1 else more.format(count=len(score.missing))
        elif score.passed:
            words = self.tr("Passes (from {percent} %)").format(percent=review.form.pass_percent)
        else:
            words = self.tr("Does not pass (from {percent} %)").format(percent=review.form.pass_percent)
        self._passes.set_text(words if state.kept else self.tr("{words} · being kept").format(words=words))
        for button, move in (
            (self.publish, ReviewMove.PUBLISH),
            (self.settle, ReviewMove.SETTLE),
            (self.withdraw, ReviewMove.WITHDRAW),
        ):
            button.setVisible(move in review.may)
            button.setEnabled(not state.busy)
        self.coach.setEnabled(not state.busy)
        self.why.setVisible(bool(review.may) and not review.may_edit)

    def _draw_notice(self, state: QualityState) -> None:
        if state.problem is not None:
            self._said.show_notice("ph.warning-circle-fill", Token.PROBLEM, deed_text(state.problem))
            return
        words = {
            ReviewMove.PUBLISH.value: self.tr("Published. The agent sees it now."),
            ReviewMove.SETTLE.value: self.tr("Settled. The agent sees what you said."),
            ReviewMove.WITHDRAW.value: self.tr("Withdrawn. It counts nowhere."),
            "coached": self.tr("The note was sent to the agent."),
        }
        disputed = ""
        review = state.review
        if review is not None and ReviewMove.SETTLE in review.may and review.history:
            disputed = self.tr("The agent says: {words}").format(words=review.history[-1].words)
        icon, tone = ("ph.chat-circle-text", Token.CAUTION) if disputed else ("ph.check-circle-fill", Token.GOOD)
        self._said.show_notice(icon, tone, words.get(state.done, "") or disputed)

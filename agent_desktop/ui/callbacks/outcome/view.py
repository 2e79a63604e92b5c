"""The card in which is said what came of a callback, under the list of them."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.contract.callbacks import WORDS_LIMIT, CallbackOutcome
from agent_desktop.ui.callbacks.outcome.presenter import TRIES_AGAIN, OutcomeState
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.callback_words import about_text, outcome_word, who_text
from agent_desktop.ui.widgets.fields import TextField
from agent_desktop.ui.widgets.formats import day_text, time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel import PanelFrame
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.tick_box import TickBox
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.time_field import DayField, TimeField, read_moment
from agent_desktop.ui.widgets.waiting_line import WaitingLine

_O = CallbackOutcome
_ROWS: Final = ((_O.REACHED, _O.NO_ANSWER), (_O.BUSY, _O.MACHINE), (_O.WRONG_PERSON, _O.REFUSED))
_LEFT: Final = 260


class OutcomeView(PanelFrame):
    """Draws an `OutcomeState`.

    Signals:
        outcome_chosen: It came to this (`CallbackOutcome`).
        typed: The note as it stands (`str`).
        time_chosen: Try again then (`datetime`, None where it cannot be read).
        do_not_call_chosen: They wish no such calls any more (`bool`).
        save_chosen: Say so.
    """

    outcome_chosen = Signal(object)
    typed = Signal(str)
    time_chosen = Signal(object)
    do_not_call_chosen = Signal(bool)
    save_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__(theme)
        self._theme, self._ticker = theme, ticker
        self._state = OutcomeState()
        self._outcome_label = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._note_label = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._again_label = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self.choices = tuple(SegmentedChoice(theme) for _ in _ROWS)
        self.day, self.time = DayField(theme), TimeField(theme)
        self.note = TextField()
        self.do_not_call = TickBox(theme, kind=Kind.CAUTION)
        self.save = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter")
        self._notice = Notice(theme)
        self._again = QWidget()
        self._saved = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._waiting = WaitingLine(theme, kept=True)
        self._build()
        self._waiting.follow(self)
        for choice in self.choices:
            choice.chosen.connect(lambda text: self.outcome_chosen.emit(CallbackOutcome(text)))
        self.note.textChanged.connect(self._note_changed)
        for field in (self.day, self.time):
            field.typed.connect(lambda _: self.time_chosen.emit(self._moment()))
        self.do_not_call.toggled.connect(self.do_not_call_chosen)
        self.save.clicked.connect(self.save_chosen)
        self.hide()

    def display(self, state: OutcomeState) -> None:
        """Draw `state`; it is hidden while there is nothing to say."""
        before, self._state = self._state, state
        self.setVisible(state.open and state.callback is not None)
        if state.callback is None or state.words is None:
            return
        another = before.callback is None or before.callback.callback_id != state.callback.callback_id
        if another and self.note.toPlainText() != state.words.note:
            was_blocked = self.note.blockSignals(True)
            self.note.setPlainText(state.words.note)
            self.note.moveCursor(self.note.textCursor().MoveOperation.End)
            self.note.blockSignals(was_blocked)
        if another or (state.proposed_at != before.proposed_at and state.words.next_at is None):
            self._show_time(state.words.next_at or state.proposed_at)
        self._draw()

    def show_offer_waiting(self, waiting: bool) -> None:
        """A call is on offer, or none is: one line under the note says so while something here is in focus."""
        self._waiting.offer(waiting)

    def take_focus(self) -> None:
        """Where the note is typed."""
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._state.callback is not None:
            self._draw()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self._outcome_label)
        for choice in self.choices:
            left.addWidget(choice)
        again = QVBoxLayout(self._again)
        again.setContentsMargins(0, 4, 0, 0)
        again.setSpacing(6)
        again.addWidget(self._again_label)
        when = QHBoxLayout()
        when.setSpacing(8)
        when.addWidget(self.day)
        when.addWidget(self.time)
        when.addStretch(1)
        again.addLayout(when)
        left.addWidget(self._again)
        left.addWidget(self.do_not_call)
        left.addStretch(1)
        box = QWidget()
        box.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        box.setFixedWidth(self._theme.px(_LEFT))
        right = QVBoxLayout()
        right.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._note_label)
        head.addWidget(KeyCap(self._theme, "Alt+N"))
        head.addStretch(1)
        head.addWidget(self._saved)
        right.addLayout(head)
        right.addWidget(self.note, 1)
        right.addWidget(self._waiting)
        grid = QGridLayout()
        grid.setContentsMargins(14, 10, 14, 6)
        grid.setHorizontalSpacing(14)
        grid.addWidget(box, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(14, 0, 14, 12)
        buttons.setSpacing(10)
        buttons.addWidget(self.save)
        buttons.addWidget(self._notice, 1)
        self.body.addLayout(grid)
        self.body.addLayout(buttons)
        self.note.setMinimumHeight(self._theme.px(96))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def _draw(self) -> None:
        state = self._state
        callback, words = state.callback, state.words
        if callback is None or words is None:
            return
        name = who_text(callback, callback.number_masked)
        self.set_title(self.tr("Callback: {name}").format(name=name), about_text(callback))
        self._outcome_label.set_text(self.tr("Outcome"))
        chosen = words.outcome.value if words.outcome is not None else ""
        for row, choice in zip(_ROWS, self.choices, strict=True):
            choice.show_options(tuple((each.value, outcome_word(each)) for each in row), chosen)
            choice.setAccessibleName(self.tr("Outcome"))
            choice.setEnabled(not state.busy)
        self._note_label.set_text(self.tr("Note"))
        self.note.setAccessibleName(self.tr("Note on the callback"))
        self._saved.set_text(self.tr("Kept on this computer") if words.note else "")
        self._again_label.set_text(
            self.tr("Try again, {count} left").format(count=state.tries_left) if state.tries_left else ""
        )
        self.day.setAccessibleName(self.tr("On which day"))
        self.day.name_calendar(self.tr("On which day"))
        self.time.setAccessibleName(self.tr("At what time"))
        for field in (self.day, self.time):
            field.set_wrong(words.time_wrong)
        self._again.setVisible(state.wants_time)
        self.do_not_call.set_words(self.tr("They wish no such calls any more"))
        self.do_not_call.setVisible(words.outcome is CallbackOutcome.REFUSED)
        self.do_not_call.setChecked(words.do_not_call)
        self.save.set_words(self.tr("Saving it") if state.busy else self.tr("Save callback"))
        self.save.setEnabled(not state.busy)
        self._draw_notice()

    def _draw_notice(self) -> None:
        state = self._state
        if state.problem is not None:
            self._notice.show_notice("ph.warning-circle-fill", Token.PROBLEM, deed_text(state.problem))
            return
        text = ""
        if state.words is not None and state.words.outcome in TRIES_AGAIN:
            if not state.tries_left:
                text = self.tr("No try is left: a supervisor decides what follows.")
            elif state.proposed_at is not None and state.words.next_at is None:
                local, today = self._ticker.local(state.proposed_at), self._ticker.local(self._ticker.now())
                when = f"{day_text(local.date(), today.date())} {time_text(local)}"
                text = self.tr("{when} is the next lawful time where they are.").format(when=when)
        self._notice.show_notice("ph.info", Token.TEXT_2, text)

    def _show_time(self, at: datetime | None) -> None:
        if at is None:
            self.day.clear()
            self.time.clear()
            return
        local = self._ticker.local(at)
        self.day.show_value(local.date().isoformat())
        self.time.show_value(f"{local:%H:%M}")

    def _moment(self) -> datetime | None:
        return read_moment(self.day.text(), self.time.text(), self._ticker.local(self._ticker.now()))

    def _note_changed(self) -> None:
        text = self.note.toPlainText()
        if len(text) > WORDS_LIMIT:
            was_blocked = self.note.blockSignals(True)
            self.note.setPlainText(text[:WORDS_LIMIT])
            self.note.blockSignals(was_blocked)
            self.note.moveCursor(self.note.textCursor().MoveOperation.End)
            text = text[:WORDS_LIMIT]
        self.typed.emit(text)

"""What was recorded of a contact's call: a small player over the window."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from agent_desktop.contract.recordings import ListenReason, Recording
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.recordings.presenter import RecordingsState
from agent_desktop.ui.recordings.words import basis_word, reason_word, state_word
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.formats import clock_text, day_time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.ticker import Ticker

_WIDTH: Final = 620
_TOP: Final = 120
_PLAY_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RecordingsView(Overlay):
    """Draws a `RecordingsState`. Enter plays or pauses the recording in focus, the arrows go back and forward.

    Signals:
        play_pressed: Play, pause or go on with the recording of this id.
        reason_chosen: Why, a `ListenReason`.
        step_wanted: So many steps forward, or back where it is negative.
        retry_chosen: Read the list again.
    """

    play_pressed = Signal(object)
    reason_chosen = Signal(object)
    step_wanted = Signal(int)
    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._ticker = ticker
        self._state = RecordingsState()
        self._title = TextLabel(role=Role.FORM_TITLE)
        head = sheet_head(theme, self._title)
        self._why = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self.reasons = SegmentedChoice(theme)
        self._words = TextLabel(tone=Token.TEXT_2, wrap=True)
        self._retry = CommandButton(theme, small=True)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.plays: dict[UUID, CommandButton] = {}
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 8, 16, 12)
        inside.setSpacing(8)
        inside.addWidget(self._why)
        inside.addWidget(self.reasons)
        inside.addWidget(self._words)
        inside.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addLayout(self._rows)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(inside)
        self.frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._retry.clicked.connect(self.retry_chosen)
        self.reasons.chosen.connect(self._reason_chosen)
        self.display(self._state)

    def display(self, state: RecordingsState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        if not state.open:
            self.close_over()
            return
        self._title.set_text(self.tr("Recordings of this call"))
        self._draw_reasons()
        self._draw_words()
        self._retry.set_words(self.tr("Try again"))
        self._retry.setVisible(state.list_problem is not None)
        if state.recordings != before.recordings or not before.open or not self.plays:
            self._build_rows()
        self._draw_rows()
        self.frame.setAccessibleName(self._title.full_text())
        if self.isHidden():
            self.open_over()

    def text(self) -> str:
        """Return what is said above the list."""
        return self._words.full_text()

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._state.playing.length_ms:
            self.step_wanted.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in _PLAY_KEYS and self.plays:
            focused = next((each for each, play in self.plays.items() if play.hasFocus()), next(iter(self.plays)))
            self.play_pressed.emit(focused)
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._state.open:
            self._build_rows()
            self.display(self._state)

    def _draw_reasons(self) -> None:
        state = self._state
        shown = any(each.playable for each in state.recordings)
        missing = state.reason_missing
        self._why.set_text(
            self.tr("Choose first why you listen. It is kept with each play.")
            if missing
            else self.tr("Why do you listen? It is kept with each play.")
        )
        self._why.set_tone(Token.PROBLEM if missing else Token.TEXT_2)
        self._why.setVisible(shown)
        self.reasons.setVisible(shown)
        options = tuple((reason.value, reason_word(reason)) for reason in ListenReason)
        self.reasons.show_options(options, state.reason.value if state.reason is not None else "")
        self.reasons.setAccessibleName(self._why.full_text())

    def _draw_words(self) -> None:
        state, tone = self._state, Token.PROBLEM
        problem = state.list_problem or state.problem
        if problem is not None:
            text = deed_text(problem)
        elif state.playing.no_device:
            text = self.tr("This computer has no sound device. Plug one in, then play again.")
        elif state.playing.failed:
            text = self.tr("This recording cannot be played here. Tell whoever looks after the server.")
        elif state.loading and not state.recordings:
            text, tone = self.tr("Looking for recordings"), Token.TEXT_2
        elif not state.recordings:
            text, tone = self.tr("Nothing was recorded of this contact."), Token.TEXT_2
        elif not any(each.playable for each in state.recordings):
            text, tone = self.tr("You may not play these, or there is nothing to play."), Token.TEXT_2
        else:
            text = ""
        self._words.set_text(text)
        self._words.set_tone(tone)
        self._words.setVisible(bool(text))

    def _build_rows(self) -> None:
        clear_layout(self._rows)
        self.plays = {}
        self._bars: dict[UUID, tuple[QProgressBar, TextLabel]] = {}
        for place, recording in enumerate(self._state.recordings):
            if place:
                self._rows.addWidget(line("h"))
            self._rows.addWidget(self._row(recording))

    def _row(self, recording: Recording) -> QWidget:
        local, today = self._ticker.local(recording.began_at), self._ticker.local(self._ticker.now())
        when = TextLabel(day_time_text(local, today.date()), role=Role.BODY_STRONG)
        parts = [state_word(recording.state, held=recording.held), basis_word(recording.basis)]
        parts.append(self.tr("announced") if recording.announced else self.tr("not announced"))
        about = TextLabel(" · ".join(filter(None, parts)), role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(when)
        words.addWidget(about)
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(10)
        row.addWidget(IconView(self.theme, "ph.speaker-high", Token.TEXT_2, 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if recording.playable:
            bar, time = QProgressBar(), TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
            bar.setTextVisible(False)
            bar.setFixedWidth(self.theme.px(120))
            bar.setFixedHeight(self.theme.px(6))
            play = CommandButton(self.theme, keys="Enter")
            play.setMinimumWidth(self.theme.px(112))
            play.clicked.connect(self._presser(recording.recording_id))
            self.plays[recording.recording_id] = play
            self._bars[recording.recording_id] = (bar, time)
            row.addWidget(bar)
            row.addWidget(time)
            row.addWidget(play)
        return widget

    def _draw_rows(self) -> None:
        state = self._state
        for recording in state.recordings:
            play = self.plays.get(recording.recording_id)
            if play is None:
                continue
            mine = state.chosen == recording.recording_id
            playing = state.playing
            if mine and state.fetching:
                word = self.tr("Getting it")
            elif mine and playing.is_on:
                word = self.tr("Pause")
            else:
                word = self.tr("Play")
            play.set_words(word)
            play.setEnabled(not state.fetching)
            bar, time = self._bars[recording.recording_id]
            length = playing.length_ms if mine and playing.length_ms else (recording.seconds or 0) * 1000
            position = playing.position_ms if mine else 0
            bar.setMaximum(max(1, length))
            bar.setValue(min(position, length))
            said = f"{clock_text(position // 1000)} / {clock_text(length // 1000)}"
            time.set_text(said)
            play.setAccessibleDescription(said)

    def _presser(self, recording_id: UUID) -> "_Presser":
        return _Presser(self, recording_id)

    def _reason_chosen(self, reason: str) -> None:
        self.reason_chosen.emit(ListenReason(reason))


class _Presser:
    """Which recording a button is of. Not a lambda with the view in it, which would keep it alive."""

    def __init__(self, view: RecordingsView, recording_id: UUID) -> None:
        self._emit, self._recording_id = view.play_pressed.emit, recording_id

    def __call__(self) -> None:
        self._emit(self._recording_id)

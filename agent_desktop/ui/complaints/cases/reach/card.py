"""The card of older complaints under new rules of the house: what would change, why it is done, how far it is."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QProgressBar, QWidget

from agent_desktop.ui.complaints.cases.case.entries import Card, Entry
from agent_desktop.ui.complaints.cases.reach.presenter import ReachState
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, IconButton, Look
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import weekday_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.panel_states import Notice

LINES: Final = 6
"""So many complaints are named; the others are counted."""
REASON_LIMIT: Final = 500


class ReachCard(Card):
    """Draws a `ReachState`. Hidden while nobody asked for it.

    Signals:
        start_chosen: Start what was seen, with this reason.
        stop_chosen: No more after this portion.
        look_chosen: Look anew.
        put_away: Close it.
    """

    start_chosen = Signal(str)
    stop_chosen = Signal()
    look_chosen = Signal()
    put_away = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "ph.clock-counter-clockwise")
        self._state = ReachState()
        self._close = IconButton(theme, "ph.x")
        self.head.addWidget(self._close)
        self.why = LineField(theme)
        self.why.setMaxLength(REASON_LIMIT)
        self.start = CommandButton(theme, look=Look.PRIMARY)
        self.stop = CommandButton(theme)
        self.look = CommandButton(theme)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(theme.px(160), theme.px(6))
        self._told = Notice(theme)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 0, 14, 10)
        row.setSpacing(8)
        row.addWidget(self._told, 2)
        row.addWidget(self.why, 3)
        for widget in (self._bar, self.stop, self.look, self.start):
            row.addWidget(widget)
        column = self.layout()
        if column is not None:
            column.addWidget(foot)
        self.start.clicked.connect(self._start)
        self.why.returnPressed.connect(self._start)
        self.stop.clicked.connect(self.stop_chosen)
        self.look.clicked.connect(self.look_chosen)
        self._close.clicked.connect(self.put_away)
        self.retranslate()

    def display(self, state: ReachState) -> None:
        """Draw `state`."""
        was_looking, self._state = self._state.looking, state
        self._draw_rows()
        text, tone, icon = self._words()
        self._told.show_notice(icon, tone, text)
        ready = state.is_seen and state.complaints > 0
        left = len(state.portions) - state.done
        self.why.setVisible(ready or (state.ended and left > 0))
        self.start.setVisible(self.why.isVisibleTo(self))
        goes_on = self.tr("Go on") if state.done else self.tr("Start for {count} complaints")
        self.start.set_words(goes_on.format(count=f"{state.complaints:,}"))
        self.stop.set_words(self.tr("Stop"))
        self.stop.setVisible(state.going)
        self.look.set_words(self.tr("Look again"))
        self.look.setVisible(state.problem is not None and not state.going)
        self._bar.setVisible(state.looking or state.going)
        done, whole = (state.looked, state.to_look) if state.looking else (state.done, len(state.portions))
        self._bar.setMaximum(whole)
        self._bar.setValue(done)
        self._bar.setAccessibleName(text)
        self._close.setVisible(not state.going)
        self.setVisible(state.open)
        if ready and was_looking and not isinstance(QApplication.focusWidget(), QLineEdit):
            self.why.setFocus()  # whoever types elsewhere meanwhile goes on there

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._state.going:
            self.put_away.emit()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Name everything in the language now shown."""
        self.why.setPlaceholderText(self.tr("Why they come under it; it stands in the history of each"))
        self.why.setAccessibleName(self.tr("Why they come under the new rules"))
        self._close.set_name(self.tr("Put away"))
        self.display(self._state)

    def _draw_rows(self) -> None:
        state = self._state
        rows: list[QWidget] = []
        for name, count, late in state.rules():
            said = self.tr("starts for {count} open complaints").format(count=f"{count:,}")
            aside = self.tr("late at once: {count}").format(count=f"{late:,}") if late else ""
            icon = "ph.warning-circle-fill" if late else "ph.timer"
            tone = Token.PROBLEM if late else Token.TEXT_2
            entry = Entry(self._theme, icon, tone, words(name), (said,), aside=aside, aside_token=tone)
            rows.append(entry)
        shown = state.shown
        if shown:
            days = [
                each.number if each.due_on is None else f"{each.number} ({weekday_text(each.due_on)})"
                for each in shown[:LINES]
            ]
            more = len(shown) - len(days)
            named = ", ".join(days)
            if more > 0:
                named = self.tr("{named} and {count} more").format(named=named, count=f"{more:,}")
            rows.append(Entry(self._theme, "ph.list-bullets", Token.TEXT_2, self.tr("Which, and until when"), (named,)))
        empty = (
            "" if state.looking or state.problem is not None else self.tr("No rule of the house is newer than them.")
        )
        self.show_rows(self.tr("Older complaints under new rules of the house"), rows, empty, state.complaints)

    def _words(self) -> tuple[str, Token, str]:
        state = self._state
        if state.problem is not None:
            return deed_text(state.problem), Token.PROBLEM, "ph.warning-circle-fill"
        if state.looking:
            text = self.tr("Looking: {count} of {whole}, nothing is changed")
            return text.format(count=f"{state.looked:,}", whole=f"{state.to_look:,}"), Token.TEXT_2, ""
        if state.going:
            text = self.tr("{count} of {whole} have their clocks")
        elif state.ended and state.done < len(state.portions):
            text = self.tr("Stopped: {count} of {whole} have their clocks. Those stay.")
            return self._counted(text), Token.CAUTION, "ph.warning-fill"
        elif state.ended:
            return self._counted(self.tr("All {whole} have their clocks.")), Token.GOOD, "ph.check-circle-fill"
        else:
            return "", Token.TEXT_2, ""
        return self._counted(text), Token.TEXT_2, ""

    def _counted(self, text: str) -> str:
        return text.format(count=f"{self._state.reached:,}", whole=f"{self._state.complaints:,}")

    def _start(self) -> None:
        self.start_chosen.emit(self.why.text())

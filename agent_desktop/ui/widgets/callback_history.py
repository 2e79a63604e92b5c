"""What happened to a callback, line by line: its words, and the list that shows them."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from agent_desktop.contract.callbacks import CallbackEvent, CallbackEventKind
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.callback_words import outcome_word
from agent_desktop.ui.widgets.formats import day_text, time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel

_WORDLESS: Final = frozenset({CallbackEventKind.RETURNED})
"""Their words are codes of the program."""


def event_text(event: CallbackEvent, when: Callable[[datetime], str]) -> str:
    """Return what happened, as a sentence without who did it; `when` writes a time of the customer's promise."""
    translate = QCoreApplication.translate
    from_at = when(event.from_at) if event.from_at is not None else ""
    to_at = when(event.to_at) if event.to_at is not None else ""
    moved = translate("CallbackHistory", "moved from {from_at} to {to_at}").format(from_at=from_at, to_at=to_at)
    outcome = "" if event.outcome is None else outcome_word(event.outcome)
    given = translate("CallbackHistory", "Handed over to {to_name}").format(to_name=event.to_name)
    if event.from_name:
        given = translate("CallbackHistory", "Handed over from {from_name} to {to_name}").format(
            from_name=event.from_name, to_name=event.to_name
        )
    again = translate("CallbackHistory", "Asked for again")
    tried = outcome or translate("CallbackHistory", "Called")
    said = {
        CallbackEventKind.MADE: translate("CallbackHistory", "Promised for {to_at}").format(to_at=to_at)
        if to_at
        else translate("CallbackHistory", "Wished for"),
        CallbackEventKind.JOINED: f"{again}, {moved}" if from_at and to_at else again,
        CallbackEventKind.WORD_ADDED: translate("CallbackHistory", "A word was added"),
        CallbackEventKind.MOVED: translate("CallbackHistory", "Moved from {from_at} to {to_at}").format(
            from_at=from_at, to_at=to_at
        ),
        CallbackEventKind.HANDED_OVER: given,
        CallbackEventKind.TO_TEAM: translate(
            "CallbackHistory", "Its owner's time was over: the team {team} may take it"
        ).format(team=event.to_name),
        CallbackEventKind.TO_QUEUE: translate("CallbackHistory", "Anybody of the queue {queue} may take it").format(
            queue=event.to_name
        ),
        CallbackEventKind.EXPIRED: translate("CallbackHistory", "Nobody kept it: a supervisor decides"),
        CallbackEventKind.OFFERED: translate("CallbackHistory", "Taken up"),
        CallbackEventKind.RETURNED: translate("CallbackHistory", "Given back, nobody was called"),
        CallbackEventKind.DIALLED: translate("CallbackHistory", "Dialled"),
        CallbackEventKind.ATTEMPTED: translate("CallbackHistory", "{outcome}; next try {to_at}").format(
            outcome=tried, to_at=to_at
        )
        if to_at
        else tried,
        CallbackEventKind.CALLED_IN: translate("CallbackHistory", "They called us"),
        CallbackEventKind.CANCELLED: translate("CallbackHistory", "Cancelled"),
        CallbackEventKind.DONE: translate("CallbackHistory", "Done otherwise"),
        CallbackEventKind.REOPENED: translate("CallbackHistory", "Opened again for {to_at}").format(to_at=to_at),
        CallbackEventKind.JOINED_AWAY: translate("CallbackHistory", "Goes on in another callback of theirs"),
        CallbackEventKind.RELINKED: translate("CallbackHistory", "The call was another customer's"),
        CallbackEventKind.RESTED: translate("CallbackHistory", "Paused"),
        CallbackEventKind.WOKEN: translate("CallbackHistory", "Goes on after the pause"),
        CallbackEventKind.MADE_FROM: translate("CallbackHistory", "Taken over from an earlier record"),
    }[event.kind]
    words = "" if event.kind in _WORDLESS else event.words
    return translate("CallbackHistory", "{said}: “{words}”").format(said=said, words=words) if words else said


class CallbackHistoryList(QScrollArea):
    """Shows the events of one callback, the last first. It takes the focus, so that keys scroll it."""

    def __init__(self, local: Callable[[datetime], datetime], now: Callable[[], datetime], *, pad: int = 0) -> None:
        """`pad` is left free at its left side."""
        super().__init__()
        self._local, self._now = local, now
        self._events: tuple[CallbackEvent, ...] = ()
        self._lines: list[TextLabel] = []
        inside = QWidget()
        inside.setProperty("ground", "clear")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(pad, 0, 6, 0)
        self._column.setSpacing(1)
        self._column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ground", "clear")
        self.setAccessibleName(QCoreApplication.translate("CallbackHistory", "What happened, the last first"))

    def display(self, events: tuple[CallbackEvent, ...]) -> None:
        """Show these, which come the oldest first."""
        if events == self._events and self._lines:
            return
        self._events = events
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for event in reversed(events):
            who = event.by_name or QCoreApplication.translate("CallbackHistory", "by itself")
            head = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
            head.set_text(f"{self._when(event.at)} · {who}")
            said = TextLabel(role=Role.BODY, wrap=True)
            said.set_text(event_text(event, self._when))
            said.setContentsMargins(0, 0, 0, 6)
            self._lines += [head, said]
        for place, line in enumerate(self._lines):
            self._column.insertWidget(place, line)
        self.verticalScrollBar().setValue(0)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(QCoreApplication.translate("CallbackHistory", "What happened, the last first"))
            events, self._events = self._events, ()
            self.display(events)

    def _when(self, at: datetime) -> str:
        local, today = self._local(at), self._local(self._now()).date()
        return time_text(local) if local.date() == today else f"{day_text(local.date(), today)} {time_text(local)}"

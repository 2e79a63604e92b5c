"""A band over the customer: there is a callback open for them, and they have called first."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.callbacks import Callback
from agent_desktop.ui.callbacks.called_in.presenter import CalledInState
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.callback_words import due_look, due_text, whose_text
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.ticker import Ticker

_MOST = 2
"""So many are shown; whoever has more open reads them on the timeline."""


class CalledInBand(QFrame):
    """Draws a `CalledInState`.

    Signals:
        settled: A `Callback` is settled by this call.
        kept: It stays: they are called all the same.
    """

    settled = Signal(object)
    kept = Signal(object)

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("band", "info")
        self._theme, self._ticker = theme, ticker
        self._state = CalledInState()
        self._rows: list[QWidget] = []
        self._problem = TextLabel(role=Role.SMALL, tone=Token.PROBLEM, wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 9, 14, 10)
        self._column.setSpacing(8)
        self._column.addWidget(self._problem)
        self.hide()

    def display(self, state: CalledInState) -> None:
        """Draw `state`."""
        self._state = state
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(each, state) for each in state.callbacks[:_MOST]]
        for place, row in enumerate(self._rows):
            self._column.insertWidget(place, row)
        problem = deed_text(state.problem) if state.problem is not None else ""
        self._problem.set_text(problem)
        self._problem.setVisible(bool(problem))
        self.setVisible(bool(self._rows) or bool(problem))

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _row(self, callback: Callback, state: CalledInState) -> QWidget:
        on_line = state.call_id is not None
        title = TextLabel(role=Role.BODY_BOLD, wrap=True)
        title.set_text(
            self.tr("They were to be called back, and have called first")
            if on_line
            else self.tr("They are to be called back")
        )
        about = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        why = callback.reason or words(callback.reason_name)
        about.set_text(" · ".join(filter(None, (why, self._due(callback), whose_text(callback)))))
        icon, token = due_look(callback)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(title)
        texts.addWidget(about)
        row = QFrame()
        row.setProperty("ground", "clear")
        row.setAccessibleName(f"{title.full_text()} {about.full_text()}")
        if on_line:
            texts.addSpacing(5)
            texts.addWidget(self._buttons(callback, state))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(9)
        line.addWidget(IconView(self._theme, icon, token, 17), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(texts, 1)
        return row

    def _buttons(self, callback: Callback, state: CalledInState) -> QWidget:
        done = CommandButton(self._theme, self.tr("Settled by this call"), small=True, look=Look.PRIMARY)
        stays = CommandButton(self._theme, self.tr("Call back all the same"), small=True)
        done.clicked.connect(_said(self.settled.emit, callback))
        stays.clicked.connect(_said(self.kept.emit, callback))
        box = QWidget()
        flow = FlowLayout(6, 4)
        box.setLayout(flow)
        for button in (done, stays):
            button.setEnabled(state.busy is None)
            flow.addWidget(button)
        return box

    def _due(self, callback: Callback) -> str:
        local: Callable[[datetime], datetime] = self._ticker.local
        return due_text(callback, local(callback.due_at), local(self._ticker.now()))


def _said(emit: Callable[..., object], callback: Callback) -> Callable[[], object]:
    """Return what emits one callback; it holds no widget."""
    return partial(emit, callback)

"""The form that begins a calibration with one call: its name, the scorecard, who scores, and until when."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from agent_desktop.contract.base import text_in
from agent_desktop.contract.quality import ReviewedAgent, ScoreForm
from agent_desktop.ui.quality.calibration_presenter import CalibratingState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, LineField
from agent_desktop.ui.widgets.formats import day_text, language_now
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.tick_box import TickBox

DUE_DAYS: Final = (3, 7, 14, 30)
LEAST: Final = 2
MOST: Final = 20
NAME_MOST: Final = 100


class BeginForm(QWidget):
    """Asks for all that a calibration needs.

    Signals:
        begin_wanted: Its name, the code of the scorecard, the ids of the reviewers, and the day it is due.
        let_be: Nothing is begun.
    """

    begin_wanted = Signal(str, str, object, object)
    let_be = Signal()

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self._theme, self._today = theme, today
        self._forms: tuple[ScoreForm, ...] = ()
        self._state = CalibratingState()
        self.name, self.form, self.due = LineField(theme), ChoiceField(theme), ChoiceField(theme)
        self.name.setMaxLength(NAME_MOST)
        self._frames = [FieldFrame(theme, each) for each in (self.name, self.form, self.due)]
        self._who, self._hint = (
            TextLabel(role=Role.SMALL, tone=Token.TEXT_2),
            TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True),
        )
        self.ticks: dict[UUID, TickBox] = {}
        self._people = QScrollArea()
        self._people.setWidgetResizable(True)
        self._people.setFrameShape(QScrollArea.Shape.NoFrame)
        self.ask = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter", icon="ph.users-three")
        self.leave = CommandButton(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        grid = QGridLayout()
        grid.setSpacing(12)
        grid.addWidget(self._frames[0], 0, 0, 1, 2)
        grid.addWidget(self._frames[1], 1, 0)
        grid.addWidget(self._frames[2], 1, 1)
        column.addLayout(grid)
        column.addWidget(self._who)
        column.addWidget(self._people, 1)
        column.addWidget(self._hint)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        deeds.addStretch(1)
        deeds.addWidget(self.leave)
        deeds.addWidget(self.ask)
        column.addLayout(deeds)
        self.name.textChanged.connect(self._weigh)
        self.ask.clicked.connect(self.send)
        self.leave.clicked.connect(self.let_be)

    def display(self, state: CalibratingState, forms: tuple[ScoreForm, ...], form: str) -> None:
        """Draw it; what was typed and ticked stays while it is about the same call."""
        before, self._state = self._state, state
        if forms != self._forms or not self.form.count():
            self._forms = forms
            self._fill_forms(form)
        if state.begins != before.begins:
            self.name.clear()
            self.form.setCurrentIndex(max(self.form.findData(form), 0))
        if state.begins != before.begins or tuple(self.ticks) != tuple(each.agent_id for each in state.reviewers):
            self._fill_people(state.reviewers)
        self._weigh()

    def retranslate(self) -> None:
        """Say it in the language now shown."""
        words = (self.tr("What it is called"), self.tr("Scorecard"), self.tr("Scored by"))
        for frame, label in zip(self._frames, words, strict=True):
            frame.set_label(label)
        self.name.setPlaceholderText(self.tr("For example: June, calls about disputes"))
        self._who.set_text(self.tr("Who scores the call, each without seeing what the others give"))
        self.ask.set_words(self.tr("Ask them to score it"))
        self.leave.set_words(self.tr("Let it be"))
        chosen = max(self.due.currentIndex(), 0) if self.due.count() else 1
        self.due.clear()
        for days in DUE_DAYS:
            day = self._today() + timedelta(days=days)
            self.due.addItem(self.tr("{day}, in {days} days").format(day=day_text(day, self._today()), days=days), days)
        self.due.setCurrentIndex(chosen)
        self._fill_forms(str(self.form.currentData() or ""))
        self._weigh()

    def send(self) -> None:
        """Begin it, if it is whole."""
        if self.ask.isEnabled():
            due = self._today() + timedelta(days=int(self.due.currentData()))
            self.begin_wanted.emit(self.name.text().strip(), str(self.form.currentData()), self._ticked(), due)

    def _ticked(self) -> tuple[UUID, ...]:
        return tuple(key for key, tick in self.ticks.items() if tick.isChecked())

    def _fill_forms(self, chosen: str) -> None:
        self.form.clear()
        for each in self._forms:
            self.form.addItem(text_in(each.name, language_now()), each.code)
        self.form.setCurrentIndex(max(self.form.findData(chosen), 0))

    def _fill_people(self, reviewers: tuple[ReviewedAgent, ...]) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.ticks = {}
        for each in reviewers:
            tick = TickBox(self._theme, f"{each.name} · {each.team}" if each.team else each.name)
            tick.toggled.connect(self._weigh)
            self.ticks[each.agent_id] = tick
            column.addWidget(tick)
        column.addStretch(1)
        self._people.setWidget(inside)

    def _weigh(self) -> None:
        short = not LEAST <= len(self._ticked()) <= MOST
        whole = bool(self.name.text().strip()) and not short and self.form.count() > 0
        self.ask.setEnabled(whole and not self._state.busy)
        if short:
            self._hint.set_text(self.tr("Tick two to twenty reviewers. Whoever begins it may be one of them."))
        else:
            self._hint.set_text("" if whole else self.tr("It needs a name."))

"""The form over the window in which a call-back by a colleague is noted."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.owed_calls import REASON_LIMIT
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.transfer.call_back.presenter import CallBackState, Typed
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import day_time_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.tick_box import TickBox
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.time_field import DayField, TimeField, read_moment

_WIDTH: Final = 520
_TOP: Final = 134
"""Under the call slot, which stays in sight."""


class CallBackView(Overlay):
    """Draws a `CallBackState`.

    Signals:
        keep_chosen: Note what stands in the form.
    """

    keep_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._ticker = ticker
        self._state = CallBackState()
        self._title = TextLabel(role=Role.FORM_TITLE, elided=True)
        self._labels = [TextLabel(role=Role.SMALL, tone=Token.TEXT_2) for _ in range(3)]
        self.reason, self.number = LineField(theme), LineField(theme)
        self.reason.setMaxLength(REASON_LIMIT)
        self.day, self.time = DayField(theme), TimeField(theme)
        self._along = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._say_title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._say = TextLabel(role=Role.SAY, wrap=True)
        self.told = TickBox(theme, kind=Kind.CAUTION)
        self._problem = TextLabel(tone=Token.PROBLEM, wrap=True)
        self._cancel = CommandButton(theme, keys="Esc")
        self.keep = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter")
        self._build()
        self.keep.clicked.connect(self.keep_chosen)
        self._cancel.clicked.connect(self.close_over)
        for field in (self.day, self.time):
            field.textChanged.connect(self._draw_say)
        self.number.textChanged.connect(self._draw_say)
        self.display(self._state)

    def display(self, state: CallBackState) -> None:
        """Draw `state`, opening and closing with it."""
        before, self._state = self._state, state
        if not state.open:
            self.close_over()
            return
        if not before.open:
            self._begin(state)
        self._draw()
        if self.isHidden():
            self.open_over()

    def take_focus(self) -> None:
        """Where the reason is typed."""
        self.reason.setFocus(Qt.FocusReason.PopupFocusReason)

    def typed(self) -> Typed:
        """Return what stands in the form."""
        return Typed(self.reason.text(), self.number.text(), self._due_at(), self.told.isChecked())

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._state.open:
            self._draw()

    def _build(self) -> None:
        head = sheet_head(self.theme, self._title, icon="ph.phone-outgoing")
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 12, 16, 14)
        inside.setSpacing(6)
        when = QHBoxLayout()
        when.setSpacing(8)
        when.addWidget(self.day)
        when.addWidget(self.time)
        inside.addWidget(self._labels[0])
        inside.addWidget(self.reason)
        inside.addSpacing(4)
        left, right = QVBoxLayout(), QVBoxLayout()
        for part, label in ((left, self._labels[1]), (right, self._labels[2])):
            part.setSpacing(6)
            part.addWidget(label)
        left.addLayout(when)
        right.addWidget(self.number)
        beside = QHBoxLayout()
        beside.setSpacing(12)
        beside.addLayout(left)
        beside.addLayout(right, 1)
        inside.addLayout(beside)
        inside.addSpacing(4)
        inside.addWidget(self._along)
        inside.addSpacing(6)
        inside.addWidget(self._say_title)
        inside.addWidget(self._say)
        inside.addWidget(self.told, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._problem)
        inside.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.keep)
        inside.addLayout(buttons)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(inside)

    def _begin(self, state: CallBackState) -> None:
        self.reason.setText(state.reason)
        self.number.clear()
        self.told.setChecked(False)
        if state.due_at is not None:
            local = self._ticker.local(state.due_at)
            self.day.show_value(local.date().isoformat())
            self.time.show_value(f"{local:%H:%M}")

    def _draw(self) -> None:
        state = self._state
        name = words(state.owner_name or {})
        self._title.set_text(self.tr("{name} calls the customer back").format(name=name))
        self.frame.setAccessibleName(self._title.full_text())
        labels = (self.tr("What it is about"), self.tr("By when, here"), self.tr("On which number"))
        for label, text, field in zip(self._labels, labels, (self.reason, self.time, self.number), strict=True):
            label.set_text(text)
            field.setAccessibleName(text)
        self.day.setAccessibleName(self.tr("On which day"))
        self.day.name_calendar(self.tr("On which day"))
        self.number.setPlaceholderText(self.tr("The number they call from"))
        self._along.set_text(self.tr("Your hand-over note goes along, as it is and as it changes."))
        self._say_title.set_text(self.tr("Tell the caller"))
        self.told.set_words(self.tr("Told the caller"))
        self._problem.set_text(deed_text(state.problem) if state.problem is not None else "")
        self._problem.setVisible(state.problem is not None)
        missing = state.problem is not None and state.problem.details.get("problem")
        self.reason.set_wrong(missing == "reason_missing")
        self.number.set_wrong(missing == "no_number")
        for field in (self.day, self.time):
            field.set_wrong(missing in ("time_unread", "time_past", "time_too_far"))
        self._cancel.set_words(self.tr("Do not note it"))
        self.keep.set_words(self.tr("Noting it") if state.busy else self.tr("Note the call-back"))
        for each in (self.keep, self._cancel):
            each.setEnabled(not state.busy)
        self._draw_say()

    def _draw_say(self) -> None:
        due = self._due_at()
        when = self.time.text()
        if due is not None:
            local, today = self._ticker.local(due), self._ticker.local(self._ticker.now())
            when = day_time_text(local, today.date())
        number = self.number.text().strip() or self.tr("the number you call from")
        said = self.tr("“{name} will call you back by {when}, on {number}.”")
        self._say.set_text(said.format(name=words(self._state.owner_name or {}), when=when, number=number))

    def _due_at(self) -> datetime | None:
        """Return the moment that is typed; None where it cannot be read."""
        return read_moment(self.day.text(), self.time.text(), self._ticker.local(self._ticker.now()))

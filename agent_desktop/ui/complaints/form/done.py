"""Once it is recorded: its number, big, to be read out and copied; what the customer is told; and the way back."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from agent_desktop.client.kept_complaint import ComplaintStatus
from agent_desktop.contract.base import text_in
from agent_desktop.contract.complaints import ComplaintKind
from agent_desktop.ui.complaints.form.state import FormState
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import clock_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame
from agent_desktop.ui.widgets.panel import row_of
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.ticker import Ticker

_WIDE: Final = 560


class DonePage(QFrame):
    """Draws a `FormState` that is recorded. Ctrl+C copies the number, Ctrl+Z takes the record back, Enter goes on.

    Signals:
        undo_chosen: It was recorded by mistake.
        open_chosen: Show the case.
        closed: Put it away.
    """

    undo_chosen = Signal()
    open_chosen = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._ticker = ticker
        self._state = FormState()
        self._copied = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self._number = TextLabel(role=Role.TIMER)
        self._copy = CommandButton(theme, keys="Ctrl+C", icon="ph.copy")
        self._say_box = frame("info", name="soft")
        self._say_title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._say = TextLabel(role=Role.SAY, wrap=True)
        self._line = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._files = Notice(theme)
        self._problem = Notice(theme)
        self._undo = CommandButton(theme, keys="Ctrl+Z", icon="ph.arrow-u-up-left")
        self._open = CommandButton(theme, icon="ph.arrow-square-out")
        self._back = CommandButton(theme, look=Look.PRIMARY, keys="Enter")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        say = QVBoxLayout(self._say_box)
        say.setContentsMargins(13, 10, 13, 11)
        say.setSpacing(4)
        say.addWidget(self._say_title)
        say.addWidget(self._say)
        buttons = QFrame()
        flow = FlowLayout(8)
        buttons.setLayout(flow)
        for button in (self._back, self._open, self._undo):
            flow.addWidget(button)
        inside = QFrame()
        inside.setMaximumWidth(theme.px(_WIDE))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row_of(IconView(theme, "ph.check-circle-fill", Token.GOOD, 22), self._title, spacing=9))
        numbered = QFrame()
        beside = FlowLayout(16, 6)
        numbered.setLayout(beside)
        beside.addWidget(self._number)
        beside.addWidget(self._copy)
        column.addWidget(numbered)
        for part in (self._say_box, self._line, self._files, self._problem, buttons):
            column.addWidget(part)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(inside, 8)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 0, 28, 20)
        outer.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(3)
        self._copy.clicked.connect(self.copy_number)
        self._undo.clicked.connect(self.undo_chosen)
        self._open.clicked.connect(self.open_chosen)
        self._back.clicked.connect(self.closed)
        ticker.ticked.connect(self._tick)

    def display(self, state: FormState) -> None:
        """Draw `state`."""
        self._state = state
        if not state.is_recorded:
            self._copied = ""
            return
        self._draw(state)

    def copy_number(self) -> None:
        """Put the number on the clipboard."""
        self._copied = self._state.kept.number
        QGuiApplication.clipboard().setText(self._copied)
        self._draw(self._state)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape) and not control:
            self.closed.emit()
        elif control and event.key() == Qt.Key.Key_C:
            self.copy_number()
        elif control and event.key() == Qt.Key.Key_Z and self._undo.isVisibleTo(self):
            self.undo_chosen.emit()
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _draw(self, state: FormState) -> None:
        kept, case = state.kept, state.kept.case
        kind = state.words.kind if state.words is not None else ComplaintKind.COMPLAINT
        titles = {
            ComplaintKind.COMPLAINT: self.tr("The complaint is recorded"),
            ComplaintKind.SUGGESTION: self.tr("The suggestion is recorded"),
            ComplaintKind.PRAISE: self.tr("The praise is recorded"),
        }
        joined = self.tr("It goes on in this open complaint")
        self._title.set_text(joined if kept.join_into is not None else titles[kind])
        self._number.set_text(kept.number)
        self._copy.set_words(self.tr("Copied") if self._copied == kept.number else self.tr("Copy the number"))
        language = case.customer_language if case is not None else "en"
        say = text_in(case.glance.say, language) if case is not None else ""
        self._say_title.set_text(self.tr("Tell the customer"))
        self._say.set_text(say)
        self._say_box.setVisible(bool(say))
        told = state.words is not None and state.words.tell_number
        owner = case.owner.name if case is not None and case.owner is not None else ""
        parts = (
            self.tr("{name} deals with it.").format(name=owner) if owner else "",
            self.tr("The number goes to the customer by SMS.") if told else "",
        )
        self._line.set_text(" ".join(filter(None, parts)))
        self._line.setVisible(any(parts))
        self._draw_files(state)
        problem = state.undo_problem
        wrong = problem_text(problem) if problem is not None else ""
        self._problem.show_notice("ph.warning-circle-fill", Token.PROBLEM, wrong)
        self._open.set_words(self.tr("Open the case"))
        self._back.set_words(self.tr("Go on"))
        self._draw_undo()
        self.setAccessibleName(f"{self._title.full_text()} {kept.number}")

    def _draw_files(self, state: FormState) -> None:
        left = sum(not each.is_sent for each in state.words.files) if state.words is not None else 0
        if state.kept.status is ComplaintStatus.SENDING_FILES:
            text = self.tr("{count} files are still being sent.").format(count=left)
            self._files.show_notice("ph.cloud-arrow-up", Token.TEXT_2, text)
        elif state.kept.file_problem is not None and left:
            why = problem_text(state.kept.file_problem)
            text = self.tr("{count} files could not be added. {why}").format(count=left, why=why)
            self._files.show_notice("ph.warning-fill", Token.CAUTION, text)
        else:
            self._files.show_notice("", Token.TEXT_2, "")

    def _draw_undo(self) -> None:
        left = self._seconds_left(self._state.undo_until_at)
        self._undo.setVisible(left > 0)
        text = self.tr("Taking it back") if self._state.undoing else self.tr("Recorded by mistake")
        self._undo.set_words(f"{text} {clock_text(left)}" if left and not self._state.undoing else text)
        self._undo.setEnabled(not self._state.undoing)

    def _seconds_left(self, until: datetime | None) -> int:
        return max(0, round((until - self._ticker.now()).total_seconds())) if until is not None else 0

    def _tick(self) -> None:
        if self._state.is_recorded and self._state.open:
            self._draw_undo()

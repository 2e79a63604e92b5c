"""The note that a colleague sent, as the specialist reads it: before they accept, on the line, and after."""

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from agent_desktop.client.received_handover import ReceivedHandover
from agent_desktop.contract.handovers import HandoverNote
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.transfer.note.handed_form import HandedFormBox
from agent_desktop.ui.transfer.note.parts import PartList
from agent_desktop.ui.transfer.note.presenter import NoteState
from agent_desktop.ui.transfer.note.words import steps_of
from agent_desktop.ui.widgets.drawing import Drawing
from agent_desktop.ui.widgets.drawn_panel import DrawnPanel
from agent_desktop.ui.widgets.formats import time_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, StateKind
from agent_desktop.ui.widgets.step_bar import StepBar
from agent_desktop.ui.widgets.ticker import Ticker


class ReceivedView(QFrame):
    """Draws what a `NoteState` has received.

    Signals:
        retry_chosen: Ask again for the note.
        form_chosen: Go on with the complaint form that came along.
    """

    retry_chosen = Signal()
    form_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._theme, self._ticker = theme, ticker
        self._received = ReceivedHandover()
        self._title = TextLabel(role=Role.PANEL_TITLE, elided=True)
        self._when = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._notice = Notice(theme)
        self._none = EmptyState(theme)
        self._words = DrawnPanel(theme, self._compose)
        self._form = HandedFormBox(theme)
        self._form.go_on_chosen.connect(self.form_chosen)
        self._parts = PartList(theme, self._local)
        self._script_title = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._steps = StepBar(theme)
        self._answers = DrawnPanel(theme, self._compose_answers)
        self._build()
        self._notice.action_chosen.connect(self.retry_chosen)
        self.display(NoteState())

    def display(self, state: NoteState) -> None:
        """Draw `state`."""
        self._received = state.received or ReceivedHandover()
        received, note = self._received, self._received.note
        name = received.from_name or self.tr("A colleague")
        title = self.tr("{name} handed over") if received.taken_over else self.tr("{name} asks you")
        self._title.set_text(title.format(name=name))
        self.setAccessibleName(self._title.full_text())
        self._when.set_text(self._when_words(note))
        if received.problem is not None:
            said = problem_text(received.problem)
            self._notice.show_notice("ph.warning-circle-fill", Token.PROBLEM, said, button=self.tr("Try again"))
        elif received.changed:
            self._notice.show_notice("ph.pencil-simple", Token.INFO, self.tr("Changed since you first read it"))
        else:
            self._notice.show_notice("", Token.TEXT_2, "")
        title = self.tr("The note is still being written")
        self._none.show_state(StateKind.QUIET, title, self.tr("It shows here once it is sent."), icon="ph.note-pencil")
        self._none.setVisible(note is None)
        for each in (self._words, self._parts):
            each.setVisible(note is not None)
        self._words.redraw()
        self._words.setAccessibleName("\n".join(self._words.texts()))
        self._form.display(note.form if note is not None else None, theirs=received.taken_over)
        self._parts.display(self.tr("Came along"), note.parts if note is not None else (), None, self.tr("Nothing"))
        script = note.script if note is not None else None
        for widget in (self._script_title, self._steps, self._answers):
            widget.setVisible(script is not None)
        if script is not None:
            self._script_title.set_text(self.tr("Script: {title}").format(title=words(script.title)))
            at = self.tr("{done} of {total} steps done").format(done=script.done, total=script.total)
            self._steps.show_steps(steps_of(script), f"{self._script_title.full_text()}, {at}")
        self._answers.redraw()
        self._answers.setAccessibleName("\n".join(self._answers.texts()))

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(NoteState(received=self._received))

    def _build(self) -> None:
        head = frame("head")
        head.setMinimumHeight(self._theme.px(40))
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(IconView(self._theme, "ph.arrows-left-right", Token.ACCENT, 17))
        row.addWidget(self._title, 1)
        row.addWidget(self._when)
        inside = QFrame()
        inside.setProperty("panel", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(10)
        above: tuple[QWidget, ...] = (self._notice, self._none, self._words, self._form, self._parts)
        for widget in (*above, self._script_title, self._steps, self._answers):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)  # takes the focus, so that the arrow keys scroll a long note
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(scroll, 1)

    def _when_words(self, note: HandoverNote | None) -> str:
        at = note.changed_at or note.sent_at if note is not None else None
        return self.tr("as of {time}").format(time=time_text(self._local(at), seconds=True)) if at is not None else ""

    def _compose(self, drawing: Drawing, width: int) -> int:
        note = self._received.note
        if note is None:
            return 0
        y = 0
        for caption, text, role in (
            (self.tr("Reason"), words(note.reason), Role.BODY_STRONG),
            (self.tr("What happened"), note.summary, Role.BODY),
            (self.tr("What you are asked to do"), note.asked, Role.BODY_STRONG),
            (self.tr("What the caller was promised"), note.promised, Role.BODY),
            (self.tr("Call notes"), note.notes, Role.BODY),
        ):
            if text:
                y += drawing.flow(0, y, width, Role.SMALL, Token.TEXT_2, caption) + 1
                y += drawing.flow(0, y, width, role, Token.TEXT, text) + 9
        return max(0, y - 9)

    def _compose_answers(self, drawing: Drawing, width: int) -> int:
        note = self._received.note
        script = note.script if note is not None else None
        y = 0
        for answer in script.answers if script is not None else ():
            y += drawing.flow(0, y, width, Role.SMALL, Token.TEXT_2, words(answer.question)) + 1
            y += drawing.flow(0, y, width, Role.BODY, Token.TEXT, words(answer.answer)) + 6
        return y

    def _local(self, at: datetime) -> datetime:
        return self._ticker.local(at)

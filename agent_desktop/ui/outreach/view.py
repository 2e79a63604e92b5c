"""Customers to turn to: the list at the left, what it is about and what can be done at the right."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.outreach import OutreachTask, TaskStep
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.outreach.presenter import OutreachState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.answer_row import AnswerRow
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.chips import CountChip
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import day_time_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.panel_states import EmptyState, SkeletonRows, StateKind
from agent_desktop.ui.widgets.scrolling import scrolled
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.ticker import Ticker

_WIDTH: Final = 860
_LIST_WIDTH: Final = 330
_HEIGHT: Final = 460
_TOP: Final = 134
"""Under the call slot, which stays in sight."""
_WORK, _LOADING, _WORDS = range(3)


class OutreachView(Overlay):
    """Draws an `OutreachState`.

    Signals:
        task_chosen: Look at this one (`UUID`).
        step_chosen: Do this with it (`TaskStep`, the reason as `str`).
        finish_chosen: The customer was turned to, or the task is taken.
        call_chosen: Preview a call to the customer.
        retry_chosen: Read the list again.
    """

    task_chosen = Signal(object)
    step_chosen = Signal(object, str)
    finish_chosen = Signal()
    call_chosen = Signal()
    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget, *, show_at_once: bool = False) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._ticker = ticker
        self._state = OutreachState()
        self._rows: dict[UUID, AnswerRow] = {}
        self._built: tuple[object, ...] = ()
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._count = CountChip(theme, "", Kind.CAUTION)
        self._done = TextLabel(role=Role.SMALL, tone=Token.GOOD)
        self._who = TextLabel(role=Role.PANEL_TITLE, wrap=True)
        self._about = TextLabel(role=Role.BODY_STRONG, wrap=True)
        self._detail = TextLabel(tone=Token.TEXT_2, wrap=True)
        self._reasons = TextLabel(wrap=True)
        self._note = TextLabel(tone=Token.TEXT_2, wrap=True)
        self._due = TextLabel(role=Role.SMALL, wrap=True)
        self._wish = TextLabel(role=Role.SMALL, tone=Token.CAUTION, wrap=True)
        self._problem = TextLabel(role=Role.SMALL, tone=Token.PROBLEM, wrap=True)
        self.finish = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter")
        self.call = CommandButton(theme, keys="Ctrl+D", icon="ph.phone-outgoing")
        self.later = CommandButton(theme)
        self.back = CommandButton(theme)
        self.cancel = CommandButton(theme)
        self.reason = LineField(theme)
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 5, 46, show_at_once=show_at_once)
        self._pages = QStackedWidget()
        self._list = QVBoxLayout()
        self._build()
        self.finish.clicked.connect(self.finish_chosen)
        self.call.clicked.connect(self.call_chosen)
        self.later.clicked.connect(self._later_pressed)
        self.back.clicked.connect(self._back_pressed)
        self.cancel.clicked.connect(self._cancel_pressed)
        self._empty.action_chosen.connect(self.retry_chosen)
        self._retranslate()

    def display(self, state: OutreachState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        if not state.open:
            self.close_over()
            return
        if state.selected != before.selected:
            self.reason.clear()
        self._draw()
        if self.isHidden():
            self.open_over()
        elif before.busy and state.selected != before.selected:
            self.take_focus()
        if state.problem is not None and state.problem.details.get("problem") == "reason_given":
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Put the focus on the task that is selected."""
        row = None if self._state.selected is None else self._rows.get(self._state.selected)
        if row is None or not row.isEnabled():
            super().take_focus()
        else:
            row.setFocus(Qt.FocusReason.PopupFocusReason)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _build(self) -> None:
        theme = self.theme
        head = sheet_head(theme, self._title, self._count, self._done, QWidget(), icon="ph.handshake")
        for page in (self._work_page(), self._skeleton, self._empty):
            self._pages.addWidget(page)
        self._pages.setFixedHeight(theme.px(_HEIGHT))
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._pages)
        self.frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _work_page(self) -> QWidget:
        box = QWidget()
        box.setProperty("ground", "clear")
        self._list.setContentsMargins(14, 12, 10, 12)
        self._list.setSpacing(6)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._list)
        inside.addStretch(1)
        scroll = scrolled(box)
        scroll.setFixedWidth(self.theme.px(_LIST_WIDTH))
        right = QVBoxLayout()
        right.setContentsMargins(16, 14, 16, 12)
        right.setSpacing(6)
        for label in (self._who, self._about, self._detail, self._reasons, self._note, self._due, self._wish):
            right.addWidget(label)
        right.addStretch(1)
        right.addWidget(self._problem)
        right.addLayout(_in_a_row(self.finish, self.call, self.later, self.back))
        end = QHBoxLayout()
        end.setSpacing(8)
        end.addWidget(self.reason, 1)
        end.addWidget(self.cancel)
        right.addLayout(end)
        page = QWidget()
        page.setProperty("ground", "clear")
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(scroll)
        row.addWidget(line("v"))
        row.addLayout(right, 1)
        return page

    def _retranslate(self) -> None:
        self._title.set_text(self.tr("Customers to turn to"))
        self.setAccessibleName(self._title.full_text())
        self.frame.setAccessibleName(self._title.full_text())
        self._skeleton.set_words(self.tr("Getting your customers"))
        self.call.set_words(self.tr("Call"))
        self.later.set_words(self.tr("Tomorrow"))
        self.later.setToolTip(self.tr("Due at this time tomorrow"))
        self.back.set_words(self.tr("Give back"))
        self.cancel.set_words(self.tr("Not needed"))
        self.reason.setPlaceholderText(self.tr("Why it is not needed"))
        self.reason.setAccessibleName(self.tr("Why it is not needed"))
        self._built = ()
        self._draw()

    def _draw(self) -> None:
        state = self._state
        self._count.show_count(str(state.count), Kind.CAUTION)
        self._count.setVisible(state.count > 0)
        done = self.tr("1 finished") if state.finished == 1 else self.tr("{count} finished")
        self._done.set_text(done.format(count=state.finished) if state.finished else "")
        if state.tasks and state.list_problem is None:
            self._pages.setCurrentIndex(_WORK)
        else:
            self._pages.setCurrentIndex(_LOADING if state.loading else _WORDS)
        self._draw_words()
        self._draw_list()
        if state.task is not None:
            self._draw_task(state.task)
        self._problem.set_text(deed_text(state.problem) if state.problem is not None else "")
        self._problem.setVisible(state.problem is not None)

    def _draw_task(self, task: OutreachTask) -> None:
        state = self._state
        chinese = f" {task.name_chinese}" if task.name_chinese and task.name_chinese != task.customer_name else ""
        self._who.set_text(f"{task.customer_name}{chinese}")
        self._about.set_text(words(task.title))
        _show(self._detail, words(task.detail))
        _show(self._reasons, "\n".join(words(reason) for reason in task.reasons))
        asked = self.tr("From {name}: {note}").format(name=task.by_name, note=task.note)
        _show(self._note, asked if task.note else "")
        self._due.set_text(f"{self._due_words(task)} · {self._whose_words(task)}")
        self._due.set_tone(Token.PROBLEM if task.is_late else Token.TEXT_2)
        _show(self._wish, self._wish_words(task))
        mine = self.tr("Done") if task.is_mine else self.tr("I take it")
        self.finish.set_words(self.tr("Saving") if state.busy else mine, icon="ph.spinner" if state.busy else "")
        self.finish.setEnabled(not state.busy)
        self.call.setEnabled(state.may_dial and task.is_mine)
        busy = "" if state.may_dial else self.tr("Not while you have a call, or are not there")
        self.call.setToolTip(busy if task.is_mine else self.tr("Take it first, so that nobody else calls too"))
        for button, step in (
            (self.later, TaskStep.POSTPONE),
            (self.back, TaskStep.GIVE_BACK),
            (self.cancel, TaskStep.CANCEL),
        ):
            button.setVisible(step in task.steps)
            button.setEnabled(not state.busy)
        self.reason.setVisible(TaskStep.CANCEL in task.steps)

    def _draw_words(self) -> None:
        problem = self._state.list_problem
        if problem is not None:
            title, again = self.tr("Your customers cannot be read"), self.tr("Try again")
            self._empty.show_state(StateKind.ERROR, title, deed_text(problem), button=again, keys="Ctrl+R")
            return
        title = self.tr("Nobody to turn to")
        self._empty.show_state(
            StateKind.EMPTY, title, self.tr("What somebody starts from an alert for you or your team stands here.")
        )

    def _draw_list(self) -> None:
        state = self._state
        texts = tuple((task.task_id, self._row_words(task)) for task in state.tasks)
        if texts != self._built:
            self._built = texts
            clear_layout(self._list)
            self._rows = {}
            for task_id, text in texts:
                row = AnswerRow(self.theme, text, "")
                row.setObjectName(str(task_id))
                row.clicked.connect(self._row_clicked)
                self._list.addWidget(row)
                self._rows[task_id] = row
                row.show()
        for task_id, row in self._rows.items():
            row.setChecked(task_id == state.selected)
            row.setEnabled(not state.busy)

    def _row_words(self, task: OutreachTask) -> str:
        return f"{task.customer_name} · {words(task.title)}\n{self._due_words(task)}"

    def _due_words(self, task: OutreachTask) -> str:
        local, today = self._ticker.local(task.due_at), self._ticker.local(self._ticker.now())
        when = day_time_text(local, today.date())
        text = self.tr("Late since {when}") if task.is_late else self.tr("Due {when}")
        return text.format(when=when)

    def _whose_words(self, task: OutreachTask) -> str:
        if task.is_mine:
            return self.tr("yours")
        if task.owner_name:
            return task.owner_name
        waits_for = task.team or task.queue_code
        return self.tr("for anybody of {team}").format(team=waits_for)

    def _wish_words(self, task: OutreachTask) -> str:
        wishes = []
        if task.calls_from is not None:
            wishes.append(self.tr("No calls before {time}").format(time=f"{task.calls_from:%H:%M}"))
        if task.calls_until is not None:
            wishes.append(self.tr("No calls after {time}").format(time=f"{task.calls_until:%H:%M}"))
        return " · ".join(wishes)

    def _row_clicked(self) -> None:
        self.task_chosen.emit(UUID(self.sender().objectName()))

    def _later_pressed(self) -> None:
        self.step_chosen.emit(TaskStep.POSTPONE, "")

    def _back_pressed(self) -> None:
        self.step_chosen.emit(TaskStep.GIVE_BACK, "")

    def _cancel_pressed(self) -> None:
        self.step_chosen.emit(TaskStep.CANCEL, self.reason.text().strip())


def _show(label: TextLabel, text: str) -> None:
    label.set_text(text)
    label.setVisible(bool(text))


def _in_a_row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row

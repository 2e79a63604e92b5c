"""Who does not wish to be called: what a customer wished, kept and taken back, over the window."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol
from uuid import UUID, uuid4

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.callback_lists import AddDoNotCall, DoNotCall, DoNotCallList, DoNotCallScope, EndDoNotCall
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import day_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.ticker import Ticker

_WIDTH: Final = 600
_TOP: Final = 134
_WORDS: Final = 300


@dataclass(frozen=True, slots=True)
class NotToCallState:
    """`entries` None: not read yet."""

    open: bool = False
    customer_id: UUID | None = None
    name: str = ""
    entries: tuple[DoNotCall, ...] | None = None
    scope: DoNotCallScope = DoNotCallScope.MARKETING
    busy: bool = False
    problem: Problem | None = None


class NotToCallServer(Protocol):
    """The server's side."""

    def do_not_call(self, customer_id: UUID) -> DoNotCallList: ...

    def add_do_not_call(self, command: AddDoNotCall) -> DoNotCall: ...

    def end_do_not_call(self, entry_id: UUID, command: EndDoNotCall) -> DoNotCall: ...


class NotToCallPresenter(Shows[NotToCallState]):
    """`on_change` is called when something else holds of a customer now."""

    def __init__(self, server: NotToCallServer, tasks: Tasks, on_change: Callable[[], None]) -> None:
        super().__init__(NotToCallState())
        self._server, self._tasks, self._on_change = server, tasks, on_change
        self._command: AddDoNotCall | EndDoNotCall | None = None

    def open(self, customer_id: UUID, name: str) -> None:
        """Show what this customer wished."""
        self._command = None
        self._show(NotToCallState(open=True, customer_id=customer_id, name=name))
        self._read()

    def close(self) -> None:
        """Put it away."""
        self._show(replace(self.state, open=False))

    def choose(self, scope: DoNotCallScope) -> None:
        """What they do not wish to be called for."""
        self._command = None
        self._show(replace(self.state, scope=scope, problem=None))

    def add(self, words: str) -> None:
        """Keep that they do not wish to be called; a repeat after a lost answer is the same command."""
        state = self.state
        if state.customer_id is None or state.busy:
            return
        command = self._command
        if not isinstance(command, AddDoNotCall) or command.words != words.strip():
            command = AddDoNotCall(
                command_id=uuid4(), customer_id=state.customer_id, scope=state.scope, words=words.strip()
            )
        self._command = wish = command
        self._work(lambda: self._server.add_do_not_call(wish))

    def end(self, entry_id: UUID, words: str) -> None:
        """They may be called again; it needs to be said why."""
        if self.state.busy:
            return
        if not words.strip():
            problem = Problem(ErrorCode.CALLBACK_REFUSED, {"problem": "words_needed"})
            self._show(replace(self.state, problem=problem))
            return
        command = EndDoNotCall(command_id=uuid4(), words=words.strip())
        self._work(lambda: self._server.end_do_not_call(entry_id, command))

    def _work(self, work: Callable[[], DoNotCall]) -> None:
        self._show(replace(self.state, busy=True, problem=None))

        def done(_: DoNotCall) -> None:
            self._command = None
            self._show(replace(self.state, busy=False))
            self._read()
            self._on_change()

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, busy=False, problem=error.problem))

        self._tasks.run(work, done, failed)

    def _read(self) -> None:
        customer_id = self.state.customer_id
        if customer_id is None:
            return

        def came(read: DoNotCallList) -> None:
            if self.state.customer_id == customer_id:
                self._show(replace(self.state, entries=read.entries))

        def failed(error: ClientError) -> None:
            self._show(replace(self.state, problem=error.problem))

        self._tasks.run(lambda: self._server.do_not_call(customer_id), came, failed)


class NotToCallView(Overlay):
    """Draws a `NotToCallState`.

    Signals:
        scope_chosen: What they do not wish to be called for (`DoNotCallScope`).
        add_chosen: Keep it (words as `str`).
        end_chosen: This wish is no more (`UUID`, words as `str`).
    """

    scope_chosen = Signal(object)
    add_chosen = Signal(str)
    end_chosen = Signal(object, str)

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._ticker = ticker
        self._state = NotToCallState()
        self._title = TextLabel(role=Role.FORM_TITLE, elided=True)
        self._none = TextLabel(tone=Token.TEXT_2, wrap=True)
        self._entries = QVBoxLayout()
        self._shown: tuple[object, ...] = ("",)
        self.scope = SegmentedChoice(theme)
        self.words = LineField(theme)
        self.words.setMaxLength(_WORDS)
        self.add = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter", icon="ph.phone-slash")
        self._leave = CommandButton(theme, keys="Esc")
        self._trouble = Notice(theme)
        self._build()
        self.scope.chosen.connect(lambda scope: self.scope_chosen.emit(DoNotCallScope(scope)))
        self.add.clicked.connect(self.keep)
        self._leave.clicked.connect(self.close_over)
        self.display(self._state)

    def display(self, state: NotToCallState) -> None:
        """Draw `state`, opening and closing with it."""
        before, self._state = self._state, state
        if not state.open:
            self.close_over()
            return
        if before.busy and not state.busy and state.problem is None:
            self.words.clear()
        self._draw()
        if self.isHidden():
            self.words.clear()
            self.open_over()

    def take_focus(self) -> None:
        """Where it is said what they said."""
        self.words.setFocus(Qt.FocusReason.PopupFocusReason)

    def keep(self) -> None:
        """Keep it with what is typed."""
        self.add_chosen.emit(self.words.text())

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._state.open:
            self._shown = ("",)
            self._draw()

    def _build(self) -> None:
        head = sheet_head(self.theme, self._title, icon="ph.phone-slash")
        self._entries.setSpacing(6)
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 14, 16, 14)
        inside.setSpacing(10)
        inside.addWidget(self._none)
        inside.addLayout(self._entries)
        inside.addWidget(self.scope)
        inside.addWidget(self.words)
        inside.addWidget(self._trouble)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.add)
        foot.addStretch(1)
        foot.addWidget(self._leave)
        inside.addLayout(foot)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(inside)

    def _draw(self) -> None:
        state = self._state
        self._title.set_text(self.tr("May {name} be called?").format(name=state.name))
        self.frame.setAccessibleName(self._title.full_text())
        entries = state.entries or ()
        self._none.set_text(self.tr("No wish is on record: they may be called at lawful hours."))
        self._none.setVisible(state.entries is not None and not entries)
        self.scope.show_options(
            (
                (DoNotCallScope.MARKETING.value, self.tr("No calls that sell")),
                (DoNotCallScope.ALL.value, self.tr("No calls at all")),
            ),
            state.scope.value,
        )
        self.words.setPlaceholderText(self.tr("What they said, or why they may be called again"))
        self.words.setAccessibleName(self.words.placeholderText())
        self.add.set_words(self.tr("Do not call them"))
        self.add.setEnabled(not state.busy)
        self._leave.set_words(self.tr("Close"))
        problem = "" if state.problem is None else deed_text(state.problem)
        self._trouble.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem)
        ids = tuple(each.entry_id for each in entries)
        if ids != self._shown:
            self._shown = ids
            self._draw_entries(entries)

    def _draw_entries(self, entries: tuple[DoNotCall, ...]) -> None:
        clear_layout(self._entries)
        today = self._ticker.local(self._ticker.now()).date()
        for each in entries:
            what = self.tr("No calls at all") if each.scope is DoNotCallScope.ALL else self.tr("No calls that sell")
            since = self.tr("since {day}").format(day=day_text(self._ticker.local(each.since_at).date(), today))
            text = " · ".join(part for part in (what, since, each.by_name, each.number_masked, each.words) if part)
            notice = Notice(self.theme)
            self._entries.addWidget(notice)  # first: shown by itself it would be a window
            notice.show_notice("ph.phone-slash", Token.CAUTION, text, button=self.tr("May be called again"))
            notice.action_chosen.connect(
                lambda _=False, each=each: self.end_chosen.emit(each.entry_id, self.words.text())
            )

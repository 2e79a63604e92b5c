"""The card of callbacks on the page of tasks: which are due, and what is done with the one that is selected."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.callbacks import CallbackState, CallbackStep
from agent_desktop.ui.callbacks.presenter import CallbacksState
from agent_desktop.ui.callbacks.table import CallbackTable
from agent_desktop.ui.messages import deed_text, problem_text
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.callback_history import CallbackHistoryList
from agent_desktop.ui.widgets.callback_words import who_text
from agent_desktop.ui.widgets.chips import CountChip
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import day_text, time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.menu_button import MenuButton
from agent_desktop.ui.widgets.panel import PanelFrame
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.views import RowTable

_COLUMNS: Final = (Column(96), Column(110, 5), Column(120, 8), Column(120), Column(46), Column(72))
_MOST_ROWS: Final = 8
"""So many are shown without scrolling; the page holds more than this card."""
_HISTORY_HEIGHT: Final = 132
_TABLE, _EMPTY, _LOADING = range(3)


class CallbacksView(PanelFrame):
    """Draws a `CallbacksState`.

    Signals:
        selected: Look at this one (`UUID`).
        call_chosen: Call the selected one: it is taken first, and looked at.
        move_chosen: Promise it for another time.
        hand_over_chosen: To whom can it be given? `ask_whom` is the answer.
        given: Give the selected one to this colleague (`UUID`).
        step_chosen: Do this with it (`CallbackStep`, words as `str`).
        undo_chosen: Take the last deed back.
        make_chosen: Promise a new one.
        calendar_chosen: Show them by day and week.
        customer_chosen: Show the customer of the selected one.
        history_chosen: Tell what happened to the selected one, or put that away.
        retry_chosen: Read the list again.
    """

    selected = Signal(object)
    call_chosen = Signal()
    move_chosen = Signal()
    hand_over_chosen = Signal()
    given = Signal(object)
    step_chosen = Signal(object, str)
    undo_chosen = Signal()
    make_chosen = Signal()
    calendar_chosen = Signal()
    customer_chosen = Signal()
    history_chosen = Signal()
    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, *, show_at_once: bool = False) -> None:
        super().__init__(theme)
        self._ticker = ticker
        self._state = CallbacksState()
        self._asking: tuple[UUID, CallbackStep] | None = None
        self._typed: dict[tuple[UUID, CallbackStep], str] = {}
        """What was typed for a step that is not done yet, however the list moves meanwhile."""
        self._rows = CallbackTable(ticker.local, ticker.now, self)
        self.table = RowTable(theme, self._rows.model)
        self.table.setObjectName("callbacks")
        self.table.set_columns(_COLUMNS)
        self._count = CountChip(theme, "", Kind.PLAIN)
        self._late = CountChip(theme, "", Kind.PROBLEM)
        self.call = CommandButton(theme, small=True, keys="Ctrl+D", icon="ph.phone-outgoing")
        self.more = MenuButton(theme)
        self.new = CommandButton(theme, small=True, icon="ph.plus")
        self._calendar = CommandButton(theme, small=True, icon="ph.calendar-blank")
        self._old, self._told = Notice(theme), Notice(theme)
        for notice in (self._old, self._told):
            notice.setContentsMargins(14, 4, 14, 4)
        self.words = LineField(theme)
        self.words.setMaxLength(500)
        self._do_it, self._leave = CommandButton(theme, small=True), CommandButton(theme, small=True)
        self._ask = QWidget()
        self.history = CallbackHistoryList(ticker.local, ticker.now, pad=14)
        self._pages = QStackedWidget()
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 3, 30, show_at_once=show_at_once)
        self._build()
        self.table.selectionModel().currentRowChanged.connect(self._current_changed)
        self.table.row_chosen.connect(lambda _: self.customer_chosen.emit())
        self.call.clicked.connect(self.call_chosen)
        self.new.clicked.connect(self.make_chosen)
        self._calendar.clicked.connect(self.calendar_chosen)
        self.more.clicked.connect(self._open_menu)
        self._do_it.clicked.connect(self._words_given)
        self.words.returnPressed.connect(self._words_given)
        self._leave.clicked.connect(self._stop_asking)
        self._old.action_chosen.connect(self.retry_chosen)
        self._told.action_chosen.connect(self.undo_chosen)
        self._empty.action_chosen.connect(self.retry_chosen)
        theme.changed.connect(self._measure)
        self.display(self._state)

    def display(self, state: CallbacksState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        if self._asking is not None:
            if before.busy and not state.busy and state.problem is None:
                self._typed.pop(self._asking, None)
                self._asking = None
            elif state.selected != self._asking[0]:
                self._stop_asking()
        if before is not state and replace(before, may_dial=state.may_dial) == state:
            self._draw_may_call()  # a ringing call changes this alone, and its caller is to be seen first
        else:
            self._draw()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()

    def actions_now(self) -> list[tuple[CallbackStep, str]]:
        """Return what can be done with the selected one beside calling it, in words."""
        callback = self._state.callback
        if callback is None:
            return []
        offered = (
            (CallbackStep.MOVE, self.tr("Another time…")),
            (CallbackStep.HAND_OVER, self.tr("Hand over…")),
            (CallbackStep.ADD_WORD, self.tr("Add a word…")),
            (CallbackStep.DONE_BY_HAND, self.tr("Done otherwise…")),
            (CallbackStep.GIVE_BACK, self.tr("Give it back")),
            (CallbackStep.REOPEN, self.tr("Open it again")),
            (CallbackStep.CANCEL, self.tr("Cancel it…")),
        )
        return [(step, text) for step, text in offered if step in callback.steps]

    def choose(self, step: CallbackStep) -> None:
        """Begin a step of the menu: with a form, with words, or at once."""
        if step is CallbackStep.MOVE:
            self.move_chosen.emit()
        elif step is CallbackStep.HAND_OVER:
            self.hand_over_chosen.emit()
        elif step in (CallbackStep.ADD_WORD, CallbackStep.DONE_BY_HAND, CallbackStep.CANCEL):
            callback = self._state.callback
            if callback is None:
                return
            self._asking = (callback.callback_id, step)
            self.words.setText(self._typed.get(self._asking, ""))
            self._draw()
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.step_chosen.emit(step, "")

    def ask_whom(self, colleagues: tuple[tuple[UUID, str], ...]) -> None:
        """Offer these colleagues, by id and name, to give the selected one to."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for agent_id, name in colleagues:
            menu.addAction(name).setData(str(agent_id))
        if not colleagues:
            menu.addAction(self.tr("No colleague is signed in now")).setEnabled(False)
        menu.triggered.connect(lambda action: self.given.emit(UUID(str(action.data()))))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _build(self) -> None:
        for part in (self._count, self._late):
            self.head_row.insertWidget(self.head_row.count() - 1, part)
        for button in (self.call, self.more, self.new, self._calendar):
            self.head_row.addWidget(button)
        row = QHBoxLayout(self._ask)
        row.setContentsMargins(12, 6, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self._do_it)
        row.addWidget(self._leave)
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(12, 4, 12, 4)
        inside.addWidget(self._skeleton)
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        self.body.addWidget(self._old)
        self.body.addWidget(self._pages)
        self.body.addWidget(self._told)
        self.body.addWidget(self._ask)
        self.history.setFixedHeight(_HISTORY_HEIGHT)
        self.body.addWidget(self.history)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _draw(self) -> None:
        state = self._state
        self.set_title(self.tr("Callbacks due"))
        listed = state.callbacks or ()
        self._count.show_count(str(len(listed)), Kind.PLAIN)
        self._count.setVisible(bool(listed))
        self._late.show_count(self.tr("{count} late").format(count=state.late), Kind.PROBLEM)
        self._late.setVisible(state.late > 0)
        callback = state.callback
        held = callback is not None and callback.held_by_me and callback.state is CallbackState.OFFERED
        self.call.set_words(self.tr("Before you now") if held else self.tr("Call the selected one"))
        self._draw_may_call()
        self.call.setVisible(bool(listed))
        self.more.show_alone(alone=False, text=self.tr("More"), name=self.tr("What else can be done with it"))
        self.more.setEnabled(callback is not None and not state.busy)
        self.more.setVisible(bool(listed))
        self.new.set_words(self.tr("New"))
        self._calendar.set_words(self.tr("Calendar"))
        self._rows.retranslate()
        self.table.setAccessibleName(self.tr("Callbacks due, the earliest first"))
        self._draw_notices()
        self._draw_list()
        self._draw_asking()
        self.history.setVisible(state.history is not None)
        self.history.display(state.history or ())
        self._measure()

    def _draw_may_call(self) -> None:
        state, callback = self._state, self._state.callback
        may_take = callback is not None and CallbackStep.TAKE in callback.steps
        self.call.setEnabled(may_take and state.may_dial and not state.busy)
        self.call.setToolTip("" if state.may_dial else self.tr("Possible when you have no call"))

    def _draw_notices(self) -> None:
        state = self._state
        old = state.list_problem if state.callbacks is not None else None
        text = self.tr("The list may not be up to date. {why}").format(why=problem_text(old)) if old is not None else ""
        self._old.show_notice("ph.clock-fill", Token.CAUTION, text, button=self.tr("Try again"))
        if state.problem is not None:
            self._told.show_notice("ph.warning-circle-fill", Token.PROBLEM, deed_text(state.problem))
            return
        deed = state.deed
        said = ""
        if deed is not None:
            local, today = self._ticker.local(deed.callback.due_at), self._ticker.local(self._ticker.now())
            when = f"{day_text(local.date(), today.date())} {time_text(local)}"
            name = who_text(deed.callback, deed.callback.number_masked)
            said = {
                CallbackStep.MOVE: self.tr("{name} is called on {when}.").format(name=name, when=when),
                CallbackStep.CANCEL: self.tr("{name} is not called back.").format(name=name),
            }.get(deed.done, self.tr("{name} is done.").format(name=name))
        self._told.show_notice("ph.check-circle-fill", Token.GOOD, said, button=self.tr("Undo"))

    def _draw_list(self) -> None:
        state, table = self._state, self.table
        if state.callbacks:
            model = table.selectionModel()
            was_blocked = model.blockSignals(True)  # the row moves with its callback; that is no choice of the person's
            self._rows.show(state.callbacks)
            ids = [each.callback_id for each in state.callbacks]
            row = ids.index(state.selected) if state.selected in ids else -1
            if row >= 0 and table.currentIndex().row() != row:
                table.selectRow(row)
            model.blockSignals(was_blocked)
            table.viewport().update()
            table.fit_columns()
            self._pages.setCurrentIndex(_TABLE)
        elif state.callbacks is None and state.loading:
            self._skeleton.set_words(self.tr("Getting your callbacks"))
            self._pages.setCurrentIndex(_LOADING)
        else:
            self._draw_empty()
            self._pages.setCurrentIndex(_EMPTY)

    def _draw_empty(self) -> None:
        problem = self._state.list_problem
        if problem is not None:
            self._empty.show_state(
                StateKind.ERROR,
                self.tr("Callbacks cannot be read now"),
                problem_text(problem),
                button=self.tr("Try again"),
            )
            return
        self._empty.show_state(
            StateKind.QUIET,
            self.tr("Nobody is to be called back today"),
            self.tr("Promise a call with “New”; it is due here when its time comes."),
            icon="ph.phone-outgoing",
        )

    def _draw_asking(self) -> None:
        asking = self._asking
        self._ask.setVisible(asking is not None)
        prompt = {
            CallbackStep.ADD_WORD: (self.tr("What is to be known before the call"), self.tr("Add it")),
            CallbackStep.DONE_BY_HAND: (self.tr("How it was done"), self.tr("It is done")),
            CallbackStep.CANCEL: (self.tr("Why nobody calls back"), self.tr("Cancel the callback")),
        }.get(asking[1] if asking is not None else CallbackStep.TAKE, ("", ""))
        self.words.setPlaceholderText(prompt[0])
        self.words.setAccessibleName(prompt[0])
        self._do_it.set_words(prompt[1])
        self._leave.set_words(self.tr("Leave it"), keys="Esc")
        self._do_it.setEnabled(not self._state.busy)

    def _measure(self) -> None:
        rows = min(max(len(self._state.callbacks or ()), 3), _MOST_ROWS)
        self._pages.setFixedHeight(self.table.height_for(rows))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for step, text in self.actions_now():
            menu.addAction(text).setData(step.value)
        told = self._state.history is not None
        menu.addAction(self.tr("Put away what happened") if told else self.tr("What happened")).setData("")
        menu.triggered.connect(lambda action: self._chosen(str(action.data())))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _chosen(self, step: str) -> None:
        if step:
            self.choose(CallbackStep(step))
        else:
            self.history_chosen.emit()

    def _words_given(self) -> None:
        if self._asking is not None and self.words.text().strip():
            self._typed[self._asking] = self.words.text()
            self.step_chosen.emit(self._asking[1], " ".join(self.words.text().split()))
        else:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_asking(self) -> None:
        if self._asking is not None:
            self._typed[self._asking] = self.words.text()
            self._asking = None
            self._draw_asking()

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = current.siblingAtColumn(0).data(CellRole.KEY) if current.isValid() else None
        if key:
            self.selected.emit(UUID(str(key)))

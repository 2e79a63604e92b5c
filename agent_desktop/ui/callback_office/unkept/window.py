"""The window of callbacks that a supervisor decides about: the list at the left, the selected one at the right."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.callbacks import WORDS_LIMIT, Callback, CallbackState, CallbackStep
from agent_desktop.ui.callback_office.unkept.presenter import Done, Given, UnkeptPresenter, UnkeptState, Which
from agent_desktop.ui.callback_office.unkept.table import UnkeptTable, who_text
from agent_desktop.ui.messages import deed_text, problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.callback_history import CallbackHistoryList
from agent_desktop.ui.widgets.callback_words import kind_word, place_text
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, LineField
from agent_desktop.ui.widgets.formats import day_text, time_text, words
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.views import RowTable
from agent_desktop.ui.widgets.window_keys import add_keys

_TABLE, _EMPTY, _LOADING = range(3)
_TICK_MS: Final = 1000
_PERSON, _TEAM, _QUEUE = "person", "team", "queue"


class UnkeptWindow(OfficeWindow):
    """Draws an `UnkeptState`, and tells the presenter what the person did."""

    def __init__(
        self,
        theme: Theme,
        unkept: UnkeptPresenter,
        *,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        show_at_once: bool = False,
    ) -> None:
        super().__init__(theme)
        self.unkept = unkept
        self._now, self._zone = now, zone
        self._state = UnkeptState()
        self._title = TextLabel(role=Role.TITLE)
        self.which = SegmentedChoice(theme, compact=True)
        self._rows = UnkeptTable(self._local, now, self)
        self.table = RowTable(theme, self._rows.model)
        self.table.set_columns(
            (Column(110), Column(140, 8), Column(160, 10), Column(90, 4), Column(104), Column(90, 4))
        )
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 8, 30, show_at_once=show_at_once)
        self._pages = QStackedWidget()
        self._old, self._told = Notice(theme), Notice(theme)
        self._who, self._about = TextLabel(role=Role.TITLE, wrap=True), TextLabel(wrap=True)
        self._facts = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self.to, self.slot, self.words = ChoiceField(theme), ChoiceField(theme), LineField(theme)
        self.words.setMaxLength(WORDS_LIMIT)
        self._to_frame, self._slot_frame = FieldFrame(theme, self.to), FieldFrame(theme, self.slot)
        self._words_frame = FieldFrame(theme, self.words)
        self.give = CommandButton(theme, look=Look.PRIMARY, keys="Alt+I", icon="ph.arrows-left-right")
        self.promise = CommandButton(theme, keys="Alt+M", icon="ph.clock")
        self.add_word = CommandButton(theme, small=True)
        self.done = CommandButton(theme, small=True)
        self.cancel = CommandButton(theme, small=True)
        self._history_title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self.history = CallbackHistoryList(self._local, now)
        self._right = QFrame()
        self._shown: UUID | None = None
        self._typed: dict[UUID, str] = {}
        """What was typed of one that is not selected now, however the list moves."""
        self._build()
        self._join()
        self._ticking = QTimer(self)
        self._ticking.setInterval(_TICK_MS)
        self._ticking.timeout.connect(self._tick)
        self._retranslate()
        unkept.show_to(self.display)

    def start(self) -> None:
        """Ask the server, and show the window."""
        self.bring_forward()
        self.unkept.open()
        self._ticking.start()
        self.table.setFocus()

    def display(self, state: UnkeptState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        self._draw_choices()
        self._draw_list(before)
        if state.takers != before.takers or self.to.count() == 0:
            self._fill_takers()
        self._draw_notices()
        self._draw_selected(before)

    def _put_by(self) -> None:
        self._ticking.stop()

    def _build(self) -> None:
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._title, 1)
        head.addWidget(self.which)
        left = QFrame()
        left.setProperty("panel", "column")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._old)
        column.addWidget(self._pages, 1)
        self._build_right()
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(left, 9)
        row.addWidget(self._right, 5)
        self.setCentralWidget(whole)

    def _build_right(self) -> None:
        self._right.setProperty("panel", "canvas")
        column = QVBoxLayout(self._right)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        for label in (self._who, self._about, self._facts):
            column.addWidget(label)
        column.addWidget(line("h"))
        column.addWidget(self._told)
        column.addWidget(self._words_frame)
        for frame, button in ((self._to_frame, self.give), (self._slot_frame, self.promise)):
            column.addWidget(frame)
            column.addWidget(button)
        others = QHBoxLayout()
        others.setSpacing(8)
        for button in (self.add_word, self.done, self.cancel):
            others.addWidget(button)
        others.addStretch(1)
        column.addLayout(others)
        column.addWidget(line("h"))
        column.addWidget(self._history_title)
        column.addWidget(self.history, 1)

    def _join(self) -> None:
        unkept = self.unkept
        self.which.chosen.connect(lambda which: unkept.show_which(Which(which)))
        self.table.selectionModel().currentRowChanged.connect(self._current_changed)
        self._empty.action_chosen.connect(unkept.read)
        self._old.action_chosen.connect(unkept.read)
        self._told.action_chosen.connect(unkept.undo)
        self.give.clicked.connect(self._give)
        self.promise.clicked.connect(self._move)
        self.add_word.clicked.connect(lambda: self._with_words(CallbackStep.ADD_WORD))
        self.done.clicked.connect(lambda: self._with_words(CallbackStep.DONE_BY_HAND))
        self.cancel.clicked.connect(lambda: self._with_words(CallbackStep.CANCEL))
        add_keys(self, {"Ctrl+R": unkept.read, "Alt+I": self._give, "Alt+M": self._move, "Ctrl+Z": unkept.undo})

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Callbacks to decide on"))
        self._title.set_text(self.tr("Callbacks to decide on"))
        self.table.setAccessibleName(self.tr("Callbacks, the earliest first"))
        self._skeleton.set_words(self.tr("Getting the callbacks"))
        self._to_frame.set_label(self.tr("Give it to"))
        self._slot_frame.set_label(self.tr("Next times at which they may be called"))
        self._words_frame.set_label(self.tr("A word for whoever calls, or why"))
        self.give.set_words(self.tr("Hand over"), "Alt+I")
        self.promise.set_words(self.tr("Promise for that time"), "Alt+M")
        self.add_word.set_words(self.tr("Add the word"))
        self.done.set_words(self.tr("Done otherwise"))
        self.cancel.set_words(self.tr("Cancel it"))
        self._history_title.set_text(self.tr("What happened"))
        self._rows.retranslate()
        self._rows.show((), {})
        self._fill_takers()
        self.slot.clear()
        self.display(self._state)

    def _draw_choices(self) -> None:
        state = self._state
        decide = self.tr("To decide")
        if state.counts.expired:
            decide = f"{decide} {state.counts.expired:,}"
        self.which.show_options(
            (
                (Which.DECIDE.value, decide),
                (Which.LATE.value, self.tr("Late")),
                (Which.TODAY.value, self.tr("All until tonight")),
            ),
            state.which.value,
        )

    def _draw_list(self, before: UnkeptState) -> None:
        state, table = self._state, self.table
        if state.callbacks:
            model = table.selectionModel()
            was_blocked = model.blockSignals(True)  # the row moves with its callback; that is no choice of the person's
            if state.callbacks != before.callbacks or state.takers != before.takers or not self._rows.model.rowCount():
                self._rows.show(state.callbacks, {each.code: words(each.name) for each in state.takers.queues})
            ids = [each.callback_id for each in state.callbacks]
            row = ids.index(state.selected) if state.selected in ids else -1
            if row >= 0 and table.currentIndex().row() != row:
                table.selectRow(row)
            model.blockSignals(was_blocked)
            table.viewport().update()
            table.fit_columns()
            self._pages.setCurrentIndex(_TABLE)
        elif state.callbacks is None and state.list_problem is None:
            self._pages.setCurrentIndex(_LOADING)
        else:
            self._draw_empty()
            self._pages.setCurrentIndex(_EMPTY)

    def _draw_empty(self) -> None:
        problem = self._state.list_problem
        if problem is not None and self._state.callbacks is None:
            self._empty.show_state(
                StateKind.ERROR,
                self.tr("Callbacks cannot be read now"),
                problem_text(problem),
                button=self.tr("Try again"),
                keys="Ctrl+R",
            )
            return
        titles = {
            Which.DECIDE: self.tr("Nothing to decide: every promise is kept, or will be"),
            Which.LATE: self.tr("Nobody waits for a call that is late"),
            Which.TODAY: self.tr("Nobody is to be called back until tonight"),
        }
        self._empty.show_state(
            StateKind.QUIET,
            titles[self._state.which],
            self.tr("What nobody keeps comes here by itself, and stays until somebody has decided."),
            icon="ph.phone-outgoing",
        )

    def _draw_notices(self) -> None:
        state = self._state
        old = state.list_problem if state.callbacks is not None else None
        text = "" if old is None else self.tr("The list may not be up to date. {why}").format(why=problem_text(old))
        if not text and state.callbacks and state.total > len(state.callbacks):
            text = self.tr("The first {shown} of {total} are shown.").format(
                shown=f"{len(state.callbacks):,}", total=f"{state.total:,}"
            )
        self._old.show_notice("ph.clock-fill", Token.CAUTION, text, button=self.tr("Try again") if old else "")
        if state.problem is not None:
            self._told.show_notice("ph.warning-circle-fill", Token.PROBLEM, deed_text(state.problem))
            return
        done = state.done
        undo = self.tr("Undo") if done is not None and done.back is not None else ""
        said = self._done_text(done) if done is not None else ""
        self._told.show_notice("ph.check-circle-fill", Token.GOOD, said, button=undo, keys="Ctrl+Z" if undo else "")

    def _done_text(self, done: Done) -> str:
        callback = done.callback
        name = who_text(callback, callback.number_masked)
        queues = {each.code: words(each.name) for each in self._state.takers.queues}
        to = callback.owner_name or callback.team or queues.get(callback.queue_code, callback.queue_code)
        return {
            CallbackStep.HAND_OVER: self.tr("{name}: {to} has it now.").format(name=name, to=to),
            CallbackStep.MOVE: self.tr("{name} is called on {when}.").format(
                name=name, when=self._when(callback.due_at)
            ),
            CallbackStep.CANCEL: self.tr("{name} is not called back.").format(name=name),
            CallbackStep.DONE_BY_HAND: self.tr("{name} is done.").format(name=name),
            CallbackStep.REOPEN: self.tr("{name} is open again.").format(name=name),
        }.get(done.step, self.tr("The word is added."))

    def _draw_selected(self, before: UnkeptState) -> None:
        state, callback = self._state, self._state.callback
        self._right.setEnabled(callback is not None or state.done is not None)
        may = frozenset[CallbackStep]() if callback is None or state.busy else callback.steps
        self.give.setEnabled(CallbackStep.HAND_OVER in may)
        slots = state.plan.slots if state.plan is not None else ()
        self.promise.setEnabled(CallbackStep.MOVE in may and bool(slots))
        self.add_word.setEnabled(CallbackStep.ADD_WORD in may)
        self.done.setEnabled(CallbackStep.DONE_BY_HAND in may)
        self.cancel.setEnabled(CallbackStep.CANCEL in may)
        if callback is None:
            self._who.set_text("")
            self._about.set_text("")
            self._facts.set_text("")
        else:
            self._draw_facts(callback)
        if state.plan != before.plan or self.slot.count() != len(slots):
            self.slot.clear()
            for slot in slots:
                self.slot.addItem(self._when(slot), slot.isoformat())
        if state.done is not None and state.done is not before.done and state.selected == self._shown:
            self.words.clear()  # they went with the deed
        if state.selected != self._shown:
            if self._shown is not None:
                self._typed[self._shown] = self.words.text()
            self._shown = state.selected
            self.words.setText(self._typed.pop(state.selected, "") if state.selected is not None else "")
        self.history.display(state.detail.history if state.detail is not None else ())

    def _draw_facts(self, callback: Callback) -> None:
        self._who.set_text(who_text(callback, self.tr("Not a customer we know")))
        self._about.set_text(callback.reason or words(callback.reason_name))
        window = self.tr("promised {from_time} to {to_time}").format(
            from_time=self._when(callback.window_from), to_time=self._when(callback.window_to)
        )
        why = {
            CallbackState.EXPIRED: self.tr("nobody kept it"),
            CallbackState.DIALLING: self.tr("is being called"),
            CallbackState.OFFERED: self.tr("somebody looks at it"),
        }.get(callback.state, "")
        place = place_text(callback.place, self._local(callback.due_at))
        wishes = "; ".join(words(each) for each in callback.wishes)
        facts = (kind_word(callback.kind), callback.number_masked, window, why, place, wishes)
        self._facts.set_text(" · ".join(filter(None, facts)))

    def _fill_takers(self) -> None:
        takers, chosen = self._state.takers, self.to.currentData()
        self.to.clear()
        for queue in takers.queues:
            self.to.addItem(self.tr("Queue {name}").format(name=words(queue.name)), f"{_QUEUE}:{queue.code}")
        for team in takers.teams:
            self.to.addItem(self.tr("Team {name}").format(name=team), f"{_TEAM}:{team}")
        for each in takers.people:
            name = f"{each.name}  ·  {each.team}" if each.team else each.name
            self.to.addItem(name, f"{_PERSON}:{each.user_id}")
        self.to.setCurrentIndex(self.to.findData(chosen) if chosen else -1)

    def _give(self) -> None:
        kind, _, value = str(self.to.currentData() or "").partition(":")
        if not value:
            self.to.setFocus()
            return
        given = {
            _QUEUE: lambda: Given(queue_code=value),
            _TEAM: lambda: Given(team=value),
            _PERSON: lambda: Given(owner_id=UUID(value)),
        }[kind]()
        self.unkept.hand_over(given, self.words.text())

    def _move(self) -> None:
        slot = self.slot.currentData()
        if slot:
            self.unkept.move(datetime.fromisoformat(str(slot)), self.words.text())
        else:
            self.slot.setFocus()

    def _with_words(self, step: CallbackStep) -> None:
        if self.words.text().strip():
            self.unkept.change(step, self.words.text())
        else:
            self.words.setFocus()

    def _tick(self) -> None:
        if self.isVisible():
            self.unkept.tick()

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = current.siblingAtColumn(0).data(CellRole.KEY) if current.isValid() else None
        if key:
            self.unkept.select(UUID(str(key)))

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self._zone)

    def _when(self, at: datetime) -> str:
        local, today = self._local(at), self._local(self._now()).date()
        return f"{day_text(local.date(), today)} {time_text(local)}"

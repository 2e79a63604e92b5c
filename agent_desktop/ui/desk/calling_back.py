"""Joins callbacks with the window: those that are due, what came of one, a promise, the calendar, a reminder."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from agent_desktop.client.callbacks import CallbackOfficeApi, CallbacksApi
from agent_desktop.client.clock import Now
from agent_desktop.client.drafts import Drafts
from agent_desktop.client.follow_ups_api import FollowUpsApi
from agent_desktop.client.outcome_keeper import OutcomeKeeper
from agent_desktop.client.shown_customer import ShownCustomer
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.typed_keeper import TypedKeeper
from agent_desktop.contract.callbacks import CallbackMade
from agent_desktop.contract.interactions import Disposition
from agent_desktop.contract.sessions import Person
from agent_desktop.ui.callbacks.calendar.presenter import CalendarPresenter
from agent_desktop.ui.callbacks.called_in.presenter import CalledInPresenter, CalledInState
from agent_desktop.ui.callbacks.outcome.presenter import OutcomePresenter, OutcomeState
from agent_desktop.ui.callbacks.presenter import CallbacksPresenter, CallbacksState
from agent_desktop.ui.callbacks.promise.presenter import PromisePresenter, PromiseState, Whom
from agent_desktop.ui.desk.commands import DeskCommands
from agent_desktop.ui.desk.following_up import FollowingUp
from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.messages import Messages, News
from agent_desktop.ui.palette.presenter import PaletteCommand
from agent_desktop.ui.presence.bell import BellPart
from agent_desktop.ui.shortcuts.actions import KeyActions
from agent_desktop.ui.shortcuts.keys import Command
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.window.centre import CALLBACKS, Body
from telephony.contract import CallDirection

TICK_MS: Final = 100


@dataclass(frozen=True, slots=True)
class CallbackMeans:
    """What callbacks are read, changed and kept with. `files` writes the journal, on a runner of its own."""

    api: CallbacksApi
    office: CallbackOfficeApi
    follow_ups: FollowUpsApi
    drafts: Drafts
    tasks: Tasks
    files: Tasks
    now: Now


class CallingBack(QObject):
    """Lives as long as the person is signed in."""

    def __init__(
        self,
        ticker: Ticker,
        views: Views,
        presenters: Presenters,
        commands: DeskCommands,
        actions: KeyActions,
        means: CallbackMeans,
        person: Person,
        messages: Messages,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        api, tasks = means.api, means.tasks
        self._views, self._desk, self._commands, self._ticker = views, presenters, commands, ticker
        self.due = CallbacksPresenter(presenters.desk, api, tasks, means.now, self._day_end)
        self._messages = messages
        keeper = OutcomeKeeper(means.drafts, means.files, means.now)
        self.outcome = OutcomePresenter(presenters.desk, api, keeper, tasks, means.now)
        self.typed = TypedKeeper(means.drafts, means.files, means.now)
        self.promise = PromisePresenter(
            api, tasks, me=person.user_id, on_made=self._made, on_moved=self.due.was_moved, kept=self.typed
        )
        self.calendar = CalendarPresenter(api, tasks, lambda: ticker.local(ticker.now()))
        self.called_in = CalledInPresenter(api, tasks)
        self._asked_in: set[UUID] = set()
        commands.features.append(self)
        self._has_plans = False
        self.following = FollowingUp(
            views,
            presenters,
            commands,
            actions,
            means.follow_ups,
            means.office,
            tasks,
            self._plans_listed,
            self.typed,
            self,
        )
        actions.on(Command.PROMISE, self.promise_shown)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._join()
        ticker.ticked.connect(self.due.tick)
        ticker.ticked.connect(self.typed.tick)

    def finish(self) -> bool:
        """See `Feature.finish`."""
        if self.promise.state.open:
            self.promise.keep()
            return True
        if self._views.outcome.isVisible() and self._views.outcome.isAncestorOf(self._views.window.focusWidget()):
            self.outcome.save()
            return True
        return False

    def call(self) -> bool:
        """See `Feature.call`."""
        if self._views.window.centre.body() is Body.IDLE and self.due.state.callback is not None:
            self.due.take()
            return True
        return False

    def listed(self) -> tuple[PaletteCommand, ...]:
        """Return what Ctrl+K offers."""
        return (
            PaletteCommand(
                "callback_calendar:",
                self.tr("Calendar of your callbacks"),
                icon="ph.calendar-blank",
                other_words="calendar week day 日历 回电",
            ),
        )

    def run(self, kind: str, _value: str = "") -> bool:
        """Do what was chosen in Ctrl+K; False where it is not of this part."""
        if kind != "callback_calendar":
            return False
        self._open_calendar()
        return True

    def promise_shown(self) -> None:
        """Alt+L: promise a call to the customer on the screen, or to whoever is on the line."""
        was_open = self.promise.state.open
        self._commands.close_overlays()
        if was_open:
            return
        view, profile = self._desk.desk.view, self._desk.customer.state.profile
        call = view.accepted_call
        if call is None and profile is None:
            self._commands.show_palette()  # whom?
            return
        self.promise.open(
            Whom(
                customer_id=profile.customer_id if profile is not None else None,
                call_id=call.call_id if call is not None else None,
                name=profile.name if profile is not None else "",
                name_chinese=profile.name_chinese if profile is not None else "",
            )
        )

    def stop(self) -> None:
        """Watch no longer; what was typed is written to this computer."""
        self._timer.stop()
        self.following.stop()
        self.due.stop()
        self.outcome.stop()
        self._stop_shown()
        self.typed.keep_all_now()

    def _join(self) -> None:
        due, view = self.due, self._views.callbacks
        view.selected.connect(due.select)
        view.call_chosen.connect(due.take)
        view.move_chosen.connect(self._move)
        view.hand_over_chosen.connect(self._hand_over)
        view.given.connect(lambda agent_id: due.hand_over(owner_id=agent_id))
        view.step_chosen.connect(due.change)
        view.undo_chosen.connect(due.undo)
        view.make_chosen.connect(self.promise_shown)
        view.calendar_chosen.connect(self._open_calendar)
        view.customer_chosen.connect(self._show_customer)
        view.history_chosen.connect(due.tell_history)
        view.retry_chosen.connect(due.read)
        due.show_to(self._show_due)
        outcome, form = self.outcome, self._views.outcome
        form.outcome_chosen.connect(outcome.outcome_chosen)
        form.typed.connect(outcome.typed)
        form.time_chosen.connect(outcome.time_chosen)
        form.do_not_call_chosen.connect(outcome.do_not_call_chosen)
        form.save_chosen.connect(outcome.save)
        outcome.show_to(self._show_outcome)
        promise, promised = self.promise, self._views.promise
        promised.changed.connect(promise.changed)
        promised.slot_chosen.connect(promise.slot_chosen)
        promised.keep_chosen.connect(promise.keep)
        promised.closed.connect(promise.close)
        promise.show_to(self._show_promise)
        band = self._views.called_in
        band.settled.connect(lambda callback: self.called_in.settle(callback, closes=True))
        band.kept.connect(lambda callback: self.called_in.settle(callback, closes=False))
        self.called_in.show_to(self._show_called_in)
        self._stop_shown = self._desk.customers.watch(self._customer_shown)
        self._desk.wrap_up.on_chosen = self._outcome_chosen
        calendar, days = self.calendar, self._views.calendar
        days.span_chosen.connect(calendar.show_span)
        days.turned.connect(calendar.turn)
        days.today_chosen.connect(calendar.go_today)
        days.selected.connect(calendar.select)
        days.day_chosen.connect(calendar.show_day)
        days.opened.connect(self._open_from_calendar)
        days.retry_chosen.connect(calendar.read)
        days.closed.connect(calendar.close)
        calendar.show_to(days.display)

    def _tick(self) -> None:
        self.promise.tick()
        self.outcome.tick()
        self.typed.tick()
        self._keep_pace()

    def _keep_pace(self) -> None:
        """Tick often while something typed is to be looked at or kept, and not at all otherwise."""
        wanted = self.promise.state.open or self.outcome.at_work or self.typed.is_behind
        if wanted != self._timer.isActive():
            (self._timer.start if wanted else self._timer.stop)()

    def _show_due(self, state: CallbacksState) -> None:
        self._views.callbacks.display(state)
        self._tasks_changed()
        bell = self._views.top_bar.bell
        bell.show_part(BellPart.CALLBACKS, state.late, self._show_list)
        bell.show_part(BellPart.UNKEPT, state.counts.expired, self._views.window.rail.unkept_chosen.emit)
        self.outcome.wanted(state.wants_outcome, state.as_of)
        if state.soon is None:
            self._messages.take_back(News.CALLBACK_SOON)
        else:
            self._messages.put(News.CALLBACK_SOON, count=max(0, state.soon.minutes))

    def _plans_listed(self, left: bool) -> None:
        self._has_plans = left
        self._tasks_changed()

    def _tasks_changed(self) -> None:
        self._views.window.centre.idle.set_tasks_left(bool(self.due.state.callbacks) or self._has_plans)

    def _show_outcome(self, state: OutcomeState) -> None:
        self._views.outcome.display(state)
        self._keep_pace()

    def _show_promise(self, state: PromiseState) -> None:
        self._views.promise.display(state)
        self._keep_pace()

    def _outcome_chosen(self, chosen: Disposition) -> None:
        """An outcome that promises a call back asks when: once a call, and not where one was promised in it."""
        call = self._desk.desk.view.accepted_call
        if call is None or not chosen.promises_callback or call.call_id in self._asked_in:
            return
        self._asked_in.add(call.call_id)
        self.promise_shown()

    def _made(self, made: CallbackMade) -> None:
        call_id = made.callback.call_id
        if call_id is not None:
            self._asked_in.add(call_id)
        self.due.read()
        self.called_in.read()

    def _show_called_in(self, state: CalledInState) -> None:
        self._views.called_in.display(state)
        self._views.window.centre.set_tab_count(CALLBACKS, len(state.callbacks))

    def _customer_shown(self, shown: ShownCustomer) -> None:
        call = self._desk.desk.view.accepted_call
        came = call is not None and call.direction is CallDirection.INBOUND
        self.called_in.customer_shown(shown, call.call_id if call is not None and came else None)

    def _show_list(self) -> None:
        """Go to the list of callbacks; while a call is on, to the days they are due."""
        if self._views.window.centre.body() is Body.IDLE:
            self._commands.close_overlays()
            self._views.callbacks.table.setFocus()
        else:
            self._open_calendar()

    def _open_calendar(self) -> None:
        self._commands.close_overlays()
        self.calendar.open()

    def _move(self) -> None:
        callback = self.due.state.callback
        if callback is not None:
            self._commands.close_overlays()
            self.promise.move(callback)

    def _hand_over(self) -> None:
        """Whom to: colleagues that can be seen, in a menu beside the list."""
        self._views.callbacks.ask_whom(tuple((each.agent_id, each.name) for each in self._desk.colleagues.listed))

    def _show_customer(self) -> None:
        callback = self.due.state.callback
        if callback is not None and callback.customer_id is not None:
            self._desk.customer.customer_found(callback.customer_id)

    def _open_from_calendar(self, callback_id: UUID) -> None:
        found = next((each for each in self.calendar.state.callbacks if each.callback_id == callback_id), None)
        self._commands.close_overlays()
        if any(each.callback_id == callback_id for each in self.due.state.callbacks or ()):
            self.due.select(callback_id)
            self._views.callbacks.table.setFocus()
        elif found is not None and found.customer_id is not None:
            self._desk.customer.customer_found(found.customer_id)

    def _day_end(self) -> datetime:
        local = self._ticker.local(self._ticker.now())
        return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)

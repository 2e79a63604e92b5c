"""The desktop of one person who is signed in: built, started and stopped as one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from agent_desktop.client.api import Api
from agent_desktop.client.board import BoardFeed
from agent_desktop.client.clock import ServerClock
from agent_desktop.client.drafts import Drafts
from agent_desktop.client.errors import Problem
from agent_desktop.client.link import LinkState
from agent_desktop.client.pulse import Pulse
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.vault import KeyringState
from agent_desktop.contract.sessions import Person
from agent_desktop.ui.bridge import UiThread
from agent_desktop.ui.complaints.cases.page import keep_words
from agent_desktop.ui.desk.announcer import Announcer, say_through
from agent_desktop.ui.desk.board_desk import BoardDesk, BoardMeans
from agent_desktop.ui.desk.calling_back import CallbackMeans, CallingBack
from agent_desktop.ui.desk.case_desk import CaseDesk
from agent_desktop.ui.desk.commands import DeskCommands
from agent_desktop.ui.desk.complaining import Complaining
from agent_desktop.ui.desk.guiding import Guiding
from agent_desktop.ui.desk.keeping import Keeping
from agent_desktop.ui.desk.listening import Listening
from agent_desktop.ui.desk.looking_back import LookingBack
from agent_desktop.ui.desk.mailing import Mailing
from agent_desktop.ui.desk.news import DeskNews
from agent_desktop.ui.desk.office import OfficeWindows, join_rail, may_review_accounts
from agent_desktop.ui.desk.passing_on import PassingOn
from agent_desktop.ui.desk.presenters import Presenters, build_presenters
from agent_desktop.ui.desk.rehearsal import Rehearsal
from agent_desktop.ui.desk.screen import DeskScreen
from agent_desktop.ui.desk.source_desk import SourceDesk
from agent_desktop.ui.desk.transferring import Transferring
from agent_desktop.ui.desk.views import Views, build_views
from agent_desktop.ui.messages import Messages, News
from agent_desktop.ui.routing.state import Section
from agent_desktop.ui.seat.presenter import SeatState
from agent_desktop.ui.settings_dialog.preferences import Preferences
from agent_desktop.ui.settings_dialog.ring_port import Ring
from agent_desktop.ui.shortcuts.actions import KeyActions
from agent_desktop.ui.shortcuts.keys import Command
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.tray.attention import Attention
from agent_desktop.ui.widgets.confirm import ConfirmDialog
from agent_desktop.ui.widgets.fields import end_composing
from agent_desktop.ui.widgets.logo import logo_icon
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import CallState, StreamMessage

TICK_MS: Final = 100
"""How often is looked for what is due while something goes on. While nobody calls and nothing is typed, the beat of the
clock on the screen, once a second, is enough: a wake of its own costs a waiting desktop more than what it then does."""


class Stream(Protocol):
    """The part of `client.stream.DeskStream` that is used."""

    @property
    def asks(self) -> BoardFeed: ...

    def start(self) -> None: ...

    def stop(self, limit_seconds: float = 5.0) -> bool: ...

    def retry_now(self) -> None: ...


StreamMaker = Callable[[Callable[[StreamMessage], None], Callable[[LinkState], None]], Stream]
"""Makes the stream from what takes its messages and the changes of its link."""


@dataclass(frozen=True, slots=True)
class DeskSurroundings:
    """What the desktop of any person stands in.

    `zone` is where times are shown, None for the workstation's own; `with_tray` shows a tray icon.
    `pages_file` keeps the pages of the guide.
    """

    theme: Theme
    clock: ServerClock
    store: QSettings
    ring: Ring
    zone: tzinfo | None = None
    with_tray: bool = True
    show_at_once: bool = False
    pages_file: Path | None = None


class SignedIn(QObject):
    """The window of one person, with everything behind it.

    Signals:
        sign_out_wanted: The person asked to sign out, and no call is on.
        close_wanted: The window is closing.
        language_wanted, theme_wanted: ``en`` or ``zh``; ``light`` or ``dark``.
        preferences_chosen: `Preferences`, from the settings.
    """

    sign_out_wanted = Signal()
    close_wanted = Signal()
    language_wanted = Signal(str)
    theme_wanted = Signal(str)
    preferences_chosen = Signal(object)

    def __init__(
        self,
        surroundings: DeskSurroundings,
        person: Person,
        api: Api,
        drafts: Drafts,
        tasks: Tasks,
        files: Tasks,
        make_stream: StreamMaker,
        parent: QObject | None = None,
        *,
        session_id: Callable[[], UUID | None] = lambda: None,
        pulse: Pulse | None = None,
    ) -> None:
        """`session_id` names the sign-in, by which the desktop knows whether it is the person's active one. `pulse`
        is beaten as long as the window is alive."""
        super().__init__(parent)
        self._pulse = pulse or Pulse()
        self._surroundings = surroundings
        self.person = person
        self._ticker = Ticker(surroundings.clock.now, surroundings.zone, self)
        self.views: Views = build_views(
            surroundings.theme, self._ticker, surroundings.ring, show_at_once=surroundings.show_at_once
        )
        self.window = self.views.window
        self.actions = KeyActions(self.window)
        self.commands = DeskCommands(self.views, self.actions)
        self.messages = Messages(surroundings.clock.now, self)
        self.presenters: Presenters = build_presenters(
            api,
            person,
            drafts,
            tasks,
            files,
            surroundings.clock.now,
            commands=self.commands.listed,
            on_command=self.commands.run,
            typed=self.commands.calling.typed,
            session_id=session_id,
            pages_file=surroundings.pages_file,
        )
        self.commands.serve(self.presenters)
        self.commands.extras.tell_problems(partial(self.messages.put, News.PROBLEM))
        self.guiding = Guiding(self.views, self.presenters, self.actions, surroundings.store, person, self)
        self.guiding.make_room_with(self.commands.close_overlays)
        self.transferring = Transferring(
            surroundings.theme, self.views, self.presenters, self.actions, self.commands, self._ticker, self
        )
        self.passing_on = PassingOn(self.views, self.presenters, self.commands, self)
        self.listening = Listening(
            self.views, self.presenters.customers, api.recordings, tasks, self.commands.close_overlays, self
        )
        icon = logo_icon(surroundings.theme)
        apis = (api.callbacks, api.callback_office, api.follow_ups)
        means = CallbackMeans(*apis, drafts, tasks, files, surroundings.clock.now)
        self.calling_back = CallingBack(
            self._ticker, self.views, self.presenters, self.commands, self.actions, means, person, self.messages, self
        )
        keep = self.calling_back.typed
        self.mailing = Mailing(self.views, self.presenters, self.commands, api.customer_mails, tasks, keep, self)
        self._attention = Attention(self.window, surroundings.ring, icon, with_tray=surroundings.with_tray)
        announcer = Announcer(self._ticker, say_through(self.window), self)
        self.screen = DeskScreen(self.views, self.presenters, self._attention, announcer)
        self.transferring.show_on(self.screen)
        self.complaining = Complaining(
            self.views, self.presenters, self.actions, self.commands, self.screen, self.messages, self._ticker, self
        )
        self._news = DeskNews(self.presenters, self.messages, recovered=len(drafts.recovered), parent=self)
        self._from_stream = UiThread(self)
        self._from_stream.failed.connect(self._bug_met)
        self._stream = make_stream(self._message_came, self._link_changed)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._running = False
        self._ticker.ticked.connect(self._beat)
        self._ticker.ticked.connect(self.messages.tick)
        self.rehearsal = Rehearsal(surroundings.theme, self._ticker, self.has_call, self)
        around, rail = surroundings, self.window.rail
        self.office = OfficeWindows(around.theme, api, tasks, around.store, person, around.clock.now, around.zone, self)
        join_rail(rail, self.office, person)
        self.office.quality.follow(self.presenters.desk, rail)
        self.cases = CaseDesk(
            api, tasks, person, self.views, self.presenters, self.actions, self.commands, self._ticker
        )
        self._keeping = Keeping(around.store, person, self.views, self.presenters, self)
        of_board = BoardMeans(around.theme, api, tasks, around.store, person, self._ticker, self.presenters.supervising)
        self.board = BoardDesk(of_board, self._stream.asks, self.views, self.presenters, self.actions, self.commands)
        self.board.boards.stuck_wanted.connect(self.office.show_mending)
        self.board.boards.rules_wanted.connect(partial(self.office.show_routing, Section.FLOOR_ALERTS))
        self.board.boards.complaint_wanted.connect(self.cases.open_case)
        self.board.boards.unkept_wanted.connect(self.office.campaigns.show_unkept)
        self.complaining.show_case = self.cases.open_case
        self.looking_back = LookingBack(
            self.views, self.presenters, self.actions, api, tasks, self.cases.open_case, self._ticker.now, self
        )
        keep_words(self.cases.page, keep)
        self.office.campaigns.keep_words(keep)
        self.sources = SourceDesk(around.theme, api, tasks, around.clock.now, around.zone)
        self.sources.follow(self.presenters.customers, self.views)
        rail.sources_chosen.connect(self.sources.show)
        for wanted in (self.commands, self.views.customer, self.views.holdings):
            wanted.origins_wanted.connect(self._show_origins)
        self.views.customer.set_keeper(may_review_accounts(person))
        self.views.customer.accounts_wanted.connect(self.office.show_accounts)
        self.office.accounts_changed.connect(self._read_customer_again)
        self._join_window()
        self._stop_pace = self.presenters.desk.watch(self._keep_pace)

    def start(self, *, keyring: KeyringState, journal: Problem | None) -> None:
        """Follow the server and show the window. `journal`: what is wrong with the notes kept on this computer."""
        self._keeping.begin()
        self._running = True
        self._keep_pace()
        self._ticker.start()
        self._pulse.beat()
        self._stream.start()
        self.presenters.start()
        self.window.show()
        self.rehearsal.start()
        self._news.tell_start(keyring, self._surroundings.ring.problem(), journal)

    def stop(self) -> None:
        """End everything this person's desktop started. What was typed is given to `files` to keep."""
        end_composing()
        self._running = False
        self._timer.stop()
        self._stop_pace()
        self.rehearsal.stop()
        self._ticker.stop()
        self._stream.stop(3.0)
        self._from_stream.close()
        self._attention.stop()
        self.screen.stop()
        self.complaining.stop()
        self._news.stop()
        self.listening.stop()
        self.mailing.stop()
        self.calling_back.stop()
        self.looking_back.stop()
        self.presenters.stop()
        self.window.save_layout()
        self.office.stop()
        self.board.stop()
        self.sources.stop()
        self.window.hide()
        self.window.deleteLater()

    def show_preferences(self, preferences: Preferences) -> None:
        """Take up what was chosen: here or at sign-in."""
        self._surroundings.ring.use(preferences.ring_device)
        self._attention.set_raise_window(preferences.raise_window)
        self.views.settings.display(preferences)
        self._show_messages()

    def has_call(self) -> bool:
        """Whether a call is on, from its offer to the end of its wrap-up."""
        return self.presenters.desk.view.call is not None

    def is_on_call(self) -> bool:
        """Whether a caller would be left alone if this desktop ended now."""
        view = self.presenters.desk.view
        call = None if view.seat_elsewhere else view.line_call
        return call is not None and call.state is not CallState.ENDED

    def may_close(self) -> bool:
        """Ask, where a call is on; the caller stays on the line."""
        if not self.is_on_call():
            return True
        dialog = ConfirmDialog(
            self._surroundings.theme,
            self.window,
            title=self.tr("Close while you have a call?"),
            text=self.tr("The caller stays on the line and hears you no more. Your notes are kept."),
            do_it=self.tr("Close it"),
            keep=self.tr("Stay"),
        )
        self.actions.add_to_dialog(dialog)
        return bool(dialog.exec())

    def ask_sign_out(self) -> None:
        """Sign out, unless a call or its wrap-up is on here."""
        view = self.presenters.desk.view
        if view.accepted_call is not None and not view.seat_elsewhere:
            self.messages.put(News.FINISH_FIRST)
            return
        self.sign_out_wanted.emit()

    def _join_window(self) -> None:
        window, views = self.window, self.views
        window.set_close_check(self.may_close)
        window.closing.connect(self.close_wanted)
        window.help_wanted.connect(partial(self.commands.do, Command.SHORTCUTS))
        window.recents_wanted.connect(partial(self.commands.do, Command.RECENTS))
        views.recents.call_chosen.connect(partial(self.commands.do, Command.CALL_CUSTOMER))
        window.settings_wanted.connect(self.commands.show_settings)
        for signal in (window.search_wanted, views.top_bar.search_wanted, views.customer.search_wanted):
            signal.connect(self.commands.show_palette)
        window.message_closed.connect(self.messages.take_back)
        views.caller_gone.call_chosen.connect(self.commands.call_back)
        views.customer.who_wanted.connect(self.commands.attaching.ask)
        views.customer.undo_chosen.connect(self.commands.attaching.undo_shown)
        views.customer.card_wanted.connect(self.commands.attaching.change_card)
        views.recents.details.attach_chosen.connect(self.commands.attaching.ask)
        views.recents.details.undo_chosen.connect(self.presenters.attach.undo)
        views.customer.call_chosen.connect(partial(self.commands.do, Command.CALL_CUSTOMER))
        views.palette.query_changed.connect(self._keep_pace)
        views.wrap_up.finish_chosen.connect(partial(self.commands.do, Command.FINISH))
        self.messages.changed.connect(self._show_messages)
        views.top_bar.language_chosen.connect(self.language_wanted)
        views.top_bar.sign_out_wanted.connect(self.ask_sign_out)
        views.settings.sign_out_asked.connect(self.ask_sign_out)
        views.seat.sign_out_chosen.connect(self.ask_sign_out)
        self.presenters.seat.show_to(self._show_seat)
        views.settings.chosen.connect(self.preferences_chosen)
        self.commands.language_wanted.connect(self.language_wanted)
        self.commands.theme_wanted.connect(self.theme_wanted)
        self.commands.sign_out_wanted.connect(self.ask_sign_out)
        self.commands.link_wanted.connect(self._try_link)
        self.commands.outcome_wanted.connect(self.screen.toggle_outcome)
        views.unfinished.finish_chosen.connect(partial(self.commands.do, Command.FINISH))
        window.tasks_wanted.connect(partial(self.commands.do, Command.TASKS))
        window.outreach_wanted.connect(partial(self.commands.do, Command.OUTREACH))
        views.outreach.finish_chosen.connect(partial(self.commands.do, Command.FINISH))
        views.outreach.call_chosen.connect(partial(self.commands.do, Command.CALL_CUSTOMER))

    def _show_origins(self) -> None:
        profile = self.presenters.customer.state.profile
        if profile is not None:
            self.sources.show_origins(profile)

    def _beat(self) -> None:
        """A second has passed. Said from here, that the window lives hangs on no timer that calls begin anew."""
        self._pulse.beat()
        if not self._timer.isActive():
            self._tick()

    def _read_customer_again(self) -> None:
        """Another set of accounts may be the shown customer's now."""
        self.presenters.customers.read_again()
        self.presenters.relationship.read_again()

    def _tick(self) -> None:
        self.presenters.tick()
        self._keep_pace()

    def _keep_pace(self, _: object = None) -> None:
        """Tick often from the moment that something begins, and with the clock alone while nothing goes on."""
        wanted = self._running and self.presenters.at_work
        if wanted == self._timer.isActive():
            return
        if wanted:
            self._timer.start()
        else:
            self._timer.stop()

    def _show_seat(self, state: SeatState) -> None:
        if state.elsewhere and self.views.seat.isHidden():
            self.commands.close_overlays()
            end_composing()  # what an input method holds is kept with the note, like all that was typed
        self.actions.pause(state.elsewhere)
        self.views.seat.display(state)

    def _show_messages(self) -> None:
        self.window.show_messages(self.messages.current())

    def _try_link(self) -> None:
        self._stream.retry_now()

    def _bug_met(self) -> None:
        self.messages.put(News.BUG)

    # On the stream's thread

    def _message_came(self, message: StreamMessage) -> None:
        heard = self.board.received if message.type == "board" else self.presenters.desk.receive
        self._from_stream.post(lambda: heard(message))

    def _link_changed(self, link: LinkState) -> None:
        self._from_stream.post(lambda: self.presenters.desk.link_changed(link))

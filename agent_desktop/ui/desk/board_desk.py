"""The supervisor's board on the desk: a page in the window of those who take calls, a window of its own beside it, or
the whole desktop of those who take none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from agent_desktop.client.api import Api
from agent_desktop.client.board import BoardFeed, BoardKeeper
from agent_desktop.client.desk import DeskView
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.client.supervising import SupervisingModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.board import BoardAct
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.ui.board.acting.deeds import Deeds
from agent_desktop.ui.board.acting.presenter import ActingPresenter, ActingServers, Supervises
from agent_desktop.ui.board.callbacks.presenter import DuePresenter
from agent_desktop.ui.board.definition.presenter import DefinitionPresenter
from agent_desktop.ui.board.page import BoardPage, BoardPresenters
from agent_desktop.ui.board.past.presenter import PastPresenter
from agent_desktop.ui.board.presenter import BoardPresenter
from agent_desktop.ui.board.window import BoardWindow
from agent_desktop.ui.board.words import agent_search
from agent_desktop.ui.bridge import UiThread
from agent_desktop.ui.desk.commands import DeskCommands
from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.store_keep import StoreKeep
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.shortcuts.actions import KeyActions
from agent_desktop.ui.shortcuts.keys import Command
from agent_desktop.ui.theme.theme import Theme, beside
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import StreamMessage

BOARD_PAGE: Final = "board"


def may_watch(person: Person) -> bool:
    """Say whether the server shows this person the board."""
    return Role.SUPERVISOR in person.roles


class FeedStream(Protocol):
    """The part of `client.stream.DeskStream` that is used for a board."""

    @property
    def asks(self) -> BoardFeed: ...

    def start(self) -> None: ...

    def stop(self, limit_seconds: float = 5.0) -> bool: ...


FeedStreamMaker = Callable[[Callable[[StreamMessage], None], Callable[[LinkState], None]], FeedStream]


@dataclass(frozen=True, slots=True)
class BoardMeans:
    """What a board is made with."""

    theme: Theme
    api: Api
    tasks: Tasks
    store: QSettings
    person: Person
    ticker: Ticker
    supervising: Supervises


class Boards(QObject):
    """Makes the boards of one person, and hands each what the stream says.

    Signals:
        stuck_wanted: Show what is stuck of an agent of this name; empty: of calls.
        complaints_wanted: Show the list.
        unkept_wanted: Show the callbacks that nobody kept.
        complaint_wanted: Show this complaint (`UUID`).
        rules_wanted: Show the thresholds of the floor.
    """

    rules_wanted = Signal()
    complaint_wanted = Signal(object)
    stuck_wanted = Signal(str)
    complaints_wanted = Signal()
    unkept_wanted = Signal()

    def __init__(self, means: BoardMeans, feed: BoardFeed, parent: QObject) -> None:
        super().__init__(parent)
        self._means, self._feed = means, feed
        self._keepers: list[BoardKeeper] = []
        self._pages: list[BoardPage] = []
        self._window: BoardWindow | None = None
        self._up = True

    def page(self, theme: Theme, place: str) -> BoardPage:
        """Return a board; what it filters by is kept under `place`."""
        means, api = self._means, self._means.api
        keeper = BoardKeeper(self._feed)
        keep = StoreKeep(means.store, f"board/{means.person.user_id}/{place}")
        servers = ActingServers(api.acting, api.notices, api.help, api.floor_alerts)
        acting = ActingPresenter(api.acting, means.tasks)
        presenters = BoardPresenters(
            board=BoardPresenter(keeper, api.board, means.tasks, agent_search, keep),
            acting=acting,
            deeds=Deeds(acting, servers, means.supervising, means.ticker.now),
            definition=DefinitionPresenter(api.figures, means.tasks),
            past=PastPresenter(api.floor_alerts, means.tasks),
            due=DuePresenter(api.board, api.callbacks, means.tasks),
            me=means.person.user_id,
        )
        page = BoardPage(theme, means.ticker, presenters)
        page.stuck_wanted.connect(self.stuck_wanted)
        page.complaints_wanted.connect(self.complaints_wanted)
        page.unkept_wanted.connect(self.unkept_wanted)
        page.complaint_wanted.connect(self.complaint_wanted)
        page.alerts.rules_wanted.connect(self.rules_wanted)
        presenters.board.link(self._up)
        self._keepers.append(keeper)
        self._pages.append(page)
        return page

    def window(self, rail: QWidget | None = None) -> BoardWindow:
        """Return the window of its own; nothing is asked of the server before its `start`."""
        if self._window is None:
            means = self._means
            theme = beside(means.theme, self)
            window = BoardWindow(theme, self.page(theme, "window"), rail)
            window.put_away.connect(window.view.presenter.close)
            window.remember_in(means.store, f"window/{means.person.user_id}/board")
            self._window = window
        return self._window

    def received(self, message: StreamMessage) -> None:
        """Take a message of the stream."""
        if message.type == "board":
            for keeper in self._keepers:
                keeper.received(message)

    def link_changed(self, link: LinkState) -> None:
        """Take the stream's word on itself."""
        up = link.is_up or link.status is LinkStatus.CONNECTING
        if up is not self._up:
            self._up = up
            for page in self._pages:
                page.presenter.link(up)

    def stop(self) -> None:
        """Put everything away for good."""
        for page in self._pages:
            page.presenter.stop()
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
        self._window = None


class BoardDesk(QObject):
    """The page in the main window, over the columns beside it while no call is on. Whoever calls goes before it."""

    def __init__(
        self,
        means: BoardMeans,
        feed: BoardFeed,
        views: Views,
        presenters: Presenters,
        actions: KeyActions,
        commands: DeskCommands,
    ) -> None:
        super().__init__(views.window)
        self._views, self._commands, self._actions = views, commands, actions
        self._on = may_watch(means.person)
        self.boards = Boards(means, feed, self)
        self._page: BoardPage | None = None
        self._means = means
        self._busy = False
        rail = views.window.rail
        rail.live.setVisible(self._on)
        if not self._on:
            return
        rail.live_chosen.connect(self.show)
        rail.call_chosen.connect(self._leave)
        views.window.centre.page_changed.connect(self._page_changed)
        self.boards.complaints_wanted.connect(partial(commands.do, Command.CASES))
        presenters.desk.watch(self._desk_changed)
        self._take_keys()

    @property
    def page(self) -> BoardPage:
        """The page; nothing is asked of the server before it is in sight."""
        if self._page is None:
            page = self.boards.page(self._means.theme, "page")
            page.head.window_wanted.connect(self._show_window)
            page.head.wall_wanted.connect(self._show_wall)
            self._views.window.centre.set_page(BOARD_PAGE, page)
            self._page = page
        return self._page

    def show(self) -> None:
        """Ctrl+L, and the rail: show the board, or put it away."""
        centre = self._views.window.centre
        if centre.page == BOARD_PAGE and self.page.isVisible():
            centre.show_page("")
            return
        self._commands.close_overlays()
        self.page.presenter.open()
        centre.show_page(BOARD_PAGE)
        self._widen()

    def received(self, message: StreamMessage) -> None:
        """Take a message of the stream."""
        self.boards.received(message)

    def stop(self) -> None:
        """Watch no longer."""
        self.boards.stop()

    def _take_keys(self) -> None:
        self._actions.on(Command.BOARD, self.show)
        for command, act in (
            (Command.PROMISE, BoardAct.LISTEN),
            (Command.NUMBERS, BoardAct.WHISPER),
            (Command.FOLLOW_UP, BoardAct.BARGE),
            (Command.CHANGE_STATE, BoardAct.CHANGE_STATE),
        ):
            self._actions.first(command, partial(self._act, act))
        for command, tab in ((Command.TAB_1, 0), (Command.TAB_2, 1)):
            self._actions.first(command, partial(self._tab, tab))
        self._actions.first(Command.FIND_CONTACT, self._find)
        self._actions.first(Command.FULL_SCREEN, self._wall)

    def _in_sight(self) -> bool:
        return self._page is not None and self._page.isVisible()

    def _act(self, act: BoardAct) -> bool:
        if not self._in_sight():
            return False
        self.page.do(act)
        return True

    def _tab(self, tab: int) -> bool:
        if not self._in_sight():
            return False
        self.page.open_tab(tab)
        return True

    def _find(self) -> bool:
        if not self._in_sight():
            return False
        self.page.agents.field.setFocus()
        return True

    def _wall(self) -> bool:
        if not self._in_sight():
            return False
        self._show_wall()
        return True

    def _show_window(self) -> None:
        self.boards.window().start()

    def _show_wall(self) -> None:
        """The wall has a window of its own: this one is for calls."""
        window = self.boards.window()
        window.start()
        if not window.is_wall:
            window.toggle_wall()

    def _leave(self) -> None:
        centre = self._views.window.centre
        if centre.page == BOARD_PAGE:
            centre.show_page("")

    def _page_changed(self, page: str) -> None:
        if page == BOARD_PAGE:
            self._views.window.rail.show_place("live")
        else:
            if self._page is not None:
                self._page.presenter.close()
            if not page:
                self._views.window.rail.show_place("call")
        self._widen()

    def _desk_changed(self, view: DeskView) -> None:
        self.boards.link_changed(view.link)
        busy = view.call is not None or view.offer is not None
        if busy is not self._busy:
            self._busy = busy
            if view.accepted_call is not None:
                self._leave()  # the caller goes before it
            self._widen()
        elif view.accepted_call is not None and self._in_sight():
            self._leave()

    def _widen(self) -> None:
        """Over the columns beside it, while no call has need of them."""
        wide = self._views.window.centre.page == BOARD_PAGE and not self._busy
        self._views.window.show_whole(self.page.panels() if wide else ())


class BoardOffice(QObject):
    """The board of a supervisor who takes no calls, with a stream of its own.

    Signals:
        stuck_wanted: Show what is stuck of an agent of this name; empty: of calls.
        complaints_wanted: Show the list.
    """

    stuck_wanted = Signal(str)
    complaints_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        api: Api,
        tasks: Tasks,
        store: QSettings,
        person: Person,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        make_stream: FeedStreamMaker,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.ticker = Ticker(now, zone, self)
        self.supervising = SupervisingModel(api.supervision, tasks, now, may=True)
        self._from_stream = UiThread(self)
        self._stream = make_stream(self._message_came, self._link_changed)
        means = BoardMeans(theme, api, tasks, store, person, self.ticker, self.supervising)
        self.boards = Boards(means, self._stream.asks, self)
        self.boards.stuck_wanted.connect(self.stuck_wanted)
        self.boards.complaints_wanted.connect(self.complaints_wanted)
        self.ticker.ticked.connect(self.supervising.tick)

    def window(self, rail: QWidget) -> BoardWindow:
        """Return the window, with what leads elsewhere at its side."""
        window = self.boards.window(rail)
        self.supervising.on_problem = window.view.presenters.acting.tell
        return window

    def start(self) -> None:
        """Follow the server."""
        self.ticker.start()
        self._stream.start()

    def stop(self) -> None:
        """Follow it no longer."""
        self.ticker.stop()
        self._stream.stop(3.0)
        self._from_stream.close()
        self.boards.stop()

    # On the stream's thread

    def _message_came(self, message: StreamMessage) -> None:
        self._from_stream.post(lambda: self.boards.received(message))

    def _link_changed(self, link: LinkState) -> None:
        self._from_stream.post(lambda: self.boards.link_changed(link))

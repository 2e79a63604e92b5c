"""Complaints on the desk: the page in the window of those who take calls, and the window of those who do not."""

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from agent_desktop.client.api import Api
from agent_desktop.client.desk import DeskView
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.typed_words import TypedStore
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.ui.complaints.cases.case.deeds import CasePresenters
from agent_desktop.ui.complaints.cases.case.presenter import CasePresenter
from agent_desktop.ui.complaints.cases.clocks.presenter import ClocksPresenter
from agent_desktop.ui.complaints.cases.counts.presenter import CountsPresenter, CountsState
from agent_desktop.ui.complaints.cases.deadlines.presenter import FiguresPresenter
from agent_desktop.ui.complaints.cases.files.presenter import FilesPresenter
from agent_desktop.ui.complaints.cases.letters.presenter import LettersPresenter
from agent_desktop.ui.complaints.cases.lists.page import ListPresenters
from agent_desktop.ui.complaints.cases.lists.presenter import ListPresenter
from agent_desktop.ui.complaints.cases.lists.tabs import sees_all, tabs_of
from agent_desktop.ui.complaints.cases.many.presenter import ManyPresenter
from agent_desktop.ui.complaints.cases.mine.card import MineCard
from agent_desktop.ui.complaints.cases.mine.presenter import MinePresenter
from agent_desktop.ui.complaints.cases.page import CasesPage, CasesPresenters, keep_words
from agent_desktop.ui.complaints.cases.parts.presenter import PartsPresenter
from agent_desktop.ui.complaints.cases.reach.presenter import ReachPresenter
from agent_desktop.ui.complaints.cases.saved.presenter import SavedPresenter
from agent_desktop.ui.complaints.cases.surveys.presenter import SurveysPresenter
from agent_desktop.ui.complaints.cases.window import CasesWindow
from agent_desktop.ui.complaints.learning.presenter import LearningPresenter
from agent_desktop.ui.complaints.warnings.presenter import WarningsPresenter
from agent_desktop.ui.desk.commands import DeskCommands
from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.exports.presenter import ExportPresenter
from agent_desktop.ui.presence.bell import BellPart
from agent_desktop.ui.shortcuts.actions import KeyActions
from agent_desktop.ui.shortcuts.keys import Command
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.office_window import put_away
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import EventKind

CASES_PAGE: Final = "cases"
SETTLE_MS: Final = 400
"""A bulk change tells of each complaint: what is shown is read once they have all been told."""
_TOLD: Final = frozenset({EventKind.COMPLAINT_CHANGED, EventKind.COMPLAINT_WARNED})
DEAL_WITH_CASES: Final = frozenset({Role.COMPLIANCE, Role.COMPLAINT_HANDLER})
KEEP_RULES: Final = frozenset({Role.COMPLIANCE, Role.ADMINISTRATOR})
"""Who has new rules of the house reach older complaints."""
SEE_CASES: Final = DEAL_WITH_CASES | {Role.SUPERVISOR, Role.ADMINISTRATOR}


def may_see_cases(person: Person) -> bool:
    """Say whether the server shows this person more complaints than their own."""
    return bool(person.roles & SEE_CASES)


def build_cases(api: Api, tasks: Tasks, person: Person, today: Callable[[], date]) -> CasesPresenters:
    """Return everybody who decides on complaints, for one person."""
    server = api.complaints
    counts = CountsPresenter(server.lists, tasks)
    lists = ListPresenter(server.lists, server.recording, tasks, everybody=sees_all(person))

    def moved() -> None:
        """Complaints were changed here: lists and numbers are others."""
        lists.look()
        counts.read()

    case = CasePresenter(server.work, server.recording, server.lists, tasks, counts.read)
    return CasesPresenters(
        lists=ListPresenters(
            lists=lists,
            many=ManyPresenter(server.lists, server.recording, tasks, moved),
            saved=SavedPresenter(server.lists, tasks),
            figures=FiguresPresenter(server.lists, tasks),
            counts=counts,
            exports=ExportPresenter(api.exports, tasks),
        ),
        case=CasePresenters(
            case=case,
            parts=PartsPresenter(case, server.parts, server.work),
            clocks=ClocksPresenter(api.complaint_clocks, tasks, case.look),
            files=FilesPresenter(api.attachments, tasks),
            letters=LettersPresenter(api.letters, tasks, case.look),
            surveys=SurveysPresenter(api.surveys, tasks),
        ),
        learning=LearningPresenter(api.learning, server.recording, tasks, today),
        warnings=WarningsPresenter(api.clock_warnings, tasks),
        reach=ReachPresenter(api.rule_reach, tasks, moved) if person.roles & KEEP_RULES else None,
    )


class CaseDesk(QObject):
    """The page in the middle of the main window. A call's notes and script stay in sight beside it; whoever is called
    next goes before it.

    `mine` is the card of the person's own complaints, for the page of the day.
    """

    def __init__(
        self,
        api: Api,
        tasks: Tasks,
        person: Person,
        views: Views,
        presenters: Presenters,
        actions: KeyActions,
        commands: DeskCommands,
        ticker: Ticker,
    ) -> None:
        super().__init__(views.window)
        self._views, self._presenters, self._commands, self._actions = views, presenters, commands, actions
        theme = views.palette.theme
        shown = build_cases(api, tasks, person, lambda: ticker.local(ticker.now()).date())
        self.page = CasesPage(theme, ticker, shown, tabs_of(person))
        self.mine, self._mine = MineCard(theme, ticker), MinePresenter(api.complaints.lists, tasks)
        self._call: UUID | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self._look)
        views.window.centre.set_page(CASES_PAGE, self.page)
        self._join(ticker)
        self._take_keys()

    def show(self) -> None:
        """Alt+A, and the rail: show the lists, or put them away."""
        centre = self._views.window.centre
        if centre.page == CASES_PAGE and self.page.isVisible():
            centre.show_page("")
            return
        self._bring()
        if self.page.shows_case:
            self.page.look()
        else:
            self.page.open_tab(self.page.presenters.lists.lists.state.tab)
            self.page.lists.list.focus_list()

    def open_case(self, complaint_id: UUID) -> None:
        """Show one complaint."""
        self._bring()
        self.page.open_case(complaint_id)

    def _bring(self) -> None:
        self._commands.close_overlays()
        self._views.window.centre.show_page(CASES_PAGE)

    def _join(self, ticker: Ticker) -> None:
        window, page = self._views.window, self.page
        window.rail.complaints_chosen.connect(self.show)
        window.rail.call_chosen.connect(self._leave)
        window.centre.page_changed.connect(self._page_changed)
        page.left.connect(self._leave)
        page.new_wanted.connect(self._new)
        page.customer_chosen.connect(self._show_customer)
        page.counted.connect(self._show_counts)
        page.warned_of.connect(self._show_warned)
        self._views.window.centre.idle.add_task(self.mine)
        self.mine.case_chosen.connect(self.open_case)
        self.mine.all_chosen.connect(self.show)
        self._mine.show_to(self.mine.display)
        counts = page.presenters.lists.counts
        ticker.ticked.connect(counts.tick)
        self._presenters.desk.watch_events(self._event)
        self._presenters.desk.watch(self._desk_changed)

    def _take_keys(self) -> None:
        self._actions.on(Command.CASES, self.show)
        page, lists = self.page, self.page.lists
        for command, deed in (
            (Command.FIND_CONTACT, lists.list.filters.focus_text),
            (Command.NEW, page.start_new),
            (Command.NEXT_PART, lambda: page.step_tab(1)),
            (Command.PREVIOUS_PART, lambda: page.step_tab(-1)),
            (Command.PROFILE, page.case.show_customer),
            (Command.CHANGE, page.change),
            (Command.ASSIGN, page.assign),
            (Command.NEXT_MOVE, page.case.view.head.focus_moves),
            (Command.EXPORT, lists.export),
            (Command.UNDO_ASSIGN, page.presenters.lists.many.undo),
        ):
            self._actions.first(command, self._in_page(deed))
        self._actions.first(Command.TRY_AGAIN, self._look_too)
        self._actions.first(Command.FINISH, self._finish)

    def _in_page(self, deed: Callable[[], object]) -> Callable[[], bool]:
        def do() -> bool:
            if not self._in_sight():
                return False
            deed()
            return True

        return do

    def _in_sight(self) -> bool:
        return self.page.isVisible() and self._views.window.centre.page == CASES_PAGE

    def _finish(self) -> bool:
        """Ctrl+Enter is the page's while the focus is in it: beside it the wrap-up of a call may be open."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self.page.isAncestorOf(focused)
        return inside and self._in_sight() and self.page.finish()

    def _look_too(self) -> bool:
        if self._in_sight():
            self.page.look()
        return False  # the window's own panels are read again too

    def _new(self) -> None:
        self._actions.run(Command.COMPLAINT)

    def _leave(self) -> None:
        centre = self._views.window.centre
        if centre.page == CASES_PAGE:
            centre.show_page("")

    def _show_customer(self, customer_id: UUID) -> None:
        self._leave()
        self._presenters.customer.customer_found(customer_id)

    def _page_changed(self, page: str) -> None:
        if page == CASES_PAGE:
            self._views.window.rail.show_place("complaints")
        elif not page:
            self._views.window.rail.show_place("call")

    def _show_counts(self, state: CountsState) -> None:
        counts = state.counts
        self._views.window.rail.show_complaints(counts.mine_open, counts.mine_late)
        if counts.mine_open != self._mine.state.count or not self._mine.state.known:
            self._mine.read()

    def _show_warned(self, count: int) -> None:
        self._views.top_bar.bell.show_part(BellPart.COMPLAINTS, count, self._show_warnings)

    def _show_warnings(self) -> None:
        """Show the lists, over which the warnings stand."""
        self._bring()
        self.page.open_tab(self.page.presenters.lists.lists.state.tab)

    def _event(self, kind: EventKind, _subject: UUID | None) -> None:
        if kind in _TOLD:
            self._settling.start()

    def _look(self) -> None:
        self.page.look()
        self._mine.read()

    def _desk_changed(self, view: DeskView) -> None:
        call = view.accepted_call
        call_id = call.call_id if call is not None else None
        if call_id != self._call:
            self._call = call_id
            if call_id is not None:
                self._leave()  # the caller goes before it; what was typed in it stays


class CaseOffice:
    """Opens the window of complaints of one person who takes no calls. It is built when it is first wanted."""

    def __init__(
        self,
        theme: Theme,
        api: Api,
        tasks: Tasks,
        store: QSettings,
        person: Person,
        now: Callable[[], datetime],
        zone: tzinfo | None,
    ) -> None:
        self._theme, self._api, self._tasks, self._store, self._person = theme, api, tasks, store, person
        self._now, self._zone = now, zone
        self._ticker: Ticker | None = None
        self._kept: TypedStore | None = None
        self._window: CasesWindow | None = None

    def keep_words(self, words: TypedStore) -> None:
        """Keep what is typed in the window on this computer until it is sent."""
        self._kept = words

    def window(self) -> CasesWindow:
        """Return the window; nothing is asked of the server before its `start`."""
        if self._window is None:
            ticker = self._ticker = Ticker(self._now, self._zone)
            shown = build_cases(self._api, self._tasks, self._person, lambda: ticker.local(ticker.now()).date())
            page = CasesPage(self._theme, ticker, shown, tabs_of(self._person))
            if self._kept is not None:
                keep_words(page, self._kept)
            page.allow_recording(False)  # the form of a complaint stands in the window of calls
            self._window = CasesWindow(self._theme, page)
            self._window.remember_in(self._store, f"cases/{self._person.user_id}")
            ticker.ticked.connect(shown.lists.counts.tick)
            ticker.start()
        return self._window

    def show(self) -> None:
        """Bring the window to the front."""
        self.window().start()

    def open_case(self, complaint_id: UUID) -> None:
        """Show one complaint."""
        self.show()
        self.window().page.open_case(complaint_id)

    def stop(self) -> None:
        """Put the window away for good."""
        if self._ticker is not None:
            self._ticker.stop()
        put_away(self._window)
        self._window = None

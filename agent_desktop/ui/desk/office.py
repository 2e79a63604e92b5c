"""The windows of the back office for one person: beside their desk, or in its place where they take no calls."""

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from functools import partial
from typing import Final, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, QSettings, Signal

from agent_desktop.client.api import Api
from agent_desktop.client.drafts import Drafts
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.mends import LiveWhich
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.ui.authoring.customer_finder import CustomerFinder
from agent_desktop.ui.authoring.presenter import AuthoringPresenter
from agent_desktop.ui.authoring.preview_presenter import PreviewPresenter as ScriptPreview
from agent_desktop.ui.authoring.window import AuthoringWindow
from agent_desktop.ui.board.window import BoardWindow
from agent_desktop.ui.complaints.cases.window import CasesWindow
from agent_desktop.ui.desk.board_desk import BoardOffice, FeedStreamMaker, may_watch
from agent_desktop.ui.desk.campaign_office import CampaignOffice
from agent_desktop.ui.desk.case_desk import CaseOffice, may_see_cases
from agent_desktop.ui.desk.people_desk import PeopleDesk, may_keep_people
from agent_desktop.ui.desk.quality_desk import QualityDesk, has_quality
from agent_desktop.ui.desk.reports_desk import ReportsDesk, has_reports, may_report
from agent_desktop.ui.desk.source_desk import SourceDesk
from agent_desktop.ui.desk.staffing_desk import StaffingDesk
from agent_desktop.ui.desk.store_keep import ScriptKeep, StoreKeep
from agent_desktop.ui.desk.word_keep import WordKeep
from agent_desktop.ui.linking.accounts_presenter import AccountsPresenter
from agent_desktop.ui.linking.accounts_window import AccountsWindow
from agent_desktop.ui.linking.presenter import ReviewPresenter
from agent_desktop.ui.linking.window import ReviewWindow
from agent_desktop.ui.managers.presenter import ManagersPresenter
from agent_desktop.ui.managers.window import ManagersWindow
from agent_desktop.ui.mending.presenter import MendingPresenter
from agent_desktop.ui.mending.window import MendingWindow
from agent_desktop.ui.routing.menu_presenter import MenuPresenter
from agent_desktop.ui.routing.presenter import PreviewPresenter, RoutingPresenter
from agent_desktop.ui.routing.rules.desk import build_rules
from agent_desktop.ui.routing.serving_presenter import ServingPresenter
from agent_desktop.ui.routing.state import Section
from agent_desktop.ui.routing.window import RoutingWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.office_window import OfficeWindow, put_away
from agent_desktop.ui.window.rail import Rail

READERS: Final = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})
W = TypeVar("W", bound=OfficeWindow)
TAKE_CALLS: Final = frozenset({Role.AGENT, Role.SPECIALIST})
SEE_CUSTOMERS: Final = TAKE_CALLS | {Role.SUPERVISOR}
"""To whom the server shows customers, also for the trial of a script."""


def may_see_routing(person: Person) -> bool:
    """Say whether the server shows this person the routing."""
    return bool(person.roles & READERS)


def may_review_accounts(person: Person) -> bool:
    """Say whether the server lets this person say which accounts are one person's."""
    return bool(person.roles & READERS)


def may_mend(person: Person) -> bool:
    """Say whether the server shows this person what is stuck, and lets them set it right by hand."""
    return Role.SUPERVISOR in person.roles


def may_hand_over(person: Person) -> bool:
    """Say whether the server lets this person say who looks after which customers."""
    return Role.SUPERVISOR in person.roles


def may_see_scripts(person: Person) -> bool:
    """Say whether the server shows this person the library of scripts; only authors change it."""
    return bool(person.roles & {Role.AUTHOR, Role.SUPERVISOR, Role.ADMINISTRATOR})


def works_in_office(person: Person) -> bool:
    """Say whether routing, scripts or complaints are all that this person has a desktop for."""
    office = may_see_routing(person) or may_see_scripts(person) or may_see_cases(person)
    return office and not person.roles & TAKE_CALLS


class OfficeWindows(QObject):
    """The windows beside the desk of one person. Each is built when it is first wanted, and there is one of each: where
    it is asked for again it comes to the front, with what was typed in it. Each keeps its size for the person.

    Signals:
        accounts_changed: Somebody's accounts were merged or taken apart here, or customers have another manager.
    """

    accounts_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        api: Api,
        tasks: Tasks,
        store: QSettings,
        person: Person,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme, self._api, self._tasks = theme, api, tasks
        self._store, self._user, self._person = store, person.user_id, person
        self._now, self._zone = now, zone
        self.quality = QualityDesk(theme, api, tasks, store, person, now, zone, self)
        self.reports = ReportsDesk(theme, api, tasks, store, person, now, zone)
        self.routing: RoutingWindow | None = None
        self.review: ReviewWindow | None = None
        self.accounts: AccountsWindow | None = None
        self.mending: MendingWindow | None = None
        self.managers: ManagersWindow | None = None
        self.authoring: AuthoringWindow | None = None
        self.staffing = StaffingDesk(theme, api, tasks, store, person, now, zone)
        self.people = PeopleDesk(theme, api, tasks, store, person, now, zone)
        self.campaigns = CampaignOffice(theme, api, tasks, store, person.user_id, now, zone)

    def show_routing(self, section: Section | None = None) -> None:
        """Show queues and routing, at a section."""
        window = self.routing_window()
        if section is not None:
            window.routing.choose(section)
        window.start()

    def routing_window(self) -> RoutingWindow:
        """Return the window of queues and routing; nothing is asked of the server before its `start`."""
        if self.routing is None:
            api, tasks = self._api, self._tasks
            self.routing = self._remembered(
                "routing",
                RoutingWindow(
                    self._theme,
                    RoutingPresenter(api.routing, tasks, self._keep("draft")),
                    PreviewPresenter(api.routing, tasks),
                    ServingPresenter(api.routing, tasks),
                    MenuPresenter(api.menu, tasks, self._keep("menu")),
                    build_rules(self._theme, api.rules, tasks, self._keep, self._today),
                    now=self._now(),
                    zone=self._zone,
                ),
            )
        return self.routing

    def show_review(self) -> None:
        """Show the accounts that may be one person's, read anew."""
        if self.review is None:
            presenter = ReviewPresenter(self._api.consolidation, self._tasks, self.accounts_changed.emit)
            window = ReviewWindow(self._theme, presenter, now=self._now, zone=self._zone)
            self.review = self._remembered("review", window)
            self.review.accounts_wanted.connect(self.show_anybody)
        self.review.start()

    def show_anybody(self) -> None:
        """Show the window of one customer's accounts, for whoever is found."""
        self._show_accounts(None)

    def show_accounts(self, customer_id: UUID) -> None:
        """Show this customer's accounts."""
        self._show_accounts(customer_id)

    def show_mending(self, agent: str | None = None) -> None:
        """Show what is stuck and what was set right: of an agent of this name, or with an empty one of calls."""
        if self.mending is None:
            presenter = MendingPresenter(self._api.mends, self._tasks)
            window = MendingWindow(self._theme, presenter, now=self._now, zone=self._zone)
            self.mending = self._remembered("mending", window)
        self.mending.start()
        if agent is not None:
            self.mending.mending.list_which(LiveWhich.AGENTS if agent else LiveWhich.CALLS)
            self.mending.query.setText(agent)

    def show_managers(self) -> None:
        """Show who looks after which customers."""
        if self.managers is None:
            presenter = ManagersPresenter(self._api.managers, self._tasks, self.accounts_changed.emit)
            window = ManagersWindow(self._theme, presenter, now=self._now, zone=self._zone)
            window.write_wanted.connect(self.campaigns.write_to)
            self.managers = self._remembered("managers", window)
        self.managers.start()

    def show_scripts(self) -> None:
        """Show the library of scripts."""
        self.scripts_window().start()

    def scripts_window(self) -> AuthoringWindow:
        """Return the window of script authors; nothing is asked of the server before its `start`."""
        if self.authoring is None:
            keep = ScriptKeep(self._store, self._user)
            library, pages = self._api.script_library, self._page_ids
            presenter = AuthoringPresenter(library, self._tasks, keep, self._now, read_pages=pages)
            preview = ScriptPreview(self._now)
            trials, own = self._api.script_trials, self._person.display_name
            sees = bool(self._person.roles & SEE_CUSTOMERS)
            choose = preview.choose_caller
            finder = CustomerFinder(trials, self._tasks, choose, agent_name=own, may_search=sees)
            window = AuthoringWindow(self._theme, presenter, preview, now=self._now, zone=self._zone, finder=finder)
            self.authoring = self._remembered("scripts", window)
        return self.authoring

    def stop(self) -> None:
        """Put all of them away for good. What was typed is kept."""
        self.staffing.stop()
        self.people.stop()
        self.quality.stop()
        self.reports.stop()
        self.campaigns.stop()
        put_away(self.routing, self.review, self.accounts, self.mending, self.managers, self.authoring)
        self.routing = self.review = self.accounts = self.mending = self.managers = self.authoring = None

    def _show_accounts(self, customer_id: UUID | None) -> None:
        if self.accounts is None:
            presenter = AccountsPresenter(self._api.accounts, self._tasks, self.accounts_changed.emit)
            window = AccountsWindow(self._theme, presenter, now=self._now, zone=self._zone)
            self.accounts = self._remembered("accounts", window)
        self.accounts.start(customer_id)

    def _page_ids(self) -> list[str]:
        """Ask the server which knowledge pages there are."""
        return [page.page_id for page in self._api.knowledge.knowledge("").pages or ()]

    def _remembered(self, name: str, window: W) -> W:
        window.remember_in(self._store, f"window/{self._user}/{name}")
        return window

    def _today(self) -> date:
        return self._now().astimezone(self._zone).date()

    def _keep(self, name: str) -> StoreKeep:
        return StoreKeep(self._store, f"routing/{self._user}/{name}")


def join_rail(rail: Rail, windows: OfficeWindows, person: Person) -> None:
    """Show in the rail which windows of the back office are this person's, and have it open them."""
    for button, may in (
        (rail.routing, may_see_routing(person)),
        (rail.linking, may_review_accounts(person)),
        (rail.sources, may_review_accounts(person)),
        (rail.mending, may_mend(person)),
        (rail.managers, may_hand_over(person)),
        (rail.staffing, may_hand_over(person)),
        (rail.campaigns, may_hand_over(person)),
        (rail.scripts, may_see_scripts(person)),
        (rail.quality, has_quality(person)),
        (rail.people, may_keep_people(person)),
        (rail.reports, has_reports(person)),
    ):
        button.setVisible(may)
    rail.routing_chosen.connect(windows.show_routing)
    rail.linking_chosen.connect(windows.show_review)
    rail.mending_chosen.connect(windows.show_mending)
    rail.managers_chosen.connect(windows.show_managers)
    rail.staffing_chosen.connect(windows.staffing.show)
    rail.campaigns_chosen.connect(windows.campaigns.show)
    rail.callback_figures_chosen.connect(windows.campaigns.show_figures)
    rail.unkept_chosen.connect(windows.campaigns.show_unkept)
    rail.scripts_chosen.connect(windows.show_scripts)
    rail.quality_chosen.connect(windows.quality.show)
    rail.people_chosen.connect(windows.people.show)
    rail.reports_chosen.connect(windows.reports.show)


class OfficeDesk(QObject):
    """The desktop of an administrator, supervisor or script author who takes no calls.

    Signals:
        sign_out_wanted, close_wanted: The person asked to; what was typed is kept.
        language_wanted, theme_wanted: ``en`` or ``zh``; ``light`` or ``dark``.
    """

    sign_out_wanted = Signal()
    close_wanted = Signal()
    language_wanted = Signal(str)
    theme_wanted = Signal(str)

    def __init__(
        self,
        theme: Theme,
        api: Api,
        tasks: Tasks,
        store: QSettings,
        person: Person,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        parent: QObject | None = None,
        *,
        make_stream: FeedStreamMaker | None = None,
        journal: tuple[Drafts, Tasks] | None = None,
    ) -> None:
        """`make_stream` makes what the board of a supervisor follows; without one there is no board. `journal` is
        where what is typed about customers is kept until it is sent, and what writes it."""
        super().__init__(parent)
        self.windows = OfficeWindows(theme, api, tasks, store, person, now, zone, self)
        self.sources = SourceDesk(theme, api, tasks, now, zone)
        self.cases = CaseOffice(theme, api, tasks, store, person, now, zone)
        self._words = None if journal is None else WordKeep(*journal, now, self)
        if self._words is not None:
            self.cases.keep_words(self._words)
            self.windows.campaigns.keep_words(self._words)
        self._stopped = False
        self.board: BoardOffice | None = None
        if may_watch(person) and make_stream is not None:
            self.board = BoardOffice(theme, api, tasks, store, person, now, zone, make_stream, self)
        self.window: RoutingWindow | AuthoringWindow | CasesWindow | BoardWindow
        if self.board is not None:
            self.window = self._board(self.board, theme, person)
        elif may_see_routing(person):
            self.window = self._routing(person)
        elif may_see_scripts(person):
            self.window = self.windows.scripts_window()
        else:
            cases = self.cases.window()
            cases.be_whole_desktop(quality=has_quality(person), reports=has_reports(person))
            cases.quality.clicked.connect(self.windows.quality.show)
            cases.reports.clicked.connect(self.windows.reports.show)
            self.window = cases
        account = self.window.account
        account.show_person(person.display_name)
        account.sign_out_wanted.connect(self.sign_out_wanted)
        account.language_wanted.connect(self.language_wanted)
        account.theme_wanted.connect(self.theme_wanted)
        self.window.closing.connect(self._closing)

    def _board(self, board: BoardOffice, theme: Theme, person: Person) -> BoardWindow:
        rail = Rail(theme)
        join_rail(rail, self.windows, person)
        rail.show_office(cases=may_see_cases(person))
        rail.live.show()
        rail.sources_chosen.connect(self.sources.show)
        rail.complaints_chosen.connect(self.cases.show)
        board.complaints_wanted.connect(self.cases.show)
        board.boards.complaint_wanted.connect(self.cases.open_case)
        board.boards.unkept_wanted.connect(self.windows.campaigns.show_unkept)
        board.stuck_wanted.connect(self.windows.show_mending)
        board.boards.rules_wanted.connect(partial(self.windows.show_routing, Section.FLOOR_ALERTS))
        window = board.window(rail)
        rail.help_chosen.connect(window.keys.open_over)
        window.be_whole_desktop()
        return window

    def _routing(self, person: Person) -> RoutingWindow:
        window = self.windows.routing_window()
        offices = window.offices
        offices.review.setVisible(may_review_accounts(person))
        offices.review.clicked.connect(self.windows.show_review)
        offices.mending.setVisible(may_mend(person))
        offices.mending.clicked.connect(lambda: self.windows.show_mending())
        offices.managers.setVisible(may_hand_over(person))
        offices.managers.clicked.connect(self.windows.show_managers)
        offices.staffing.setVisible(may_hand_over(person))
        offices.staffing.clicked.connect(self.windows.staffing.show)
        offices.reports.setVisible(may_report(person))
        offices.reports.clicked.connect(self.windows.reports.show)
        offices.campaigns.setVisible(may_hand_over(person))
        offices.campaigns.clicked.connect(self.windows.campaigns.show)
        offices.sources.setVisible(may_review_accounts(person))
        offices.sources.clicked.connect(self.sources.show)
        offices.scripts.setVisible(may_see_scripts(person))
        offices.scripts.clicked.connect(self.windows.show_scripts)
        offices.people.setVisible(may_keep_people(person))
        offices.people.clicked.connect(self.windows.people.show)
        offices.cases.setVisible(may_see_cases(person))
        offices.cases.clicked.connect(self.cases.show)
        return window

    def start(self) -> None:
        """Ask the server, and show the window."""
        if self.board is not None:
            self.board.start()
        self.window.start()

    def stop(self) -> None:
        """Put the window away. What was typed is kept."""
        self._stopped = True
        self.windows.stop()
        if self.board is not None:
            self.board.stop()
        self.cases.stop()
        self.sources.stop()
        if self._words is not None:
            self._words.stop()
        self.deleteLater()

    def _closing(self) -> None:
        if not self._stopped:
            self.close_wanted.emit()

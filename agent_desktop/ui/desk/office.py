"""The window of queues and routing for one person: beside their desk, or in its place where they take no calls."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import QObject, QSettings, Signal

from agent_desktop.client.api import Api
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.ui.linking.presenter import ReviewPresenter
from agent_desktop.ui.linking.window import ReviewWindow
from agent_desktop.ui.routing.menu_presenter import MenuPresenter
from agent_desktop.ui.routing.presenter import PreviewPresenter, RoutingPresenter
from agent_desktop.ui.routing.serving_presenter import ServingPresenter
from agent_desktop.ui.routing.window import RoutingWindow
from agent_desktop.ui.theme.theme import Theme

READERS: Final = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})
TAKE_CALLS: Final = frozenset({Role.AGENT, Role.SPECIALIST})


def may_see_routing(person: Person) -> bool:
    """Say whether the server shows this person the routing."""
    return bool(person.roles & READERS)


def may_review_accounts(person: Person) -> bool:
    """Say whether the server lets this person say which accounts are one person's."""
    return bool(person.roles & READERS)


def works_in_office(person: Person) -> bool:
    """Say whether the routing is all that this person has a desktop for."""
    return may_see_routing(person) and not person.roles & TAKE_CALLS


class StoreKeep:
    """Keeps a draft among what this computer remembers of the person. No customer is in it."""

    def __init__(self, store: QSettings, key: str) -> None:
        self._store = store
        self._key = key

    def read(self) -> str:
        """Return what is kept, empty for nothing."""
        return str(self._store.value(self._key) or "")

    def write(self, text: str) -> None:
        """Keep `text` instead; an empty one is forgotten."""
        if text:
            self._store.setValue(self._key, text)
        else:
            self._store.remove(self._key)


def build_routing_window(
    theme: Theme,
    api: Api,
    tasks: Tasks,
    store: QSettings,
    person: Person,
    now: Callable[[], datetime],
    zone: tzinfo | None,
) -> RoutingWindow:
    """Build the window with its presenters; nothing is asked of the server before its `start`."""
    place = f"routing/{person.user_id}"
    return RoutingWindow(
        theme,
        RoutingPresenter(api.routing, tasks, StoreKeep(store, f"{place}/draft")),
        PreviewPresenter(api.routing, tasks),
        ServingPresenter(api.routing, tasks),
        MenuPresenter(api.menu, tasks, StoreKeep(store, f"{place}/menu")),
        now=now(),
        zone=zone,
    )


class ReviewDesk(QObject):
    """Opens the window of accounts to review; it is built when it is first wanted, and then kept."""

    def __init__(
        self,
        theme: Theme,
        api: Api,
        tasks: Tasks,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme, self._api, self._tasks = theme, api, tasks
        self._now, self._zone = now, zone
        self.window: ReviewWindow | None = None

    def show(self) -> None:
        """Read the list anew, and bring the window to the front."""
        if self.window is None:
            review = ReviewPresenter(self._api.consolidation, self._tasks)
            self.window = ReviewWindow(self._theme, review, now=self._now, zone=self._zone)
        self.window.start()
        self.window.raise_()
        self.window.activateWindow()

    def stop(self) -> None:
        """Put the window away for good."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None


class OfficeDesk(QObject):
    """The desktop of an administrator or supervisor who takes no calls.

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
    ) -> None:
        super().__init__(parent)
        self.window = window = build_routing_window(theme, api, tasks, store, person, now, zone)
        self.review = ReviewDesk(theme, api, tasks, now, zone, self)
        self._stopped = False
        window.review.setVisible(may_review_accounts(person))
        window.review.clicked.connect(self.review.show)
        window.account.show_person(person.display_name)
        window.account.sign_out_wanted.connect(self.sign_out_wanted)
        window.account.language_wanted.connect(self.language_wanted)
        window.account.theme_wanted.connect(self.theme_wanted)
        window.closing.connect(self._closing)

    def start(self) -> None:
        """Ask the server, and show the window."""
        self.window.start()

    def stop(self) -> None:
        """Put the window away. What was typed is kept."""
        self._stopped = True
        self.review.stop()
        self.window.close()
        self.window.deleteLater()
        self.deleteLater()

    def _closing(self) -> None:
        if not self._stopped:
            self.close_wanted.emit()

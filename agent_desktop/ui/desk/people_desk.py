"""The window of people for one administrator, built when it is first wanted, and kept."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from PySide6.QtCore import QSettings

from agent_desktop.client.api import Api
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.ui.people.presenter import PeoplePresenter
from agent_desktop.ui.people.window import PeopleWindow
from agent_desktop.ui.theme.theme import Theme


def may_keep_people(person: Person) -> bool:
    """Say whether the server lets this person add people and change them."""
    return Role.ADMINISTRATOR in person.roles


class PeopleDesk:
    """Opens the window; its size and place are the person's in `store`."""

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
        self._theme, self._api, self._tasks = theme, api, tasks
        self._store, self._place = store, f"window/{person.user_id}/people"
        self._now, self._zone = now, zone
        self.window: PeopleWindow | None = None

    def show(self) -> None:
        """Read everybody anew, and bring the window to the front."""
        if self.window is None:
            presenter = PeoplePresenter(self._api.people, self._tasks)
            self.window = PeopleWindow(self._theme, presenter, now=self._now, zone=self._zone)
            self.window.remember_in(self._store, self._place)
        self.window.start()

    def stop(self) -> None:
        """Put the window away for good."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
        self.window = None

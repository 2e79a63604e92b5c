"""A window of the back office for one person, built when it is first wanted, and kept."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QSettings

from agent_desktop.client.api import Api
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.sessions import Person
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.office_window import OfficeWindow, put_away

W = TypeVar("W", bound=OfficeWindow)


class OneWindowDesk(Generic[W]):
    """Opens the window that `_build` makes; its size and place are the person's in `store`, under `name`."""

    name: ClassVar[str]

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
        self._store, self._person = store, person
        self._now, self._zone = now, zone
        self.window: W | None = None

    def show(self) -> None:
        """Read what it shows anew, and bring the window to the front."""
        if self.window is None:
            self.window = self._build()
            self.window.remember_in(self._store, f"window/{self._person.user_id}/{self.name}")
        self._start(self.window)

    def stop(self) -> None:
        """Put the window away for good; what it has under way is given up."""
        put_away(self.window)
        self.window = None

    def _build(self) -> W:
        raise NotImplementedError

    def _start(self, window: W) -> None:
        raise NotImplementedError

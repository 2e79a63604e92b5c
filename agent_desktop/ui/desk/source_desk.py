"""The windows of source systems for one person, each built when it is first wanted, and kept."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from agent_desktop.client.api import Api
from agent_desktop.client.freshness import FreshnessModel, PanelAges
from agent_desktop.client.shown_customer import ShownCustomerModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.customers import Profile
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.sources.origins_presenter import OriginsPresenter
from agent_desktop.ui.sources.origins_window import OriginsWindow
from agent_desktop.ui.sources.presenter import SourcesPresenter
from agent_desktop.ui.sources.window import SourcesWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.office_window import put_away


class SourceDesk:
    """Opens the windows: of the source systems, and of where the values of a profile came from."""

    def __init__(self, theme: Theme, api: Api, tasks: Tasks, now: Callable[[], datetime], zone: tzinfo | None) -> None:
        self._theme, self._api, self._tasks = theme, api, tasks
        self._now, self._zone = now, zone
        self.window: SourcesWindow | None = None
        self.origins: OriginsWindow | None = None
        self._stop_ages: list[Callable[[], None]] = []

    def follow(self, customers: ShownCustomerModel, views: Views) -> None:
        """Say on each panel how new what was loaded is, once there is a customer on it."""
        ages = FreshnessModel(customers, self._api.sources, self._tasks, self._now)

        def show(panels: PanelAges) -> None:
            views.customer.show_age(panels.customer.at, is_old=panels.customer.is_old)
            for contacts in (views.timeline, views.recent):
                contacts.show_age(panels.contacts.at, is_old=panels.contacts.is_old)

        self._stop_ages = [ages.watch(show), ages.stop]

    def show_origins(self, profile: Profile) -> None:
        """Show where the values of this profile came from."""
        if self.origins is None:
            presenter = OriginsPresenter(self._api.sources, self._tasks)
            self.origins = OriginsWindow(self._theme, presenter, now=self._now, zone=self._zone)
        self.origins.start(profile)
        self.origins.raise_()
        self.origins.activateWindow()

    def show(self) -> None:
        """Read the list anew, and bring the window to the front."""
        if self.window is None:
            presenter = SourcesPresenter(self._api.sources, self._tasks)
            self.window = SourcesWindow(self._theme, presenter, now=self._now, zone=self._zone)
        self.window.start()
        self.window.raise_()
        self.window.activateWindow()

    def stop(self) -> None:
        """Put the windows away for good."""
        for stop in self._stop_ages:
            stop()
        put_away(self.window, self.origins)
        self.window = self.origins = None

"""The windows of campaigns, of the figures of callbacks and of those to decide on, for those who may see them."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from uuid import UUID

from PySide6.QtCore import QSettings

from agent_desktop.client.api import Api
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.typed_words import TypedStore
from agent_desktop.ui.callback_office.presenter import FiguresPresenter
from agent_desktop.ui.callback_office.unkept.presenter import UnkeptPresenter
from agent_desktop.ui.callback_office.unkept.window import UnkeptWindow
from agent_desktop.ui.callback_office.window import CallbackFiguresWindow
from agent_desktop.ui.campaigns.presenter import CampaignsPresenter
from agent_desktop.ui.campaigns.window import CampaignsWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.formats import language_now


class CampaignOffice:
    """Each window is built when it is first wanted, and there is one of each."""

    def __init__(
        self,
        theme: Theme,
        api: Api,
        tasks: Tasks,
        store: QSettings,
        user_id: UUID,
        now: Callable[[], datetime],
        zone: tzinfo | None,
    ) -> None:
        self._theme, self._api, self._tasks = theme, api, tasks
        self._store, self._user = store, user_id
        self._now, self._zone = now, zone
        self._kept: TypedStore | None = None
        self.campaigns: CampaignsWindow | None = None
        self.figures: CallbackFiguresWindow | None = None
        self.unkept: UnkeptWindow | None = None

    def keep_words(self, words: TypedStore) -> None:
        """Keep what is typed into a new one on this computer until it is started."""
        self._kept = words

    def show(self) -> None:
        """Show greetings, surveys and letters to many."""
        self.write_to(())

    def write_to(self, customer_ids: tuple[UUID, ...]) -> None:
        """Show them with a new one for these customers; without any, the list."""
        if self.campaigns is None:
            presenter = CampaignsPresenter(self._api.campaigns, self._tasks, language_now, self._kept)
            window = CampaignsWindow(self._theme, presenter)
            window.figures.clicked.connect(self.show_figures)
            window.remember_in(self._store, f"window/{self._user}/campaigns")
            self.campaigns = window
        self.campaigns.start(customer_ids)

    def show_figures(self) -> None:
        """Show the figures of callbacks and referrals."""
        if self.figures is None:
            api, zone = self._api, self._zone
            presenter = FiguresPresenter(
                api.callback_office, api.follow_ups, self._tasks, self._now, lambda at: at.astimezone(zone)
            )
            self.figures = CallbackFiguresWindow(self._theme, presenter)
            self.figures.decide.clicked.connect(self.show_unkept)
            self.figures.remember_in(self._store, f"window/{self._user}/callbacks")
        self.figures.start()

    def show_unkept(self) -> None:
        """Show the callbacks that a supervisor decides about."""
        if self.unkept is None:
            api = self._api
            presenter = UnkeptPresenter(api.callbacks, api.callback_office, self._tasks, self._now, self._day_end)
            self.unkept = UnkeptWindow(self._theme, presenter, now=self._now, zone=self._zone)
            self.unkept.remember_in(self._store, f"window/{self._user}/unkept")
        self.unkept.start()

    def stop(self) -> None:
        """Put all away for good."""
        for window in (self.campaigns, self.figures, self.unkept):
            if window is not None:
                window.close()
                window.deleteLater()
        self.campaigns = self.figures = self.unkept = None

    def _day_end(self) -> datetime:
        local = self._now().astimezone(self._zone)
        return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)

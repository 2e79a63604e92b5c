"""The windows of quality for one person: a reviewer's, and an agent's own."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from uuid import UUID

from PySide6.QtCore import QObject, QSettings

from agent_desktop.client.api import Api
from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.ui.desk.hearing import Hearing
from agent_desktop.ui.quality.calibration_presenter import CalibrationPresenter
from agent_desktop.ui.quality.notes_presenter import NotesPresenter
from agent_desktop.ui.quality.own_presenter import OwnQualityPresenter
from agent_desktop.ui.quality.own_window import OwnQualityWindow
from agent_desktop.ui.quality.presenter import QualityPresenter
from agent_desktop.ui.quality.window import QualityWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.office_window import put_away
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.window.rail import Rail
from telephony.contract import EventKind

REVIEWERS = frozenset({Role.SUPERVISOR, Role.COMPLIANCE})
REVIEWED = frozenset({Role.AGENT, Role.SPECIALIST})


def may_review_calls(person: Person) -> bool:
    """Say whether the server lets this person review calls."""
    return bool(person.roles & REVIEWERS)


def has_quality(person: Person) -> bool:
    """Say whether this person reviews calls, or has calls that are reviewed."""
    return bool(person.roles & (REVIEWERS | REVIEWED))


class QualityDesk(QObject):
    """Builds the window when it is first wanted; asked for again it comes to the front."""

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
        self._store, self._person = store, person
        self._now, self._zone = now, zone
        self.reviewing: QualityWindow | None = None
        self.own: OwnQualityWindow | None = None
        self._own_one: OwnQualityPresenter | None = None
        self._tell: Callable[[int], object] = ignore
        self._stop: Callable[[], object] = lambda: None
        self._was_up = self._stopped = False

    def show(self) -> None:
        """Show the calls to review, or the agent's own reviews."""
        if may_review_calls(self._person):
            self._reviewing().start()
        else:
            self._own().start()

    def follow(self, desk: DeskModel, rail: Rail) -> None:
        """Have the rail say how many reviews and notes wait for this agent: read once the link is up, and whenever the
        server says that there is something. A reviewer has no such number."""
        if may_review_calls(self._person) or not has_quality(self._person):
            return
        self._tell = rail.show_quality

        def changed(view: DeskView) -> None:
            is_up = view.link.is_up and view.desk is not None
            came, self._was_up = is_up and not self._was_up, is_up
            if came:
                self._presenter().read()

        def heard(kind: EventKind, _subject: UUID | None) -> None:
            if kind is EventKind.QUALITY_CHANGED and not self._stopped:
                self._presenter().read()

        desk.watch_events(heard)
        self._stop = desk.watch(changed)

    def stop(self) -> None:
        """Put the windows away for good. What was given is kept."""
        self._stop()
        self._stopped, self._tell = True, ignore
        put_away(self.reviewing, self.own)
        self.reviewing = self.own = None

    def _reviewing(self) -> QualityWindow:
        if self.reviewing is None:
            today = lambda: self._now().astimezone(self._zone).date()  # noqa: E731
            presenter = QualityPresenter(self._api.quality, self._api.coaching, self._tasks, today)
            self.reviewing = QualityWindow(
                self._theme,
                presenter,
                CalibrationPresenter(self._api.coaching, self._tasks),
                NotesPresenter(self._api.coaching, self._tasks),
                now=self._now,
                zone=self._zone,
            )
            self.reviewing.remember_in(self._store, f"window/{self._person.user_id}/quality")
            ticker = Ticker(self._now, self._zone, self.reviewing)
            Hearing(self._theme, self.reviewing, self._api.recordings, self._tasks, ticker)
        return self.reviewing

    def _own(self) -> OwnQualityWindow:
        if self.own is None:
            self.own = OwnQualityWindow(self._theme, self._presenter(), now=self._now, zone=self._zone)
            self.own.remember_in(self._store, f"window/{self._person.user_id}/own_quality")
        return self.own

    def _presenter(self) -> OwnQualityPresenter:
        if self._own_one is None:
            api, tell = self._api, lambda count: self._tell(count)
            self._own_one = OwnQualityPresenter(api.quality, api.coaching, self._tasks, tell)
        return self._own_one

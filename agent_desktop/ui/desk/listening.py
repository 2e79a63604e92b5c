"""Plays what was recorded of a past contact: from the timeline, over the window."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject

from agent_desktop.client.shown_customer import ShownCustomer, ShownCustomerModel
from agent_desktop.client.tasks import Tasks
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.recordings.presenter import RecordingsPresenter, RecordingsReader
from agent_desktop.ui.recordings.sound import SoundPlayer


class Listening(QObject):
    """Joins the timeline, the list of recordings and the player for one signed-in person. Whoever is on screen no more
    is heard no more."""

    def __init__(
        self,
        views: Views,
        customers: ShownCustomerModel,
        reader: RecordingsReader,
        tasks: Tasks,
        close_others: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._close_others = close_others
        self._customer_id: UUID | None = None
        self.player = SoundPlayer(self)
        self.presenter = RecordingsPresenter(reader, self.player, tasks)
        self.player.told = self.presenter.heard
        view = views.recordings
        view.play_pressed.connect(self.presenter.play_pressed)
        view.reason_chosen.connect(self.presenter.reason_chosen)
        view.step_wanted.connect(self.presenter.step)
        view.retry_chosen.connect(self.presenter.retry)
        view.closed.connect(self._closed)
        self.presenter.show_to(view.display)
        views.timeline.recordings_wanted.connect(self._open)
        self._stop = customers.watch(self._customer_changed)

    def stop(self) -> None:
        """Watch no longer, and be silent."""
        self._stop()
        self.presenter.close()

    def _open(self, contact_id: str) -> None:
        self._close_others()
        self.presenter.open(UUID(contact_id))

    def _closed(self) -> None:
        if self.presenter.state.open:
            self.presenter.close()

    def _customer_changed(self, shown: ShownCustomer) -> None:
        customer_id = None if shown.profile is None else shown.profile.customer_id
        if customer_id != self._customer_id:
            self._customer_id = customer_id
            self._closed()

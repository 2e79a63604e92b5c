"""Joins what a customer had with the bank before with the window: whether they call about it again, and the tabs of
their complaints and callbacks."""

from collections.abc import Callable
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from agent_desktop.client.api import Api
from agent_desktop.client.clock import Now
from agent_desktop.client.profile_parts import OpenedPartModel
from agent_desktop.client.shown_customer import ShownCustomer
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.callback_lists import Callbacks, CallbackScope
from agent_desktop.contract.complaint_lists import CustomerComplaints
from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.shortcuts.actions import KeyActions
from agent_desktop.ui.shortcuts.keys import Command
from agent_desktop.ui.timeline.again.presenter import AgainPresenter
from agent_desktop.ui.window.centre import CALLBACKS, COMPLAINTS, TIMELINE
from telephony.contract import EventKind

SETTLE_MS: Final = 400
"""A change of many tells of each: what is open is read once they have all been told."""
_TOLD: Final = frozenset({EventKind.COMPLAINT_CHANGED, EventKind.CALLBACK_CHANGED})


class LookingBack(QObject):
    """Lives as long as the person is signed in. `show_case` shows a complaint."""

    def __init__(
        self,
        views: Views,
        presenters: Presenters,
        actions: KeyActions,
        api: Api,
        tasks: Tasks,
        show_case: Callable[[UUID], None],
        now: Now,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._views, self._presenters = views, presenters
        customers = presenters.customers
        self.again = AgainPresenter(customers, presenters.desk, presenters.relationship, now)
        self.complaints: OpenedPartModel[CustomerComplaints] = OpenedPartModel(
            customers, api.complaints.lists.of_customer, tasks, now
        )
        read_callbacks = partial(_callbacks_of, api)
        self.callbacks: OpenedPartModel[Callbacks] = OpenedPartModel(customers, read_callbacks, tasks, now)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self._read_open)
        presenters.desk.watch_events(self._event_came)
        centre = views.window.centre
        actions.on(Command.TAB_3, partial(self._open, COMPLAINTS))
        actions.on(Command.TAB_4, partial(self._open, CALLBACKS))
        actions.first(Command.TRY_AGAIN, self._try_again)
        centre.tab_opened.connect(self._tab_opened)
        views.again.open_chosen.connect(self._show_call)
        views.customer_complaints.case_chosen.connect(show_case)
        views.customer_complaints.step_chosen.connect(partial(actions.run, Command.COMPLAINT))
        views.customer_complaints.retry_chosen.connect(self.complaints.retry)
        views.customer_callbacks.step_chosen.connect(partial(actions.run, Command.PROMISE))
        views.customer_callbacks.retry_chosen.connect(self.callbacks.retry)
        self.again.show_to(views.again.display)
        self._stops = (
            self.complaints.watch(views.customer_complaints.display),
            self.callbacks.watch(views.customer_callbacks.display),
            customers.watch(self._customer_changed),
        )

    def stop(self) -> None:
        """Watch no longer."""
        self._settling.stop()
        for stop in self._stops:
            stop()
        for part in (self.again, self.complaints, self.callbacks):
            part.stop()

    def _event_came(self, kind: EventKind, _subject: UUID | None) -> None:
        if kind in _TOLD:
            self._settling.start()

    def _read_open(self) -> None:
        self.complaints.read_again()
        self.callbacks.read_again()

    def _customer_changed(self, shown: ShownCustomer) -> None:
        count = len(shown.profile.complaints) if shown.profile is not None else 0
        self._views.window.centre.set_tab_count(COMPLAINTS, count)

    def _open(self, tab: int) -> None:
        self._views.window.centre.open_tab(tab)

    def _tab_opened(self, tab: int) -> None:
        self.complaints.set_open(tab == COMPLAINTS)
        self.callbacks.set_open(tab == CALLBACKS)

    def _show_call(self, contact_id: UUID | None) -> None:
        """Show the call before this one among the customer's contacts, to look at who had it or what was recorded."""
        self._views.window.centre.open_tab(TIMELINE)
        self._presenters.timeline.look_for(contact_id)
        if contact_id is not None:
            self._views.timeline.select_contact(contact_id)

    def _try_again(self) -> bool:
        self.complaints.retry()
        self.callbacks.retry()
        return False  # and whatever else did not come


def _callbacks_of(api: Api, customer_id: UUID) -> Callbacks:
    return api.callbacks.list(CallbackScope.ALL, customer_id=customer_id, also_ended=True)

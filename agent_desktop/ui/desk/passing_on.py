"""Joins what is told of calls that went through several hands with the window: who had a past contact, and what a
person has before them while they have no call."""

from uuid import UUID

from PySide6.QtCore import QObject

from agent_desktop.contract.customers import ContactRow
from agent_desktop.contract.outgoing import WhomToCall
from agent_desktop.contract.owed_calls import OwedCall
from agent_desktop.ui.desk.commands import DeskCommands
from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.home.presenter import HomeState


class PassingOn(QObject):
    """Lives as long as the person is signed in."""

    def __init__(self, views: Views, presenters: Presenters, commands: DeskCommands, parent: QObject) -> None:
        super().__init__(parent)
        self._views, self._presenters, self._commands = views, presenters, commands
        for panel in (views.timeline, views.recent):
            panel.contact_chosen.connect(self._open_legs)
        views.legs.retry_chosen.connect(presenters.legs.retry)
        views.legs.closed.connect(presenters.legs.close)
        presenters.legs.show_to(views.legs.display)
        views.home.call_chosen.connect(self._call)
        views.home.done_chosen.connect(presenters.home.set_done)
        views.home.customer_chosen.connect(self._show_customer)
        views.home.retry_chosen.connect(presenters.home.read)
        presenters.home.show_to(self._show_home)

    def _open_legs(self, contact: ContactRow) -> None:
        self._commands.close_overlays()
        self._presenters.legs.open(contact)

    def _call(self, owed: OwedCall) -> None:
        self._commands.close_overlays()
        self._presenters.outgoing.open(WhomToCall(owed_call_id=owed.owed_call_id))

    def _show_customer(self, customer_id: UUID) -> None:
        self._presenters.customer.customer_found(customer_id)

    def _show_home(self, state: HomeState) -> None:
        self._views.home.display(state)
        if state.home is not None:
            self._views.day.show_day(state.home.figures)
            self._views.queues.show_levels(state.home.figures.levels)
        self._views.window.centre.idle.show_home(not state.is_empty)

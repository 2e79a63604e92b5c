"""Joins transfers with the window: their keys, and what each does."""

from functools import partial

from PySide6.QtCore import QObject

from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.shortcuts.actions import KeyActions
from agent_desktop.ui.shortcuts.keys import Command
from telephony.contract import CallAction


class Transferring(QObject):
    """Lives as long as the person is signed in."""

    def __init__(self, views: Views, presenters: Presenters, actions: KeyActions, parent: QObject) -> None:
        super().__init__(parent)
        self._views = views
        self._presenters = presenters
        bar = presenters.call_bar
        actions.on(Command.COMPLETE_TRANSFER, self.complete)
        actions.on(Command.CONFERENCE, partial(bar.action_chosen, CallAction.CONFER))
        actions.on(Command.SWAP, bar.swap_pressed)
        actions.on(Command.RECOVER_CALLER, partial(bar.action_chosen, CallAction.RECOVER_CALLER))

    def complete(self) -> None:
        """Ctrl+F7: the specialist has the caller from now on; out of a conference, both go on without the agent."""
        bar = self._presenters.call_bar
        leaves = CallAction.LEAVE_CONFERENCE in bar.state.enabled
        bar.action_chosen(CallAction.LEAVE_CONFERENCE if leaves else CallAction.COMPLETE_TRANSFER)

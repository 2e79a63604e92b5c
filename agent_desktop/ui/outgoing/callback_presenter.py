"""Dials a callback that the agent looks at. What it shows stands in the card of the offer and in the call bar."""

from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.asking import Asking
from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.callback_cards import CallbackCard
from agent_desktop.contract.callbacks import DialCallback
from agent_desktop.contract.customers import CallerCard
from agent_desktop.contract.errors import ErrorCode
from telephony.contract import DeskSnapshot


class Dials(Protocol):
    """Asks the server."""

    def dial(self, callback_id: UUID, command: DialCallback) -> DeskSnapshot: ...


class CallbackDialler(Shows[Problem | None]):
    """Its state is what is wrong with the last attempt to dial; None where nothing is."""

    def __init__(self, desk: DeskModel, callbacks: Dials, tasks: Tasks) -> None:
        super().__init__(None)
        self._desk = desk
        self._callbacks = callbacks
        self._asking: Asking[UUID] = Asking(desk, tasks, self._told)
        self._command: DialCallback | None = None
        self._looks_at: UUID | None = None
        self._wants = False
        self._stop = desk.watch(self._desk_changed)

    @property
    def asked(self) -> bool:
        """Whether the server is being asked to dial."""
        return self._asking.action is not None

    def dial(self) -> None:
        """Call them. A repeat after a lost answer is the same command; a second press meanwhile is ignored.

        The card that came with the offer tells of the callback before it was taken: a press that comes before the next
        one dials as that is here.
        """
        view = self._desk.view
        call, card = view.preview, view.card
        if call is None or not isinstance(card, CallbackCard) or card.call_id != call.call_id or self.asked:
            return
        callback = card.callback.detail.callback
        if not (_is_held(card) or self._wants or view.card_problem is not None):
            self._wants = True
            return
        self._wants = False
        if self._command is None or self._command.seen_version != callback.version:
            self._command = DialCallback(command_id=uuid4(), seen_version=callback.version)
        command = self._command
        self._show(None)
        self._asking.ask(call.call_id, _said(view), lambda: self._callbacks.dial(callback.callback_id, command))

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _desk_changed(self, view: DeskView) -> None:
        self._asking.hear(_said(view))
        call, held = view.preview, _is_held(view.card)
        if call is None:
            self._command = self._looks_at = None
            self._wants = False
            self._show(None)
        elif call.call_id != self._looks_at:
            self._looks_at = call.call_id
            if view.card is not None and not held:
                self._desk.retry_card()  # what came with the offer is of before it was taken
        elif self._wants and (held or view.card_problem is not None):
            self.dial()

    def _told(self, problem: Problem | None) -> None:
        self._show(problem)
        if problem is not None and problem.code is ErrorCode.STALE_VERSION:
            self._command = None
            self._desk.retry_card()  # somebody has changed it: the next press is of what shows then


def _is_held(card: CallerCard | None) -> bool:
    return isinstance(card, CallbackCard) and card.callback.detail.callback.held_by_me


def _said(view: DeskView) -> tuple[UUID | None, int, int]:
    call = view.call
    return (None, -1, view.reads) if call is None else (call.call_id, call.version, view.reads)

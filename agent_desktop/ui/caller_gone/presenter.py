"""The caller hung up while the call rang here: who it was, and whether they are to be called back."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.callback_wishes import CallbackWish, WishCallback
from agent_desktop.contract.customers import CallerCard
from telephony.contract import CallSnapshot, EndCause


@dataclass(frozen=True, slots=True)
class CallerGoneState:
    """Everything the card draws; not `visible` until a caller gives up, and no more once the next call is there.

    `name` is empty for somebody we do not know. `wished` says that they are to be called back: noted here, or said by
    themselves while they waited (`wished_themselves`). `noting`: the server is being told.
    """

    visible: bool = False
    call_id: UUID | None = None
    name: str = ""
    number_masked: str = ""
    why: LocalText = field(default_factory=dict)
    waited_seconds: int = 0
    gone_at: datetime | None = None
    wished: bool = False
    wished_themselves: bool = False
    with_contact: bool = False
    noting: bool = False
    problem: Problem | None = None


class Wishes(Protocol):
    """Tells the server that a caller is to be called back."""

    def wish_callback(self, call_id: UUID, command: WishCallback) -> CallbackWish: ...


class CallerGonePresenter(Shows[CallerGoneState]):
    """Remembers who rings, for the moment at which they are gone."""

    def __init__(self, desk: DeskModel, wishes: Wishes, tasks: Tasks) -> None:
        super().__init__(CallerGoneState())
        self._wishes = wishes
        self._tasks = tasks
        self._card: CallerCard | None = None
        self._told: UUID | None = None
        self._command: WishCallback | None = None
        self._stop = desk.watch(self._desk_changed)

    def note_callback(self) -> None:
        """Note that they are to be called back. A repeat after a lost answer is the same command."""
        state = self.state
        call_id = state.call_id
        if call_id is None or state.wished or state.noting:
            return
        command = self._command = self._command or WishCallback(command_id=uuid4())
        self._show(replace(state, noting=True, problem=None))
        self._tasks.run(
            lambda: self._wishes.wish_callback(call_id, command),
            on_done=self._noted,
            on_failed=lambda error: self._failed(call_id, error),
        )

    def dismiss(self) -> None:
        """Put the card away."""
        self._show(CallerGoneState())

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _desk_changed(self, view: DeskView) -> None:
        ended, call = view.ended_offer, view.ended_call
        if ended is not None and ended.offer_id != self._told and view.offer is None:
            self._told = ended.offer_id
            if call is not None and call.end_cause is EndCause.ABANDONED_RINGING:
                self._begin(call)
        if view.offer is not None and view.card is not None:
            self._card = view.card
        if view.offer is not None or view.call is not None or view.seat_elsewhere:
            self._show(CallerGoneState())

    def _begin(self, call: CallSnapshot) -> None:
        card = self._card if self._card is not None and self._card.call_id == call.call_id else None
        profile = card.profile if card is not None else None
        self._command = None
        self._show(
            CallerGoneState(
                visible=True,
                call_id=call.call_id,
                name=profile.name if profile is not None else "",
                number_masked=card.number_masked if card is not None else "",
                why=call.menu_path[-1] if call.menu_path else {},
                waited_seconds=call.waited_seconds,
                gone_at=call.ended_at,
                wished=call.callback_wished_at is not None,
                wished_themselves=call.callback_wished_at is not None,
            )
        )

    def _noted(self, wish: CallbackWish) -> None:
        if wish.call_id == self.state.call_id:
            self._show(replace(self.state, noting=False, wished=True, with_contact=wish.with_contact))

    def _failed(self, call_id: UUID, error: ClientError) -> None:
        if call_id == self.state.call_id:
            self._show(replace(self.state, noting=False, problem=error.problem))

"""The agent's desk as the server last described it, and the card of the caller."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, Protocol
from uuid import UUID

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.link import LinkState
from agent_desktop.client.offer_cards import payload_card
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Watched
from agent_desktop.contract.customers import CallerCard
from telephony.contract import (
    AgentState,
    CallDirection,
    CallRole,
    CallSnapshot,
    CallState,
    DeskChange,
    DeskSnapshot,
    EventKind,
    OfferOutcome,
    OfferSnapshot,
    StreamMessage,
    apply_change,
)

RETRY_SECONDS: Final = 2.0
"""How long after a failure the desk or the card is asked for again."""


class DeskReader(Protocol):
    """The two questions the model asks the server."""

    def desk(self) -> DeskSnapshot: ...

    def caller(self, call_id: UUID) -> CallerCard: ...


@dataclass(frozen=True, slots=True)
class DeskView:
    """What is known now. `desk` is None until the server has spoken.

    `card` is the caller of the open offer or of the call; `ended_offer` the offer that ended last, and `ended_call`
    its call as it was then. `reads` counts the whole snapshots taken: a presenter that waits for the server's word
    sees by it that the word is in. `seat_elsewhere`: another desktop of this person is the active one. Then nothing
    rings here and nothing may be done: `desk` has neither offer nor actions, and the call as it goes on there.
    """

    desk: DeskSnapshot | None = None
    card: CallerCard | None = None
    card_loading: bool = False
    card_problem: Problem | None = None
    link: LinkState = field(default_factory=LinkState)
    ended_offer: OfferSnapshot | None = None
    ended_call: CallSnapshot | None = None
    reads: int = 0
    seat_elsewhere: bool = False

    @property
    def call(self) -> CallSnapshot | None:
        """The call this agent has, from its offer through wrap-up."""
        return self.desk.call if self.desk else None

    @property
    def offer(self) -> OfferSnapshot | None:
        """The open offer."""
        offer = self.desk.offer if self.desk else None
        return offer if offer is not None and offer.outcome is OfferOutcome.OPEN else None

    @property
    def line_call(self) -> CallSnapshot | None:
        """The call in which the agent's line is, or will be, through wrap-up: a customer's or a colleague's."""
        call, offer = self.call, self.offer
        if call is None or call.state in (CallState.QUEUED, CallState.RINGING, CallState.PREVIEWING):
            return None
        return None if offer is not None and offer.call_id == call.call_id else call

    @property
    def preview(self) -> CallSnapshot | None:
        """The callback that the agent has taken and looks at; nobody is on any line yet."""
        return self.call if self.call is not None and self.call.state is CallState.PREVIEWING else None

    @property
    def accepted_call(self) -> CallSnapshot | None:
        """The agent's own call with a customer once one of them has answered or dialled, through wrap-up."""
        call = self.line_call
        return call if call is not None and is_with_customer(call) else None

    @property
    def consult(self) -> CallSnapshot | None:
        """The call into which a colleague has called this desk's person about a customer, once they have accepted."""
        call = self.line_call
        return call if call is not None and is_consult(call) and call.state is not CallState.ENDED else None

    @property
    def may_dial(self) -> bool:
        """Whether the agent may call somebody: there, with no call, no wrap-up, no offer, and their own seat."""
        if self.desk is None or self.call is not None or self.offer is not None:
            return False
        return self.desk.agent.state in (AgentState.READY, AgentState.NOT_READY) and not self.seat_elsewhere


def is_with_customer(call: CallSnapshot) -> bool:
    """Say whether a call is the agent's own with a customer: theirs to note, and to wrap up."""
    return call.role is CallRole.OWN and call.direction is not CallDirection.INTERNAL


def is_consult(call: CallSnapshot) -> bool:
    """Say whether a colleague has asked, or asks, this desk's person about a customer of theirs."""
    return call.role is CallRole.COLLEAGUE and call.direction is not CallDirection.INTERNAL


class DeskModel:
    """Follows the stream; every panel watches it. Belongs to the thread that draws.

    Without a payload (after a restart, or where it could not be read) it asks for the caller's card itself.
    """

    def __init__(
        self,
        reader: DeskReader,
        tasks: Tasks,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        session_id: Callable[[], UUID | None] = lambda: None,
    ) -> None:
        """`session_id` names this desktop's sign-in; a desktop that does not know it counts as having the seat."""
        self._reader = reader
        self._session_id = session_id
        self._said: DeskSnapshot | None = None
        self._tasks = tasks
        self._monotonic = monotonic
        self._watched = Watched(DeskView())
        self._asked_card: UUID | None = None
        self._card_again_at: float | None = None
        self._read_at: float | None = None
        self._reading = False
        self._ahead: DeskView | None = None
        self._ahead_watchers: list[Callable[[DeskView], None]] = []
        self._event_watchers: list[Callable[[EventKind, UUID | None], None]] = []

    @property
    def view(self) -> DeskView:
        """What is known now."""
        return self._watched.value

    def watch(self, watcher: Callable[[DeskView], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def watch_ahead(self, watcher: Callable[[DeskView], None]) -> None:
        """Call `watcher` with the view that an offer will bring which is being committed: to make it ready, not to
        show it. It may never come; then it is called with the view as it is."""
        self._ahead_watchers.append(watcher)

    def watch_events(self, watcher: Callable[[EventKind, UUID | None], None]) -> None:
        """Call `watcher` with the kind of each event that comes and what it is about, once the desk is as it says."""
        self._event_watchers.append(watcher)

    def receive(self, message: StreamMessage) -> None:
        """Take one message of the stream, in the stream's order."""
        if message.type == "ahead":
            self._look_ahead(message.change)
        elif message.type == "snapshot" and message.desk is not None:
            self._read_at = None
            self._take(message.desk)
        elif message.type == "event":
            if message.change is not None:
                self._change(message.change)
            if message.kind is EventKind.CUSTOMER_LINKED:
                self._ask_card_again()
            if message.kind is not None:
                for watcher in self._event_watchers:
                    watcher(message.kind, message.subject_id)

    def link_changed(self, link: LinkState) -> None:
        """Take the stream's word on itself."""
        came_up = link.is_up and not self.view.link.is_up
        self._watched.set(replace(self.view, link=link))
        if came_up and self._card_again_at is not None:
            self._card_again_at = self._monotonic()
            self.tick()

    def take_answer(self, desk: DeskSnapshot) -> None:
        """Take the desk that a command's answer brings; one older than what the stream has said is passed over."""
        known = self._said
        if known is not None:
            if _seat_version(desk) < _seat_version(known):
                desk = desk.model_copy(update={"seat": known.seat})
            if desk.agent.version < known.agent.version or _older(desk.call, known.call):
                return
            if self.view.link.is_up:  # of queues and offers the stream knows the order, an answer does not
                told = _offer_as_told(desk, known, self.view.ended_offer)
                desk = desk.model_copy(update={"queues": known.queues, **told})
        self._read_at = None
        self._take(desk)

    def read_again(self) -> None:
        """A command's outcome is not known: ask for the whole desk, now and until it comes."""
        self._read_at = self._monotonic()
        self.tick()

    def replace_card(self, card: CallerCard) -> None:
        """Take a card that came as an answer, after linking a customer."""
        if self._wanted_card() == card.call_id:
            self._watched.set(replace(self.view, card=card, card_loading=False, card_problem=None))

    def retry_card(self) -> None:
        """Ask again for the caller's card."""
        self._ask_card_again()

    def tick(self) -> None:
        """Do what is due. Called a few times a second."""
        now = self._monotonic()
        if self._read_at is not None and now >= self._read_at and not self._reading:
            self._read_at = None
            self._reading = True
            self._tasks.run(self._reader.desk, self._desk_read, self._desk_not_read)
        if self._card_again_at is not None and now >= self._card_again_at:
            self._ask_card_again()

    # inside

    def _take(self, desk: DeskSnapshot) -> None:
        self._say(desk, replace(self.view, reads=self.view.reads + 1))

    def _say(self, desk: DeskSnapshot, view: DeskView) -> None:
        """Take what the server says; what is shown of it is for this desktop only if it has the seat."""
        self._said = desk
        seat, own = desk.seat, self._session_id()
        elsewhere = seat is not None and own is not None and seat.session_id not in (None, own)
        self._put(replace(view, desk=_without_seat(desk) if elsewhere else desk, seat_elsewhere=elsewhere))

    def _change(self, change: DeskChange) -> None:
        view, desk = self.view, self._said
        if desk is None:
            return
        if change.offer is not None and change.offer.outcome is not OfferOutcome.OPEN and not view.seat_elsewhere:
            view = replace(view, ended_offer=change.offer, ended_call=change.call)
        if _payload_is_newer(change, desk):
            view = replace(view, card=None)
        self._say(apply_change(desk, _unless_older(change, desk)), view)

    def _look_ahead(self, change: DeskChange | None) -> None:
        view, desk = self.view, self._said
        self._ahead = None
        if desk is None or view.offer is not None or view.seat_elsewhere:
            return
        if change is None or change.offer is None:
            for watcher in self._ahead_watchers:
                watcher(view)
            return
        coming = apply_change(desk, _unless_older(change, desk))
        self._ahead = replace(view, desk=coming, card=payload_card(change.offer), card_loading=False, card_problem=None)
        for watcher in self._ahead_watchers:
            watcher(self._ahead)

    def _card_of(self, offer: OfferSnapshot | None) -> CallerCard | None:
        """Return what the payload says, read already where it went ahead."""
        ahead = self._ahead
        if ahead is not None and ahead.offer is not None and offer is not None and ahead.offer.payload is offer.payload:
            return ahead.card
        return payload_card(offer)

    def _put(self, view: DeskView) -> None:
        wanted = _card_wanted(view)
        ask = False
        if wanted is None:
            view = replace(view, card=None, card_loading=False, card_problem=None)
            self._card_again_at = None
        elif view.card is None or view.card.call_id != wanted:
            card = self._card_of(view.offer)
            ask = card is None and self._asked_card != wanted
            view = replace(view, card=card, card_loading=card is None, card_problem=None)
        ahead, self._ahead = self._ahead, None
        # What was made ready is known by the view that it was made of.
        self._watched.set(ahead if ahead is not None and ahead == view else view)
        if ask and wanted is not None:
            self._ask_card(wanted)

    def _wanted_card(self) -> UUID | None:
        return _card_wanted(self.view)

    def _ask_card_again(self) -> None:
        self._card_again_at = None
        wanted = self._wanted_card()
        if wanted is not None:
            self._watched.set(replace(self.view, card_loading=self.view.card is None, card_problem=None))
            self._ask_card(wanted)

    def _ask_card(self, call_id: UUID) -> None:
        self._asked_card = call_id

        def came(card: CallerCard) -> None:
            self._asked_card = None
            self.replace_card(card)

        def failed(error: ClientError) -> None:
            self._asked_card = None
            if self._wanted_card() != call_id:
                return
            if error.may_pass:
                self._card_again_at = self._monotonic() + RETRY_SECONDS
            self._watched.set(replace(self.view, card_loading=False, card_problem=error.problem))

        self._tasks.run(lambda: self._reader.caller(call_id), came, failed)

    def _desk_read(self, desk: DeskSnapshot) -> None:
        self._reading = False
        self.take_answer(desk)

    def _desk_not_read(self, error: ClientError) -> None:
        self._reading = False
        if error.may_pass:
            self._read_at = self._monotonic() + RETRY_SECONDS


def _card_wanted(view: DeskView) -> UUID | None:
    call = view.call
    if call is not None and not is_with_customer(call):
        return call.call_id if is_consult(call) else None
    if view.offer is not None:
        return view.offer.call_id
    return call.call_id if call is not None and call.state is not CallState.QUEUED else None


def _payload_is_newer(change: DeskChange, desk: DeskSnapshot) -> bool:
    """Whether the offer on the desk has another card now: the caller keyed something while it rang."""
    offer, known = change.offer, desk.offer
    if offer is None or known is None or offer.offer_id != known.offer_id or offer.payload is None:
        return False
    return change.call is not None and desk.call is not None and change.call.version > desk.call.version


def _unless_older(change: DeskChange, desk: DeskSnapshot) -> DeskChange:
    """Drop parts older than those on the desk: after a break the stream repeats what an answer has already told."""
    drop: dict[str, None] = {}
    if change.agent is not None and change.agent.version < desk.agent.version:
        drop["agent"] = None
    if _older(change.call, desk.call):
        drop["call"] = None
    if change.seat is not None and change.seat.version < _seat_version(desk):
        drop["seat"] = None
    return change.model_copy(update=drop) if drop else change


def _offer_as_told(desk: DeskSnapshot, known: DeskSnapshot, ended: OfferSnapshot | None) -> dict[str, object]:
    """Return what of an answer's offer the stream knows better, as parts of the desk.

    An answer may be old when it comes: one that was lost and asked for again is the first one. Without this it would
    take an offer off the screen that was made since, or bring back one that has ended.
    """
    as_known: dict[str, object] = {"offer": known.offer, "call": known.call}
    if known.offer is None or known.offer.outcome is not OfferOutcome.OPEN:
        is_over = desk.offer is not None and ended is not None and desk.offer.offer_id == ended.offer_id
        return as_known if is_over else {}
    if desk.offer is None:
        accepted = desk.call is not None and desk.call.call_id == known.offer.call_id
        return {} if accepted else as_known
    return as_known if desk.offer.offered_at < known.offer.offered_at else {}


def _seat_version(desk: DeskSnapshot) -> int:
    return desk.seat.version if desk.seat is not None else 0


def _without_seat(desk: DeskSnapshot) -> DeskSnapshot:
    """Return the desk as a desktop shows it that has not the seat."""
    call = desk.call
    if call is not None:
        waits = call.state in (CallState.QUEUED, CallState.RINGING)
        call = None if waits else call.model_copy(update={"allowed": frozenset()})
    agent = desk.agent.model_copy(update={"allowed": frozenset(), "allowed_next": frozenset()})
    return desk.model_copy(update={"agent": agent, "call": call, "offer": None})


def _older(call: CallSnapshot | None, known: CallSnapshot | None) -> bool:
    return call is not None and known is not None and call.call_id == known.call_id and call.version < known.version

"""The card of a call on offer, shown in the guide column. It never takes the focus."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import Problem
from agent_desktop.client.received_handover import ReceivedHandover, ReceivedHandoverModel
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.callback_cards import CallbackCard
from agent_desktop.contract.callbacks import CallbackPreview
from agent_desktop.contract.customers import CallerCard, ContactRow, HoldingsPart, Profile, ScriptChoice
from agent_desktop.contract.handovers import ConsultCard, HandoverNote
from telephony.contract import CallRole, OfferOutcome, OfferSnapshot


@dataclass(frozen=True, slots=True)
class OfferState:
    """Everything the offer's card draws; not `visible` while nothing is on offer.

    Names, alerts and holdings stand in `profile`; several possible customers in `card.candidates`. `why` is the
    last thing chosen in the menu. `owed` are the parts whose total is negative. The countdown runs to `expires_at`
    of `ring_seconds`. `misses` counts offers missed in a row, `miss_limit` turns the agent not ready;
    `missed_today` is the day's figure. `again`: the call rang here before, so that it moves nothing now. `colleague`: a
    colleague calls. Where they ask about a customer, the card says so: `from_name` asks, with the note `handover` as
    far as they have sent it. Of any other call the call bar says all there is, and no card is shown. `callback`: nobody
    calls, but is to be called; `preview`: the agent has taken it and not dialled it yet. `ended` says how
    the last offer ended, for one line of words, until the next one comes.
    """

    visible: bool = False
    offer_id: UUID | None = None
    call_id: UUID | None = None
    card: CallerCard | None = None
    profile: Profile | None = None
    why: LocalText = field(default_factory=dict)
    owed: tuple[HoldingsPart, ...] = ()
    last_contact: ContactRow | None = None
    script: ScriptChoice | None = None
    offered_at: datetime | None = None
    expires_at: datetime | None = None
    ring_seconds: float = 0.0
    misses: int = 0
    miss_limit: int = 0
    missed_today: int = 0
    again: bool = False
    loading: bool = False
    problem: Problem | None = None
    ended: OfferOutcome | None = None
    colleague: bool = False
    from_name: str = ""
    handover: HandoverNote | None = None
    callback: CallbackPreview | None = None
    preview: bool = False


class OfferPresenter(Shows[OfferState]):
    """Shows what the offer carries. Answering and declining are the call bar's."""

    def __init__(self, desk: DeskModel, received: ReceivedHandoverModel | None = None) -> None:
        """`received` has the note of a colleague who asks, as it changes while it rings."""
        super().__init__(OfferState())
        self._desk = desk
        self._received = received
        self._first: dict[UUID, UUID] = {}
        self._gone: set[UUID] = set()
        self._stop = desk.watch(self._desk_changed)
        desk.watch_ahead(lambda view: self._show_soon(self._state_of(view)))
        if received is not None:
            received.watch(self._note_came)

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _desk_changed(self, view: DeskView) -> None:
        offer = view.offer
        if offer is not None and offer.call_id not in self._first:
            self._first[offer.call_id] = offer.offer_id
        if offer is None and self.state.call_id is not None:
            self._gone.add(self.state.call_id)
        self._show(self._state_of(view))

    def _state_of(self, view: DeskView) -> OfferState:
        offer, desk = view.offer, view.desk
        if offer is None and (looked_at := _looked_at(view)) is not None:
            return looked_at
        if offer is None or desk is None:
            return OfferState(ended=self._how_ended(view))
        if desk.call is not None and desk.call.role is CallRole.COLLEAGUE:
            return self._asked_by_colleague(view, offer)
        card = view.card
        profile = card.profile if card else None
        call = desk.call if desk.call is not None and desk.call.call_id == offer.call_id else None
        return OfferState(
            visible=True,
            offer_id=offer.offer_id,
            call_id=offer.call_id,
            card=card,
            profile=profile,
            why=call.menu_path[-1] if call is not None and call.menu_path else {},
            owed=tuple(part for part in profile.parts if part.total is not None and part.total < 0) if profile else (),
            last_contact=profile.contacts[0] if profile and profile.contacts else None,
            script=card.script if card else None,
            offered_at=offer.offered_at,
            expires_at=offer.expires_at,
            ring_seconds=(offer.expires_at - offer.offered_at).total_seconds(),
            misses=desk.agent.misses,
            miss_limit=desk.agent.miss_limit,
            missed_today=desk.day.missed,
            again=self._is_again(offer),
            loading=view.card_loading,
            problem=view.card_problem,
            callback=card.callback if isinstance(card, CallbackCard) else None,
        )

    def _asked_by_colleague(self, view: DeskView, offer: OfferSnapshot) -> OfferState:
        plain = OfferState(offer_id=offer.offer_id, call_id=offer.call_id, colleague=True)
        card = view.card if isinstance(view.card, ConsultCard) and view.card.call_id == offer.call_id else None
        if card is None:
            return plain
        newer = self._received.received.note if self._received is not None else None
        note = newer if newer is not None and newer.call_id == offer.call_id else card.handover
        return replace(
            plain,
            visible=True,
            card=card,
            profile=card.profile,
            from_name=card.from_name,
            handover=note,
            offered_at=offer.offered_at,
            expires_at=offer.expires_at,
            ring_seconds=(offer.expires_at - offer.offered_at).total_seconds(),
        )

    def _note_came(self, _: ReceivedHandover) -> None:
        if self.state.colleague:
            self._show(self._state_of(self._desk.view))

    def _is_again(self, offer: OfferSnapshot) -> bool:
        """Whether the call was offered here before, as the server says or as this desktop has seen."""
        first = self._first.get(offer.call_id, offer.offer_id)
        return not offer.pops or first != offer.offer_id or offer.call_id in self._gone

    def _how_ended(self, view: DeskView) -> OfferOutcome | None:
        if not self.state.visible:
            return self.state.ended
        ended = view.ended_offer
        return ended.outcome if ended is not None and ended.offer_id == self.state.offer_id else None


def _looked_at(view: DeskView) -> OfferState | None:
    """Return the card of a callback that the agent has taken, until it is dialled or given back."""
    call, card = view.preview, view.card
    if call is None or view.seat_elsewhere:
        return None
    return OfferState(
        visible=True,
        call_id=call.call_id,
        card=card,
        profile=card.profile if card else None,
        offered_at=call.since_at,
        expires_at=call.preview_ends_at,
        loading=view.card_loading,
        problem=view.card_problem,
        callback=card.callback if isinstance(card, CallbackCard) else None,
        preview=True,
    )

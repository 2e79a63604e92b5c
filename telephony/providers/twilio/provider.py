"""Twilio as a carrier of telephony: orders become what a room is wished to be, and are seen to."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from telephony.deps import Deps
from telephony.errors import CarrierRefusedError, ReportNotUnderstoodError
from telephony.events.journal import Journal
from telephony.ports import WorkFactory
from telephony.providers.base import (
    RECORD_KINDS,
    CarrierReport,
    LiveRoom,
    Order,
    OrderKind,
    OrderOutcome,
    RoomPage,
    RoomState,
    SignedRequest,
)
from telephony.providers.twilio.errors import CarrierBusyError, CredentialsRefusedError, PartyGoneError
from telephony.providers.twilio.hands import Hands
from telephony.providers.twilio.keeping import last_state
from telephony.providers.twilio.obeying import dialled, label_of, obey
from telephony.providers.twilio.reporting import keep, report_of
from telephony.providers.twilio.repository import RoomRepository, WorkRepository
from telephony.providers.twilio.rooms import NAME_PREFIX, Place, Room
from telephony.providers.twilio.sayings import SAYINGS, Sayings, hearer_of, saying_of
from telephony.providers.twilio.signing import TwilioSignatures
from telephony.providers.twilio.supervising import MODES
from telephony.providers.twilio.wire import NAME
from telephony.providers.twilio.working import RoomWorker

_MAKES: Final = frozenset(
    {OrderKind.DIAL, OrderKind.JOIN_AGENT, OrderKind.JOIN_COLLEAGUE, OrderKind.DIAL_OUTSIDE, *MODES}
)
"""Orders by which somebody is called, whom Twilio may refuse to call."""

_STEPS_OF: Final = {
    OrderKind.HOLD: "Hold",
    OrderKind.RESUME: "Hold",
    OrderKind.CONFER: "Hold",
    OrderKind.MUTE: "Mute",
    OrderKind.UNMUTE: "Mute",
    **dict.fromkeys(RECORD_KINDS, "Record"),
    **dict.fromkeys(MODES, "Coach"),
}


class TwilioProvider:
    """Safe to use from several threads. Owns nothing that is to be closed."""

    def __init__(
        self,
        open_work: WorkFactory,
        deps_for: Callable[[Journal], Deps],
        hands: Hands,
        signatures: TwilioSignatures,
        machine_now: Callable[[], datetime],
        sayings: Sayings | None = None,
    ) -> None:
        self._open_work = open_work
        self._deps_for = deps_for
        self._hands = hands
        self._signatures = signatures
        self._now = machine_now
        self._sayings = sayings
        self.worker = RoomWorker(open_work, deps_for, hands, machine_now)

    @property
    def name(self) -> str:
        return NAME

    def carry_out(self, order: Order) -> OrderOutcome:
        """Have a room be as the order wishes, and ask Twilio for it. Reports say when it is so.

        Raises:
            CarrierAwayError: No answer in time; it may be done, and is tried again.
        """
        if order.kind in SAYINGS:
            return self._say(order)
        settled = self._hear(order)
        if settled is not None:
            return settled
        if order.kind is OrderKind.END_CALL:
            self._clear_out(order.call_sid)
        worked = self.worker.work(order.call_sid)
        refused = set(worked.refused)
        wanted = {_STEPS_OF.get(order.kind, "")}
        if order.kind in _MAKES:
            wanted |= {label_of(order)}
        outcome = OrderOutcome.REFUSED if refused & wanted else OrderOutcome.DONE
        with self._open_work() as work:
            found = RoomRepository(work.session).find_room(order.call_sid)
            if (
                outcome is OrderOutcome.DONE
                and found is not None
                and found.ended
                and order.kind is not OrderKind.END_CALL
            ):
                outcome = OrderOutcome.CALL_ENDED
            WorkRepository(work.session).note_order(order.order_id, order.call_sid, self._now(), outcome.value)
        return outcome

    def list_live_rooms(self, page: str = "") -> RoomPage:
        """Return a page of the rooms that are on: those of Twilio's live conferences that are ours, and with the first
        page those who wait or are on the way into one.

        Raises:
            CarrierAwayError: No answer in time, or none that can be trusted.
        """
        conferences = self._hands.list_conferences(page)
        names = [each.name for each in conferences.items if each.name.startswith(NAME_PREFIX)]
        with self._open_work() as work:
            repository = WorkRepository(work.session)
            found = {row.call_sid: _listed(row) for row in repository.list_named(names)} if names else {}
            if not page:
                # Of one who should be in a conference Twilio's list says it; of the others only we know, and `working`
                # asks after them.
                elsewhere = (row for row in repository.list_live() if row.place is not Place.ROOM or not row.joined)
                found |= {row.call_sid: _listed(row) for row in elsewhere}
        return RoomPage(tuple(found.values()), conferences.next_page)

    def look_up_room(self, call_sid: str) -> CarrierReport | None:
        """Ask Twilio how a room is, and return its last report; None where nobody knows it or it was never reported.

        Raises:
            CarrierAwayError: No answer in time, or none that can be trusted.
        """
        if not self.worker.look(call_sid):
            return None
        with self._open_work() as work:
            found = RoomRepository(work.session).lock_room(call_sid)
            if found is None or found[0].last_kind is None:
                return None
            return report_of(*found)

    def verify(self, request: SignedRequest) -> None:
        """Check that Twilio sent `request`.

        Raises:
            SignatureWrongError: It did not.
        """
        self._signatures.check(request.method, request.path_and_query, request.headers, request.body)

    def read_report(self, body: bytes) -> CarrierReport:  # noqa: ARG002
        """Twilio brings no reports of our form: its webhooks come to addresses of their own.

        Raises:
            ReportNotUnderstoodError: Always.
        """
        raise ReportNotUnderstoodError(field="body")

    def _say(self, order: Order) -> OrderOutcome:
        """Have somebody hear something, at most once: of what may have been heard nothing is said again."""
        with self._open_work() as work:
            found = RoomRepository(work.session).lock_room(order.call_sid)
            orders = WorkRepository(work.session)
            known = orders.find_order(order.order_id)
            if known is not None and known.outcome:
                return OrderOutcome(known.outcome)
            if found is None:
                return OrderOutcome.CALL_UNKNOWN
            room = found[1]
            hearer = hearer_of(room, order)
            ended = room.ended_by is not None
            outcome = OrderOutcome.CALL_ENDED if ended else OrderOutcome.REFUSED
            orders.note_order(order.order_id, order.call_sid, self._now(), outcome.value)
        if ended or hearer is None or self._sayings is None:
            return outcome
        try:
            self._hands.say(room, hearer, self._sayings.seal(saying_of(order), self._now()))
        except (PartyGoneError, CarrierRefusedError):
            return outcome
        except (CarrierBusyError, CredentialsRefusedError):
            self._note(order, "")  # never processed: it may be asked for again
            raise
        self._note(order, OrderOutcome.DONE.value)
        return OrderOutcome.DONE

    def _note(self, order: Order, outcome: str) -> None:
        with self._open_work() as work:
            WorkRepository(work.session).note_order(order.order_id, order.call_sid, self._now(), outcome)

    def _clear_out(self, call_sid: str) -> None:
        with self._open_work() as work:
            found = RoomRepository(work.session).lock_room(call_sid)
        if found is not None and found[1].ended_by is not None:
            self._hands.clear_out(found[1])

    def _hear(self, order: Order) -> OrderOutcome | None:
        """Note an order once; return its outcome where nothing is left to do."""
        with self._open_work() as work:
            session, now = work.session, self._now()
            rooms, orders, deps = RoomRepository(session), WorkRepository(session), self._deps_for(work.journal)
            if order.kind is OrderKind.DIAL:
                rooms.add_room(dialled(order), now)
            found = rooms.lock_room(order.call_sid)
            known = orders.find_order(order.order_id)
            if known is not None:
                return OrderOutcome(known.outcome) if known.outcome else None
            if found is None:
                return OrderOutcome.CALL_UNKNOWN
            row, before = found
            room = before if before.ended_by is not None else obey(before, order)
            outcome = _outcome_before(before, room, order)
            orders.note_order(order.order_id, order.call_sid, now, "" if outcome is None else outcome.value)
            if room is not None:
                keep(session, deps, row, before, room, at=deps.now(), now=now)
            return outcome


def _outcome_before(before: Room, room: Room | None, order: Order) -> OrderOutcome | None:
    """Return what is known of an order before Twilio is asked. To end a call that is over is to see that nobody is left
    in its conference."""
    if before.ended_by is not None:
        return None if order.kind is OrderKind.END_CALL else OrderOutcome.CALL_ENDED
    return OrderOutcome.REFUSED if room is None else None


def _listed(row: Any) -> LiveRoom:
    state = last_state(row)
    state = state or RoomState()
    lines = (state.agent_endpoint, state.colleague_endpoint, state.supervisor_endpoint, state.guest_endpoint)
    return LiveRoom(row.call_sid, row.sequence, row.reported_at, *lines)

"""Every call that the simulator carries, and what happens to it. Pure: no HTTP, no clock of its own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from uuid import UUID, uuid4

from telephony.contract import CallDirection, Reached
from telephony.providers.base import (
    RECORD_KINDS,
    Arrival,
    CarrierReport,
    EndedBy,
    Order,
    OrderKind,
    OrderOutcome,
    ReportKind,
)
from telephony.providers.simulator.obeying import let_in, obey
from telephony.providers.simulator.recording import record, stop_all
from telephony.providers.simulator.rooms import AGENT, CALLER, COLLEAGUE, Dialled, Party, Room


class Carrier:
    """Every call the simulator carries. One thread uses it.

    Each method that changes a room returns the reports of it, in order; the caller of the method delivers them.
    """

    def __init__(self, *, kept_rooms: int = 1000) -> None:
        self._rooms: dict[str, Room] = {}
        self._orders: dict[UUID, OrderOutcome] = {}
        self._kept_rooms = kept_rooms
        self._numbers = count(1)

    def ring(
        self, arrival: Arrival, at: datetime, *, keyed_digits: str = "", call_sid: str = ""
    ) -> tuple[Room, CarrierReport]:
        """Somebody calls: a room with the caller alone in it, hearing music. `call_sid` empty takes a new one.

        Raises:
            ValueError: There is a call `call_sid` already.
        """
        room = self._new_room(arrival, keyed_digits=keyed_digits, call_sid=call_sid)
        return room, room.report(ReportKind.CALL_ARRIVED, at)

    def begin_menu(self, arrival: Arrival, *, call_sid: str = "") -> Room:
        """Somebody calls and hears the entry menu first: a room of which nobody is told yet, unless they hang up there.

        Raises:
            ValueError: There is a call `call_sid` already.
        """
        room = self._new_room(arrival, call_sid=call_sid)
        room.in_menu = True
        return room

    def enter_queue(self, call_sid: str, menu_inputs: Sequence[str], at: datetime) -> CarrierReport | None:
        """The caller leaves the menu for a queue, having answered this. None where they are not in it."""
        room = self._rooms.get(call_sid)
        if room is None or room.ended_by is not None or not room.in_menu:
            return None
        room.in_menu = False
        room.arrival = replace(room.arrival, menu_inputs=tuple(menu_inputs))
        return room.report(ReportKind.CALL_ARRIVED, at)

    def answer_while_waiting(self, call_sid: str, answer: str, at: datetime) -> CarrierReport | None:
        """The caller answers what they were asked while they wait. None where nobody waits."""
        room = self._rooms.get(call_sid)
        if room is None or room.state() != "waiting":
            return None
        room.waiting_inputs = (*room.waiting_inputs, answer)
        return room.report(ReportKind.CALL_KEYED, at)

    def press_keys(self, call_sid: str, keys: str, at: datetime) -> CarrierReport | None:
        """The caller presses keys. Once an agent is there they are heard as tones and are nobody's digits."""
        room = self._rooms.get(call_sid)
        if room is None or room.state() != "waiting":
            return None
        room.keyed_digits = (room.keyed_digits + keys)[:40]
        return room.report(ReportKind.CALL_KEYED, at)

    def callee(
        self, call_sid: str, came_to: Reached | EndedBy, at: datetime, *, dial_id: UUID | None = None
    ) -> CarrierReport | None:
        """Say what became of whoever is called: it rings there, they are here, or why they are not to be had; then a
        room that was made for them is over, and one into which they were called goes on without them. None where nobody
        is called, any more, or it rings there already. `dial_id`: it is those who were called by this order."""
        room = self._rooms.get(call_sid)
        outside = None if room is None else room.ringing_outside
        if room is not None and outside is not None:
            stale = dial_id is not None and dial_id != outside.dial_id
            return None if stale or outside.reached is came_to else self._outside(room, outside, came_to, at)
        if room is None or dial_id is not None or not room.rings or room.reached is came_to:
            return None
        if isinstance(came_to, EndedBy):
            return self._end(room, came_to, at)
        room.reached = came_to
        if came_to is Reached.RINGING:
            return room.report(ReportKind.CALL_ALERTING, at)
        room.parties[CALLER] = Party(CALLER)
        return room.report(ReportKind.PARTY_JOINED, at)

    def hang_up(
        self, call_sid: str, at: datetime, *, label: str = CALLER, menu_inputs: Sequence[str] = ()
    ) -> CarrierReport | None:
        """The caller hangs up, and the room is over; any other's line only leaves it, unless nobody else is in it.
        `menu_inputs` is what a caller in the entry menu has answered. None where it was over before, nobody knows of
        it, or they are not in it."""
        room = self._rooms.get(call_sid)
        if room is None or room.ended_by is not None:
            return None
        if label != CALLER:
            return self._drop(room, label, at)
        if room.in_menu:
            room.ended_by = EndedBy.CALLER
            room.parties.clear()
            room.arrival = replace(room.arrival, menu_inputs=tuple(menu_inputs))
            return room.report(ReportKind.MENU_LEFT, at)
        return self._end(room, EndedBy.DECLINED if room.rings else EndedBy.CALLER, at)

    def carry_out(self, order: Order, at: datetime) -> tuple[OrderOutcome, CarrierReport | None]:
        """Do what the server asks, once an `order_id`; a repeated one gives its first answer and no report."""
        known = self._orders.get(order.order_id)
        if known is not None:
            return known, None
        outcome, report = self._do(order, at)
        self._orders[order.order_id] = outcome
        return outcome, report

    def find_room(self, call_sid: str) -> Room | None:
        """Return the room of a call."""
        return self._rooms.get(call_sid)

    def rooms(self) -> Sequence[Room]:
        """List every room that is still known, the newest last."""
        return list(self._rooms.values())

    def _new_room(self, arrival: Arrival, *, keyed_digits: str = "", call_sid: str = "") -> Room:
        if call_sid in self._rooms:
            raise ValueError("the call_sid is taken")
        room = Room(call_sid=call_sid or f"SIM{uuid4().hex}", arrival=arrival, keyed_digits=keyed_digits)
        room.number = next(self._numbers)
        if arrival.direction is CallDirection.INBOUND:
            room.parties[CALLER] = Party(CALLER)
        self._forget_old()
        self._rooms[room.call_sid] = room
        return room

    def _do(self, order: Order, at: datetime) -> tuple[OrderOutcome, CarrierReport | None]:
        room = self._rooms.get(order.call_sid)
        if room is None and order.kind is OrderKind.DIAL:
            return OrderOutcome.DONE, self._dial(order, at)
        if room is None:
            return OrderOutcome.CALL_UNKNOWN, None
        if room.ended_by is not None:
            return OrderOutcome.CALL_ENDED, None
        if order.kind in RECORD_KINDS and room.survey_inputs is None:
            return self._record(room, order, at)
        kind = obey(room, order)
        if kind is None:
            return OrderOutcome.REFUSED, None
        if kind is ReportKind.CALL_ENDED:
            return OrderOutcome.DONE, self._end(room, EndedBy.AGENT, at)
        if kind is ReportKind.SURVEY_CHANGED:
            stop_all(room.recordings, at)
        return OrderOutcome.DONE, room.report(kind, at)

    def _record(self, room: Room, order: Order, at: datetime) -> tuple[OrderOutcome, CarrierReport | None]:
        if CALLER not in room.parties or room.in_menu:
            return OrderOutcome.REFUSED, None
        if not record(room.recordings, order.kind, f"REC{uuid4().hex}", at):
            return OrderOutcome.REFUSED, None
        room.transcribe = order.transcribe
        if order.spoken:
            room.last_words = order.spoken
        return OrderOutcome.DONE, room.report(ReportKind.RECORDING_CHANGED, at)

    def _drop(self, room: Room, label: str, at: datetime) -> CarrierReport | None:
        outside = room.ringing_outside
        if label == COLLEAGUE and outside is not None:
            return self._outside(room, outside, EndedBy.DECLINED, at)
        party = room.parties.pop(label, None)
        if party is None:
            return None
        took_over = room.dialled is not None and label == AGENT and party.endpoint == room.dialled.endpoint
        if took_over or not room.parties:
            # A caller who was given to a telephone outside is nobody's when that is put down.
            return self._end(room, EndedBy.AGENT, at)
        # Nothing else changes by itself: a held caller hears music, and it is the server's to say what comes of it.
        return room.report(ReportKind.PARTY_LEFT, at)

    def _outside(self, room: Room, outside: Dialled, came_to: Reached | EndedBy, at: datetime) -> CarrierReport:
        if isinstance(came_to, EndedBy):
            outside.failed = came_to
            return room.report(ReportKind.PARTY_LEFT, at)
        outside.reached = came_to
        if came_to is Reached.RINGING:
            return room.report(ReportKind.PARTY_ALERTING, at)
        return room.report(let_in(room, outside), at)

    def _dial(self, order: Order, at: datetime) -> CarrierReport:
        direction = CallDirection.OUTBOUND if order.to_number else CallDirection.INTERNAL
        arrival = Arrival(from_number=order.from_number, to_number=order.to_number, direction=direction)
        room = self._new_room(arrival, call_sid=order.call_sid)
        room.parties[AGENT] = Party(AGENT, endpoint=order.endpoint)
        room.reached = Reached.NOT_YET if order.to_number else Reached.HERE
        room.ring_seconds = order.ring_seconds
        return room.report(ReportKind.CALL_DIALLED, at)

    def _end(self, room: Room, ended_by: EndedBy, at: datetime) -> CarrierReport:
        room.ended_by = ended_by
        room.parties.clear()
        stop_all(room.recordings, at)
        return room.report(ReportKind.CALL_ENDED, at)

    def _forget_old(self) -> None:
        # A tenth too many are let stand, so that not every call looks through all that came before it.
        if len(self._rooms) > 1.1 * self._kept_rooms:
            ended = [room.call_sid for room in self._rooms.values() if room.ended_by is not None]
            for call_sid in ended[: max(0, len(ended) - self._kept_rooms)]:
                del self._rooms[call_sid]
        most_orders = 20 * self._kept_rooms
        if len(self._orders) > 1.1 * most_orders:
            for order_id in list(self._orders)[: len(self._orders) - most_orders]:
                del self._orders[order_id]

"""The simulator's own state: rooms, who is in them, and who hears whom. Pure: no HTTP, no clock of its own.

Nothing here knows the server's tables. Tests ask this module who hears whom, not the flags that the server sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count, islice
from uuid import UUID, uuid4

from telephony.contract import CallDirection, Reached
from telephony.menu.walk import Spoken
from telephony.providers.base import (
    Arrival,
    CarrierReport,
    EndedBy,
    LiveRoom,
    Order,
    OrderKind,
    OrderOutcome,
    ReportKind,
    RoomState,
)

CALLER = "caller"
AGENT = "agent"
COLLEAGUE = "colleague"


@dataclass(slots=True)
class Party:
    """One line in a room. A held one hears music and nobody, and nobody hears it; a muted one is not heard."""

    label: str
    endpoint: str = ""
    held: bool = False
    muted: bool = False


@dataclass(slots=True)
class Room:
    """One call. `sequence` is the number of the last report. In the entry menu the caller is in no queue yet, and
    nothing is reported. `last_words` were said to the caller before the call was ended. Rooms are numbered as they
    come."""

    call_sid: str
    arrival: Arrival
    parties: dict[str, Party] = field(default_factory=dict)
    sequence: int = 0
    keyed_digits: str = ""
    waiting_inputs: tuple[str, ...] = ()
    in_menu: bool = False
    last_words: tuple[Spoken, ...] = ()
    ended_by: EndedBy | None = None
    number: int = 0
    last_report: CarrierReport | None = None
    reached: Reached = Reached.HERE
    ring_seconds: int = 0

    @property
    def rings(self) -> bool:
        """Whether somebody is called who has not answered."""
        return self.ended_by is None and self.reached is not Reached.HERE

    def state(self) -> str:
        """Return a word for a trial caller: menu, waiting, dialling, ringing, connected, held, or ended; internal where
        no caller is in it."""
        if self.ended_by is not None:
            return "ended"
        if self.in_menu:
            return "menu"
        if self.rings:
            return "ringing" if self.reached is Reached.RINGING else "dialling"
        if CALLER not in self.parties:
            return "internal"
        if AGENT not in self.parties:
            return "waiting"
        return "held" if self.parties[CALLER].held else "connected"

    def as_reported(self) -> RoomState:
        """Return how the room stands, as a report says it."""
        agent, caller = self.parties.get(AGENT), self.parties.get(CALLER)
        colleague = self.parties.get(COLLEAGUE)
        return RoomState(
            agent_endpoint="" if agent is None else agent.endpoint,
            caller_held=caller is not None and caller.held,
            agent_muted=agent is not None and agent.muted,
            keyed_digits=self.keyed_digits,
            waiting_inputs=self.waiting_inputs,
            ended_by=self.ended_by,
            reached=self.reached,
            colleague_endpoint="" if colleague is None else colleague.endpoint,
        )


def live_rooms(rooms: Sequence[Room], after: int = 0, *, limit: int = 200) -> Sequence[Room]:
    """List those of `rooms` that are on and were reported, of those numbered above `after` the first `limit`."""
    live = (room for room in rooms if room.ended_by is None and room.last_report is not None)
    return list(islice((room for room in live if room.number > after), limit))


def as_listed(room: Room) -> LiveRoom:
    """Return a room of `live_rooms` as a list of the live ones names it."""
    report = room.last_report
    if report is None:
        raise ValueError(room.call_sid)
    stands = report.room
    return LiveRoom(room.call_sid, report.sequence, report.at, stands.agent_endpoint, stands.colleague_endpoint)


def hears(room: Room) -> dict[str, tuple[str, ...]]:
    """Return, for each party in the room, the labels of those they hear."""
    return {
        listener.label: tuple(
            speaker.label
            for speaker in room.parties.values()
            if speaker is not listener and not listener.held and not speaker.held and not speaker.muted
        )
        for listener in room.parties.values()
    }


def hears_music(room: Room) -> tuple[str, ...]:
    """Return the labels of those who hear music: the held, and whoever is alone and waits."""
    if room.in_menu or room.rings or CALLER not in room.parties:
        return ()
    return tuple(party.label for party in room.parties.values() if party.held or len(room.parties) == 1)


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
        return room, self._report(room, ReportKind.CALL_ARRIVED, at)

    def begin_menu(self, arrival: Arrival, *, call_sid: str = "") -> Room:
        """Somebody calls and hears the entry menu first: a room of which nobody is told yet.

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
        return self._report(room, ReportKind.CALL_ARRIVED, at)

    def answer_while_waiting(self, call_sid: str, answer: str, at: datetime) -> CarrierReport | None:
        """The caller answers what they were asked while they wait. None where nobody waits."""
        room = self._rooms.get(call_sid)
        if room is None or room.state() != "waiting":
            return None
        room.waiting_inputs = (*room.waiting_inputs, answer)
        return self._report(room, ReportKind.CALL_KEYED, at)

    def press_keys(self, call_sid: str, keys: str, at: datetime) -> CarrierReport | None:
        """The caller presses keys. Once an agent is there they are heard as tones and are nobody's digits."""
        room = self._rooms.get(call_sid)
        if room is None or room.state() != "waiting":
            return None
        room.keyed_digits = (room.keyed_digits + keys)[:40]
        return self._report(room, ReportKind.CALL_KEYED, at)

    def callee(self, call_sid: str, came_to: Reached | EndedBy, at: datetime) -> CarrierReport | None:
        """Say what became of whoever is called: it rings there, they are here, or why they are not to be had; then the
        room is over. None where nobody is called, any more, or it rings there already."""
        room = self._rooms.get(call_sid)
        if room is None or not room.rings or room.reached is came_to:
            return None
        if isinstance(came_to, EndedBy):
            return self._end(room, came_to, at)
        room.reached = came_to
        if came_to is Reached.RINGING:
            return self._report(room, ReportKind.CALL_ALERTING, at)
        room.parties[CALLER] = Party(CALLER)
        return self._report(room, ReportKind.PARTY_JOINED, at)

    def hang_up(self, call_sid: str, at: datetime) -> CarrierReport | None:
        """The caller hangs up, and the room is over. None where it was over before, or nobody knows of it."""
        room = self._rooms.get(call_sid)
        if room is None or room.ended_by is not None:
            return None
        if room.in_menu:
            room.ended_by = EndedBy.CALLER
            room.parties.clear()
            return None
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
        kind = _obey(room, order)
        if kind is None:
            return OrderOutcome.REFUSED, None
        if kind is ReportKind.CALL_ENDED:
            return OrderOutcome.DONE, self._end(room, EndedBy.AGENT, at)
        return OrderOutcome.DONE, self._report(room, kind, at)

    def _dial(self, order: Order, at: datetime) -> CarrierReport:
        direction = CallDirection.OUTBOUND if order.to_number else CallDirection.INTERNAL
        arrival = Arrival(from_number=order.from_number, to_number=order.to_number, direction=direction)
        room = self._new_room(arrival, call_sid=order.call_sid)
        room.parties[AGENT] = Party(AGENT, endpoint=order.endpoint)
        room.reached = Reached.NOT_YET if order.to_number else Reached.HERE
        room.ring_seconds = order.ring_seconds
        return self._report(room, ReportKind.CALL_DIALLED, at)

    def _end(self, room: Room, ended_by: EndedBy, at: datetime) -> CarrierReport:
        room.ended_by = ended_by
        room.parties.clear()
        return self._report(room, ReportKind.CALL_ENDED, at)

    def _report(self, room: Room, kind: ReportKind, at: datetime) -> CarrierReport:
        room.sequence += 1
        room.last_report = CarrierReport(
            event_id=f"{room.call_sid}-{room.sequence}",
            call_sid=room.call_sid,
            sequence=room.sequence,
            kind=kind,
            at=at,
            arrival=room.arrival,
            room=room.as_reported(),
        )
        return room.last_report

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


def _obey(room: Room, order: Order) -> ReportKind | None:
    """Change the room and return what to report, or None where the room does not allow it.

    What is so already is reported again: the server asks because it does not know.
    """
    caller, agent = room.parties.get(CALLER), room.parties.get(AGENT)
    colleague = room.parties.get(COLLEAGUE)
    match order.kind:
        case OrderKind.DIAL:
            return ReportKind.CALL_DIALLED
        case OrderKind.JOIN_AGENT:
            if agent is None or agent.endpoint != order.endpoint:
                room.parties[AGENT] = Party(AGENT, endpoint=order.endpoint)
                _hold(room, caller=False)
            return ReportKind.PARTY_JOINED
        case OrderKind.REMOVE_AGENT:
            if agent is not None and agent.endpoint == order.endpoint:
                del room.parties[AGENT]
                room.parties.pop(COLLEAGUE, None)  # nobody is left alone with a customer whom they were not to hear
                _hold(room, caller=False)
            return ReportKind.PARTY_LEFT
        case OrderKind.JOIN_COLLEAGUE if agent is not None:
            if colleague is None or colleague.endpoint != order.endpoint:
                held = caller is not None and not caller.held
                room.parties[COLLEAGUE] = Party(COLLEAGUE, endpoint=order.endpoint, held=held)
            return ReportKind.PARTY_JOINED
        case OrderKind.REMOVE_COLLEAGUE:
            if colleague is not None and colleague.endpoint == order.endpoint:
                del room.parties[COLLEAGUE]
            return ReportKind.PARTY_LEFT
        case OrderKind.END_CALL:
            room.last_words = order.spoken
            return ReportKind.CALL_ENDED
        case _ if agent is None or agent.endpoint != order.endpoint:
            return None
        case OrderKind.HOLD if caller is not None:
            _hold(room, caller=True)
            return ReportKind.PARTY_HELD
        case OrderKind.RESUME if caller is not None:
            _hold(room, caller=False)
            return ReportKind.PARTY_RESUMED
        case OrderKind.MUTE:
            agent.muted = True
            return ReportKind.PARTY_MUTED
        case OrderKind.UNMUTE:
            agent.muted = False
            return ReportKind.PARTY_UNMUTED
        case _:
            return None


def _hold(room: Room, *, caller: bool) -> None:
    """Hold the customer, or the colleague where there is one: never both heard, and never both held."""
    for label, held in ((CALLER, caller), (COLLEAGUE, not caller and CALLER in room.parties)):
        party = room.parties.get(label)
        if party is not None:
            party.held = held

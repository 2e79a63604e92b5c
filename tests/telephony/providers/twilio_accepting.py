"""A Twilio that accepts and confirms all that a room wants, without any request: for what a room comes to. Pure."""

from datetime import UTC, datetime
from uuid import uuid4

from telephony.providers.base import Arrival, Order, OrderKind, ReportKind, RoomState
from telephony.providers.twilio.happenings import HUNG_UP, Happening, Queued, Turn, Turned, after
from telephony.providers.twilio.obeying import label_of, obey
from telephony.providers.twilio.repository import new_caller
from telephony.providers.twilio.rooms import CALLER, Room, state_of
from telephony.providers.twilio.steps import (
    Call,
    End,
    Hold,
    Mute,
    Step,
    accepted,
    next_step,
    submitted,
)
from telephony.providers.twilio.telling import tell

K, R = OrderKind, ReportKind
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SID, CALLER_SID = "CF" + "1" * 32, "CA" + "0" * 32
ONE, TWO = "agent:1", "agent:2"


class Twilio:
    """A Twilio that accepts and confirms everything; people join and leave as the test says."""

    def __init__(self, room: Room | None = None) -> None:
        self.room = room or new_caller(CALLER_SID, Arrival())
        self.asked: list[str] = []
        self.reports: list[ReportKind] = []
        self._last: RoomState | None = None
        self._number = 0
        self._tell()

    def happen(self, what: Happening) -> None:
        self.room = after(self.room, what)
        self._tell()
        self.work()

    def order(self, kind: OrderKind, endpoint: str = "", **more: object) -> str:
        """Give an order; return the label of the leg that it may make."""
        order = Order(uuid4(), self.room.call_sid, kind, endpoint, **more)  # type: ignore[arg-type]
        wished = obey(self.room, order)
        assert wished is not None, f"{kind} was refused"
        self.room = wished
        self._tell()
        self.work()
        return label_of(order)

    def join(self, label: str) -> None:
        self.turn(Turn.JOIN, label)

    def leave(self, label: str) -> None:
        self.turn(Turn.LEAVE, label, reason=HUNG_UP)

    def turn(self, turn: Turn, label: str, *, reason: str = "") -> None:
        self._number += 1
        leg = self.room.leg(label)
        held = leg is not None and leg.held if turn not in (Turn.HOLD, Turn.UNHOLD) else turn is Turn.HOLD
        muted = leg is not None and leg.muted if turn not in (Turn.MUTE, Turn.UNMUTE) else turn is Turn.MUTE
        sid = "" if leg is None else leg.call_sid
        self.happen(Turned(turn, self.room.name, SID, self._number, label, sid, held, muted, reason=reason))

    def work(self) -> None:
        for _ in range(20):
            step = next_step(self.room)
            if step is None:
                return
            self.asked.append(_word(step))
            self.room = submitted(self.room, step)
            call_sid = f"CA-{step.leg.label}" if isinstance(step, Call) else ""
            self.room = accepted(self.room, step, at=AT, call_sid=call_sid, conference_sid=SID if call_sid else "")
            self._tell()
            match step:
                case Hold(leg, held, _):
                    self.turn(Turn.HOLD if held else Turn.UNHOLD, leg.label)
                case Mute(leg, muted):
                    self.turn(Turn.MUTE if muted else Turn.UNMUTE, leg.label)
        raise AssertionError("it never has what it wants")

    def since(self) -> tuple[list[str], list[ReportKind]]:
        """Return what was asked and reported since the last time."""
        found = self.asked, self.reports
        self.asked, self.reports = [], []
        return found

    @property
    def state(self) -> RoomState:
        return state_of(self.room)

    def _tell(self) -> None:
        told = tell(self.room, self._last)
        self.room = told.room
        if told.kind is not None:
            self._last = self.state
            self.reports.append(told.kind)


def _word(step: Step) -> str:
    match step:
        case Call(leg) | End(leg):
            return f"{type(step).__name__.lower()} {leg.label.partition('-')[0]}"
        case Hold(leg, held, _):
            return f"{'hold' if held else 'unhold'} {leg.label.partition('-')[0]}"
        case Mute(_, muted):
            return "mute" if muted else "unmute"
        case _:
            return type(step).__name__


def talking() -> tuple[Twilio, str]:
    twilio = Twilio()
    twilio.happen(Queued())
    agent = twilio.order(K.JOIN_AGENT, ONE)
    twilio.join(CALLER)
    twilio.join(agent)
    assert twilio.since() == (["ToConference", "call agent"], [R.CALL_ARRIVED, R.PARTY_JOINED])
    return twilio, agent


def consulting() -> tuple[Twilio, str, str]:
    twilio, agent = talking()
    twilio.order(K.HOLD, ONE)
    colleague = twilio.order(K.JOIN_COLLEAGUE, TWO)
    twilio.join(colleague)
    assert twilio.since() == (["hold caller", "call colleague"], [R.PARTY_HELD, R.PARTY_JOINED])
    return twilio, agent, colleague

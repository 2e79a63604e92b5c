"""A carrier for the tests of the port, and the telephones around it: what a test may do there that is no order."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID, uuid4

from telephony.menu.walk import Spoken
from telephony.providers.base import (
    CarrierReport,
    LiveRoom,
    Order,
    OrderKind,
    OrderOutcome,
    Provider,
    ReportKind,
    RoomState,
)

K = OrderKind
R = OrderOutcome
CALLER: Final = "caller"
OUR_NUMBER: Final = "+85228880000"
CUSTOMER: Final = "+85291234567"
Hearing = Mapping[str, frozenset[str]]


class Conduct(StrEnum):
    """What somebody outside does whose telephone rings."""

    ANSWERS = "answers"
    BUSY = "busy"
    LETS_RING = "lets ring"
    UNREACHABLE = "unreachable"
    RINGS_ON = "rings on"  # until the test is over


RINGS_FOR: Final = defaultdict(lambda: 20, {Conduct.RINGS_ON: 600})
"""How many seconds it rings at somebody outside before it is given up."""


class Surroundings(Protocol):
    """A carrier and the telephones around it. What an agent's line is called is its endpoint, as in an order."""

    @property
    def provider(self) -> Provider: ...

    def ring(self, number: str = CUSTOMER, *, keys: Sequence[str] = (), verified: bool = False) -> str:
        """Somebody calls, gives these answers to the entry menu, if any, and waits in the queue or in the middle of
        the menu. Return the call's name; an empty number is withheld."""
        ...

    def agent(self) -> str:
        """Return the line of one more agent, whose telephone is answered at once."""
        ...

    def behave(self, number: str, conduct: Conduct) -> None:
        """Have whoever has this number do so when they are called."""
        ...

    def hang_up(self, call_sid: str, who: str) -> None:
        """Have the caller, or whoever has this line, put down the telephone."""
        ...

    def will_be_asked(self, call_sid: str, *, waits: bool = True) -> None:
        """Have the server ask the caller of a call the survey of the tests, in English, when the carrier asks it; where
        it `waits`, nobody who takes a moment to key is silent."""
        ...

    def key(self, call_sid: str, keys: str) -> None:
        """The caller presses keys when they have heard a question."""
        ...

    def told(self, call_sid: str) -> str:
        """Return what the caller was told last, all that was said in one go."""
        ...

    def until(self, condition: Callable[[], bool]) -> None:
        """Let time pass until it is so; fail where it never is."""
        ...

    def settle(self) -> None:
        """Have everything that is under way arrive."""
        ...

    def hears(self, call_sid: str) -> Hearing:
        """Return whom each hears in a call, by line; who hears nobody is left out."""
        ...

    def reports(self, call_sid: str) -> Sequence[CarrierReport]:
        """Return what telephony was told of a call, each report once, in the order of their numbers."""
        ...


class Call:
    """One call at a carrier, with the lines of an agent and a colleague."""

    def __init__(self, world: Surroundings, sid: str = "") -> None:
        self.world, self.sid = world, sid or world.ring()
        self.mine, self.theirs = world.agent(), world.agent()
        world.settle()

    def order(
        self, kind: K, endpoint: str = "", *, order_id: UUID | None = None, number: str = "", ring_seconds: int = 20
    ) -> R:
        """Give one order, of the agent's line where none is named, and let it come true: whom it calls in is there."""
        more = (number, OUR_NUMBER, ring_seconds) if number else ("", "", 0)
        spoken = (Spoken("en", "One moment."),) if kind in {K.HOLD, K.HAND_OVER} else ()
        given = Order(order_id or uuid4(), self.sid, kind, endpoint or self.mine, spoken, *more)
        outcome = self.world.provider.carry_out(given)
        self.world.settle()
        if outcome is R.DONE and kind in {K.JOIN_AGENT, K.JOIN_COLLEAGUE}:
            self.world.until(lambda: given.endpoint in {self.room.agent_endpoint, self.room.colleague_endpoint})
        return outcome

    def orders(self, *kinds: K) -> None:
        """Give orders that are all done; those about the colleague name their line."""
        for kind in kinds:
            line = self.theirs if kind in {K.JOIN_COLLEAGUE, K.REMOVE_COLLEAGUE, K.HAND_OVER} else self.mine
            assert self.order(kind, line) is R.DONE, kind

    def outside(self, conduct: Conduct) -> tuple[str, str]:
        """Call somebody outside into the room; return their line and their number."""
        line, number = f"outside:{uuid4()}", new_number()
        self.world.behave(number, conduct)
        assert self.order(K.DIAL_OUTSIDE, line, number=number, ring_seconds=RINGS_FOR[conduct]) is R.DONE
        return line, number

    @property
    def room(self) -> RoomState:
        found = self.world.provider.look_up_room(self.sid)
        assert found is not None
        return found.room

    def hears(self) -> dict[str, set[str]]:
        names = {self.mine: "agent", self.theirs: "colleague"}
        heard = self.world.hears(self.sid)
        return {names.get(who, who): {names.get(each, each) for each in whom} for who, whom in heard.items()}

    def kinds(self) -> list[ReportKind]:
        return [report.kind for report in self.world.reports(self.sid)]

    def listed(self) -> LiveRoom | None:
        return next((room for room in live_rooms(self.world.provider) if room.call_sid == self.sid), None)


def new_number() -> str:
    """Return a telephone number that nobody else here has."""
    return f"+8526{uuid4().int % 10**7:07}"


def live_rooms(provider: Provider) -> list[LiveRoom]:
    """Every room of every page."""
    page, rooms = provider.list_live_rooms(), list[LiveRoom]()
    while True:
        rooms += page.rooms
        if not page.next_page:
            return rooms
        page = provider.list_live_rooms(page.next_page)

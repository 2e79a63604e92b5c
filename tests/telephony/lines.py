"""One call on a carrier of its own, with the words of a test."""

from uuid import uuid4

from telephony.contract import Reached
from telephony.menu.walk import Spoken
from telephony.providers.base import Arrival, CarrierReport, EndedBy, Order, OrderKind, OrderOutcome
from telephony.providers.simulator.carrier import Carrier
from telephony.providers.simulator.rooms import hears, hears_music
from tests.telephony.support import NINE

LINE = "agent:7"
COLLEAGUES_LINE = "agent:9"
OUTSIDE = "outside:1"

Told = tuple[OrderOutcome, CarrierReport | None]


class Line:
    """A caller and whoever is joined. Every report is kept."""

    def __init__(self) -> None:
        self.carrier = Carrier()
        self.room, self.arrival = self.carrier.ring(Arrival(from_number="+85291234567"), NINE)
        self.reports = [self.arrival]

    def order(self, kind: OrderKind, endpoint: str = LINE, *, say: str = "", number: str = "") -> Told:
        spoken = (Spoken("en", say),) if say else ()
        order = Order(uuid4(), self.room.call_sid, kind, endpoint, spoken=spoken, to_number=number, ring_seconds=25)
        outcome, report = self.carrier.carry_out(order, NINE)
        self._keep(report)
        return outcome, report

    def drop(self, label: str) -> CarrierReport | None:
        """Somebody's line leaves the room, and nobody had asked for it."""
        return self._keep(self.carrier.hang_up(self.room.call_sid, NINE, label=label))

    def outside(self, came_to: Reached | EndedBy) -> CarrierReport | None:
        """Whoever outside was called comes so far."""
        return self._keep(self.carrier.callee(self.room.call_sid, came_to, NINE))

    def with_colleague(self) -> "Line":
        """An agent has asked a colleague in, and the caller waits."""
        self.order(OrderKind.JOIN_AGENT)
        self.order(OrderKind.HOLD)
        self.order(OrderKind.JOIN_COLLEAGUE, COLLEAGUES_LINE)
        return self

    def calling_outside(self) -> "Line":
        """An agent has somebody outside called, and the caller waits."""
        self.order(OrderKind.JOIN_AGENT)
        self.order(OrderKind.HOLD)
        self.order(OrderKind.DIAL_OUTSIDE, OUTSIDE, number="+85228881234")
        return self

    @property
    def heard(self) -> dict[str, tuple[str, ...]]:
        """Who hears whom; of whom they hear, in the order of the alphabet."""
        return {who: tuple(sorted(whom)) for who, whom in hears(self.room).items()}

    @property
    def music(self) -> tuple[str, ...]:
        return hears_music(self.room)

    def _keep(self, report: CarrierReport | None) -> CarrierReport | None:
        self.reports += [] if report is None else [report]
        return report

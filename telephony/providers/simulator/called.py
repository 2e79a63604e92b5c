"""People who are called: each does by themselves what they were told to, or a trial caller's buttons say.

Pure but for `later`: whoever drives the simulator says how time passes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from telephony.contract import CallDirection, Reached
from telephony.providers.base import CarrierReport, EndedBy, ReportKind
from telephony.providers.simulator.callers import Later
from telephony.providers.simulator.carrier import Carrier
from telephony.providers.simulator.wire import Conduct

RINGS_AFTER_SECONDS: Final = 0.5
"""How long the network takes until it rings."""

LONGEST_RING_SECONDS: Final = 120
"""How long it rings where the order does not say."""

REFUSALS: Final[Mapping[Conduct, EndedBy]] = MappingProxyType(
    {
        Conduct.BUSY: EndedBy.BUSY,
        Conduct.DECLINES: EndedBy.DECLINED,
        Conduct.NO_ANSWER: EndedBy.NO_ANSWER,
        Conduct.UNREACHABLE: EndedBy.UNREACHABLE,
    }
)
_RINGS_NOT: Final = frozenset({Conduct.BUSY, Conduct.UNREACHABLE})


@dataclass(frozen=True, slots=True)
class Manner:
    """`conduct` `after_seconds` of ringing; who answers hangs up after `talk_seconds`, or never where it is 0."""

    conduct: Conduct = Conduct.ANSWERS
    after_seconds: float = 3
    talk_seconds: float = 0


class CalledPeople:
    """Everybody who may be called. One thread uses it, the carrier's."""

    def __init__(
        self,
        carrier: Carrier,
        later: Later,
        send: Callable[[CarrierReport | None], None],
        now: Callable[[], datetime],
    ) -> None:
        self._carrier = carrier
        self._later = later
        self._send = send
        self._now = now
        self._manners: dict[str, Manner] = {"": Manner()}

    def behave(self, number: str, manner: Manner) -> None:
        """Have whoever has `number` do so from the next call on; an empty one is everybody else's."""
        self._manners[number] = manner

    def heard(self, report: CarrierReport) -> None:
        """Have the telephone of whoever is called ring."""
        if report.kind is not ReportKind.CALL_DIALLED or report.arrival.direction is not CallDirection.OUTBOUND:
            return
        sid = report.call_sid
        manner = self._manners.get(report.arrival.to_number, self._manners[""])
        self._later(RINGS_AFTER_SECONDS, lambda: self._ring(sid, manner))

    def answer(self, call_sid: str, *, talk_seconds: float = 0) -> None:
        """Whoever is called answers."""
        self._send(self._carrier.callee(call_sid, Reached.HERE, self._now()))
        if talk_seconds:
            self._later(talk_seconds, lambda: self._send(self._carrier.hang_up(call_sid, self._now())))

    def refuse(self, call_sid: str, conduct: Conduct) -> None:
        """Whoever is called does not take it, in this way."""
        self._send(self._carrier.callee(call_sid, REFUSALS.get(conduct, EndedBy.DECLINED), self._now()))

    def _ring(self, sid: str, manner: Manner) -> None:
        room = self._carrier.find_room(sid)
        if room is None or not room.rings:
            return
        if manner.conduct in _RINGS_NOT:
            self.refuse(sid, manner.conduct)
            return
        self._send(self._carrier.callee(sid, Reached.RINGING, self._now()))
        longest = room.ring_seconds or LONGEST_RING_SECONDS
        self._later(longest, lambda: self.refuse(sid, Conduct.NO_ANSWER))
        if manner.conduct is Conduct.ANSWERS:
            self._later(manner.after_seconds, lambda: self.answer(sid, talk_seconds=manner.talk_seconds))
        elif manner.conduct is Conduct.DECLINES:
            self._later(manner.after_seconds, lambda: self.refuse(sid, Conduct.DECLINES))

"""People who are called: each does by themselves what they were told to, or a trial caller's buttons say.

Pure but for `later`: whoever drives the simulator says how time passes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from telephony.contract import CallDirection, Reached
from telephony.providers.base import CarrierReport, EndedBy, ReportKind
from telephony.providers.simulator.callers import Later
from telephony.providers.simulator.carrier import Carrier
from telephony.providers.simulator.rooms import AGENT, COLLEAGUE, Dialled, Room
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
        sid, room = report.call_sid, self._carrier.find_room(report.call_sid)
        if report.kind is ReportKind.CALL_DIALLED and report.arrival.direction is CallDirection.OUTBOUND:
            manner = self._manner_of(report.arrival.to_number)
            self._later(RINGS_AFTER_SECONDS, lambda: self._ring(sid, manner))
        elif report.kind is ReportKind.PARTY_DIALLED and room is not None and room.ringing_outside is not None:
            dialled = room.ringing_outside
            manner = self._manner_of(dialled.number)
            self._later(RINGS_AFTER_SECONDS, lambda: self._ring_outside(sid, dialled, manner))

    def answer(self, call_sid: str, *, talk_seconds: float = 0) -> None:
        """Whoever is called answers."""
        room = self._carrier.find_room(call_sid)
        outside = None if room is None else room.ringing_outside
        if room is not None and outside is not None:
            self._answer_outside(room, outside, talk_seconds)
            return
        self._send(self._carrier.callee(call_sid, Reached.HERE, self._now()))
        if talk_seconds:
            self._later(talk_seconds, lambda: self._send(self._carrier.hang_up(call_sid, self._now())))

    def refuse(self, call_sid: str, conduct: Conduct) -> None:
        """Whoever is called does not take it, in this way."""
        self._came_to(call_sid, REFUSALS.get(conduct, EndedBy.DECLINED))

    def _came_to(self, call_sid: str, came_to: Reached | EndedBy, dial_id: UUID | None = None) -> None:
        self._send(self._carrier.callee(call_sid, came_to, self._now(), dial_id=dial_id))

    def _manner_of(self, number: str) -> Manner:
        return self._manners.get(number, self._manners[""])

    def _ring_outside(self, sid: str, dialled: Dialled, manner: Manner) -> None:
        """Have it ring at somebody who is called into a room; each word is of this call to them and of no later one."""
        dial_id, room = dialled.dial_id, self._carrier.find_room(sid)
        if room is None or room.ringing_outside is not dialled or dialled.reached is Reached.RINGING:
            return
        if manner.conduct in _RINGS_NOT:
            self._came_to(sid, REFUSALS[manner.conduct], dial_id)
            return
        self._came_to(sid, Reached.RINGING, dial_id)
        longest = dialled.ring_seconds or LONGEST_RING_SECONDS
        self._later(longest, lambda: self._came_to(sid, EndedBy.NO_ANSWER, dial_id))
        if manner.conduct is Conduct.ANSWERS:
            self._later(manner.after_seconds, lambda: self._answer_outside(room, dialled, manner.talk_seconds))
        elif manner.conduct is Conduct.DECLINES:
            self._later(manner.after_seconds, lambda: self._came_to(sid, EndedBy.DECLINED, dial_id))

    def _answer_outside(self, room: Room, dialled: Dialled, talk_seconds: float) -> None:
        if room.ringing_outside is not dialled:
            return
        self._came_to(room.call_sid, Reached.HERE, dialled.dial_id)
        if talk_seconds:
            self._later(talk_seconds, lambda: self._outside_hangs_up(room, dialled))

    def _outside_hangs_up(self, room: Room, dialled: Dialled) -> None:
        for label in (AGENT, COLLEAGUE):
            party = room.parties.get(label)
            if party is not None and party.endpoint == dialled.endpoint:
                self._send(self._carrier.hang_up(room.call_sid, self._now(), label=label))
                return

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

"""What really happened, written down outside of the product: at the telephones and at the carrier. It is held against
what the product says of each call."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from statistics import quantiles
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow, PartyRow
from telephony.contract import AgentState, CallDirection, CallState, EndCause, TransferKind
from telephony.offers.models import OfferRow
from telephony.providers.models import OutboxRow
from telephony.providers.twilio.models import TwilioRoomRow
from telephony.providers.twilio.rooms import Room
from telephony.transfers.models import TransferRow
from tests.proofs.shift.heard import heard_as_told
from tests.telephony.providers.twilio_centre import DOMAIN, TwilioCentre
from tests.twilio_cloud.hearing import heard
from tests.twilio_cloud.people import Does
from tests.twilio_cloud.things import Call
from tests.twilio_cloud.things import Room as Conference

BY_THE_CALLER: Final = frozenset({EndCause.CALLER_HUNG_UP, EndCause.ABANDONED_RINGING, EndCause.ABANDONED_WAITING})
NOT_REACHED: Final = {
    Does.BUSY: EndCause.BUSY,
    Does.LET_RING: EndCause.NO_ANSWER,
    Does.UNREACHABLE: EndCause.UNREACHABLE,
}
PUT_DOWN_RINGING: Final = frozenset({EndCause.DECLINED, EndCause.BUSY})
"""What is said of somebody who does not take the call that rings at them: the carrier says it is busy there."""

NEVER_CALLED: Final = frozenset({EndCause.CANCELLED, EndCause.CARRIER_FAILED, EndCause.NO_ANSWER, EndCause.UNREACHABLE})
"""Of a customer whom no telephone rang at: it was given up before, or the carrier failed, which it does not always say
apart from a number that cannot be reached."""

NO_MUSIC: Final = 11200
"""What the debugger says where a conference was not entered since no try for its music came through: the fault too."""

UNREGISTERED: Final = 32009
NO_DOCUMENT: Final = 11205
"""What the carrier's debugger says where a webhook of ours was not answered in any of its tries, which is the fault."""

NO_DOCUMENT_WORDS: Final = "say: an application error has occurred"
"""What a caller hears then, before the carrier ends their call by itself."""

UNSEEN_SECONDS: Final = 60.0
"""Whoever spoke with a customer for less than this, and of whom no webhook told, may never have been seen there."""


@dataclass
class Customer:
    """One call of a customer's: theirs to us, or ours to them. `line` is that of theirs."""

    call_id: UUID | None = None
    line: Call | None = None
    number: str = ""
    put_down: bool = False
    hung_up: bool = False
    given_away: bool = False
    outside: list[str] = field(default_factory=list)


class Ledger:
    """`agents` are the telephones of the agents, by address."""

    def __init__(self, centre: TwilioCentre) -> None:
        self._centre, self._world = centre, centre.cloud.world
        self.agents: Mapping[str, UUID] = {}
        self.late: list[float] = []
        """Seconds by which the product knew of an end later than it was."""
        self.causes: Counter[str] = Counter()
        self.looked = self.heard = self.deliveries = self.cut_off = 0
        """`cut_off`: calls that the carrier ended by itself, because no try for a document came through."""
        self._came: list[Customer] = []
        self._calls: dict[UUID, Customer] = {}
        self._by_line: dict[str, Customer] = {}
        self._live: dict[str, Call] = {}
        self._rooms: dict[str, Conference] = {}
        self._known = self._rooms_known = 0
        self._spoke: defaultdict[str, defaultdict[UUID, float]] = defaultdict(lambda: defaultdict(float))
        """Seconds in which a customer's line and an agent's heard each other, or one of them the other."""

    # what is written down

    @property
    def calls(self) -> int:
        return len(self._came)

    def caller_came(self, line: Call) -> None:
        customer = Customer(line=line)
        self._came.append(customer)
        self._by_line[line.sid] = customer

    def dialled(self, call_id: UUID, number: str) -> None:
        customer = Customer(call_id, number=number)
        self._came.append(customer)
        self._calls[call_id] = customer

    def put_down(self, line: Call) -> None:
        customer = self._by_line.get(line.sid)
        if customer is None:
            customer = next((each for each in self._calls.values() if each.number == line.far_end), None)
        if customer is not None:
            customer.put_down = True

    def hung_up(self, call_id: UUID) -> None:
        self._customer(call_id).hung_up = True

    def passed_on(self, call_id: UUID, number: str, kind: TransferKind) -> None:
        customer = self._customer(call_id)
        if number:
            customer.outside.append(number)
        customer.given_away |= kind is not TransferKind.WARM or bool(number)

    def read_deliveries(self) -> None:
        """See how the product took what it was told and asked since the last time: nothing of the carrier's was refused
        or failed. Where it was too slow, a try more is made."""
        post = self._world.post
        self.deliveries += len(post.made)
        refused = [f"{each.about} {each.status}" for each in post.made if each.status >= 400 and each.status != 503]
        assert refused == [], f"refused of what the carrier told: {refused}"
        post.made.clear()

    def listen(self, seconds: float) -> None:
        """Note who hears whom now, by the carrier's own table; so it was for so many seconds."""
        lines = {each.sid: each for each in self.live_lines()}
        table = heard(lines, self._live_rooms())
        pairs = {frozenset((one, other)) for one, others in table.items() for other in others}
        for one, other in (tuple(each) for each in pairs if len(each) == 2):
            for customer, sid in ((one, other), (other, one)):
                agent = self.agents.get(lines[sid].far_end)
                if agent is not None and lines[customer].far_end not in self.agents:
                    self._spoke[customer][agent] += seconds

    def live_lines(self) -> list[Call]:
        """Return all telephones that ring or are off the hook, in the order in which they began to."""
        new = list(self._world.calls.values())[self._known :]
        self._known += len(new)
        self._live.update({each.sid: each for each in new})
        for sid in [each.sid for each in self._live.values() if not each.live]:
            del self._live[sid]
        return list(self._live.values())

    def _live_rooms(self) -> dict[str, Conference]:
        new = list(self._world.rooms.values())[self._rooms_known :]
        self._rooms_known += len(new)
        self._rooms.update({each.sid: each for each in new})
        self._rooms = {sid: each for sid, each in self._rooms.items() if each.live}
        return self._rooms

    def is_anybody_there(self) -> bool:
        return bool(self.live_lines())

    def figures(self) -> str:
        """Say what came to pass, once `check` has seen it through."""
        world, late = self._world, quantiles(self.late or [0.0, 0.0], n=100)
        debugger = Counter(each.code for each in world.problems)
        return "; ".join(
            (
                f"{self.calls} calls, {len(world.calls)} legs, {world.clock.seconds / 3600:.1f} hours of the centre",
                f"{self.deliveries} webhooks, faults {world.faults.counts}",
                f"ends {dict(self.causes)}, {self.cut_off} cut off by the carrier",
                f"hearing looked at {self.looked} times, {self.heard} conversations",
                f"an end known after {late[49]:.1f} s (median), {late[98]:.1f} s (p99), {max(self.late):.1f} s at most",
                f"debugger {dict(debugger)}",
            )
        )

    # what is held against it

    def check_who_hears_whom(self) -> None:
        """Nobody has done anything for a while, and the carrier was well: all hear whom the product says they hear."""
        self.looked += 1
        lines = self.live_lines()
        by_address = {each.far_end: each for each in lines}
        table = heard({each.sid: each for each in lines}, self._live_rooms())
        with Session(self._centre.engine) as session:
            calls = session.scalars(sa.select(CallRow).where(CallRow.state != CallState.ENDED)).all()
            numbers = {row.transfer_id: row.to_number for row in session.scalars(sa.select(TransferRow))}
        for call in calls:
            customer = self._find(call)
            line = customer.line or by_address.get(customer.number)
            if call.pending is not None or line is None or call.state not in (CallState.TALKING, CallState.HELD):
                continue
            outside = "" if call.transfer_id is None else numbers.get(call.transfer_id, "")
            there = {
                "caller": line,
                "agent": by_address.get(address_of(call.agent_id)),
                "colleague": by_address.get(outside or address_of(call.colleague_id)),
                "guest": by_address.get(address_of(call.guest_id)),
            }
            names = {each.sid: name for name, each in there.items() if each is not None}
            truly = {
                name: frozenset(names.get(other, other) for other in table.get(each.sid, frozenset()))
                for name, each in there.items()
                if each is not None and name in heard_as_told(call)
            }
            assert truly == heard_as_told(call), f"{call.state}, {call.colleague_state}: {self._story(call, line)}"
            self.heard += 1

    def check(self) -> None:
        """All is over: each call ended as it truly did, once, and nobody and nothing is left of it."""
        self.read_deliveries()
        left = [each.far_end for each in self.live_lines()]
        assert left == [], f"still on the line: {left}"
        with Session(self._centre.engine) as session:
            calls = session.scalars(sa.select(CallRow)).all()
            parties = session.scalars(sa.select(PartyRow).where(PartyRow.agent_id.is_not(None))).all()
            turns = {row.call_sid: row.generation for row in session.scalars(sa.select(TwilioRoomRow))}
            _check_nothing_is_left(session)
        assert len(calls) == len(self._came), "each caller is one call"
        wrong = list(self._wrong_telephones())
        were_there = self._who_was_there()
        for call in calls:
            self.causes[str(call.end_cause)] += 1
            said = {
                each.agent_id
                for each in parties
                if each.call_id == call.call_id and each.agent_id is not None and each.joined_at is not None
            }
            names = {Room(call.call_sid, generation=turn).name for turn in range(turns[call.call_sid] + 1)}
            truly = {agent for name in names for agent in were_there.get(name, ())}
            wrong += self._wrong_call(call, said, truly)
        assert not wrong, "\n".join(wrong)

    def _wrong_call(self, call: CallRow, said: set[UUID], truly: set[UUID]) -> Iterator[str]:
        customer = self._find(call)
        line = customer.line or self._line_to(customer.number)
        story = self._story(call, line)
        try:
            assert call.state is CallState.ENDED, story
            self._check_end(call, customer, line, story)
        except AssertionError as error:
            yield str(error)
        if not said <= truly:
            yield f"nobody was in the call of whom the product says so: {said - truly} {story}"
        spoke = {} if line is None else self._spoke[line.sid]
        unseen = {each: seconds for each, seconds in spoke.items() if each not in said and seconds > UNSEEN_SECONDS}
        if unseen:
            yield f"somebody spoke with the customer, and the product never knew: {unseen} {story}"

    def _check_end(self, call: CallRow, customer: Customer, line: Call | None, story: str) -> None:
        cause = call.end_cause
        if line is None:
            assert cause in NEVER_CALLED, story
            return
        if NO_DOCUMENT_WORDS in line.told:
            self.cut_off += 1
            return
        if line.ended is not None and call.ended_at is not None and not customer.given_away:
            self.late.append((call.ended_at - line.ended).total_seconds())
        if call.direction is CallDirection.OUTBOUND and line.answered is None:
            does = self._world.people[customer.number].does
            expected = {NOT_REACHED.get(does), EndCause.CANCELLED if customer.hung_up or customer.put_down else None}
            assert cause in expected or (customer.put_down and cause in PUT_DOWN_RINGING), f"{does}: {story}"
            return
        if cause in BY_THE_CALLER:
            assert customer.put_down, f"the caller did not hang up: {story}"
        elif cause is EndCause.AGENT_HUNG_UP:
            assert customer.hung_up or customer.outside, f"no agent hung up: {story}"
        else:
            assert customer.given_away, story

    def _wrong_telephones(self) -> Iterator[str]:
        """Nobody outside was called twice for one wish, and no wish of ours was two legs of a conference."""
        rung = Counter(each.far_end for each in self._world.calls.values() if each.direction != "inbound")
        numbers = [each.number for each in self._came if each.number] + [n for each in self._came for n in each.outside]
        yield from (f"{each} was called {rung[each]} times" for each in numbers if rung[each] > 1)
        labels = Counter(
            (room.name, one.wish.label)
            for room in self._world.rooms.values()
            for one in room.participants.values()
            if one.wish.label and one.wish.label != "caller"
        )
        yield from (f"two legs for one wish: {each}" for each, times in labels.items() if times > 1)
        for each in self._world.problems:
            of_a_fault = each.code in (NO_DOCUMENT, UNREGISTERED) or (each.code == NO_MUSIC and "waitUrl" in each.text)
            if not of_a_fault:
                yield f"the carrier's debugger says {each.code} {each.text}: {self._legs_told(each.call_sid)}"

    def _legs_told(self, sid: str) -> str:
        line = self._world.calls.get(sid)
        return (
            "" if line is None else f"{line.direction} {line.status} {line.created:%T} to {line.ended} {line.told[-3:]}"
        )

    def _who_was_there(self) -> Mapping[str, set[UUID]]:
        """Return, by the name of a conference, which agents were ever in it. A call has one after the other: whoever
        goes back to a queue leaves theirs, and comes into a new one."""
        found: dict[str, set[UUID]] = {}
        for room in self._world.rooms.values():
            for one in room.participants.values():
                agent = self.agents.get(self._world.calls[one.call_sid].far_end)
                if agent is not None and one.ever_joined:
                    found.setdefault(room.name, set()).add(agent)
        return found

    def _find(self, call: CallRow) -> Customer:
        known = self._calls.get(call.call_id)
        if known is None:
            known = self._calls[call.call_id] = self._by_line[call.call_sid]
            known.call_id = call.call_id
        return known

    def _customer(self, call_id: UUID) -> Customer:
        return self._calls.get(call_id) or self._find(self._centre.call(call_id))

    def _line_to(self, number: str) -> Call | None:
        person = self._world.people.get(number)
        return person.calls[-1] if person is not None and person.calls else None

    def _story(self, call: CallRow, line: Call | None) -> str:
        """Return what is known of a call, for whoever has to find out why it is not as it should be."""
        customer = self._find(call)
        said = f"{call.call_id} {call.direction} {call.state} {call.end_cause} {call.ended_at}"
        if line is None:
            return f"{said}; {customer}"
        blamed = [each.code for each in self._world.problems if each.call_sid == line.sid]
        truly = f"{line.status} {line.created:%T} to {line.ended} {line.told[-3:]} {blamed}"
        return f"{said}; {replace(customer, line=None)}; {truly}"


def address_of(agent: UUID | None) -> str:
    """Return where an agent's telephone is."""
    return f"sip:{agent}@{DOMAIN}"


def _check_nothing_is_left(session: Session) -> None:
    busy = sa.or_(AgentRow.state == AgentState.ON_CALL, AgentRow.offer_id.is_not(None))
    assert session.scalars(sa.select(AgentRow.agent_id).where(busy)).all() == [], "an agent is held by nothing"
    assert session.scalars(sa.select(OfferRow.offer_id).where(OfferRow.outcome == "open")).all() == []
    assert session.scalars(sa.select(TransferRow.transfer_id).where(TransferRow.ended_at.is_(None))).all() == []
    assert session.scalars(sa.select(OutboxRow.order).where(OutboxRow.done_at.is_(None))).all() == []
    assert session.scalars(sa.select(TwilioRoomRow.call_sid).where(TwilioRoomRow.ended_by.is_(None))).all() == []
    assert session.scalars(sa.select(PartyRow.label).where(PartyRow.left_at.is_(None))).all() == []

"""Whatever agents, those they call, callers and the carrier do, in any order: nobody is stuck, lost, heard by two."""

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow, PartyRow
from telephony.calls.states import CALLING, HANDLED
from telephony.contract import AgentState, CallDirection, CallState, ColleagueState, OfferOutcome
from telephony.offers.models import OfferRow
from telephony.providers.base import EndedBy
from telephony.providers.simulator.rooms import AGENT, CALLER, COLLEAGUE, hears
from telephony.timers.models import TimerKind, TimerRow
from tests.telephony.support import Centre
from tests.telephony.test_any_order import EXAMPLES, Day, clean

KINDS = [
    *("ring", "agent", "call", "hang_up", "deliver", "repeat", "orders", "time", "away", "outcome"),
    *("dial", "dial", "colleague", "consult", "consult", "called", "call", "call", "lose"),
]
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 11)), min_size=5, max_size=50)
REFUSALS = (EndedBy.BUSY, EndedBy.NO_ANSWER, EndedBy.DECLINED, EndedBy.UNREACHABLE)


class OutgoingDay(Day):
    """A day on which agents also call customers and colleagues, and reports are lost for good."""

    def __init__(self, centre: Centre) -> None:
        super().__init__(centre)
        self.steps |= {
            "dial": lambda number: self._known(centre.dial(self.agents[number % 3])),
            "colleague": lambda number: self._known(
                centre.call_colleague(self.agents[number % 3], self.agents[(number // 3) % 3])
            ),
            "consult": self.consult,
            "called": self.somebody_called_acts,
            "lose": self.lose_a_report,
        }
        self.made: list[str] = []

    def _known(self, call_id: object) -> None:
        self.made.append(f"out-{call_id.hex}")  # type: ignore[attr-defined]

    def consult(self, number: int) -> None:
        agent = self.agents[number % 3]
        desk = self.centre.desk(agent)
        if desk.call is not None:
            self.centre.consult(agent, desk.call.call_id, self.agents[(number // 3) % 3])

    def somebody_called_acts(self, number: int) -> None:
        if not self.made:
            return
        sid = self.made[number % len(self.made)]
        match number % 4:
            case 0:
                self.centre.carrier.alert(sid)
            case 1 | 2:
                self.centre.carrier.answer(sid)
            case _:
                self.centre.carrier.refuse(sid, REFUSALS[number // 4])

    def lose_a_report(self, number: int) -> None:
        waiting = self.centre.carrier.reports
        if waiting:
            lost = waiting[number % len(waiting)]
            if lost.call_sid in self.made:
                waiting.remove(lost)

    def check_nobody_is_lost(self) -> None:
        with Session(self.centre.engine) as session:
            calls = {row.call_id: row for row in session.scalars(sa.select(CallRow))}
            agents = {row.agent_id: row for row in session.scalars(sa.select(AgentRow))}
            offers = session.scalars(sa.select(OfferRow).where(OfferRow.outcome == OfferOutcome.OPEN)).all()
            timers = {tuple(row) for row in session.execute(sa.select(TimerRow.kind, TimerRow.subject_id))}
            present = session.scalars(sa.select(PartyRow).where(PartyRow.left_at.is_(None))).all()
        ringing = {offer.call_id: offer.agent_id for offer in offers}
        for call in calls.values():
            rings_at_colleague = call.colleague_state is ColleagueState.RINGING
            assert (call.state is CallState.RINGING or rings_at_colleague) == (call.call_id in ringing)
            if rings_at_colleague:
                assert ringing[call.call_id] == call.colleague_id
            if call.state in HANDLED:
                assert call.agent_id is not None
                owner = agents[call.agent_id]
                assert (owner.state, owner.call_id) == (AgentState.ON_CALL, call.call_id)
            if call.state in CALLING:
                assert (TimerKind.DIAL_EXPIRES, call.call_id) in timers, "nobody waits for ever"
            if call.colleague_state in (ColleagueState.JOINING, ColleagueState.JOINED):
                assert call.colleague_id is not None
                colleague = agents[call.colleague_id]
                assert (colleague.state, colleague.call_id) == (AgentState.ON_CALL, call.call_id)
            if call.colleague_state is ColleagueState.JOINING:
                assert (TimerKind.COLLEAGUE_JOINS, call.call_id) in timers
        for agent in agents.values():
            assert {offer.offer_id for offer in offers if offer.agent_id == agent.agent_id} == {agent.offer_id} - {None}
            if agent.state is AgentState.ON_CALL:
                assert agent.call_id is not None
                call = calls[agent.call_id]
                assert call.state in HANDLED
                assert agent.agent_id in {call.agent_id, call.colleague_id}
        for call_id in calls:
            heard = [party for party in present if party.call_id == call_id and party.kind != AGENT and not party.held]
            assert len(heard) <= 1, "one is heard at a time"

    def end(self) -> None:
        self.centre.carrier.away = False
        for _ in range(16):  # longer than anybody rings
            self.centre.run()
            self.centre.clock.advance(6)
        self.centre.run()
        self.check_nobody_is_lost()
        for sid in self.made + self.sids:
            with Session(self.centre.engine) as session:
                call = session.scalars(sa.select(CallRow).where(CallRow.call_sid == sid)).one()
            assert call.state not in CALLING, "what was lost ended by the clock"
            room = self.centre.carrier.carrier.find_room(sid)
            if call.state is CallState.ENDED:
                assert room is None or room.state() == "ended"
            if room is None:
                continue
            heard = hears(room)
            if COLLEAGUE in heard and CALLER in heard:
                assert not set(heard[AGENT]) >= {CALLER, COLLEAGUE}
                assert COLLEAGUE not in heard[CALLER]
            if call.direction is CallDirection.INTERNAL:
                assert CALLER not in heard
        for watched in self.watched:
            watched.follow()
            assert watched.desk == self.centre.desk(watched.agent_id)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_any_day_of_calls_out_and_between_colleagues_leaves_nobody_stuck_and_nobody_heard_by_two(
    engine: sa.Engine, steps: list[tuple[str, int]]
) -> None:
    day = OutgoingDay(Centre(clean(engine)))
    for name, number in steps:
        day.play(name, number)
    day.end()

"""Whatever desktops fall silent, come back or change, in any order: nobody rings at an empty chair, no call is lost."""

from uuid import UUID

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.contract import AgentState, OfferOutcome, SystemReason
from telephony.offers.models import OfferRow
from tests.telephony.support import Centre
from tests.telephony.test_any_order import EXAMPLES, KINDS, Day, clean
from tests.telephony.test_seats import Machine, seat

STEPS = st.lists(st.tuples(st.sampled_from([*KINDS, "beats", "seat", "restart"]), st.integers(0, 11)), max_size=40)


class SeatDay(Day):
    """A day on which each agent has a desktop. `beating` are those whose desktops are there."""

    def __init__(self, centre: Centre) -> None:
        super().__init__(centre)
        self.machine = Machine(centre)
        self.sessions = [seat(self.machine, agent_id) for agent_id in self.agents]
        self.beating = set(self.agents)
        self.machine.pass_seconds(40, *self.sessions)
        self.steps |= {"beats": self.desktop_changes, "seat": self.seat_is_taken, "restart": self.server_restarts}

    def time_passes(self, number: int) -> None:
        self.machine.pass_seconds(number * 3, *self.heard())
        self.centre.timers.run_due()
        self.machine.watch.look()

    def desktop_changes(self, number: int) -> None:
        self.beating ^= {self.agents[number % 3]}

    def seat_is_taken(self, number: int) -> None:
        self.sessions[number % 3] = seat(self.machine, self.agents[number % 3])

    def server_restarts(self, number: int) -> None:
        self.machine.sleep(number * 20)
        self.machine.watch = self.machine.new_watch()
        self.centre.timers.run_due()

    def heard(self) -> list[UUID]:
        return [session for agent, session in zip(self.agents, self.sessions, strict=True) if agent in self.beating]

    def check_nobody_is_lost(self) -> None:
        super().check_nobody_is_lost()
        with Session(self.centre.engine) as session:
            ringing = sa.select(AgentRow.agent_id).join(OfferRow, OfferRow.agent_id == AgentRow.agent_id)
            lost = ringing.where(AgentRow.desktop_lost_at.is_not(None), OfferRow.outcome == OfferOutcome.OPEN)
            assert session.scalars(lost).all() == []

    def check_who_is_there(self) -> None:
        """After two quiet minutes every agent is as their desktop is heard."""
        self.machine.pass_seconds(120, *self.heard())
        with Session(self.centre.engine) as session:
            for agent in session.scalars(sa.select(AgentRow).where(AgentRow.agent_id.in_(self.agents))):
                if agent.agent_id in self.beating:
                    assert agent.desktop_lost_at is None
                elif agent.state in {AgentState.READY, AgentState.NOT_READY}:
                    assert agent.given_reason is SystemReason.CONNECTION


@settings(
    max_examples=max(4, EXAMPLES // 2),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_any_silence_leaves_no_call_at_an_empty_chair(engine: sa.Engine, steps: list[tuple[str, int]]) -> None:
    day = SeatDay(Centre(clean(engine)))
    for name, number in steps:
        day.play(name, number)
    day.check_who_is_there()
    day.end()

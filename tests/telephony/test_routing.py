"""Callers are routed by queue, tier, skill, manager, time and hours, over a real database."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.service import sign_in_agent
from telephony.contract import AgentAction, AgentState, CallAction, CallState, ChosenReason, EndCause
from telephony.ports import CallFacts, RoutingWish
from telephony.providers.base import OrderKind
from telephony.queues.hours import OpeningHours
from telephony.queues.repository import MemberRepository
from telephony.queues.service import ensure_member, ensure_queues, ensure_serves_group, ensure_skills
from telephony.settings import QueueSettings
from telephony.timers.models import TimerKind, TimerRow
from tests.telephony.support import NINE, SETTINGS, Centre

OFFICE = OpeningHours(weekly={0: ((time(9), time(18)),)})  # NINE is a Monday


def queue(code: str, **rules: object) -> QueueSettings:
    return QueueSettings(code=code, group="retail", name={"en": code, "zh": code}, **rules)  # type: ignore[arg-type]


CARDS = queue("cards", service="cards", overflow={"loans": 60})
LOANS = queue("loans", service="loans")
GREEN = queue("green", tiers=("platinum",), priority=5, manager_seconds=20, team_seconds=20, overflow={"cards": 60})
ENGLISH = queue("english", languages=("en",), needs={"english": 3})
FRAUD = queue("fraud", reasons=("suspected_fraud",), urgent=True)


@pytest.fixture
def bank(engine: sa.Engine) -> Centre:
    """A centre with the queues of a bank, and nobody in it."""
    return with_queues(Centre(engine), CARDS, LOANS, GREEN, ENGLISH, FRAUD)


def with_queues(centre: Centre, *queues: QueueSettings) -> Centre:
    with centre.open_work() as work:
        ensure_queues(work.session, queues)
    return centre


def agent(
    centre: Centre,
    *queues: str,
    skills: Mapping[str, int] | None = None,
    team: str = "",
    agent_id: UUID | None = None,
    ready: bool = True,
) -> UUID:
    agent_id = agent_id or uuid4()
    with centre.open_work() as work:
        for code in queues or ("cards",):
            ensure_member(work.session, agent_id, code)
        ensure_skills(work.session, agent_id, skills or {})
    centre.do(lambda session, deps: sign_in_agent(session, deps, agent_id, team=team))
    if ready:
        centre.go(agent_id, AgentAction.GO_READY)
    centre.clock.advance(1)
    return agent_id


def wait(centre: Centre, seconds: float) -> None:
    """Let business time pass; only timers and what they start act."""
    centre.clock.advance(seconds)
    centre.run()


def offered(centre: Centre, agent_id: UUID) -> UUID | None:
    offer = centre.desk(agent_id).offer
    return None if offer is None else offer.call_id


def queue_of(centre: Centre, call_id: UUID) -> str:
    query = sa.text("SELECT q.code FROM queues q JOIN calls c USING (queue_id) WHERE c.call_id = :call")
    with centre.engine.connect() as connection:
        return str(connection.execute(query, {"call": call_id}).scalar_one())


def route_timers(centre: Centre) -> list[datetime]:
    with Session(centre.engine) as session:
        query = sa.select(TimerRow.due_at).where(TimerRow.kind == TimerKind.ROUTE).order_by(TimerRow.due_at)
        return [at.astimezone(UTC) for at in session.scalars(query)]


def test_the_green_channel_goes_first_and_waiting_catches_up(bank: Centre) -> None:
    early = bank.ring(queue_code="cards")
    bank.clock.advance(120)
    late = bank.ring(queue_code="cards")
    bank.host.wish = RoutingWish(tier="platinum")
    green = bank.ring(queue_code="cards")
    assert [queue_of(bank, each) for each in (early, late, green)] == ["cards", "cards", "green"]
    bank.clock.advance(40)

    first = agent(bank, "cards", "green")

    assert offered(bank, first) == green
    bank.clock.advance(200)  # who came 360 s ago has gained more than the five points of a platinum caller just come
    bank.host.wish = RoutingWish(tier="platinum")
    bank.ring(queue_code="cards")
    assert offered(bank, agent(bank, "cards", "green")) == early


def test_suspected_fraud_goes_ahead_of_all_even_if_the_records_cannot_be_read(bank: Centre) -> None:
    class Unreadable(type(bank.host)):  # type: ignore[misc]
        def routing_wish(self, session: Session, call: CallFacts, *, foreseen: object | None = None) -> RoutingWish:
            session.execute(sa.text("SELECT 1 / 0"))
            return RoutingWish()

    bank.host.wish = RoutingWish(tier="platinum", priority=60)
    bank.ring()
    bank.clock.advance(600)
    bank.host = Unreadable()
    suspected = bank.ring(queue_code="cards", menu_reason="suspected_fraud")

    assert queue_of(bank, suspected) == "fraud"
    assert offered(bank, agent(bank, "green", "cards", "fraud")) == suspected


def test_a_caller_goes_to_the_queue_of_their_language_and_to_who_speaks_it_best(bank: Centre) -> None:
    bank.host.wish = RoutingWish(language="en")
    able = agent(bank, "english", skills={"english": 3})
    agent(bank, "english", skills={"english": 2})
    best = agent(bank, "english", skills={"english": 5})

    call_id = bank.ring(queue_code="cards")

    assert queue_of(bank, call_id) == "english"
    assert offered(bank, best) == call_id
    assert bank.ring(queue_code="loans") == offered(bank, able)


def test_the_relationship_manager_first_then_the_team_then_everybody(bank: Centre) -> None:
    manager = agent(bank, "loans")
    on_the_line = bank.ring(queue_code="loans")
    bank.act(manager, on_the_line, CallAction.ANSWER)
    team = agent(bank, "green", team="Peak", ready=False)
    other = agent(bank, "green")
    bank.host.wish = RoutingWish(tier="platinum", preferred_agent_id=manager, preferred_team="Peak")
    colleague = agent(bank, "loans", "cards", team="Peak")

    began_at = bank.clock.now()
    call_id = bank.ring(queue_code="cards")

    assert bank.call(call_id).state is CallState.QUEUED
    wait(bank, 19)
    assert bank.call(call_id).state is CallState.QUEUED
    wait(bank, 1)  # the manager's time is over: the team's begins, and nobody of it who is ready serves the queue
    assert offered(bank, colleague) is None
    assert bank.call(call_id).state is CallState.QUEUED
    bank.go(team, AgentAction.GO_READY)
    assert offered(bank, team) == call_id
    bank.act(team, call_id, CallAction.DECLINE)
    wait(bank, 20)
    assert offered(bank, other) == call_id
    assert bank.call(call_id).enqueued_at == began_at  # the place was kept all the while


def test_nobody_waits_for_a_manager_who_is_not_here(bank: Centre) -> None:
    manager = agent(bank, "green", ready=False)
    other = agent(bank, "green")
    bank.go(manager, AgentAction.GO_OFFLINE)
    bank.host.wish = RoutingWish(tier="platinum", preferred_agent_id=manager)

    assert bank.ring() == offered(bank, other)


def test_a_free_manager_gets_their_customer_whatever_queues_they_serve(bank: Centre) -> None:
    agent(bank, "cards")
    manager = agent(bank, "loans")
    bank.host.wish = RoutingWish(preferred_agent_id=manager)

    assert bank.ring(queue_code="cards") == offered(bank, manager)


def test_a_call_flows_over_when_its_time_has_come_and_not_before(bank: Centre) -> None:
    loans = agent(bank, "loans")
    call_id = bank.ring(queue_code="cards")
    due = bank.call(call_id).enqueued_at + timedelta(seconds=60)
    assert route_timers(bank) == [due]

    wait(bank, 59)
    assert offered(bank, loans) is None
    wait(bank, 1)

    assert offered(bank, loans) == call_id
    assert queue_of(bank, call_id) == "cards"
    assert route_timers(bank) == []


def test_a_call_that_is_offered_before_its_time_leaves_no_timer_and_one_that_comes_back_has_it_again(
    bank: Centre,
) -> None:
    call_id = bank.ring(queue_code="cards")
    cards = agent(bank, "cards")
    assert offered(bank, cards) == call_id
    assert route_timers(bank) == []

    bank.act(cards, call_id, CallAction.DECLINE)

    assert route_timers(bank) == [bank.call(call_id).enqueued_at + timedelta(seconds=60)]
    bank.caller_hangs_up(call_id)
    assert route_timers(bank) == []


def test_an_offer_at_once_sets_no_timer(bank: Centre) -> None:
    cards = agent(bank, "cards")

    assert bank.ring(queue_code="cards") == offered(bank, cards)
    assert route_timers(bank) == []


def test_a_closed_queue_sends_its_callers_on_or_away(engine: sa.Engine) -> None:
    centre = with_queues(
        Centre(engine), queue("cards", hours=OFFICE), queue("loans", hours=OFFICE, closed_to="night"), queue("night")
    )
    clerk = agent(centre, "cards", "loans", "night")
    assert centre.ring(queue_code="cards") == offered(centre, clerk)  # at nine it is open
    centre.clock.at = NINE + timedelta(hours=10)

    away = centre.ring(queue_code="cards")
    on = centre.ring(queue_code="loans")

    assert queue_of(centre, on) == "night"
    call = centre.call(away)
    assert (call.state, call.end_cause) == (CallState.ENDED, EndCause.TURNED_AWAY_CLOSED)
    orders = [order for order in centre.carrier.orders if order.call_sid == call.call_sid]
    assert [order.kind for order in orders] == [OrderKind.END_CALL]
    room = centre.carrier.carrier.find_room(call.call_sid)
    assert room is not None
    assert room.state() == "ended"
    assert centre.host.unanswered == []


def test_a_full_queue_sends_its_callers_on_or_away_and_makes_room_again(engine: sa.Engine) -> None:
    centre = with_queues(Centre(engine), queue("cards", max_waiting=1, full_to="loans"), queue("loans", max_waiting=1))
    first, second, third = (centre.ring(queue_code="cards") for _ in range(3))

    assert [queue_of(centre, each) for each in (first, second)] == ["cards", "loans"]
    assert (centre.call(third).state, centre.call(third).end_cause) == (CallState.ENDED, EndCause.TURNED_AWAY_FULL)
    centre.caller_hangs_up(first)
    assert queue_of(centre, centre.ring(queue_code="cards")) == "cards"


def test_an_urgent_caller_whom_a_full_queue_sends_on_is_still_urgent(engine: sa.Engine) -> None:
    centre = with_queues(Centre(engine), queue("cards"), replace(FRAUD, max_waiting=1, full_to="cards"))
    centre.ring(queue_code="cards")
    centre.clock.advance(600)
    centre.ring(menu_reason="suspected_fraud")
    sent_on = centre.ring(menu_reason="suspected_fraud")

    assert queue_of(centre, sent_on) == "cards"
    assert offered(centre, agent(centre, "cards")) == sent_on


def test_an_agent_sees_every_queue_they_serve_in_the_settings_order(bank: Centre) -> None:
    someone = agent(bank, "fraud", "green", "cards", ready=False)
    bank.host.wish = RoutingWish(tier="platinum")
    bank.ring()

    queues = bank.desk(someone).queues

    assert [(each.name["en"], each.waiting) for each in queues] == [("cards", 0), ("green", 1), ("fraud", 0)]


def test_who_serves_a_whole_group_can_take_everything_in_it(bank: Centre) -> None:
    someone = uuid4()
    with bank.open_work() as work:
        ensure_skills(work.session, someone, {"english": 5})
        ensure_serves_group(work.session, someone, SETTINGS.default_queue)
        members = MemberRepository(work.session)
        assert len(members.list_queue_ids_of(someone)) == 5
        assert members.skills_of(someone) == {"english": 5}
    agent(bank, "cards", agent_id=someone)

    bank.host.wish = RoutingWish(language="en")
    assert bank.ring() == offered(bank, someone)


def test_a_queue_full_of_callers_whom_nobody_can_take_does_not_hide_the_others(bank: Centre) -> None:
    bank.host.wish = RoutingWish(tier="platinum")
    for _ in range(3):
        bank.ring()
    bank.host.wish = RoutingWish()
    call_id = bank.ring(queue_code="loans")

    assert offered(bank, agent(bank, "loans")) == call_id


def test_a_manager_who_goes_on_a_break_is_passed_over_when_their_time_is_over(bank: Centre) -> None:
    manager, other = agent(bank, "green"), agent(bank, "cards")
    bank.go(manager, AgentAction.GO_NOT_READY, ChosenReason.BREAK)
    assert bank.desk(manager).agent.state is AgentState.NOT_READY
    bank.host.wish = RoutingWish(preferred_agent_id=manager)

    assert bank.ring(queue_code="cards") == offered(bank, other)


def test_callers_whose_time_to_flow_over_has_come_together_are_looked_at_together(bank: Centre) -> None:
    calls = [bank.ring(queue_code="cards") for _ in range(4)]
    agent(bank, "loans", ready=False)
    assert len(route_timers(bank)) == len(calls)
    bank.clock.advance(60)

    assert bank.timers.run_due() == 1

    assert route_timers(bank) == []
    taken = agent(bank, "loans")
    assert offered(bank, taken) == min(calls)

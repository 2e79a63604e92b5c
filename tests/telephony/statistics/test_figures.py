"""The figures of a day in a small centre, beside the same counted by plain SQL that shares nothing with them."""

from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.contract import AgentAction, AgentState, CallAction, EndCause, OfferOutcome
from telephony.settings import TelephonySettings
from telephony.statistics.definitions import ServiceLevel, Thresholds
from telephony.statistics.figures import AgentFigures, QueueFigures, agent_figures, menu_figures, queue_figures
from telephony.statistics.records import Fate, MenuDeparture
from telephony.statistics.repository import StatisticsRepository
from tests.telephony.support import NINE, Centre

DAY = timedelta(days=1)

RECOUNT = sa.text("""
WITH room AS (
    SELECT call_id,
           min(joined_at) FILTER (WHERE kind = 'caller') AS came,
           max(left_at) FILTER (WHERE kind = 'caller') AS gone,
           min(joined_at) FILTER (WHERE kind = 'agent') AS heard
    FROM parties GROUP BY call_id
), calls_of AS (
    SELECT room.*, calls.callback_wished_at IS NOT NULL AS wished,
           extract(epoch FROM coalesce(heard, gone) - came) AS waited
    FROM room JOIN calls USING (call_id) JOIN queues USING (queue_id) WHERE queues.code = :queue
)
SELECT count(*) FILTER (WHERE heard IS NOT NULL) AS answered,
       count(*) FILTER (WHERE heard IS NOT NULL AND waited <= 20) AS in_time,
       count(*) FILTER (WHERE heard IS NULL AND gone IS NOT NULL AND NOT wished) AS abandoned,
       count(*) FILTER (WHERE heard IS NULL AND gone IS NOT NULL AND NOT wished AND waited > 20) AS late,
       count(*) FILTER (WHERE heard IS NULL AND gone IS NOT NULL AND NOT wished AND waited < 5) AS short,
       count(*) FILTER (WHERE heard IS NULL AND gone IS NOT NULL AND wished) AS wished,
       avg(waited) FILTER (WHERE heard IS NOT NULL) AS asa,
       sum(extract(epoch FROM gone - heard)) AS talk_and_hold,
       (SELECT sum(extract(epoch FROM ended_at - began_at)) FROM agent_states JOIN calls_of USING (call_id)
        WHERE state = 'wrap_up') AS wrap_up,
       (SELECT count(*) FROM offers JOIN calls_of USING (call_id)) AS rings,
       (SELECT count(*) FROM offers JOIN calls_of USING (call_id) WHERE outcome = 'not_answered') AS missed
FROM calls_of
""")

RECOUNT_AGENTS = sa.text("""
SELECT sum(extract(epoch FROM ended - began)) FILTER (WHERE state IN ('on_call', 'wrap_up')) AS handling,
       sum(extract(epoch FROM ended - began)) FILTER (WHERE state = 'ready') AS ready,
       sum(extract(epoch FROM ended - began)) FILTER (WHERE state <> 'offline') AS signed_in
FROM (SELECT state, greatest(began_at, :since) AS began, least(coalesce(ended_at, :until), :until) AS ended
      FROM agent_states WHERE began_at < :until AND coalesce(ended_at, :until) > :since) AS cut
""")


@pytest.fixture
def day(centre: Centre) -> Centre:
    """Two agents and calls of every fate."""
    first, second = centre.agent(), centre.agent()
    served(centre, first, ring=3, talk=100, hold=30, wrap_up=40)
    served(centre, second, ring=8, talk=50, hold=0, wrap_up=10)
    for wait in (2, 12):  # nobody takes them: short and early abandons
        call_id = centre.ring()
        centre.clock.advance(wait)
        centre.caller_hangs_up(call_id)
    call_id = centre.ring()
    centre.clock.advance(20)
    centre.run()
    centre.clock.advance(6)
    centre.caller_hangs_up(call_id)  # a late abandon, after one ring that nobody answered
    for agent in (first, second):
        centre.go(agent, AgentAction.GO_OFFLINE)
    call_id = centre.ring()
    centre.clock.advance(35)
    centre.sign_in(first)
    centre.go(first, AgentAction.GO_READY)
    centre.clock.advance(2)
    centre.act(first, call_id, CallAction.ANSWER)
    centre.run()
    centre.clock.advance(70)
    centre.caller_hangs_up(call_id)
    centre.clock.advance(15)
    centre.finish(first, call_id)
    centre.clock.advance(60)
    return centre


def served(centre: Centre, agent: UUID, *, ring: float, talk: float, hold: float, wrap_up: float) -> None:
    call_id = centre.ring()
    centre.clock.advance(ring)
    if centre.desk(agent).offer is None:
        agent = next(each for each in everybody(centre) if centre.desk(each).offer is not None)
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.run()
    centre.clock.advance(talk)
    if hold:
        centre.act(agent, call_id, CallAction.HOLD)
        centre.run()
        centre.clock.advance(hold)
        centre.act(agent, call_id, CallAction.RESUME)
        centre.run()
    centre.caller_hangs_up(call_id)
    centre.clock.advance(wrap_up)
    centre.finish(agent, call_id)


def everybody(centre: Centre) -> list[UUID]:
    with Session(centre.engine) as session:
        return list(session.scalars(sa.text("SELECT agent_id FROM agents")))


def of_queue(centre: Centre, queue: str = "cards") -> QueueFigures:
    with Session(centre.engine) as session:
        calls = StatisticsRepository(session).list_calls(NINE - DAY, NINE + DAY, [queue])
    return queue_figures(calls, Thresholds(), centre.clock.now())


def of_agents(centre: Centre) -> AgentFigures:
    since, until = NINE + timedelta(seconds=10), centre.clock.now()
    with Session(centre.engine) as session:
        repository = StatisticsRepository(session)
        return agent_figures(
            repository.list_agent_stretches(since, until), repository.list_rings(since, until), since, until
        )


def test_a_queues_figures_are_those_that_plain_sql_counts(day: Centre) -> None:
    figures = of_queue(day)
    with day.engine.connect() as connection:
        row = connection.execute(RECOUNT, {"queue": "cards"}).mappings().one()

    counts = figures.counts
    assert (counts.answered, counts.answered_in_time, counts.abandoned) == (3, 2, 3)
    assert (row["answered"], row["in_time"], row["abandoned"]) == (3, 2, 3)
    assert (
        (counts.abandoned - counts.abandoned_in_time, counts.short_abandoned) == (row["late"], row["short"]) == (1, 1)
    )
    assert figures.service_levels[ServiceLevel.LATE_ABANDONED_HURT] == 100 * row["in_time"] / (
        row["answered"] + row["late"]
    )
    assert figures.speed_of_answer == pytest.approx(float(row["asa"]))
    assert figures.talk_seconds + figures.hold_seconds == pytest.approx(float(row["talk_and_hold"]))
    assert figures.wrap_up_seconds == pytest.approx(float(row["wrap_up"]))
    assert figures.handle_time == pytest.approx((float(row["talk_and_hold"]) + float(row["wrap_up"])) / 3)
    assert figures.rings == row["rings"]
    assert figures.not_answered == pytest.approx(100 * row["missed"] / row["rings"])


def test_a_queues_figures_say_what_happened_in_it(day: Centre) -> None:
    figures = of_queue(day)

    assert figures.calls == 6
    assert figures.fates[Fate.ANSWERED] == figures.fates[Fate.ABANDONED] == 3
    assert (figures.talk_seconds, figures.hold_seconds, figures.wrap_up_seconds) == (220, 30, 65)
    assert figures.longest_wait == 37
    assert figures.queue_speed == pytest.approx(35 / 3)  # without the 3, 8 and 2 s of ringing
    assert figures.held_calls == 1
    assert figures.end_causes == {
        EndCause.ABANDONED_RINGING.value: 3,
        EndCause.CALLER_HUNG_UP.value: 3,
    }
    assert of_queue(day, "loans").calls == 0


def test_the_agents_time_is_cut_at_the_period_and_recounted_by_plain_sql(day: Centre) -> None:
    figures = of_agents(day)
    since, until = NINE + timedelta(seconds=10), day.clock.now()
    with day.engine.connect() as connection:
        row = connection.execute(RECOUNT_AGENTS, {"since": since, "until": until}).mappings().one()

    handling = figures.in_state[AgentState.ON_CALL] + figures.in_state[AgentState.WRAP_UP]
    assert figures.agents == 2
    assert handling == pytest.approx(float(row["handling"]))
    assert figures.in_state[AgentState.READY] == pytest.approx(float(row["ready"]))
    assert figures.occupancy_of_signed_in == pytest.approx(100 * handling / float(row["signed_in"]))
    idle = float(row["ready"]) - figures.ringing
    assert figures.occupancy == pytest.approx(100 * handling / (handling + idle))


def test_who_is_to_be_called_back_has_not_abandoned_and_who_was_sent_away_was_not_offered(
    engine: sa.Engine, centre: Centre
) -> None:
    wished = centre.ring()
    with Session(engine) as session, session.begin():
        session.execute(sa.text("UPDATE calls SET callback_wished_at = arrived_at"))
        session.execute(sa.text("UPDATE queues SET max_waiting = 1 WHERE code = 'cards'"))
    full = centre.ring("+85298765432")
    centre.clock.advance(30)
    centre.caller_hangs_up(wished)

    figures = of_queue(Centre(engine, TelephonySettings(default_queue="cards")))
    assert centre.call(full).end_cause is EndCause.TURNED_AWAY_FULL
    assert {fate: count for fate, count in figures.fates.items() if count} == {
        Fate.CALLBACK: 1,
        Fate.TURNED_AWAY: 1,
    }
    assert figures.counts.offered == 0


def test_a_ring_is_kept_with_how_it_ended(day: Centre) -> None:
    with Session(day.engine) as session:
        calls = StatisticsRepository(session).list_calls(NINE - DAY, NINE + DAY)

    outcomes = [ring.outcome for call in calls for ring in call.rings]
    assert outcomes.count(OfferOutcome.ANSWERED) == 3
    assert outcomes.count(OfferOutcome.NOT_ANSWERED) == 1
    assert OfferOutcome.OPEN not in outcomes


def test_who_hung_up_in_the_menu_is_counted_by_what_they_chose_last(day: Centre) -> None:
    with Session(day.engine) as session:
        calls = StatisticsRepository(session).list_calls(NINE - DAY, NINE + DAY)
    cards = {"en": "Cards", "zh": "信用卡"}
    left = [
        MenuDeparture(NINE, NINE + timedelta(seconds=20), "cards", cards),
        MenuDeparture(NINE, NINE + timedelta(seconds=40), "cards", cards),
        MenuDeparture(None, NINE, "", {}),  # the carrier did not say since when they were in it
    ]

    figures = menu_figures(calls, left)

    went_on = sum(call.called_at is not None for call in calls)
    assert (figures.left, figures.went_on, figures.left_time) == (3, went_on, 30)
    assert figures.left_share == pytest.approx(300 / (3 + went_on))
    assert list(figures.left_after) == [(cards, 2), ({}, 1)]
    assert menu_figures(calls, []).left_time is None

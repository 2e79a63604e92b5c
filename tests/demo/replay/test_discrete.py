"""A replay as discrete events: real units of work on a real database, and a clock that only the replay moves."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.demo.replay.discrete import Agenda, DiscreteReplay
from agent_desktop.demo.replay.log import parse_log
from agent_desktop.demo.replay.plan import Plan, PlanWish, made_up_numbers, plan_replay
from agent_desktop.demo.replay.prepare import ReplayAgent, let_agents_in, replay_settings
from agent_desktop.demo.replay.recount import not_stored_once, recounted_totals, stored_totals, stuck
from agent_desktop.settings import Settings
from telephony.clock import SteppedClock
from tests.demo.replay.support import log_of, morning, served, waiting
from tests.server.support import settings_for_tests

DAY = date(1999, 2, 1)
_FATES = sa.text("SELECT call_sid, end_cause, wait_seconds, talk_seconds FROM calls ORDER BY call_sid")


def plan_of(lines: Iterable[str], *, agents: int | None = None, seed: int = 1) -> Plan:
    wish = PlanWish([DAY], ZoneInfo("Asia/Hong_Kong"), seed=seed, agents=agents)
    return plan_replay(parse_log(lines).calls, wish, made_up_numbers())


def play(
    engine: sa.Engine, plan: Plan, *, calls: int = 1_000, bank: Settings | None = None
) -> tuple[DiscreteReplay, Sequence[ReplayAgent]]:
    settings = replay_settings(bank or settings_for_tests())
    agents, _ = let_agents_in(engine, settings, plan.agents)
    with engine.connect() as connection:
        replay = DiscreteReplay(plan, settings, connection, agents, seed=1)
        replay.run(lambda _, offered: offered < calls)
    return replay, agents


def fates(engine: sa.Engine) -> dict[str, tuple[str, int, int]]:
    with engine.connect() as connection:
        return {row[0]: (row[1], row[2], row[3]) for row in connection.execute(_FATES)}


def test_every_call_offered_is_stored_once_and_both_counts_agree(engine: sa.Engine) -> None:
    plan = plan_of(morning())

    replay, agents = play(engine, plan)

    with Session(engine) as session:
        stored = stored_totals(session, [agent.agent_id for agent in agents], plan.begins_at)
    with engine.connect() as connection:
        recounted = recounted_totals(connection)
        left, missing = stuck(connection), not_stored_once(connection, replay.offered)
    assert stored == recounted
    assert (stored.offered, stored.served + stored.abandoned, stored.handled) == (8, 8, stored.served)
    assert left.nothing
    assert missing == []


def test_a_talk_takes_as_long_as_in_the_log_and_the_business_clock_goes_no_further(engine: sa.Engine) -> None:
    plan = plan_of(morning())

    play(engine, plan)

    assert fates(engine)["AA0101-3-990201"][2] == 120
    with engine.connect() as connection:
        ended = connection.scalar(sa.text("SELECT max(ended_at) FROM calls"))
    assert plan.begins_at < ended < plan.begins_at + timedelta(minutes=20)


def test_without_an_agent_everybody_leaves_when_their_patience_ends(engine: sa.Engine) -> None:
    gone = [waiting(2, "9:00:10", "9:00:40", 30), waiting(3, "9:00:15", "9:00:22", 7)]
    long_talk = served(1, "9:00:00", 300, "A")
    plan = plan_of(log_of(long_talk, *gone))

    play(engine, plan)

    after = fates(engine)
    assert after["AA0101-1-990201"][0] == "caller_hung_up"
    assert after["AA0101-2-990201"] == ("abandoned_waiting", 30, 0)
    assert after["AA0101-3-990201"] == ("abandoned_waiting", 7, 0)


def test_who_goes_ahead_is_served_before_who_came_earlier(engine: sa.Engine) -> None:
    plan = plan_of(
        log_of(
            served(1, "9:00:00", 100, "A"),
            served(2, "9:00:10", 60, "A", queue=200),
            served(3, "9:00:20", 60, "A", queue=100, priority=2),
            waiting(4, "9:20:00", "9:40:00", 1_200),  # so that everybody's patience is long enough
        )
    )

    play(engine, plan)

    after = fates(engine)
    assert after["AA0101-3-990201"][1] < after["AA0101-2-990201"][1] - 60


def test_the_same_seed_plays_the_same(engine: sa.Engine) -> None:
    plan = plan_of(morning(), seed=2)
    play(engine, plan)
    first = fates(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("TRUNCATE calls, agents, queue_groups, users, provider_inbox CASCADE"))

    play(engine, plan)

    assert fates(engine) == first


def test_a_replay_that_is_ended_early_serves_who_is_on_the_line_and_sends_everybody_home(engine: sa.Engine) -> None:
    replay, _ = play(engine, plan_of(morning()), calls=3)

    with engine.connect() as connection:
        assert len(replay.offered) == 3
        assert recounted_totals(connection).offered == 3
        assert stuck(connection).nothing


def test_a_bank_that_is_closed_by_its_settings_takes_every_call_of_the_log(engine: sa.Engine) -> None:
    content = settings_for_tests().model_dump()
    content["telephony"]["hours"] = [{"code": "never", "weekly": {}}]
    for queue in content["telephony"]["queues"]:
        queue |= {"hours": "never", "max_waiting": 1, "tiers": ["platinum"]}
    plan = plan_of(morning())

    play(engine, plan, bank=Settings.model_validate(content))

    assert all(cause != "turned_away_closed" for cause, _, _ in fates(engine).values())
    with engine.connect() as connection:
        assert recounted_totals(connection).served == 7


def test_a_served_call_is_six_units_of_work_and_nothing_else_is_asked_in_between(engine: sa.Engine) -> None:
    plan = plan_of(log_of(served(1, "9:00:00", 60, "A"), waiting(2, "9:20:00", "9:40:00", 1_200)))
    commits: list[object] = []
    settings = replay_settings(settings_for_tests())
    agents, _ = let_agents_in(engine, settings, plan.agents)

    with engine.connect() as connection:
        replay = DiscreteReplay(plan, settings, connection, agents, seed=1)
        sa.event.listen(engine, "commit", commits.append)
        replay.run(lambda *_: True)

    # The call comes; is answered; the line is asked for, and joined; the caller leaves; the wrap-up is finished.
    # The agent signs in, turns ready, and goes home. The second caller comes, and leaves.
    assert len(commits) == 6 + 3 + 2


def test_of_two_things_at_one_moment_the_first_noted_comes_first() -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    clock = SteppedClock(noon)
    agenda, done = Agenda(clock), list[str]()
    agenda.later(5, lambda: done.append("a"))
    agenda.later(5, lambda: done.append("b"))
    agenda.later(1, lambda: done.append("before"))

    assert (agenda.take_due(), agenda.next_at()) == (None, noon + timedelta(seconds=1))
    clock.move_to(noon + timedelta(seconds=5))
    while (do := agenda.take_due()) is not None:
        do()

    assert done == ["before", "a", "b"]

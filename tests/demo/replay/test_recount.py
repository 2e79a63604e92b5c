"""The recount sees what the product's own counts would not show."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.demo.replay.recount import Stuck, Totals, not_stored_once, recounted_totals, stored_totals, stuck
from agent_desktop.demo.replay.report import Outcome
from agent_desktop.server.database import create_engine
from tests.demo.replay.support import morning
from tests.demo.replay.test_discrete import plan_of, play
from tests.support.postgres import TestCluster


@pytest.fixture(scope="module")
def morning_played(cluster: TestCluster) -> Iterator[tuple[str, list[str]]]:
    """A database in which a morning was replayed, to be copied: each test spoils one of its own."""
    address = cluster.clone()
    engine = create_engine(address)
    replay, _ = play(engine, plan_of(morning()))
    engine.dispose()
    yield address, list(replay.offered)
    cluster.drop(address)


@pytest.fixture
def replayed(cluster: TestCluster, morning_played: tuple[str, list[str]]) -> Iterator[tuple[sa.Engine, list[str]]]:
    played, offered = morning_played
    address = cluster.clone(str(sa.make_url(played).database))
    engine = create_engine(address)
    yield engine, list(offered)
    engine.dispose()
    cluster.drop(address)


def outcome(engine: sa.Engine, offered: list[str]) -> Outcome:
    with Session(engine) as session:
        agents = list(session.scalars(sa.text("SELECT agent_id FROM agents")))
        stored = stored_totals(session, agents, plan_of(morning()).begins_at - timedelta(days=1))
    with engine.connect() as connection:
        recounted, left = recounted_totals(connection), stuck(connection)
        return Outcome(stored, recounted, left, not_stored_once(connection, offered), offered, 1.0)


def test_a_good_replay_has_no_problems(replayed: tuple[sa.Engine, list[str]]) -> None:
    assert outcome(*replayed).problems() == []


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("UPDATE calls SET talk_seconds = talk_seconds + 1 WHERE call_sid = 'AA0101-1-990201'", "talk_seconds"),
        ("UPDATE calls SET wait_seconds = 30 WHERE call_sid = 'AA0101-1-990201'", "quick"),
        ("UPDATE calls SET answered_at = NULL WHERE call_sid = 'AA0101-1-990201'", "served"),
        ("UPDATE calls SET wrapped_up_at = NULL WHERE call_sid = 'AA0101-1-990201'", "handled"),
        ("DELETE FROM calls WHERE call_sid = 'AA0101-1-990201'", "not stored once: AA0101-1-990201"),
        ("UPDATE agents SET state = 'ready' WHERE true", "stuck agents: 2"),
        ("UPDATE calls SET state = 'queued', ended_at = NULL, agent_id = NULL", "stuck calls: 8"),
        ("UPDATE parties SET joined_at = joined_at - interval '5 minutes' WHERE kind = 'agent'", "wait_seconds"),
    ],
)
def test_a_planted_difference_is_found(replayed: tuple[sa.Engine, list[str]], planted: str, found: str) -> None:
    engine, offered = replayed
    with engine.begin() as connection:
        connection.execute(sa.text(planted))

    assert any(problem.startswith(found) for problem in outcome(engine, offered).problems())


def test_a_call_that_nobody_offered_is_found(replayed: tuple[sa.Engine, list[str]]) -> None:
    engine, offered = replayed

    assert outcome(engine, offered[1:]).problems() == [f"not stored once: {offered[0]}"]


def test_each_difference_and_each_stuck_thing_is_a_problem() -> None:
    totals = Totals(*([1] * 9))
    other = replace(totals, missed=2)

    assert Outcome(totals, other, Stuck(0, 0, 0, 1, 0), [], [], 1.0).problems() == ["missed: 1 / 2", "stuck timers: 1"]

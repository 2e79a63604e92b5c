"""The live board equals a recount from raw rows, at many moments of a replay and across the change of the day.

`make prove` replays all of the Anonymous Bank's 1 to 20 February where its call log is found; `make test` a made-up
evening and the morning after it. The figures are printed.
"""

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from agent_desktop.demo.replay.discrete import DiscreteReplay
from agent_desktop.demo.replay.log import read_log
from agent_desktop.demo.replay.plan import PlanWish, made_up_numbers, plan_replay
from agent_desktop.demo.replay.prepare import let_agents_in, replay_settings
from agent_desktop.demo.replay.run import days_from
from tests.demo.replay.support import find_anonymous_bank, log_of, served, waiting
from tests.proofs.board.compare import WatchedFloor
from tests.server.support import settings_for_tests

DAYS = "AGENT_DESKTOP_BOARD_DAYS"
"""Environment: which days of the log, as `simulate replay --days` takes them; all of them without it."""


def some_calls() -> list[str]:
    """An evening until midnight and a morning: callers who are served, who wait, and who give up."""
    chance, rows = Random(11), []
    for number in range(1, 25):
        evening = number <= 14
        at = f"23:{30 + 2 * number}:0{number % 10}" if evening else f"0:{2 * (number - 14)}:0{number % 10}"
        date = "990201" if evening else "990202"
        agent = ("FIRST", "SECOND")[number % 2]
        if number % 5 == 0:
            wait = chance.randrange(2, 50)
            exits = f"{at.split(':')[0]}:{at.split(':')[1]}:{min(59, int(at.split(':')[2]) + wait):02d}"
            rows.append(waiting(number, at, exits, wait, date=date))
        else:
            rows.append(served(number, at, chance.randrange(30, 200), agent, date=date))
    return list(log_of(*rows))


@pytest.mark.prove
@pytest.mark.timeout(14400)
def test_the_board_equals_a_recount_from_raw_rows_at_every_look(
    engine: sa.Engine, tmp_path: Path, full_size: bool
) -> None:
    file = find_anonymous_bank() if full_size else None
    if file is None:
        file = tmp_path / "log.txt"
        file.write_text("\n".join(some_calls()) + "\n")
    every = timedelta(minutes=20 if full_size else 4)
    settings = replay_settings(settings_for_tests())
    zone = ZoneInfo(settings.records.time_zone)
    log = read_log(file)
    played = days_from(os.environ.get(DAYS, "") if full_size else "", log.days())
    plan = plan_replay(log.calls, PlanWish(played, zone), made_up_numbers())
    agents, _ = let_agents_in(engine, settings, plan.agents)
    watched = WatchedFloor(zone, settings.records.time_zone)
    problems: list[str] = []
    most_waiting, most_offered, next_at = 0, 0, plan.begins_at
    days: set[date] = set()

    with engine.connect() as connection, engine.connect() as reading:
        looking = reading.execution_options(isolation_level="REPEATABLE READ")

        def watch(at: datetime, _offered: int) -> bool:
            nonlocal next_at, most_waiting, most_offered
            if at >= next_at:
                next_at = at + every
                with looking.begin():
                    problems.extend(watched.differences(looking, at))
                board = watched.board
                assert board is not None
                most_waiting = max(most_waiting, board.figures.waiting)
                most_offered = max(most_offered, board.figures.offered)
                days.add(at.astimezone(zone).date())
            return len(problems) < 20

        replay = DiscreteReplay(plan, settings, connection, agents, seed=1)
        replay.run(watch)
        offered = len(replay.offered)

    print(f"\n{file.name}: {offered} calls, {len(days)} days, {watched.looks} looks, at most {most_waiting} waiting")
    assert not problems, "\n".join(problems)
    assert offered == len(plan.calls)
    assert days >= set(played)
    assert most_offered > (300 if full_size else 8)
    assert most_waiting > 0

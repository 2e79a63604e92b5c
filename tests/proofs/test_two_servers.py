"""Two servers on one database are killed in turn during a replay: no call is lost, none is done twice."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import JsonValue

from agent_desktop.figures import write_figures
from tests.demo.replay.support import find_anonymous_bank
from tests.proofs.kill.floor import NUMBERS
from tests.proofs.pair.centre import Pair
from tests.proofs.pair.checks import mends_by_finding
from tests.proofs.pair.log_callers import planned_calls
from tests.proofs.pair.rounds import HEAD, Round, Rounds, plan_rounds
from tests.support.postgres import cluster_folder

SEED = "AGENT_DESKTOP_PAIR_SEED"
ROUNDS = "AGENT_DESKTOP_PAIR_ROUNDS"
FIGURES = "AGENT_DESKTOP_PAIR_FIGURES"
LOG = "AGENT_DESKTOP_PAIR_LOG"
"""Environment: another seed, another number of rounds, a file for the figures, a call log to play. At full size that is
the Anonymous Bank's where it is found, otherwise one that is made up."""


@pytest.fixture
def folder() -> Iterator[Path]:
    made = cluster_folder()
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.mark.prove
@pytest.mark.timeout(7200)
def test_every_acknowledged_call_outlives_the_server_that_took_it(folder: Path, full_size: bool) -> None:
    seed = int(os.environ.get(SEED, "5"))
    planned = plan_rounds(seed, int(os.environ.get(ROUNDS, "40" if full_size else "2")))
    named = os.environ.get(LOG)
    log = Path(named) if named else find_anonymous_bank() if full_size else None
    calls = planned_calls(log, NUMBERS, seed)
    began = time.monotonic()

    # As many as the bank had at once on its fuller days.
    with Pair(folder, seed, calls, agents=10 if full_size else 2) as pair:
        rounds = Rounds(pair, seed)
        print(f"\nseed {seed}\n{HEAD}")
        for round_ in planned:
            rounds.play(round_)
            if full_size:
                round_.problems += rounds.rest_and_compare()
            print(round_.row(), flush=True)
            assert not round_.problems, "\n".join((*round_.problems, pair.last_words()))
        left = rounds.finish()
        assert not left, "\n".join((*left, pair.last_words()))
        rung, played = pair.callers.rung, "made up" if log is None else log.name
        with pair.connect() as tables:
            mends = mends_by_finding(tables)

    figures = {"log": played, **figures_of(planned, seed, rung, mends, time.monotonic() - began)}
    if os.environ.get(FIGURES):
        write_figures(Path(os.environ[FIGURES]), figures)


def figures_of(
    rounds: list[Round], seed: int, rung: int, mends: dict[str, int], seconds: float
) -> dict[str, JsonValue]:
    """Return the table, and the middle and the longest of each recovery, in seconds."""

    def spread(values: list[float]) -> JsonValue:
        ordered = sorted(values)
        return {"n": len(ordered), "p50": round(ordered[len(ordered) // 2], 2), "most": round(ordered[-1], 2)}

    return {
        "seed": seed,
        "rounds": len(rounds),
        "calls_rung": rung,
        "calls_live_at_kills": sum(each.live for each in rounds),
        "seconds": round(seconds, 1),
        "server_ready_after_kill": spread([each.ready_seconds for each in rounds]),
        "streams_with_a_server_after_kill": spread([each.streams_seconds for each in rounds]),
        "slowest_call_after_restart": spread([each.slowest_seconds for each in rounds]),
        "mends": dict(mends),
        "table": [each.row() for each in rounds],
    }

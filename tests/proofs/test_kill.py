"""Server, embedded database and desktop are killed while notes are typed: what was acknowledged is there."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import JsonValue

from agent_desktop.figures import write_figures
from tests.proofs.kill.centre import Centre, Size, readable_by_postgres
from tests.proofs.kill.rounds import HEAD, Round, Rounds, plan_rounds
from tests.support.postgres import cluster_folder

SEED = "AGENT_DESKTOP_KILL_SEED"
ROUNDS = "AGENT_DESKTOP_KILL_ROUNDS"
FIGURES = "AGENT_DESKTOP_KILL_FIGURES"
"""Environment: another seed, another number of rounds, a file for the figures."""


@pytest.fixture
def folder() -> Iterator[Path]:
    made = cluster_folder()
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.mark.prove
@pytest.mark.timeout(7200)
def test_what_was_acknowledged_outlives_every_kill(folder: Path, full_size: bool) -> None:
    if not readable_by_postgres(folder):
        pytest.skip("the processes of the database are found through /proc, which this system does not have")
    seed = int(os.environ.get(SEED, "3"))
    planned = plan_rounds(seed, int(os.environ.get(ROUNDS, "100" if full_size else "2")))
    played: list[Round] = []
    began = time.monotonic()

    with Centre(folder, seed, Size(2, 3) if full_size else Size(1, 1)) as centre:
        rounds = Rounds(centre, seed)
        print(f"\nseed {seed}\n{HEAD}")
        for round_ in planned:
            rounds.play(round_)
            played.append(round_)
            print(round_.row(), flush=True)
            assert not round_.problems, _told(round_, seed, centre)
        left = rounds.finish()
        assert not left, "\n".join(left)
        rung = centre.callers.rung

    if os.environ.get(FIGURES):
        write_figures(Path(os.environ[FIGURES]), figures_of(played, seed, rung, time.monotonic() - began))


def _told(round_: Round, seed: int, centre: Centre) -> str:
    """Return what is wrong, and the end of each ledger: the folder is gone afterwards."""
    when = f"killed from {round_.killed_at:.3f}, the desktop dead at {round_.desktop_died_at:.3f}"
    return "\n".join((f"seed {seed}, round {round_.number}, {when}:", *round_.problems, centre.last_words()))


def figures_of(rounds: list[Round], seed: int, rung: int, seconds: float) -> dict[str, JsonValue]:
    """Return the table, and the longest and the middle of each recovery, in seconds."""

    def spread(values: list[float]) -> JsonValue:
        ordered = sorted(values)
        if not ordered:
            return None
        return {"n": len(ordered), "p50": round(ordered[len(ordered) // 2], 2), "most": round(ordered[-1], 2)}

    return {
        "seed": seed,
        "rounds": len(rounds),
        "calls_rung": rung,
        "seconds": round(seconds, 1),
        "server_ready_after_kill": spread([each.server_seconds for each in rounds if each.server_seconds is not None]),
        "desktop_back_after_kill": spread(
            [each.desktop_seconds for each in rounds if each.desktop_seconds is not None]
        ),
        "keys_typed": sum(each.typed or 0 for each in rounds),
        "typing_lost_seconds": spread([each.lost_seconds for each in rounds if each.lost_seconds is not None]),
        "keys_recovered": sum(each.recovered or 0 for each in rounds),
        "table": [each.row() for each in rounds],
    }

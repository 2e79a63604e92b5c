"""Several dispatchers on one database, and random events without end: no call is given twice, and none is forgotten."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import JsonValue

from agent_desktop.figures import write_figures
from telephony.calls.reports import receive_report
from telephony.timers.worker import TimerRunner
from tests.proofs.events.auditor import Auditor
from tests.proofs.events.checks import wrong_at_the_end, wrong_now
from tests.proofs.events.world import World, fill, open_world
from tests.proofs.kill.programs import ROOT

EVENTS = "AGENT_DESKTOP_EVENTS"
SEED = "AGENT_DESKTOP_EVENTS_SEED"
FIGURES = "AGENT_DESKTOP_EVENTS_FIGURES"
"""Environment: how many events, another seed, a file for the figures."""

WORKERS: Final = 3
_LOOK_SECONDS: Final = 1.0
_PATIENCE_SECONDS: Final = 60.0


@pytest.mark.prove
@pytest.mark.timeout(0)
def test_no_call_is_assigned_twice_and_none_is_lost_whatever_happens_at_the_same_time(
    database_url: str, full_size: bool
) -> None:
    events = int(os.environ.get(EVENTS, "1000000" if full_size else "900"))
    seed = int(os.environ.get(SEED, "7"))
    zero = time.monotonic()
    world = open_world(database_url, zero)
    fill(world)
    auditor = Auditor(world.engine)
    arguments = ["-m", "tests.proofs.events.worker", database_url, repr(zero), str(seed)]
    shares = [events // WORKERS + (number < events % WORKERS) for number in range(WORKERS)]
    workers = [
        subprocess.Popen(
            [sys.executable, *arguments, str(number), str(share)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for number, share in enumerate(shares)
    ]
    looks = 0
    try:
        told = _Told(workers)
        while not told.everything():
            auditor.follow()
            looks += 1
            wrong = [*auditor.problems, *wrong_now(world)]
            assert not wrong, "\n".join(wrong[:20])
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    _go_home(world)
    auditor.follow()
    wrong = [*auditor.problems, *auditor.at_rest(), *wrong_now(world), *wrong_at_the_end(world, told.answers)]
    failed = [each for answer in told.answers for each in answer["failed"]]
    world.engine.dispose()

    assert not wrong, "\n".join(wrong[:20])
    assert not failed, "\n".join(failed[:20])
    figures = figures_of(told.answers, auditor, looks)
    print(json.dumps(figures, indent=1))
    if os.environ.get(FIGURES):
        write_figures(Path(os.environ[FIGURES]), figures)


class _Told:
    """What the workers have printed, read as they end."""

    def __init__(self, workers: list["subprocess.Popen[str]"]) -> None:
        self._waiting = list(workers)
        self.answers: list[dict[str, Any]] = []

    def everything(self) -> bool:
        """Wait a second for one that still works; say whether all have told."""
        if self._waiting:
            try:
                printed, _ = self._waiting[0].communicate(timeout=_LOOK_SECONDS)
            except subprocess.TimeoutExpired:
                return False
            assert self._waiting.pop(0).returncode == 0, "a worker failed; what it says is above"
            self.answers.append(json.loads(printed))
        return not self._waiting


def _go_home(world: World) -> None:
    """Have every caller hang up, and time run until nothing rings or is joined any more."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    timers = TimerRunner(world.units.begin, world.deps)
    while time.monotonic() < deadline:
        timers.run_due()
        with world.engine.connect() as connection:
            live = connection.exec_driver_sql("SELECT call_sid FROM calls WHERE state <> 'ended'").scalars().all()
        if not live:
            return
        for sid in live:
            with world.units.begin() as work:
                report = world.rooms.hang_up(sid)
                receive_report(work.session, world.deps(work.journal), world.rooms.name, report)


def figures_of(answers: list[dict[str, Any]], auditor: Auditor, looks: int) -> dict[str, JsonValue]:
    """Return how much happened, how fast, and of what kinds."""
    done, refused = Counter[str](), Counter[str]()
    for answer in answers:
        done.update(answer["done"])
        refused.update(answer["refused"])
    total, seconds = done.total() + refused.total(), max(answer["seconds"] for answer in answers)
    return {
        "events": total,
        "refused_by_name": refused.total(),
        "seconds": round(seconds, 1),
        "events_per_second": round(total / seconds, 1),
        "minutes_for_a_million": round(1_000_000 / (total / seconds) / 60, 1),
        "dispatchers": len(answers),
        "offers": auditor.offered,
        "answers": auditor.accepted,
        "journalled": auditor.events,
        "looks_at_all_invariants": looks,
        "done": dict(done.most_common()),
        "refused": dict(refused.most_common()),
    }

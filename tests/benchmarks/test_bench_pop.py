"""The benchmark of the pop measures what it says it does. How long it takes is not looked at here."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.bench_pop import main
from benchmarks.pop.summary import spread


def flat(figures: dict[str, Any]) -> list[float]:
    return [value for each in figures.values() for value in each.values()]


def test_a_percentile_is_a_time_that_was_measured() -> None:
    hundred = spread([each / 1000 for each in range(100, 0, -1)])

    assert (hundred.p50, hundred.p90, hundred.p99, hundred.most, hundred.count) == (50.0, 90.0, 99.0, 100.0, 100)
    assert spread([0.004]).p99 == 4.0


def test_nothing_measured_is_no_figure() -> None:
    with pytest.raises(ValueError, match="nothing"):
        spread([])


@pytest.mark.timeout(300)
def test_three_pops_are_measured_through_three_processes_and_beside_the_peer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = tmp_path / "figures.json"

    wish = "--pops 3 --warm-up 1 --answers 1 --peer-pops 2 --customers 300 --idle-seconds 0 --pause 0.01"
    status = main([*wish.split(), "--json", str(written)])

    printed = capsys.readouterr()
    assert status == 0, printed.err
    figures = json.loads(written.read_text())
    pop = figures["pop"]
    assert figures["database"]["fsync"] == figures["database"]["synchronous_commit"] == "on"
    assert pop["pops"] == 3
    assert pop["audited"] == 4
    assert pop["screen_shows_the_last_state"]
    assert {each["count"] for each in pop["stages"].values()} == {3}
    whole = pop["together"]["POP: carrier sent → painted"]
    assert whole["max_ms"] >= whole["p50_ms"] > 0
    # The stages follow each other without a gap, so that together they are the pop.
    longest = sum(each["max_ms"] for each in pop["stages"].values())
    assert longest >= whole["max_ms"] - 0.1
    assert len(figures["peer"]) == 2
    assert "POP" in printed.out
    assert "machine" in figures

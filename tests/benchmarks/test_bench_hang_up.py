"""The benchmark of the hang-up measures what it says it does. How long it takes is not looked at here."""

import json
from pathlib import Path

import pytest

from benchmarks.bench_hang_up import main


@pytest.mark.timeout(300)
def test_two_hang_ups_are_measured_from_the_carrier_to_the_desktops_stream(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = tmp_path / "figures.json"

    status = main(["--calls", "2", "--customers", "300", "--json", str(written)])

    printed = capsys.readouterr()
    assert status == 0, printed.err
    figures = json.loads(written.read_text())
    assert figures["database"]["fsync"] == figures["database"]["synchronous_commit"] == "on"
    assert figures["hang_up"]["count"] == 2
    assert figures["hang_up"]["max_ms"] >= figures["hang_up"]["p50_ms"] > 0
    assert "HANG-UP" in printed.out

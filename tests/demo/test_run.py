import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from agent_desktop.demo.run import has_screen
from tests.support.postgres import cluster_folder


@pytest.mark.parametrize(
    ("environment", "system", "expected"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "linux", False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_screen_is_seen_where_there_is_one(environment: dict[str, str], system: str, expected: bool) -> None:
    assert has_screen(environment, system) is expected


@pytest.mark.timeout(400)
@pytest.mark.usefixtures("from_nothing")
def test_the_demo_without_a_screen_plays_a_whole_call_and_proves_it(tmp_path: Path) -> None:
    folder = cluster_folder()
    output = tmp_path / "demo-output"
    options = ["--customers", "40", "--output", str(output), "--language", "en"]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "agent_desktop", "demo", "--no-screen", *options],
            env=os.environ | {"AGENT_DESKTOP_DATA_FOLDER": str(folder)},
            capture_output=True,
            text=True,
            timeout=380,
            check=False,
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "propagateSizeHints" not in done.stderr
    report = json.loads((output / "report.json").read_text(encoding="utf-8"))
    assert report["everything_happened"]
    assert len(list(output.glob("*.png"))) == len(report["pictures"]) == 20
    assert all(report["ids"].values())
    happened = [state["what"] for state in report["states"]]
    for what in ("call.queued", "call.offered", "call.answered", "call.held", "call.resumed", "call.ended"):
        assert what in happened
    assert happened[-1] == "wrap_up.finished"
    assert report["saved"]["disposition"] == "dispute_opened"
    assert report["pop_milliseconds"]["profile_painted"] > 0

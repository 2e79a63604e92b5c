"""Figures of a command as a file."""

import json
import os
from pathlib import Path

from agent_desktop.figures import write_figures


def test_figures_say_what_was_counted_when_and_on_which_machine(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"

    write_figures(file, {"calls": 24_223, "queue": "信用卡"})

    written = json.loads(file.read_text(encoding="utf-8"))
    assert (written["calls"], written["queue"]) == (24_223, "信用卡")
    assert written["measured_at"].endswith("+00:00")
    assert written["machine"]["cores"] == os.cpu_count()

"""Pictures of the screens: all of them, and the same on every run."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from agent_desktop.demo.screen_scenes import SCENES
from agent_desktop.ui.call_bar.presenter import SlotKind
from agent_desktop.ui.customer.presenter import CustomerKindShown
from agent_desktop.ui.timeline.presenter import TimelineKind

ROOT = Path(__file__).resolve().parents[2]


def draw(folder: Path, only: str) -> dict[str, str]:
    """Draw into `folder` in a process of its own; return the pictures' hashes by name."""
    command = [sys.executable, "-m", "agent_desktop", "screens", "--output", str(folder), "--only", only]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=110, capture_output=True)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.png"))}


@pytest.mark.timeout(240)
def test_two_runs_draw_the_same_pictures_byte_by_byte(tmp_path: Path) -> None:
    first = draw(tmp_path / "one", "wrap-up-outcome")

    assert len(first) == 12  # two languages, two themes, three widths
    assert draw(tmp_path / "two", "wrap-up-outcome") == first


def test_every_state_of_the_call_slot_has_its_picture() -> None:
    assert {scene.slot.kind for scene in SCENES.values()} == set(SlotKind)


def test_every_state_of_the_customer_column_has_its_picture() -> None:
    assert {scene.customer.kind for scene in SCENES.values()} == set(CustomerKindShown)


def test_every_state_of_the_timeline_but_the_empty_one_has_its_picture() -> None:
    assert {scene.timeline.kind for scene in SCENES.values()} >= set(TimelineKind) - {TimelineKind.EMPTY}

"""Pictures of the screens: all of them, and the same on every run."""

import errno
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from agent_desktop.__main__ import main
from agent_desktop.client.kept_note import NoteStatus
from agent_desktop.client.vault import KeyringState
from agent_desktop.demo.screen_calibration import CALIBRATION
from agent_desktop.demo.screen_login import LOGINS
from agent_desktop.demo.screen_mending import MENDING
from agent_desktop.demo.screen_others import TRIAL_CALLERS
from agent_desktop.demo.screen_people import PEOPLE
from agent_desktop.demo.screen_quality import QUALITY
from agent_desktop.demo.screen_reports import REPORTS
from agent_desktop.demo.screen_routing import ROUTING
from agent_desktop.demo.screen_scenes import SCENES
from agent_desktop.demo.screen_sources import SOURCES
from agent_desktop.demo.screen_staffing import STAFFING
from agent_desktop.demo.screens import WIDE, draw_screens
from agent_desktop.demo.trial_caller.presenter import Line
from agent_desktop.server.start_errors import DiskFullError, FolderNotWritableError, StartError
from agent_desktop.ui.call_bar.presenter import SlotKind
from agent_desktop.ui.customer.presenter import CustomerKindShown
from agent_desktop.ui.timeline.presenter import TimelineKind
from agent_desktop.ui.window.guide import GuidePage

# The offscreen screen says this of itself.
pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support propagateSizeHints\(\)")

ROOT = Path(__file__).resolve().parents[2]


def draw(folder: Path, only: str) -> dict[str, str]:
    """Draw into `folder` in a process of its own; return the pictures' hashes by name."""
    command = [sys.executable, "-m", "agent_desktop", "screens", "--output", str(folder), "--only", only]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=110, capture_output=True)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.png"))}


MOVING = (
    "wrap-up-outcome-needed-en-light-1440",
    "offer-last-seconds-en-light-1280",  # a countdown
    "call-customer-coming-zh-dark-1280",  # skeletons
    "call-script-blocked-zh-dark-1280",  # a field in the wrong, and a column that scrolls
    "call-link-lost-zh-dark-1280",  # messages beside each other
    "transfer-consulting-en-dark-1440",  # what lies over the centre, and three parties
    "specialist-consulted-zh-light-1280",
    "complaint-missing-zh-light-1280",  # a form with a tree, and a rail of dates
    "palette-en-dark-1280",  # a cursor in a field
    "stranded-notes-en-dark-1280",  # an overlay
    "call-connected-zh-light-1440-125",  # larger text
    "sign-in-deciding-zh-light",
    "trial-caller-on-hold-zh-light",
    "confirm-zh-light",
    "controls-en-light",
)
"""One of each kind of picture, and of each kind of thing in them that could be in another place on another run."""


@pytest.mark.timeout(240)
def test_two_runs_draw_the_same_pictures_byte_by_byte_even_of_what_moves(tmp_path: Path) -> None:
    first = draw(tmp_path / "one", ",".join(MOVING))

    assert sorted(first) == sorted(f"{name}.png" for name in MOVING)
    assert draw(tmp_path / "two", ",".join(MOVING)) == first


def test_pictures_of_an_earlier_run_go_and_other_files_stay(tmp_path: Path, qapp: QApplication) -> None:
    gone = tmp_path / "confirm-of-old-en-light-1440.png"
    kept = (tmp_path / "holiday.png", tmp_path / "idle-ready-en-light-1440.png")
    for path in (gone, *kept):
        path.write_bytes(b"")

    assert draw_screens(tmp_path, only="confirm") == 0

    assert not gone.exists()
    assert all(path.exists() for path in kept)
    assert len(list(tmp_path.glob("confirm-*.png"))) == 4  # two languages, two themes


@pytest.mark.parametrize(
    ("number", "expected"), [(errno.ENOSPC, DiskFullError), (errno.EACCES, FolderNotWritableError)]
)
def test_a_picture_that_cannot_be_written_ends_the_run_by_its_name(
    number: int, expected: type[StartError], tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _data: bytes) -> int:
        raise OSError(number, "refused")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(expected):
        draw_screens(tmp_path, only="confirm")


def test_a_folder_that_cannot_be_made_ends_the_command_with_2_and_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("no folder")

    assert main(["screens", "--output", str(taken / "pictures"), "--language", "en"]) == 2
    said = capsys.readouterr()
    assert str(taken / "pictures") in said.err
    assert "screens are in" not in said.out


def test_every_kind_of_picture_is_among_those_compared() -> None:
    names = [re.sub(r"-(en|zh)-(light|dark)", "", name) for name in MOVING]
    kinds = {re.sub(r"(-\d+)+$", "", name) for name in names}

    assert kinds & set(LOGINS)
    assert kinds & set(TRIAL_CALLERS)
    assert {"confirm", "controls"} <= kinds
    assert {SCENES[kind].overlay != "" for kind in kinds & set(SCENES)} == {True, False}
    assert {SCENES[kind].guide for kind in kinds & set(SCENES)} == set(GuidePage)
    assert any(re.search(r"-\d+-\d+$", name) for name in names)  # in larger text


def test_the_main_screens_of_the_other_windows_are_drawn_as_wide_as_the_widest() -> None:
    makers = (STAFFING, QUALITY, CALIBRATION, REPORTS, PEOPLE, ROUTING, MENDING, SOURCES)
    assert set().union(*makers) >= WIDE
    assert all(not WIDE.isdisjoint(each) for each in makers)


def test_every_state_of_the_call_slot_has_its_picture() -> None:
    assert {scene.slot.kind for scene in SCENES.values()} == set(SlotKind)


def test_every_state_of_the_customer_column_has_its_picture() -> None:
    assert {scene.customer.kind for scene in SCENES.values()} == set(CustomerKindShown)


def test_every_state_of_the_timeline_but_the_empty_one_has_its_picture() -> None:
    assert {scene.timeline.kind for scene in SCENES.values()} >= set(TimelineKind) - {TimelineKind.EMPTY}


def test_every_state_of_note_and_sign_in_has_its_picture() -> None:
    assert {scene.notes.status for scene in SCENES.values()} >= set(NoteStatus) - {NoteStatus.SAVING}
    assert {state.keyring for state in LOGINS.values()} == set(KeyringState)
    assert {state.line for state in TRIAL_CALLERS.values()} >= {Line.IDLE, Line.HELD}

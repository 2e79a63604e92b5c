import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.app import run_desktop
from agent_desktop.ui.desk.process import Instance, catch_what_escapes, has_screen, lock_instance, log_to

SERVER = "https://desk.bank.example"


def test_one_account_has_one_desktop_for_a_server(tmp_path: Path) -> None:
    lock = lock_instance(tmp_path, SERVER)

    with pytest.raises(ClientError) as refused:
        lock_instance(tmp_path, f"{SERVER}/")
    other = lock_instance(tmp_path, "https://other.bank.example")

    assert refused.value.code is ErrorCode.ALREADY_RUNNING
    lock.release()
    other.release()
    lock_instance(tmp_path, SERVER).release()


def test_a_killed_desktop_leaves_the_next_one_free_to_start(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from agent_desktop.ui.desk.process import lock_instance\n"
        f"lock = lock_instance(Path({str(tmp_path)!r}), {SERVER!r})\n"
        "print('locked', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        with pytest.raises(ClientError):
            lock_instance(tmp_path, SERVER)
        other.kill()

    lock_instance(tmp_path, SERVER).release()


def test_a_lock_file_that_names_a_program_which_runs_locks_nobody_out(tmp_path: Path) -> None:
    lock_instance(tmp_path, SERVER).release()
    (left_over,) = tmp_path.glob("*.lock")
    left_over.write_text(f"{os.getpid()}\n")

    lock_instance(tmp_path, SERVER).release()


def test_an_instance_is_held_once_and_given_up_once(tmp_path: Path) -> None:
    first, second = Instance(tmp_path, SERVER), Instance(tmp_path, SERVER)
    first.hold()
    first.hold()
    with pytest.raises(ClientError):
        second.hold()

    first.release()
    first.release()
    second.hold()
    second.release()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ClientError) as refused:
        lock_instance(tmp_path / "file" / "desktop", SERVER)

    assert refused.value.code is ErrorCode.FOLDER_NOT_WRITABLE


@pytest.mark.parametrize(
    ("environment", "platform", "there"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_screen_is_looked_for_before_qt_ends_the_program(
    environment: dict[str, str], platform: str, there: bool
) -> None:
    assert has_screen(environment, platform) is there


def test_without_a_screen_the_desktop_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")

    with pytest.raises(ClientError) as refused:
        run_desktop(SERVER, language="en")

    assert refused.value.code is ErrorCode.NO_SCREEN


def test_what_leaves_a_slot_is_in_the_log_without_what_was_said(qapp: QApplication, tmp_path: Path) -> None:
    restore = catch_what_escapes(qapp)
    stop = log_to(tmp_path / "desktop.log")
    try:
        try:
            raise ValueError("what the customer said")
        except ValueError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    finally:
        stop()
        restore()

    log = (tmp_path / "desktop.log").read_text(encoding="utf-8")
    assert "ValueError" in log
    assert "what the customer said" not in log
    assert not [each for each in logging.getLogger("agent_desktop").handlers if "desktop.log" in str(each)]

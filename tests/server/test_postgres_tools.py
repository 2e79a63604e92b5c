"""What PostgreSQL's own programs need around them, and what they leave behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from agent_desktop.server.postgres_tools import Account, is_another_program, last_complaint


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="what a number stands for is told by /proc")
@pytest.mark.parametrize(("named", "is_another"), [("here", False), ("there", True), ("nowhere", False), (None, False)])
def test_a_server_whose_folder_cannot_be_told_is_not_taken_for_another_program(
    named: str | None, is_another: bool, tmp_path: Path
) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    options = ["-D", named] if named else []
    server = subprocess.Popen(
        ["postgres", "-c", "print(flush=True); input()", *options],
        executable=sys.executable,
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert server.stdout is not None
    try:
        server.stdout.readline()
        assert is_another_program(f"{server.pid}\n", tmp_path / "here") is is_another
    finally:
        server.kill()
        server.communicate()


def test_who_may_enter_a_folder_follows_its_mode(tmp_path: Path) -> None:
    about = tmp_path.stat()
    stranger, owner, member = (
        Account("stranger", about.st_uid + 1, about.st_gid + 1),
        Account("owner", about.st_uid, about.st_gid + 1),
        Account("member", about.st_uid + 1, about.st_gid),
    )
    (tmp_path / "in").mkdir()

    def allowed(mode: int) -> list[bool]:
        (tmp_path / "in").chmod(mode)
        return [who._may_enter(tmp_path / "in") for who in (owner, member, stranger)]

    assert allowed(0o700) == [True, False, False]
    assert allowed(0o710) == [True, True, False]
    assert allowed(0o711) == [True, True, True]
    assert allowed(0o601) == [False, False, True]


def test_the_last_complaint_is_found_in_a_log() -> None:
    log = ["LOG:  starting", "2026 FATAL:  lock file is empty", "HINT:  remove it", "pg_ctl: could not start server"]

    assert last_complaint(log) == "lock file is empty"
    assert last_complaint(["all is well"]) == ""

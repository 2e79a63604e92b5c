"""What tests start from one process that has everything loaded is, to them, as if it had been started by itself."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SELF = [sys.executable, "-m", "tests.support.warm.mirror"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be forked so")


def run(*arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*SELF, *arguments], capture_output=True, text=True, timeout=60, check=False, **more)


def test_a_program_has_its_own_arguments_folder_environment_input_and_end(tmp_path: Path) -> None:
    done = run("a b", "7", cwd=tmp_path, env={**os.environ, "ONLY_HERE": "x"}, input="what is said to it")

    assert done.stdout.splitlines() == ["a b", str(tmp_path), "x", "what is said to it", "warm"]
    assert done.stderr == "and an error\n"
    assert done.returncode == 7
    assert run("a b", "0", input="").stdout.splitlines()[2] == "-"  # the environment of the next is its own


def test_who_ends_of_an_error_says_so_as_python_does() -> None:
    done = run("no number", "none", input="")

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("ValueError: invalid literal")


def test_a_program_that_is_killed_is_seen_to_be_and_waited_for_in_time() -> None:
    with subprocess.Popen([*SELF, "sleep", "0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"sleep\n"
        assert program.poll() is None
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(0.01)
        assert os.getpgid(program.pid) == os.getpgid(0)
        program.send_signal(signal.SIGKILL)
        assert program.wait(20) == -signal.SIGKILL
        assert program.poll() == -signal.SIGKILL


def test_a_session_of_its_own_is_given_and_a_program_of_a_program_is_warm_as_well() -> None:
    with subprocess.Popen(
        [*SELF, "child", "0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as one:
        assert os.getsid(one.pid) == one.pid
        said, _ = one.communicate(b"", timeout=60)
    assert said.split()[-2:] == [b"warm", b"warm"]


def test_what_is_to_start_by_itself_does(from_nothing: None) -> None:
    assert run("a", "0", input="", cwd=ROOT).stdout.splitlines()[-1] == "cold"


def test_another_interpreters_environment_is_no_business_of_the_starter() -> None:
    done = run("a", "0", input="", cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "1"})

    assert done.stdout.splitlines()[-1] == "cold"

"""Setting up on a machine that lacks something says what, and the one command that helps."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(shutil.which("make") is None or shutil.which("bash") is None, reason="needs make")


@pytest.fixture
def machine(tmp_path: Path) -> Any:
    """Run a command where dpkg-query, apt-get and id answer as the test wants."""
    programs = tmp_path / "bin"
    programs.mkdir()

    def program(name: str, text: str) -> None:
        (programs / name).write_text(f"#!/bin/sh\n{text}\n")
        (programs / name).chmod(0o755)

    def run(
        *command: str, missing: str = "", user: int = 1000, apt: str = "exit 0"
    ) -> subprocess.CompletedProcess[str]:
        program(
            "dpkg-query",
            f'for last; do :; done; case " {missing} " in *" ${{last%t64}} "*) exit 1;; esac; printf installed',
        )
        program("apt-get", f'echo "apt-get $*" >> {tmp_path}/apt; {apt}')
        program("id", f"echo {user}")
        return subprocess.run(
            command,
            env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


SCRIPT = str(ROOT / ".ci" / "system-packages")


def test_where_nothing_is_missing_nothing_is_said(machine: Any) -> None:
    done = machine(SCRIPT)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_person_is_given_the_one_command(machine: Any) -> None:
    done = machine(SCRIPT, missing="libegl1 fonts-inter")

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "  sudo apt-get install libegl1 fonts-inter"


def test_missing_fonts_alone_stop_nobody(machine: Any) -> None:
    done = machine(SCRIPT, missing="fonts-noto-cjk")

    assert done.returncode == 0
    assert "sudo apt-get install fonts-noto-cjk" in done.stderr


def test_root_gets_them_installed(machine: Any, tmp_path: Path) -> None:
    done = machine(SCRIPT, missing="libxcb-cursor0", user=0)

    assert done.returncode == 0
    assert "libxcb-cursor0" in (tmp_path / "apt").read_text().splitlines()[-1]


def test_root_without_a_package_source_is_told(machine: Any) -> None:
    done = machine(SCRIPT, missing="libegl1", user=0, apt="exit 100")

    assert done.returncode == 1
    assert "apt-get install libegl1" in done.stderr


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What `make setup` looks at first."""
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    return tmp_path


def test_a_python_that_is_too_old_is_named(checkout: Path) -> None:
    old = checkout / "python-old"
    old.write_text('#!/bin/sh\ncase "$1" in -V) echo "Python 3.9.2";; *) exit 1;; esac\n')
    old.chmod(0o755)

    done = subprocess.run(
        ["make", f"PYTHON={old}", "setup"], cwd=checkout, capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 2
    assert f"Python 3.11 or later is needed; {old} is Python 3.9.2." in done.stderr
    assert not (checkout / ".venv").exists()


def test_no_python_at_all_is_said(checkout: Path) -> None:
    done = subprocess.run(
        ["make", "CANDIDATES=", "setup"], cwd=checkout, capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 2
    assert "Python 3.11 or later is needed. Install it" in done.stderr


def test_help_lists_what_make_can_do() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)

    for target in ("demo", "test", "check", "prove", "screens", "bench", "desktop", "server", "translations", "lock"):
        assert f"make {target} " in done.stdout


def test_continuous_integration_runs_make_check() -> None:
    text = (ROOT / ".ci" / "run").read_text()

    assert text.rstrip().endswith("make check")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert sys.version_info >= (3, 11)

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from agent_desktop.demo.parts import Part, PartNotStartedError, free_port
from tests.server.support import until

pytestmark = pytest.mark.timeout(120)


def simulator(folder: Path, port: int, *, key: str = "a-key-of-this-test") -> Part:
    return Part(
        "simulator",
        ["simulator", "--port", str(port), "--server", "http://127.0.0.1:9", "--language", "en"],
        health_url=f"http://127.0.0.1:{port}/health",
        log=folder / "logs" / "simulator.log",
        environment={"AGENT_DESKTOP_CARRIER_KEY": key},
    )


def test_a_part_runs_until_it_is_stopped(tmp_path: Path) -> None:
    port = free_port()
    part = simulator(tmp_path, port)
    part.start()
    try:
        part.wait_until_ready()
        assert httpx.get(f"http://127.0.0.1:{port}/calls", timeout=15).json() == []
        ran = part.is_running
    finally:
        part.stop()

    assert (ran, part.is_running, _answers(port)) == (True, False, False)
    part.stop()


def test_a_part_that_ends_at_once_is_told_with_its_last_word(tmp_path: Path) -> None:
    part = simulator(tmp_path, free_port(), key="")
    part.start()
    try:
        with pytest.raises(PartNotStartedError) as failure:
            part.wait_until_ready()
    finally:
        part.stop()

    assert failure.value.details["part"] == "simulator"
    assert "AGENT_DESKTOP_CARRIER_KEY" in str(failure.value.details["reason"])
    assert Path(str(failure.value.details["path"])).exists()


_PARENT = """
import sys, time
from pathlib import Path
from tests.demo.test_parts import simulator
part = simulator(Path(sys.argv[1]), int(sys.argv[2]))
part.start()
part.wait_until_ready()
print("ready", flush=True)
time.sleep(600)
"""


def test_a_part_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT, str(tmp_path), str(port)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        assert _answers(port)
        parent.kill()

    until(lambda: not _answers(port), seconds=20)


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health", timeout=2).is_success
    except httpx.HTTPError:
        return False

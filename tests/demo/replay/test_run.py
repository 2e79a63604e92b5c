"""The whole command: a small made-up log, as discrete events and over real processes; the real one in full."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml

from agent_desktop.__main__ import main
from agent_desktop.demo.replay.log import read_log
from agent_desktop.demo.replay.run import days_from
from tests.demo.replay.support import anonymous_bank, log_of, morning, row, served, waiting

Replay = Callable[..., int]
TOTAL_WORDS = "Both counts agree; each call offered is stored once, and nothing is stuck."


@pytest.fixture
def config(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings that name the test's own database; its password is in the environment, and so is the data folder."""
    url = sa.make_url(database_url)
    monkeypatch.setenv("AGENT_DESKTOP_DATABASE_PASSWORD", str(url.password))
    monkeypatch.setenv("AGENT_DESKTOP_DATA_FOLDER", str(tmp_path / "data"))
    path = tmp_path / "config.yaml"
    named = url._replace(password=None).set(drivername="postgresql").render_as_string(hide_password=False)
    path.write_text(yaml.safe_dump({"database": {"url": named}}))
    return path


@pytest.fixture
def replay(config: Path, tmp_path: Path) -> Replay:
    def run(log: list[str] | Path, *options: str) -> int:
        file = log
        if not isinstance(log, Path):
            file = tmp_path / "log.txt"
            file.write_text("\n".join(log) + "\n")
        fixed = ["--rejects", str(tmp_path / "rejects.csv"), "--json", str(tmp_path / "figures.json")]
        common = ["--config", str(config), "--language", "en"]
        return main(["simulate", "replay", str(file), *fixed, *common, *options])

    return run


def figures(tmp_path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((tmp_path / "figures.json").read_text())
    return content


def test_a_replay_tells_what_becomes_of_each_row_and_counts_twice(
    replay: Replay, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert replay(list(morning()), "--speed", "max") == 0

    said = capsys.readouterr().out
    assert "10 rows. Found among them:" in said
    assert "  7 offered: the log has them served, 1 of them by nobody it names" in said
    assert "  1 rejected, with line, column and reason" in said
    assert TOTAL_WORDS in said
    assert "Replaying 8 calls with 2 agents, at most 2 at once, from 1999-02-01 09:00" in said
    assert (tmp_path / "rejects.csv").read_text().splitlines()[1] == "11,vru_time,negative,-5"
    measured = figures(tmp_path)
    assert (measured["stored"], measured["problems"]) == (measured["recounted"], [])
    assert (measured["agents"], measured["agents_at_once"]) == (2, 2)
    counts, recounted = measured["statistics"]["total"]["counts"], measured["recounted"]
    assert (counts["answered"], counts["abandoned"]) == (recounted["served"], recounted["abandoned"])
    assert "service level: ≤ 20 s of answered and abandoned later" in said
    assert measured["machine"]


def test_a_second_replay_into_the_same_database_is_refused(replay: Replay, capsys: pytest.CaptureFixture[str]) -> None:
    assert replay(list(morning()), "--speed", "max") == 0

    assert replay(list(morning()), "--speed", "max") == 2
    assert "holds 8 calls already" in capsys.readouterr().err


def test_what_is_no_log_and_days_it_does_not_have_are_said_plainly(
    replay: Replay, capsys: pytest.CaptureFixture[str]
) -> None:
    assert replay(["no log"], "--speed", "max") == 2
    assert "no call log of a form that is known" in capsys.readouterr().err
    assert replay(list(morning()), "--days", "1999-02-02") == 2
    assert "1999-02-01" in capsys.readouterr().err
    assert replay(list(morning()), "--days", "yesterday") == 2


def test_days_are_a_number_or_dates_or_spans() -> None:
    there = [date(1999, 2, day) for day in range(1, 6)]

    assert days_from("", there) == there
    assert days_from("2", there) == there[:2]
    assert days_from("1999-02-04", there) == [there[3]]
    assert days_from("1999-02-02..1999-02-03, 1999-02-05", there) == [there[1], there[2], there[4]]


def test_a_replay_over_real_processes_stores_every_call(replay: Replay, tmp_path: Path, engine: sa.Engine) -> None:
    callers = [served(number, f"9:0{number}:00", 30, "A") for number in range(1, 6)]
    log = log_of(*callers, waiting(7, "9:04:30", "9:05:30", 60))

    status = replay(list(log), "--speed", "60")

    measured = figures(tmp_path)
    assert (status, measured["problems"]) == (0, [])
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM calls WHERE state = 'ended'")) == 6
        # Business times, not the machine's: the first call of the log came at nine in the bank's own zone.
        first = connection.scalar(sa.text("SELECT min(arrived_at) FROM calls"))
    assert first.isoformat().startswith("1999-02-01T01:01")


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_ctrl_c_ends_a_replay_in_order(config: Path, tmp_path: Path, engine: sa.Engine) -> None:
    file = tmp_path / "log.txt"
    # The second caller comes an hour later: the replay would take two minutes more.
    file.write_text("\n".join(log_of(served(1, "9:00:00", 20, "A"), waiting(2, "10:00:00", "10:00:30", 30))) + "\n")
    command = [sys.executable, "-m", "agent_desktop", "simulate", "replay", str(file), "--speed", "30", "--agents", "1"]
    written = ["--rejects", str(tmp_path / "rejects.csv"), "--json", str(tmp_path / "figures.json")]
    options = ["--config", str(config), *written, "--language", "en"]
    process = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True, env=dict(os.environ))
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with engine.connect() as connection:
                if connection.scalar(sa.text("SELECT count(*) FROM calls")):
                    break
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()

    assert process.returncode == 130
    assert "Stopping" in said
    assert TOTAL_WORDS in said
    # The log's own figures are those of the part that was played, or the two could not be compared.
    assert "are of the 1 of 2 calls that were offered" in said
    measured = figures(tmp_path)
    assert [of["offered"] for of in (measured["log_figures"], measured["replay_figures"])] == [1, 1]


@pytest.mark.prove
def test_the_real_log_is_replayed_without_a_difference(replay: Replay, tmp_path: Path, full_size: bool) -> None:
    """All 20 days in full; otherwise the last hour of the quietest of them."""
    file = anonymous_bank()
    if not full_size:
        lines = file.read_text("latin-1").splitlines()
        file = tmp_path / "some.txt"
        file.write_text("\n".join([lines[0], *(line for line in lines if "\t990206\t23:" in line)]) + "\n", "latin-1")
    offered = sum(call.kind.value in ("served", "abandoned") for call in read_log(file).calls)

    assert replay(file, "--speed", "max") == 0

    stored = figures(tmp_path)["stored"]
    assert isinstance(stored, dict)
    assert (stored["offered"], stored["served"] + stored["abandoned"]) == (offered, offered)
    assert offered == 22_642 if full_size else 10 < offered < 100


def test_a_row_of_a_day_that_is_not_played_is_left_out(replay: Replay, tmp_path: Path) -> None:
    assert replay([*morning(), row(40, date="990202")], "--speed", "max", "--days", "1") == 0

    parts = figures(tmp_path)["parts"]
    assert isinstance(parts, dict)
    assert parts["rows"] == 10

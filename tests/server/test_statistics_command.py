"""``agent-desktop statistics``: the figures of a period, in both languages and as a file."""

import argparse
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from agent_desktop.server.errors import QueueUnknownError
from agent_desktop.server.statistics.command import StatisticsWish, run_statistics, wish_from
from agent_desktop.server.statistics.options import add_statistics_options
from agent_desktop.settings import Settings
from agent_desktop.words import Language
from telephony.contract import AgentState
from tests.server.floor import SECRETS, Floor
from tests.server.support import until

Run = Callable[..., list[str]]


@pytest.fixture
def run(floor: Floor) -> Run:
    address = floor.engine.url.render_as_string(hide_password=False)
    settings = Settings.model_validate(
        floor.settings.model_dump() | {"database": floor.settings.database.model_dump() | {"url": address}}
    )
    today = datetime.now(ZoneInfo(settings.records.time_zone)).replace(tzinfo=None)

    def counted(language: Language = "en", *, days: int = 1, **more: object) -> list[str]:
        told: list[str] = []
        since, until_at = today - timedelta(days=days), today + timedelta(days=1)
        wish = StatisticsWish(since, until_at, **more)  # type: ignore[arg-type]
        assert run_statistics(settings, SECRETS, wish, language, told.append) == 0
        return told

    return counted


def value_of(told: list[str], label: str) -> str:
    return next(line.split(label, 1)[1].strip() for line in told if label in line)


def test_a_served_and_an_abandoned_call_are_counted_told_and_written(floor: Floor, run: Run, tmp_path: Path) -> None:
    desk = floor.agent()
    desk.go_ready()
    floor.ring()
    call = desk.take_call()
    left = floor.ring()
    with floor.engine.connect() as connection:
        until(lambda: connection.execute(sa.text("SELECT count(*) FROM calls")).scalar() == 2)
    floor.hang_up(left)
    desk.act(call.call_id, "hang_up")
    until(lambda: desk.snapshot().agent.state is AgentState.WRAP_UP)
    path = tmp_path / "figures.json"

    told = run(json_path=path)

    assert value_of(told, "answered: somebody talked with them") == "1"
    assert value_of(told, "abandoned: they hung up while they waited") == "1"
    assert value_of(told, "service level: ≤ 20 s of answered and abandoned later") == "100.00 %"
    assert value_of(told, "of all, abandoned or not") == "50.00 %"
    assert value_of(told, "rings at agents") == "1"
    figures = json.loads(path.read_text(encoding="utf-8"))
    assert figures["total"]["counts"]["answered"] == figures["queues"]["cards"]["counts"]["answered"] == 1
    assert figures["service_level_shown"] == "late_abandoned_hurt"
    assert figures["thresholds"] == {"answer_seconds": 20.0, "short_seconds": 5.0}
    assert figures["total"]["handle_time"] > 0
    chinese = run("zh", queues=("cards",))
    assert value_of(chinese, "已接通：与坐席通话") == "1"


def test_a_time_without_calls_is_said_to_be_so(run: Run) -> None:
    assert "No call came in that time." in [line.strip() for line in run()]
    assert "这段时间没有来电。" in [line.strip() for line in run("zh")]


def test_a_queue_that_is_not_there_is_named_with_those_that_are(run: Run) -> None:
    with pytest.raises(QueueUnknownError) as refused:
        run(queues=("gold",))

    assert refused.value.details["queue"] == "gold"
    assert "cards" in str(refused.value.details["known"])


def test_a_day_is_meant_from_its_beginning_to_its_end_and_a_moment_as_it_is() -> None:
    parser = argparse.ArgumentParser()
    add_statistics_options(parser)

    wish = wish_from(parser.parse_args(["--from", "2026-06-01", "--to", "2026-06-01"]))
    assert (wish.since.isoformat(), wish.until.isoformat()) == ("2026-06-01T00:00:00", "2026-06-02T00:00:00")
    wish = wish_from(parser.parse_args(["--from", "2026-06-01T09:00", "--to", "2026-06-01T17:30"]))
    assert (wish.since.hour, wish.until.minute) == (9, 30)
    with pytest.raises(SystemExit):
        parser.parse_args(["--from", "June", "--to", "2026-06-01"])

"""Beats in both directions cost next to nothing, and say when the other side has gone."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from agent_desktop.server.stream import connection
from agent_desktop.server.stream.connection import heartbeat_text
from telephony.contract import StreamClose, StreamMessage
from tests.server.floor import opened_floor
from tests.server.support import until


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        datetime(2026, 3, 2, 9, 0, 1, 250, tzinfo=UTC),
        datetime(2026, 3, 2, 17, 0, tzinfo=timezone(timedelta(hours=8))),
    ],
)
def test_a_heartbeat_is_written_as_the_contract_writes_it(now: datetime) -> None:
    message = StreamMessage(type="heartbeat", number=7, previous=7, server_at=now.astimezone(UTC))

    assert heartbeat_text(7, now) == message.model_dump_json(exclude_none=True, exclude={"kind"})


def test_a_stream_whose_desktop_beat_and_fell_silent_is_ended(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SILENT_SECONDS", 0.3)
    with opened_floor(database_url, heartbeat_seconds=0.1) as floor:
        beats, never = floor.listen(floor.agent("may")), floor.listen(floor.agent("jun"))
        beats.beat()

        assert until(lambda: beats.close_code) == StreamClose.TOO_SLOW
        assert never.close_code is None

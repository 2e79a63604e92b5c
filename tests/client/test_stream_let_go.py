"""What a stream leaves behind when it is stopped."""

import asyncio
import gc
import sys
from collections.abc import Callable

import pytest
from websockets.asyncio.server import ServerConnection

from telephony.contract import StreamHello
from tests.client.stream_server import StreamServer, stream_server
from tests.client.support import wait_until
from tests.client.test_stream import FAST, Follower, queue_event, snapshot_message


def test_a_stream_stopped_while_it_says_good_bye_leaves_no_socket_open(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    hangs_up: list[Callable[[], object]] = []

    async def goes_deaf(connection: ServerConnection, hello: StreamHello) -> None:
        loop = asyncio.get_running_loop()
        hangs_up.append(lambda: loop.call_soon_threadsafe(connection.transport.abort))
        await connection.send(snapshot_message(1).model_dump_json(exclude_none=True))
        connection.transport.pause_reading()  # so that the good-bye is never answered

    gc.collect()
    left_open: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda problem: left_open.append(repr(problem.object)))
    with stream_server() as server:
        server.play = goes_deaf
        _follow_until_a_gap_and_stop(server, caplog)
        gc.collect()
        hangs_up[0]()
    assert left_open == []


def _follow_until_a_gap_and_stop(server: StreamServer, caplog: pytest.LogCaptureFixture) -> None:
    follower = Follower(server.origin, FAST)
    follower.stream.start()
    wait_until(lambda: follower.numbers == [1])
    server.send(queue_event(4, 3))  # 2 and 3 were lost, so the stream begins anew
    wait_until(lambda: "stream gap" in caplog.text)
    assert follower.stream.stop()

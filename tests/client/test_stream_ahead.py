"""What the stream makes of a message that goes ahead of an event."""

from collections.abc import Iterator

import pytest

from telephony.contract import StreamMessage
from tests.client.stream_server import StreamServer, stream_server
from tests.client.support import wait_until
from tests.client.test_stream import following, plays, queue_event, snapshot_message


@pytest.fixture
def server() -> Iterator[StreamServer]:
    with stream_server() as server:
        server.play = plays(snapshot_message(1))
        yield server


def ahead_of(message: StreamMessage) -> str:
    """What goes ahead of an event, as the server writes it: the same words after the type."""
    words = message.model_dump_json(exclude_none=True, exclude={"number", "previous"})
    return '{"number":0,"type":"ahead",' + words.removeprefix('{"type":"event",')


def event_text(message: StreamMessage) -> str:
    words = message.model_dump_json(exclude_none=True, exclude={"number", "previous"})
    return f'{{"previous":{message.previous},"number":{message.number},{words[1:]}'


def test_what_goes_ahead_of_an_event_is_passed_on_and_counts_as_none(server: StreamServer) -> None:
    coming, other = queue_event(2, 1, waiting=3), queue_event(2, 1, waiting=4)
    with following(server.origin) as follower:
        wait_until(lambda: follower.numbers == [1])
        server.send(ahead_of(coming))
        wait_until(lambda: follower.numbers == [1, 0])
        server.send(event_text(coming))
        wait_until(lambda: follower.numbers == [1, 0, 2])
        ahead, came = follower.messages[1:]

        assert (ahead.type, came.type, came.previous) == ("ahead", "event", 1)
        assert came.change is ahead.change  # not read a second time

        server.send(ahead_of(other))
        server.send(event_text(queue_event(3, 2, waiting=5)))
        wait_until(lambda: follower.numbers == [1, 0, 2, 0, 3])
        assert follower.messages[-1].change == queue_event(3, 2, waiting=5).change
        assert len(server.hellos) == 1

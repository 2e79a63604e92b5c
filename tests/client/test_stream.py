import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from websockets.asyncio.server import ServerConnection

from agent_desktop.client.clock import ServerClock
from agent_desktop.client.errors import ClientError
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.client.pulse import Pulse
from agent_desktop.client.stream import DeskStream, StreamLimits
from agent_desktop.contract.errors import ErrorCode
from telephony.contract import (
    DeskChange,
    QueueSnapshot,
    StreamClose,
    StreamHello,
    StreamMessage,
    StreamRenew,
)
from tests.client.stream_server import StreamServer, stream_server
from tests.client.support import QUEUE_ID, START, Clock, desk, wait_until


class Tokens:
    def __init__(self) -> None:
        self.count = 1
        self.left = 900.0
        self.problem: ClientError | None = None
        self.rejected: list[str] = []

    def access_token(self) -> str:
        if self.problem:
            raise self.problem
        return f"token {self.count}"

    def renew(self, rejected: str) -> str:
        self.rejected.append(rejected)
        if self.problem:
            raise self.problem
        self.count += 1
        return f"token {self.count}"

    def access_seconds_left(self) -> float:
        return self.left


class Follower:
    """A stream, and what it said."""

    def __init__(
        self,
        origin: str,
        limits: StreamLimits,
        tokens: Tokens | None = None,
        clock: ServerClock | None = None,
        pulse: Pulse | None = None,
    ) -> None:
        self.tokens = tokens or Tokens()
        self.clock = clock or ServerClock()
        self.messages: list[StreamMessage] = []
        self.links: list[LinkState] = []
        self.threads: set[str] = set()
        self.stream = DeskStream(
            origin,
            self.tokens,
            self.clock,
            on_message=self._message,
            on_link=self._link,
            client_version="0.1.0",
            limits=limits,
            chance=lambda: 0.5,
            pulse=pulse,
        )

    def _message(self, message: StreamMessage) -> None:
        self.threads.add(threading.current_thread().name)
        self.messages.append(message)

    def _link(self, link: LinkState) -> None:
        self.links.append(link)

    @property
    def status(self) -> LinkStatus:
        return self.links[-1].status

    @property
    def numbers(self) -> list[int]:
        return [message.number for message in self.messages]


BEATING = StreamLimits(heartbeat_seconds=0.05, missed=400)
FAST = StreamLimits(heartbeat_seconds=2.0, open_seconds=3.0, first_retry_seconds=0.02, most_retry_seconds=0.1)


@contextmanager
def following(
    origin: str, limits: StreamLimits = FAST, clock: ServerClock | None = None, pulse: Pulse | None = None
) -> Iterator[Follower]:
    follower = Follower(origin, limits, clock=clock, pulse=pulse)
    follower.stream.start()
    try:
        yield follower
    finally:
        assert follower.stream.stop()


@pytest.fixture
def server() -> Iterator[StreamServer]:
    with stream_server() as server:
        server.play = plays(snapshot_message(1))
        yield server


def snapshot_message(number: int) -> StreamMessage:
    return StreamMessage(type="snapshot", number=number, server_at=START, desk=desk())


def queue_event(number: int, previous: int, waiting: int = 0) -> StreamMessage:
    queue = QueueSnapshot(queue_id=QUEUE_ID, name={"en": "Cards"}, waiting=waiting)
    return StreamMessage(
        type="event", number=number, previous=previous, server_at=START, change=DeskChange(queue=queue)
    )


def heartbeat(number: int) -> StreamMessage:
    return StreamMessage(type="heartbeat", number=number, previous=number, server_at=START + timedelta(seconds=5))


def plays(*messages: StreamMessage) -> Callable[[ServerConnection, StreamHello], "Sent"]:
    return lambda connection, hello: Sent(connection, messages)


class Sent:
    """Sends its messages when awaited."""

    def __init__(self, connection: ServerConnection, messages: tuple[StreamMessage, ...]) -> None:
        self._connection = connection
        self._messages = messages

    def __await__(self):  # type: ignore[no-untyped-def]
        return self._send().__await__()

    async def _send(self) -> None:
        for message in self._messages:
            await self._connection.send(message.model_dump_json(exclude_none=True))


def test_a_stream_begins_with_a_snapshot_and_passes_events_on_in_order(server: StreamServer) -> None:
    with following(server.origin) as follower:
        wait_until(lambda: follower.numbers == [1])
        for number in (5, 9):
            server.send(queue_event(number, {5: 1, 9: 5}[number]))
        wait_until(lambda: follower.numbers == [1, 5, 9])

        assert follower.status is LinkStatus.UP
        assert [link.status for link in follower.links] == [LinkStatus.CONNECTING, LinkStatus.UP]
        assert follower.threads == {"desk-stream"}
    (hello,) = server.hellos
    assert (hello.access_token, hello.resume_after, hello.client_version) == ("token 1", None, "0.1.0")


def test_a_gap_is_seen_and_the_stream_resumes_from_its_last_number(server: StreamServer) -> None:
    with following(server.origin) as follower:
        wait_until(lambda: follower.numbers == [1])
        server.send(queue_event(2, 1))
        wait_until(lambda: follower.numbers == [1, 2])
        server.play = plays(queue_event(3, 2), queue_event(4, 3))

        server.send(queue_event(4, 3))  # 3 was lost on the way

        wait_until(lambda: follower.numbers == [1, 2, 3, 4])
        assert [hello.resume_after for hello in server.hellos] == [None, 2]
        assert LinkStatus.LOST not in {link.status for link in follower.links}


def test_a_heartbeat_that_knows_more_than_we_do_is_a_gap_too(server: StreamServer) -> None:
    with following(server.origin) as follower:
        wait_until(lambda: follower.numbers == [1])
        server.play = plays(queue_event(7, 1))

        server.send(heartbeat(7))

        wait_until(lambda: follower.numbers == [1, 7])
        assert server.hellos[-1].resume_after == 1


def test_a_gap_that_stays_makes_the_stream_start_afresh(server: StreamServer) -> None:
    with following(server.origin) as follower:
        wait_until(lambda: follower.numbers == [1])
        server.play = plays(queue_event(9, 8))
        server.send(queue_event(9, 8))
        wait_until(lambda: any(hello.resume_after is None for hello in server.hellos[1:]))
        server.play = plays(snapshot_message(20))

        wait_until(lambda: follower.numbers[-1] == 20)
        assert follower.numbers == [1, 20]


def test_the_stream_comes_back_when_the_server_does() -> None:
    with stream_server() as server:
        server.play = plays(snapshot_message(1))
        port = server.port
        follower = Follower(server.origin, FAST)
        follower.stream.start()
        wait_until(lambda: follower.numbers == [1])
    try:
        wait_until(lambda: follower.links[-1].attempt >= 3)
        lost = [link for link in follower.links if link.status is LinkStatus.LOST]
        assert len({link.since_at for link in lost}) == 1
        assert all(link.retry_at is not None for link in lost)

        with stream_server(port) as server:
            server.play = plays(queue_event(2, 1))
            wait_until(lambda: follower.numbers == [1, 2])
            assert follower.status is LinkStatus.UP
            assert server.hellos[0].resume_after == 1
    finally:
        assert follower.stream.stop()


def test_silence_for_three_heartbeats_is_a_lost_link(server: StreamServer) -> None:
    limits = StreamLimits(heartbeat_seconds=0.4, first_retry_seconds=0.02, most_retry_seconds=0.1)
    with following(server.origin, limits) as follower:
        wait_until(lambda: LinkStatus.LOST in {link.status for link in follower.links})

        seen = [link.status for link in follower.links]
        assert seen[:4] == [LinkStatus.CONNECTING, LinkStatus.UP, LinkStatus.SLOW, LinkStatus.LOST]
        wait_until(lambda: len(server.hellos) >= 2)
        assert server.hellos[1].resume_after == 1


def test_a_token_that_ran_out_is_replaced_at_once(server: StreamServer) -> None:
    with following(server.origin) as follower:
        wait_until(lambda: follower.numbers == [1])
        follower.tokens.count = 2
        server.play = plays(queue_event(2, 1))

        server.close(StreamClose.TOKEN_EXPIRED)

        wait_until(lambda: follower.numbers == [1, 2])
        assert server.hellos[-1].access_token == "token 2"
        assert LinkStatus.LOST not in {link.status for link in follower.links}


def test_a_token_that_is_not_taken_is_renewed(server: StreamServer) -> None:
    async def refuse_first(connection: ServerConnection, hello: StreamHello) -> None:
        if hello.access_token == "token 1":
            await connection.close(StreamClose.TOKEN_MISSING_OR_WRONG)
        else:
            await connection.send(snapshot_message(1).model_dump_json(exclude_none=True))

    server.play = refuse_first
    with following(server.origin) as follower:
        wait_until(lambda: follower.numbers == [1])
        assert follower.tokens.rejected == ["token 1"]


def test_a_fresh_token_is_handed_over_before_the_old_one_runs_out(server: StreamServer) -> None:
    class Renewing(Tokens):
        def access_token(self) -> str:
            token = super().access_token()
            self.count = 2
            return token

        def access_seconds_left(self) -> float:
            return 0.0 if not server.received else 900.0

    follower = Follower(server.origin, FAST, Renewing())
    follower.stream.start()
    try:
        wait_until(lambda: bool(server.received))
    finally:
        follower.stream.stop()
    assert [StreamRenew.model_validate_json(text).access_token for text in server.received] == ["token 2"]
    assert len(server.hellos) == 1


def test_the_desktop_beats_as_soon_as_the_stream_is_open_and_from_then_on(server: StreamServer) -> None:
    with following(server.origin, BEATING):
        wait_until(lambda: server.beats >= 3)


def test_a_window_that_stands_still_is_silent_and_heard_at_once_when_it_goes_on(server: StreamServer) -> None:
    class Window(Pulse):
        looks = 0

        def seconds_since(self) -> float:
            self.looks += 1
            return super().seconds_since()

    clock = Clock()
    window = Window(clock.monotonic)
    with following(server.origin, BEATING, pulse=window):
        clock.seconds += BEATING.heartbeat_seconds * 0.9
        stalled = server.beats
        wait_until(lambda: server.beats >= stalled + 2)

        clock.seconds += BEATING.heartbeat_seconds * 0.2
        frozen = window.looks + 1
        wait_until(lambda: window.looks > frozen)
        silent = server.beats
        wait_until(lambda: window.looks > frozen + 2)
        assert server.beats == silent

        window.beat()
        wait_until(lambda: server.beats > silent)


def test_only_the_first_stream_after_the_start_takes_the_seat(server: StreamServer) -> None:
    with following(server.origin) as follower:
        wait_until(lambda: follower.numbers == [1])
        server.close(StreamClose.SERVER_STOPPING)
        wait_until(lambda: len(server.hellos) == 2)

    assert [hello.takes_seat for hello in server.hellos] == [True, False]


def test_an_ended_sign_in_is_told_and_waits_until_somebody_signs_in_again(server: StreamServer) -> None:
    with following(server.origin) as follower:
        wait_until(lambda: follower.numbers == [1])
        follower.tokens.problem = ClientError(ErrorCode.SIGNED_OUT)
        server.close(StreamClose.TOKEN_MISSING_OR_WRONG)
        wait_until(lambda: follower.status is LinkStatus.SIGNED_OUT)
        count = len(server.hellos)

        follower.tokens.problem = None
        server.play = plays(queue_event(2, 1))
        follower.stream.retry_now()

        wait_until(lambda: follower.numbers == [1, 2])
        assert len(server.hellos) == count + 1


def test_an_event_of_a_newer_server_counts_and_what_is_not_understood_starts_afresh(server: StreamServer) -> None:
    with following(server.origin) as follower:
        wait_until(lambda: follower.numbers == [1])
        text = queue_event(2, 1).model_dump_json(exclude_none=True)
        server.send(text.replace('"type"', '"kind":"call.translated","more":1,"type"', 1))
        wait_until(lambda: follower.numbers == [1, 2])
        assert follower.messages[-1].kind is None

        server.play = plays(snapshot_message(9))
        server.send('{"type": "event", "number": "many"')
        wait_until(lambda: follower.numbers == [1, 2, 9])
        assert server.hellos[-1].resume_after is None


def test_the_servers_clock_is_learnt_from_its_messages(server: StreamServer) -> None:
    with following(server.origin) as follower:
        wait_until(lambda: follower.numbers == [1])

        assert abs(follower.clock.now() - START) < timedelta(seconds=5)


def test_tries_come_later_and_later_and_never_all_at_once() -> None:
    with stream_server() as gone:
        origin = gone.origin
    limits = StreamLimits(first_retry_seconds=0.01, most_retry_seconds=0.04)
    still = ServerClock(lambda: 100.0, lambda: START)
    with following(origin, limits, still) as follower:
        wait_until(lambda: len(follower.links) > 5)
    lost = follower.links[1:6]

    assert [link.attempt for link in lost] == [1, 2, 3, 4, 5]
    # Chance, here a half, takes up to half of each wait.
    assert [link.retry_at and link.retry_at - START for link in lost] == [
        timedelta(milliseconds=wait) for wait in (7.5, 15, 30, 30, 30)
    ]


def test_a_server_that_answers_something_else_is_tried_at_once(server: StreamServer) -> None:
    late = StreamLimits(first_retry_seconds=600.0, most_retry_seconds=600.0, least_retry_seconds=0.1)
    with following(server.origin, late) as follower:
        wait_until(lambda: follower.numbers == [1])
        follower.stream.server_answered()  # nothing to hurry
        server.play = plays(queue_event(2, 1))
        server.close(StreamClose.SERVER_STOPPING)
        wait_until(lambda: follower.status is LinkStatus.LOST)

        follower.stream.server_answered()

        wait_until(lambda: follower.numbers == [1, 2])
        assert len(server.hellos) == 2


def test_stopping_ends_the_thread_and_nothing_is_said_afterwards(server: StreamServer) -> None:
    follower = Follower(server.origin, FAST)
    follower.stream.start()
    wait_until(lambda: follower.numbers == [1])

    assert follower.stream.stop()
    assert "desk-stream" not in {thread.name for thread in threading.enumerate()}
    said = len(follower.links), len(follower.messages)
    server.send(queue_event(2, 1))
    assert (len(follower.links), len(follower.messages)) == said
    assert follower.stream.stop()

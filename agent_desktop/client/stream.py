"""The server's events as they happen: one WebSocket, kept up on a thread of its own."""

import asyncio
import contextlib
import logging
import random
import ssl
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from agent_desktop.client.clock import ServerClock
from agent_desktop.client.errors import ClientError
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.client.pulse import Pulse
from agent_desktop.client.stream_asks import StreamAsks
from agent_desktop.client.stream_reading import StreamReader
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.errors import ErrorCode
from telephony.contract import StreamBeat, StreamClose, StreamHello, StreamMessage, StreamRenew

_log = logging.getLogger(__name__)

_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_MOST_BYTES: Final = 8 * 2**20
_RENEW_AGAIN_SECONDS: Final = 5.0
_GAPS_BEFORE_AFRESH: Final = 2
_LIFE_LOOK_SECONDS: Final = 0.2
"""How often is looked whether a window that stood still is at work again."""
_BEAT: Final = StreamBeat().model_dump_json()


class StreamTokens(Protocol):
    """The sign-in, as the stream needs it. The first two may wait for the server."""

    def access_token(self) -> str: ...

    def renew(self, rejected: str) -> str: ...

    def access_seconds_left(self) -> float: ...


@dataclass(frozen=True, slots=True)
class StreamLimits:
    """`missed` heartbeats in a row are a lost link; one late by half is a slow one, as is a longer way than
    `slow_latency_seconds`. A try that fails is followed by the next after `first_retry_seconds`, doubled each time
    up to `most_retry_seconds`, and shortened by up to half by chance, so that desktops do not come back all at once.
    Where the server answers something else meanwhile, `least_retry_seconds` are enough.
    """

    heartbeat_seconds: float = 5.0
    missed: int = 3
    open_seconds: float = 5.0
    slow_latency_seconds: float = 1.0
    first_retry_seconds: float = 0.5
    most_retry_seconds: float = 15.0
    least_retry_seconds: float = 0.5


class _End(Enum):
    LOST = "lost"  # wait a little, then try again
    RESUME = "resume"  # something is missing, or the token has run out: again at once
    REJECTED = "rejected"  # the token was not taken


class DeskStream:
    """Follows one agent's desk.

    `on_message` gets every snapshot and event once and in order, and what goes ahead of an event; `on_link` gets each
    change of the link. BOTH ARE CALLED ON THE STREAM'S OWN THREAD: bring them to the thread that draws before anything
    is touched there.
    `start` and `stop` belong to the owner; what was seen last is kept over breaks of the link, not over `stop`.
    Somebody has just started it: so the first stream takes the person's seat. One that comes back after a break takes
    nothing from a desktop that has the seat meanwhile.
    """

    def __init__(
        self,
        origin: str,
        tokens: StreamTokens,
        clock: ServerClock,
        *,
        on_message: Callable[[StreamMessage], None],
        on_link: Callable[[LinkState], None],
        client_version: str,
        limits: StreamLimits | None = None,
        chance: Callable[[], float] = random.random,
        pulse: Pulse | None = None,
    ) -> None:
        """`pulse` is that of the window for which the stream beats; None where there is no window."""
        parts = urlsplit(origin.rstrip("/"))
        scheme = "wss" if parts.scheme == "https" else "ws"
        self._uri = f"{scheme}://{parts.netloc}{parts.path}{API_PREFIX}/stream"
        self._ssl = ssl.create_default_context() if scheme == "wss" else None
        # A proxy of the bank's is no way to this very machine.
        self._no_proxy = parts.hostname in _LOOPBACK
        self._tokens = tokens
        self._clock = clock
        self._on_message = on_message
        self._on_link = on_link
        self._client_version = client_version
        self._limits = limits or StreamLimits()
        self._chance = chance
        self._pulse = pulse
        self.asks = StreamAsks()
        self._link = LinkState()
        self._last: int | None = None
        self._gaps = 0
        self._heard = False
        self._takes_seat = True
        self._hurry = asyncio.Event()
        self._tried_at = 0.0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._main: asyncio.Task[None] | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to follow."""
        loop = asyncio.new_event_loop()
        self._loop = loop
        self._main = loop.create_task(self._follow())
        self._thread = threading.Thread(target=self._run, args=(loop, self._main), name="desk-stream", daemon=True)
        self._thread.start()

    def stop(self, limit_seconds: float = 5.0) -> bool:
        """Close the stream and end its thread; returns whether it ended in time. No callback comes afterwards."""
        loop, main, thread = self._loop, self._main, self._thread
        if loop is None or main is None or thread is None:
            return True
        self._on_loop(main.cancel)
        self._loop = None
        thread.join(limit_seconds)
        return not thread.is_alive()

    def retry_now(self) -> None:
        """Do not wait for the next try: the person asked, or has signed in again."""
        self._on_loop(self._hurry.set)

    def server_answered(self) -> None:
        """The server is there: it has answered something else. From any thread.

        Where the stream waits for its next try, that comes at once, though never sooner after the last one than
        `least_retry_seconds`: a server that answers everything but the stream is not run down.
        """
        if self._link.status is LinkStatus.LOST:
            self._on_loop(self._try_soon)

    def _on_loop(self, do: Callable[[], object]) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            try:
                loop.call_soon_threadsafe(do)
            except RuntimeError:  # it has ended just now
                _log.debug("the stream had ended already")

    # on the stream's thread

    def _run(self, loop: asyncio.AbstractEventLoop, main: "asyncio.Task[None]") -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(main)
        except asyncio.CancelledError:
            _log.debug("the stream was stopped")
        finally:
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.close()

    async def _follow(self) -> None:
        attempt = 0
        token = ""
        self._show(LinkState(LinkStatus.CONNECTING, self._clock.now()))
        while True:
            self._heard = False
            end = _End.LOST
            try:
                token = await asyncio.to_thread(self._tokens.access_token)
                end = await self._connection(token)
                if end is _End.REJECTED:
                    await asyncio.to_thread(self._tokens.renew, token)
            except ClientError as error:
                if error.code == ErrorCode.SIGNED_OUT:
                    await self._signed_out()
                    attempt = 0
                    continue
            except Exception as error:  # noqa: BLE001 - the outermost loop of this thread
                _log.error("the stream failed: %s", type(error).__name__)
            if self._heard:
                attempt = 0
                if end is not _End.LOST:
                    continue
            attempt += 1
            await self._wait_after(attempt)

    async def _wait_after(self, attempt: int) -> None:
        limits = self._limits
        longest = min(limits.most_retry_seconds, limits.first_retry_seconds * 2.0 ** min(attempt - 1, 16))
        seconds = longest * (1.0 - self._chance() / 2.0)
        now = self._clock.now()
        since_at = self._link.since_at if self._link.status is LinkStatus.LOST else now
        self._show(LinkState(LinkStatus.LOST, since_at, attempt, now + timedelta(seconds=seconds)))
        self._hurry.clear()
        self._tried_at = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(seconds):
                await self._hurry.wait()
        except TimeoutError:
            pass

    def _try_soon(self) -> None:
        asyncio.get_running_loop().call_at(self._tried_at + self._limits.least_retry_seconds, self._hurry.set)

    async def _signed_out(self) -> None:
        self._show(LinkState(LinkStatus.SIGNED_OUT, self._clock.now()))
        self._hurry.clear()
        await self._hurry.wait()

    async def _connection(self, token: str) -> _End:
        options: dict[str, Any] = {"proxy": None} if self._no_proxy else {}
        if self._ssl is not None:
            options["ssl"] = self._ssl
        try:
            connecting = connect(
                self._uri,
                compression=None,
                open_timeout=self._limits.open_seconds,
                close_timeout=1.0,
                ping_interval=self._limits.heartbeat_seconds,
                ping_timeout=None,  # heartbeats tell; the ping is for the latency
                max_size=_MOST_BYTES,
                **options,
            )
            async with _let_go(connecting) as socket:
                hello = StreamHello(
                    access_token=token,
                    resume_after=self._last,
                    client_version=self._client_version,
                    takes_seat=self._takes_seat,
                    takes_ahead=True,
                )
                await socket.send(hello.model_dump_json(exclude_none=True))
                also = (self._renew(socket, token), self._beat(socket), self.asks.send_on(socket))
                beside = [asyncio.create_task(each) for each in also]
                try:
                    return await self._read(socket)
                finally:
                    for task in beside:
                        task.cancel()
                    await asyncio.gather(*beside, return_exceptions=True)
        except ConnectionClosed as closed:
            return self._end_of(closed)
        except (OSError, TimeoutError, InvalidHandshake, InvalidURI) as error:
            _log.info("no stream: %s", type(error).__name__)
            return _End.LOST

    def _end_of(self, closed: ConnectionClosed) -> _End:
        code = closed.rcvd.code if closed.rcvd is not None else 0
        _log.info("stream closed, code %s", code)
        match code:
            case StreamClose.TOKEN_MISSING_OR_WRONG:
                return _End.REJECTED
            case StreamClose.TOKEN_EXPIRED:
                return _End.RESUME
            case StreamClose.PROTOCOL:
                self._last = None
        return _End.LOST

    async def _read(self, socket: ClientConnection) -> _End:
        limits = self._limits
        late_after = limits.heartbeat_seconds * 1.5
        lost_after = limits.heartbeat_seconds * limits.missed
        reader = StreamReader()
        while True:
            text = await _received(socket, late_after)
            if text is None:
                if self._heard:
                    self._show_up(LinkStatus.SLOW, socket.latency)
                text = await _received(socket, lost_after - late_after)
            if text is None:
                _log.warning("no heartbeat for %s s", lost_after)
                return _End.LOST
            message = reader.read(text)
            if message is None:
                self._last = None  # what is not understood now will not be understood again: start afresh
                return _End.LOST
            slow = socket.latency > limits.slow_latency_seconds
            if not self._take(message):
                return _End.RESUME
            self._show_up(LinkStatus.SLOW if slow else LinkStatus.UP, socket.latency)

    def _take(self, message: StreamMessage) -> bool:
        """Pass a message on. Returns whether none before it is missing."""
        if message.type in ("ahead", "board"):
            self._on_message(message)
            return True
        if message.type == "snapshot":
            self._clock.heard(message.server_at, afresh=True)
        elif message.type == "event":
            if message.previous != self._last:
                return self._gap(message)
        elif message.number != self._last:
            return self._gap(message)
        if message.type == "heartbeat":  # an event sent again after a break carries an old time
            self._clock.heard(message.server_at)
        self._heard = True
        self._takes_seat = False
        self._gaps = 0
        self._last = message.number
        if message.type != "heartbeat":
            self._on_message(message)
        return True

    def _gap(self, message: StreamMessage) -> bool:
        _log.warning("stream gap: had %s, %s follows %s", self._last, message.number, message.previous)
        self._gaps += 1
        self._heard = self._gaps <= _GAPS_BEFORE_AFRESH
        if self._gaps >= _GAPS_BEFORE_AFRESH:
            self._last = None
        return False

    async def _beat(self, socket: ClientConnection) -> None:
        """Tell the server that this desktop is there, as long as its window is alive.

        A beat says that the window was at work within the last beat's time, and the first sign of life after a silence
        is told at once. So the server, which misses three beats, finds a frozen window lost after 15 to 20 s, and
        never one that has stood still for less.
        """
        longest = self._limits.heartbeat_seconds
        frozen = False
        while True:
            if self._pulse is None or self._pulse.seconds_since() <= longest:
                frozen = False
                await socket.send(_BEAT)
                await asyncio.sleep(longest)
                continue
            if not frozen:
                _log.warning("the window has stood still for %s s: no beat", longest)
            frozen = True
            await asyncio.sleep(_LIFE_LOOK_SECONDS)

    async def _renew(self, socket: ClientConnection, token: str) -> None:
        """Hand the server each fresh token before the old one runs out."""
        while True:
            await asyncio.sleep(max(self._tokens.access_seconds_left(), 0.05))
            try:
                fresh = await asyncio.to_thread(self._tokens.access_token)
            except ClientError as error:
                if error.code == ErrorCode.SIGNED_OUT:
                    await socket.close()
                    return
                await asyncio.sleep(_RENEW_AGAIN_SECONDS)
                continue
            if fresh == token:  # the server is away and the old one still counts
                await asyncio.sleep(_RENEW_AGAIN_SECONDS)
                continue
            token = fresh
            await socket.send(StreamRenew(access_token=fresh).model_dump_json())

    def _show_up(self, status: LinkStatus, latency: float) -> None:
        known = self._link
        if known.status is not status:
            since_at = known.since_at if known.is_up else self._clock.now()
            self._show(LinkState(status, since_at, latency_seconds=latency or None))

    def _show(self, link: LinkState) -> None:
        self._link = link
        self._on_link(link)


async def _received(socket: ClientConnection, seconds: float) -> str | bytes | None:
    try:
        async with asyncio.timeout(seconds):
            return await socket.recv()
    except TimeoutError:
        return None


@contextlib.asynccontextmanager
async def _let_go(connecting: connect) -> AsyncIterator[ClientConnection]:
    """Open a connection and close it, and leave no socket behind where `stop` comes while it says good-bye."""
    socket: ClientConnection | None = None
    try:
        async with connecting as socket:
            yield socket
    finally:
        if socket is not None:
            socket.transport.abort()

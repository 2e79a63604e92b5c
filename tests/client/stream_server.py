"""A WebSocket server on a free port of this machine that plays the server's stream as a test says."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from telephony.contract import StreamBeat, StreamHello, StreamMessage

BEAT = StreamBeat().model_dump_json()


@dataclass
class StreamServer:
    """`play` is run for each connection, with the hello it began with. `received` are further messages, but for
    the `beats`, which are counted."""

    port: int = 0
    hellos: list[StreamHello] = field(default_factory=list)
    received: list[str] = field(default_factory=list)
    beats: int = 0
    play: Callable[[ServerConnection, StreamHello], Awaitable[None]] | None = None
    _loop: asyncio.AbstractEventLoop | None = None
    _server: Server | None = None
    _connections: set[ServerConnection] = field(default_factory=set)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(self, message: StreamMessage | str) -> None:
        """Send to every connection; one whose client has just gone gets nothing, as with a real server."""
        text = message if isinstance(message, str) else message.model_dump_json(exclude_none=True)
        self._do(self._send(text))

    def close(self, code: int) -> None:
        """Close every connection with this code."""
        self._do(self._close(code))

    async def _send(self, text: str) -> None:
        for connection in list(self._connections):
            with suppress(ConnectionClosed):
                await connection.send(text)

    async def _close(self, code: int) -> None:
        for connection in list(self._connections):
            await connection.close(code)

    def _do(self, what: Coroutine[Any, Any, None]) -> None:
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(what, self._loop).result(10)

    async def _serve_one(self, connection: ServerConnection) -> None:
        assert connection.request is not None
        assert connection.request.path == "/v1/stream"
        with suppress(ConnectionClosed):
            hello = StreamHello.model_validate_json(await connection.recv())
            self._connections.add(connection)
            self.hellos.append(hello)
            if self.play is not None:
                await self.play(connection, hello)
            async for text in connection:
                if str(text) == BEAT:
                    self.beats += 1
                else:
                    self.received.append(str(text))
        self._connections.discard(connection)

    async def _run(self, ready: threading.Event, port: int, stopping: asyncio.Event) -> None:
        async with serve(self._serve_one, "127.0.0.1", port, compression=None) as server:
            self.port = server.sockets[0].getsockname()[1]
            self._loop = asyncio.get_running_loop()
            ready.set()
            await stopping.wait()


@contextmanager
def stream_server(port: int = 0) -> Iterator[StreamServer]:
    state = StreamServer()
    ready, stopping = threading.Event(), asyncio.Event()
    thread = threading.Thread(target=lambda: asyncio.run(state._run(ready, port, stopping)))
    thread.start()
    assert ready.wait(10)
    try:
        yield state
    finally:
        assert state._loop is not None
        state._loop.call_soon_threadsafe(stopping.set)
        thread.join(10)

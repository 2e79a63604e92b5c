"""HTTP and WebSocket with as little work as they can be done with: who measures a server must not be the load itself.

Only what our own server and this benchmark say to each other is understood: no chunks, no fragments, no proxies.
"""

import asyncio
import base64
import os
from collections.abc import Callable
from typing import Final

_FIN_TEXT: Final = 0x81
_TEXT: Final = 0x1
_CLOSE: Final = 0x8
_PING: Final = 0x9
_PONG: Final = 0xA
_NO_MASK: Final = b"\x00\x00\x00\x00"
"""A client's frames are masked with a key of its choice; with this one the bytes stay as they are."""

_OPEN_SECONDS: Final = 30.0


class Http:
    """Requests over connections that are kept; as many at once as are asked for. Lives on one event loop."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def request(self, method: str, path: str, body: bytes = b"", headers: str = "") -> tuple[int, bytes]:
        """Send one request and return status and body. `headers` are whole lines, each with its end.

        Raises:
            OSError: The connection was lost.
        """
        reader, writer = self._idle.pop() if self._idle else await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(
                f"{method} {path} HTTP/1.1\r\nHost: {self._host}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n{headers}\r\n".encode()
                + body
            )
            answer = await read_message(reader)
        except (asyncio.IncompleteReadError, OSError) as error:
            writer.close()
            raise ConnectionError(str(error)) from error
        except BaseException:
            writer.close()
            raise
        self._idle.append((reader, writer))
        return int(answer[0].split(b" ", 2)[1]), answer[1]

    def close(self) -> None:
        """Close what is idle."""
        for _, writer in self._idle:
            writer.close()
        self._idle.clear()


async def read_message(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Return the first line and the body of one HTTP message."""
    head = await reader.readuntil(b"\r\n\r\n")
    first, _, rest = head.partition(b"\r\n")
    lower = rest.lower()
    place = lower.find(b"content-length:")
    length = 0 if place < 0 else int(lower[place + 15 : lower.index(b"\r\n", place)])
    return first, await reader.readexactly(length) if length else b""


class Socket(asyncio.Protocol):
    """One WebSocket, from the client's end. `on_text` is told each text with nothing in between.

    `closed` is set to the close code, or to 1006 where the connection just went.
    """

    def __init__(self, host: str, path: str, on_text: Callable[[bytes], None]) -> None:
        self._host = host
        self._path = path
        self._on_text = on_text
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._is_open = False
        loop = asyncio.get_running_loop()
        self.opened: asyncio.Future[None] = loop.create_future()
        self.closed: asyncio.Future[int] = loop.create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET {self._path} HTTP/1.1\r\nHost: {self._host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._is_open:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            if b" 101 " not in self._buffer[:end]:
                self.opened.set_exception(ConnectionError(bytes(self._buffer[:80]).decode(errors="replace")))
                return
            del self._buffer[: end + 4]
            self._is_open = True
            self.opened.set_result(None)
        self._take_frames()

    def connection_lost(self, _: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("gone before it was open"))
        if not self.closed.done():
            self.closed.set_result(1006)

    def send(self, text: bytes) -> None:
        """Send one text; nothing where the connection has gone."""
        self._frame(_FIN_TEXT, text)

    def close(self) -> None:
        """Go without a word."""
        if self._transport is not None:
            self._transport.abort()

    def _frame(self, first: int, content: bytes) -> None:
        size = len(content)
        head = bytes((first, 0x80 | size)) if size < 126 else bytes((first, 0xFE)) + size.to_bytes(2, "big")
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(head + _NO_MASK + content)

    def _take_frames(self) -> None:
        buffer = self._buffer
        while len(buffer) >= 2:
            size, start = buffer[1] & 0x7F, 2
            if size == 126:
                size, start = int.from_bytes(buffer[2:4], "big"), 4
            elif size == 127:
                size, start = int.from_bytes(buffer[2:10], "big"), 10
            if len(buffer) < start + size:
                return
            kind, content = buffer[0] & 0x0F, bytes(buffer[start : start + size])
            del buffer[: start + size]
            if kind == _TEXT:
                self._on_text(content)
            elif kind == _PING:
                self._frame(0x80 | _PONG, content)
            elif kind == _CLOSE and not self.closed.done():
                self.closed.set_result(int.from_bytes(content[:2], "big") if len(content) >= 2 else 1005)


async def open_socket(host: str, port: int, path: str, on_text: Callable[[bytes], None]) -> Socket:
    """Open a WebSocket.

    Raises:
        OSError: It cannot be opened.
        TimeoutError: It is not opened in time.
    """
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(_OPEN_SECONDS):
        _, socket = await loop.create_connection(lambda: Socket(host, path, on_text), host, port)
        await socket.opened
    return socket

"""The one address before several servers, as a centre's own load balancer gives it. It lives through every kill.

Each connection goes to the next server that says it is ready; one that stops saying so loses the connections it has.
"""

import asyncio
import contextlib
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

_LOOK_SECONDS: Final = 0.2
_ANSWER_SECONDS: Final = 2.0
_BYTES: Final = 64 * 1024
_HOST: Final = "127.0.0.1"


@dataclass(slots=True)
class _Server:
    port: int
    is_ready: bool = False
    open: set[asyncio.WriteTransport] = field(default_factory=set)


class Balancer:
    """Listens on `port` of this computer on a thread of its own, from `start` to `stop`.

    `taken` counts the connections that each server has been given, by its port.
    """

    def __init__(self, port: int, servers: Sequence[int]) -> None:
        self._port = port
        self._servers = [_Server(each) for each in servers]
        self._next = 0
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._carrying: set[asyncio.Task[None]] = set()
        self._listening = threading.Event()
        self._thread = threading.Thread(target=self._run, name="balancer", daemon=True)
        self.taken: Counter[int] = Counter()

    def start(self) -> None:
        """Listen; raises TimeoutError where that cannot be done."""
        self._thread.start()
        if not self._listening.wait(10):
            raise TimeoutError("the balancer does not listen")

    def stop(self) -> None:
        """End every connection, and the thread."""
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(10)

    def ready_ports(self) -> frozenset[int]:
        """Return the servers that are given connections at the moment."""
        return frozenset(each.port for each in self._servers if each.is_ready)

    def _run(self) -> None:
        with contextlib.closing(self._loop):
            self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        looks = [asyncio.create_task(self._look_after(each)) for each in self._servers]
        server = await asyncio.start_server(self._begin, _HOST, self._port)
        async with server:
            self._listening.set()
            await self._stopping.wait()
            server.close()
            for each in self._servers:
                self._drop(each)
            left = [*looks, *self._carrying]
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
        await asyncio.sleep(0)  # an aborted transport closes its socket in the loop's next turn

    async def _look_after(self, server: _Server) -> None:
        while True:
            server.is_ready = await self._says_ready(server.port)
            if not server.is_ready:
                self._drop(server)
            await asyncio.sleep(_LOOK_SECONDS)

    def _drop(self, server: _Server) -> None:
        for transport in list(server.open):
            transport.abort()

    async def _says_ready(self, port: int) -> bool:
        try:
            async with asyncio.timeout(_ANSWER_SECONDS):
                reader, writer = await asyncio.open_connection(_HOST, port)
                try:
                    writer.write(b"GET /v1/ready HTTP/1.1\r\nHost: balancer\r\nConnection: close\r\n\r\n")
                    return b" 200 " in await reader.readline()
                finally:
                    writer.transport.abort()
        except (OSError, TimeoutError):
            return False

    def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A task of our own: what asyncio makes of a coroutine cannot be waited for at the end.
        task = self._loop.create_task(self._carry(reader, writer))
        self._carrying.add(task)
        task.add_done_callback(self._carrying.discard)
        task.add_done_callback(lambda _: writer.transport.abort())  # also where it was ended before it began

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        found = await self._connect()
        if found is None:
            return
        server, behind, before = found
        ends = {writer.transport, before.transport}
        server.open |= ends
        self.taken[server.port] += 1
        try:
            await asyncio.gather(_pour(reader, before), _pour(behind, writer))
        finally:
            server.open -= ends
            for each in ends:
                each.abort()

    async def _connect(self) -> tuple[_Server, asyncio.StreamReader, asyncio.StreamWriter] | None:
        for _ in self._servers:
            server = self._servers[self._next % len(self._servers)]
            self._next += 1
            if server.is_ready:
                with contextlib.suppress(OSError):
                    return (server, *await asyncio.open_connection(_HOST, server.port))
        return None


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while some := await reader.read(_BYTES):
            writer.write(some)
            await writer.drain()
    writer.transport.abort()

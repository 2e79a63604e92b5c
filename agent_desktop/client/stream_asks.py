"""What a desktop wants to be told on its stream beside the events: said again each time a stream opens."""

import asyncio
import threading
from typing import Protocol

from pydantic import JsonValue

from telephony.contract import StreamWatch


class Sends(Protocol):
    """An open stream."""

    async def send(self, message: str) -> None: ...


class StreamAsks:
    """The watches that are wanted. `watch` and `end` may be called on any thread, whether a stream is open or not."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wanted: dict[str, StreamWatch] = {}
        self._open: tuple[asyncio.AbstractEventLoop, asyncio.Queue[str]] | None = None

    def watch(self, watch_id: str, asks: dict[str, JsonValue]) -> None:
        """Have the server tell us of this from now on, in messages with this `watch_id`; what it asked before is
        forgotten."""
        wanted = StreamWatch(watch_id=watch_id, asks=asks)
        with self._lock:
            self._wanted[watch_id] = wanted
            self._say(wanted)

    def end(self, watch_id: str) -> None:
        """Have the server tell us of this no more."""
        with self._lock:
            if self._wanted.pop(watch_id, None) is not None:
                self._say(StreamWatch(watch_id=watch_id))

    async def send_on(self, socket: Sends) -> None:
        """Say on an open stream all that is wanted, and then what changes of it, until it is cancelled."""
        mine: asyncio.Queue[str] = asyncio.Queue()
        with self._lock:
            self._open = opened = asyncio.get_running_loop(), mine
            for wanted in self._wanted.values():
                mine.put_nowait(wanted.model_dump_json())
        try:
            while True:
                await socket.send(await mine.get())
        finally:
            with self._lock:
                if self._open is opened:
                    self._open = None

    def _say(self, watch: StreamWatch) -> None:
        """Hold the lock: then the loop cannot have ended, for its stream would have said so."""
        if self._open is not None:
            loop, said = self._open
            loop.call_soon_threadsafe(said.put_nowait, watch.model_dump_json())
